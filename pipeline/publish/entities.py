"""``data/entities.json``: the people and organisations of all releases, and the pictures entered for them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Settings
from pipeline.entities import Appearance, Entity, gather
from pipeline.model import Organisation, Person, Release
from pipeline.publish.data import json_bytes
from pipeline.publish.group import Group
from pipeline.publish.media import portrait_path
from pipeline.publish.site import Site
from pipeline.publish.text import safe_href

ENTITIES_PATH = "data/entities.json"


def render_entities(site: Site, _settings: Settings) -> Iterator[Group]:
    """The list of entities, and a file a picture; only of those that a publication names."""
    yield Group(ENTITIES_PATH, None, lambda: _files(site).items())


def _files(site: Site) -> dict[str, bytes]:
    entities = gather(site.publications)
    files = {ENTITIES_PATH: json_bytes([entity_record(entity) for entity in entities])}
    pictured = {entity.pictured_in for entity in entities}
    portraits: dict[str, bytes] = {}
    for publication in site.publications:
        if publication.slug in pictured:
            portraits |= _portraits(site.full(publication).release)
    return files | {entity.picture: portraits[entity.picture] for entity in entities if entity.picture}


def _portraits(release: Release) -> dict[str, bytes]:
    """The pictures that are entered for those whom a release names, by their path."""
    named: list[Person | Organisation] = [*release.people, *release.organisations]
    found = (item.picture for item in named)
    return {portrait_path(picture): picture.data for picture in found if picture}


def entity_record(entity: Entity) -> dict[str, object]:
    """The structured form of one entity.

    ``also`` are slugs by which it may have been known before; ``forms`` its names in the texts; ``releases`` the
    slugs of all that name it, oldest first.
    """
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "slug": entity.slug,
        "name": entity.name,
        "english": entity.english,
        "url": safe_href(entity.url),
        "picture": entity.picture,
        "acronyms": list(entity.acronyms),
        "forms": list(entity.forms),
        "also": list(entity.also),
        "release_count": len(entity.appearances),
        "mention_count": entity.mentions,
        "first": _appearance(entity.first),
        "last": _appearance(entity.last),
        "releases": [appearance.slug for appearance in entity.appearances],
    }


def _appearance(appearance: Appearance) -> dict[str, object]:
    return {
        "slug": appearance.slug,
        "headline": appearance.headline,
        "date": appearance.date,
        "published": appearance.published.isoformat(timespec="seconds"),
    }
