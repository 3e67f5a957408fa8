"""Releases to editions in another language: drafts by translators, and texts that a person wrote."""

from __future__ import annotations

from pipeline.translate.adoption import adopt
from pipeline.translate.drafts import draft
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.memory import Memory
from pipeline.translate.provider import Provider, Question
from pipeline.translate.providers import PROVIDERS, make_providers
from pipeline.translate.translators import Translation, Translators

__all__ = [
    "PROVIDERS",
    "Kind",
    "Memory",
    "Provider",
    "Question",
    "Translation",
    "TranslatorError",
    "Translators",
    "adopt",
    "draft",
    "make_providers",
]
