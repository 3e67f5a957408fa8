"""In which order files come and go, so that no reader is ever led to one that is not there."""

from __future__ import annotations

import re

# From what links to nothing to what links to all. Whatever no line names stands with the fragments.
_RANKS = (
    re.compile(r"media/|[^/]+\.(css|js)\Z"),
    re.compile(r"(pages|embed)/"),
    re.compile(r"(fragments/(?!latest\.|\w+/)|oembed/|data/(?!(index|entities)\.json\Z)|ninjs/)"),
    re.compile(r"feeds/archive/"),
    re.compile(r"(fragments/|data/|feeds/(?!press\.opml\Z))"),
    re.compile(r"(sitemap[^/]*\.xml|robots\.txt|feeds/press\.opml)\Z"),
    re.compile(r"preview/.*\.html\Z"),
    re.compile(r"preview/"),
    re.compile(r"index\.html\Z"),
)
_ANY_OTHER = 2
# An archive of a feed leads to the one before it.
_NUMBERED = re.compile(r"feeds/archive/.*-(\d+)\.\w+\Z", re.ASCII)


def rank(path: str) -> int:
    """How far up the chain of links a file stands: a greater number links to lesser ones."""
    return next((number for number, pattern in enumerate(_RANKS) if pattern.match(path)), _ANY_OTHER)


def arrival(path: str, *, new: bool) -> tuple[bool, int, int, str]:
    """The sort key for writing: new files before those that change, and what is linked to before what links.

    A page that a reader can reach already may come to link to any new file – its new edition, a new feed – and
    nothing reaches a new file before the lists and feeds that name it are there.
    """
    return (not new, rank(path), _number(path), path)


def departure(path: str) -> tuple[int, int, str]:
    """The sort key for removing: what links before what it links to."""
    return (-rank(path), -_number(path), path)


def _number(path: str) -> int:
    found = _NUMBERED.match(path)
    return int(found[1]) if found else 0
