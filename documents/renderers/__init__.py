"""Document values to file bytes; what the values are is decided in documents.domain."""
