"""A PDF's pages as glyphs, pictures and links with coordinates; the only module that knows the library.

Coordinates are points (1/72 inch) from the page's upper left corner, as a reader of the page sees it: x to
the right, y down. A glyph's y is that of its baseline.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.limits import (
    MAX_PDF_CHARACTERS,
    MAX_PDF_IMAGES,
    MAX_PDF_LINKS,
    MAX_PDF_OBJECTS,
    MAX_PICTURE_BYTES,
)
from pipeline.read.content import UnreadableError
from pipeline.read.messages import counted

_MAX_DOTS = 300
_DRAWN = frozenset({c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_PATH})
_DOT = (1.2, 7.0)  # a drawn bullet's width in points
_MAX_VALUE = 2000
_TEXT_BYTES = 256

_BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi|(?<=[-_,])(?:bd|b|bi)(?=$|[-_])", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv|(?<=[-_,])(?:it|bi)(?=$|[-_])", re.IGNORECASE)
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 32000-1, table 123
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# The library writes U+0002 or U+FFFE for a hyphen at the end of a line.
_HYPHENS = frozenset({0x02, 0xFFFE})
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0})
_PRIVATE_BULLETS = range(0xF020, 0xF100)  # Symbol and Wingdings, in which office programs set bullets

# The library keeps global state and must be called by one thread at a time.
_ONE_AT_A_TIME = threading.Lock()

_DAMAGED = "Bitte die Datei im Ausgangsprogramm neu als PDF speichern oder den Text als .docx oder .txt ablegen."
_PROTECTED = "Bitte die Datei ohne Kennwort speichern oder den Text als .docx oder .txt ablegen."
_TOO_LONG = "Bitte nur die Pressemitteilung als eigene Datei ablegen."


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its box from ``x0`` to ``x1``, baseline ``y`` and type size; ``href`` of the link it is in.

    ``is_spaced`` says that the file puts a space before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    is_spaced: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's place on the page, and its JPEG data if the file holds just that."""

    x0: float
    y0: float
    x1: float
    y1: float
    jpeg: bytes | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """The middle of a small drawn shape as wide as high: a bullet, if text follows it."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is on one page; ``glyphs`` in the order of the file, ``unknown`` counts those without a character."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    images: tuple[Image, ...] = ()
    dots: tuple[Dot, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages, and the language that the file names."""

    pages: tuple[Page, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Face:
    size: float
    quarter: int
    is_bold: bool
    is_italic: bool


def read_pages(data: bytes, *, max_pages: int) -> Pages:
    """The pages of a PDF. Raises ``UnreadableError`` when it is damaged, protected or far too long."""
    with _ONE_AT_A_TIME:
        try:
            with pdfium.PdfDocument(data) as document:
                return _pages(document, max_pages)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD:
                raise UnreadableError("Die PDF-Datei ist mit einem Kennwort geschützt.", _PROTECTED) from error
            if getattr(error, "err_code", None) == c.FPDF_ERR_SECURITY:
                raise UnreadableError("Die PDF-Datei ist auf unbekannte Weise verschlüsselt.", _PROTECTED) from error
            raise UnreadableError("Die PDF-Datei ist beschädigt oder unvollständig.", _DAMAGED) from error


def _pages(document: pdfium.PdfDocument, max_pages: int) -> Pages:
    count = len(document)
    if count > max_pages:
        raise UnreadableError(
            f"Die PDF-Datei hat {count} Seiten, gelesen werden höchstens {max_pages}; das ist keine Pressemitteilung.",
            f"{_TOO_LONG} Die Grenze steht in config.toml, [limits] max_pages.",
        )
    pages: list[Page] = []
    pictures: dict[bytes, bytes] = {}
    characters = 0
    for index in range(count):
        page = document[index]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MAX_PDF_CHARACTERS:
            raise UnreadableError(f"Die PDF-Datei hat mehr als {counted(MAX_PDF_CHARACTERS)} Zeichen.", _TOO_LONG)
        pages.append(_page(page, text, pictures))
        text.close()
        page.close()
    return Pages(tuple(pages), _language(document))


def _language(document: pdfium.PdfDocument) -> str | None:
    buffer = (c.FPDF_WCHAR * _TEXT_BYTES)()
    length = c.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer))
    if not 2 < length <= ctypes.sizeof(buffer):
        return None
    language = bytes(buffer)[: length - 2].decode("utf-16-le", "replace").strip()
    return language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language) else None


def _page(page: pdfium.PdfPage, text: pdfium.PdfTextPage, pictures: dict[bytes, bytes]) -> Page:
    """One page; ``pictures`` holds those already met, so that each is in memory once."""
    left, bottom, right, top = page.get_cropbox()
    faces, read, unknown = _read_glyphs(text, list(_links(page)))
    quarter = Counter(face.quarter for face in faces).most_common(1)[0][0] if faces else 0
    width, height = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)

    def turned(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box seen from the upper left corner of the page as its text wants it to be held."""
        x0, x1, y0, y1 = x0 - left, x1 - left, y0 - bottom, y1 - bottom
        if quarter == 1:
            return y0, x0, y1, x1
        if quarter == 2:
            return width - x1, y0, width - x0, y1
        if quarter == 3:
            return width - y1, height - x1, width - y0, height - x0
        return x0, height - y1, x1, height - y0

    glyphs: list[Glyph] = []
    for face, (character, box, origin, is_spaced, href) in zip(faces, read, strict=True):
        if face.quarter != quarter:
            continue
        x0, _, x1, _ = turned(*box)
        _, y, _, _ = turned(*origin, *origin)
        if -1 <= y <= height + 1 and x1 >= 0 and x0 <= width and all(map(math.isfinite, (x0, x1, y))):
            glyphs.append(Glyph(character, x0, x1, y, face.size, face.is_bold, face.is_italic, is_spaced, href))
    images: list[Image] = []
    dots: list[Dot] = []
    for box, item in _drawn(page):
        x0, y0, x1, y1 = turned(*box)
        if c.FPDFPageObj_GetType(item) == c.FPDF_PAGEOBJ_IMAGE:
            if len(images) < MAX_PDF_IMAGES:
                jpeg = _jpeg(item)
                images.append(Image(x0, y0, x1, y1, pictures.setdefault(jpeg, jpeg) if jpeg else None))
        elif len(dots) < _MAX_DOTS and _DOT[0] < x1 - x0 < _DOT[1] and 0.8 < (y1 - y0) / (x1 - x0) < 1.25:
            dots.append(Dot((x0 + x1) / 2, (y0 + y1) / 2))
    return Page(width, height, tuple(glyphs), tuple(images), tuple(dots), unknown)


_Box = tuple[float, float, float, float]
_Read = tuple[str, _Box, tuple[float, float], bool, str | None]


def _read_glyphs(text: pdfium.PdfTextPage, links: Sequence[tuple[_Box, str]]) -> tuple[list[_Face], list[_Read], int]:
    """Each glyph's face, and beside it its character, box and origin in the file's own coordinates."""
    faces: list[_Face] = []
    read: list[_Read] = []
    known: dict[int | None, _Face] = {}
    unknown = 0
    is_spaced = False
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = c.FPDFText_GetUnicode(text, index)
        if code in _SPACES:
            is_spaced = True
            continue
        if code == 0 or (0xE000 <= code <= 0xF8FF and code not in _PRIVATE_BULLETS) or code == 0xFFFD:
            unknown += 1
            continue
        c.FPDFText_GetLooseCharBox(text, index, box)
        c.FPDFText_GetCharOrigin(text, index, x, y)
        owner = ctypes.cast(c.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        if owner not in known:
            known[owner] = _face(text, index)
        here = (box.left, box.bottom, box.right, box.top)
        faces.append(known[owner])
        read.append((_character(code), here, (x.value, y.value), is_spaced, _link_at(links, here)))
        is_spaced = False
    return faces, read, unknown


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in _PRIVATE_BULLETS:
        return "•"
    return _LIGATURES.get(code) or chr(code)


def _face(text: pdfium.PdfTextPage, index: int) -> _Face:
    matrix, flags = c.FS_MATRIX(), ctypes.c_int()
    c.FPDFText_GetMatrix(text, index, matrix)
    name_buffer = ctypes.create_string_buffer(_TEXT_BYTES)
    c.FPDFText_GetFontInfo(text, index, name_buffer, _TEXT_BYTES, flags)
    name = name_buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    size = c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    return _Face(
        size=size if math.isfinite(size) and 0.5 < size < 1000 else 1.0,
        quarter=round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4,
        is_bold=bool(_BOLD_NAME.search(name)) or bool(flags.value & _FORCED_BOLD_FLAG),
        is_italic=bool(_ITALIC_NAME.search(name)) or bool(flags.value & _ITALIC_FLAG),
    )


def _links(page: pdfium.PdfPage) -> Iterator[tuple[_Box, str]]:
    position, link = ctypes.c_int(0), c.FPDF_LINK()
    for _ in range(MAX_PDF_LINKS):
        if not c.FPDFLink_Enumerate(page, position, link):
            return
        rect = c.FS_RECTF()
        buffer = ctypes.create_string_buffer(_MAX_VALUE)
        length = c.FPDFAction_GetURIPath(page.pdf, c.FPDFLink_GetAction(link), buffer, _MAX_VALUE)
        if 1 < length <= _MAX_VALUE and c.FPDFLink_GetAnnotRect(link, rect):
            href = buffer.value.decode("utf-8", "replace").strip()
            yield (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)), href


def _link_at(links: Sequence[tuple[_Box, str]], box: _Box) -> str | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return next((href for (x0, y0, x1, y1), href in links if x0 <= x <= x1 and y0 <= y <= y1), None)


def _drawn(page: pdfium.PdfPage) -> Iterator[tuple[_Box, c.FPDF_PAGEOBJECT]]:
    """The pictures and shapes that stand on the page itself, with their boxes."""
    count = c.FPDFPage_CountObjects(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(count if count <= MAX_PDF_OBJECTS else 0):
        item = c.FPDFPage_GetObject(page, index)
        if c.FPDFPageObj_GetType(item) in _DRAWN and c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            yield (left.value, bottom.value, right.value, top.value), item


def _jpeg(item: c.FPDF_PAGEOBJECT) -> bytes | None:
    if c.FPDFImageObj_GetImageFilterCount(item) != 1:
        return None
    name = ctypes.create_string_buffer(_TEXT_BYTES)
    c.FPDFImageObj_GetImageFilter(item, 0, name, _TEXT_BYTES)
    size = c.FPDFImageObj_GetImageDataRaw(item, None, 0) if name.value == b"DCTDecode" else 0
    if not 0 < size <= MAX_PICTURE_BYTES:
        return None
    data = ctypes.create_string_buffer(size)
    c.FPDFImageObj_GetImageDataRaw(item, data, size)
    return data.raw if data.raw.startswith(b"\xff\xd8\xff") else None
