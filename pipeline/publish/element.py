"""``press.js``: the custom elements for partners' pages, and the lines that a partner pastes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from pipeline.config import Settings
from pipeline.publish.engine import static_text
from pipeline.publish.fragments import latest_path
from pipeline.publish.group import Group
from pipeline.publish.site import Site
from pipeline.publish.text import one_line
from pipeline.publish.view import Rendition, address, all_languages, fragment_path, page_path
from pipeline.publish.words import catalogue_languages, gettext_for

ELEMENT_PATH = "press.js"
_LINE = Markup('<script src="{script}" async></script><{name} src="{source}"><a href="{link}">{text}</a></{name}>')


def render_element(site: Site, settings: Settings) -> Iterator[Group]:
    """The script, with its words from every catalogue, for partners' pages may be in any language."""
    yield Group(ELEMENT_PATH, site.inputs(), lambda: [(ELEMENT_PATH, _script(settings).encode())])


def _script(settings: Settings) -> str:
    script = static_text(ELEMENT_PATH)
    for name, value in (
        ("WORDS = {}", {language: _said(language) for language in catalogue_languages()}),
        ("LANGUAGES = []", all_languages(settings)),
    ):
        script = script.replace(f"const {name};", f"const {name.partition(' ')[0]} = {json.dumps(value)};")
    return script


def _said(language: str) -> dict[str, str]:
    _ = gettext_for(language)
    return {
        "open": _("Open the press release"),
        "failed": _("The press releases cannot be reached at the moment."),
        # Translators: {language} is a language's name as a list of languages has it (“German”), not inflected
        "only": _("Only available in {language}."),
    }


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
    _ = gettext_for(language)
    source = address(latest_path(language), language, settings)
    return str(
        _LINE.format(
            script=address(ELEMENT_PATH, language, settings),
            name="press-list",
            source=source,
            link=source,
            text=_("Latest press releases"),
        )
    )
