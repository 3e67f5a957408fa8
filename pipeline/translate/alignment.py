"""Which sentences of a text and its translation belong together, by their length alone.

After W. A. Gale and K. W. Church, A Program for Aligning Sentences in Bilingual Corpora, Computational Linguistics
19(1), 1993: the length of a translation is normally distributed around that of its original; the constants are theirs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_CHARACTERS_PER_CHARACTER = 1.0
_VARIANCE_PER_CHARACTER = 6.8
# How often so many sentences become so many.
_PRIORS: Mapping[tuple[int, int], float] = MappingProxyType(
    {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
)
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that belong together, as indexes, and how unlikely that is: the negative logarithm of its chance."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    cost: float


def align(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """The likeliest way in which the sentences of a text became those of its translation, in order."""
    best: dict[tuple[int, int], tuple[float, Bead | None, tuple[int, int]]] = {(0, 0): (0.0, None, (0, 0))}
    for i in range(len(source) + 1):
        for j in range(len(target) + 1):
            reached = [
                (best[before][0] + bead.cost, bead, before)
                for (from_source, to_target) in _PRIORS
                if (before := (i - from_source, j - to_target)) in best
                for bead in [_bead(source, target, before, (i, j))]
            ]
            if reached:
                best[i, j] = min(reached, key=lambda way: way[0])
    beads: list[Bead] = []
    at = (len(source), len(target))
    while (bead := best[at][1]) is not None:
        beads.append(bead)
        at = best[at][2]
    return tuple(reversed(beads))


def _bead(source: Sequence[str], target: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> Bead:
    here, there = tuple(range(start[0], end[0])), tuple(range(start[1], end[1]))
    lengths = sum(len(source[index]) for index in here), sum(len(target[index]) for index in there)
    return Bead(here, there, _mismatch(*lengths) - math.log(_PRIORS[len(here), len(there)]))


def _mismatch(here: int, there: int) -> float:
    """The negative logarithm of the chance that lengths in characters differ at least so much."""
    mean = (here + there / _CHARACTERS_PER_CHARACTER) / 2
    if mean == 0:
        return 0.0
    deviation = abs(there - here * _CHARACTERS_PER_CHARACTER) / math.sqrt(mean * _VARIANCE_PER_CHARACTER)
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), _SMALLEST))
