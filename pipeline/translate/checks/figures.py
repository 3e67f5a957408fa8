"""Figures, with what they count: every one of the source is in the translation, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Level
from pipeline.translate import figures
from pipeline.translate.checks.finding import Finding, Pair
from pipeline.translate.quantities import quantities_in, stands

_SPELT_OUT_BELOW = 13


def changed_figures(pair: Pair) -> Iterator[Finding]:
    """Figures, dates and times that the answer lacks, and those that it has made up."""
    lost = figures.lost(pair.segment, pair.answer, target=pair.target)
    for figure in lost:
        message = f"Die Zahl „{figure.text}“ fehlt in der Übersetzung oder ist verändert."
        yield Finding("translation-figure", message, _level(figure, pair), pair.in_source(figure.start, figure.end))
    for figure in figures.fewer(pair.segment, pair.answer, target=pair.target):
        if figure.text not in {each.text for each in lost}:
            message = f"Die Zahl „{figure.text}“ steht im Original öfter als in der Übersetzung."
            yield Finding("translation-figure", message, Level.WARNING, pair.in_source(figure.start, figure.end))
    for figure in figures.invented(pair.segment, pair.answer, target=pair.target):
        message = f"Die Zahl „{figure.text}“ der Übersetzung steht nicht im Original."
        yield Finding("translation-figure", message, Level.ERROR, pair.in_answer(figure.start, figure.end))


def changed_units(pair: Pair) -> Iterator[Finding]:
    """Figures of the source whose currency, percent sign or unit the answer does not name at all."""
    for quantity in quantities_in(pair.segment):
        if not stands(quantity, pair.answer, language=pair.target):
            level = Level.ERROR if quantity.is_money else Level.WARNING
            message = f"„{quantity.text}“: Die Übersetzung nennt „{quantity.unit}“ nicht."
            yield Finding("translation-unit", message, level, pair.in_source(quantity.start, quantity.end))


def _level(figure: figures.Figure, pair: Pair) -> Level:
    """We know no number words of other languages, so a small figure that is not there may be spelt out."""
    spelt_out = pair.target != "en" and figure.text.isdigit() and int(figure.text) < _SPELT_OUT_BELOW
    return Level.WARNING if spelt_out else Level.ERROR
