"""What a check is given and what it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.glossary import EMPTY_GLOSSARY, Glossary
from pipeline.model import Level
from pipeline.translate.terms import Term

MARKS = re.compile(r"[„“”\"»«]")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EXCERPT_CHARS = 60


class Side(StrEnum):
    """Which text a place is in."""

    SOURCE = "source"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Place:
    """The characters ``start:end`` of the German segment or of the answer."""

    side: Side
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about one segment: a stable code, a German message, how grave it is and where to look.

    An ``ERROR`` would mislead or embarrass if it were published; a ``WARNING`` asks to be looked at. ``place`` is in
    the source where something is missing, and ``None`` where the whole segment is meant.
    """

    code: str
    message: str
    level: Level = Level.WARNING
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A German segment and the answer in the language ``target`` (ISO 639-1), with what is known about them."""

    segment: str
    answer: str
    terms: tuple[Term, ...]
    target: str
    glossary: Glossary = EMPTY_GLOSSARY

    def in_source(self, start: int, end: int) -> Place:
        """A place in the German segment."""
        return Place(Side.SOURCE, start, end)

    def in_answer(self, start: int, end: int) -> Place:
        """A place in the answer."""
        return Place(Side.ANSWER, start, end)


Check = Callable[[Pair], Iterator[Finding]]


def excerpt(text: str) -> str:
    """The beginning of a text for a message, without quotation marks of its own."""
    plain = " ".join(MARKS.sub("", text).split())
    return plain if len(plain) <= _EXCERPT_CHARS else plain[:_EXCERPT_CHARS].rsplit(" ", 1)[0] + " …"
