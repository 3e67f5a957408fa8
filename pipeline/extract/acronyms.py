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

    It may leave out the last of them (ZWAV: Zweckverband Wasser und Abwasser Vogtland-Göltzsch) or take up to two
    letters more from within a word (HTGF: High-Tech Gründerfonds).
    """
    parts = [part for word in words if word not in LINKING for part in _PARTS.split(word) if part[:1].isalpha()]
    initials = "".join(part[0] for part in parts).upper()
    if len(acronym) < 3 or len(parts) < 2 or not acronym.isupper() or initials[:1] != acronym[:1]:
        return False
    if initials.startswith(acronym):
        return True
    return len(initials) + 2 >= len(acronym) and spells(initials, acronym) and spells(acronym, "".join(parts))
