"""Pages of making bills, one file each."""
