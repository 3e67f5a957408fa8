"""What is known of a publication without its texts: enough for lists, counts and reports on thousands of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

# Code and German words of a warning, all of them: for the officer alone.
Warned = tuple[str, str]


class Named(NamedTuple):
    """A person or an organisation in a release: the forms in which it stands there, and how often each does.

    ``picture`` is the output path of the one that is entered for it.
    """

    name: str
    acronym: str | None
    forms: Mapping[str, int]
    english: str | None = None
    url: str | None = None
    picture: str | None = None

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return sum(self.forms.values())


class Shown(NamedTuple):
    """A language in which a publication is to be read, and its headline there."""

    language: str
    headline: str


class EditionSummary(NamedTuple):
    """How far an edition is; ``status`` is one of :class:`pipeline.model.Status`, ``until`` in ISO 8601.

    ``changed`` says in German where the original has changed under one that is outdated.
    """

    language: str
    status: str
    origin: str | None
    reason: str | None
    until: str | None
    changed: tuple[str, ...]
    warnings: tuple[Warned, ...]


class Summary(NamedTuple):
    """A publication without its texts.

    ``digest`` is that of the whole publication, ``file_digest`` that of its file. ``date`` is as exact as the text
    gives it. ``shown`` are the languages in which readers see it, its own first; ``states`` those that it is wanted
    in, with how far it is there and why not further, as readers may know it, and ``doubts`` how many warnings they may
    see.
    The subjects are the names of each kind that it is about, ``people`` and ``organisations`` all that it names.
    """

    id: str
    slug: str
    source: str
    digest: str
    file_digest: str
    headline: str
    date: str | None
    published: datetime
    updated: datetime
    shown: tuple[Shown, ...]
    states: tuple[tuple[str, str, str | None], ...]
    doubts: int
    tags: tuple[str, ...]
    topic_subjects: tuple[str, ...]
    organisation_subjects: tuple[str, ...]
    person_subjects: tuple[str, ...]
    people: tuple[Named, ...]
    organisations: tuple[Named, ...]
    warnings: tuple[Warned, ...]
    editions: tuple[EditionSummary, ...]


def as_json(summary: Summary) -> str:
    """A summary for keeping; see :func:`from_json`."""
    plain = summary._replace(published=summary.published.isoformat(), updated=summary.updated.isoformat())  # type: ignore[arg-type]
    return json.dumps(plain, separators=(",", ":"))


def from_json(text: str) -> Summary:
    """The summary that was kept.

    Raises:
        ValueError: it is none.
    """
    try:
        row = Summary(*json.loads(text))
        return row._replace(
            published=datetime.fromisoformat(row.published),  # type: ignore[arg-type]
            updated=datetime.fromisoformat(row.updated),  # type: ignore[arg-type]
            shown=tuple(Shown(*item) for item in row.shown),
            states=_pairs(row.states),
            people=tuple(map(_named, row.people)),
            organisations=tuple(map(_named, row.organisations)),
            warnings=_pairs(row.warnings),
            editions=tuple(EditionSummary(*item[:-2], tuple(item[-2]), _pairs(item[-1])) for item in row.editions),
        )
    except (TypeError, IndexError) as error:
        raise ValueError("no summary") from error


def newest_first(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """By their time, newest first, and by slug where that is the same."""
    return tuple(sorted(summaries, key=lambda item: (-item.published.timestamp(), item.slug)))


def _named(row: Any) -> Named:
    name, acronym, forms, *entered = row
    return Named(name, acronym, dict(forms), *entered)


def _pairs(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(map(tuple, rows))
