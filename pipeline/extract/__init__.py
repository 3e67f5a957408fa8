"""Releases to releases with people, organisations, places and speakers."""

from pipeline.extract.extracting import extract_all
from pipeline.extract.loading import ModelError, fingerprint, load_model
from pipeline.extract.spotting import Spotted, Spotter, spotter
from pipeline.extract.tokens import texts_of
from pipeline.extract.votes import kind_of

__all__ = [
    "ModelError",
    "Spotted",
    "Spotter",
    "extract_all",
    "fingerprint",
    "kind_of",
    "load_model",
    "spotter",
    "texts_of",
]
