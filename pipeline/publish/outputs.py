"""The table of outputs, and the one function that runs through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.catalogue import Catalogue
from pipeline.config import Settings
from pipeline.publish.data import render_data
from pipeline.publish.element import render_element
from pipeline.publish.embeds import render_embeds
from pipeline.publish.entities import render_entities
from pipeline.publish.feeds import render_feeds
from pipeline.publish.fragments import render_fragments
from pipeline.publish.media import render_media
from pipeline.publish.ninjs import render_ninjs
from pipeline.publish.oembed import render_oembed
from pipeline.publish.pages import render_pages, render_style
from pipeline.publish.preview import render_preview
from pipeline.publish.sitemap import render_sitemap
from pipeline.publish.tombstones import render_tombstones
from pipeline.publish.view import prepared

# Relative path (with „/“) to content: all of an output at once, or one file after the other where there are many.
Renderer = Callable[[Catalogue, Settings], Mapping[str, bytes] | Iterable[tuple[str, bytes]]]

# A new output is a module with such a function and one line here.
OUTPUTS: dict[str, Renderer] = {
    "media": render_media,
    "fragments": render_fragments,
    "pages": render_pages,
    "embeds": render_embeds,
    "oembed": render_oembed,
    "tombstones": render_tombstones,
    "data": render_data,
    "entities": render_entities,
    "ninjs": render_ninjs,
    "style": render_style,
    "element": render_element,
    "feeds": render_feeds,
    "sitemap": render_sitemap,
    "preview": render_preview,
}

# Names that lists of ours have taken: no release may be called so.
RESERVED_SLUGS = frozenset({"entities", "index", "latest"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def render(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """All files of the output folder at once; see :func:`rendered`."""
    return dict(rendered(catalogue, settings))


def rendered(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The files of the output folder one after the other: relative path (with ``/``) and content.

    The same catalogue and settings give the same bytes. Of what is withheld or failed only numbers and dates
    appear.

    Raises:
        ValueError: a slug is unusable, reserved or given twice, or two outputs claim the same path.
    """
    _check_slugs(all_slugs(catalogue))
    visible = prepared(catalogue, settings)
    taken: set[str] = set()
    for name, renderer in OUTPUTS.items():
        made = renderer(visible, settings)
        for path, content in made.items() if isinstance(made, Mapping) else made:
            if path in taken:
                raise ValueError(f"output {name!r} writes a path that another output has written: {path!r}")
            taken.add(path)
            yield path, content


def all_slugs(catalogue: Catalogue) -> list[str]:
    """The slugs of all that is to be seen and of all that was taken back."""
    return [*(item.slug for item in catalogue.publications), *(item.slug for item in catalogue.withdrawn)]


def _check_slugs(slugs: list[str]) -> None:
    for slug in slugs:
        if not _SLUG.match(slug) or slug in RESERVED_SLUGS:
            raise ValueError(f"no usable slug: {slug!r}")
    if twice := sorted(slug for slug, count in Counter(slugs).items() if count > 1):
        raise ValueError(f"slugs given twice: {twice}")
