"""The styles of a LibreOffice file: automatic ones stand in the text's part, named ones in a part of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Role
from pipeline.read.office_text import UNSTYLED, Format
from pipeline.read.office_words import LIST_ITEM, PLAIN, Kind, hint_of, kind_of
from pipeline.read.xml_tree import Element, attribute, child, children, local

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,4})?)(?P<unit>pt|in|cm|mm|pc|px|%)")
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_DEFAULT_POINTS = 12.0


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style makes of its paragraphs."""

    kind: Kind = PLAIN
    hints: tuple[str, ...] = ()
    look: Format = UNSTYLED


class Styles:
    """The styles of one file by family and name; the text's own come before the named ones."""

    def __init__(self, content: Element | None, named: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        groups = (child(content, "automatic-styles"), child(named, "styles"))
        for group in (group for group in groups if group is not None):
            for style in children(group):
                if local(style) == "style":
                    self._styles.setdefault((attribute(style, "family"), _name(style)), style)
                elif local(style) == "default-style":
                    self._defaults.setdefault(attribute(style, "family"), style)
        base = Format(is_bold=False, is_italic=False, is_hidden=False, is_raised=False, size=_DEFAULT_POINTS)
        self._base = _text_format(self._defaults.get("paragraph"), base.size).over(base)

    def paragraph(self, name: str) -> ParagraphStyle:
        """What a paragraph's style says, with the file's defaults below it."""
        if name not in self._paragraphs:
            self._paragraphs[name] = self._resolved(name)
        return self._paragraphs[name]

    def span(self, name: str, base: Format) -> Format:
        """The look of a stretch of text in a character style, on text that looks like ``base``."""
        look = base
        for style in reversed(list(self._chain("text", name))):
            look = _text_format(style, look.size).over(look)
        return look

    def is_hidden_section(self, name: str) -> bool:
        """Whether a section style's text does not show."""
        return any(
            attribute(child(style, "section-properties"), "display") == "none" for style in self._chain("section", name)
        )

    def cell_has_borders(self, name: str) -> bool:
        """Whether a cell style draws lines."""
        for style in self._chain("table-cell", name):
            properties = child(style, "table-cell-properties")
            if properties is not None:
                borders = (str(value) for key, value in properties.attrib.items() if "}border" in str(key))
                return any("solid" in value or "double" in value for value in borders)
        return False

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = attribute(style, "parent-style-name")

    def _resolved(self, name: str) -> ParagraphStyle:
        chain = list(self._chain("paragraph", name))
        look = self._base
        for style in reversed(chain):
            look = _text_format(style, look.size).over(look)
        kind: Kind | None = None
        hints: tuple[str, ...] = ()
        named = [style for style in chain if not _is_automatic(style)]
        for depth, style in enumerate(named):
            shown = attribute(style, "display-name") or _name(style)
            if depth == 0 and (hint := hint_of(shown)):
                hints = (hint,)
            kind = kind or kind_of(shown) or kind_of(_name(style)) or _outline_kind(style)
        if kind == LIST_ITEM:
            kind = None  # its lists are elements of their own
        return ParagraphStyle(kind or PLAIN, hints, look)


def _name(style: Element) -> str:
    # display-name and parent-style-name end differently; 'name' alone is style:name.
    return attribute(style, "name")


def _is_automatic(style: Element) -> bool:
    parent = style.getparent()
    return parent is not None and local(parent) == "automatic-styles"


def _outline_kind(style: Element) -> Kind | None:
    level = attribute(style, "default-outline-level")
    if not (level.isascii() and level.isdigit() and len(level) < 3 and int(level)):
        return None
    return Kind(Role.HEADING, min(int(level), 6))


def _text_format(style: Element | None, base_size: float | None) -> Format:
    """What the text properties of a style say; a size in per cent counts from ``base_size``."""
    properties = child(style, "text-properties")
    if properties is None:
        return Format()
    weight, slant = attribute(properties, "font-weight"), attribute(properties, "font-style")
    display, position = attribute(properties, "display"), attribute(properties, "text-position")
    return Format(
        is_bold=weight in _BOLD if weight else None,
        is_italic=slant in ("italic", "oblique") if slant else None,
        is_hidden=display == "none" if display else None,
        is_raised=_is_raised(position) if position else None,
        size=_points(attribute(properties, "font-size"), base_size),
    )


def _is_raised(position: str) -> bool:
    place = position.split()[0] if position.split() else ""
    return place == "super" or (place.endswith("%") and place[:1] not in "-0")


def _points(length: str, base_size: float | None) -> float | None:
    match = _LENGTH.fullmatch(length)
    if match is None:
        return None
    number = float(match["number"])
    if match["unit"] == "%":
        return round((base_size or _DEFAULT_POINTS) * number / 100, 1)
    return round(number * _POINTS[match["unit"]], 1)
