"""What the elements around a piece of a web page's text say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import Tag

from pipeline.model import Role
from pipeline.read.page_tree import attribute, font_size, name_words, names
from pipeline.read.page_words import CAPTION

BLOCK_ELEMENTS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
CELLS = frozenset({"td", "th"})

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HINTING_ELEMENTS = frozenset({"address", "blockquote"})
_MAX_HINTS = 8
_MAX_CELL = 120
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """The inherited state inside an element; ``link`` and ``figure`` identify the enclosing element, or 0."""

    role: Role = Role.PARAGRAPH
    level: int = 0
    hints: tuple[str, ...] = ()
    inline_hints: tuple[str, ...] = ()
    is_bold: bool = False
    is_italic: bool = False
    is_preformatted: bool = False
    in_data_row: bool = False
    size: int = 3
    link: int = 0
    href: str = ""
    figure: int = 0


def root_state(root: Tag) -> State:
    """The state inside the element that holds the content."""
    return State(hints=() if root.name == "body" else names(root)[:_MAX_HINTS])


def entered(state: State, tag: Tag) -> State:
    """The state inside ``tag``, which stands in an element with ``state``."""
    style = attribute(tag, "style")
    if tag.name in ("b", "strong") or _BOLD_STYLE.search(style):
        state = replace(state, is_bold=True)
    if tag.name in ("i", "em") or _ITALIC_STYLE.search(style):
        state = replace(state, is_italic=True)
    if tag.name == "font" and (size := font_size(tag)):
        state = replace(state, size=size)
    if tag.name == "a" and (href := attribute(tag, "href").strip()):
        state = replace(state, link=id(tag), href=href)
    if tag.name in BLOCK_ELEMENTS:
        return _entered_block(state, tag)
    if own := names(tag):
        return replace(state, inline_hints=(own + state.inline_hints)[:_MAX_HINTS])
    return state


def _entered_block(state: State, tag: Tag) -> State:
    if tag.name in ("html", "body"):
        return state  # their classes describe the page, not its text
    own = names(tag) + ((tag.name,) if tag.name in _HINTING_ELEMENTS else ())
    if own:
        state = replace(state, hints=tuple(dict.fromkeys(own + state.hints))[:_MAX_HINTS])
    if tag.name in _HEADINGS:
        return replace(state, role=Role.HEADING, level=int(tag.name[1]))
    if tag.name == "pre":
        return replace(state, is_preformatted=True)
    if tag.name == "li":
        return replace(state, role=Role.LIST_ITEM)
    if tag.name == "figure":
        return replace(state, role=Role.CAPTION, figure=id(tag))
    if tag.name in ("blockquote", "table"):
        return replace(state, role=Role.PARAGRAPH, figure=0)
    if tag.name in ("figcaption", "caption") or (state.role is Role.PARAGRAPH and is_caption(name_words(tag))):
        return replace(state, role=Role.CAPTION)
    return state


def is_caption(class_names: Sequence[str]) -> bool:
    """Whether one of the class names calls its element a picture's caption."""
    return any(not CAPTION.isdisjoint(re.split(r"[^a-zäöüß]+", name)) for name in class_names)


def is_data_row(row: Tag) -> bool:
    """Whether a table row holds short cells of plain text rather than parts of a page's layout."""
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in CELLS]
    filled = 0
    for cell in cells:
        if any(isinstance(child, Tag) and child.name in (*BLOCK_ELEMENTS, "br") for child in cell.children):
            return False
        length = len(cell.get_text(strip=True)) if cell.contents else 0
        if length > _MAX_CELL:
            return False
        filled += length > 0
    return filled > 1
