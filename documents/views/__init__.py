"""Pages of documents, one file each."""
