"""``press.js``: the custom elements for partners' pages, and the lines that a partner pastes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pipeline.config import Settings
from pipeline.publish.engine import static_text
from pipeline.publish.fragments import latest_path
from pipeline.publish.site import Group, Site
from pipeline.publish.text import one_line
from pipeline.publish.view import Rendition, address, fragment_path, page_path
from pipeline.publish.words import words_for

ELEMENT_PATH = "press.js"
_LINE = Markup('<script src="{script}" async></script><{name} src="{source}"><a href="{link}">{text}</a></{name}>')


def render_element(site: Site, _settings: Settings) -> Iterator[Group]:
    """The script as it is."""
    yield Group(ELEMENT_PATH, site.inputs(), lambda: [(ELEMENT_PATH, static_text(ELEMENT_PATH).encode())])


def release_line(rendition: Rendition, settings: Settings) -> str:
    """The line that shows a rendition on another page, and a link to it where no script runs."""
    language = rendition.language
    return str(
        _LINE.format(
            script=address(ELEMENT_PATH, language, settings),
            name="press-release",
            source=address(fragment_path(rendition), language, settings),
            link=address(page_path(rendition), language, settings),
            text=one_line(rendition.headline),
        )
    )


def latest_line(language: str, settings: Settings) -> str:
    """The line that shows the newest releases on another page."""
    source = address(latest_path(language), language, settings)
    return str(
        _LINE.format(
            script=address(ELEMENT_PATH, language, settings),
            name="press-list",
            source=source,
            link=source,
            text=words_for(language).latest,
        )
    )
