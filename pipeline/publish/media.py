"""``media/``: the pictures of releases, as they came, under names of ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.model import Picture
from pipeline.publish.group import Files
from pipeline.publish.text import clean

# What browsers show in an ``<img>`` and what cannot carry script; anything else is left out.
_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture with its path in the output; ``caption_index`` is that of its caption in the release, if any."""

    path: str
    picture: Picture
    caption_index: int | None

    @property
    def alt(self) -> str:
        """The alternative text; empty where the source gives none, for the caption then says what there is."""
        return clean(self.picture.alt or "").strip()


def media(publication: Publication) -> tuple[Medium, ...]:
    """The publishable pictures of a release, in order, each tied to the first free caption of the same words."""
    return tuple(_media(publication))


def render_media(publication: Publication, _settings: Settings) -> Files:
    """The files of its pictures."""
    return ((medium.path, medium.picture.data) for medium in media(publication))


def portrait_path(picture: Picture) -> str:
    """The path of a picture that stands for a person or an organisation, the same for the same picture."""
    return f"media/entities/{hashlib.sha256(picture.data).hexdigest()[:16]}.{_SUFFIXES[picture.media_type]}"


def _media(publication: Publication) -> Iterator[Medium]:
    free = list(enumerate(caption.text for caption in publication.release.captions))
    for number, picture in enumerate(publication.release.pictures, 1):
        found = next((item for item in free if item[1] == picture.caption), None)
        if found is not None:
            free.remove(found)
        if picture.media_type in _SUFFIXES:
            path = f"media/{publication.slug}-{number}.{_SUFFIXES[picture.media_type]}"
            yield Medium(path, picture, found[0] if found else None)
