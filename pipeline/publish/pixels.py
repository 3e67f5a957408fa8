"""How wide and high a picture is, from the first bytes of its file: PNG, JPEG, GIF and WebP."""

from __future__ import annotations

import struct
from collections.abc import Callable

_Size = tuple[int, int]

# JPEG's frame headers (ITU-T T.81, table B.1): all of SOF0 to SOF15 but DHT, JPG and DAC, which share their range.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as the file says them, or ``None`` if it does not say them in a way known here."""
    for signature, reader in _READERS:
        if data.startswith(signature):
            try:
                width, height = reader(data)
            except (struct.error, IndexError, ValueError):
                return None
            return (width, height) if width > 0 and height > 0 else None
    return None


def _png(data: bytes) -> _Size:
    # https://www.w3.org/TR/png/#11IHDR
    if data[12:16] != b"IHDR":
        raise ValueError("the first chunk is another")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> _Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _jpeg(data: bytes) -> _Size:
    """The size in the first frame header; segments before it are passed over by their lengths."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker where one must be")
        while data[at] == 0xFF:  # any number of fill bytes
            at += 1
        marker = data[at]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 4)
            return width, height
        at += 1
        if marker not in _WITHOUT_LENGTH:
            at += max(2, struct.unpack_from(">H", data, at)[0])


def _webp(data: bytes) -> _Size:
    # https://developers.google.com/speed/webp/docs/riff_container, RFC 6386 for VP8 and the lossless format's document
    if data[8:12] != b"WEBP":
        raise ValueError("another kind of RIFF")
    kind = data[12:16]
    if kind == b"VP8X":
        low_width, high_width, low_height, high_height = struct.unpack_from("<HBHB", data, 24)
        return 1 + low_width + (high_width << 16), 1 + low_height + (high_height << 16)
    if kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no size where WebP has it")


_READERS: tuple[tuple[bytes, Callable[[bytes], _Size]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"RIFF", _webp),
)
