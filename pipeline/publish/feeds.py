"""``feeds/<language>.rss``: RSS 2.0 with feedgen, one feed a language."""

from __future__ import annotations

import re

from feedgen.feed import FeedGenerator

from pipeline.config import Settings
from pipeline.model import Catalogue
from pipeline.publish.article import feed_content
from pipeline.publish.text import clean, feed_text, one_line
from pipeline.publish.view import (
    Rendition,
    address,
    all_languages,
    feed_description,
    feed_path,
    feed_title,
    in_language,
    page_path,
    site_name,
)
from pipeline.publish.words import words_for

GENERATOR = "press-pipeline"
_MINUTES_BETWEEN_VISITS = 60
# feedgen writes the present time where none is given, and an empty feed has no change to date.
_BUILD_DATE = re.compile(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")


def render_feeds(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """One feed a language, newest first, at most ``publish.feed_length`` entries."""
    files = {}
    for language in all_languages(settings):
        newest = in_language(catalogue.publications, language, settings)[: settings.publish.feed_length]
        files[feed_path(language)] = _feed(newest, language, settings)
    return files


def _feed(newest: list[Rendition], language: str, settings: Settings) -> bytes:
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title(feed_text(site_name(language, settings)))
    # The channel's <link> is the link that was set last, so the feed's own address comes first.
    feed.link(href=address(feed_path(language), language, settings), rel="self", type="application/rss+xml")
    feed.link(href=address("index.html", language, settings), rel="alternate")
    publisher = one_line(settings.site.publisher) or site_name(language, settings)
    feed.description(feed_text(words_for(language).feed_description.format(publisher=publisher)))
    feed.language(language)
    feed.generator(GENERATOR)
    feed.ttl(_MINUTES_BETWEEN_VISITS)
    feed.lastBuildDate(max((rendition.publication.updated for rendition in newest), default=None))
    for rendition in newest:
        _add(feed, rendition, language, publisher, settings)
    xml: bytes = feed.rss_str(pretty=True)
    return xml if newest else _BUILD_DATE.sub(b"", xml)


def _add(feed: FeedGenerator, rendition: Rendition, language: str, publisher: str, settings: Settings) -> None:
    publication = rendition.publication
    entry = feed.add_entry(order="append")
    entry.guid(clean(publication.id), permalink=False)
    entry.title(feed_title(rendition))
    entry.link(href=address(page_path(rendition), language, settings))
    entry.description(feed_description(rendition))
    # Not as CDATA: text that holds „]]>“ would end it.
    entry.content(feed_content(rendition, settings))
    entry.pubDate(publication.published)
    entry.dc.dc_creator(feed_text(publisher))
    release = publication.release
    for name in dict.fromkeys([*release.tags, *(organisation.name for organisation in release.organisations)]):
        if term := feed_text(one_line(name)):
            entry.category(term=term)
