"""Plain text (``.txt``): paragraphs between empty lines, hard wraps undone, lists and rules found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.limits import MAX_CHARACTERS, MAX_TEXT_LINES
from pipeline.model import Block, Role
from pipeline.read.content import Content, UnreadableError
from pipeline.read.encoding import decode
from pipeline.read.lists import item_starts
from pipeline.read.messages import SAVE_AS, counted
from pipeline.read.normalise import normalise, tidy
from pipeline.read.wrapping import is_midway, is_wrapped, join_wrapped, wrap_width

_RULE = re.compile(r"\s*(?:-{2,}|([-_*=~–—])(?:\s*\1){2,})\s*")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})")
_LONG_LINE = 120


def read_plain(data: bytes) -> Content:
    """Read a text file. Raises ``UnreadableError`` when it is binary or far too long."""
    text, warnings = decode(data)
    check_length(text, limit=MAX_CHARACTERS)
    text = normalise(text)
    check_lines(text)
    return Content(blocks=tuple(plain_blocks(text)), warnings=warnings)


def check_lines(text: str) -> None:
    """Raise ``UnreadableError`` when ``text`` has far more lines than any release."""
    if text.count("\n") > MAX_TEXT_LINES:
        problem = f"Der Text hat viel zu viele Zeilen (mehr als {counted(MAX_TEXT_LINES)})."
        raise UnreadableError(problem, SAVE_AS)


def check_length(text: str, *, limit: int) -> None:
    """Raise ``UnreadableError`` when ``text`` has more than ``limit`` characters."""
    if len(text) > limit:
        raise UnreadableError(
            f"Der Text hat mehr als {counted(limit)} Zeichen; das ist keine Pressemitteilung.", SAVE_AS
        )


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text.

    A break that no wrapping program made stays as ``"\\n"`` in its block. It parts two blocks where both
    sides are long, and everywhere in a text without empty lines.
    """
    paragraphs = _split_at_empty_lines([line.rstrip() for line in normalise(text).split("\n")])
    width = wrap_width(paragraphs)
    starts = item_starts(paragraphs, width=width)
    blocks: list[Block] = []
    for index, lines in enumerate(paragraphs):
        items = {row: starts[index, row] for row in range(len(lines)) if (index, row) in starts}
        blocks += _paragraph_blocks(lines, items, width=width)
    if len(paragraphs) == 1:
        return [part for block in blocks for part in _one_line_each(block)]
    return blocks


def _split_at_empty_lines(lines: Sequence[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _paragraph_blocks(lines: Sequence[str], items: dict[int, str], *, width: int | None) -> Iterator[Block]:
    """The blocks of the lines between two empty ones; ``items`` holds the rows that begin a list item."""
    role, parts = Role.PARAGRAPH, list[str]()
    for row, line in enumerate(lines):
        before = lines[row - 1] if row else ""
        if _RULE.fullmatch(line):
            if _underlines(line, before) and role is Role.PARAGRAPH and len(parts) == 1:
                yield Block(Role.HEADING, tidy(parts[0]), level=1 if "=" in line else 2)
            else:
                yield from _blocks(role, parts, width=width)
                yield Block(Role.RULE, "")
            role, parts = Role.PARAGRAPH, []
        elif row in items:
            yield from _blocks(role, parts, width=width)
            role, parts = Role.LIST_ITEM, [items[row]]
        elif parts and (
            is_wrapped(before, line, width=width)
            or (role is Role.LIST_ITEM and line[0] == " ")
            or (len(parts[-1]) > len(before) and is_midway(before, line, width=width))
        ):
            parts[-1] = join_wrapped(parts[-1], line)
        elif role is Role.LIST_ITEM:
            yield from _blocks(role, parts, width=width)
            role, parts = Role.PARAGRAPH, [line]
        else:
            parts.append(line)
    yield from _blocks(role, parts, width=width)


def _underlines(rule: str, line: str) -> bool:
    return bool(_UNDERLINE.fullmatch(rule)) and abs(len(rule) - len(line)) <= 3


def _blocks(role: Role, parts: Sequence[str], *, width: int | None) -> Iterator[Block]:
    """One block, or several where a break stands between two long parts: those are paragraphs."""
    long = width or _LONG_LINE
    together: list[str] = []
    for part in parts:
        if together and len(together[-1]) > long and len(part) > long:
            yield Block(role, tidy("\n".join(together)))
            together = []
        together.append(part)
    if together:
        yield Block(role, tidy("\n".join(together)))


def _one_line_each(block: Block) -> Iterator[Block]:
    if block.role is Role.PARAGRAPH:
        yield from (Block(block.role, line) for line in block.text.split("\n"))
    else:
        yield block
