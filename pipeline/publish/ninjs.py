"""``ninjs/<slug>.<language>.json``: every rendition for news agencies, after IPTC ninjs 3.1.

The standard and its schema: https://iptc.org/standards/ninjs/. Of the vocabularies that it suggests only values that
are sure are named by their address.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipeline.catalogue import Publication, Withdrawn
from pipeline.config import Settings
from pipeline.model import Contact, Field, Organisation, Person, Place, Status
from pipeline.publish.about import entities, entity_name, is_prominent
from pipeline.publish.data import compact_json
from pipeline.publish.group import Files
from pipeline.publish.linked_data import article_text
from pipeline.publish.markup import plain
from pipeline.publish.media import Medium, media
from pipeline.publish.pixels import pixel_size
from pipeline.publish.text import clean, one_line, safe_href
from pipeline.publish.view import Rendition, address, page_path, renditions, site_name
from pipeline.publish.words import translators, withdrawn_notice

VERSION = "3.1"
SCHEMA = f"http://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json#"
_STANDARD = {"name": "ninjs", "version": VERSION, "schema": SCHEMA}
_MACHINE_MADE = {
    "name": "Trained algorithmic media",
    "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
_TAGS = {Field.SUBHEAD: "h2"}


def ninjs_path(rendition: Rendition) -> str:
    """The path of a rendition's ninjs record within the output folder."""
    return ninjs_of(rendition.publication.slug, rendition.language)


def ninjs_of(slug: str, language: str) -> str:
    """The path of the ninjs record that a slug names in a language."""
    return f"ninjs/{slug}.{language}.json"


def render_ninjs(publication: Publication, settings: Settings) -> Files:
    """One record a release and language."""
    for rendition in renditions(publication, settings):
        yield ninjs_path(rendition), ninjs_bytes(ninjs_record(rendition, settings))


def ninjs_bytes(record: dict[str, Any]) -> bytes:
    """A record as the file has it: UTF-8 on one line."""
    return (compact_json(record) + "\n").encode()


def ninjs_record(rendition: Rendition, settings: Settings) -> dict[str, Any]:
    """The rendition as a ninjs news item; what is not known is left out.

    Its ``uri`` is the release's permanent id, with ``#en`` for an edition. A machine's draft says so to the desk
    (``edNote``) and to programs (``digitalSourceType``).
    """
    publication, language = rendition.publication, rendition.language
    release = publication.release
    named = entities(release)
    everything = (*named.about, *named.mentioned)
    pictures = media(publication)
    draft = rendition.edition is not None and rendition.edition.status is Status.DRAFT
    record = {
        "uri": ninjs_uri(rendition),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": "text-photo" if pictures else "text-only",
        "firstCreated": publication.published.isoformat(timespec="seconds"),
        "versionCreated": publication.updated.isoformat(timespec="seconds"),
        "pubStatus": "usable",
        "language": language,
        "genres": [{"name": "Press Release"}],
        "title": one_line(rendition.headline),
        "slugline": publication.slug,
        "located": one_line(release.dateline.place or ""),
        "infoSources": [_source(rendition, settings)],
        "edNote": _note(rendition),
        "digitalSourceType": _MACHINE_MADE if draft else None,
        "headlines": [
            {"role": role, "contentType": "text/plain", "value": one_line(text)}
            for role, text in (
                ("main", rendition.headline),
                ("kicker", rendition.kicker),
                ("subheadline", rendition.subheadline),
            )
            if text and one_line(text)
        ],
        "descriptions": [{"role": "lead", "contentType": "text/plain", "value": clean(rendition.lead)}],
        "bodies": _bodies(rendition),
        "people": [_person(item, language) for item in everything if isinstance(item, Person)],
        "organisations": [_named(item, language) for item in everything if isinstance(item, Organisation)],
        "places": [_named(item, language) for item in everything if isinstance(item, Place)],
        "subjects": [{"name": word, "rel": "about"} for tag in release.tags if (word := one_line(tag))],
        "renditions": [
            {"name": "web", "href": address(page_path(rendition), language, settings), "contentType": "text/html"}
        ],
        "associations": [
            *(_picture(medium, rendition, settings) for medium in pictures),
            *_other_languages(rendition, settings),
        ],
        "altIds": [{"role": "guid", "value": publication.id}],
    }
    return _filled(record)


def canceled_record(item: Withdrawn, language: str, settings: Settings) -> dict[str, Any]:
    """The news item of a release that was taken back: that it is canceled and since when, without a word of it."""
    return {
        "uri": item.id if language == item.languages[0] else f"{item.id}#{language}",
        "standard": _STANDARD,
        "type": "text",
        "firstCreated": item.published.isoformat(timespec="seconds"),
        "versionCreated": item.since.isoformat(timespec="seconds"),
        "pubStatus": "canceled",
        "language": language,
        "title": withdrawn_notice(item, language),
        "infoSources": [_publisher(language, settings)],
        "altIds": [{"role": "guid", "value": item.id}],
    }


def ninjs_uri(rendition: Rendition) -> str:
    """The permanent name of a rendition."""
    own = rendition.publication.id
    return own if rendition.edition is None else f"{own}#{rendition.language}"


def _note(rendition: Rendition) -> str:
    """What readers are told of how the text came about and of a correction, with the translators for the desk."""
    notice, edition = rendition.notice, rendition.edition
    if notice and edition is not None and (names := translators(edition.origin, rendition.language)):
        notice = f"{notice} ({names})"
    return one_line(" ".join(text for text in (notice, rendition.correction) if text))


def _bodies(rendition: Rendition) -> list[dict[str, Any]]:
    text = article_text(rendition)
    if not text:
        return []
    plain_text = {"charCount": len(text), "wordCount": len(text.split()), "value": text}
    return [
        {"role": "main", "contentType": "text/plain", **plain_text},
        {"role": "html", "contentType": "text/html", "value": _html(rendition)},
    ]


def _html(rendition: Rendition) -> str:
    """The body without captions as the plainest HTML; every text in it is escaped."""
    parts = [
        (at.field is Field.PARAGRAPH and at.index in rendition.list_items, _TAGS.get(at.field, "p"), plain(text))
        for at, text in rendition.body()
        if at.field is not Field.CAPTION
    ]
    blocks = []
    for in_list, run in groupby(parts, key=lambda part: part[0]):
        if in_list:
            blocks.append("<ul>" + "".join(f"<li>{html}</li>" for _, _, html in run) + "</ul>")
        else:
            blocks += [f"<{tag}>{html}</{tag}>" for _, tag, html in run]
    return "\n".join(blocks)


def _source(rendition: Rendition, settings: Settings) -> dict[str, Any]:
    contact = list(_contact(rendition.contact, rendition.contact_language))
    return _filled({**_publisher(rendition.language, settings), "contactInfo": contact})


def _publisher(language: str, settings: Settings) -> dict[str, Any]:
    return {
        "name": one_line(settings.site.publisher) or site_name(language, settings),
        "role": "publisher",
        "uri": settings.site.base_url_for(language),
    }


def _contact(contact: Contact, language: str) -> Iterator[dict[str, Any]]:
    lines = [line for text in contact.lines if (line := one_line(text))]
    if lines:
        yield {"type": "address", "role": "press contact", "lang": language, "address": {"lines": lines}}
    for kind, values in (("email", contact.emails), ("phone", contact.phones)):
        for value in values:
            yield {"type": kind, "role": "press contact", "value": one_line(value)}


def _person(person: Person, language: str) -> dict[str, Any]:
    named = _named(person, language)
    return {**named, "literal": " ".join(part for part in (one_line(person.titles or ""), named.get("name")) if part)}


def _named(entity: Person | Organisation | Place, language: str) -> dict[str, Any]:
    return _filled(
        {
            "name": entity_name(entity, language),
            "rel": "about" if is_prominent(entity.mentions) else "mentions",
            "uri": None if isinstance(entity, Place) else safe_href(entity.url),
        }
    )


def _picture(medium: Medium, rendition: Rendition, settings: Settings) -> dict[str, Any]:
    size = pixel_size(medium.picture.data)
    href = address(medium.path, rendition.language, settings)
    index = medium.caption_index
    in_edition = index is not None and index < len(rendition.captions)
    caption = rendition.captions[index].text if index is not None and in_edition else ""
    texts = (("caption", one_line(caption)), ("alternative text", one_line(medium.alt)))
    return _filled(
        {
            "name": medium.path.rpartition("/")[2],
            "rel": "illustration",
            "uri": href,
            "type": "picture",
            "by": one_line(medium.picture.credit or ""),
            "descriptions": [
                {"role": role, "contentType": "text/plain", "value": text} for role, text in texts if text
            ],
            "renditions": [
                _filled(
                    {
                        "name": "original",
                        "href": href,
                        "contentType": medium.picture.media_type,
                        "width": size[0] if size else None,
                        "height": size[1] if size else None,
                        "sizeInBytes": len(medium.picture.data),
                    }
                )
            ],
        }
    )


def _other_languages(rendition: Rendition, settings: Settings) -> Iterator[dict[str, Any]]:
    for other in renditions(rendition.publication, settings):
        if other.language != rendition.language:
            yield {
                "name": one_line(other.headline),
                "rel": "translation" if other.edition else "original",
                "uri": ninjs_uri(other),
                "type": "text",
                "language": other.language,
                "renditions": [
                    {
                        "name": "ninjs",
                        "href": address(ninjs_path(other), other.language, settings),
                        "contentType": "application/json",
                    }
                ],
            }


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}
