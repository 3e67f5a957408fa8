"""``feeds/``: everything that can be subscribed to, in three formats, and a list of it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from email.utils import format_datetime
from functools import partial
from itertools import groupby

from pipeline.config import Settings
from pipeline.publish.engine import fill
from pipeline.publish.feed_json import JSON_TYPE, json_bytes
from pipeline.publish.feed_xml import ATOM_TYPE, RSS_TYPE, atom_bytes, rss_bytes
from pipeline.publish.group import Files, Group
from pipeline.publish.languages import own_name
from pipeline.publish.lists import Kind
from pipeline.publish.site import Site
from pipeline.publish.syndication import FOLDER, GENERATOR, Entry, Feed, feed_stem, feeds, filled
from pipeline.publish.text import feed_text
from pipeline.publish.view import site_name

# By suffix: what makes the document, its media type and what people call it.
FORMATS: dict[str, tuple[Callable[[Feed], bytes], str, str]] = {
    "rss": (rss_bytes, RSS_TYPE, "RSS"),
    "atom": (atom_bytes, ATOM_TYPE, "Atom"),
    "json": (json_bytes, JSON_TYPE, "JSON Feed"),
}
OPML_PATH = "feeds/press.opml"


def render_feeds(site: Site, settings: Settings) -> Iterator[Group]:
    """Every feed with its archives in every format, and an OPML list of them.

    A feed has at most ``publish.feed_length`` entries, the newest first.
    """
    current = []
    entries: dict[tuple[str, str], Entry] = {}
    for feed in feeds(site, settings):
        inputs = site.inputs(feed.title, feed.previous, of=feed.members)
        yield Group(f"{FOLDER}{feed.stem}", inputs, partial(_files, feed, site, settings, entries))
        if not feed.is_archive:
            current.append(feed)
    yield Group(OPML_PATH, None, lambda: [(OPML_PATH, _opml(current, settings))])


def _files(feed: Feed, site: Site, settings: Settings, entries: dict[tuple[str, str], Entry]) -> Files:
    whole = filled(feed, site, settings, made=entries)
    for suffix, (made, _, _) in FORMATS.items():
        yield whole.path(suffix), made(whole)


def feed_addresses(site: Site, settings: Settings) -> dict[str, str]:
    """The public address of every document that is subscribed to, by its output path."""
    current = (feed for feed in feeds(site, settings) if not feed.is_archive)
    return {feed.path(suffix): feed.address(suffix) for feed in current for suffix in FORMATS}


def discoverable(language: str, settings: Settings) -> list[dict[str, str]]:
    """For a page's head: path, media type, format's name and title of a language's main feed in every format."""
    stem = feed_stem(Kind.LATEST, "", language)
    site = site_name(language, settings)
    return [
        {"path": f"{FOLDER}{stem}.{suffix}", "media_type": media_type, "name": name, "title": f"{site} ({name})"}
        for suffix, (_, media_type, name) in FORMATS.items()
    ]


def _opml(current: Iterable[Feed], settings: Settings) -> bytes:
    """The list as OPML 2.0 (http://opml.org/spec2.opml), one group a language."""
    listed = list(current)
    newest = max((feed.updated for feed in listed if feed.updated), default=None)
    text = fill(
        "press.opml",
        generator=GENERATOR,
        title=feed_text(site_name(settings.languages.source, settings)),
        owner=feed_text(settings.site.publisher),
        modified=format_datetime(newest) if newest else None,
        groups=[
            (own_name(language), language, [_outline(feed) for feed in group])
            for language, group in groupby(listed, key=lambda feed: feed.language)
        ],
    )
    return text.encode()


def _outline(feed: Feed) -> dict[str, str]:
    return {
        "title": feed_text(feed.title),
        "description": feed_text(feed.description),
        "address": feed.address("rss"),
        "home": feed.home,
    }
