"""A publication → its summary: all that lists, counts and reports need to know of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.model import Edition, Organisation, Person, Picture, ReleaseWarning
from pipeline.places import revised_places
from pipeline.publish.lists import Kind, subjects
from pipeline.publish.media import portrait_path
from pipeline.publish.overview import doubts, states
from pipeline.publish.view import renditions, without_kept_back_drafts
from pipeline.summary import EditionSummary, Named, Shown, Summary, Warned


def summary_of(publication: Publication, settings: Settings) -> Summary:
    """What is kept at hand of a publication, whatever becomes of its texts."""
    release = publication.release
    visible = without_kept_back_drafts(publication, settings)
    return Summary(
        id=publication.id,
        slug=publication.slug,
        source=release.source,
        digest=digest(publication),
        file_digest=release.digest,
        headline=release.headline,
        date=release.dateline.date,
        published=publication.published,
        updated=publication.updated,
        shown=tuple(Shown(item.language, item.headline) for item in renditions(visible, settings)),
        states=tuple((item.language, item.status.value, item.reason) for item in states(visible, settings)),
        doubts=doubts(visible),
        tags=release.tags,
        topic_subjects=subjects(release, Kind.TOPIC),
        organisation_subjects=subjects(release, Kind.ORGANISATION),
        person_subjects=subjects(release, Kind.PERSON),
        people=tuple(map(_named, release.people)),
        organisations=tuple(map(_named, release.organisations)),
        warnings=_warned(release.warnings),
        editions=tuple(map(_edition, publication.editions)),
    )


def digest(publication: Publication) -> str:
    """A digest of all of a publication, its pictures with it, in hex."""
    pictures = [hashlib.sha256(picture.data).digest() for picture in _pictures(publication)]
    return hashlib.sha256(repr((publication, pictures)).encode("utf-8", "surrogatepass")).hexdigest()


def _named(named: Person | Organisation) -> Named:
    forms = Counter(" ".join(mention.text.split()) for mention in named.mentions)
    return Named(
        name=named.name,
        acronym=named.acronym if isinstance(named, Organisation) else None,
        forms=dict(forms),
        english=named.english,
        url=named.url,
        picture=portrait_path(named.picture) if named.picture else None,
    )


def _edition(edition: Edition) -> EditionSummary:
    return EditionSummary(
        language=edition.language,
        status=edition.status.value,
        origin=edition.origin,
        reason=edition.reason,
        until=edition.until.isoformat() if edition.until else None,
        changed=tuple(title for item in edition.revised or () for title, _ in revised_places(item)),
        warnings=_warned(edition.warnings),
    )


def _warned(warnings: Iterable[ReleaseWarning]) -> tuple[Warned, ...]:
    return tuple((warning.code, warning.told) for warning in warnings)


def _pictures(publication: Publication) -> Iterator[Picture]:
    release = publication.release
    yield from release.pictures
    yield from (person.picture for person in release.people if person.picture)
    yield from (body.picture for body in release.organisations if body.picture)
