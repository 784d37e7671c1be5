"""The office's own formats: templates and values to filled files; what the values are is decided elsewhere."""
