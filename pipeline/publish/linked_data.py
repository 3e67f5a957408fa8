"""JSON-LD for a page: the rendition as a schema.org ``NewsArticle``.

Properties after https://schema.org/NewsArticle; what search engines ask for after
https://developers.google.com/search/docs/appearance/structured-data/article.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from pipeline.config import Settings
from pipeline.model import Field, Organisation, Person, Place, Status
from pipeline.publish.about import entities, entity_name
from pipeline.publish.data import compact_json
from pipeline.publish.languages import readable_date
from pipeline.publish.media import media
from pipeline.publish.pixels import pixel_size
from pipeline.publish.text import clean, one_line, safe_href, shortened
from pipeline.publish.view import Rendition, address, page_path, renditions, shown_date, site_name

_DESCRIPTION_CHARACTERS = 300
# What HTML could take for the end of the block or the beginning of a comment, and what old JavaScript takes for a
# line's end (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
_ESCAPES = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")

# How an edition that no person stands for as it is must be marked.
_WORK_STATUS = {Status.DRAFT: "Draft", Status.OUTDATED: "Outdated"}
MACHINE_MADE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"


def json_ld(rendition: Rendition, settings: Settings) -> Markup:
    """The record for a ``<script type="application/ld+json">``, escaped so that no text in it can end the element."""
    text = compact_json(news_article(rendition, settings))
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return Markup(text)


def news_article(rendition: Rendition, settings: Settings) -> dict[str, Any]:
    """The rendition as a ``NewsArticle``; what is not known is left out.

    A machine's draft says so three times: in its description, its ``creativeWorkStatus`` and its
    ``digitalSourceType``.
    """
    publication, language = rendition.publication, rendition.language
    release = publication.release
    page = address(page_path(rendition), language, settings)
    named = entities(release)
    place = clean(release.dateline.place or "").strip()
    date = readable_date(shown_date(publication, settings), language)
    status = rendition.edition.status if rendition.edition else None
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": _name(rendition, settings),
        "url": page,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page},
        "identifier": publication.id,
        "headline": one_line(rendition.headline),
        "alternativeHeadline": one_line(rendition.subheadline or ""),
        "description": shortened(rendition.description, _DESCRIPTION_CHARACTERS),
        "inLanguage": language,
        "datePublished": publication.published.isoformat(timespec="seconds"),
        "dateModified": publication.updated.isoformat(timespec="seconds"),
        "correction": _correction(rendition),
        "creativeWorkStatus": _WORK_STATUS.get(status) if status else None,
        "digitalSourceType": MACHINE_MADE if status is Status.DRAFT else None,
        "image": _images(rendition, settings),
        "author": _publisher(language, settings),
        "publisher": _publisher(language, settings),
        "dateline": ", ".join(filter(None, (place, date))),
        "contentLocation": {"@type": "Place", "name": one_line(place)} if place else None,
        "about": [_entity(entity, rendition) for entity in named.about],
        "mentions": [_entity(entity, rendition) for entity in named.mentioned],
        "keywords": [word for tag in release.tags if (word := one_line(tag))],
        "articleBody": article_text(rendition),
        "isAccessibleForFree": True,
        **_translations(rendition, settings),
    }
    return _filled(record)


def article_text(rendition: Rendition) -> str:
    """Sub-heads and paragraphs as plain text, parted by blank lines; captions are said with their pictures."""
    return "\n\n".join(clean(text) for at, text in rendition.body() if at.field is not Field.CAPTION)


def _correction(rendition: Rendition) -> dict[str, Any] | None:
    corrected = rendition.publication.corrected
    if corrected is None or rendition.correction is None:
        return None
    return {
        "@type": "CorrectionComment",
        "text": one_line(rendition.correction),
        "datePublished": corrected.isoformat(timespec="seconds"),
    }


def _publisher(language: str, settings: Settings) -> dict[str, Any]:
    logo = safe_href(settings.site.logo)
    return _filled(
        {
            "@type": "Organization",
            "name": one_line(settings.site.publisher) or site_name(language, settings),
            "url": settings.site.base_url_for(language),
            "logo": {"@type": "ImageObject", "url": logo} if logo else None,
        }
    )


def _images(rendition: Rendition, settings: Settings) -> list[dict[str, Any]]:
    images = []
    for medium in media(rendition.publication):
        size = pixel_size(medium.picture.data)
        index = medium.caption_index
        captioned = index is not None and index < len(rendition.captions)
        caption = rendition.captions[index].text if index is not None and captioned else medium.alt
        images.append(
            _filled(
                {
                    "@type": "ImageObject",
                    "url": address(medium.path, rendition.language, settings),
                    "width": size[0] if size else None,
                    "height": size[1] if size else None,
                    "encodingFormat": medium.picture.media_type,
                    "caption": one_line(caption),
                    "creditText": one_line(medium.picture.credit or ""),
                }
            )
        )
    return images


def _entity(entity: Person | Organisation | Place, rendition: Rendition) -> dict[str, Any]:
    match entity:
        case Person():
            # A role is written in the release's own language.
            role = entity.role if rendition.edition is None else None
            body = one_line(entity.organisation or "")
            return _filled(
                {
                    "@type": "Person",
                    "name": entity_name(entity, rendition.language),
                    "honorificPrefix": one_line(entity.titles or ""),
                    "jobTitle": one_line(role or ""),
                    "affiliation": {"@type": "Organization", "name": body} if body else None,
                    "sameAs": safe_href(entity.url),
                }
            )
        case Organisation():
            return _filled(
                {
                    "@type": "Organization",
                    "name": entity_name(entity, rendition.language),
                    "alternateName": one_line(entity.acronym or ""),
                    "sameAs": safe_href(entity.url),
                }
            )
        case Place():
            return {"@type": "Place", "name": one_line(entity.name)}


def _translations(rendition: Rendition, settings: Settings) -> dict[str, Any]:
    """An edition names what it translates, the original its editions."""
    own, *editions = renditions(rendition.publication, settings)
    if rendition.edition is not None:
        return {"translationOfWork": _work(own, settings)}
    return {"workTranslation": [_work(edition, settings) for edition in editions]}


def _work(rendition: Rendition, settings: Settings) -> dict[str, str]:
    return {
        "@type": "NewsArticle",
        "@id": _name(rendition, settings),
        "url": address(page_path(rendition), rendition.language, settings),
        "inLanguage": rendition.language,
    }


def _name(rendition: Rendition, settings: Settings) -> str:
    """The article's own identifier, which is not that of the page around it."""
    return address(page_path(rendition), rendition.language, settings) + "#article"


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}
