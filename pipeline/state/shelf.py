"""Finished publications put by, so that a release of which nothing has changed is not worked on again.

What a publication depends on is in its ``key``. On the shelf it lies whole, and with its summary for the lists of all.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.catalogue import Publication
from pipeline.model import Picture, Release
from pipeline.summary import Summary

# What a packed publication may be made of: a state file that somebody else has written must not run anything.
_MODULES = frozenset({"pipeline.model", "pipeline.catalogue"})
_NAMES = frozenset(
    {("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone"), ("zoneinfo", "ZoneInfo")}
)
_PROTOCOL = 5


class ShelfError(Exception):
    """What lies on the shelf is no packed publication; it is of no use and must be made again."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a publication on the shelf without unpacking it.

    ``id`` is the release's, ``content`` the digest of its words, ``original`` the source of the release that it is a
    copy of; ``until`` is the end of its embargo, in ISO 8601 with offset.
    """

    source: str
    key: str
    id: str
    content: str
    original: str | None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A publication as it is put by: its label, itself whole, its summary, the pictures in it by their SHA-256, and
    the segments in which it is translated.
    """

    label: Label
    whole: bytes
    summary: Summary
    pictures: Mapping[bytes, bytes]
    segments: frozenset[str]


def pack(publication: Publication) -> tuple[bytes, dict[bytes, bytes]]:
    """A publication as bytes, and apart from it the pictures in it by their SHA-256."""
    pictures: dict[bytes, bytes] = {}

    def put_by(picture: Picture) -> Picture:
        name = hashlib.sha256(picture.data).digest()
        pictures[name] = picture.data
        return replace(picture, data=name)

    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, protocol=_PROTOCOL)
    # By itself a zone is packed with the means to reach into any object.
    pickler.dispatch_table = {ZoneInfo: lambda zone: (ZoneInfo, (zone.key,))}
    pickler.dump(_with_pictures(publication, put_by))
    return packed.getvalue(), pictures


def unpack(packed: bytes, picture: Callable[[bytes], bytes]) -> Publication:
    """The publication that was packed; ``picture`` gives the bytes of one by its SHA-256.

    Raises:
        ShelfError: it is none.
    """
    try:
        found = _Unpickler(io.BytesIO(packed)).load()
        if not isinstance(found, Publication):
            raise ShelfError
        return _with_pictures(found, lambda item: replace(item, data=picture(item.data)))
    except ShelfError:
        raise
    except Exception as error:
        raise ShelfError from error


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module in _MODULES or (module, name) in _NAMES:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise ShelfError


def _with_pictures(publication: Publication, change: Callable[[Picture], Picture]) -> Publication:
    release = publication.release
    if not _has_pictures(release):
        return publication
    changed = replace(
        release,
        pictures=tuple(map(change, release.pictures)),
        people=tuple(_pictured(person, change) for person in release.people),
        organisations=tuple(_pictured(body, change) for body in release.organisations),
    )
    return replace(publication, release=changed)


def _has_pictures(release: Release) -> bool:
    portraits = [*(person.picture for person in release.people), *(body.picture for body in release.organisations)]
    return bool(release.pictures) or any(portraits)


def _pictured(named: Any, change: Callable[[Picture], Picture]) -> Any:
    return replace(named, picture=change(named.picture)) if named.picture else named
