"""``fragments/``: articles and lists for other people's pages, to be included as they are."""

from __future__ import annotations

from pipeline.config import Settings
from pipeline.model import Catalogue
from pipeline.publish.article import article
from pipeline.publish.engine import fill
from pipeline.publish.markup import plain
from pipeline.publish.sanitise import fragment_html
from pipeline.publish.view import (
    Rendition,
    address,
    all_languages,
    fragment_path,
    in_language,
    page_path,
    renditions,
    shown_date,
)
from pipeline.publish.words import direction, readable_date, words_for


def latest_path(language: str) -> str:
    """The path of a language's list within the output folder."""
    return f"fragments/latest.{language}.html"


def render_fragments(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """One fragment a release and language, and one list of the newest a language."""
    files = {
        fragment_path(rendition): article(rendition, settings, heading_level=settings.publish.heading_level).encode()
        for publication in catalogue.publications
        for rendition in renditions(publication, settings)
    }
    for language in all_languages(settings):
        newest = in_language(catalogue.publications, language, settings)[: settings.publish.feed_length]
        files[latest_path(language)] = _latest(newest, language, settings).encode()
    return files


def _latest(newest: list[Rendition], language: str, settings: Settings) -> str:
    return fragment_html(
        fill(
            "latest.html",
            language=language,
            direction=direction(language),
            words=words_for(language),
            entries=[
                {
                    "language": rendition.language,
                    "direction": direction(rendition.language),
                    "kicker": plain(rendition.kicker) if rendition.kicker else None,
                    "headline": plain(rendition.headline),
                    "lead": plain(rendition.description),
                    "date_iso": (date := shown_date(rendition.publication, settings)),
                    "date_text": readable_date(date, language),
                    "address": address(page_path(rendition), language, settings),
                }
                for rendition in newest
            ],
        )
    )
