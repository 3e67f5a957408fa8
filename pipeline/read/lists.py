"""Which lines of a plain text begin a list item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.read.wrapping import is_wrapped

_BULLET = re.compile(r"\s*(?P<mark>[*•·‣▪◦○●■]|[-–—])\s+(?P<text>\S.*)")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})(?P<mark>[.)])\s+(?P<text>\S.*)")
_DASHES = "-–—"
_END_MARK = re.compile(r"[-–—*]\s*\Z")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    mark: str
    number: int
    text: str


def item_starts(paragraphs: Sequence[Sequence[str]], *, width: int | None) -> Mapping[Place, str]:
    """The lines that begin a list item, by index of paragraph and line, with their text after the mark.

    Bullets always count. A dash counts only where at least two follow each other, since a single one is
    a dash, and numbers only as a sequence from 1, since „3. Mai“ may begin a line. ``- Ende -`` is none.
    """
    found: dict[Place, str] = {}
    for run in _runs(_candidates(paragraphs, width=width)):
        if len(run) > 1 or run[0].mark not in f"{_DASHES}.)":
            found.update((candidate.place, candidate.text) for candidate in run)
    return found


def _candidates(paragraphs: Sequence[Sequence[str]], *, width: int | None) -> Iterator[_Candidate]:
    for index, lines in enumerate(paragraphs):
        mark_before = ""
        for row, line in enumerate(lines):
            if bullet := _BULLET.fullmatch(line):
                mark, number = bullet["mark"], 0
            elif bullet := _NUMBERED.fullmatch(line):
                mark, number = bullet["mark"], int(bullet["number"])
            else:
                continue
            weak = mark in f"{_DASHES}.)" and mark != mark_before
            if _END_MARK.search(line) or (weak and row and _runs_into(lines[row - 1], line, width=width)):
                continue
            mark_before = mark
            yield _Candidate((index, row), mark, number, bullet["text"])


def _runs_into(line: str, following: str, *, width: int | None) -> bool:
    return not line.endswith(":") and is_wrapped(line, following, width=width)


def _runs(candidates: Iterator[_Candidate]) -> Iterator[list[_Candidate]]:
    """Candidates of one kind that follow each other, in one paragraph or opening the next ones."""
    run: list[_Candidate] = []
    for candidate in candidates:
        if run and not _continues(run[-1], candidate):
            yield run
            run = []
        if run or candidate.number in (0, 1):
            run.append(candidate)
    if run:
        yield run


def _continues(last: _Candidate, candidate: _Candidate) -> bool:
    near = candidate.place[0] == last.place[0] or (candidate.place[0] == last.place[0] + 1 and candidate.place[1] == 0)
    in_order = candidate.number == (last.number + 1 if last.number else 0)
    return near and in_order and candidate.mark == last.mark
