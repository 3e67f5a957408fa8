"""``fragments/``: articles and lists for other people's pages, to be included as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.publish.article import article
from pipeline.publish.engine import fill
from pipeline.publish.group import Files, Group
from pipeline.publish.languages import direction, readable_date
from pipeline.publish.lists import Kind, Listing
from pipeline.publish.markup import plain
from pipeline.publish.sanitise import fragment_html
from pipeline.publish.site import Site
from pipeline.publish.view import (
    Rendition,
    address,
    fragment_path,
    in_language,
    page_path,
    renditions,
    shown_date,
)
from pipeline.publish.words import apart, gettext_for
from pipeline.summary import Summary


def latest_path(language: str) -> str:
    """The path of the list of a language's newest releases."""
    return f"fragments/latest.{language}.html"


def list_path(listing: Listing) -> str:
    """The path of a list: ``fragments/latest.de.html``, ``fragments/topic/photonik.de.html``."""
    if listing.kind is Kind.LATEST:
        return latest_path(listing.language)
    return f"fragments/{listing.kind.value}/{listing.slug}.{listing.language}.html"


def render_fragments(publication: Publication, settings: Settings) -> Files:
    """One fragment a language."""
    level = settings.publish.heading_level
    for rendition in renditions(publication, settings):
        yield fragment_path(rendition), article(rendition, settings, heading_level=level).encode()


def render_lists(site: Site, settings: Settings) -> Iterator[Group]:
    """One fragment a list and language: the newest, by topic, organisation and person."""
    for listings in site.listings.values():
        for listing in listings:
            path = list_path(listing)
            members = listing.members[: settings.publish.feed_length]
            yield Group(
                path, site.inputs(listing.title, of=members), partial(_files, path, listing, members, site, settings)
            )


def _files(path: str, listing: Listing, members: Sequence[Summary], site: Site, settings: Settings) -> Files:
    shown = in_language(map(site.full, members), listing.language, settings)
    yield path, _list(listing, shown, settings).encode()


def _list(listing: Listing, shown: Iterable[Rendition], settings: Settings) -> str:
    language = listing.language
    return fragment_html(
        fill(
            "list.html",
            language=language,
            direction=direction(language),
            _=gettext_for(language),
            apart=apart(language),
            level=settings.publish.heading_level,
            entries=[
                {
                    "language": rendition.language,
                    "direction": direction(rendition.language),
                    "kicker": plain(rendition.kicker) if rendition.kicker else None,
                    "headline": plain(rendition.headline),
                    "notices": [plain(notice) for notice in rendition.notices],
                    "notices_apart": apart(rendition.language),
                    "lead": plain(rendition.lead),
                    "date_iso": (date := shown_date(rendition.publication, settings)),
                    "date_text": readable_date(date, language),
                    "address": address(page_path(rendition), language, settings),
                }
                for rendition in shown
            ],
        )
    )
