"""What the preview says of all releases together, as numbers: by month, by state and by who is named.

Of what is withheld, failed or taken back only numbers and times come in here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.entities import Entity
from pipeline.model import Status
from pipeline.publish.german import BADGES
from pipeline.publish.languages import german_name, readable_date
from pipeline.publish.text import sort_key
from pipeline.publish.view import local, may_show, own_language
from pipeline.summary import Summary

MONTHS_SHOWN = 36
NAMES_SHOWN = 8
REASONS_SHOWN = 5
_SHADES = 4


@dataclass(frozen=True, slots=True)
class State:
    """How far one language of a release is; ``reason`` says why there is nothing to see yet."""

    language: str
    status: Status
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MonthCell:
    """The releases of a month: how many, where the newest of them stands, and how dark, 0 to 4, to draw that."""

    name: str
    count: int
    place: str | None
    shade: int


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """How many releases are in which state in one language, in the order of the states' table."""

    name: str
    counts: tuple[tuple[Status, int], ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is named: in how many releases, and how often in all."""

    name: str
    releases: int
    mentions: int


def states(publication: Publication, settings: Settings) -> tuple[State, ...]:
    """The state of a release in every target language that is not its own."""
    own = own_language(publication, settings)
    editions = {edition.language: edition for edition in publication.editions}
    found = []
    for language in settings.languages.targets:
        edition = editions.get(language)
        if language == own:
            continue
        if edition is None:
            found.append(State(language, Status.PENDING, BADGES[Status.PENDING].explanation))
        elif may_show(edition):
            found.append(State(language, edition.status))
        else:
            reason = edition.reason or BADGES[Status.PENDING].explanation
            found.append(State(language, edition.status, reason))
    return tuple(found)


def doubts(publication: Publication) -> int:
    """The warnings of a release and its editions."""
    return len(publication.release.warnings) + sum(len(edition.warnings) for edition in publication.editions)


def months(publications: Iterable[Summary], settings: Settings) -> Counter[tuple[int, int]]:
    """How many releases came out in each month, by year and month in the site's time zone."""
    moments = (local(publication.published, settings) for publication in publications)
    return Counter((moment.year, moment.month) for moment in moments)


def last_months(counts: Mapping[tuple[int, int], int]) -> list[tuple[str, int]]:
    """The months up to the newest with a release, oldest first, at most ``MONTHS_SHOWN``, with their German names."""
    if not counts:
        return []
    first, last = (year * 12 + month - 1 for year, month in (min(counts), max(counts)))
    shown = range(max(first, last - MONTHS_SHOWN + 1), last + 1)
    return [(month_name(at // 12, at % 12 + 1), counts.get((at // 12, at % 12 + 1), 0)) for at in shown]


def month_name(year: int, month: int) -> str:
    """``März 2023``."""
    return readable_date(f"{year:04}-{month:02}", "de")


def calendar(
    publications: Sequence[Summary], place_of: Mapping[str, str], settings: Settings
) -> list[tuple[int, list[MonthCell], int]]:
    """Every year that has releases, newest first, with its twelve months and its sum.

    ``publications`` come newest first; ``place_of`` gives a slug's address.
    """
    counts = months(publications, settings)
    newest: dict[tuple[int, int], str] = {}
    for publication in publications:
        moment = local(publication.published, settings)
        newest.setdefault((moment.year, moment.month), place_of[publication.slug])
    most = max(_SHADES, *counts.values(), 1)
    rows = []
    for year in sorted({year for year, _ in counts}, reverse=True):
        cells = [
            MonthCell(
                month_name(year, month),
                counts[year, month],
                newest.get((year, month)),
                -(-counts[year, month] * _SHADES // most),
            )
            for month in range(1, 13)
        ]
        rows.append((year, cells, sum(cell.count for cell in cells)))
    return rows


def shares(all_states: Iterable[State], settings: Settings) -> list[LanguageShare]:
    """For every target language that any release wants, how many are in which state."""
    counts = Counter((state.language, state.status) for state in all_states)
    made = []
    for language in settings.languages.targets:
        parts = tuple((status, counts[language, status]) for status in BADGES)
        if whole := sum(count for _, count in parts):
            made.append(LanguageShare(german_name(language), parts, whole))
    return made


def waiting(all_states: Iterable[State]) -> tuple[list[tuple[str, str, int]], int]:
    """Language, reason and number of what is not to be seen yet, the most frequent first, and how many more there are.

    At most ``REASONS_SHOWN`` reasons; the number is of the releases whose reasons are not among them.
    """
    counts = Counter((german_name(state.language), state.reason) for state in all_states if state.reason)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [(language, str(reason), count) for (language, reason), count in ordered[:REASONS_SHOWN]]
    return shown, sum(count for _, count in ordered[REASONS_SHOWN:])


def most_named(entities: Iterable[Entity]) -> list[Named]:
    """Those named in most releases, then most often, at most ``NAMES_SHOWN``."""
    found = [Named(item.name, len(item.appearances), item.mentions) for item in entities]
    return sorted(found, key=lambda item: (-item.releases, -item.mentions, sort_key(item.name)))[:NAMES_SHOWN]
