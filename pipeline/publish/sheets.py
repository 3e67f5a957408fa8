"""The preview's further pages: all releases, a few a page, so that a new release changes as few pages as can be.

Pages count from the oldest release of a year: a full one never changes by what comes after it, and a release keeps
its page and so its address. Only a release that is put in among the old ones moves those after it, within its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.config import Settings
from pipeline.publish.view import local
from pipeline.summary import Summary

FOLDER = "preview/"
PER_SHEET = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the year, its number in it from 1 (the oldest), and its releases, newest first."""

    year: int
    number: int
    publications: tuple[Summary, ...]

    @property
    def name(self) -> str:
        """The file's name within its folder."""
        return f"{self.year}-{self.number}.html"

    @property
    def path(self) -> str:
        """The path within the output folder."""
        return FOLDER + self.name


def sheets(publications: Iterable[Summary], settings: Settings) -> tuple[Sheet, ...]:
    """All pages, the newest first. ``publications`` come newest first."""
    return tuple(reversed(list(_sheets(list(publications)[::-1], settings))))


def _sheets(oldest_first: list[Summary], settings: Settings) -> Iterator[Sheet]:
    for year, group in groupby(oldest_first, key=lambda item: local(item.published, settings).year):
        found = tuple(group)
        for number, start in enumerate(range(0, len(found), PER_SHEET), 1):
            yield Sheet(year, number, found[start : start + PER_SHEET][::-1])


def anchor(slug: str) -> str:
    """The id of the release that a slug names within its page."""
    return f"m-{slug}"


def places(made: Iterable[Sheet]) -> dict[str, str]:
    """By slug the address of every release in the preview, from the output folder."""
    return {item.slug: f"{sheet.path}#{anchor(item.slug)}" for sheet in made for item in sheet.publications}
