"""Releases to releases with people, organisations, places and speakers."""

from pipeline.extract.extracting import extract_all
from pipeline.extract.loading import ModelError, load_model
from pipeline.extract.tokens import texts_of
from pipeline.extract.votes import kind_of

__all__ = ["ModelError", "extract_all", "kind_of", "load_model", "texts_of"]
