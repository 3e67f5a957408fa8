"""The table of outputs, and the one function that runs through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from pipeline.config import Settings
from pipeline.model import Catalogue
from pipeline.publish.data import render_data
from pipeline.publish.element import render_element
from pipeline.publish.embeds import render_embeds
from pipeline.publish.feeds import render_feeds
from pipeline.publish.fragments import render_fragments
from pipeline.publish.media import render_media
from pipeline.publish.oembed import render_oembed
from pipeline.publish.pages import render_pages, render_style
from pipeline.publish.preview import render_preview
from pipeline.publish.view import prepared

Renderer = Callable[[Catalogue, Settings], dict[str, bytes]]

# A new output is a module with such a function and one line here.
OUTPUTS: dict[str, Renderer] = {
    "media": render_media,
    "fragments": render_fragments,
    "pages": render_pages,
    "embeds": render_embeds,
    "oembed": render_oembed,
    "data": render_data,
    "style": render_style,
    "element": render_element,
    "feeds": render_feeds,
    "preview": render_preview,
}

# Names that lists of ours have taken: no release may be called so.
RESERVED_SLUGS = frozenset({"index", "latest"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def render(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """All files of the output folder: relative path (with ``/``) to content.

    The same catalogue and settings give the same bytes. Of what is withheld or failed only numbers and dates
    appear.

    Raises:
        ValueError: a slug is unusable, reserved or given twice, or two outputs claim the same path.
    """
    _check_slugs([publication.slug for publication in catalogue.publications])
    visible = prepared(catalogue, settings)
    files: dict[str, bytes] = {}
    for name, renderer in OUTPUTS.items():
        made = renderer(visible, settings)
        if taken := sorted(files.keys() & made.keys()):
            raise ValueError(f"output {name!r} writes a path that another output has written: {taken}")
        files.update(made)
    return files


def _check_slugs(slugs: list[str]) -> None:
    for slug in slugs:
        if not _SLUG.match(slug) or slug in RESERVED_SLUGS:
            raise ValueError(f"no usable slug: {slug!r}")
    if twice := sorted(slug for slug, count in Counter(slugs).items() if count > 1):
        raise ValueError(f"slugs given twice: {twice}")
