"""What stands in the margins of a PDF's pages: running heads and feet, page numbers, small print at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.read.pdf_lines import Line

_ZONE = 0.15  # the part of a page's height in which running heads and feet stand, above and below
_FOOT_ZONE = 0.1
_SAME_HEIGHT = 8.0  # points
_MAX_PLACES = 100
_SMALL_PRINT = 0.86  # of the body's type size

_PAGE_NUMBER = re.compile(
    r"""[-–—|/.…\s]*
        (?:(?:seite|page|blatt|s\.)\s*)?
        \d{1,3}
        (?:\s*(?:von|of|/|\|)\s*\d{1,3})?
        [-–—|.\s]*""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_OF = re.compile(r"\W*(?:seite|page|blatt)\s+\d{1,3}\b.{0,80}", re.IGNORECASE)
_REACH = re.compile(r"\S@\S|\b(?:tel(?:efon)?|fon)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def body_size(pages: Iterable[Sequence[Line]]) -> float:
    """The type size in which most of the text is set, in points."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0


def without_running_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages' lines without page numbers and without what stands at one height on several pages."""
    first = {_key(line) for line in pages[0]} if pages else set()
    places: dict[str, list[tuple[int, float]]] = {}
    for number, lines in enumerate(pages):
        for line in lines:
            found = places.setdefault(_key(line), [])
            if len(found) < _MAX_PLACES:
                found.append((number, line.y))

    def repeats(line: Line, number: int) -> bool:
        return any(at != number and abs(line.y - y) <= _SAME_HEIGHT for at, y in places[_key(line)])

    kept: list[list[Line]] = []
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        top = min((line.y for line in lines), default=0.0)
        kept.append([])
        for line in lines:
            in_zone = line.y < _ZONE * height or line.y > (1 - _ZONE) * height
            # A second page is often headed by what stands somewhere on the first: the headline, the house's name.
            heads = number > 0 and line.y - top < _SAME_HEIGHT and _key(line) in first
            if not (in_zone and (_is_page_number(line.text) or heads or repeats(line, number))):
                kept[-1].append(line)
    return kept


def _is_page_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text) or _PAGE_OF.fullmatch(text))


def small_print(lines: Sequence[Line], *, height: float, body: float) -> list[Line]:
    """The lines in small type at a page's foot, such as a letterhead's bank details."""
    return [line for line in lines if line.y > (1 - _FOOT_ZONE) * height and line.size <= _SMALL_PRINT * body]


def is_contact(lines: Sequence[Line]) -> bool:
    """Whether small print tells how to reach somebody, so that it must not be lost."""
    return any(_REACH.search(line.text) for line in lines)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()
