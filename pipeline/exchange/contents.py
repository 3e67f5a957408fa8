"""What a file of an agency holds for the memory, with its texts as the memory keeps them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.intake.language_tags import meant_by
from pipeline.memory import Entry
from pipeline.translate.typography import QUOTATION_MARK, unquoted

MACHINE = "mt"
"""The origin of what a foreign file marks as machine translation without saying whose."""
_BREAK = re.compile(r"\s*[\n\r\t]\s*")
_MACHINE_WORD = re.compile(r"(?:\b|_)n?mt(?:\b|_)|machine.?translat|automat\w*.?translat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of the releases and those they are translated into, as BCP 47 tags."""

    source: str
    targets: tuple[str, ...]

    def is_source(self, tag: str) -> bool:
        """Whether a tag of a file means the language of the releases, in any region."""
        return meant_by(tag, (self.source,)) is not None

    def target(self, tag: str) -> str | None:
        """The target language that a tag of a file means."""
        return meant_by(tag, self.targets)


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries of a file, in its order; how many pairs are in other languages, and how many nobody has confirmed."""

    entries: tuple[Entry, ...] = ()
    foreign: int = 0
    unconfirmed: int = 0


def tidy(text: str) -> str:
    """A text as releases have theirs: in NFC, on one line, nothing around it."""
    return _BREAK.sub(" ", unicodedata.normalize("NFC", text)).strip()


def core(text: str) -> str:
    """A tidy text without the quotation marks around it, as units are cut."""
    return unquoted(tidy(text))[1].strip()


def pair(source: str, target: str) -> tuple[str, str]:
    """A segment and its translation as the memory keeps them: quotation marks around them are nobody's words.

    A translator who sees a unit without the marks around it in the release may put some there again.
    """
    source, target = tidy(source), tidy(target)
    opening, inner, closing = unquoted(source)
    if not QUOTATION_MARK.search(source):
        before, words, after = unquoted(target)
        # A single straight mark may mean inches.
        return source, words.strip() if before + after != '"' else target
    opened = not opening or QUOTATION_MARK.match(target)
    closed = not closing or QUOTATION_MARK.fullmatch(target[-1:])
    if not (opened and closed):
        return source, target
    return inner.strip(), target[len(opening) : len(target) - len(closing)].strip()


def moment(text: str) -> str:
    """A date of a file (``20260105T120000Z`` or like ISO 8601) as the memory has its, or nothing if it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    # TMX and XLIFF mean UTC where they do not say.
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")


def means_machine(word: str) -> bool:
    """Whether a word about where a translation comes from means a machine."""
    return _MACHINE_WORD.search(word) is not None
