"""The pages of an account and of an office, one subject each file."""
