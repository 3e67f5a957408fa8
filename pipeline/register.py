"""The officer's register of people and organisations, as frozen values, and when two names are spelt alike.

What she writes outranks whatever rules and models find. How the file is read is no matter of this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.model import Picture

_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "\u00ad": None})
# Endings that a word takes by its case. Adjectives and nouns that institutions are called by, no surnames.
_ADJECTIVE = re.compile(
    r"(.*(?:isch|lich)|alt|angewandt|deutsch|erst|frei|groß|jung|klein|neu|oberst|vereinigt)e[mnrs]?"
)
_GENITIVE = re.compile(
    r"(.*(?:amt|archiv|beirat|bund|büro|cluster|dienst|forum|institut|klinikum|kolleg|kreis|labor|ministerium|museum"
    r"|netzwerk|präsidium|studio|stadtrat|theater|verband|verbund|verein|verlag|werk|zentrum))e?s"
)


class Kind(StrEnum):
    """What a name of the register stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or organisation in the officer's words: the ``name`` to use, and ``aliases`` that mean the same.

    ``english`` is the name to use in English, ``url`` a home page or Wikidata, ``picture`` a portrait or logo.
    """

    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    english: str | None = None
    url: str | None = None
    picture: Picture | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Never:
    """Names that are no entity: of a kind, or (``names``) of none at all."""

    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """All that she has written; an empty register changes nothing. ``distinct`` are names that are not the same."""

    entries: tuple[Entry, ...] = ()
    never: Never = Never()
    distinct: tuple[tuple[str, ...], ...] = ()

    def find(self, kind: Kind, name: str) -> Entry | None:
        """The entry of a kind that a name, however spelt, belongs to."""
        wanted = fold(name, kind)
        return next((entry for entry in self._of(kind) if wanted in {fold(own, kind) for own in entry.names}), None)

    def are_distinct(self, kind: Kind, one: str, other: str) -> bool:
        """Whether she says that two names of a kind are not the same: in so many words, or by an entry for each."""
        first, second = self.find(kind, one), self.find(kind, other)
        if first is not None and second is not None:
            return first is not second
        wanted = {self._canonical(kind, one), self._canonical(kind, other)}
        return any(wanted <= {self._canonical(kind, name) for name in group} for group in self.distinct)

    def _of(self, kind: Kind) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind is kind)

    def _canonical(self, kind: Kind, name: str) -> str:
        entry = self.find(kind, name)
        return fold(entry.name if entry else name, kind)


EMPTY_REGISTER = Register()


@lru_cache(maxsize=2**14)
def fold(name: str, kind: Kind) -> str:
    """What two spellings of one name have in common: equal if they differ in case and spacing only.

    For organisations also in the dots of a legal form („e. V.“, „eV“) and in inflection („Deutschen Gesellschaft“).
    A person's name is not uninflected, for Jan Peter and Jan Peters are two people.
    """
    words = unicodedata.normalize("NFC", name).translate(_ALIKE).lower().split()
    if kind is Kind.PERSON:
        return " ".join(words).casefold()
    return "".join(_uninflected(word) for word in words).replace(".", "").casefold()


def _uninflected(word: str) -> str:
    found = _ADJECTIVE.fullmatch(word) or _GENITIVE.fullmatch(word)
    return found[1] if found else word
