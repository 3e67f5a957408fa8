"""``data/``: every release in structured form, after the contract for partner sites and scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pipeline.catalogue import Publication, Withdrawn
from pipeline.config import Settings
from pipeline.model import (
    TEXT_GONE,
    Edition,
    Location,
    Mention,
    Organisation,
    Person,
    Release,
    ReleaseWarning,
    Revision,
    Status,
)
from pipeline.publish.group import Files, Group
from pipeline.publish.media import Medium, media, portrait_path
from pipeline.publish.pixels import pixel_size
from pipeline.publish.site import Site
from pipeline.publish.text import clean, safe_href
from pipeline.publish.view import data_of
from pipeline.publish.words import withdrawn_notice

SCHEMA_VERSION = 1
INDEX_PATH = "data/index.json"


def render_data(publication: Publication, _settings: Settings) -> Files:
    """The record of a release."""
    yield data_of(publication.slug), data_bytes(publication)


def render_index(site: Site, _settings: Settings) -> Iterator[Group]:
    """A list of all records."""
    yield Group(INDEX_PATH, None, lambda: [(INDEX_PATH, json_lines(_index(site)))])


def _index(site: Site) -> Iterator[dict[str, object]]:
    for publication in site.publications:
        yield {
            "id": publication.id,
            "slug": publication.slug,
            "headline": publication.headline,
            "published": _time(publication.published),
            "updated": _time(publication.updated),
            "languages": [shown.language for shown in publication.shown],
        }


def data_bytes(publication: Publication) -> bytes:
    """The record as the file has it: UTF-8, two-space indent, a newline at the end."""
    return json_bytes(data_record(publication))


def data_record(publication: Publication) -> dict[str, object]:
    """The structured form of one release, keys in the contract's order.

    Text that the stages dropped stays out: it may be what was never meant to be seen. Link targets other than
    ``http``, ``https`` and ``mailto`` are ``None``. ``attachments`` (pictures, by their path in the output),
    ``source_digest`` and ``list_items`` (indexes into ``paragraphs``) come after the contract's keys, as does
    ``text_digest`` in a person's edition: from the digests permanent ids are recovered. An outdated one has
    ``changes``, if it is known what it was written for: which texts of a ``field`` (indexes: ``was``) have become which
    (``at``), without a word of what they were. A draft in the place of a person's text that is not there any more has
    the digest of that as ``text_gone``. People and organisations have ``english``, ``url`` and ``picture`` (its path in
    the output) where the register gives them.
    ``correction`` is there where the release is marked with one, in an edition that says it in its own words, too.
    """
    release = publication.release
    order = {at: position for position, (at, _) in enumerate(release.texts())}
    record: dict[str, object] = {
        "schema": SCHEMA_VERSION,
        "id": publication.id,
        "slug": publication.slug,
        "source": release.source,
        "language": release.language,
        "kicker": release.kicker or None,
        "headline": release.headline,
        "subheadline": release.subheadline or None,
        "dateline": {"place": release.dateline.place, "date": release.dateline.date},
        "published": _time(publication.published),
        "updated": _time(publication.updated),
        "embargo": _time(release.embargo.until) if release.embargo and release.embargo.until else None,
        "paragraphs": list(release.paragraphs),
        "subheads": [{"before": subhead.before, "text": subhead.text} for subhead in release.subheads],
        "quotes": [{"text": quote.text, "speaker": quote.speaker} for quote in release.quotes],
        "captions": [caption.text for caption in release.captions],
        "boilerplates": [{"title": item.title, "text": item.text} for item in release.boilerplates],
        "contact": _contact(release),
        "links": [{"text": link.text, "href": safe_href(link.href)} for link in release.links],
        "people": [_person(person, order) for person in release.people],
        "organisations": [_organisation(organisation, order) for organisation in release.organisations],
        "places": list(dict.fromkeys(place.name for place in release.places)),
        "warnings": [_warning(warning) for warning in release.warnings],
        "editions": {edition.language: _edition(edition) for edition in publication.editions},
        "tags": list(release.tags),
        "attachments": [_attachment(medium) for medium in media(publication)],
        "source_digest": release.digest,
        "list_items": list(release.list_items),
    }
    if publication.corrected is not None:
        record["correction"] = {"date": _time(publication.corrected), "text": release.correction or None}
    return {key: _cleaned(value) for key, value in record.items()}


def withdrawn_bytes(item: Withdrawn) -> bytes:
    """The record of a release that was taken back, valid by the contract and without a word of it.

    ``status`` says what it is; ``updated`` is when it was taken back, ``languages`` those in which it was to be read.
    """
    language = item.languages[0]
    return json_bytes(
        {
            "schema": SCHEMA_VERSION,
            "id": item.id,
            "slug": item.slug,
            # A file's name may say what must not be said.
            "source": "",
            "language": language,
            "kicker": None,
            "headline": withdrawn_notice(item, language),
            "subheadline": None,
            "dateline": {"place": None, "date": None},
            "published": _time(item.published),
            "updated": _time(item.since),
            "embargo": None,
            **{key: [] for key in ("paragraphs", "subheads", "quotes", "captions", "boilerplates")},
            "contact": {"names": [], "emails": [], "phones": []},
            **{key: [] for key in ("links", "people", "organisations", "places", "warnings")},
            "editions": {},
            "status": "withdrawn",
            "languages": list(item.languages),
            "source_digest": item.digest,
        }
    )


def _contact(release: Release) -> dict[str, object]:
    contact = release.contact
    return {"names": list(contact.names), "emails": list(contact.emails), "phones": list(contact.phones)}


def _person(person: Person, order: dict[Location, int]) -> dict[str, object]:
    return {
        "name": person.name,
        "titles": person.titles,
        "role": person.role,
        "organisation": person.organisation,
        "mentions": _forms(person.mentions, order),
        **_entered(person),
    }


def _organisation(organisation: Organisation, order: dict[Location, int]) -> dict[str, object]:
    return {
        "name": organisation.name,
        "acronym": organisation.acronym,
        "mentions": _forms(organisation.mentions, order),
        **_entered(organisation),
    }


def _entered(named: Person | Organisation) -> dict[str, object]:
    """What the officer has entered in the register, and only that."""
    picture = portrait_path(named.picture) if named.picture else None
    known = {"english": named.english, "url": safe_href(named.url), "picture": picture}
    return {key: value for key, value in known.items() if value is not None}


def _forms(mentions: Iterable[Mention], order: dict[Location, int]) -> list[str]:
    """The distinct forms in the order in which a reader meets them."""
    read = sorted(mentions, key=lambda mention: (order.get(mention.at, len(order)), mention.start))
    return list(dict.fromkeys(mention.text for mention in read))


def _attachment(medium: Medium) -> dict[str, object]:
    picture = medium.picture
    size = pixel_size(picture.data)
    return {
        "path": medium.path,
        "media_type": picture.media_type,
        "bytes": len(picture.data),
        "width": size[0] if size else None,
        "height": size[1] if size else None,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def _edition(edition: Edition) -> dict[str, object]:
    pending = edition.status is Status.PENDING
    return {
        "status": edition.status.value,
        "origin": edition.origin,
        "headline": None if pending else edition.headline,
        "subheadline": None if pending else edition.subheadline or None,
        "paragraphs": [] if pending else list(edition.paragraphs),
        "warnings": [*_waiting(edition), *(_warning(warning) for warning in edition.warnings)],
        **({_digest_key(edition): edition.digest} if edition.digest else {}),
        **({"correction": edition.correction} if edition.correction else {}),
        **({"changes": [_revision(item) for item in edition.revised]} if edition.revised is not None else {}),
    }


def _digest_key(edition: Edition) -> str:
    is_gone = any(warning.code == TEXT_GONE for warning in edition.warnings)
    return "text_gone" if is_gone else "text_digest"


def _revision(revision: Revision) -> dict[str, object]:
    return {"field": revision.field.value, "was": list(revision.was), "at": list(revision.at)}


def _waiting(edition: Edition) -> list[dict[str, object]]:
    """Why an edition has no text yet, for scripts; people read it in the report and the preview."""
    if edition.status is not Status.PENDING or not edition.reason:
        return []
    return [{"code": "translation-pending", "message": edition.reason}]


def _warning(warning: ReleaseWarning) -> dict[str, object]:
    record: dict[str, object] = {"code": warning.code, "message": warning.message}
    if warning.paragraph is not None:
        record["paragraph"] = warning.paragraph
    return record


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value


def json_bytes(value: object) -> bytes:
    """A JSON file as we write them: cleaned texts, plain UTF-8, two-space indent, a newline at the end."""
    return (json.dumps(_cleaned(value), ensure_ascii=False, indent=2) + "\n").encode()


def json_lines(values: Iterable[object]) -> bytes:
    """A long JSON array as we write them, a value a line."""
    lines = [json.dumps(_cleaned(value), ensure_ascii=False) for value in values]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode() if lines else b"[]\n"


def compact_json(value: object) -> str:
    """JSON for programs alone: cleaned texts, no space that is not needed."""
    return json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))
