"""The checks on a file of good translations, as they are and with planted faults; see ``benchmarks/checks.py``."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "mt" / "de-en.tsv"
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SENTENCES.exists(), reason="the parallel sentences are not part of the repository"),
]


@cache
def measuring() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import checks
    finally:
        sys.path.remove(str(BENCHMARKS))
    return checks


@cache
def pairs() -> list:
    return measuring().read_pairs(SENTENCES)


def test_good_translations_raise_few_errors_and_not_many_warnings() -> None:
    rates = [measuring().alarms(pairs(), column) for column in measuring().GOOD]
    lines = sum(rate.total for rate in rates)
    assert lines == 750
    assert sum(rate.error for rate in rates) <= 0.02 * lines
    assert sum(rate.any_level for rate in rates) <= 0.12 * lines


@pytest.mark.parametrize(
    ("kind", "any_level", "error"),
    [
        ("figure: digit changed", 0.98, 0.98),
        ("figure: factor 10", 0.98, 0.98),
        ("figure: factor 1000", 0.98, 0.98),
        ("figure: dropped", 0.98, 0.97),
        ("name: misspelt", 0.98, 0.95),
        ("name: replaced", 0.98, 0.9),
        ("name: dropped", 0.98, 0.88),
        ("negation lost", 0.93, 0.6),
        ("clause dropped", 0.85, 0.3),
        ("speaker: replaced", 0.98, 0.95),
        ("German left", 0.95, 0.7),
    ],
)
def test_planted_faults_are_found(kind: str, any_level: float, error: float) -> None:
    rate = measuring().detection(pairs(), kind)
    assert rate.total >= 20
    assert rate.of_any() >= any_level
    assert rate.of_errors() >= error
