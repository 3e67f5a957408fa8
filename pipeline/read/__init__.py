"""Files to documents: one module a format, nothing about press releases."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.model import Document, ReleaseError
from pipeline.read import mail, markdown, odt, pdf, plain, rtf, webpage, word
from pipeline.read.content import Reader, UnreadableError
from pipeline.read.messages import NOT_YET, SAVE_AS, megabytes

__all__ = ["MAX_BYTES", "READERS", "SUFFIXES", "read"]

MAX_BYTES = 30_000_000
MAX_PARAGRAPH = 20_000

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": plain.read_plain,
        ".md": markdown.read_markdown,
        ".markdown": markdown.read_markdown,
        ".html": webpage.read_webpage,
        ".htm": webpage.read_webpage,
        ".docx": word.read_docx,
        ".docm": word.read_docx,
        ".odt": odt.read_odt,
        ".rtf": rtf.read_rtf,
        ".pdf": pdf.read_pdf,
        ".eml": mail.make_mail_reader(lambda: READERS),
    }
)
"""Which function reads which suffix; a new format is one module and one line here."""

SUFFIXES = frozenset(READERS)


def read(path: Path, *, source: str) -> Document:
    """Read a dropped file into blocks of normalised text.

    ``source`` is the path relative to the releases folder, as reports name it. Raises ``ReleaseError``
    when the format is unknown or the file cannot be opened, is too big, empty, damaged or no text.
    """
    try:
        reader = _reader_for(path)
        data = _bytes_of(path)
        content = reader(data)
        if not any(block.text for block in content.blocks):
            raise UnreadableError("Die Datei enthält keinen Text.", "Bitte den Text einfügen und neu speichern.")
        if any(len(block.text) > MAX_PARAGRAPH for block in content.blocks):
            raise UnreadableError(
                "Ein Absatz hat mehr als 20.000 Zeichen; das ist keine Pressemitteilung.",
                "Bitte den Text mit seinen Absätzen speichern.",
            )
    except UnreadableError as error:
        raise ReleaseError(source, error.reason, error.remedy) from error
    return Document(
        source=source,
        digest=hashlib.sha256(data).hexdigest(),
        blocks=content.blocks,
        metadata=content.metadata,
        language=content.language,
        warnings=content.warnings,
        set_aside=content.set_aside,
    )


def _reader_for(path: Path) -> Reader:
    suffix = path.suffix.lower()
    if suffix in READERS:
        return READERS[suffix]
    if suffix in NOT_YET:
        raise UnreadableError(f"{NOT_YET[suffix]} ({suffix}) kann diese Fassung noch nicht lesen.", SAVE_AS)
    shown = f"Das Dateiformat {suffix}" if suffix else "Eine Datei ohne Endung"
    raise UnreadableError(f"{shown} wird nicht gelesen.", SAVE_AS)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("Das ist keine Datei, sondern ein Ordner oder Gerät.", SAVE_AS)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, ValueError) as error:
        raise UnreadableError(
            "Die Datei ist nicht (mehr) da.", "Bitte die Datei wieder in den Ordner legen."
        ) from error
    except OSError as error:
        raise UnreadableError(
            "Die Datei lässt sich nicht öffnen.",
            "Bitte die Leserechte prüfen oder die Datei schließen, falls ein anderes Programm sie offen hält.",
        ) from error
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            f"Die Datei ist größer als {megabytes(MAX_BYTES)}.",
            "Bitte nur den Text der Mitteilung ohne eingebettete Bilder speichern.",
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableError("Die Datei ist leer.", "Bitte den Text einfügen und neu speichern.")
    return data
