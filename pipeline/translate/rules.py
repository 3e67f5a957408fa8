"""What the desk has laid down for its translations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What every draft of a run keeps to: house style and glossary; without any nothing is changed."""


NO_RULES = Rules()
