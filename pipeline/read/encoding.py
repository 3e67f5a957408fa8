"""Bytes to text, by a short order of decisions and no guessing by letter frequencies.

A byte order mark decides; else NUL bytes at every second place mean UTF-16; else valid UTF-8 is UTF-8,
whatever the file claims; else the file's own claim if it is one of a few known encodings; else
Windows-1252. Statistical detectors are not used: they take a short Windows-1252 text for UTF-16.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from types import MappingProxyType

from pipeline.model import ReleaseWarning
from pipeline.read.content import UnreadableError
from pipeline.read.messages import SAVE_AS, SIGNATURES
from pipeline.read.normalise import forbidden_characters

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        "iso-8859-2": "iso8859-2",
        "iso-8859-15": "iso8859-15",
        "windows-1250": "cp1250",
        "windows-1251": "cp1251",
        "windows-1254": "cp1254",
        "macintosh": "mac-roman",
        "x-mac-roman": "mac-roman",
        "ibm850": "cp850",
        "cp850": "cp850",
    }
)
"""Encodings that a file may claim; Latin 1 and ASCII are read as Windows-1252, as the WHATWG rules say."""

_SAMPLE_BYTES = 4000
_MOJIBAKE = ("Ã¤", "Ã¶", "Ã¼", "ÃŸ", "â€ž", "â€œ", "â€“")


def decode(data: bytes, *, claim: str | None = None) -> tuple[str, tuple[ReleaseWarning, ...]]:
    """Decode a text file; ``claim`` is the encoding that the file itself names, if any.

    Returns the text as it stands (not normalised) with warnings about damaged characters. Raises
    ``UnreadableError`` when the bytes are no text.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"Der Inhalt ist kein Text, sondern {kind}.", SAVE_AS)
    body, encoding = _encoding_of(data, claim)
    text = body.decode(encoding, errors="replace")
    forbidden = forbidden_characters(text)
    if forbidden + text.count("\ufffd") > 4 + len(text) // 20:
        raise UnreadableError("Der Inhalt ist kein lesbarer Text.", SAVE_AS)
    return text, tuple(_doubts(text, forbidden))


def _encoding_of(data: bytes, claim: str | None) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :], encoding
    if utf16 := _utf16_by_nuls(data[:_SAMPLE_BYTES]):
        return data, utf16
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_cut_off(data, error):
            raise UnreadableError(
                "Die Datei endet mitten in einem Zeichen; sie ist wohl nur halb gespeichert oder kopiert.",
                "Bitte noch einmal speichern und ablegen.",
            ) from error
        return data, CLAIMS.get((claim or "").strip().lower(), "cp1252")
    return data, "utf-8"


def _is_cut_off(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether nothing is wrong with a UTF-8 text but that its last character is not all there.

    Letters of another encoding before it would not have passed for UTF-8; where all before it is ASCII, the last
    may be one.
    """
    return error.reason == "unexpected end of data" and not data[: error.start].isascii()


def _utf16_by_nuls(sample: bytes) -> str | None:
    """UTF-16 of a western text has a NUL in nearly every pair, always on the same side."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > 0.7 * pairs and first < 0.05 * pairs:
        return "utf-16-le"
    if first > 0.7 * pairs and second < 0.05 * pairs:
        return "utf-16-be"
    return None


def _doubts(text: str, forbidden: int) -> list[ReleaseWarning]:
    doubts = []
    if forbidden:
        doubts.append(
            ReleaseWarning(
                "control-characters",
                f"{forbidden} unsichtbare Steuerzeichen wurden entfernt.",
            )
        )
    if "\ufffd" in text:
        position = text.index("\ufffd")
        doubts.append(
            ReleaseWarning(
                "damaged-characters",
                "Einzelne Zeichen der Datei sind beschädigt und erscheinen als „\ufffd“. "
                "Bitte die Datei als UTF-8 neu speichern.",
                where=" ".join(text[max(0, position - 20) : position + 20].split()),
            )
        )
    for broken in _MOJIBAKE:
        if broken in text:
            doubts.append(
                ReleaseWarning(
                    "mojibake",
                    f"Der Text enthält „{broken}“: Umlaute oder Anführungszeichen wurden wohl "
                    "beim Speichern beschädigt.",
                    where=broken,
                )
            )
            break
    return doubts
