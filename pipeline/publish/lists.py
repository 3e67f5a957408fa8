"""What readers can follow: the newest releases, and those about one topic, organisation or person.

Pure values; feeds, fragments and the preview each make their files of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter

from pipeline.config import Settings
from pipeline.model import Field, Mention, Release
from pipeline.publish.text import one_line
from pipeline.publish.view import all_languages, site_name
from pipeline.slugs import name_slug, same_name
from pipeline.summary import Summary, newest_first


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
    members: tuple[Summary, ...]


_LATEST_SLUG = "latest"
# Where a release speaks of somebody. Contact lines, credits, standing texts and links name people and bodies in
# release after release; whoever follows a person does not want those.
_STORY = frozenset({Field.KICKER, Field.HEADLINE, Field.SUBHEADLINE, Field.PARAGRAPH, Field.SUBHEAD})
# „Über …“: a body that a release presents to its readers has a part in it.
_PRESENTED = _STORY | {Field.BOILERPLATE_TITLE}


def all_listings(summaries: Iterable[Summary], settings: Settings) -> dict[str, tuple[Listing, ...]]:
    """By language the lists for its readers: the newest, then topics, organisations and people, each by its slug.

    Topics are the releases' own keywords. A topic, organisation or person has a list from
    ``publish.list_minimum`` releases on, whatever their language, and in every language in which there is
    something to read of it.
    """
    ordered = newest_first(summaries)
    groups = [group for kind in _SUBJECTS for group in _groups(kind, ordered, settings)]
    found = {}
    for language in all_languages(settings):
        latest = tuple(item for item in ordered if is_read_in(item, language, settings))
        readable = {item.id for item in latest}
        listings = [Listing(Kind.LATEST, _LATEST_SLUG, site_name(language, settings), language, latest)]
        for kind, slug, title, everything in groups:
            if members := tuple(item for item in everything if item.id in readable):
                listings.append(Listing(kind, slug, title, language, members))
        found[language] = tuple(listings)
    return found


def is_read_in(summary: Summary, language: str, settings: Settings) -> bool:
    """Whether readers of a language get a release; see :func:`pipeline.publish.view.in_language`."""
    return language == settings.languages.source or any(item.language == language for item in summary.shown)


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


# What a summary tells of the subjects of each kind.
_SUBJECTS: dict[Kind, Callable[[Summary], tuple[str, ...]]] = {
    Kind.TOPIC: attrgetter("topic_subjects"),
    Kind.ORGANISATION: attrgetter("organisation_subjects"),
    Kind.PERSON: attrgetter("person_subjects"),
}


def _groups(
    kind: Kind, summaries: Iterable[Summary], settings: Settings
) -> list[tuple[Kind, str, str, tuple[Summary, ...]]]:
    """What enough releases are about: kind, slug, title and the releases, in order of the slug."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    members: defaultdict[str, list[Summary]] = defaultdict(list)
    names_of = _SUBJECTS[kind]
    key_of = cache(same_name)
    for summary in summaries:
        for name in names_of(summary):
            spellings[key_of(name)][name] += 1
            members[key_of(name)].append(summary)
    made = [
        (kind, name_slug(key), _usual(spellings[key]), tuple(found))
        for key, found in members.items()
        if len(found) >= settings.publish.list_minimum
    ]
    return sorted(made, key=lambda group: group[1])


def _usual(spellings: Counter[str]) -> str:
    """The spelling that most releases use; the first by letters where several do."""
    return min(spellings, key=lambda name: (-spellings[name], name))
