"""Documents to releases: how German press offices write, nothing about formats or models."""

from pipeline.parse.body import with_caption
from pipeline.parse.labels import contact_title as is_contact_title
from pipeline.parse.structure import parse

__all__ = ["is_contact_title", "parse", "with_caption"]
