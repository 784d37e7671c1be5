"""Papers as PDF: made by LibreOffice, joined and numbered here; what is in them is not."""
