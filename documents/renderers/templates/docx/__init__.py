"""Word templates (.docx, .docm), edited in place on the XML of their parts; the language of tags is a level up."""
