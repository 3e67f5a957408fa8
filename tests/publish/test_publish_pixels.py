"""The size of a picture from its own bytes; the samples are made after the formats' own documents."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.pixels import pixel_size

SIDES = st.integers(1, 16383)


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def jpeg(width: int, height: int, *, frame: int = 0xC0, before: bytes = b"") -> bytes:
    frame_header = struct.pack(">BBHBHHB", 0xFF, frame, 11, 8, height, width, 1) + b"\x01\x11\x00"
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    return b"\xff\xd8" + app0 + before + frame_header + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def webp(kind: bytes, body: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def webp_lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", b"\x10\x02\x00\x9d\x01\x2a" + struct.pack("<HH", width, height))


def webp_lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14))


def webp_extended(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", b"\0\0\0\0" + sides)


MAKERS = (png, jpeg, gif, webp_lossy, webp_lossless, webp_extended)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@given(width=SIDES, height=SIDES)
def test_size_is_read(make: object, width: int, height: int) -> None:
    assert pixel_size(make(width, height)) == (width, height)  # type: ignore[operator]


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA])
def test_jpeg_segments_before_the_frame_are_passed_over(frame: int) -> None:
    # Tables share the range of the frames; a preview picture in Exif has a frame of its own; fill bytes may stand.
    thumbnail = jpeg(160, 120)
    exif = b"\xff\xe1" + struct.pack(">H", 8 + len(thumbnail)) + b"Exif\0\0" + thumbnail
    tables = b"\xff\xc4" + struct.pack(">H", 6) + b"\xff\xc0\0\0" + b"\xff\xff\xff"

    assert pixel_size(jpeg(1600, 900, frame=frame, before=exif + tables)) == (1600, 900)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_torn_file_has_no_size_and_does_no_harm(make: object) -> None:
    whole = make(640, 480)  # type: ignore[operator]

    for end in range(len(whole)):
        assert pixel_size(whole[:end]) in (None, (640, 480))


@given(st.binary(max_size=64))
def test_any_bytes_after_a_signature_do_no_harm(rest: bytes) -> None:
    for signature in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF89a", b"RIFF\0\0\0\0WEBP", b""):
        size = pixel_size(signature + rest)
        assert size is None or min(size) > 0


def test_nothing_wide_is_no_size() -> None:
    assert pixel_size(png(0, 5)) is None
    assert pixel_size(b"<svg width='3' height='3'/>") is None
