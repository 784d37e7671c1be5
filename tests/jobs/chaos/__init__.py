"""Jobs under random kills of everything around them; `make chaos`. Not collected by pytest."""
