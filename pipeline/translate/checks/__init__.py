"""What a script can see of a translation: lost names, wrong figures, a negation gone, German left standing.

The messages are for a press officer who will read the draft anyway: few, short, and naming the word.
A check is a function of a pair of texts; a new one is a line in the table here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.glossary import EMPTY_GLOSSARY, Glossary
from pipeline.translate.checks.figures import changed_figures, changed_units
from pipeline.translate.checks.finding import Check, Finding, Pair, Place, Side, excerpt
from pipeline.translate.checks.glossary import glossary_ignored
from pipeline.translate.checks.machine import foreign_matter, leftover_masks, repetition
from pipeline.translate.checks.names import lost_names, swapped_speaker
from pipeline.translate.checks.negation import lost_negation
from pipeline.translate.checks.shape import clause_dropped, lengths, quotation_marks, sentence_count
from pipeline.translate.checks.untranslated import german_left, untranslated
from pipeline.translate.terms import Term

__all__ = ["Finding", "Place", "Side", "excerpt", "findings"]

# What makes all other checks pointless comes first: only the first of these is told.
_INSTEAD_OF_TRANSLATION: tuple[Check, ...] = (foreign_matter, untranslated)
_IN_ANY_LANGUAGE: tuple[Check, ...] = (
    leftover_masks,
    lost_names,
    changed_figures,
    changed_units,
    glossary_ignored,
    german_left,
    repetition,
    quotation_marks,
    sentence_count,
    lengths,
)
_BY_LANGUAGE: dict[str, tuple[Check, ...]] = {"en": (lost_negation, swapped_speaker, clause_dropped)}


def findings(
    segment: str, answer: str, *, terms: tuple[Term, ...], target: str, glossary: Glossary = EMPTY_GLOSSARY
) -> tuple[Finding, ...]:
    """All doubts about the translation of a German segment into ``target`` (BCP 47), each once, in a fixed order."""
    return tuple(dict.fromkeys(_findings(Pair(segment, answer, terms, target.split("-")[0], glossary))))


def _findings(pair: Pair) -> Iterator[Finding]:
    for check in _INSTEAD_OF_TRANSLATION:
        if first := next(check(pair), None):
            yield first
            return
    for check in (*_IN_ANY_LANGUAGE, *_BY_LANGUAGE.get(pair.target, ())):
        yield from check(pair)
