"""Bills as workbooks: values in, bytes out; no figure is computed here."""
