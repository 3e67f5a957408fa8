"""Which part of a web page is its content: noise is set aside, then the element that holds the text.

Nothing is thrown away for its name alone: an element that holds most of the page's prose, the page's
``<main>`` or its first heading stays, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bs4 import Tag

from pipeline.read.page_tree import attribute, font_size, is_hidden, name_words, tags_in, weigh
from pipeline.read.page_words import CONSENT, CONTENT, COPYRIGHT, FOOTER, NOISE, PAIRS, TEASER

# The one figure that a logo may have; any other may be a date.
_FOUNDED = re.compile(r"\b(?:seit|since|gegründet|est\.?)\s+\d{4}\b", re.IGNORECASE)
_NOISE_ELEMENTS = frozenset({"nav", "aside", "form", "dialog", "menu"})
_NOISE_ROLES = frozenset({"navigation", "search", "complementary", "contentinfo", "dialog", "alertdialog"})
_ROOMS = frozenset({"main", "article"})
# A class name says what a box is for; a paragraph of text without links is text whatever it says.
_TEXT_ELEMENTS = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
# Inside these, an <h1> is the heading of a page part, not of the page.
_PARTS = frozenset({"nav", "aside", "footer", "dialog"})

_MOST = 0.5
_NEARLY_ALL = 0.8
_DOMINANT = 0.65
_MIN_HEADING = 20
_MAX_LOGO = 40
_INLINE = frozenset({"p", "font", "span", "b", "strong", "i", "em", "a"})


def main_content(page: Tag) -> tuple[Tag, frozenset[int]]:
    """The element that holds the content, and the ``id()`` of the elements in it that are noise."""
    skipped: set[int] = set()
    _skip_consent(page, skipped)
    _skip_noise(page, skipped)
    prose, linked = weigh(page, skipped=skipped)
    root = _semantic_root(page, prose, skipped) or _dense_root(page, prose, linked, skipped)
    return root, frozenset(skipped)


def _first_heading(page: Tag, skipped: set[int]) -> Tag | None:
    """The page's first ``<h1>`` that is no linked logo and belongs to no dialogue or side box."""
    for tag in tags_in(page, skipped=skipped):
        if tag.name == "h1" and not _is_linked(tag) and not any(_is_part(up) for up in tag.parents):
            return tag
    return None


def _is_part(tag: Tag) -> bool:
    return tag.name in _PARTS or (tag.name != "body" and _asks_for_consent(tag))


def _landmarks(page: Tag, skipped: set[int]) -> list[Tag]:
    heading = _first_heading(page, skipped)
    mains = [tag for tag in tags_in(page, skipped=skipped) if _is_main(tag)]
    return [*mains, heading] if heading else mains


def _with_ancestors(tags: list[Tag]) -> set[int]:
    return {id(up) for tag in tags for up in (tag, *tag.parents)}


def _is_main(tag: Tag) -> bool:
    return tag.name == "main" or attribute(tag, "role") == "main"


def _is_linked(heading: Tag) -> bool:
    link = heading.find_parent("a") or heading.find("a")
    return isinstance(link, Tag) and len(link.get_text(strip=True)) >= len(heading.get_text(strip=True))


def _skip_consent(page: Tag, skipped: set[int]) -> None:
    """Consent texts are often longer than the release, so they go before anything is weighed."""
    keep = _with_ancestors(_landmarks(page, skipped))
    prose, _ = weigh(page, skipped=skipped)
    limit = _NEARLY_ALL * prose[id(page)]
    for tag in tags_in(page, skipped=skipped):
        spared = tag.name == "body" or id(tag) in keep or prose[id(tag)] > limit
        if _asks_for_consent(tag) and not spared:
            skipped.add(id(tag))


def _asks_for_consent(tag: Tag) -> bool:
    return "dialog" in attribute(tag, "role") or not CONSENT.isdisjoint(name_words(tag))


def _skip_noise(page: Tag, skipped: set[int]) -> None:
    keep = _with_ancestors(_landmarks(page, skipped))
    prose, linked = weigh(page, skipped=skipped)
    limit = _MOST * prose[id(page)]
    for tag in tags_in(page, skipped=skipped):
        spared = tag.name == "body" or id(tag) in keep or prose[id(tag)] > limit
        if not spared and (_is_noise(tag, linked) or _is_site_header(tag, prose, linked)):
            skipped.add(id(tag))


def _is_noise(tag: Tag, linked: dict[int, int]) -> bool:
    if tag.name in _NOISE_ELEMENTS or attribute(tag, "role") in _NOISE_ROLES or is_hidden(tag):
        return True
    words = name_words(tag)
    pairs = list(pairwise(words))
    is_linked = linked[id(tag)] > 0
    if not PAIRS.isdisjoint(pairs):
        return True
    if tag.name in _TEXT_ELEMENTS and not is_linked:
        return False
    if not NOISE.isdisjoint([*words, *map("".join, pairs)]):
        return True
    if is_linked and not TEASER.isdisjoint(words):
        return True
    is_footer = tag.name == "footer" or not FOOTER.isdisjoint(words)
    return is_footer and not any(up.name in _ROOMS for up in tag.parents)


def _is_site_header(tag: Tag, prose: dict[int, int], linked: dict[int, int]) -> bool:
    return tag.name == "header" and (tag.find("nav") is not None or linked[id(tag)] > prose[id(tag)])


def _semantic_root(page: Tag, prose: dict[int, int], skipped: set[int]) -> Tag | None:
    """The article, main or content element with the most prose, widened until it holds the page's heading."""
    total = prose[id(page)]
    rooms = [tag for tag in tags_in(page, skipped=skipped) if tag.name in _ROOMS or _is_main(tag)]
    bodies = [
        tag
        for tag in tags_in(page, skipped=skipped)
        if "articleBody" in attribute(tag, "itemprop") or not CONTENT.isdisjoint(name_words(tag))
    ]
    for candidates, share in ((rooms, 0.3), (bodies, _MOST)):
        rich = [tag for tag in candidates if tag.name != "body" and prose[id(tag)] > share * total]
        if rich:
            outer = max(rich, key=lambda tag: prose[id(tag)])  # the first of equals is the outermost
            return _widened(_inner_article(outer, rich, prose) or outer, page, skipped)
    return None


def _inner_article(outer: Tag, candidates: list[Tag], prose: dict[int, int]) -> Tag | None:
    """An article in ``outer`` that holds nearly all of its prose."""
    enough = _NEARLY_ALL * prose[id(outer)]
    articles = (tag for tag in candidates if tag.name == "article" and prose[id(tag)] >= enough)
    return next((tag for tag in articles if any(up is outer for up in tag.parents)), None)


def _widened(root: Tag, page: Tag, skipped: set[int]) -> Tag:
    heading = _first_heading(page, skipped)
    if heading is None:
        return root
    ancestors = {id(up) for up in (heading, *heading.parents)}
    return next((tag for tag in (root, *root.parents) if id(tag) in ancestors), root)


def _dense_root(page: Tag, prose: dict[int, int], linked: dict[int, int], skipped: set[int]) -> Tag:
    """Follow the child that dominates its siblings' prose, as long as nothing of worth stays behind.

    A column of a layout table is parted from its neighbours for sure. Any other child must hold the
    heading, and what stands around it must look like a page's furniture.
    """
    headings = _best_headings(page, prose, skipped)
    holders = _with_ancestors(headings)
    root = page
    while True:
        children = [tag for tag in root.children if isinstance(tag, Tag) and prose.get(id(tag), 0)]
        child = max(children, key=lambda tag: prose[id(tag)], default=None)
        if child is None or child.name in _INLINE or prose[id(child)] < _DOMINANT * prose[id(root)]:
            return root
        is_alone = prose[id(child)] == prose[id(root)]
        is_column = root.name == "tr" and (id(child) in holders or not headings)
        others = [tag for tag in children if tag is not child]
        is_self_contained = id(child) in holders and all(_is_furniture(tag, prose, linked) for tag in others)
        if not (is_alone or is_column or is_self_contained):
            return root
        root = child


def _is_furniture(tag: Tag, prose: dict[int, int], linked: dict[int, int]) -> bool:
    """Whether the text beside the content is a logo, a row of links or a copyright line."""
    if linked[id(tag)] > prose[id(tag)]:
        return True
    text = " ".join(tag.get_text(" ").split())
    if COPYRIGHT.search(text):
        return True
    plain = _FOUNDED.sub("", text)
    return len(text) <= _MAX_LOGO and not any(character.isdigit() for character in plain)


def _best_headings(page: Tag, prose: dict[int, int], skipped: set[int]) -> list[Tag]:
    ranked: dict[int, list[Tag]] = {}
    for tag, rank in _headings(page, skipped):
        if prose.get(id(tag), 0) >= _MIN_HEADING:
            ranked.setdefault(rank, []).append(tag)
    return ranked[min(ranked)] if ranked else []


def _headings(page: Tag, skipped: set[int]) -> Iterator[tuple[Tag, int]]:
    for tag in tags_in(page, skipped=skipped):
        if tag.name in ("h1", "h2", "h3"):
            yield tag, int(tag.name[1])
        elif tag.name == "font" and (size := font_size(tag)) >= 4:
            yield tag, 2 if size >= 5 else 3
