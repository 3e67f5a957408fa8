"""Releases to releases with people, organisations, places and speakers."""

from pipeline.extract.extracting import LABELS, extract_all
from pipeline.extract.loading import ModelError, load_model
from pipeline.extract.tokens import texts_of

__all__ = ["LABELS", "ModelError", "extract_all", "load_model", "texts_of"]
