"""The order in which a page is read: regions of one column each, side columns apart.

What is above two columns is read first, then the left column, the right one, and what is below. A narrow column
beside a wide one is a side column, which is no part of the running text; so is an address in a letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.read.pdf_figures import Figure, Item
from pipeline.read.pdf_gutters import LOOSE_EM, MAX_LINES, MIN_ROWS, SAME_X, beside, find_gutter, parted, side
from pipeline.read.pdf_lines import Line

_NARROW = 0.4  # of the page's text width
_SIMILAR = 0.2
_LETTERHEAD = 0.3  # of the page's height
_MAX_DEPTH = 12
_DATE_LINE = re.compile(r"(?:[^\d:]{2,40},\s*)?(?:den\s+)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]+)\s?\d{2,4}")


@dataclass(frozen=True, slots=True)
class Region:
    """Items that form one column, in no order; ``is_whole`` if the column is as wide as the page's text."""

    items: tuple[Item, ...]
    right: float
    is_side: bool = False
    is_whole: bool = False

    @property
    def lines(self) -> list[Line]:
        """The pieces of lines in it."""
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def figures(self) -> list[Figure]:
        """The pictures in it."""
        return [item for item in self.items if isinstance(item, Figure)]


def reading_order(items: Sequence[Item], *, height: float) -> list[Region]:
    """The regions of a page in the order of reading; side columns stand where they were found, marked as such."""
    if not items:
        return []
    block = _letterhead_block(items, height=height)
    taken = {id(line) for line in block}
    rest = [item for item in items if id(item) not in taken]
    sheet = _Sheet(_width(items), height, max((item.x1 for item in rest), default=0.0))
    regions = _regions(rest, sheet, known=(), is_whole=True, depth=0)
    if block:
        regions.append(Region(tuple(block), max(line.x1 for line in block), is_side=True))
    return _with_dates_first(regions, height=height)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page's text width, its height, and where its text ends on the right."""

    width: float
    height: float
    right: float


def _regions(
    items: Sequence[Item], sheet: _Sheet, *, known: tuple[float, ...], is_whole: bool, depth: int
) -> list[Region]:
    """The regions of some items; ``known`` are gutters already found, which need fewer lines to be seen again."""
    if not items:
        return []
    gutter = find_gutter(items, known=known) if depth < _MAX_DEPTH else None
    if gutter is None:
        right = sheet.right if is_whole else max(item.x1 for item in items)
        return [Region(tuple(items), right, is_whole=is_whole)]
    above, inside, below = parted(items, gutter)
    known = (*known, gutter.x)
    return [
        *_regions(above, sheet, known=known, is_whole=is_whole, depth=depth + 1),
        *_side_by_side(inside, gutter.x, sheet, depth=depth),
        *_regions(below, sheet, known=known, is_whole=is_whole, depth=depth + 1),
    ]


def _side_by_side(band: Sequence[Item], x: float, sheet: _Sheet, *, depth: int) -> list[Region]:
    halves = [[item for item in band if side(item, x) == where] for where in (-1, 1)]
    regions = [_regions(half, sheet, known=(), is_whole=False, depth=depth + 1) for half in halves]
    for here, there in ((1, 0), (0, 1)):
        if _is_side_column(halves[here], halves[there], regions[there], sheet, on_right=here == 1):
            lines = tuple(item for item in halves[here] if isinstance(item, Line))
            figures = tuple(item for item in halves[here] if isinstance(item, Figure))
            aside = [Region(lines, max(item.x1 for item in halves[here]), is_side=True)]
            return regions[there] + ([Region(figures, x)] if figures else []) + aside
    return regions[0] + regions[1]


def _letterhead_block(items: Sequence[Item], *, height: float) -> list[Line]:
    """The sender's address at the upper right: some lines one below the other, alone on their side."""
    lines = [item for item in items if isinstance(item, Line) and item.y < _LETTERHEAD * height]
    if len(lines) > MAX_LINES:
        return []
    middle = min(item.x0 for item in items) + _width(items) / 2
    right = [line for line in lines if line.x1 > middle]
    for x in sorted({round(line.x0) for line in right if line.x0 > middle}):
        block = [line for line in right if abs(line.x0 - x) <= SAME_X]
        block = [line for at, line in enumerate(block) if not at or line.top - block[at - 1].y < LOOSE_EM * line.size]
        if len(block) < MIN_ROWS or _width(block) > _NARROW * _width(items):
            continue
        others = [line for line in right if line not in block]
        if not beside(others, block):
            return block
    return []


def _with_dates_first(regions: Sequence[Region], *, height: float) -> list[Region]:
    """The regions, led by the date that stands at the top of a side column: that belongs to the text."""
    dates: list[Region] = []
    rest: list[Region] = []
    for region in regions:
        found = [
            line
            for line in region.lines
            if region.is_side and line.y < _LETTERHEAD * height and _DATE_LINE.fullmatch(line.text)
        ]
        if found:
            dates.append(Region(tuple(found), region.right))
        rest.append(replace(region, items=tuple(item for item in region.items if item not in found)))
    return dates + [region for region in rest if region.items]


def _is_side_column(
    half: Sequence[Item], other: Sequence[Item], columns: Sequence[Region], sheet: _Sheet, *, on_right: bool
) -> bool:
    lines = [item for item in half if isinstance(item, Line)]
    if len(lines) < MIN_ROWS or not other or _width(lines) > _NARROW * sheet.width:
        return False
    if any(region.lines and abs(_width(region.lines) - _width(lines)) < _SIMILAR * _width(lines) for region in columns):
        # Three columns of one width, or the two halves of a letterhead.
        return on_right and max(line.y for line in lines) < _LETTERHEAD * sheet.height
    return _width(lines) < _width(other)


def _width(items: Sequence[Item]) -> float:
    return max(item.x1 for item in items) - min(item.x0 for item in items)
