"""Tell whether an acronym that stands alone is short for a name: „Zentralverband des Deutschen Handwerks, kurz ZDH“."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.name_shapes import LINKING

_PARTS = re.compile(r"[-\u2010\u2011/]")


def spells(letters: str, text: str) -> bool:
    """Whether letters stand in a text in their order, in any case."""
    rest = iter(text.lower())
    return all(letter in rest for letter in letters.lower())


def is_short_for(acronym: str, words: Iterable[str]) -> bool:
    """Whether an acronym of three letters or more is made of the initials of a name's words.

    It may leave out the last of them: ZWAV is the Zweckverband Wasser und Abwasser Vogtland-Göltzsch.
    """
    parts = [part for word in words if word not in LINKING for part in _PARTS.split(word) if part[:1].isalpha()]
    initials = "".join(part[0] for part in parts).upper()
    return len(acronym) >= 3 and len(parts) >= 2 and acronym.isupper() and initials.startswith(acronym)
