"""``oembed/``: what editors and content systems ask for when somebody pastes a page's address (https://oembed.com)."""

from __future__ import annotations

import json

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.publish.embeds import FRAME_HEIGHT_PX, frame
from pipeline.publish.group import Files
from pipeline.publish.text import one_line
from pipeline.publish.view import Rendition, address, page_path, renditions, site_name

_WIDTH_PX = 640
_CACHE_AGE_S = 3600


def oembed_path(rendition: Rendition) -> str:
    """The path of a rendition's oEmbed answer within the output folder."""
    return f"oembed/{rendition.publication.slug}.{rendition.language}.json"


def render_oembed(publication: Publication, settings: Settings) -> Files:
    """One answer of the type ``rich`` a language; pages name theirs in a ``<link>``."""
    for rendition in renditions(publication, settings):
        yield oembed_path(rendition), _answer(rendition, settings)


def _answer(rendition: Rendition, settings: Settings) -> bytes:
    language = rendition.language
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": one_line(rendition.headline),
        "author_name": one_line(settings.site.publisher),
        "author_url": address(page_path(rendition), language, settings),
        "provider_name": site_name(language, settings),
        "provider_url": address("", language, settings),
        "cache_age": _CACHE_AGE_S,
        "html": frame(rendition, settings, width=str(_WIDTH_PX)),
        "width": _WIDTH_PX,
        "height": FRAME_HEIGHT_PX,
    }
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()
