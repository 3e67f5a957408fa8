"""Who is named in all releases together: one entity a person or organisation, whatever the order of the releases."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from pipeline.register import Kind, fold
from pipeline.slugs import slugify
from pipeline.summary import Named, Summary


@dataclass(frozen=True, slots=True)
class Appearance:
    """A release in which an entity is named, and how often. ``date`` is as exact as the text gives it."""

    slug: str
    headline: str
    date: str
    published: datetime
    mentions: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an organisation over all releases.

    ``id`` is the kind and ``slug``, an address made of the name; ``also`` are the slugs that its other names would
    give, so that who knows it by an older name finds it. ``forms`` are its names in the texts, the most frequent
    first, ``appearances`` the releases, oldest first. What the officer has entered comes last; ``picture`` is its path
    in the output, ``pictured_in`` the slug of a release that has it.
    """

    kind: Kind
    slug: str
    name: str
    acronyms: tuple[str, ...]
    forms: tuple[str, ...]
    also: tuple[str, ...]
    appearances: tuple[Appearance, ...]
    english: str | None = None
    url: str | None = None
    picture: str | None = None
    pictured_in: str | None = None

    @property
    def id(self) -> str:
        """The identifier, unique among all entities."""
        return f"{self.kind}:{self.slug}"

    @property
    def mentions(self) -> int:
        """How often it is named in all releases."""
        return sum(appearance.mentions for appearance in self.appearances)

    @property
    def first(self) -> Appearance:
        """The oldest release that names it."""
        return self.appearances[0]

    @property
    def last(self) -> Appearance:
        """The newest release that names it."""
        return self.appearances[-1]


class _Sighting(NamedTuple):
    """What one release says of one entity."""

    named: Named
    release: Summary


def gather(summaries: Iterable[Summary]) -> tuple[Entity, ...]:
    """The entities that releases name: people first, each kind in order of slug.

    Names that differ only in spelling (see :func:`fold`) are one; whatever needs judgement stays apart until the
    register joins it. The order of the releases makes no difference.
    """
    groups: dict[tuple[Kind, str], list[_Sighting]] = {}
    keys: dict[tuple[Kind, str], tuple[Kind, str]] = {}
    for summary in sorted(summaries, key=_age):
        for kind, found in ((Kind.PERSON, summary.people), (Kind.ORGANISATION, summary.organisations)):
            for named in found:
                name = kind, named.name
                if name not in keys:
                    keys[name] = kind, fold(named.name, kind)
                groups.setdefault(keys[name], []).append(_Sighting(named, summary))
    named_groups = sorted(
        ((kind, _canonical(group), group) for (kind, _), group in groups.items()),
        # Of two names with the same slug the older keeps it.
        key=lambda item: (item[0] is not Kind.PERSON, _age(item[2][0].release), item[1]),
    )
    slugs = _slugs((kind, name) for kind, name, _ in named_groups)
    entities = [_entity(kind, slugs[kind, name], name, group) for kind, name, group in named_groups]
    return tuple(sorted(_without_shared(entities), key=lambda item: (item.kind is not Kind.PERSON, item.slug)))


def _age(release: Summary) -> tuple[datetime, str]:
    return release.published, release.slug


def _canonical(group: Iterable[_Sighting]) -> str:
    """Of spellings the shortest, which is uninflected and closely set, then the most frequent, then the calmest."""
    counts = Counter(sighting.named.name for sighting in group)
    return min(counts, key=lambda name: (len(name), -counts[name], sum(map(str.isupper, name)), name))


def _slugs(names: Iterable[tuple[Kind, str]]) -> dict[tuple[Kind, str], str]:
    """A slug a name: where an earlier one of the kind has it, a short digest of the name is added."""
    slugs: dict[tuple[Kind, str], str] = {}
    taken: set[tuple[Kind, str]] = set()
    for kind, name in names:
        slug = slugify(name)
        if (kind, slug) in taken:
            slug = f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        taken.add((kind, slug))
        slugs[kind, name] = slug
    return slugs


def _entity(kind: Kind, slug: str, name: str, group: list[_Sighting]) -> Entity:
    """An entity of its sightings, the oldest first."""
    named = [sighting.named for sighting in group]
    forms: Counter[str] = Counter()
    for item in named:
        for form, count in item.forms.items():
            forms[form] += count
    pictured = next((sighting for sighting in group if sighting.named.picture), None)
    return Entity(
        kind=kind,
        slug=slug,
        name=name,
        acronyms=tuple(sorted({item.acronym for item in named if item.acronym})),
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        also=tuple(sorted({slugify(spelling) for spelling in {*forms, *(item.name for item in named)}} - {slug})),
        appearances=tuple(_appearances(group)),
        english=next((item.english for item in named if item.english), None),
        url=next((item.url for item in named if item.url), None),
        picture=pictured.named.picture if pictured else None,
        pictured_in=pictured.release.slug if pictured else None,
    )


def _appearances(group: list[_Sighting]) -> Iterator[Appearance]:
    """One a release, also where it has two spellings of the name."""
    for release, same in groupby(group, key=attrgetter("release")):
        date = release.date or release.published.date().isoformat()
        mentions = sum(sighting.named.mentions for sighting in same)
        yield Appearance(release.slug, release.headline, date, release.published, mentions)


def _without_shared(entities: list[Entity]) -> Iterator[Entity]:
    """The entities without those other slugs that would lead to more than one of a kind."""
    count = Counter((entity.kind, slug) for entity in entities for slug in (entity.slug, *entity.also))
    for entity in entities:
        yield replace(entity, also=tuple(slug for slug in entity.also if count[entity.kind, slug] == 1))
