"""The body of a Word file as a flow of paragraphs, tables, pictures and boxes."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import ReleaseWarning, Role
from pipeline.read import office_doubts
from pipeline.read.docx_styles import (
    ParagraphStyle,
    Styles,
    has_borders,
    is_numbered,
    is_on,
    outline_kind,
    run_format,
)
from pipeline.read.office_fields import Fields, is_hidden, target_of
from pipeline.read.office_package import Package
from pipeline.read.office_text import Box, Item, Paragraph, Piece, Table, picture, piece, web_target
from pipeline.read.office_words import CAPTION, LIST_ITEM, PLAIN
from pipeline.read.xml_tree import Element, attribute, child, children, descendants, local

_WRAPPERS = frozenset({"sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo"})
_REMOVED = frozenset({"del", "moveFrom"})
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_DIAGRAMS = ("/chart", "/diagram")
_MAX_CAPTION = 400


@dataclass(slots=True)
class _Gathered:
    """What one paragraph has given so far; a picture or box stands before or behind its text."""

    pieces: list[Piece] = field(default_factory=list)
    before: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    has_inline_picture: bool = False
    is_below_picture: bool = False

    @property
    def has_text(self) -> bool:
        return any(not item.is_blank for item in self.pieces)

    def add_items(self, items: list[Item], *, inline: bool) -> None:
        (self.behind if self.has_text else self.before).extend(items)
        self.has_inline_picture |= inline and bool(items) and not self.has_text


class BodyReader:
    """Walks one story of a Word file; ``doubts`` gathers what its owner should know, once each."""

    def __init__(self, package: Package, folder: str, relations: Mapping[str, str], styles: Styles) -> None:
        self.doubts: dict[ReleaseWarning, None] = {}
        self._package = package
        self._folder = folder
        self._relations = relations
        self._styles = styles
        self._fields = Fields()
        self._links = 0
        self._carried: _Gathered | None = None

    def flow(self, container: Element) -> tuple[Item, ...]:
        """The items of a body, a cell or a text box."""
        outer = self._fields, self._carried
        self._fields, self._carried = Fields(), None
        items = self._items(container)
        if self._carried is not None:
            items += self._finished(self._carried, self._styles.paragraph(""), None)
        self._fields, self._carried = outer
        return tuple(items)

    def _items(self, container: Element) -> list[Item]:
        items: list[Item] = []
        for element in children(container):
            name = local(element)
            if name == "p":
                items += self._paragraph(element)
            elif name == "tbl":
                items.append(self._table(element))
            elif name in _WRAPPERS:
                items += self._items(element)
            elif name == "sdt" and (content := _control_content(element)) is not None:
                items += self._items(content)
            elif name == "AlternateContent" and (chosen := _chosen(element)) is not None:
                items += self._items(chosen)
        return items

    def _table(self, table: Element) -> Table:
        properties = child(table, "tblPr")
        bordered = has_borders(child(properties, "tblBorders")) or self._styles.table_has_borders(
            attribute(child(properties, "tblStyle"), "val")
        )
        rows = []
        for row in self._inner(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.doubts[office_doubts.CHANGES] = None
                continue
            cells = [cell for cell in self._inner(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            bordered = bordered or any(has_borders(child(cell, "tcPr", "tcBorders")) for cell in cells)
            rows.append(tuple(self.flow(cell) for cell in cells))
        return Table(tuple(rows), has_borders=bordered)

    def _inner(self, element: Element, name: str) -> list[Element]:
        """The rows of a table or the cells of a row, also those inside content controls."""
        found = []
        for inner in children(element):
            if local(inner) == name:
                found.append(inner)
            elif local(inner) in (*_WRAPPERS, "sdt"):
                found += self._inner(inner, name)
        return found

    def _paragraph(self, element: Element) -> list[Item]:
        properties = child(element, "pPr")
        style = self._styles.paragraph(attribute(child(properties, "pStyle"), "val"))
        gathered, self._carried = self._carried or _Gathered(), None
        self._inline(element, style, gathered, (0, ""))
        self._fields.end_paragraph()
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            # The end of the paragraph is deleted: its text runs on into the next.
            self.doubts[office_doubts.CHANGES] = None
            self._carried = gathered
            return []
        return self._finished(gathered, style, properties)

    def _finished(self, gathered: _Gathered, style: ParagraphStyle, properties: Element | None) -> list[Item]:
        numbered = is_numbered(properties)
        kind = style.kind
        if kind.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            kind = outline_kind(properties) or kind
        if kind == PLAIN and (style.is_numbered if numbered is None else numbered):
            kind = LIST_ITEM
        elif kind == LIST_ITEM and numbered is False:
            kind = PLAIN
        paragraph = Paragraph(tuple(gathered.pieces), kind, style.hints)
        if kind == PLAIN and gathered.is_below_picture and len(paragraph.text) <= _MAX_CAPTION:
            paragraph = Paragraph(paragraph.pieces, CAPTION, style.hints)
        return [*gathered.before, *([paragraph] if paragraph.text else []), *gathered.behind]

    def _inline(self, element: Element, style: ParagraphStyle, gathered: _Gathered, link: tuple[int, str]) -> None:
        for inner in children(element):
            name = local(inner)
            if name == "r":
                self._run(inner, style, gathered, link)
            elif name == "hyperlink":
                href = web_target(self._relations.get(attribute(inner, "id", namespace="relationships"), ""))
                self._inline(inner, style, gathered, self._new_link(href) if href else link)
            elif name == "fldSimple" and not is_hidden(attribute(inner, "instr")):
                href = web_target(target_of(attribute(inner, "instr")))
                self._inline(inner, style, gathered, self._new_link(href) if href else link)
            elif name in _WRAPPERS:
                if name in ("ins", "moveTo"):
                    self.doubts[office_doubts.CHANGES] = None
                self._inline(inner, style, gathered, link)
            elif name in _REMOVED:
                self.doubts[office_doubts.CHANGES] = None
            elif name == "sdt" and (content := _control_content(inner)) is not None:
                self._inline(content, style, gathered, link)
            elif name == "AlternateContent" and (chosen := _chosen(inner)) is not None:
                self._inline(chosen, style, gathered, link)
            elif name in ("oMath", "oMathPara"):
                formula = "".join(text.text or "" for text in descendants(inner, "t"))
                gathered.pieces.append(piece(formula, style.look))

    def _run(self, run: Element, style: ParagraphStyle, gathered: _Gathered, link: tuple[int, str]) -> None:
        properties = child(run, "rPr")
        look = run_format(properties)
        if character_style := attribute(child(properties, "rStyle"), "val"):
            look = look.over(self._styles.run(character_style))
        look = look.over(style.look)
        for inner in children(run):
            name = local(inner)
            if name == "fldChar":
                self._links += 1
                self._fields.mark(attribute(inner, "fldCharType"), link=self._links)
            elif name == "instrText":
                self._fields.instruct(inner.text or "")
            elif look.is_hidden or not self._fields.are_shown:
                continue
            elif name in _NOTES:
                self.doubts[office_doubts.FOOTNOTES] = None
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                is_inline = any(True for _ in descendants(inner, "inline"))
                gathered.add_items(self._drawing(inner), inline=is_inline)
            elif text := _text_of(inner):
                number, href = link if link[0] else self._fields.link
                href = web_target(href)
                if gathered.has_inline_picture and not gathered.has_text and "\n" in text:
                    gathered.is_below_picture = True
                gathered.pieces.append(piece(text, look, link=number if href else 0, href=href))

    def _drawing(self, element: Element, *alts: str) -> list[Item]:
        """The pictures and boxes in a drawing, in both of Word's languages for them."""
        name = local(element)
        if name == "txbxContent":
            return [Box(self.flow(element))]
        if name == "AlternateContent":
            chosen = _chosen(element)
            return [] if chosen is None else self._drawing(chosen, *alts)
        if name in ("inline", "anchor"):
            described = child(element, "docPr")
            if is_on(attribute(described, "hidden") or "0"):
                return []
            alts = (attribute(described, "descr"), attribute(described, "title"))
        elif name == "pic":
            alts = (attribute(child(element, "nvPicPr", "cNvPr"), "descr"), *alts)
        elif name == "shape":
            alts = (attribute(element, "alt"), *alts)
        elif name == "graphicData" and attribute(element, "uri").endswith(_DIAGRAMS):
            self.doubts[office_doubts.DIAGRAM] = None
        elif name in ("blip", "imagedata"):
            relation = attribute(element, "embed") or attribute(element, "id", namespace="relationships")
            return self._picture(relation, alts)
        return [item for inner in children(element) for item in self._drawing(inner, *alts)]

    def _picture(self, relation: str, alts: tuple[str, ...]) -> list[Item]:
        target = self._relations.get(relation, "")
        path = posixpath.normpath(posixpath.join(self._folder, target)).lstrip("/") if target else ""
        data = self._package.read(path) if path else None
        found = picture(path, data, *alts) if data else None
        if found is None:
            self.doubts[office_doubts.picture_left_out(path.rpartition("/")[2] or "?")] = None
            return []
        return [found]

    def _new_link(self, href: str) -> tuple[int, str]:
        self._links += 1
        return self._links, href


def _text_of(element: Element) -> str:
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = attribute(element, "char")
        try:
            return chr(int(code, 16))
        except (ValueError, OverflowError):
            return ""
    if name == "ruby":
        base = child(element, "rubyBase")
        return "" if base is None else "".join(text.text or "" for text in descendants(base, "t"))
    return _CHARACTERS.get(name, "")


def _control_content(control: Element) -> Element | None:
    """What was filled into a content control; its prompt and a table of contents are no text."""
    properties = child(control, "sdtPr")
    gallery = attribute(child(properties, "docPartObj", "docPartGallery"), "val")
    if child(properties, "showingPlcHdr") is not None or gallery == "Table of Contents":
        return None
    return child(control, "sdtContent")


def _chosen(alternatives: Element) -> Element | None:
    """One of the forms in which Word writes the same thing twice: the newer one, if it holds anything we read."""
    for choice in children(alternatives):
        if local(choice) in ("Choice", "Fallback") and any(
            True for name in ("txbxContent", "blip", "imagedata", "t") for _ in descendants(choice, name)
        ):
            return choice
    return None
