"""An element of a web page as blocks: elements, ``<br><br>`` and styles part the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bs4 import Tag

from pipeline.model import Block, Emphasis, Link, Picture, Role
from pipeline.read.normalise import tidy
from pipeline.read.page_pictures import FURNITURE, MIN_SIDE_PX, NO_PICTURES, is_furniture, one_line
from pipeline.read.page_state import BLOCK_ELEMENTS, CELLS, State, entered, is_caption, is_data_row, root_state
from pipeline.read.page_tree import Step, attribute, name_words, walk
from pipeline.read.page_words import PAGE_FUNCTIONS
from pipeline.read.plain import plain_blocks

_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_SEPARATORS = " |·•›»«‹>/-–—[]"
_MAX_HEADING = 200
_SUPERSCRIPTS = {"2": "²", "3": "³"}
_LINE_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    state: State

    @property
    def is_blank(self) -> bool:
        return not tidy(self.text)


_Line = list[_Piece]


def page_blocks(
    root: Tag, *, skipped: AbstractSet[int] = frozenset(), pictures: Mapping[str, Picture] = NO_PICTURES
) -> list[Block]:
    """The blocks of everything in ``root``, except what is only there to work the page.

    ``pictures`` are those at hand by their address; an ``<img>`` with another address shows nothing.
    """
    builder = _Builder(root_state(root), pictures)
    for step, tag, text in walk(root, skipped=skipped):
        if step is Step.OPEN:
            builder.open(tag)
        elif step is Step.CLOSE:
            builder.close(tag)
        else:
            builder.add(_SUPERSCRIPTS.get(text, text) if tag.name == "sup" else text)
    builder.flush()
    return builder.blocks


class _Builder:
    """Collects pieces of text until a block ends."""

    def __init__(self, state: State, pictures: Mapping[str, Picture]) -> None:
        self.blocks: list[Block] = []
        self._pictures = pictures
        self._waiting: list[tuple[Block, int]] = []
        self._states = [state]
        self._pieces: list[_Piece] = []
        self._last_figure = 0

    def open(self, tag: Tag) -> None:
        """Enter an element."""
        before = self._states[-1]
        state = entered(before, tag)
        if tag.name == "br":
            self._break_line()
        elif tag.name == "img":
            self._add_picture(tag)
        elif tag.name in CELLS and before.in_data_row:
            if self._has_text():
                self._append(" | ")
        elif tag.name == "dd" and self._has_text():
            self._append(" " if self._pieces[-1].text.rstrip().endswith(":") else ": ")
        elif tag.name in BLOCK_ELEMENTS:
            self.flush()
            if tag.name == "tr":
                state = replace(state, in_data_row=is_data_row(tag))
        elif _is_next_to_a_sibling(tag) and before.role is Role.HEADING and self._has_text():
            self._append(_LINE_BREAK)
        self._states.append(state)
        if tag.name == "q":
            self.add("„")

    def close(self, tag: Tag) -> None:
        """Leave an element."""
        if tag.name == "q":
            self.add("“")
        self._states.pop()
        in_row = tag.name in CELLS and self._states[-1].in_data_row
        if tag.name in BLOCK_ELEMENTS and tag.name != "dt" and not in_row:
            self.flush()
        if tag.name == "hr":
            self.blocks.append(Block(Role.RULE, ""))
            self._last_figure = 0

    def add(self, text: str) -> None:
        """Take text of the current element."""
        self._append(text if self._states[-1].is_preformatted else _WHITE_SPACE.sub(" ", text))

    def flush(self) -> None:
        """End the current block."""
        pieces, self._pieces = self._pieces, []
        if all(piece.is_blank for piece in pieces):
            pass
        elif pieces[0].state.is_preformatted:
            self.blocks += plain_blocks("".join(piece.text for piece in pieces))
            self._last_figure = 0
        else:
            for lines in _parted(_lines(pieces)):
                self._emit(lines)
        waiting, self._waiting = self._waiting, []
        for picture, figure in waiting:
            self._place(picture, figure)

    def _emit(self, lines: Sequence[_Line]) -> None:
        pieces = [piece for line in lines for piece in line if not piece.is_blank]
        text = tidy("\n".join("".join(piece.text for piece in line) for line in lines))
        block = _block(text, pieces, _links(pieces))
        if _works_the_page(block, pieces):
            return
        figure = pieces[0].state.figure
        if block.role is Role.CAPTION and figure and figure == self._last_figure:
            before = self.blocks.pop()
            block = replace(before, text=f"{before.text} {block.text}", links=before.links + block.links)
        self._last_figure = figure if block.role is Role.CAPTION else 0
        self.blocks.append(block)

    def _add_picture(self, tag: Tag) -> None:
        """Take a picture: at once between blocks, behind the block if it stands in one, lest it part the text."""
        picture = self._pictures.get(attribute(tag, "src").strip())
        if picture is None:
            return
        picture = replace(picture, alt=one_line(attribute(tag, "alt")) or None)
        if is_furniture(picture) or _is_small_or_logo(tag):
            return
        block, figure = Block(Role.PICTURE, "", picture=picture), self._states[-1].figure
        if self._has_text():
            self._waiting.append((block, figure))
        else:
            self._place(block, figure)

    def _place(self, picture: Block, figure: int) -> None:
        """Put a picture behind the last block, but before the caption of the ``figure`` that both stand in."""
        if figure and figure == self._last_figure:
            self.blocks.insert(-1, picture)
        else:
            self.blocks.append(picture)
            self._last_figure = 0

    def _append(self, text: str) -> None:
        self._pieces.append(_Piece(text, self._states[-1]))

    def _has_text(self) -> bool:
        return any(not piece.is_blank for piece in self._pieces)

    def _break_line(self) -> None:
        written = next(
            (piece for piece in reversed(self._pieces) if piece.text == _LINE_BREAK or not piece.is_blank), None
        )
        if written and written.text == _LINE_BREAK and not written.state.is_preformatted:
            self.flush()
        elif written:
            self._append(_LINE_BREAK)


def _is_small_or_logo(image: Tag) -> bool:
    """Whether the page shows a picture as small as an icon or calls it a logo."""
    sides = (attribute(image, name).strip().removesuffix("px") for name in ("width", "height"))
    is_small = any(side.isascii() and side.isdigit() and int(side[:9]) < MIN_SIDE_PX for side in sides)
    return is_small or not FURNITURE.isdisjoint(name_words(image))


def _is_next_to_a_sibling(tag: Tag) -> bool:
    """Whether an inline element with a class touches another element: the style sheet parts the two."""
    before = tag.previous_sibling
    return tag.has_attr("class") and isinstance(before, Tag) and before.name != "br"


def _lines(pieces: Sequence[_Piece]) -> list[_Line]:
    lines: list[_Line] = [[]]
    for piece in pieces:
        if piece.text == _LINE_BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in lines if any(not piece.is_blank for piece in line)]


def _parted(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that belong together: large type stands alone, and so does a bold line above others."""
    group: list[_Line] = []
    for line in lines:
        if group and line[0].state.role is Role.PARAGRAPH:
            before = group[-1]
            if _size_level(before) != _size_level(line) or (
                _is_bold(group[0]) and _is_bold(before) and not _is_bold(line)
            ):
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _size_level(line: _Line) -> int:
    """The heading level that a line's type size gives it, 0 for running text."""
    sizes = [piece.state.size for piece in line if not piece.is_blank]
    if min(sizes) >= 5:
        return 1
    return 2 if min(sizes) == 4 and _is_bold(line) else 0


def _is_bold(line: _Line) -> bool:
    return all(piece.state.is_bold for piece in line if not piece.is_blank)


def _block(text: str, pieces: list[_Piece], links: tuple[Link, ...]) -> Block:
    state = pieces[0].state
    shared = tuple(name for name in state.inline_hints if all(name in p.state.inline_hints for p in pieces))
    hints = tuple(dict.fromkeys(shared + state.hints))
    level = _size_level(pieces) if len(text) <= _MAX_HEADING else 0
    if state.role is Role.HEADING:
        return Block(Role.HEADING, text, level=state.level, hints=hints, links=links)
    if state.role is Role.PARAGRAPH and is_caption(shared):
        return Block(Role.CAPTION, text, hints=hints, links=links)
    if state.role is Role.PARAGRAPH and level:
        return Block(Role.HEADING, text, level=level, hints=hints, links=links)
    emphasis = Emphasis.NONE
    if _is_bold(pieces):
        emphasis = Emphasis.BOLD
    elif all(piece.state.is_italic for piece in pieces):
        emphasis = Emphasis.ITALIC
    return Block(state.role, text, emphasis=emphasis, hints=hints, links=links)


def _links(pieces: Sequence[_Piece]) -> tuple[Link, ...]:
    texts: dict[int, str] = {}
    targets: dict[int, str] = {}
    for piece in pieces:
        if piece.state.link:
            texts[piece.state.link] = texts.get(piece.state.link, "") + piece.text
            targets[piece.state.link] = piece.state.href
    return tuple(Link(" ".join(tidy(text).split()), targets[key] or None) for key, text in texts.items() if tidy(text))


def _works_the_page(block: Block, pieces: Sequence[_Piece]) -> bool:
    """Whether a block holds nothing but links such as „Seite drucken | nach oben“."""
    if block.role is Role.HEADING or not block.links:
        return False
    if any(piece.text.strip(_SEPARATORS) for piece in pieces if not piece.state.link):
        return False
    return all(
        (link.text.strip(_SEPARATORS).lower() in PAGE_FUNCTIONS and not _is_address(link.href or ""))
        or (link.href or "").lower().startswith(("javascript:", "#"))
        for link in block.links
    )


def _is_address(href: str) -> bool:
    return href.startswith(("tel:", "mailto:")) and not href.startswith("mailto:?")
