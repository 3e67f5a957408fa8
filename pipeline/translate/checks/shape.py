"""A translation's outline against the source's: quotations, sentences, length, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Level
from pipeline.translate.checks.finding import MARKS, Finding, Pair, excerpt
from pipeline.translate.english_sentences import split_english
from pipeline.translate.segments import split

_SINGLE_QUOTATION = re.compile(r"(?<!\w)['‘‚][^'‘’]+['’‘](?!\w)")
_LENGTH_MIN_CHARS = 40
_LENGTH_RATIO = (0.4, 2.5)
_LENGTH_ABSURD = (0.2, 4.0)
# English is a little shorter than German; translations of whole sentences seldom leave these bounds.
_CLAUSE_RATIO = 0.72
_CLAUSE_MIN_CHARS = 60
# A figure with its unit is short in one style and long in the other.
_FIGURE = re.compile(
    r"[\d.,:%€$£]+|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|prozent|per ?cent|mio|mrd|million(?:en)?|milliarden?"
    r"|billion|uhr|[ap]\.m|noon|midnight|o['’]clock)\b",
    re.IGNORECASE,
)


def quotation_marks(pair: Pair) -> Iterator[Finding]:
    """Quotations that are none in the answer, or marks without their counterpart."""
    wanted = (len(MARKS.findall(pair.segment)) + 1) // 2
    if _quotations(pair.answer) < wanted:
        first = MARKS.search(pair.segment)
        place = pair.in_source(first.start(), first.end()) if first else None
        message = f"Hier fehlen Anführungszeichen: „{excerpt(pair.answer)}“"
        yield Finding("translation-quotes", message, Level.WARNING, place)


def sentence_count(pair: Pair) -> Iterator[Finding]:
    """Many more sentences than in the source, or fewer than half."""
    wanted = len(split(pair.segment))
    there = len(split_english(pair.answer) if pair.target == "en" else split(pair.answer))
    if there > wanted + max(1, wanted // 2) or there * 2 < wanted:
        message = f"Das Original hat {wanted} Sätze, die Übersetzung {there}."
        yield Finding("translation-sentences", message)


def lengths(pair: Pair) -> Iterator[Finding]:
    """A translation that is much shorter or longer than its source."""
    size = len(pair.segment)
    if size < _LENGTH_MIN_CHARS:
        return
    ratio = len(pair.answer) / size
    if not _LENGTH_RATIO[0] <= ratio <= _LENGTH_RATIO[1]:
        how = "kurz" if ratio < 1 else "lang"
        level = Level.WARNING if _LENGTH_ABSURD[0] <= ratio <= _LENGTH_ABSURD[1] else Level.ERROR
        yield Finding("translation-length", f"Die Übersetzung ist auffällig {how}: „{excerpt(pair.answer)}“", level)


def clause_dropped(pair: Pair) -> Iterator[Finding]:
    """An English sentence so much shorter than the German that a clause may be missing."""
    size = len(_FIGURE.sub("", pair.segment))
    there = len(_FIGURE.sub("", pair.answer))
    if size >= _CLAUSE_MIN_CHARS and _LENGTH_RATIO[0] <= there / size < _CLAUSE_RATIO:
        yield Finding("translation-clause", f"Hier fehlt vielleicht ein Teil des Satzes: „{excerpt(pair.answer)}“")


def _quotations(text: str) -> int:
    """How many quotations a translation may have, counted generously; single marks do as well."""
    return (len(MARKS.findall(text)) + 1) // 2 + len(_SINGLE_QUOTATION.findall(text))
