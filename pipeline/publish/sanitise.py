"""The last gate: HTML that leaves for other people's sites, cut down to a short list of elements."""

from __future__ import annotations

import nh3

CLASS_PREFIX = "press-"

_ELEMENTS = {
    *("a", "address", "article", "blockquote", "br", "data", "div", "figcaption", "figure", "footer", "header"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "img", "li", "p", "section", "span", "time", "ul"),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LANGUAGE = {"lang", "dir"}
_ITEM = {"itemprop", "itemscope", "itemtype"}
_FRAGMENT_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "address": _LANGUAGE,
    "article": {*_LANGUAGE, *_ITEM},
    "blockquote": {"cite"},
    "data": {"value", "itemprop"},
    "div": {"itemprop"},
    **{f"h{level}": {*_LANGUAGE, "itemprop"} for level in range(1, 7)},
    "img": {"src", "alt", "loading", "itemprop"},
    "p": _LANGUAGE,
    "section": _LANGUAGE,
    "span": {*_LANGUAGE, *_ITEM},
    "time": {"datetime", "itemprop"},
    "ul": _LANGUAGE,
}
# Feed readers drop most attributes, and the feed validator warns of those it does not know.
_FEED_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "time": {"datetime"}}
_FEED_ELEMENTS = _ELEMENTS - {"article", "data", "header", "footer"}


def _only_our_classes(_element: str, attribute: str, value: str) -> str | None:
    if attribute != "class":
        return value
    return " ".join(name for name in value.split() if name.startswith(CLASS_PREFIX)) or None


_FRAGMENT_CLEANER = nh3.Cleaner(
    tags=_ELEMENTS,
    attributes=_FRAGMENT_ATTRIBUTES,
    attribute_filter=_only_our_classes,
    link_rel="noopener",
    url_schemes=_SCHEMES,
    url_relative="deny",
)
_FEED_CLEANER = nh3.Cleaner(
    tags=_FEED_ELEMENTS,
    attributes=_FEED_ATTRIBUTES,
    link_rel=None,
    url_schemes=_SCHEMES,
    url_relative="deny",
)


def fragment_html(html: str) -> str:
    """The HTML with nothing but the elements and attributes that our fragments use."""
    return _FRAGMENT_CLEANER.clean(html)


def feed_html(html: str) -> str:
    """The HTML for ``content:encoded``: without classes, microdata and sectioning elements."""
    return _FEED_CLEANER.clean(html)
