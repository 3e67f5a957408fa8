"""What has become of an original since a person wrote her edition of it: which texts changed, came or went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.model import Change, Edition, Field, Location, Release, Remembered, Revision, Texts
from pipeline.translate.answers import Answer
from pipeline.translate.errors import TranslatorError
from pipeline.translate.rules import NO_RULES, Rules
from pipeline.translate.units import Unit, compose, units_of

_ORDER = (
    *(Field.KICKER, Field.HEADLINE, Field.SUBHEADLINE, Field.CAPTION, Field.SUBHEAD, Field.PARAGRAPH),
    *(Field.BOILERPLATE_TITLE, Field.BOILERPLATE),
)
# Texts that have less in common are not the same one reworded.
_AKIN = 0.35


def revisions(before: Remembered, now: Texts) -> tuple[Revision, ...]:
    """Where the texts are not what they were, by field and in order."""
    return tuple(
        Revision(field, tuple(range(start, end)), tuple(range(new_start, new_end)))
        for field in _ORDER
        for tag, start, end, new_start, new_end in _matcher(before, now, field).get_opcodes()
        if tag != "equal"
    )


def formerly(now: Texts, revised: Iterable[Revision]) -> Remembered:
    """The texts as they were before these revisions, as far as that can be told from what they are ``now``.

    Whoever asks for the revisions from there to ``now`` gets the same again.
    """
    found: list[tuple[Location, str | None]] = []
    for field in _ORDER:
        new = _in(now, field)
        old: list[str | None] = []
        done = 0
        for revision in (item for item in revised if item.field is field):
            same = (revision.at[0] - done) if revision.at else (revision.was[0] - len(old))
            old += [*new[done : done + same], *(None for _ in revision.was)]
            done += same + len(revision.at)
        old += new[done:]
        found += [(Location(field, index), text) for index, text in enumerate(old)]
    return tuple(found)


def changes(before: Remembered, now: Texts, edition: Edition) -> tuple[Change, ...]:
    """The texts that are not what they were, by field and in order; ``edition`` is hers of what was ``before``."""
    return tuple(change for revision in revisions(before, now) for change in _changed(revision, before, now, edition))


def units_at(release: Release, changed: Sequence[Change], *, target: str, rules: Rules = NO_RULES) -> tuple[Unit, ...]:
    """The units of the texts that have changed or come, for the language ``target`` (BCP 47)."""
    places = {change.at for change in changed}
    return tuple(unit for unit in units_of(release, target=target, rules=rules) if unit.at in places)


def with_drafts(
    changed: Sequence[Change], release: Release, answers: Mapping[Unit, Answer | TranslatorError], *, target: str
) -> tuple[Change, ...]:
    """The changes, each with the draft that the answers make of its text; none where an answer is missing or wrong."""
    sound = {unit: answer.text for unit, answer in answers.items() if isinstance(answer, Answer) and not answer.errors}
    drafted = dict(translated(compose(release, sound, target=target)))
    unsound = {unit.at for unit in answers if unit not in sound}
    return tuple(
        replace(change, draft=drafted.get(change.at)) if change.at and change.at not in unsound else change
        for change in changed
    )


def translated(edition: Edition) -> Texts:
    """The texts of an edition with their places, in no order that matters."""
    return tuple((Location(field, index), text) for field in _ORDER for index, text in enumerate(_hers(edition, field)))


def _hers(edition: Edition, field: Field) -> Sequence[str]:
    match field:
        case Field.KICKER | Field.HEADLINE | Field.SUBHEADLINE:
            text = {
                Field.KICKER: edition.kicker,
                Field.HEADLINE: edition.headline,
                Field.SUBHEADLINE: edition.subheadline,
            }[field]
            return [text] if text else []
        case Field.PARAGRAPH:
            return edition.paragraphs
        case Field.SUBHEAD:
            return [item.text for item in edition.subheads]
        case Field.CAPTION:
            return [item.text for item in edition.captions]
        case Field.BOILERPLATE_TITLE:
            return [item.title for item in edition.boilerplates]
        case Field.BOILERPLATE:
            return [item.text for item in edition.boilerplates]
        case _:
            return []


def _changed(revision: Revision, before: Remembered, now: Texts, edition: Edition) -> Iterator[Change]:
    field = revision.field
    old, new = _in(before, field), _in(now, field)
    hers = _hers(edition, field)
    theirs: Sequence[str | None] = hers if len(hers) == len(old) else [None] * len(old)
    for was, at in _matched([old[index] for index in revision.was], [new[index] for index in revision.at]):
        stood = None if was is None else revision.was[was]
        stands = None if at is None else revision.at[at]
        yield Change(
            was=None if stood is None else Location(field, stood),
            at=None if stands is None else Location(field, stands),
            before=None if stood is None else old[stood],
            after=None if stands is None else new[stands],
            hers=None if stood is None else theirs[stood],
        )


def _in(texts: Remembered, field: Field) -> list[str | None]:
    return [text for at, text in texts if at.field is field]


def _matcher(before: Remembered, now: Texts, field: Field) -> SequenceMatcher[str | None]:
    return SequenceMatcher(None, _in(before, field), _in(now, field), autojunk=False)


def _matched(before: Sequence[str | None], now: Sequence[str | None]) -> Iterator[tuple[int | None, int | None]]:
    """Which texts of a run were reworded into which, in order, so that what belongs together is most alike."""
    if len(before) == len(now):
        yield from ((index, index) for index in range(len(before)))
        return
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int | None, int | None], ...]]] = {(0, 0): (0.0, ())}
    for i in range(len(before) + 1):
        for j in range(len(now) + 1):
            ways = [best[i, j]] if (i, j) in best else []
            if i and (i - 1, j) in best:
                score, pairs = best[i - 1, j]
                ways.append((score, (*pairs, (i - 1, None))))
            if j and (i, j - 1) in best:
                score, pairs = best[i, j - 1]
                ways.append((score, (*pairs, (None, j - 1))))
            if i and j and (alike := _likeness(before[i - 1], now[j - 1])) >= _AKIN:
                score, pairs = best[i - 1, j - 1]
                ways.append((score + alike, (*pairs, (i - 1, j - 1))))
            best[i, j] = max(ways, key=lambda way: way[0])
    yield from best[len(before), len(now)][1]


def _likeness(one: str | None, other: str | None) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def unchanged(before: Remembered, now: Texts) -> dict[Location, Location]:
    """Where each text that is as it was stands now, with where it stood."""
    found: dict[Location, Location] = {}
    for field in _ORDER:
        for block in _matcher(before, now, field).get_matching_blocks():
            for offset in range(block.size):
                found[Location(field, block.b + offset)] = Location(field, block.a + offset)
    return found
