"""The flow of a word processor's text as blocks: styles first, then what bold and large type say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from pipeline.limits import MAX_CHARACTERS, MAX_OFFICE_LINES
from pipeline.model import Block, Emphasis, Link, Picture, Role
from pipeline.read.content import UnreadableError
from pipeline.read.lists import item_starts
from pipeline.read.messages import SAVE_AS, counted
from pipeline.read.normalise import normalise, tidy
from pipeline.read.office_layout import RUNNING_LENGTH, in_reading_order
from pipeline.read.office_text import Box, Flow, Paragraph, Piece, Table
from pipeline.read.office_words import LIST_ITEM, PLAIN, Kind
from pipeline.read.plain import check_length
from pipeline.read.wrapping import join_wrapped

# 12 to 14 points is what offices use; 11 to 12 may be an accident.
_CLEARLY_LARGER = 1.15
_MAX_TITLE = 250
_MAX_SUBHEAD = 110
_LONG_LINE = 120
_NO_SUBHEAD_ENDS = (".", ":", ",", ";", "“", "«", '"')

_Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that become one block."""

    lines: tuple[_Line, ...]
    kind: Kind
    hints: tuple[str, ...]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for line in self.lines for piece in line if not piece.is_blank]

    @property
    def size(self) -> float:
        """The smallest type size in points, 0 where one is unknown."""
        return min((piece.size for piece in self.pieces), default=0.0)

    @property
    def text(self) -> str:
        lines = [tidy("".join(piece.text for piece in line)) for line in self.lines]
        # A title breaks its lines for their look, an address for their sense.
        return reduce(join_wrapped, lines) if self.kind.role is Role.HEADING else tidy("\n".join(lines))


def office_blocks(flow: Flow, *, as_styled: bool = False) -> tuple[Block, ...]:
    """The blocks of a text, in reading order; if ``as_styled``, styles alone say what they are.

    Raises ``UnreadableError`` when it is far too long.
    """
    if _line_count(flow) > MAX_OFFICE_LINES:
        raise UnreadableError(
            f"Die Datei hat mehr als {counted(MAX_OFFICE_LINES)} Absätze; das ist keine Pressemitteilung.", SAVE_AS
        )
    parts: list[_Part | Picture] = []
    for item in in_reading_order(flow):
        if isinstance(item, Picture):
            parts.append(item)
        elif as_styled:
            parts.append(_Part(tuple(_lines(item.pieces)), item.kind, item.hints))
        else:
            parts += _parts(item)
    check_length("".join(part.text for part in parts if isinstance(part, _Part)), limit=MAX_CHARACTERS)
    parts = _below_title(parts)
    if not as_styled:
        parts = _with_typed_items(_with_large_titles(parts))
    return tuple(_block(part) if isinstance(part, _Part) else Block(Role.PICTURE, "", picture=part) for part in parts)


def _line_count(flow: Flow) -> int:
    count = 0
    for item in flow:
        if isinstance(item, Paragraph):
            count += 1 + sum(piece.text.count("\n") for piece in item.pieces)
        elif isinstance(item, Box):
            count += _line_count(item.items)
        elif isinstance(item, Table):
            count += sum(_line_count(cell) for row in item.rows for cell in row)
    return count


def _parts(paragraph: Paragraph) -> Iterator[_Part]:
    groups = list(_groups(_lines(paragraph.pieces), is_heading=paragraph.kind.role is Role.HEADING))
    parts = [_Part(tuple(group), paragraph.kind, paragraph.hints) for group in groups]
    largest = max((part.size for part in parts), default=0.0)
    for part in parts:
        level = part.kind.level
        if part.kind.role is Role.HEADING and len(part.text) > _MAX_TITLE:
            yield replace(part, kind=PLAIN)
        elif part.kind.role is Role.HEADING and part.size < largest:
            yield replace(part, kind=Kind(Role.HEADING, min(level + 1, 6)), hints=())
        else:
            yield part


def _lines(pieces: Sequence[Piece]) -> list[_Line]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = normalise(piece.text).split("\n")
        lines[-1].append(replace(piece, text=first))
        lines += [[replace(piece, text=text)] for text in others]
    return [tuple(line) for line in lines]


def _groups(lines: Sequence[_Line], *, is_heading: bool) -> Iterator[list[_Line]]:
    """Lines that belong together: an empty line parts, and so do a change of look and two long lines."""
    group: list[_Line] = []
    for line in lines:
        blank = all(piece.is_blank for piece in line)
        if group and (blank or _are_apart(group, line, is_heading=is_heading)):
            yield group
            group = []
        if not blank:
            group.append(line)
    if group:
        yield group


def _are_apart(group: Sequence[_Line], line: _Line, *, is_heading: bool) -> bool:
    before, first = group[-1], group[0]
    if _size(before) != _size(line) and _CLEARLY_LARGER * min(_size(before), _size(line)) <= max(
        _size(before), _size(line)
    ):
        return True
    if _is_bold(before) and not _is_bold(line) and _is_bold(first) and not is_heading:
        return True
    return not is_heading and _length(before) > _LONG_LINE and _length(line) > _LONG_LINE


def _size(line: _Line) -> float:
    return min((piece.size for piece in line if not piece.is_blank), default=0.0)


def _is_bold(line: Sequence[Piece]) -> bool:
    return all(piece.is_bold for piece in line if not piece.is_blank)


def _length(line: _Line) -> int:
    return sum(len(piece.text) for piece in line)


def _below_title(parts: Sequence[_Part | Picture]) -> list[_Part | Picture]:
    """Levels from 1: where a text has a title, its headings stand below it."""
    kinds = [part.kind for part in parts if isinstance(part, _Part)]
    shift = any(kind.role is Role.HEADING and kind.level == 0 for kind in kinds)
    return [
        replace(part, kind=Kind(Role.HEADING, min(part.kind.level + shift, 6)))
        if isinstance(part, _Part) and part.kind.role is Role.HEADING
        else part
        for part in parts
    ]


def _with_large_titles(parts: Sequence[_Part | Picture]) -> list[_Part | Picture]:
    """Make headings of short paragraphs in clearly larger type than the running text.

    Above the first running text they rank by size from level 1, unless a style has named the title already;
    below it they are sub-heads.
    """
    body_size = _body_size(parts)
    if not body_size:
        return list(parts)
    start = next((at for at, part in enumerate(parts) if isinstance(part, _Part) and _is_running(part)), len(parts))
    top = [part for part in parts[:start] if isinstance(part, _Part)]
    has_title = any(part.kind.role is Role.HEADING and part.kind.level == 1 for part in top)
    sizes = sorted({part.size for part in top if _is_large(part, body_size)}, reverse=True)
    titled: list[_Part | Picture] = []
    for at, part in enumerate(parts):
        if not isinstance(part, _Part) or not _is_large(part, body_size) or (at < start and has_title):
            titled.append(part)
        elif at < start:
            titled.append(replace(part, kind=Kind(Role.HEADING, min(sizes.index(part.size) + 1, 6))))
        elif len(part.text) <= _MAX_SUBHEAD and not part.text.endswith(_NO_SUBHEAD_ENDS):
            titled.append(replace(part, kind=Kind(Role.HEADING, 2)))
        else:
            titled.append(part)
    return titled


def _body_size(parts: Sequence[_Part | Picture]) -> float:
    """The type size of most characters outside headings, in points; 0 if there are none."""
    counts = Counter[float]()
    for part in parts:
        if isinstance(part, _Part) and part.kind.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            for piece in part.pieces:
                counts[piece.size] += len(piece.text)
    return max(counts, key=lambda size: (counts[size], -size), default=0.0)


def _is_running(part: _Part) -> bool:
    return part.kind.role is Role.PARAGRAPH and len(part.text) >= RUNNING_LENGTH


def _is_large(part: _Part, body_size: float) -> bool:
    return (
        part.kind == PLAIN
        and part.size >= _CLEARLY_LARGER * body_size
        and len(part.text) <= _MAX_TITLE
        and any(character.isalpha() for character in part.text)
    )


def _with_typed_items(parts: Sequence[_Part | Picture]) -> list[_Part | Picture]:
    """Find the list items whose bullets and numbers were typed by hand."""
    texts = [part.text.split("\n") if isinstance(part, _Part) and part.kind == PLAIN else [""] for part in parts]
    starts = item_starts(texts, width=None)
    found: list[_Part | Picture] = []
    for index, part in enumerate(parts):
        rows = [row for row in range(len(texts[index])) if (index, row) in starts]
        if not rows or not isinstance(part, _Part):
            found.append(part)
            continue
        for row, line in enumerate(part.lines):
            if row in rows:
                found.append(_item(line, starts[index, row], part.hints))
            else:
                found.append(replace(part, lines=(line,)))
    return found


def _item(line: _Line, text: str, hints: tuple[str, ...]) -> _Part:
    """A list item without its mark: the pieces lose what stands before ``text``."""
    surplus = _visible("".join(piece.text for piece in line)) - _visible(text)
    pieces: list[Piece] = []
    for piece in line:
        start = 0
        while start < len(piece.text) and surplus:
            surplus -= not piece.text[start].isspace()
            start += 1
        pieces.append(replace(piece, text=piece.text[start:]))
    return _Part((tuple(pieces),), LIST_ITEM, hints)


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _block(part: _Part) -> Block:
    pieces = part.pieces
    links = _links(pieces)
    if part.kind.role is Role.HEADING:
        return Block(Role.HEADING, part.text, level=part.kind.level, hints=part.hints, links=links)
    emphasis = Emphasis.NONE
    if part.kind.role is not Role.CAPTION:
        if _is_bold(pieces):
            emphasis = Emphasis.BOLD
        elif all(piece.is_italic for piece in pieces):
            emphasis = Emphasis.ITALIC
    return Block(part.kind.role, part.text, emphasis=emphasis, hints=part.hints, links=links)


def _links(pieces: Sequence[Piece]) -> tuple[Link, ...]:
    texts: dict[int, str] = {}
    targets: dict[int, str] = {}
    for piece in pieces:
        if piece.link:
            texts[piece.link] = texts.get(piece.link, "") + piece.text
            targets[piece.link] = piece.href
    return tuple(Link(" ".join(tidy(text).split()), targets[key] or None) for key, text in texts.items() if tidy(text))
