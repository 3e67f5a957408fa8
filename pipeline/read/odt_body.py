"""The text of a LibreOffice file as a flow of paragraphs, tables, pictures and boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import ReleaseWarning, Role
from pipeline.read import office_doubts
from pipeline.read.odt_styles import Styles
from pipeline.read.office_package import Package
from pipeline.read.office_text import Box, Format, Item, Paragraph, Piece, Table, picture, piece, web_target
from pipeline.read.office_words import LIST_ITEM, PLAIN, Kind
from pipeline.read.xml_tree import Element, attribute, child, children, local

# Stored deletions, notes, comments, lists of headings, forms and declarations are no part of the text.
_LEFT_OUT = frozenset(
    "tracked-changes annotation annotation-end forms variable-decls sequence-decls user-field-decls "
    "dde-connection-decls table-of-content table-index illustration-index alphabetical-index object-index "
    "user-index bibliography alphabetical-index-auto-mark-file placeholder script ruby-text page-number page-count "
    "object object-ole hidden-text event-listeners glue-point title desc".split()
)
_SHAPES = frozenset(
    "frame a g custom-shape rect circle ellipse polygon polyline path line connector caption regular-polygon".split()
)
_CHANGES = frozenset({"change", "change-start", "change-end"})
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_SPACES = 100

_Link = tuple[int, str]


@dataclass(slots=True)
class _Gathered:
    pieces: list[Piece] = field(default_factory=list)
    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)

    def add_items(self, items: list[Item]) -> None:
        has_text = any(not item.is_blank for item in self.pieces)
        (self.behind if has_text else self.before).extend(items)


class BodyReader:
    """Walks the text of a file; ``doubts`` gathers what its owner should know, once each."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.doubts: dict[ReleaseWarning, None] = {}
        self._package = package
        self._styles = styles
        self._links = 0

    def flow(self, container: Element, *, kind: Kind | None = None) -> tuple[Item, ...]:
        """The items of a body, section, list, cell or box; ``kind`` is that of plain paragraphs in it."""
        items: list[Item] = []
        for element in children(container):
            name = local(element)
            if name == "tracked-changes":
                if child(element, "changed-region") is not None:
                    self.doubts[office_doubts.CHANGES] = None
            elif name in _LEFT_OUT or name in _CHANGES:
                continue
            elif name in ("p", "h"):
                if attribute(child(element, "hidden-paragraph"), "is-hidden") != "true":
                    items += self._paragraph(element, kind)
            elif name == "list":
                items += self._list(element)
            elif name == "numbered-paragraph":
                items += self.flow(element, kind=LIST_ITEM)
            elif name == "table":
                items.append(self._table(element))
            elif name == "section" and (
                attribute(element, "display") == "none"
                or self._styles.is_hidden_section(attribute(element, "style-name"))
            ):
                continue
            elif name in _SHAPES:
                items += self._drawing(element, ())
            else:
                items += self.flow(element, kind=kind)
        return tuple(items)

    def _list(self, element: Element) -> list[Item]:
        items: list[Item] = []
        for entry in children(element):
            is_first = True
            for inner in children(entry):
                # Only the first paragraph of an entry has the mark; a header entry has none.
                marked = is_first and local(entry) == "list-item" and local(inner) == "p"
                is_first = False
                if local(inner) == "list":
                    items += self._list(inner)
                elif local(inner) in ("p", "h"):
                    items += self._paragraph(inner, LIST_ITEM if marked else None)
        return items

    def _table(self, table: Element) -> Table:
        rows = []
        bordered = False
        for row in self._rows(table):
            cells = [cell for cell in children(row) if local(cell) in ("table-cell", "covered-table-cell")]
            bordered = bordered or any(self._styles.cell_has_borders(attribute(cell, "style-name")) for cell in cells)
            rows.append(tuple(self.flow(cell) for cell in cells))
        return Table(tuple(rows), has_borders=bordered)

    def _rows(self, element: Element) -> list[Element]:
        rows = []
        for inner in children(element):
            if local(inner) == "table-row":
                rows.append(inner)
            elif local(inner) in ("table-header-rows", "table-rows", "table-row-group"):
                rows += self._rows(inner)
        return rows

    def _paragraph(self, element: Element, kind: Kind | None) -> list[Item]:
        style = self._styles.paragraph(attribute(element, "style-name"))
        gathered = _Gathered()
        if not style.look.is_hidden:
            self._inline(element, style.look, gathered, (0, ""))
        level = attribute(element, "outline-level")
        own = style.kind
        if local(element) == "h" and own.role is not Role.HEADING:
            own = Kind(Role.HEADING, min(int(level), 6) if level in set("123456789") else 1)
        elif own == PLAIN and kind is not None:
            own = kind
        paragraph = Paragraph(tuple(gathered.pieces), own, style.hints)
        return [*gathered.before, *([paragraph] if paragraph.text else []), *gathered.behind]

    def _inline(self, element: Element, look: Format, gathered: _Gathered, link: _Link) -> None:
        self._add(element.text, look, gathered, link)
        for inner in children(element):
            self._inline_element(inner, look, gathered, link)
            self._add(inner.tail, look, gathered, link)

    def _inline_element(self, inner: Element, look: Format, gathered: _Gathered, link: _Link) -> None:
        name = local(inner)
        if name == "note":
            self.doubts[office_doubts.FOOTNOTES] = None
        elif name in _CHANGES:
            self.doubts[office_doubts.CHANGES] = None
        elif name == "s":
            count = attribute(inner, "c")
            spaces = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 1
            self._add_text(" " * min(spaces, _MAX_SPACES), look, gathered, link)
        elif name == "tab":
            self._add_text("\t", look, gathered, link)
        elif name == "line-break":
            self._add_text("\n", look, gathered, link)
        elif name == "span":
            look = self._styles.span(attribute(inner, "style-name"), look)
            self._inline(inner, look, gathered, link)
        elif name == "a" and _is_text_link(inner):
            href = web_target(attribute(inner, "href"))
            self._inline(inner, look, gathered, self._new_link(href) if href else link)
        elif name in _SHAPES:
            gathered.add_items(self._drawing(inner, ()))
        elif name not in _LEFT_OUT:
            self._inline(inner, look, gathered, link)

    def _add(self, text: str | None, look: Format, gathered: _Gathered, link: _Link) -> None:
        """Take text of the file, in which white space only parts words; so it does at the start."""
        words = _WHITE_SPACE.sub(" ", text or "")
        if gathered.pieces and gathered.pieces[-1].text.endswith(" "):
            words = words.lstrip(" ")
        self._add_text(words, look, gathered, link)

    def _add_text(self, text: str, look: Format, gathered: _Gathered, link: _Link) -> None:
        if text and not look.is_hidden:
            gathered.pieces.append(piece(text, look, link=link[0], href=link[1]))

    def _drawing(self, element: Element, alts: tuple[str, ...]) -> list[Item]:
        """The pictures and boxes in a frame, a group or a shape."""
        name = local(element)
        alts = (_text(child(element, "title")), _text(child(element, "desc")), *alts)
        if name == "image":
            return self._picture(element, alts)
        if name == "text-box":
            return [Box(self.flow(element))]
        if name == "frame":
            # A frame may hold the same content in several forms, the best one first.
            for inner in children(element):
                if local(inner) in ("image", "text-box") and (found := self._drawing(inner, alts)):
                    return found
            if child(element, "object") is not None:
                self.doubts[office_doubts.DIAGRAM] = None
            return []
        if name in ("a", "g"):
            return [item for inner in children(element) for item in self._drawing(inner, alts)]
        if name in _SHAPES and (items := self.flow(element)):
            return [Box(items)]
        return []

    def _picture(self, image: Element, alts: tuple[str, ...]) -> list[Item]:
        path = attribute(image, "href").removeprefix("./")
        data = self._package.read(path) if path else None
        found = picture(path, data, *alts) if data else None
        if found is None:
            name = path.rpartition("/")[2]
            if not path.startswith("ObjectReplacements/"):
                self.doubts[office_doubts.picture_left_out(name or "?")] = None
            return []
        return [found]

    def _new_link(self, href: str) -> _Link:
        self._links += 1
        return self._links, href


def _is_text_link(element: Element) -> bool:
    """Whether an ``a`` is a link in the text rather than around a picture."""
    return ":text:" in str(element.tag)


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(str(text) for text in element.itertext())
