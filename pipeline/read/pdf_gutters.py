"""Gutters: where on a page two columns part, and from which height to which.

A gutter is an x at which several pieces of lines start while others, beside them, end before it. It holds
between two items that cross it, such as a headline or a wide picture.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.pdf_figures import Item
from pipeline.read.pdf_lines import Line, same_size

MIN_ROWS = 3
SAME_X = 2.0  # points
MAX_LINES = 600
LOOSE_EM = 2.0
_MIN_GUTTER = 6.0
_WALL = 1.0
_CLOSE_EM = 1.6
_MAX_INDENT_EM = 4.0
_LABEL_LENGTH = 22


@dataclass(frozen=True, slots=True)
class Gutter:
    """Where the right column begins, and from which height to which (exclusive) the gutter holds."""

    x: float
    top: float
    bottom: float


def find_gutter(items: Sequence[Item], *, known: Sequence[float]) -> Gutter | None:
    """The gutter with the most lines beside each other, or ``None``."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) > MAX_LINES:
        return None  # a page of so many pieces is a drawing or a large table
    best, most = None, 0.0
    for x in sorted({round(line.x0) for line in lines}):
        starting = [line for line in lines if abs(line.x0 - x) <= SAME_X]
        start = min(line.x0 for line in starting)
        is_known = any(abs(start - other) <= SAME_X for other in known)
        least = 1 if is_known else MIN_ROWS
        if len(starting) < least:
            continue
        walls = sorted(item.top - _WALL for item in items if not side(item, start))
        zones: dict[int, tuple[list[Line], list[Line]]] = {}
        for line in lines:
            if where := side(line, start):
                zones.setdefault(bisect_right(walls, line.top), ([], []))[where > 0].append(line)
        for zone, (left, right) in zones.items():
            paired = beside(right, left)
            partners = beside(left, paired)
            if min(len(paired), len(partners)) < least or _is_table(partners, paired):
                continue
            score = len(paired) + len(starting) / len(lines)
            if score > most:
                top = walls[zone - 1] if zone else float("-inf")
                bottom = walls[zone] if zone < len(walls) else float("inf")
                best, most = Gutter(start, top, bottom), score
    return best


def beside(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Those of ``lines`` that have one of ``others`` at about their height."""
    heights = sorted(line.y for line in others)
    found = []
    for line in lines:
        at = bisect_left(heights, line.y - line.size)
        if at < len(heights) and heights[at] < line.y + line.size:
            found.append(line)
    return found


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether short labels each have their value on the same baseline: 'Beginn:   18 Uhr'."""
    if any(len(line.text) > _LABEL_LENGTH for line in left):
        return False
    level = sum(any(abs(line.y - other.y) < 0.5 for other in right) for line in left)
    return level >= 0.8 * len(left)


def side(item: Item, x: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across."""
    if item.x1 <= x - _MIN_GUTTER / 2:
        return -1
    return 1 if item.x0 >= x - _MIN_GUTTER / 2 else 0


def parted(items: Sequence[Item], gutter: Gutter) -> tuple[list[Item], list[Item], list[Item]]:
    """The items above the two columns, those in them, and those below, each from top to bottom."""
    above: list[Item] = []
    inside: list[Item] = []
    below: list[Item] = []
    for item in sorted(items, key=lambda item: item.top):
        if not side(item, gutter.x):
            (above if item.top - _WALL <= gutter.top else below).append(item)
        elif item.top < gutter.top:
            above.append(item)
        else:
            (inside if item.top < gutter.bottom else below).append(item)
    # What is only too short to cross the gutter is not in a column: a last line, a short title.
    while inside and _is_alone(inside[0], inside, gutter.x):
        column = [item for item in inside[1:] if side(item, gutter.x) == side(inside[0], gutter.x)]
        if _belongs(inside[0], column, column[:1]) and not (above and _runs_on(above[-1], inside[0])):
            break
        above.append(inside.pop(0))
    while inside and _is_alone(inside[-1], inside, gutter.x):
        column = [item for item in inside[:-1] if side(item, gutter.x) == side(inside[-1], gutter.x)]
        if _belongs(inside[-1], column, column[-1:]) and not (below and _is_nearer(inside[-1], column[-1], below[0])):
            break
        below.insert(0, inside.pop())
    return above, inside, below


def _belongs(item: Item, column: Sequence[Item], neighbours: Sequence[Item]) -> bool:
    """Whether an item at a column's end stands close to the next one in it, and begins where the others do."""
    if not neighbours:
        return False
    upper, lower = sorted((item, neighbours[0]), key=lambda item: item.top)
    em = item.size if isinstance(item, Line) else 10.0
    is_aligned = not isinstance(item, Line) or item.x0 - min(other.x0 for other in column) < _MAX_INDENT_EM * em
    return is_aligned and lower.top - upper.bottom < LOOSE_EM * em


def _runs_on(before: Item, item: Item) -> bool:
    return (
        isinstance(before, Line)
        and isinstance(item, Line)
        and same_size(before.size, item.size)
        and before.is_bold == item.is_bold
        and item.y - before.y <= _CLOSE_EM * item.size
    )


def _is_nearer(item: Item, above: Item, below: Item) -> bool:
    return below.top - item.bottom < item.top - above.bottom


def _is_alone(item: Item, band: Sequence[Item], x: float) -> bool:
    return not any(side(other, x) != side(item, x) and _are_level(item, other) for other in band)


def _are_level(one: Item, other: Item) -> bool:
    return isinstance(one, Line) and isinstance(other, Line) and abs(one.y - other.y) < max(one.size, other.size)
