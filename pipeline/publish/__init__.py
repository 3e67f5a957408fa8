"""The catalogue to output files: feeds, fragments, data, pages."""
