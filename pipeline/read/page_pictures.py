"""Pictures that come inside a text file: ``data:`` addresses are lifted out, and what is no press picture stays out.

A picture is known by the address (``src``) under which the text shows it. Nothing is ever fetched: an address that
is not among the pictures at hand shows nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from pipeline.limits import MAX_PICTURE_BYTES
from pipeline.model import Picture, ReleaseWarning
from pipeline.read.messages import megabytes
from pipeline.read.normalise import tidy

# Icons, lines and counting pixels are narrower than any picture that a paper prints.
MIN_SIDE_PX = 64

FURNITURE = frozenset({"logo", "icon", "signet", "spacer", "pixel", "avatar", "emoji"})
"""Words by which pages and file names mark a picture that is none of the release."""

NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})

SUFFIXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "image/jpeg": (".jpg", ".jpeg", ".jpe"),
        "image/png": (".png",),
        "image/gif": (".gif",),
        "image/webp": (".webp",),
    }
)
"""The kinds of pictures that are read, with the endings of their file names; the first is the usual one."""

_DATA_ADDRESS = re.compile(
    r"""
    (?P<place> \bsrc\s*=\s* | \]\(\s*<? | \]:[ \t]*<? )?   # an <img>, a picture in Markdown, a reference in Markdown
    (?P<quote> ["'] )?
    data:(?P<type> [\w.+-]+/[\w.+-]+ ) (?: ;[\w=-]+ )* ;base64,
    (?P<data> (?(quote) [A-Za-z0-9+/=%\s]* | [A-Za-z0-9+/=%]* ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[^\w .()+-]+")
_MAX_NAME = 100
_FURNITURE_ALT = re.compile(rf"\s*(?:\w+-)?(?:{'|'.join(sorted(FURNITURE))})\b", re.IGNORECASE)
_FURNITURE_NAME = re.compile(rf"(?:\b|_)(?:{'|'.join(sorted(FURNITURE))})(?:\b|_|\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A markup without embedded data, and the pictures that were in it by the address that stands there now."""

    markup: str
    pictures: Mapping[str, Picture]
    warnings: tuple[ReleaseWarning, ...] = ()


def lift_pictures(markup: str) -> Lifted:
    """Take embedded data out of HTML or Markdown, so that its length counts only as text.

    Pictures get a short address instead; other data, and pictures over ``MAX_PICTURE_BYTES``, go. The latter
    leave a warning.
    """
    pictures: dict[str, Picture] = {}
    too_large = 0

    def lift(match: re.Match[str]) -> str:
        nonlocal too_large
        around = f"{match['place'] or ''}{match['quote'] or ''}"
        if not match["place"] or match["type"].lower() not in (*SUFFIXES, "image/jpg"):
            return around
        if len(match["data"]) * 3 // 4 > MAX_PICTURE_BYTES:
            too_large += 1
            return around
        picture = picture_from(_decoded(match["data"]), name=f"bild-{len(pictures) + 1}")
        if picture is None:
            return around
        address = f"embedded-picture:{len(pictures) + 1}"
        pictures[address] = picture
        return around + address

    lifted = _DATA_ADDRESS.sub(lift, markup)
    return Lifted(lifted, pictures, (too_large_warning(count=too_large),) if too_large else ())


def picture_from(data: bytes, *, name: str, alt: str | None = None) -> Picture | None:
    """The picture whose file these bytes are, or ``None`` if they are none of the kinds in ``SUFFIXES``.

    The kind is told by the first bytes alone; ``name`` loses its folders and gets the ending of the kind.
    """
    media_type = media_type_of(data)
    if media_type is None:
        return None
    return Picture(_file_name(name, media_type), media_type, data, alt=one_line(alt or "") or None)


def media_type_of(data: bytes) -> str | None:
    """The media type by the file's signature; source: the formats' specifications."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def is_furniture(picture: Picture) -> bool:
    """Whether a picture only dresses the page: an icon, a line, a counting pixel, a logo that says so itself.

    „Logo der Stadtwerke“ is one, „Neues Logo der Stadtwerke“ may be the news.
    """
    side = _shorter_side_px(picture.data)
    return (
        (side is not None and side < MIN_SIDE_PX)
        or bool(_FURNITURE_ALT.match(picture.alt or ""))
        or bool(_FURNITURE_NAME.search(picture.name))
    )


def too_large_warning(*, count: int) -> ReleaseWarning:
    """What the officer is told about pictures over the limit."""
    subject = "Ein Bild ist" if count == 1 else f"{count} Bilder sind"
    return ReleaseWarning(
        "picture-too-large",
        f"{subject} größer als {megabytes(MAX_PICTURE_BYTES)} und {'wurde' if count == 1 else 'wurden'} "
        "nicht übernommen. Bitte kleiner speichern.",
        where="pictures",
    )


def one_line(text: str) -> str:
    """A text as one tidy line."""
    return " ".join(tidy(text).split())


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(unquote_to_bytes("".join(text.split())))
    except binascii.Error:
        return b""


def _file_name(name: str, media_type: str) -> str:
    name = _NOT_IN_NAMES.sub("-", one_line(_FOLDERS.sub("", name)))[-_MAX_NAME:].strip(" .-") or "bild"
    endings = SUFFIXES[media_type]
    return name if name.lower().endswith(endings) else name + endings[0]


def _shorter_side_px(data: bytes) -> int | None:
    """The shorter side of a PNG or GIF, the kinds of which icons are made; ``None`` for others."""
    if data.startswith(b"\x89PNG"):
        sides = data[16:20], data[20:24]
        return min(int.from_bytes(side, "big") for side in sides)
    if data.startswith(b"GIF8"):
        sides = data[6:8], data[8:10]
        return min(int.from_bytes(side, "little") for side in sides)
    return None
