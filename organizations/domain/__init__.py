"""The rules of roles, in plain Python."""
