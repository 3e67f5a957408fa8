"""Releases to releases with people, organisations, places and speakers."""

from pipeline.extract.asking import likeness, names_in, ready
from pipeline.extract.extracting import extract_all
from pipeline.extract.loading import ModelError, fingerprint, load_model
from pipeline.extract.spotting import Spotted, Spotter, spotter
from pipeline.extract.tokens import asked_of, texts_of
from pipeline.extract.votes import kind_of

__all__ = [
    "ModelError",
    "Spotted",
    "Spotter",
    "asked_of",
    "extract_all",
    "fingerprint",
    "kind_of",
    "likeness",
    "load_model",
    "names_in",
    "ready",
    "spotter",
    "texts_of",
]
