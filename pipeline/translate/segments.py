"""Text → sentences and back: the unit in which translators are asked and the memory remembers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from pipeline.translate.abbreviations import NEVER_LAST, OPENERS, SOMETIMES_LAST

_BOUNDARY = re.compile(
    r"""
    (?P<line>(?<!\s)\s*\n\s*)                     # a line break that the author meant
    |
    (?P<stop>(?<![.!?…])[.!?…]++)
    ["“”»«’‘'›‹)\]]*                              # closing marks belong to the sentence
    (?P<space>\s+)
    (?=["„“»«‚‘'›‹(\[]*(?:[–—-]\s)?["„“»«‚‘]*(?P<next>[^\W_][\w-]*))
    """,
    re.VERBOSE,
)
_SPACED_ABBREVIATION = re.compile(r"(?<!\w)(?:[A-Za-zÄÖÜäöü]{1,3}\.[ \u00a0\u202f]?){2,}\Z")
_INITIALS = re.compile(r"[a-zäöü]\.|(?:[A-ZÄÖÜ][a-z]?\.-?)+")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")  # iPads, eBay
_ORDINAL = re.compile(r"\d{1,3}\.|[IVX]+\.")
_LONGEST_ABBREVIATION = 40
_CLAUSE_END = re.compile(r"(?<=[;:,–—])\s+")
_SPACE = re.compile(r"\s+")


def split(text: str) -> tuple[str, ...]:
    """The sentences of a German text, each with the white space after it; ``join`` gives the text back."""
    cuts = [0]
    for found in _BOUNDARY.finditer(text):
        if found["line"] or _ends_sentence(text[cuts[-1] : found.end("stop")], found["stop"], found["next"]):
            cuts.append(found.end())
    cuts.append(len(text))
    return tuple(text[a:b] for a, b in pairwise(cuts) if a < b)


def join(segments: Iterable[str]) -> str:
    """The text that ``split`` took apart."""
    return "".join(segments)


def pieces(text: str, *, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """A text cut into parts that fit, at the safest points there are; ``join`` gives the text back.

    Sentence ends come before the ends of clauses, those before spaces; only a single word that does not
    fit is cut inside. A single character is never cut.
    """
    if len(text) < 2 or fits(text):
        return (text,) if text else ()
    parts = next(parts for cut in _CUTS if len(parts := cut(text)) > 1)
    merged = [parts[0]]
    for part in parts[1:]:
        if fits(merged[-1] + part):
            merged[-1] += part
        else:
            merged.append(part)
    return tuple(piece for part in merged for piece in pieces(part, fits=fits))


def _ends_sentence(before: str, stop: str, following: str) -> bool:
    if following[0].islower() and not _BRAND.match(following):
        return False
    if stop != ".":
        return True
    word = _last_word(before)
    opener = following in OPENERS
    if word in NEVER_LAST or ".-" in word:  # Dr.-Ing., Dipl.-Phys.
        return False
    if before.strip() == word and word[0].lower() + word[1:] in NEVER_LAST:  # „Mind. zwei“ begins a sentence
        return False
    if word in SOMETIMES_LAST or _INITIALS.fullmatch(word) or _ORDINAL.fullmatch(word):
        return opener
    return True


def _last_word(before: str) -> str:
    """The word that a full stop closes, without opening marks; ``z. B.`` is one word, spelled ``z.B.``."""
    before = before[-_LONGEST_ABBREVIATION:]
    if spaced := _SPACED_ABBREVIATION.search(before):
        together = _SPACE.sub("", spaced[0])
        if together in NEVER_LAST or together in SOMETIMES_LAST:
            return together
    return before.split()[-1].lstrip("\"„“»«‚‘'›‹([/–—-")


def _after(pattern: re.Pattern[str]) -> Callable[[str], tuple[str, ...]]:
    def cut(text: str) -> tuple[str, ...]:
        ends = [0, *(found.end() for found in pattern.finditer(text)), len(text)]
        return tuple(text[a:b] for a, b in pairwise(ends) if a < b)

    return cut


def _halves(text: str) -> tuple[str, ...]:
    return text[: len(text) // 2], text[len(text) // 2 :]


_CUTS = (split, _after(_CLAUSE_END), _after(_SPACE), _halves)
