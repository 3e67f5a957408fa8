"""Releases to editions in another language."""
