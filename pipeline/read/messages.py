"""German words about file formats: what a file seems to be and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SAVE_AS = (
    "Bitte den Text als .docx, .odt, .rtf, .html („Webseite, gefiltert“) oder .txt („Nur Text“) speichern und diese "
    "Datei ablegen."
)

NOT_YET: Mapping[str, str] = MappingProxyType(
    {
        ".doc": "Ältere Word-Dateien",
        ".dotx": "Word-Vorlagen",
        ".msg": "Outlook-Nachrichten",
        ".mht": "Webarchive",
        ".mhtml": "Webarchive",
        ".webarchive": "Webarchive",
        ".pages": "Pages-Dateien",
        ".pptx": "Präsentationen",
        ".xlsx": "Tabellen",
    }
)
"""Formats that later versions may read, by suffix, as the subject of a sentence in the plural."""

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "eine Word-, LibreOffice- oder ZIP-Datei"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "eine ältere Word- oder Outlook-Datei"),
    (b"%PDF-", "eine PDF-Datei"),
    (b"{\\rtf", "eine RTF-Datei"),
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
    (b"GIF8", "ein Bild"),
    (b"\x1f\x8b", "ein komprimiertes Archiv"),
    (b"Rar!", "ein komprimiertes Archiv"),
    (b"7z\xbc\xaf", "ein komprimiertes Archiv"),
)
"""First bytes of files that are no text whatever their suffix says; source: the formats' specifications."""


def megabytes(count: int) -> str:
    """A size in bytes as German text, in whole megabytes of a million bytes."""
    return f"{count // 1_000_000} MB"


def counted(number: int) -> str:
    """A number as German text, with points between thousands."""
    return f"{number:,}".replace(",", ".")
