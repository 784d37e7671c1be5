"""What office documents say, as plain values; templates and files are not here."""
