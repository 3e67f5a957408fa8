"""Web pages (``.html``): a whole saved page, a page of layout tables or a fragment.

The ``<title>`` becomes the metadata ``page-title``, since it often holds more than the release's title.

BeautifulSoup parses; what is content we decide, in ``main_content``. trafilatura 2.3.1, made for that, is three to
five times as fast, but of eight pages of press offices it lost the picture caption in five, the headline in one
and kicker and contact in another: it looks for an article's running text, and a release is more than that.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from pipeline.limits import MAX_PAGE_CHARACTERS, MAX_TAGS
from pipeline.model import Block, Picture
from pipeline.read.content import Content, UnreadableError
from pipeline.read.encoding import decode
from pipeline.read.main_content import main_content
from pipeline.read.messages import SAVE_AS, counted
from pipeline.read.normalise import normalise, tidy
from pipeline.read.page_blocks import page_blocks
from pipeline.read.page_pictures import NO_PICTURES, lift_pictures
from pipeline.read.page_tree import attribute, is_hidden, tags_in
from pipeline.read.plain import check_length

_MAX_VALUE = 1000
_HEAD_BYTES = 4096

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_KEYS = ("name", "property", "itemprop", "http-equiv")


def read_webpage(data: bytes) -> Content:
    """Read an HTML file: only the main content becomes blocks. Raises ``UnreadableError`` for abuse."""
    claim = _CHARSET.search(data[:_HEAD_BYTES])
    markup, doubts = decode(data, claim=claim[1].decode("ascii", "replace") if claim else None)
    lifted = lift_pictures(markup)
    page = _parsed(lifted.markup)
    root, skipped = main_content(page)
    metadata = dict[str, str]()
    for key, value in _metadata(page):
        metadata.setdefault(key, value)
    blocks = page_blocks(root, skipped=skipped, pictures=lifted.pictures)
    return Content(
        tuple(blocks),
        tuple(metadata.items()),
        _language(page),
        (*doubts, *lifted.warnings),
        _set_aside(page, blocks),
    )


def html_blocks(fragment: str, *, pictures: Mapping[str, Picture] = NO_PICTURES) -> list[Block]:
    """The blocks of a piece of HTML, all of it that shows; ``pictures`` are those at hand by their address."""
    page = _parsed(fragment)
    hidden = frozenset(id(tag) for tag in tags_in(page) if is_hidden(tag))
    return page_blocks(page, skipped=hidden, pictures=pictures)


def _set_aside(page: BeautifulSoup, content: list[Block]) -> tuple[str, ...]:
    """The lines of the page that are not in its content, each once: header, navigation, sidebar, footer."""
    kept = {line for block in content for line in block.text.split("\n")}
    lines = (line for block in page_blocks(page) for line in block.text.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line and line not in kept))


def _parsed(markup: str) -> BeautifulSoup:
    markup = normalise(markup)
    check_length(markup, limit=MAX_PAGE_CHARACTERS)
    if markup.count("<") > MAX_TAGS:
        raise UnreadableError(f"Die Webseite hat viel zu viele Elemente (mehr als {counted(MAX_TAGS)}).", SAVE_AS)
    with warnings.catch_warnings():
        # Saved XHTML and a file with a bare address in it are what they are; the parser reads both.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(markup, "lxml")


def _metadata(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    title = page.find("title")
    if isinstance(title, Tag):
        yield "page-title", " ".join(tidy(title.get_text()).split())[:_MAX_VALUE]
    for meta in page.find_all("meta"):
        key = next((attribute(meta, name) for name in _META_KEYS if meta.has_attr(name)), "")
        value = " ".join(tidy(attribute(meta, "content")).split())
        if key.strip() and value:
            yield key.strip().lower(), value[:_MAX_VALUE]


def _language(page: BeautifulSoup) -> str | None:
    for tag in page.find_all(["html", "body"]):
        if language := (attribute(tag, "lang") or attribute(tag, "xml:lang")).strip():
            return language
    return None
