"""Open Graph and Twitter cards: what other people's programs show where somebody shares a page.

After https://ogp.me/; Twitter's own names only where Open Graph has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Settings
from pipeline.publish.languages import with_country
from pipeline.publish.media import media
from pipeline.publish.pixels import pixel_size
from pipeline.publish.text import one_line, safe_href
from pipeline.publish.view import Rendition, address, page_path, renditions, site_name

# Below this a picture is shown small beside the text (Twitter's smallest large card is 300 by 157 pixels).
_LARGE = (300, 157)


def card(rendition: Rendition, settings: Settings, *, title: str, description: str) -> list[tuple[str, str, str]]:
    """The ``<meta>`` elements of a page: the attribute that names (``property`` or ``name``), the name, the content."""
    return [element for element in _elements(rendition, settings, title, description) if element[2]]


def _elements(rendition: Rendition, settings: Settings, title: str, description: str) -> Iterator[tuple[str, str, str]]:
    publication, language = rendition.publication, rendition.language
    yield "property", "og:type", "article"
    yield "property", "og:title", title
    yield "property", "og:description", description
    yield "property", "og:url", address(page_path(rendition), language, settings)
    yield "property", "og:site_name", site_name(language, settings)
    # Open Graph wants a country with the language (https://ogp.me/#optional).
    yield "property", "og:locale", with_country(language)
    for other in renditions(publication, settings):
        if other.language != language:
            yield "property", "og:locale:alternate", with_country(other.language)
    yield "property", "article:published_time", publication.published.isoformat(timespec="seconds")
    yield "property", "article:modified_time", publication.updated.isoformat(timespec="seconds")
    for tag in publication.release.tags:
        yield "property", "article:tag", one_line(tag)
    yield from _image(rendition, settings)


def _image(rendition: Rendition, settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The first picture, or the publisher's logo where there is none."""
    pictures = media(rendition.publication)
    if not pictures:
        yield "property", "og:image", safe_href(settings.site.logo) or ""
        yield "name", "twitter:card", "summary"
        return
    first = pictures[0]
    size = pixel_size(first.picture.data)
    yield "property", "og:image", address(first.path, rendition.language, settings)
    yield "property", "og:image:type", first.picture.media_type
    if size:
        yield "property", "og:image:width", str(size[0])
        yield "property", "og:image:height", str(size[1])
    yield "property", "og:image:alt", one_line(first.alt)
    large = size is not None and size[0] >= _LARGE[0] and size[1] >= _LARGE[1]
    yield "name", "twitter:card", "summary_large_image" if large else "summary"
