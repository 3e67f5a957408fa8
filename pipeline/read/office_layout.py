"""Reading order: tables and boxes of a word processor's page as one flow of paragraphs and pictures.

A box or a table cell that holds an address stands beside the text wherever it is anchored, and is read
after it; another box above the running text is read after its first paragraph, unless it holds titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Picture, Role
from pipeline.read.normalise import tidy
from pipeline.read.office_text import Box, Flow, Item, Paragraph, Piece, Table

RUNNING_LENGTH = 200

_MAX_CELL = 120
_ENOUGH_ROWS = 3
_BETWEEN_CELLS = Piece(" | ")
_ADDRESS = re.compile(
    r"""
    [\w.+-]+(?:@|\(at\)|\[at\])[\w-]+\.[\w.-]+                              # e-mail
    | \b(?:tel|telefon|fon|phone|mobil|handy|fax|t)\b [.:\s]* [+(]?\d[\d\s/()–-]{5,}  # telephone
    """,
    re.IGNORECASE | re.VERBOSE,
)


def in_reading_order(flow: Flow) -> list[Paragraph | Picture]:
    """The paragraphs and pictures of a flow; rows of figures and short texts become ``a | b``."""
    items = _without_tables(flow)
    has_text = any(_is_running(item) for item in items)
    placed: list[Item] = []
    waiting: list[Item] = []
    last: list[Item] = []
    reached_text = False
    for item in items:
        if not isinstance(item, Box):
            placed.append(item)
            if _is_running(item):
                reached_text = True
                placed += waiting
                waiting = []
            continue
        inner = in_reading_order(item.items)
        if has_text and _is_aside(inner):
            last += inner
        elif has_text and not reached_text and _may_wait(inner):
            waiting += inner
        else:
            placed += inner
    return [item for item in (*placed, *waiting, *last) if isinstance(item, (Paragraph, Picture))]


def _without_tables(flow: Flow) -> list[Item]:
    return [part for item in flow for part in (_table_items(item) if isinstance(item, Table) else (item,))]


def _table_items(table: Table) -> Iterator[Item]:
    rows = [[_without_tables(cell) for cell in row] for row in table.rows]
    if _is_data(table, rows):
        yield from (_row(row) for row in rows)
        return
    cells = [cell for row in rows for cell in row]
    has_text = any(_is_running(item) for cell in cells for item in cell)
    for cell in cells:
        if has_text and _is_aside(cell):
            yield Box(tuple(cell))
        else:
            yield from cell


def _is_data(table: Table, rows: Sequence[Sequence[Sequence[Item]]]) -> bool:
    """Whether a table holds short texts that belong together by row, rather than the parts of a page."""
    if any(isinstance(item, Table) for row in table.rows for cell in row for item in cell):
        return False
    full_rows = 0
    for row in rows:
        filled = 0
        for cell in row:
            texts = [item.text for item in cell if isinstance(item, Paragraph) and item.text]
            others = any(not isinstance(item, Paragraph) for item in cell)
            if others or len(texts) > 1 or any(len(text) > _MAX_CELL for text in texts):
                return False
            filled += len(texts)
        full_rows += filled > 1
    return len(rows) > 1 and 2 * full_rows >= len(rows) and (table.has_borders or full_rows >= _ENOUGH_ROWS)


def _row(cells: Sequence[Sequence[Item]]) -> Paragraph:
    pieces: list[Piece] = []
    for cell in cells:
        for item in cell:
            if isinstance(item, Paragraph) and item.text:
                pieces += [_BETWEEN_CELLS] if pieces else []
                # Without a size, large figures in a table cannot be taken for titles.
                pieces += [
                    Piece(" ".join(part.text.split("\n")), part.is_bold, part.is_italic, 0.0, part.link, part.href)
                    for part in item.pieces
                ]
    return Paragraph(tuple(pieces))


def _is_running(item: Item) -> bool:
    return isinstance(item, Paragraph) and item.kind.role is Role.PARAGRAPH and len(item.text) >= RUNNING_LENGTH


def _is_aside(items: Flow) -> bool:
    """Whether a box or cell holds an address and no running text."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    if any(_is_running(item) or item.kind.role is Role.CAPTION for item in paragraphs):
        return False
    return bool(_ADDRESS.search(tidy("\n".join(item.text for item in paragraphs))))


def _may_wait(items: Flow) -> bool:
    paragraphs = [item for item in items if isinstance(item, Paragraph) and item.text]
    titled = any(item.kind.role in (Role.HEADING, Role.CAPTION) or _is_running(item) for item in paragraphs)
    return len(paragraphs) > 1 and not titled and len(paragraphs) == len(items)
