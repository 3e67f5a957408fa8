"""Damaged files of every format are read or refused: no traceback, no hang, no more memory than allowed.

What the fuzzer has found so far stands, boiled down, in ``read/test_read_limits.py``.
"""

from __future__ import annotations

import sys

import pytest
from fuzz import MAX_MEMORY_BYTES, corpus, fuzz
from mutation_words import TOKENS
from mutations import mutate


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory holds on Linux only")
@pytest.mark.parametrize("form", TOKENS)
def test_damaged_files_are_read_or_refused(form: str) -> None:
    # Not those of the big run: what that did not try is tried here.
    found = fuzz(form, range(500_000, 500_300))
    assert found.findings == []
    assert found.peak_bytes < MAX_MEMORY_BYTES
    # Neither all broken beyond reading nor all untouched.
    assert found.counts["accepted"] > 30
    assert found.counts["refused"] > 15


@pytest.mark.parametrize("form", TOKENS)
def test_the_same_number_is_the_same_file(form: str) -> None:
    sound = corpus(form)
    made = [mutate(form, number, sound) for number in range(3)]
    assert made == [mutate(form, number, sound) for number in range(3)]
    assert made != [mutate(form, number, sound, seed=1) for number in range(3)]
    assert not set(made) & set(sound)
