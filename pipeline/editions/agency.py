"""A release out to a translation agency, and back: what goes with each unit, and what of the answer still fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.exchange.contents import pair, tidy
from pipeline.exchange.segments import Segment, Stage, Translation
from pipeline.exchange.xliff_writing import Offer, places
from pipeline.memory import LEAST_LIKENESS, Entry, Memory, nearest
from pipeline.model import Edition, Field, Level, Location, Release
from pipeline.translate import Answer, TranslatorError, Unit, compose

_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Returned:
    """What of a translated file fits a release as it is now.

    ``texts`` are the units that are done, ``missing`` those that are not; ``changed`` are segments of the file whose
    German stands no longer in the release.
    """

    texts: Mapping[Unit, str]
    missing: tuple[Unit, ...]
    changed: tuple[Segment, ...]


def offers_of(
    units: Sequence[Unit],
    answers: Mapping[Unit, Answer | TranslatorError],
    memory: Memory,
    *,
    source: str,
    target: str,
) -> tuple[Offer, ...]:
    """What a translator is given with each unit; nothing confidential of other releases is among it."""
    known = [entry for entry in memory.entries(source=source, target=target) if not entry.confidential]
    return tuple(
        _offer(unit, answers[unit], memory.recall(unit.text, source=source, target=target), known) for unit in units
    )


def _offer(unit: Unit, answer: Answer | TranslatorError, exact: Sequence[Entry], known: Sequence[Entry]) -> Offer:
    human = [entry for entry in exact if entry.is_human]
    if human and isinstance(answer, Answer):
        fits = any(entry.context == unit.context for entry in human)
        notes = tuple(dict.fromkeys(entry.note for entry in human if entry.note))
        return Offer(unit, answer.text, "final" if fits else "reviewed", notes=notes)
    others = [entry for entry in known if entry.text != unit.text]
    alike = nearest(unit.text, others, at_least=LEAST_LIKENESS, limit=_ALIKE)
    if not isinstance(answer, Answer):
        return Offer(unit, alike=alike)
    grave = ("Fehler: " if finding.level is Level.ERROR else "Bitte prüfen: " for finding in answer.findings)
    findings = (mark + finding.message for mark, finding in zip(grave, answer.findings, strict=True))
    notes = (f"Entwurf von {answer.origin}", *findings)
    return Offer(unit, answer.text, "translated", draft_of=answer.origin, notes=notes, alike=alike)


def returned(translation: Translation, units: Sequence[Unit]) -> Returned:
    """What of a file fits the units of a release: by the place that it says, else by the words."""
    by_place = {segment.place: segment for segment in translation.segments}
    by_text = {tidy(segment.source): segment for segment in reversed(translation.segments)}
    texts: dict[Unit, str] = {}
    for place, unit in zip(places(units), units, strict=True):
        text = tidy(unit.text)
        there = by_place.get(place)
        segment = there if there is not None and tidy(there.source) == text else by_text.get(text)
        if segment is not None and segment.stage is Stage.DONE:
            texts[unit] = pair(segment.source, segment.target)[1]
    present = {tidy(unit.text) for unit in units}
    return Returned(
        texts=texts,
        missing=tuple(unit for unit in units if unit not in texts),
        changed=tuple(segment for segment in translation.segments if tidy(segment.source) not in present),
    )


def edition_texts(release: Release, back: Returned, *, target: str) -> dict[Location, str]:
    """The texts of the edition that a file amounts to, by where they stand; what is not translated stays German."""
    edition = compose(release, back.texts, target=target)
    single = {
        Field.KICKER: edition.kicker,
        Field.HEADLINE: edition.headline,
        Field.SUBHEADLINE: edition.subheadline,
    }
    return {Location(field): text for field, text in single.items() if text} | dict(_repeated(edition))


def _repeated(edition: Edition) -> list[tuple[Location, str]]:
    fields: tuple[tuple[Field, list[str]], ...] = (
        (Field.PARAGRAPH, list(edition.paragraphs)),
        (Field.SUBHEAD, [item.text for item in edition.subheads]),
        (Field.CAPTION, [item.text for item in edition.captions]),
        (Field.BOILERPLATE_TITLE, [item.title for item in edition.boilerplates]),
        (Field.BOILERPLATE, [item.text for item in edition.boilerplates]),
    )
    return [(Location(field, index), text) for field, texts in fields for index, text in enumerate(texts)]
