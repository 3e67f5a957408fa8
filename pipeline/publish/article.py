"""One release as an ``<article>``: the HTML that fragments, pages and feeds share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from pipeline.config import Settings
from pipeline.model import Field, Location
from pipeline.publish.engine import fill
from pipeline.publish.languages import direction, readable_date
from pipeline.publish.markup import contact_lines, fragment_text, marks_of, names_in, plain
from pipeline.publish.media import media
from pipeline.publish.quotations import quoted_paragraphs
from pipeline.publish.sanitise import feed_html, fragment_html
from pipeline.publish.text import safe_href
from pipeline.publish.view import Rendition, address, page_path, shown_date
from pipeline.publish.words import apart, gettext_for

_PLAIN = ("", 0)
_LIST = ("list", 0)
_BLANK_LINE = re.compile(r"(?:<br>){2,}")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by its public address."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body: ``field`` says which element it becomes; a caption may have its picture.

    A paragraph belongs to a ``run``, ``("list", 0)`` or ``("quotation", number)``, with its neighbours of the same.
    """

    field: Field
    html: Markup
    picture: Image | None = None
    run: tuple[str, int] = _PLAIN


@dataclass(frozen=True, slots=True)
class Section:
    """A boilerplate with its paragraphs."""

    title: Markup
    paragraphs: tuple[Markup, ...]


def article(rendition: Rendition, settings: Settings, *, heading_level: int) -> str:
    """The rendition as an ``<article class="press-release">``, sanitised, with a newline at the end.

    The headline is a heading of ``heading_level``, 1 to 5; those below it are one level deeper.
    """
    return fragment_html(_filled(rendition, settings, heading_level=heading_level, parts="all"))


def feed_content(rendition: Rendition, settings: Settings) -> str:
    """The rendition for ``content:encoded``, sanitised, without the headline (readers show the title)."""
    html = feed_html(_filled(rendition, settings, heading_level=2, parts="without-headline")).strip()
    # Feed readers show an entry from left to right unless it says otherwise.
    return f'<div dir="rtl">\n{html}\n</div>' if direction(rendition.language) == "rtl" else html


def _filled(rendition: Rendition, settings: Settings, *, heading_level: int, parts: str) -> str:
    release = rendition.publication.release
    marks = marks_of(release) if rendition.edition is None else names_in(rendition)
    shown = shown_date(rendition.publication, settings)

    def marked(text: str, field: Field, index: int = 0) -> Markup:
        return fragment_text(text, Location(field, index), marks)

    return fill(
        "article.html",
        language=rendition.language,
        direction=direction(rendition.language),
        _=gettext_for(rendition.language),
        apart=apart(rendition.language),
        level=heading_level,
        with_headline=parts == "all",
        notice=rendition.notice,
        correction=_correction(rendition),
        kicker=marked(rendition.kicker, Field.KICKER) if rendition.kicker else None,
        headline=marked(rendition.headline, Field.HEADLINE),
        subheadline=marked(rendition.subheadline, Field.SUBHEADLINE) if rendition.subheadline else None,
        place=release.dateline.place,
        date_iso=shown,
        date_text=readable_date(shown, rendition.language),
        runs=[
            (kind, list(run))
            for (kind, _), run in groupby(_parts(rendition, settings, marked), key=lambda part: part.run)
        ],
        page=address(page_path(rendition), rendition.language, settings),
        boilerplates=[
            Section(
                marked(boilerplate.title, Field.BOILERPLATE_TITLE, index),
                _paragraphs(marked(boilerplate.text, Field.BOILERPLATE, index)),
            )
            for index, boilerplate in enumerate(rendition.boilerplates)
        ],
        contact=contact_lines(rendition.contact),
        contact_language=rendition.contact_language,
        contact_direction=direction(rendition.contact_language),
        links=[(plain(link.text), safe_href(link.href)) for link in release.links],
        source_language=rendition.source_language,
        source_direction=direction(rendition.source_language),
    )


def _correction(rendition: Rendition) -> str | None:
    """What is told of a correction; the officer's own words in their language where the others are English."""
    text = rendition.correction_text
    if not text or not apart(rendition.language):
        return rendition.correction
    language = rendition.language
    own = Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), text)
    return rendition.corrected_as(own)


def _parts(rendition: Rendition, settings: Settings, marked: Callable[[str, Field, int], Markup]) -> Iterator[Part]:
    """The body with its pictures: each with its caption, those without one where they stand."""
    pictures = media(rendition.publication)
    images = {medium.path: Image(address(medium.path, rendition.language, settings), medium.alt) for medium in pictures}
    captioned = {medium.caption_index: images[medium.path] for medium in pictures}
    quoted = quoted_paragraphs(rendition)
    loose = [medium for medium in pictures if medium.caption_index not in range(len(rendition.captions))]
    for at, text in rendition.body():
        while at.field is Field.PARAGRAPH and loose and loose[0].picture.before <= at.index:
            yield Part(Field.CAPTION, Markup(), images[loose.pop(0).path])
        image = captioned.get(at.index) if at.field is Field.CAPTION else None
        run = _PLAIN
        if at.field is Field.PARAGRAPH and at.index in rendition.list_items:
            run = _LIST
        elif at.field is Field.PARAGRAPH and at.index in quoted:
            run = ("quotation", quoted[at.index])
        yield Part(at.field, marked(text, at.field, at.index), image, run)
    for medium in loose:
        yield Part(Field.CAPTION, Markup(), images[medium.path])


def _paragraphs(html: Markup) -> tuple[Markup, ...]:
    """Marked text parted at its blank lines, which :func:`plain` has turned into two breaks."""
    # Splitting after marking keeps the mentions' offsets; the parts of safe markup between breaks are safe.
    return tuple(Markup(part) for part in _BLANK_LINE.split(str(html)) if part)
