"""The vocabulary of the translation memory: what is remembered of a segment, and what the stages need of a memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

HUMAN = "human"
LEAST_LIKENESS = 70.0
"""From how many percent on what resembles a text is offered to people."""


class MemoryFaultError(Exception):
    """What is remembered cannot be read or written; the message is German and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment and its translation; ``source`` and ``target`` are BCP 47 tags.

    ``origin`` is a provider's name or ``human``. ``context`` is the segment that stood before it when a person
    translated it, empty where nothing is known of it; ``date`` is when, in ISO 8601 and UTC. A ``confidential``
    entry comes from a release that must not be seen yet and is shown to no translator outside the house.

    ``author`` is who gave it its present words, as other programs name people. ``created`` and ``creator`` are when
    and by whom it was first translated, empty where that is the same; ``note`` is what people remarked on it.
    """

    source: str
    target: str
    text: str
    translation: str
    origin: str
    context: str = ""
    date: str = ""
    confidential: bool = False
    author: str = ""
    created: str = ""
    creator: str = ""
    note: str = ""

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

    def entries(self, *, source: str, target: str) -> Iterable[Entry]:
        """Every entry of two languages, in a fixed order."""


def nearest(text: str, entries: Sequence[Entry], *, at_least: float, limit: int) -> tuple[tuple[float, Entry], ...]:
    """The entries whose segments resemble a text, the most similar first; each segment once.

    The measure is rapidfuzz's ``ratio``: the normalised Indel similarity of the characters, from 0 to 100 for the
    same text. At most ``limit`` entries of ``at_least`` so much; a person's words stand for a segment before a
    machine's, then the later ones.
    """
    alike: dict[str, Entry] = {}
    for entry in entries:
        best = alike.get(entry.text)
        if best is None or _rank(entry) > _rank(best):
            alike[entry.text] = entry
    found = process.extract(text, list(alike), scorer=fuzz.ratio, score_cutoff=at_least, limit=None)
    pairs = [(float(score), alike[segment]) for segment, score, _ in found]
    return tuple(sorted(pairs, key=lambda pair: (-pair[0], not pair[1].is_human, pair[1].text))[:limit])


def _rank(entry: Entry) -> tuple[bool, str, str, str]:
    return (entry.is_human, entry.date, entry.origin, entry.context)


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a person's text teaches: ``entries`` that are hers, all into the language ``target``.

    ``teacher`` says which release the text belongs to, ``formerly`` by which other names it was known; ``digest`` is
    that of her file and ``content`` that of the original it fits.
    """

    teacher: str
    target: str
    digest: str
    content: str
    confidential: bool
    entries: tuple[Entry, ...] = ()
    formerly: tuple[str, ...] = ()
