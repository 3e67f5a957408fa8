"""RSS 2.0 and Atom 1.0 with feedgen 1.0.0; what it gets wrong is put right here and nowhere else.

- It writes the present time where none is given: RSS goes without, Atom gets a fixed one.
- The last link given is the channel's: the right one comes last. An entry's links lose all but their address in
  Atom, so that they are elements of ours, as are all that it does not know: ``atom:link`` but for ``self`` in RSS,
  hub, archive, and the language of an entry.
- New entries go to the top unless told otherwise.
- It raises ``ValueError`` at naive times and control characters: texts come cleaned, times with offset.
- Its CDATA is invalid in Atom, and ``]]>`` within would end it in RSS: contents are escaped.

The RSS follows the RSS Advisory Board's Best Practices Profile, https://www.rssboard.org/rss-profile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from pipeline.publish.syndication import GENERATOR, Entry, Feed
from pipeline.publish.text import feed_text

RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"
_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY = "http://purl.org/syndication/history/1.0"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Some readers follow the first alternate link, feedparser the last that is plain ``text/html``: with its charset, a
# link to another language is neither.
_TRANSLATION_TYPE = "text/html; charset=utf-8"
_MINUTES_BETWEEN_VISITS = 60
# An Atom feed must have a time of change, and one without entries has none.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# The profile wants character data with hexadecimal references. Nothing but markup of ours is written with others,
# and feedgen writes no CDATA here, so that the whole document can be treated alike.
_REFERENCES = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))

_Extend = Callable[[Any], None]


@dataclass(slots=True)
class _Addition:
    """What feedgen calls to let others add elements: to the feed's root or to an entry."""

    add: _Extend = lambda element: None

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY}

    def extend_rss(self, element: Any) -> Any:
        self.add(element)
        return element

    extend_atom = extend_rss


def rss_bytes(feed: Feed) -> bytes:
    """The feed as RSS 2.0 in UTF-8; times with offset, texts plain but for ``content:encoded``."""
    channel = _generator(feed, "rss", RSS_TYPE)
    channel.load_extension("dc", atom=False)
    channel.title(feed_text(feed.title))
    channel.description(feed_text(feed.description))
    channel.ttl(_MINUTES_BETWEEN_VISITS)
    # None is the only value that keeps it from writing the present time.
    channel.lastBuildDate(feed.updated)
    channel.press.add = lambda root: _add_feed_elements(root[0], feed, "rss", _ATOM)
    for entry in feed.entries:
        _add_item(channel, entry, feed)
    xml: bytes = channel.rss_str(pretty=True)
    if feed.updated is None:
        xml = _without_build_date(xml)
    return _with_hexadecimal_references(xml)


def atom_bytes(feed: Feed) -> bytes:
    """The feed as Atom 1.0 in UTF-8."""
    made = _generator(feed, "atom", ATOM_TYPE)
    # RFC 5005 lets all documents of a feed have one id.
    made.id(feed.current_address("atom"))
    made.author(name=feed.publisher)
    made.title(feed.title)
    made.subtitle(feed.description)
    made.updated(feed.updated or _NEVER)

    def add(root: Any) -> None:
        _declare_texts(root, title=feed.title, subtitle=feed.description)
        _add_feed_elements(root, feed, "atom", "")

    made.press.add = add
    for entry in feed.entries:
        _add_atom_entry(made, entry, feed)
    xml: bytes = made.atom_str(pretty=True)
    return xml


def _generator(feed: Feed, suffix: str, media_type: str) -> FeedGenerator:
    made = FeedGenerator()
    made.register_extension("press", _Addition, _Addition)
    made.language(feed.language)
    made.generator(GENERATOR)
    made.link(href=feed.address(suffix), rel="self", type=media_type)
    made.link(href=feed.home, rel="alternate", type="text/html")
    return made


def _add_feed_elements(parent: Any, feed: Feed, suffix: str, namespace: str) -> None:
    if feed.hub:
        xml_elem(f"{namespace}link", parent, rel="hub", href=feed.hub)
    if feed.is_archive:
        xml_elem(f"{{{_HISTORY}}}archive", parent)
        xml_elem(f"{namespace}link", parent, rel="current", href=feed.current_address(suffix))
    if previous := feed.previous_address(suffix):
        xml_elem(f"{namespace}link", parent, rel="prev-archive", href=previous)


def _add_item(channel: FeedGenerator, entry: Entry, feed: Feed) -> None:
    item = channel.add_entry(order="append")
    item.published(entry.published)
    # Plain, but for what readers that take it for HTML would see as markup.
    item.title(feed_text(entry.title))
    item.guid(entry.id, permalink=False)
    item.link(href=entry.address)
    item.description(feed_text(entry.summary))
    item.content(entry.html)
    item.dc.dc_creator(feed_text(feed.publisher))
    for category in entry.categories:
        item.category(term=feed_text(category))
    for picture in entry.pictures[:1]:  # the profile allows for one
        item.enclosure(picture.address, picture.length, picture.media_type)

    def add(element: Any) -> None:
        _add_translations(element, _ATOM, entry)
        if entry.updated != entry.published:
            xml_elem(f"{_ATOM}updated", element).text = entry.updated.isoformat()

    item.press.add = add


def _add_atom_entry(generator: FeedGenerator, entry: Entry, feed: Feed) -> None:
    made = generator.add_entry(order="append")
    made.id(entry.id)
    made.published(entry.published)
    made.updated(entry.updated)
    made.title(entry.title)
    made.summary(entry.summary)
    made.content(entry.html, type="html")
    for category in entry.categories:
        made.category(term=category)

    def add(element: Any) -> None:
        _declare_texts(element, title=entry.title, summary=entry.summary)
        xml_elem("link", element, rel="alternate", type="text/html", hreflang=entry.language, href=entry.address)
        _add_translations(element, "", entry)
        for picture in entry.pictures:
            length = str(picture.length)
            xml_elem("link", element, rel="enclosure", type=picture.media_type, length=length, href=picture.address)
        if entry.language != feed.language:
            element.set(_XML_LANGUAGE, entry.language)

    made.press.add = add


def _declare_texts(element: Any, **texts: str) -> None:
    """Say of Atom's texts that they are plain; those that look like markup become HTML that shows them."""
    for name, text in texts.items():
        found = element.find(name)
        found.text = feed_text(text)
        found.set("type", "text" if found.text == text else "html")


def _add_translations(parent: Any, namespace: str, entry: Entry) -> None:
    for other in entry.translations:
        attributes = {"type": _TRANSLATION_TYPE, "hreflang": other.language, "href": other.address}
        xml_elem(f"{namespace}link", parent, rel="alternate", **attributes)


def _without_build_date(xml: bytes) -> bytes:
    head, _, rest = xml.partition(b"<lastBuildDate>")
    return head.rstrip() + rest.partition(b"</lastBuildDate>")[2]


def _with_hexadecimal_references(xml: bytes) -> bytes:
    for named, hexadecimal in _REFERENCES:
        xml = xml.replace(named, hexadecimal)
    return xml
