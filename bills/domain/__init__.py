"""The trade's own rules for bills: plain values and sums, no file, clock or setting."""
