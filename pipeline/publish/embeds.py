"""``embed/``: a bare page a release and language for an ``<iframe>``, where a partner wants no script at all.

Its height is the partner's to choose: only a script could tell it, and a page without one can be trusted unread.
"""

from __future__ import annotations

from markupsafe import Markup

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.publish.article import article
from pipeline.publish.engine import fill
from pipeline.publish.group import Files
from pipeline.publish.languages import direction
from pipeline.publish.syndication import GENERATOR
from pipeline.publish.text import one_line
from pipeline.publish.view import Rendition, address, origin, page_path, renditions, site_name

FRAME_HEIGHT_PX = 720
_FRAME = Markup('<iframe src="{}" title="{}" loading="lazy" width="{}" height="{}"></iframe>')


def embed_path(rendition: Rendition) -> str:
    """The path of a rendition's bare page within the output folder."""
    return embed_of(rendition.publication.slug, rendition.language)


def embed_of(slug: str, language: str) -> str:
    """The path of the bare page that a slug names in a language."""
    return f"embed/{slug}.{language}.html"


def frame(rendition: Rendition, settings: Settings, *, width: str) -> str:
    """The ``<iframe>`` that shows a rendition on another page; ``width`` in pixels or per cent, as HTML has it."""
    page = address(embed_path(rendition), rendition.language, settings)
    return str(_FRAME.format(page, one_line(rendition.headline), width, FRAME_HEIGHT_PX))


def render_embeds(publication: Publication, settings: Settings) -> Files:
    """One bare page a language."""
    for rendition in renditions(publication, settings):
        yield embed_path(rendition), _page(rendition, settings).encode()


def _page(rendition: Rendition, settings: Settings) -> str:
    return embed_page(
        article(rendition, settings, heading_level=1),
        one_line(rendition.headline),
        rendition.language,
        address(page_path(rendition), rendition.language, settings),
        settings,
    )


def embed_page(html: str, title: str, language: str, link: str, settings: Settings) -> str:
    """A bare page around sanitised HTML, with a link to the full page."""
    return fill(
        "embed.html",
        language=language,
        direction=direction(language),
        generator=GENERATOR,
        site=site_name(language, settings),
        pictures_from=origin(language, settings),
        title=title,
        address=link,
        article=Markup(html),
    )
