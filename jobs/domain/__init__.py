"""The rules of a job's life, in plain Python."""
