"""Rows of bills as pages show them; nothing here changes one."""
