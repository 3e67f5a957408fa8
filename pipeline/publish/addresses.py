"""Where the preview's links lead: to a release within it, and to the lists and feeds about a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.publish.fragments import list_path
from pipeline.publish.lists import Kind
from pipeline.publish.sheets import Sheet, places
from pipeline.publish.site import Site
from pipeline.publish.syndication import FOLDER, feed_stem
from pipeline.publish.text import one_line, sort_key
from pipeline.slugs import name_slug
from pipeline.summary import Summary


@dataclass(frozen=True, slots=True)
class ListLink:
    """The list about a name in the source language: how many releases it has, and the paths of its list and feed."""

    title: str
    count: int
    path: str
    feed: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """``places`` are the releases' addresses in the preview by slug, ``lists`` those about a name by kind and slug."""

    places: Mapping[str, str]
    lists: Mapping[tuple[Kind, str], ListLink]

    def place(self, publication: Publication) -> str:
        """Where a release stands in the preview, from the output folder."""
        return self.places[publication.slug]

    def about(self, kind: Kind, name: str) -> ListLink | None:
        """The list about a name, if it has one."""
        return self.lists.get((kind, name_slug(name)))

    def around(self, publication: Summary) -> list[ListLink | None]:
        """The lists about all whom and what a release names, in its order."""
        named = [(Kind.PERSON, person.name) for person in publication.people]
        named += [(Kind.ORGANISATION, body.name) for body in publication.organisations]
        named += [(Kind.TOPIC, one_line(topic)) for topic in publication.tags]
        return [self.about(kind, name) for kind, name in named]

    def most_followed(self, kind: Kind, limit: int) -> list[ListLink]:
        """The longest lists of a kind."""
        found = [link for (of_kind, _), link in self.lists.items() if of_kind is kind]
        return sorted(found, key=lambda link: (-link.count, sort_key(link.title)))[:limit]


def addresses(site: Site, made: Sequence[Sheet], settings: Settings) -> Addresses:
    """The addresses of all releases and of all lists."""
    language = settings.languages.source
    lists: dict[tuple[Kind, str], ListLink] = {
        (listing.kind, listing.slug): ListLink(
            title=listing.title,
            count=len(listing.members),
            path=list_path(listing),
            feed=f"{FOLDER}{feed_stem(listing.kind, listing.slug, language)}.rss",
        )
        for listing in site.listings[language]
        if listing.kind is not Kind.LATEST
    }
    return Addresses(places(made), lists)
