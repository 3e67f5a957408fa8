"""The styles of a Word file: what a paragraph's or a run's style says, through the chain of ``basedOn``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Role
from pipeline.read.office_text import UNSTYLED, Format
from pipeline.read.office_words import LIST_ITEM, PLAIN, Kind, hint_of, kind_of
from pipeline.read.xml_tree import Element, attribute, child, children, local

_FALSE = frozenset({"0", "false", "off", "none"})
_NO_BORDER = frozenset({"", "nil", "none"})
_WORD_DEFAULT_POINTS = 10.0
_BODY_TEXT_LEVEL = 9


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style makes of its paragraphs; ``is_numbered`` is ``None`` where no style says."""

    kind: Kind = PLAIN
    hints: tuple[str, ...] = ()
    look: Format = UNSTYLED
    is_numbered: bool | None = None


class Styles:
    """The styles of one file, resolved once each; unknown ids give the default."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._default_id = ""
        self._base = Format(is_bold=False, is_italic=False, is_hidden=False, is_raised=False, size=_WORD_DEFAULT_POINTS)
        if root is None:
            return
        self._base = run_format(child(root, "docDefaults", "rPrDefault", "rPr")).over(self._base)
        for style in children(root):
            if local(style) == "style":
                self._by_id.setdefault(attribute(style, "styleId"), style)
                if attribute(style, "type") == "paragraph" and is_on(attribute(style, "default") or "0"):
                    self._default_id = attribute(style, "styleId")

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """What a paragraph's style says, with the file's defaults below it."""
        style_id = style_id or self._default_id
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._resolved(style_id)
        return self._paragraphs[style_id]

    def run(self, style_id: str) -> Format:
        """What a character style says by itself."""
        look = Format()
        for style in self._chain(style_id):
            look = look.over(run_format(child(style, "rPr")))
        return look

    def table_has_borders(self, style_id: str) -> bool:
        """Whether a table style draws lines."""
        return any(has_borders(child(style, "tblPr", "tblBorders")) for style in self._chain(style_id))

    def _chain(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = attribute(child(self._by_id[style_id], "basedOn"), "val")

    def _resolved(self, style_id: str) -> ParagraphStyle:
        kind: Kind | None = None
        numbered: bool | None = None
        hints: tuple[str, ...] = ()
        look = Format()
        for depth, style in enumerate(self._chain(style_id)):
            name = attribute(child(style, "name"), "val")
            properties = child(style, "pPr")
            if depth == 0 and (hint := hint_of(name)):
                hints = (hint,)
            # A name says more than an outline level: a title has none, and a kicker may inherit one.
            kind = kind or kind_of(name) or (kind_of(style_id) if depth == 0 else None) or outline_kind(properties)
            numbered = is_numbered(properties) if numbered is None else numbered
            look = look.over(run_format(child(style, "rPr")))
        if kind is None and style_id not in self._by_id:
            kind = kind_of(style_id)
        kind = kind or (LIST_ITEM if numbered else PLAIN)
        return ParagraphStyle(kind, hints, look.over(self._base), numbered)


def run_format(properties: Element | None) -> Format:
    """What the ``rPr`` of a run or a style says."""
    if properties is None:
        return Format()
    bold = italic = hidden = raised = None
    size = None
    for setting in children(properties):
        name, value = local(setting), attribute(setting, "val")
        if name == "b":
            bold = is_on(value)
        elif name == "i":
            italic = is_on(value)
        elif name == "vanish":
            hidden = is_on(value)
        elif name == "vertAlign":
            raised = value == "superscript"
        elif name == "sz" and value.isascii() and value.isdigit() and len(value) < 5:
            size = int(value) / 2
    return Format(bold, italic, hidden, raised, size)


def outline_kind(properties: Element | None) -> Kind | None:
    """A heading, where paragraph properties give an outline level."""
    value = attribute(child(properties, "outlineLvl"), "val")
    if not (value.isascii() and value.isdigit() and len(value) == 1) or int(value) >= _BODY_TEXT_LEVEL:
        return None
    return Kind(Role.HEADING, min(int(value) + 1, 6))


def is_numbered(properties: Element | None) -> bool | None:
    """Whether paragraph properties make a list item; ``None`` where they say nothing."""
    numbering = child(properties, "numPr")
    if numbering is None or child(numbering, "numId") is None:
        return None
    return attribute(child(numbering, "numId"), "val") != "0"


def has_borders(borders: Element | None) -> bool:
    """Whether one of the borders of a table or cell shows."""
    return borders is not None and any(attribute(border, "val") not in _NO_BORDER for border in children(borders))


def is_on(value: str) -> bool:
    """A switch: on unless it says otherwise."""
    return value.lower() not in _FALSE
