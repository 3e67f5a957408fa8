"""Releases to releases with people, organisations, places and speakers."""

from pipeline.extract.extracting import extract_all
from pipeline.extract.loading import ModelError, load_model

__all__ = ["ModelError", "extract_all", "load_model"]
