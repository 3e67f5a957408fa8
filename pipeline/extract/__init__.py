"""Releases to releases with people, organisations, places and speakers."""
