"""What a release is about and what it merely mentions, for JSON-LD and ninjs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Field, Location, Mention, Organisation, Person, Place, Release
from pipeline.publish.languages import primary
from pipeline.publish.text import one_line

_Entity = Person | Organisation | Place
# What stands here is what the release is about; the lead is the first paragraph.
_PROMINENT = frozenset({Location(Field.KICKER), Location(Field.HEADLINE), Location(Field.SUBHEADLINE)}) | {
    Location(Field.PARAGRAPH)
}


@dataclass(frozen=True, slots=True)
class Entities:
    """The named of a release, each once, in the order of the release."""

    about: tuple[_Entity, ...]
    mentioned: tuple[_Entity, ...]


def entities(release: Release) -> Entities:
    """People, organisations and places: those named in headline, kicker, sub-headline or lead, then the others."""
    unique = _unique(release.people), _unique(release.organisations), _unique(release.places)
    everything = [entity for kind in unique for entity in kind]
    return Entities(
        about=tuple(entity for entity in everything if is_prominent(entity.mentions)),
        mentioned=tuple(entity for entity in everything if not is_prominent(entity.mentions)),
    )


def entity_name(entity: Person | Organisation | Place, language: str) -> str:
    """The name for readers of a language: the English one where the officer has entered it."""
    english = None if isinstance(entity, Place) else entity.english
    return one_line(english if english and primary(language) == "en" else entity.name)


def is_prominent(mentions: Iterable[Mention]) -> bool:
    """Whether one of the mentions stands in the head or the lead."""
    return any(mention.at in _PROMINENT for mention in mentions)


def _unique(found: Iterable[_Entity]) -> list[_Entity]:
    return list({entity.name: entity for entity in reversed(list(found))}.values())[::-1]
