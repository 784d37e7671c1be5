"""Filling .xlsx and .xlsm templates on the XML of their parts; other kinds of template are not here."""
