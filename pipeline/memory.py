"""The vocabulary of the translation memory: what is remembered of a segment, and what the stages need of a memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

HUMAN = "human"


class MemoryFaultError(Exception):
    """What is remembered cannot be read or written; the message is German and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment and its translation; ``source`` and ``target`` are BCP 47 tags.

    ``origin`` is a provider's name or ``human``. ``context`` is the segment that stood before it when a person
    translated it, empty where nothing is known of it; ``date`` is when, in ISO 8601 and UTC. A ``confidential``
    entry comes from a release that must not be seen yet and is shown to no translator outside the house.
    """

    source: str
    target: str
    text: str
    translation: str
    origin: str
    context: str = ""
    date: str = ""
    confidential: bool = False

    @property
    def is_human(self) -> bool:
        """Whether a person wrote or confirmed it."""
        return self.origin == HUMAN


class Memory(Protocol):
    """Remembered segments. Every origin has its own entry of a segment, and a person one for each context."""

    def recall(self, text: str, *, source: str, target: str) -> tuple[Entry, ...]:
        """All that is known of a segment: what people wrote first, then by date, the latest first."""

    def remember(self, entries: Iterable[Entry]) -> None:
        """Keep entries for good before returning; each replaces that of its segment, origin and context."""
