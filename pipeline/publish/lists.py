"""What readers can follow: the newest releases, and those about one topic, organisation or person.

Pure values; feeds, fragments and the preview each make their files of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.model import Field, Mention, Release
from pipeline.publish.text import one_line
from pipeline.publish.view import Rendition, in_language, newest_first, site_name
from pipeline.slugs import name_slug, same_name


class Kind(StrEnum):
    """What a list is about; the value names its folder."""

    LATEST = "latest"
    TOPIC = "topic"
    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Listing:
    """All releases of a list in one language, newest first.

    ``slug`` is the same in every language and for ever, and unique within its kind; ``title`` is the site's name
    or the name of what the list is about, as the releases spell it.
    """

    kind: Kind
    slug: str
    title: str
    language: str
    renditions: tuple[Rendition, ...]


_LATEST_SLUG = "latest"
# Where a release speaks of somebody. Contact lines, credits, standing texts and links name people and bodies in
# release after release; whoever follows a person does not want those.
_STORY = frozenset({Field.KICKER, Field.HEADLINE, Field.SUBHEADLINE, Field.PARAGRAPH, Field.SUBHEAD})
# „Über …“: a body that a release presents to its readers has a part in it.
_PRESENTED = _STORY | {Field.BOILERPLATE_TITLE}


def listings(publications: Iterable[Publication], language: str, settings: Settings) -> tuple[Listing, ...]:
    """The lists for readers of a language: the newest, then topics, organisations and people, each by its slug.

    Topics are the releases' own keywords. A topic, organisation or person has a list from
    ``publish.list_minimum`` releases on, whatever their language, and in every language in which there is
    something to read of it.
    """
    ordered = newest_first(publications)
    latest = tuple(in_language(ordered, language, settings))
    found = [Listing(Kind.LATEST, _LATEST_SLUG, site_name(language, settings), language, latest)]
    for kind in (Kind.TOPIC, Kind.ORGANISATION, Kind.PERSON):
        found += _about(kind, ordered, latest, language, settings)
    return tuple(found)


def subjects(release: Release, kind: Kind) -> tuple[str, ...]:
    """The names of a kind that a release is about, as it spells them, without repetitions."""
    match kind:
        case Kind.LATEST:
            names: Iterable[str] = ()
        case Kind.TOPIC:
            names = release.tags
        case Kind.ORGANISATION:
            names = (body.name for body in release.organisations if _stands_in(body.mentions, _PRESENTED))
        case Kind.PERSON:
            names = _people(release)
    return tuple({same_name(name): name for name in map(one_line, names) if name}.values())


def _people(release: Release) -> Iterator[str]:
    speakers = {quote.speaker for quote in release.quotes}
    for person in release.people:
        if person.name in speakers or _stands_in(person.mentions, _STORY):
            yield person.name


def _stands_in(mentions: Iterable[Mention], fields: frozenset[Field]) -> bool:
    return any(mention.at.field in fields for mention in mentions)


def _about(
    kind: Kind, publications: list[Publication], shown: tuple[Rendition, ...], language: str, settings: Settings
) -> list[Listing]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    members: defaultdict[str, dict[str, None]] = defaultdict(dict)  # a set that keeps the order
    by_id = {rendition.publication.id: rendition for rendition in shown}
    for publication in publications:
        for name in subjects(publication.release, kind):
            spellings[same_name(name)][name] += 1
            members[same_name(name)][publication.id] = None
    made = []
    for key, ids in members.items():
        renditions = tuple(by_id[id_] for id_ in ids if id_ in by_id)
        if len(ids) >= settings.publish.list_minimum and renditions:
            made.append(Listing(kind, name_slug(key), _usual(spellings[key]), language, renditions))
    return sorted(made, key=lambda listing: listing.slug)


def _usual(spellings: Counter[str]) -> str:
    """The spelling that most releases use; the first by letters where several do."""
    return min(spellings, key=lambda name: (-spellings[name], name))
