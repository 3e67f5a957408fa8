"""PDF files (``.pdf``): text by its place on the page, since the order inside the file is often not that of reading.

The library is pypdfium2 (Apache-2.0/BSD-3-Clause, one wheel without dependencies): characters with place and face
take about 33 ms a page, with pdfplumber 100 ms and four more packages; pypdf gives text in the file's own order and
keeps the hyphens at line ends. The whole reader takes about 40 ms a page (our eight test pages, one core).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.limits import MAX_PAGES
from pipeline.model import ReleaseWarning
from pipeline.read.content import Content, UnreadableError
from pipeline.read.normalise import tidy
from pipeline.read.pdf_blocks import Flow, flow_blocks
from pipeline.read.pdf_columns import Region, reading_order
from pipeline.read.pdf_figures import split_figures
from pipeline.read.pdf_lines import Line, pieces
from pipeline.read.pdf_margins import body_size, is_contact, small_print, without_running_lines
from pipeline.read.pdf_pages import Page, read_pages
from pipeline.read.pdf_paragraphs import usual_pitches

_MIN_LETTERS = 20  # fewer are stamps and stray marks on a scan
_MOST_UNKNOWN = 0.2

_RECOGNISE = "Bitte den Text als .docx, .txt oder als PDF „mit durchsuchbarem Text“ speichern und diese Datei ablegen."


def read_pdf(data: bytes, *, max_pages: int = MAX_PAGES) -> Content:
    """Read a PDF: running heads, page numbers and small print at the foot are left out, side columns come last.

    Raises ``UnreadableError`` when it is damaged, protected, far too long, or holds no text.
    """
    document = read_pages(data, max_pages=max_pages)
    _check_text(document.pages)
    every_line = [pieces(page) for page in document.pages]
    body = body_size(every_line)
    lines = without_running_lines(every_line, [page.height for page in document.pages])
    flow, feet = _flow(document.pages, lines, body=body)
    warnings = (*_empty_pages(document.pages), *_left_out(feet))
    kept = {id(line) for on_page in lines for line in on_page}
    running = [line.text for on_page in every_line for line in on_page if id(line) not in kept]
    around = tuple(dict.fromkeys(tidy(text) for text in (*running, *(line.text for line in feet))))
    return Content(tuple(flow_blocks(flow, body=body)), language=document.language, warnings=warnings, set_aside=around)


def _flow(pages: Sequence[Page], lines: Sequence[Sequence[Line]], *, body: float) -> tuple[Flow, list[Line]]:
    """What is to be read, page by page, and the small print that is not."""
    main: list[tuple[Region, ...]] = []
    aside: list[Region] = []
    feet: list[Line] = []
    for page, on_page in zip(pages, lines, strict=True):
        foot = small_print(on_page, height=page.height, body=body)
        in_foot = {id(line) for line in foot}
        figures, rest = split_figures(page, [line for line in on_page if id(line) not in in_foot], body=body)
        regions = reading_order([*rest, *figures], height=page.height)
        main.append(tuple(region for region in regions if not region.is_side))
        aside += [region for region in regions if region.is_side]
        if is_contact(foot):
            aside.append(Region(tuple(foot), max(line.x1 for line in foot), is_side=True))
        else:
            feet += foot
    pitches = usual_pitches(chain(aside, *main))
    return Flow(tuple(main), tuple(aside), pitches, tuple(page.height for page in pages)), feet


def _check_text(pages: Sequence[Page]) -> None:
    letters = sum(glyph.text.isalnum() for page in pages for glyph in page.glyphs)
    unknown = sum(page.unknown for page in pages)
    if unknown > _MOST_UNKNOWN * (letters + unknown) and unknown >= _MIN_LETTERS:
        raise UnreadableError(
            "Der Text der PDF-Datei lässt sich nicht auslesen, weil ihre Schriften die Buchstaben nicht benennen.",
            _RECOGNISE,
        )
    if letters < _MIN_LETTERS:
        has_images = any(page.images for page in pages)
        what = "nur Bilder, etwa einen Scan" if has_images else "der sich auslesen lässt"
        raise UnreadableError(f"Die PDF-Datei enthält keinen Text, {what}.", _RECOGNISE)


def _empty_pages(pages: Sequence[Page]) -> Iterator[ReleaseWarning]:
    for number, page in enumerate(pages, 1):
        if page.images and not any(glyph.text.isalnum() for glyph in page.glyphs):
            yield ReleaseWarning(
                "page-without-text",
                f"Seite {number} der PDF-Datei enthält nur Bilder; Text darauf wurde nicht gelesen.",
                f"Seite {number}",
            )


def _left_out(feet: Sequence[Line]) -> Iterator[ReleaseWarning]:
    if feet:
        text = " ".join(dict.fromkeys(line.text.replace("\n", " ") for line in feet))
        shown = text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"
        yield ReleaseWarning(
            "small-print-left-out",
            "Das Kleingedruckte am Fuß der Seite wurde nicht übernommen.",
            private=f"Es lautet: „{shown}“.",
        )
