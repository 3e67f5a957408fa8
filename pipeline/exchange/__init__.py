"""What a translation agency's programs read and write: TMX and XLIFF."""
