"""``index.html``: all that is published, for the officer to look at after a run.

The output folder is public, and this page with it: of releases that are withheld or failed it may know only how
many there are and until when they wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from pipeline.config import Settings
from pipeline.model import Catalogue, Person, Publication, Status
from pipeline.publish.columns import Column, Note, columns, general_notes
from pipeline.publish.element import latest_line, release_line
from pipeline.publish.embeds import frame
from pipeline.publish.engine import fill, static_text
from pipeline.publish.entities import ENTITIES_PATH
from pipeline.publish.feeds import OPML_PATH, discoverable
from pipeline.publish.fragments import latest_path
from pipeline.publish.markup import contact_lines, plain
from pipeline.publish.media import Medium, media
from pipeline.publish.syndication import GENERATOR
from pipeline.publish.text import one_line, safe_href, shortened
from pipeline.publish.view import (
    Rendition,
    address,
    all_languages,
    feed_path,
    fragment_path,
    local,
    renditions,
    shown_date,
    site_name,
)
from pipeline.publish.words import BADGES, direction, german_name, german_time, readable_date

PREVIEW_PATH = "index.html"
_QUOTE_CHARACTERS = 90
_LABEL_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Embed:
    """What a partner's web master needs to show one rendition."""

    name: str
    line: str
    frame: str
    fragment_address: str


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A press contact in the language in which it is written."""

    title: str
    language: str
    direction: str
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One release as the preview shows it."""

    publication: Publication
    label: str
    year: str
    date_iso: str
    date_text: str
    published: str
    updated: str | None
    notes: tuple[Note, ...]
    doubts: int
    columns: tuple[Column, ...]
    people: tuple[tuple[str, str, str | None], ...]
    organisations: tuple[tuple[str, str | None, str | None], ...]
    places: tuple[str, ...]
    quotes: tuple[tuple[str, str | None], ...]
    contacts: tuple[ContactCard, ...]
    links: tuple[tuple[Markup, str | None], ...]
    embeds: tuple[Embed, ...]
    media: tuple[Medium, ...]


def render_preview(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """The one page, complete in itself: no script, no file beside it."""
    entries = [_entry(publication, settings) for publication in catalogue.publications]
    newest = max((publication.updated for publication in catalogue.publications), default=None)
    page = fill(
        "index.html",
        style=Markup(static_text("preview.css")),
        generator=GENERATOR,
        site=site_name(settings.languages.source, settings),
        publisher=one_line(settings.site.publisher),
        last_change=german_time(local(newest, settings)) if newest else None,
        counts=_counts(entries),
        withheld=_withheld(catalogue, settings),
        withheld_count=len(catalogue.withheld),
        failed_count=len(catalogue.failures),
        feeds=[
            {
                "name": german_name(language),
                "language": language,
                "path": feed_path(language),
                "formats": discoverable(language, settings),
                "address": address(feed_path(language), language, settings),
                "latest": address(latest_path(language), language, settings),
                "line": latest_line(language, settings),
            }
            for language in all_languages(settings)
        ],
        entities=ENTITIES_PATH,
        opml=OPML_PATH,
        years=[(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.year)],
        entries=entries,
    )
    return {PREVIEW_PATH: page.encode()}


def _entry(publication: Publication, settings: Settings) -> Entry:
    release = publication.release
    shown = renditions(publication, settings)
    date = shown_date(publication, settings)
    changed = publication.updated != publication.published
    return Entry(
        publication=publication,
        label=shortened(release.headline, _LABEL_CHARACTERS),
        year=str(local(publication.published, settings).year),
        date_iso=date,
        date_text=readable_date(date, "de"),
        published=german_time(local(publication.published, settings)),
        updated=german_time(local(publication.updated, settings)) if changed else None,
        notes=general_notes(release.warnings, len(release.paragraphs)),
        doubts=len(release.warnings) + sum(len(edition.warnings) for edition in publication.editions),
        columns=columns(publication, settings),
        people=tuple(map(_person, release.people)),
        organisations=tuple((item.name, item.acronym, safe_href(item.url)) for item in release.organisations),
        places=tuple(dict.fromkeys(one_line(place.name) for place in release.places)),
        quotes=tuple((shortened(quote.text, _QUOTE_CHARACTERS), quote.speaker) for quote in release.quotes),
        contacts=tuple(_contacts(shown)),
        links=tuple((plain(link.text), safe_href(link.href)) for link in release.links),
        embeds=tuple(
            Embed(
                name=german_name(rendition.language),
                line=release_line(rendition, settings),
                frame=frame(rendition, settings, width="100%"),
                fragment_address=address(fragment_path(rendition), rendition.language, settings),
            )
            for rendition in shown
        ),
        media=media(publication),
    )


def _contacts(shown: Iterable[Rendition]) -> Iterator[ContactCard]:
    """The release's own contact and those that a person gives in her edition."""
    for rendition in shown:
        lines = contact_lines(rendition.own_contact) if rendition.own_contact else ()
        if lines:
            title = f"Pressekontakt, {german_name(rendition.language)}" if rendition.edition else "Pressekontakt"
            yield ContactCard(title, rendition.language, direction(rendition.language), lines)


def _person(person: Person) -> tuple[str, str, str | None]:
    """The name with titles, what the text says of the person, and the address that is entered for them."""
    name = " ".join(part for part in (person.titles, person.name) if part)
    about = ", ".join(part for part in (person.role, person.organisation) if part)
    return one_line(name), one_line(about), safe_href(person.url)


def _counts(entries: list[Entry]) -> list[tuple[int, str]]:
    """The figures at the top, without those that would be an idle zero."""
    doubts = sum(entry.doubts for entry in entries)
    shown = [
        (len(entries), "Meldung" if len(entries) == 1 else "Meldungen"),
        (_with_status(entries, Status.APPROVED), "freigegeben"),
        (_with_status(entries, Status.DRAFT), "im Entwurf"),
        (_with_status(entries, Status.OUTDATED), "veraltet"),
        (_with_status(entries, Status.PENDING), "ohne Übersetzung"),
        (doubts, "Hinweis" if doubts == 1 else "Hinweise"),
    ]
    return [shown[0], *((count, label) for count, label in shown[1:] if count)]


def _with_status(entries: list[Entry], status: Status) -> int:
    return sum(column.badge is BADGES[status] for entry in entries for column in entry.columns)


def _withheld(catalogue: Catalogue, settings: Settings) -> list[str]:
    """Until when how many releases wait; nothing else of them may be seen."""
    moments = Counter(item.until for item in catalogue.withheld)
    dated = sorted(moment for moment in moments if moment is not None)
    lines = [f"{_releases(moments[moment])} bis {german_time(local(moment, settings))}" for moment in dated]
    if moments[None]:
        lines.append(f"{_releases(moments[None])} mit einer Sperrfrist, die sich nicht lesen lässt")
    return lines


def _releases(count: int) -> str:
    return "eine Meldung" if count == 1 else f"{count} Meldungen"
