"""The lines of one column to paragraphs, list items and titles, by distance, indentation and how full lines are.

The test for a wrapped line is that of ``wrapping``, in points: a line runs on if the next one's first word
would not have fitted into it any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Link
from pipeline.read.lists import item_starts
from pipeline.read.pdf_columns import Region
from pipeline.read.pdf_figures import Figure
from pipeline.read.pdf_joining import join_lines, join_links
from pipeline.read.pdf_lines import Line, lines_of, same_size

_PARTED = 1.25  # times the usual distance of lines
_PARTED_THOUGH_RUNNING_ON = 1.6
_USUAL_PITCH_EM = 1.25
_MAX_PITCH_EM = 2.2
_INDENT_EM, _MAX_INDENT_EM = 0.6, 4.0
_SPACE_EM, _TOLERANCE_EM = 0.2, 0.35
_SOME_LENGTH = 0.4
_RAGGED_EM = 3.0
_MAX_FIGURES = 20
_ENOUGH_LINES = 5
_FEW, _MOST = 0.3, 0.6

_RUNS_ON = re.compile(r"[a-zäöüß]")
_SENTENCE_END = re.compile(r"[.!?…:][\"“”»«)’']*\Z")
_DIVIDED = re.compile(r"\w-\Z")
_WEB = re.compile(r"\S+@\S|www\.|https?://", re.IGNORECASE)
_CONTACT = re.compile(r"\S@\S|(?:tel(?:efon)?|fon|mobil|fax)\b.{0,6}[:.\s]\s*\(?[+\d]|\d{5}\s+[A-ZÄÖÜ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that belongs together, before it is known what the whole document makes of its type.

    ``is_full`` says that its last line has no room for another word; ``top`` and ``bottom`` are baselines;
    ``is_item`` marks a list item, ``is_indented`` a paragraph that begins with an indentation.
    """

    text: str
    size: float
    is_bold: bool
    is_italic: bool
    is_full: bool
    top: float
    bottom: float
    lines: int = 1
    is_item: bool = False
    is_indented: bool = False
    links: tuple[Link, ...] = ()

    @property
    def ends_sentence(self) -> bool:
        """Whether it closes like a sentence or announces what follows."""
        return bool(_SENTENCE_END.search(self.text))


def usual_pitches(regions: Iterable[Region]) -> dict[float, float]:
    """The usual distance of the lines of each type size, in points; a quarter of the distances is smaller."""
    found: dict[float, list[float]] = {}
    for region in regions:
        for line, following in pairwise(lines_of(region.lines)):
            pitch = following.y - line.y
            if same_size(line.size, following.size) and 0 < pitch < _MAX_PITCH_EM * line.size:
                found.setdefault(_rounded(line.size), []).append(pitch)
    return {size: sorted(values)[len(values) // 4] for size, values in found.items()}


def passages(region: Region, *, pitches: Mapping[float, float], body: float) -> list[Passage]:
    """The passages of a region from top to bottom."""
    figures = region.figures[:_MAX_FIGURES]
    lines = [replace(line, right=_right(line, region, figures)) for line in lines_of(region.lines)]
    if not lines:
        return []
    left = _left_margin(lines, body=body)
    groups = [list(group) for group in _groups(lines, pitches=pitches)]
    starts = item_starts([[line.text for line in group] for group in groups], width=None)
    found: list[Passage] = []
    for number, group in enumerate(groups):
        items = {row: starts[number, row] for row in range(len(group)) if (number, row) in starts}
        is_address = _is_address(group, is_side=region.is_side)
        parts = _parts(group, items, left=left, body=body, is_address=is_address)
        found += _merged(parts)
    return found


def column_end(region: Region, right: float) -> float:
    """Where the lines of a region end: where many of its own do, else at the document's margin ``right``."""
    lines = [line for line in region.lines if line.x1 <= right]
    own = max((line.x1 for line in lines), default=right)
    near = sum(line.x1 > own - _RAGGED_EM * line.size for line in lines)
    return own if near >= _ENOUGH_LINES and near >= _MOST * len(lines) else right


def runs_on(text: str) -> bool:
    """Whether a text begins in the middle of a sentence, as far as its first letter tells."""
    return bool(_RUNS_ON.match(text))


def joined(passage: Passage, following: Passage) -> Passage:
    """Two passages as one, the second without an indentation of its own."""
    text = join_lines(passage.text, following.text)
    return replace(
        passage,
        text=text,
        is_full=following.is_full,
        bottom=following.bottom,
        lines=passage.lines + following.lines,
        links=join_links(passage.links, following.links, text),
    )


def _right(line: Line, region: Region, figures: Sequence[Figure]) -> float:
    """Where a line's column ends: at the region's margin, or where the text beside a picture does."""
    for figure in figures:
        if figure.x0 >= line.x1 and figure.top < line.top < figure.bottom + line.size:
            beside = (
                other.x1 for other in region.lines if other.x1 <= figure.x0 and figure.top < other.y < figure.bottom
            )
            return max(beside, default=line.x1)
    return region.right


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _left_margin(lines: Sequence[Line], *, body: float) -> float:
    own = [line.x0 for line in lines if same_size(line.size, body)] or [line.x0 for line in lines]
    return min(own)


def _groups(lines: Sequence[Line], *, pitches: Mapping[float, float]) -> Iterator[list[Line]]:
    """Lines of one type size at the usual distance."""
    group: list[Line] = []
    for line in lines:
        if group and _are_parted(group[-1], line, pitches=pitches):
            yield group
            group = []
        group.append(line)
    yield group


def _are_parted(line: Line, following: Line, *, pitches: Mapping[float, float]) -> bool:
    if not same_size(line.size, following.size):
        return True
    usual = pitches.get(_rounded(line.size), _USUAL_PITCH_EM * line.size)
    ratio = (following.y - line.y) / usual
    continues = runs_on(following.text) and not _SENTENCE_END.search(line.text)
    if ratio > (_PARTED_THOUGH_RUNNING_ON if continues else _PARTED):
        return True
    return line.is_bold != following.is_bold and not (continues or _is_full(line, following))


def _is_full(line: Line, following: Line) -> bool:
    needed = line.x1 + _SPACE_EM * line.size + following.first_word
    return bool(_DIVIDED.search(line.text)) or needed > line.right - _TOLERANCE_EM * line.size


def _is_wrapped(line: Line, following: Line, *, left: float, is_address: bool, in_prose: bool) -> bool:
    if "\n" in line.text:
        return False
    full = _is_full(line, following)
    continues = runs_on(following.text) and not _SENTENCE_END.search(line.text) and not _WEB.match(following.text)
    if is_address:
        return continues and full
    # Beside a picture lines are shorter; in the middle of a paragraph a line without a full stop runs on.
    continues = continues or (in_prose and not _SENTENCE_END.search(line.text))
    return full or (continues and line.x1 - line.x0 >= _SOME_LENGTH * (line.right - left))


def _parts(
    group: Sequence[Line], items: Mapping[int, str], *, left: float, body: float, is_address: bool
) -> Iterator[Passage]:
    """The group's lines with wrapped ones joined."""
    is_title = group[0].size > 1.1 * body
    part: Passage | None = None
    first = group[0]
    for row, line in enumerate(group):
        before = group[row - 1] if row else None
        wrapped = (
            before is not None
            and row not in items
            and (
                is_title
                or _is_wrapped(
                    before, line, left=left, is_address=is_address, in_prose=part is not None and part.lines > 1
                )
            )
        )
        indented = not is_title and row not in items and _is_indented(line, left=left)
        if wrapped and part and before and indented and not part.is_item:
            # A first line's indentation: the line before stands at the margin, or is itself a first line.
            wrapped = not (before.x0 < line.x0 - _INDENT_EM * line.size or before is first)
        following = group[row + 1] if row + 1 < len(group) else None
        full = _is_full(line, following) if following else line.x1 > line.right - _RAGGED_EM * line.size
        here = _passage(line, items.get(row), is_full=full, is_indented=indented)
        if part is not None and wrapped:
            part = joined(part, here)
            continue
        if part is not None:
            yield part
        part, first = here, line
    if part is not None:
        yield part


def _passage(line: Line, item: str | None, *, is_full: bool, is_indented: bool) -> Passage:
    return Passage(
        text=line.text if item is None else item,
        size=line.size,
        is_bold=line.is_bold,
        is_italic=line.is_italic,
        is_full=is_full,
        top=line.y,
        bottom=line.y,
        is_item=item is not None,
        is_indented=is_indented,
        links=line.links,
    )


def _is_indented(line: Line, *, left: float) -> bool:
    return _INDENT_EM * line.size < line.x0 - left < _MAX_INDENT_EM * line.size


def _is_address(group: Sequence[Line], *, is_side: bool) -> bool:
    """Whether lines are set line by line, as in an address, rather than wrapped.

    In a side column that counts for all that is no sentence, since there a line is soon full.
    """
    following = group[1:]
    if not following or sum(runs_on(line.text) and not _WEB.match(line.text) for line in following) > len(group) * _FEW:
        return False
    has_contact = any(_CONTACT.search(line.text) for line in group)
    if is_side:
        return has_contact or not any(_SENTENCE_END.search(line.text) for line in group)
    full = sum(line.x1 > line.right - _RAGGED_EM * line.size for line in group[:-1])
    return has_contact and full < _MOST * len(following)


def _merged(parts: Iterable[Passage]) -> Iterator[Passage]:
    """Parts of one group: paragraphs stay apart, short lines become one passage with line breaks."""
    together: Passage | None = None
    for part in parts:
        if together is None:
            together = part
        elif _are_paragraphs(together, part):
            yield together
            together = part
        else:
            text = f"{together.text}\n{part.text}"
            together = replace(
                together, text=text, is_full=part.is_full, bottom=part.bottom, links=together.links + part.links
            )
    if together is not None:
        yield together


def _are_paragraphs(passage: Passage, following: Passage) -> bool:
    if passage.is_item or following.is_item or following.is_indented:
        return True
    if passage.lines > 1 and following.lines > 1:
        return True
    return passage.ends_sentence and not passage.text.endswith(":") and max(passage.lines, following.lines) > 1
