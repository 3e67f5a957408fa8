"""One release as the preview shows it: the texts beside each other, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.model import Person, Status
from pipeline.publish.addresses import Addresses, ListLink
from pipeline.publish.columns import Column, Note, columns, general_notes
from pipeline.publish.element import release_line
from pipeline.publish.embeds import frame
from pipeline.publish.german import BADGES, Badge, german_time
from pipeline.publish.languages import direction, german_name, readable_date
from pipeline.publish.lists import Kind
from pipeline.publish.markup import contact_lines, plain
from pipeline.publish.media import Medium, media
from pipeline.publish.overview import State, doubts, states
from pipeline.publish.text import one_line, safe_href, shortened
from pipeline.publish.view import (
    Rendition,
    address,
    fragment_path,
    local,
    renditions,
    shown_date,
)

_QUOTE_CHARACTERS = 160
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
    place: str
    states: tuple[tuple[str, Badge], ...]
    date_iso: str
    date_text: str
    published: str
    updated: str | None
    notes: tuple[Note, ...]
    doubts: int
    columns: tuple[Column, ...]
    people: tuple[tuple[str, str, str | None, ListLink | None], ...]
    organisations: tuple[tuple[str, str | None, str | None, ListLink | None], ...]
    topics: tuple[tuple[str, ListLink | None], ...]
    places: tuple[str, ...]
    quotes: tuple[tuple[str, str | None], ...]
    contacts: tuple[ContactCard, ...]
    links: tuple[tuple[Markup, str | None], ...]
    embeds: tuple[Embed, ...]
    media: tuple[Medium, ...]


def entry(publication: Publication, where: Addresses, settings: Settings) -> Entry:
    """The release with all that the template needs; links in it are from the output folder."""
    release = publication.release
    shown = renditions(publication, settings)
    date = shown_date(publication, settings)
    changed = publication.updated != publication.published
    return Entry(
        publication=publication,
        label=shortened(release.headline, _LABEL_CHARACTERS),
        place=where.place(publication),
        states=_badges(states(publication, settings)),
        date_iso=date,
        date_text=readable_date(date, "de"),
        published=german_time(local(publication.published, settings)),
        updated=german_time(local(publication.updated, settings)) if changed else None,
        notes=general_notes(release.warnings, len(release.paragraphs)),
        doubts=doubts(publication),
        columns=columns(publication, settings),
        people=tuple(_person(person, where) for person in release.people),
        organisations=tuple(
            (item.name, item.acronym, safe_href(item.url), where.about(Kind.ORGANISATION, item.name))
            for item in release.organisations
        ),
        topics=tuple((topic, where.about(Kind.TOPIC, topic)) for topic in map(one_line, release.tags) if topic),
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


def _badges(found: Iterable[State]) -> tuple[tuple[str, Badge], ...]:
    """A badge a status with the names of all languages that have it."""
    names: dict[Status, list[str]] = {}
    for state in found:
        names.setdefault(state.status, []).append(german_name(state.language))
    return tuple((", ".join(languages), BADGES[status]) for status, languages in names.items())


def _contacts(shown: Iterable[Rendition]) -> Iterator[ContactCard]:
    """The release's own contact and those that a person gives in her edition."""
    for rendition in shown:
        lines = contact_lines(rendition.own_contact) if rendition.own_contact else ()
        if lines:
            title = f"Pressekontakt, {german_name(rendition.language)}" if rendition.edition else "Pressekontakt"
            yield ContactCard(title, rendition.language, direction(rendition.language), lines)


def _person(person: Person, where: Addresses) -> tuple[str, str, str | None, ListLink | None]:
    """The name with titles, what the text says of the person, the address entered for them, and their list."""
    name = " ".join(part for part in (person.titles, person.name) if part)
    about = ", ".join(part for part in (person.role, person.organisation) if part)
    return one_line(name), one_line(about), safe_href(person.url), where.about(Kind.PERSON, person.name)
