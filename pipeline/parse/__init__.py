"""Documents to releases: how German press offices write, nothing about formats or models."""

from pipeline.parse.body import with_caption
from pipeline.parse.structure import parse

__all__ = ["parse", "with_caption"]
