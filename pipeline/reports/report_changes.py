"""What has become of originals since people wrote their editions of them, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.catalogue import Publication
from pipeline.model import Change
from pipeline.places import NOTHING_TRANSLATED, change_lines, change_title
from pipeline.publish import german_name


def outdated_lines(
    publications: Iterable[Publication], changed: Mapping[tuple[str, str], Sequence[Change]]
) -> Iterator[tuple[int, str]]:
    """What changed under outdated editions (by source and language), as lines with how far they are set in."""
    for item in publications:
        for edition in item.editions:
            # Where it is not known what her text was written for, the warning alone says that it is outdated.
            key = (item.release.source, edition.language)
            if key in changed:
                yield 2, f"{item.release.source} ({german_name(edition.language)})"
                yield from _lines(changed[key])


def change_section(title: str, lines: Iterable[tuple[int, str]]) -> list[RenderableType]:
    """Such lines below a title; empty where there are none."""
    body: list[RenderableType] = [Padding(Text(line), (0, 0, 0, depth), expand=False) for depth, line in lines]
    return [Text(title, style="bold yellow"), *body] if body else []


def _lines(changes: Sequence[Change]) -> Iterator[tuple[int, str]]:
    if not changes:
        yield 4, NOTHING_TRANSLATED
    for change in changes:
        yield 4, f"{change_title(change)}:"
        yield from ((6, f"{name}: {text}") for name, text in change_lines(change))
