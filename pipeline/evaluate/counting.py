"""Count what is right, too much and missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Item = tuple[str, ...]
"""Something that is found or not, in the words that people read: a name, a name with its title, a span."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one annotated text wants in a measure, and what was found in it."""

    source: str
    measure: str
    wanted: frozenset[Item]
    found: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Score:
    """How many items were found rightly, how many too much, and how many are missing."""

    right: int
    extra: int
    missing: int

    @property
    def precision(self) -> float:
        """The share of the found that is right; 1 where nothing was found."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of the wanted that was found; 1 where nothing was wanted."""
        return _share(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, 2 * self.right + self.extra + self.missing)


@dataclass(frozen=True, slots=True)
class Temptations:
    """Of so many strings that look like a name and are none, so many were taken for one."""

    taken: int
    total: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """An item that is wrong in a text: ``found`` if it should not have been, else missing."""

    source: str
    measure: str
    item: Item
    found: bool


def pool(comparisons: Iterable[Comparison]) -> Score:
    """The score over the items of all comparisons together."""
    pairs = [(item.wanted, item.found) for item in comparisons]
    return Score(
        right=sum(len(wanted & found) for wanted, found in pairs),
        extra=sum(len(found - wanted) for wanted, found in pairs),
        missing=sum(len(wanted - found) for wanted, found in pairs),
    )


def mistakes(comparisons: Iterable[Comparison]) -> Iterator[Mistake]:
    """Every item that is too much or missing, text by text."""
    for each in comparisons:
        for item in sorted(each.wanted ^ each.found):
            yield Mistake(each.source, each.measure, item, found=item in each.found)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
