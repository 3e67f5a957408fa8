"""The officer's glossary, as frozen values: how a German expression is to be rendered, and where it stands in a text.

A German expression is found in all its cases: endings are taken generously („Lehrwerkstatt“, „der gläsernen
Manufaktur“), only a plural that changes its vowel must be given. How the file is read is no matter of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

# Endings of nouns and adjectives in all cases and numbers.
_ENDING = r"(?:e[mnrs]?|ern|s|se[sn]?|n|ns|nen|innen)?"


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression: by target language (BCP 47 primary tag) the ``preferred`` rendering and the ``forbidden`` ones.

    ``forms`` are inflected forms that endings alone do not make; with ``compounds`` the expression also counts as a
    part of longer words, which can be checked for forbidden renderings only.
    """

    german: str
    forms: tuple[str, ...] = ()
    preferred: Mapping[str, str] = field(default_factory=dict)
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    compounds: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry's expression at ``start:end`` of a German text; ``plain`` if it stands there in its basic form."""

    entry: Entry
    text: str
    start: int
    end: int
    plain: bool
    part: bool
    """Whether it is a part of a longer word."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All that she has written; an empty glossary changes nothing. ``keep`` are names that no translation changes."""

    entries: tuple[Entry, ...] = ()
    keep: tuple[str, ...] = ()

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Where entries stand in a German text, in order; of two that overlap the longer one."""
        found = sorted(self._all(text), key=lambda hit: (hit.start - hit.end, hit.start))
        taken: list[Hit] = []
        for hit in found:
            if all(hit.end <= other.start or other.end <= hit.start for other in taken):
                taken.append(hit)
        return tuple(sorted(taken, key=lambda hit: hit.start))

    def kept(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where names stand that must stay as they are; the longest where they overlap."""
        pattern = _keep_pattern(self.keep)
        return tuple((found.start(), found.end()) for found in pattern.finditer(text)) if pattern else ()

    def _all(self, text: str) -> Iterator[Hit]:
        for entry in self.entries:
            for found in _pattern(entry.german, entry.forms, entry.compounds).finditer(text):
                start, end = found.span("hit")
                part = found.span() != (start, end)
                yield Hit(entry, found["hit"], start, end, found["hit"] == entry.german and not part, part)


EMPTY_GLOSSARY = Glossary()


@lru_cache(maxsize=2**12)
def _pattern(german: str, forms: tuple[str, ...], compounds: bool) -> re.Pattern[str]:  # noqa: FBT001 (a cache key)
    alternatives = [r"[\s\u00a0]+".join(_inflected(word) for word in german.split())]
    alternatives += [r"[\s\u00a0]+".join(re.escape(word) for word in form.split()) for form in forms]
    body = "|".join(sorted(alternatives, key=len, reverse=True))
    if compounds:
        return re.compile(rf"(?<!\w)[\w-]*?(?P<hit>{body})[\w-]*", re.IGNORECASE)
    return re.compile(rf"(?<![\w-])(?P<hit>{body})(?![\w-])")


def _inflected(word: str) -> str:
    """A word with any ending; the first letter of one in lower case may be a capital at a sentence's start."""
    stem = word[:-1] if word.endswith("e") and word[0].islower() else word
    first = f"[{stem[0]}{stem[0].upper()}]" if stem[0].islower() else re.escape(stem[0])
    return first + re.escape(stem[1:]) + _ENDING


@lru_cache(maxsize=64)
def _keep_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    body = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")
