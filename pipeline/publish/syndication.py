"""Feeds as values, whatever the format: what can be subscribed to, what stands in it and where the rest lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.config import Settings
from pipeline.publish.article import feed_content
from pipeline.publish.lists import Kind, Listing
from pipeline.publish.media import media
from pipeline.publish.site import Site
from pipeline.publish.text import clean, one_line
from pipeline.publish.view import (
    Rendition,
    address,
    in_language,
    page_path,
    renditions,
    site_name,
)
from pipeline.publish.words import gettext_for
from pipeline.summary import Summary

GENERATOR = "press-pipeline"
FOLDER = "feeds/"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture by its public address, with its media type and its length in bytes."""

    address: str
    media_type: str
    length: int


@dataclass(frozen=True, slots=True)
class Translation:
    """The same thing in another language: a BCP 47 tag and an address."""

    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One release in one language. ``title`` and ``summary`` are plain text, never empty; ``html`` is sanitised."""

    id: str
    title: str
    summary: str
    html: str
    address: str
    language: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...]
    pictures: tuple[Enclosure, ...]
    translations: tuple[Translation, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """One document of a feed: the one to subscribe to, or an archive of older entries (RFC 5005, section 4).

    ``stem`` names its files without folder and suffix, ``current`` those of the document to subscribe to,
    ``previous`` those of the next older archive. ``base`` is the address of the output folder. ``members`` are the
    releases in it, without their texts; ``entries`` are empty until :func:`filled`. ``updated`` is
    ``None`` where there are no members. ``hub`` is a WebSub hub's address.
    """

    stem: str
    current: str
    previous: str | None
    base: str
    language: str
    kind: Kind
    title: str
    description: str
    publisher: str
    members: tuple[Summary, ...]
    hub: str | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def is_archive(self) -> bool:
        """Whether this is a document of older entries, to which nobody subscribes."""
        return self.stem != self.current

    @property
    def home(self) -> str:
        """The address of the page that the feed belongs to."""
        return self.base + "index.html"

    @property
    def updated(self) -> datetime | None:
        """When a member last changed."""
        return max((member.updated for member in self.members), default=None)

    def path(self, suffix: str) -> str:
        """The output path in a format."""
        return f"{FOLDER}{self.stem}.{suffix}"

    def address(self, suffix: str) -> str:
        """The public address in a format."""
        return self.base + self.path(suffix)

    def current_address(self, suffix: str) -> str:
        """The public address of the document to subscribe to."""
        return f"{self.base}{FOLDER}{self.current}.{suffix}"

    def previous_address(self, suffix: str) -> str | None:
        """The public address of the next older archive, if there is one."""
        return f"{self.base}{FOLDER}{self.previous}.{suffix}" if self.previous else None


def feeds(site: Site, settings: Settings) -> Iterator[Feed]:
    """Every feed of every language, each followed by its archives from the newest to the oldest, without entries."""
    for listings in site.listings.values():
        for listing in listings:
            yield from _documents(listing, settings)


def filled(feed: Feed, site: Site, settings: Settings, *, made: dict[tuple[str, str], Entry]) -> Feed:
    """The feed with its entries; ``made`` keeps those of a release and language for the other feeds it stands in."""
    for member in feed.members:
        key = member.id, feed.language
        if key not in made:
            (rendition,) = in_language([site.full(member)], feed.language, settings)
            made[key] = _entry(rendition, feed.language, settings)
    return replace(feed, entries=tuple(made[member.id, feed.language] for member in feed.members))


def _documents(listing: Listing, settings: Settings) -> Iterator[Feed]:
    """The newest entries, and everything older in archives that are filled from the oldest entry on.

    So an archive is full when it first appears, and a new release changes none. The newest archive may hold
    entries that the current document still has; RFC 5005 allows for that.
    """
    size = settings.publish.feed_length
    stem = feed_stem(listing.kind, listing.slug, listing.language)
    members = listing.members
    oldest_first = members[::-1]
    count = -(-max(len(members) - size, 0) // size)
    archives = [f"archive/{stem}-{number}" for number in range(1, count + 1)]
    site = site_name(listing.language, settings)
    publisher = one_line(settings.site.publisher) or site

    def document(name: str, previous: str | None, part: tuple[Summary, ...], hub: str | None) -> Feed:
        return Feed(
            stem=name,
            current=stem,
            previous=previous,
            base=settings.site.base_url_for(listing.language),
            language=listing.language,
            kind=listing.kind,
            title=_title(listing, site),
            description=_description(listing, publisher),
            publisher=publisher,
            members=part,
            hub=hub,
        )

    hub = settings.publish.websub_hub or None
    yield document(stem, archives[-1] if archives else None, members[:size], hub)
    for index in range(count - 1, -1, -1):
        part = oldest_first[index * size : (index + 1) * size][::-1]
        yield document(archives[index], archives[index - 1] if index else None, part, None)


def feed_stem(kind: Kind, slug: str, language: str) -> str:
    """The name of a list's feed without folder and suffix: ``de``, ``topic/photonik.de``."""
    return language if kind is Kind.LATEST else f"{kind.value}/{slug}.{language}"


def _title(listing: Listing, site: str) -> str:
    if listing.kind is Kind.LATEST:
        return site
    _ = gettext_for(listing.language)
    # Translators: a feed's title, the site's name and what the feed is about
    return _("{site}: {name}").format(site=site, name=listing.title)


def _description(listing: Listing, publisher: str) -> str:
    _ = gettext_for(listing.language)
    match listing.kind:
        case Kind.LATEST:
            # Translators: {publisher} is the name of a press office or of its house, as in all of these
            pattern = _("Press releases from {publisher}")
        case Kind.TOPIC:
            pattern = _("Press releases from {publisher} on {name}")
        case Kind.ORGANISATION | Kind.PERSON:
            # Translators: {name} is a person or an organisation
            pattern = _("Press releases from {publisher} that mention {name}")
    return pattern.format(publisher=publisher, name=listing.title)


def _entry(rendition: Rendition, language: str, settings: Settings) -> Entry:
    publication = rendition.publication
    release = publication.release
    title = one_line(rendition.headline) or one_line(rendition.lead) or publication.slug
    names = [*release.tags, *(organisation.name for organisation in release.organisations)]
    return Entry(
        id=clean(publication.id),
        title=title,
        summary=clean(rendition.description).strip() or title,
        html=feed_content(rendition, settings),
        address=address(page_path(rendition), language, settings),
        language=rendition.language,
        published=publication.published,
        updated=publication.updated,
        categories=tuple(dict.fromkeys(filter(None, map(one_line, names)))),
        pictures=tuple(
            Enclosure(address(medium.path, language, settings), medium.picture.media_type, len(medium.picture.data))
            for medium in media(publication)
        ),
        translations=tuple(
            Translation(other.language, address(page_path(other), other.language, settings))
            for other in renditions(publication, settings)
            if other.language != rendition.language
        ),
    )
