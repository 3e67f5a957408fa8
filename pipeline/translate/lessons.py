"""What a person's edition teaches: sentences of the original, each with her words for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.memory import HUMAN
from pipeline.model import Edition, Field, Location, Release
from pipeline.translate.alignment import align
from pipeline.translate.answers import judged
from pipeline.translate.units import Sentence, Unit, sentences, units_of

# About three standard deviations: beyond that, two sentences of a pair have hardly the same content.
_HIGHEST_COST = 6.0
# Signs that a sentence stands beside another's translation, or beside none.
_TELLING = frozenset({"translation-figure", "translation-untranslated"})


@dataclass(frozen=True, slots=True)
class Lesson:
    """A unit of the original with the one before it, and how a person put it."""

    text: str
    context: str
    translation: str


def lessons(release: Release, edition: Edition) -> tuple[Lesson, ...]:
    """What can be learnt for sure; ``edition`` is a person's, current, of ``release``.

    Texts pair up where both have as many of a kind; within a pair, sentences by their length, and only where one
    became one.
    """
    hers = dict(paired(release, edition))
    units: dict[Location, list[Unit]] = {}
    for unit in units_of(release, target=edition.language):
        units.setdefault(unit.at, []).append(unit)
    originals = dict(release.texts())
    return tuple(
        Lesson(unit.text, unit.context, sentence.text)
        for at, here in units.items()
        if at in hers
        for unit, sentence in _pairs(
            here,
            sentences(originals[at], at.field, language=release.language),
            sentences(hers[at], at.field, language=edition.language),
        )
        if not _is_doubtful(unit, sentence, edition.language)
    )


def paired(release: Release, edition: Edition) -> Iterator[tuple[Location, str]]:
    """The texts of an edition by the place of the text of the original that each is of; none where it is not sure."""
    titles = (
        (Field.KICKER, release.kicker, edition.kicker),
        (Field.HEADLINE, release.headline, edition.headline),
        (Field.SUBHEADLINE, release.subheadline, edition.subheadline),
    )
    yield from ((Location(field), hers) for field, original, hers in titles if original and hers)
    if len(release.paragraphs) == len(edition.paragraphs):
        yield from ((Location(Field.PARAGRAPH, index), text) for index, text in enumerate(edition.paragraphs))
        if [item.before for item in release.subheads] == [item.before for item in edition.subheads]:
            yield from ((Location(Field.SUBHEAD, index), item.text) for index, item in enumerate(edition.subheads))
        if [item.before for item in release.captions] == [item.before for item in edition.captions]:
            yield from ((Location(Field.CAPTION, index), item.text) for index, item in enumerate(edition.captions))
    if len(release.boilerplates) == len(edition.boilerplates):
        for index, (original, hers_too) in enumerate(zip(release.boilerplates, edition.boilerplates, strict=True)):
            yield Location(Field.BOILERPLATE_TITLE, index), hers_too.title
            if original.text.count("\n\n") == hers_too.text.count("\n\n"):
                yield Location(Field.BOILERPLATE, index), hers_too.text


def _pairs(
    units: list[Unit], originals: tuple[Sentence, ...], hers: tuple[Sentence, ...]
) -> Iterator[tuple[Unit, Sentence]]:
    """The units of a text with her sentences for them; marks at the edges must stand on both sides or on neither."""
    if len(units) != len(originals):
        return
    for bead in align([unit.text for unit in units], [sentence.text for sentence in hers]):
        if len(bead.source) == len(bead.target) == 1 and bead.cost <= _HIGHEST_COST:
            original, sentence = originals[bead.source[0]], hers[bead.target[0]]
            if (original.opens, original.closes) == (sentence.opens, sentence.closes):
                yield units[bead.source[0]], sentence


def _is_doubtful(unit: Unit, sentence: Sentence, language: str) -> bool:
    answer = judged(unit, sentence.text, origin=HUMAN, target=language)
    return any(finding.code in _TELLING for finding in answer.findings)
