"""``pages/``: a full page a release and language, where feed entries and lists lead to; and its style."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.publish.article import article
from pipeline.publish.cards import card
from pipeline.publish.engine import fill, static_text
from pipeline.publish.feeds import discoverable
from pipeline.publish.group import Files, Group
from pipeline.publish.languages import direction, own_name
from pipeline.publish.linked_data import json_ld
from pipeline.publish.ninjs import ninjs_path
from pipeline.publish.oembed import oembed_path
from pipeline.publish.site import Site
from pipeline.publish.syndication import GENERATOR
from pipeline.publish.text import one_line, shortened
from pipeline.publish.view import (
    Rendition,
    address,
    all_languages,
    feed_path,
    origin,
    page_path,
    renditions,
    site_name,
)
from pipeline.publish.words import apart, gettext_for

STYLE_PATH = "press.css"
_DESCRIPTION_CHARACTERS = 160


def render_style(site: Site, _settings: Settings) -> Iterator[Group]:
    """The optional look of pages and fragments."""
    yield Group(STYLE_PATH, site.inputs(), lambda: [(STYLE_PATH, static_text(STYLE_PATH).encode())])


def render_pages(publication: Publication, settings: Settings) -> Files:
    """One page a language."""
    for rendition in renditions(publication, settings):
        yield page_path(rendition), _page(rendition, publication, settings).encode()


def _page(rendition: Rendition, publication: Publication, settings: Settings) -> str:
    language = rendition.language
    feed_language = language if language in all_languages(settings) else settings.languages.source
    title = one_line(rendition.headline)
    description = shortened(rendition.description, _DESCRIPTION_CHARACTERS)
    shown = renditions(publication, settings)
    return fill(
        "page.html",
        language=language,
        direction=direction(language),
        _=gettext_for(language),
        apart=apart(language),
        site=site_name(language, settings),
        title=title,
        description=description,
        card=card(rendition, settings, title=title, description=description),
        json_ld=json_ld(rendition, settings),
        publisher=one_line(settings.site.publisher),
        generator=GENERATOR,
        pictures_from=origin(language, settings),
        address=address(page_path(rendition), language, settings),
        # Readers of any other language get the release's own words.
        default=address(page_path(shown[0]), shown[0].language, settings),
        alternates=[
            {
                "language": other.language,
                "name": own_name(other.language),
                "address": address(page_path(other), other.language, settings),
                "file": page_path(other).rpartition("/")[2],
                "here": other.language == language,
            }
            for other in shown
        ],
        feed=feed_path(feed_language),
        feeds=discoverable(feed_language, settings),
        ninjs=ninjs_path(rendition),
        oembed=address(oembed_path(rendition), language, settings),
        article=Markup(article(rendition, settings, heading_level=1)),
    )
