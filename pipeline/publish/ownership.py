"""Knowing a file of our own making by its content, for the day when the manifest is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.publish.syndication import GENERATOR

# By path: what every file that we ever wrote there has near its beginning.
_SIGNS: tuple[tuple[re.Pattern[str], Callable[[bytes], bool]], ...] = (
    (re.compile(r"fragments/(latest\.|\w+/)"), lambda head: head.startswith(b'<section class="press-latest"')),
    (re.compile(r"fragments/"), lambda head: head.startswith(b'<article class="press-release"')),
    (
        re.compile(r"((pages|embed)/|preview/.*\.html\Z|index\.html\Z)"),
        lambda head: f'<meta name="generator" content="{GENERATOR}">'.encode() in head,
    ),
    (re.compile(r"feeds/press\.opml\Z"), lambda head: f"<!-- {GENERATOR} -->\n<opml ".encode() in head),
    (re.compile(r"feeds/.*\.json\Z"), lambda head: f'"generator": "{GENERATOR}"'.encode() in head),
    (re.compile(r"feeds/"), lambda head: f"<generator>{GENERATOR}</generator>".encode() in head),
    (
        re.compile(r"data/(index|entities)\.json\Z"),
        lambda head: head == b"[]\n" or head.startswith((b'[\n{"id": ', b'[\n  {\n    "id": ')),
    ),
    (re.compile(r"data/"), lambda head: head.startswith(b'{\n  "schema": 1,\n  "id": ')),
    (re.compile(r"ninjs/"), lambda head: b'"standard":{"name":"ninjs",' in head),
    (re.compile(r"oembed/"), lambda head: head.startswith(b'{\n  "version": "1.0",\n  "type": "rich",\n  "title": ')),
    (re.compile(r"sitemap"), lambda head: f"<!-- {GENERATOR} -->".encode() in head),
    (
        re.compile(r"((press|preview)\.(css|js)|preview/titles\.js)\Z"),
        lambda head: head.startswith(b"/* The press desk"),
    ),
)
_HEAD_BYTES = 16384


def looks_like_ours(path: str, content: bytes) -> bool:
    """Whether the content found at an output path is what one of our renderers writes there."""
    head = content[:_HEAD_BYTES]
    return any(has_sign(head) for pattern, has_sign in _SIGNS if pattern.match(path))
