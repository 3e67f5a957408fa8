"""The table of outputs, and the one function that runs through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Settings
from pipeline.publish.data import render_data, render_index
from pipeline.publish.element import render_element
from pipeline.publish.embeds import render_embeds
from pipeline.publish.entities import render_entities
from pipeline.publish.feeds import render_feeds
from pipeline.publish.fragments import render_fragments, render_lists
from pipeline.publish.group import Files, Group
from pipeline.publish.media import render_media
from pipeline.publish.ninjs import render_ninjs
from pipeline.publish.oembed import render_oembed
from pipeline.publish.pages import render_pages, render_style
from pipeline.publish.preview import render_preview
from pipeline.publish.site import Site, site_of
from pipeline.publish.sitemap import render_sitemap
from pipeline.publish.tombstones import render_tombstones
from pipeline.summary import Summary

# What a release alone makes, and what all of them together make.
ReleaseRenderer = Callable[[Publication, Settings], Files]
SiteRenderer = Callable[[Site, Settings], Iterable[Group]]

# A new output is a module with such a function and one line here.
RELEASE_OUTPUTS: Mapping[str, ReleaseRenderer] = {
    "media": render_media,
    "fragments": render_fragments,
    "pages": render_pages,
    "embeds": render_embeds,
    "oembed": render_oembed,
    "data": render_data,
    "ninjs": render_ninjs,
}
SITE_OUTPUTS: Mapping[str, SiteRenderer] = {
    "tombstones": render_tombstones,
    "index": render_index,
    "entities": render_entities,
    "style": render_style,
    "element": render_element,
    "lists": render_lists,
    "feeds": render_feeds,
    "sitemap": render_sitemap,
    "preview": render_preview,
}

# Names that lists of ours have taken: no release may be called so.
RESERVED_SLUGS = frozenset({"entities", "index", "latest"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def render(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """All files of the output folder at once; see :func:`groups`.

    Raises:
        ValueError: a slug is unusable, or two outputs claim the same path.
    """
    files: dict[str, bytes] = {}
    for group in groups(site_of(catalogue, settings), settings):
        for path, content in group.make():
            if path in files:
                raise ValueError(f"{group.key!r} writes a path that another group has written: {path!r}")
            files[path] = content
    return files


def groups(site: Site, settings: Settings) -> Iterator[Group]:
    """The files of the output folder in groups, a group a release first.

    The same catalogue and settings give the same bytes. Of what is withheld or failed only numbers and dates
    appear.

    Raises:
        ValueError: a slug is unusable, reserved or given twice.
    """
    _check_slugs([*(item.slug for item in site.publications), *(item.slug for item in site.withdrawn)])
    for publication in site.publications:
        inputs = site.inputs(of=[publication])
        yield Group(f"release/{publication.slug}", inputs, partial(_release, publication, site, settings))
    for renderer in SITE_OUTPUTS.values():
        yield from renderer(site, settings)


def _release(publication: Summary, site: Site, settings: Settings) -> Files:
    whole = site.full(publication)
    for renderer in RELEASE_OUTPUTS.values():
        yield from renderer(whole, settings)


def _check_slugs(slugs: list[str]) -> None:
    for slug in slugs:
        if not _SLUG.match(slug) or slug in RESERVED_SLUGS:
            raise ValueError(f"no usable slug: {slug!r}")
    if twice := sorted(slug for slug, count in Counter(slugs).items() if count > 1):
        raise ValueError(f"slugs given twice: {twice}")
