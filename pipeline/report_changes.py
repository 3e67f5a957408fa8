"""What has become of originals since people wrote their editions of them, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.catalogue import Publication
from pipeline.model import Edition, Status
from pipeline.places import NOTHING_TRANSLATED, change_lines, change_title
from pipeline.publish import german_name


def outdated_lines(publications: Iterable[Publication]) -> Iterator[tuple[int, str]]:
    """What changed under outdated editions, as lines with how far they are set in."""
    for item in publications:
        for edition in item.editions:
            # Where it is not known what her text was written for, the warning alone says that it is outdated.
            if edition.status is Status.OUTDATED and edition.written_for:
                yield 2, f"{item.release.source} ({german_name(edition.language)})"
                yield from _lines(edition)


def change_section(title: str, lines: Iterable[tuple[int, str]]) -> list[RenderableType]:
    """Such lines below a title; empty where there are none."""
    body: list[RenderableType] = [Padding(Text(line), (0, 0, 0, depth), expand=False) for depth, line in lines]
    return [Text(title, style="bold yellow"), *body] if body else []


def _lines(edition: Edition) -> Iterator[tuple[int, str]]:
    if not edition.changes:
        yield 4, NOTHING_TRANSLATED
    for change in edition.changes:
        yield 4, f"{change_title(change)}:"
        yield from ((6, f"{name}: {text}") for name, text in change_lines(change))
