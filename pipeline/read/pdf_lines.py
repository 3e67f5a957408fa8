"""Glyphs to pieces of lines, and pieces to lines: what stands on one baseline without a wide gap.

All measures are in points or, as ``_…_EM``, in multiples of the type size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Link
from pipeline.read.normalise import tidy
from pipeline.read.pdf_pages import Dot, Glyph, Page

_SPACE_EM = 0.17  # a gap of this width is a space even if the file has none there
_BREAK_EM = 0.9  # a wider gap parts two pieces, which columns may stand in
_BACK_EM = 0.6
_SAME_BASELINE_EM = 0.15
_SMALL = 0.85
_RAISED_EM, _MOST_RAISED_EM = 0.12, 0.75
_BULLET_EM = 2.2  # the farthest that a bullet stands before its text
_CELL_EM = 4.0  # pieces of one line this far apart are two texts, not one
_SAME_SIZE = 0.08

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LABEL = re.compile(r"[:•]\s*\Z")
_BULLET_PIECE = re.compile(r"[*•·‣▪◦○●■–—-]|\d{1,2}[.)]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a piece of one: text, box and face. ``y`` is the baseline, ``top`` and ``size`` its height.

    ``first_word`` is the width of its first word in points, ``start`` where the text begins behind a bullet,
    ``right`` where its column ends, once that is known.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    is_italic: bool
    first_word: float
    start: float
    links: tuple[Link, ...] = ()
    right: float = 0.0

    @property
    def top(self) -> float:
        """The upper edge of its type, about the height of a capital letter above the baseline."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its type: the baseline."""
        return self.y


def pieces(page: Page) -> list[Line]:
    """The pieces of lines that a page's glyphs make, from top to bottom and left to right."""
    runs = _joined_runs([run for run in _runs(page.glyphs) if run])
    lines = [_with_drawn_bullet(line, page.dots) for line in map(_line, runs) if line.text]
    return sorted(lines, key=lambda line: (round(line.y, 1), line.x0))


def _with_drawn_bullet(line: Line, dots: Sequence[Dot]) -> Line:
    """The line behind a bullet that is drawn rather than written, as browsers do."""
    for dot in dots:
        if line.y - 0.75 * line.size < dot.y < line.y and 0 < line.x0 - dot.x < _BULLET_EM * line.size:
            return replace(line, text=f"• {line.text}", x0=dot.x, start=line.x0)
    return line


def same_size(one: float, other: float) -> bool:
    """Whether two type sizes are one to the eye."""
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def lines_of(parts: Iterable[Line]) -> list[Line]:
    """The lines of one column: pieces on one baseline joined, ``"\\n"`` in the text where they stand far apart."""
    lines: list[Line] = []
    for part in sorted(parts, key=lambda part: (round(part.y, 1), part.x0)):
        beside = next(
            (
                at
                for at in range(len(lines) - 1, max(-1, len(lines) - 6), -1)
                if abs(lines[at].y - part.y) <= _SAME_BASELINE_EM * part.size
                and lines[at].x1 <= part.x0 + _BACK_EM * part.size
            ),
            None,
        )
        if beside is None:
            lines.append(part)
        else:
            lines[beside] = _beside(lines[beside], part)
    return lines


def _runs(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Glyphs that follow each other in the file and on the page; raised and lowered ones stay with their word."""
    run: list[Glyph] = []
    base: Glyph | None = None
    for glyph in glyphs:
        if base is not None and run:
            em = max(base.size, glyph.size)
            is_near = -_BACK_EM * em <= glyph.x0 - run[-1].x1 <= _BREAK_EM * em
            level = abs(glyph.y - base.y) <= _SAME_BASELINE_EM * em
            shifted = glyph.size <= _SMALL * base.size and abs(glyph.y - base.y) <= _MOST_RAISED_EM * base.size
            if is_near and shifted and not level:
                raised = base.y - glyph.y > _RAISED_EM * base.size
                text = glyph.text.translate(_SUPERSCRIPTS) if raised else glyph.text
                # The library puts a space before every change of height; only the gap tells.
                run.append(replace(glyph, text=text, y=base.y, size=base.size, is_spaced=False))
                continue
            if not (is_near and level):
                yield run
                run = []
        run.append(glyph)
        base = glyph
    yield run


def _joined_runs(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs joined that touch on one baseline, whatever their order in the file."""
    joined: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: (round(run[0].y), run[0].x0)):
        for before in reversed(joined[-6:]):
            em = max(before[-1].size, run[0].size)
            if (
                abs(before[-1].y - run[0].y) <= _SAME_BASELINE_EM * em
                and -0.3 * em <= run[0].x0 - before[-1].x1 <= _BREAK_EM * em
                and same_size(before[-1].size, run[0].size)
            ):
                before.extend(run)
                break
        else:
            joined.append(list(run))
    return joined


def _line(run: Sequence[Glyph]) -> Line:
    texts = [run[0].text]
    for before, glyph in pairwise(run):
        gap = glyph.x0 - before.x1
        texts.append((" " if glyph.is_spaced or gap > _SPACE_EM * glyph.size else "") + glyph.text)
    if texts[-1] == "\u00ad":
        texts[-1] = "-"  # a soft hyphen at the end of a line is seen
    text = tidy("".join(texts)).replace("\n", " ")
    word_end = next((at for at in range(1, len(run)) if texts[at].startswith(" ")), len(run))
    bulleted = word_end < len(run) and bool(_BULLET_PIECE.fullmatch("".join(texts[:word_end])))
    size = Counter(round(glyph.size, 1) for glyph in run).most_common(1)[0][0]
    letters = [glyph for glyph in run if glyph.text.isalnum()] or list(run)
    return Line(
        text=text,
        x0=run[0].x0,
        x1=run[-1].x1,
        y=run[0].y,
        size=size,
        is_bold=all(glyph.is_bold for glyph in letters),
        is_italic=all(glyph.is_italic for glyph in letters),
        first_word=run[word_end - 1].x1 - run[0].x0,
        start=run[word_end].x0 if bulleted else run[0].x0,
        links=tuple(_links(run, texts)),
    )


def _links(run: Sequence[Glyph], texts: Sequence[str]) -> Iterable[Link]:
    href, shown = None, ""
    for glyph, text in zip(run, texts, strict=True):
        if glyph.href != href:
            if href and tidy(shown):
                yield Link(tidy(shown), href)
            href, shown = glyph.href, ""
        shown += text
    if href and tidy(shown):
        yield Link(tidy(shown), href)


def _beside(left: Line, right: Line) -> Line:
    far = right.x0 - left.x1 > _CELL_EM * max(left.size, right.size) and not _LABEL.search(left.text)
    is_bullet = bool(_BULLET_PIECE.fullmatch(left.text))
    larger = left if len(left.text) >= len(right.text) and not is_bullet else right
    return replace(
        left,
        text=f"{left.text}{chr(10) if far else ' '}{right.text}",
        x1=right.x1,
        size=larger.size,
        is_bold=right.is_bold if is_bullet else left.is_bold and right.is_bold,
        is_italic=right.is_italic if is_bullet else left.is_italic and right.is_italic,
        start=right.x0 if is_bullet else left.start,
        links=left.links + right.links,
    )
