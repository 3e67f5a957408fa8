"""What publish is handed: the releases that may be seen with their editions, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.model import Edition, Release


@dataclass(frozen=True, slots=True)
class Publication:
    """A release that may be seen, with its editions.

    ``id`` is a URI and the guid in every feed, ``slug`` names its files; neither ever changes. Times carry an offset;
    ``corrected`` is when the release was marked with its correction.
    """

    id: str
    slug: str
    published: datetime
    updated: datetime
    release: Release
    editions: tuple[Edition, ...] = ()
    corrected: datetime | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A release that was taken back, without its text; ``source`` and the German ``reason`` are the officer's alone."""

    id: str
    slug: str
    published: datetime
    since: datetime
    languages: tuple[str, ...]
    digest: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A release that must not be seen yet; ``until`` is ``None`` if its embargo line cannot be read."""

    source: str
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be handled, for the report."""

    source: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that one run knows: publications in any order, what is withheld, what failed and what was taken back."""

    publications: tuple[Publication, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    failures: tuple[Failure, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
