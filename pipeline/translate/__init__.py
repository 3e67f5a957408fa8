"""Releases to editions in another language: drafts by translators, and texts that a person wrote."""

from __future__ import annotations

from pipeline.translate.adoption import adopt
from pipeline.translate.answers import Answer
from pipeline.translate.changes import changes, formerly, revisions, translated, unchanged, units_at, with_drafts
from pipeline.translate.drafts import Draft, draft, edition_of, held_back, spelled
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.lessons import Lesson, lessons, paired
from pipeline.translate.lines import Manners
from pipeline.translate.provider import Provider, Question
from pipeline.translate.providers import PROVIDERS, make_providers
from pipeline.translate.rules import Rules
from pipeline.translate.translators import Translators
from pipeline.translate.units import Unit, compose, segments_of, units_of

__all__ = [
    "PROVIDERS",
    "Answer",
    "Draft",
    "Kind",
    "Lesson",
    "Manners",
    "Provider",
    "Question",
    "Rules",
    "TranslatorError",
    "Translators",
    "Unit",
    "adopt",
    "changes",
    "compose",
    "draft",
    "edition_of",
    "formerly",
    "held_back",
    "lessons",
    "make_providers",
    "paired",
    "revisions",
    "segments_of",
    "spelled",
    "translated",
    "unchanged",
    "units_at",
    "units_of",
    "with_drafts",
]
