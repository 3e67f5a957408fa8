"""Terms out of a segment and back into its translation, by placeholders that translators leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase

from pipeline.translate.terms import Term

_BETWEEN_NEIGHBOURS = re.compile(r"[\s-]*")


@dataclass(frozen=True, slots=True)
class Masked:
    """A segment with placeholders, and what each of them stands for."""

    text: str
    originals: tuple[tuple[str, str], ...]


def mask(segment: str, terms: Iterable[Term]) -> Masked:
    """The segment with every term replaced; neighbours such as first name and surname share a placeholder.

    A placeholder stands for what it replaced, or for the English name that the register gives a term.

    A placeholder looks like an acronym that does not exist (``XQAA``): translators copy such words, give
    them an English genitive, and no figure check trips over them.
    """
    codes = _codes(segment)
    text: list[str] = []
    originals: list[tuple[str, str]] = []
    position = 0
    terms = tuple(terms)
    english = {(term.start, term.end): term.english for term in terms if term.english}
    for start, end in _stretches(segment, terms):
        code = next(codes)
        originals.append((code, english.get((start, end), segment[start:end])))
        text += [segment[position:start], code]
        position = end
    return Masked("".join([*text, segment[position:]]), tuple(originals))


def unmask(answer: str, masked: Masked) -> str | None:
    """The translation with its terms back, or ``None`` unless every placeholder came back exactly once."""
    codes = dict(masked.originals)
    if not codes:
        return answer
    pattern = re.compile("|".join(codes))
    if sorted(pattern.findall(answer)) != sorted(codes):
        return None
    return pattern.sub(lambda found: codes[found[0]], answer)


def _stretches(segment: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where placeholders go; a neighbour joins one unless either has an English name of its own to put in."""
    stretches: list[tuple[int, int]] = []
    apart = False
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if stretches:
            start, end = stretches[-1]
            beside = not (apart or term.english) and _BETWEEN_NEIGHBOURS.fullmatch(segment[end : term.start])
            if term.start < end or beside:
                stretches[-1] = (start, max(end, term.end))
                continue
        stretches.append((term.start, term.end))
        apart = term.english is not None
    return stretches


def _codes(segment: str) -> Iterator[str]:
    """Equally long placeholders, so that none is part of another; none stands in the segment."""
    codes = ("XQ" + "".join(letters) for letters in product(ascii_uppercase, repeat=2))
    return (code for code in codes if code not in segment)
