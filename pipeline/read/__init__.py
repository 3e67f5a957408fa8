"""Files to documents: one module a format, nothing about press releases."""
