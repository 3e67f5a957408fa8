"""Who is named in all releases together: one entity a person or organisation, whatever the order of the releases."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from pipeline.catalogue import Publication
from pipeline.model import Organisation, Person, Picture, Release
from pipeline.register import Kind, fold
from pipeline.slugs import slugify


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
    first, ``appearances`` the releases, oldest first. What the officer has entered comes last.
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
    picture: Picture | None = None

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


@dataclass(frozen=True, slots=True)
class _Sighting:
    """What one release says of one entity."""

    named: Person | Organisation
    appearance: Appearance


def gather(publications: Iterable[Publication]) -> tuple[Entity, ...]:
    """The entities that releases name: people first, each kind in order of slug.

    Names that differ only in spelling (see :func:`fold`) are one; whatever needs judgement stays apart until the
    register joins it. The order of the publications makes no difference.
    """
    groups: dict[tuple[Kind, str], list[_Sighting]] = {}
    for publication in publications:
        for kind, named in _named(publication.release):
            sighting = _Sighting(named, _appearance(publication, named))
            groups.setdefault((kind, fold(named.name, kind)), []).append(sighting)
    named_groups = sorted(
        ((kind, _canonical(group), group) for (kind, _), group in groups.items()),
        # Of two names with the same slug the older keeps it.
        key=lambda item: (item[0] is not Kind.PERSON, min(_age(sighting) for sighting in item[2]), item[1]),
    )
    slugs = _slugs((kind, name) for kind, name, _ in named_groups)
    entities = [_entity(kind, slugs[kind, name], name, group) for kind, name, group in named_groups]
    return tuple(sorted(_without_shared(entities), key=lambda item: (item.kind is not Kind.PERSON, item.slug)))


def _named(release: Release) -> Iterator[tuple[Kind, Person | Organisation]]:
    yield from ((Kind.PERSON, person) for person in release.people)
    yield from ((Kind.ORGANISATION, organisation) for organisation in release.organisations)


def _appearance(publication: Publication, named: Person | Organisation) -> Appearance:
    release = publication.release
    date = release.dateline.date or publication.published.date().isoformat()
    return Appearance(publication.slug, release.headline, date, publication.published, len(named.mentions))


def _age(sighting: _Sighting) -> tuple[datetime, str]:
    return sighting.appearance.published, sighting.appearance.slug


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
    group = sorted(group, key=_age)
    named = [sighting.named for sighting in group]
    forms = Counter(" ".join(mention.text.split()) for item in named for mention in item.mentions)
    acronyms = {item.acronym for item in named if isinstance(item, Organisation) and item.acronym}
    spellings = {*forms, *(item.name for item in named)}
    return Entity(
        kind=kind,
        slug=slug,
        name=name,
        acronyms=tuple(sorted(acronyms)),
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        also=tuple(sorted({slugify(spelling) for spelling in spellings} - {slug})),
        appearances=tuple(_appearances(group)),
        english=next((item.english for item in named if item.english), None),
        url=next((item.url for item in named if item.url), None),
        picture=next((item.picture for item in named if item.picture), None),
    )


def _appearances(group: list[_Sighting]) -> Iterator[Appearance]:
    """One a release, also where it has two spellings of the name."""
    for _, same in groupby(group, key=_age):
        appearances = [sighting.appearance for sighting in same]
        yield replace(appearances[0], mentions=sum(appearance.mentions for appearance in appearances))


def _without_shared(entities: list[Entity]) -> Iterator[Entity]:
    """The entities without those other slugs that would lead to more than one of a kind."""
    count = Counter((entity.kind, slug) for entity in entities for slug in (entity.slug, *entity.also))
    for entity in entities:
        yield replace(entity, also=tuple(slug for slug in entity.also if count[entity.kind, slug] == 1))
