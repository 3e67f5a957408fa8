"""Files to documents: one module a format, nothing about press releases."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from pipeline.config import Limits
from pipeline.limits import MAX_LINE_CHARACTERS, MAX_LINES, MAX_PICTURE_BYTES
from pipeline.model import Block, Document, ReleaseError, ReleaseWarning, Role
from pipeline.opening import OpeningError, bytes_of
from pipeline.read.content import Content, Reader, UnreadableError
from pipeline.read.messages import NOT_YET, SAVE_AS, counted
from pipeline.read.page_pictures import too_large_warning

__all__ = ["READERS", "SUFFIXES", "read"]

_LIMITS = Limits()


def _late(module: str, function: str) -> Reader:
    """A reader whose module, with the library behind it, is loaded with the first file of its format."""

    def read_late(data: bytes) -> Content:
        found: Reader = getattr(import_module(f"pipeline.read.{module}"), function)
        return found(data)

    return read_late


def _mail_reader(readers: Callable[[], Mapping[str, Reader]]) -> Reader:
    def read_late(data: bytes) -> Content:
        from pipeline.read.mail import make_mail_reader

        return make_mail_reader(readers)(data)

    return read_late


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": _late("plain", "read_plain"),
        ".md": _late("markdown", "read_markdown"),
        ".markdown": _late("markdown", "read_markdown"),
        ".html": _late("webpage", "read_webpage"),
        ".htm": _late("webpage", "read_webpage"),
        ".docx": _late("word", "read_docx"),
        ".docm": _late("word", "read_docx"),
        ".odt": _late("odt", "read_odt"),
        ".rtf": _late("rtf", "read_rtf"),
        ".pdf": _late("pdf", "read_pdf"),
        ".eml": _mail_reader(lambda: READERS),
    }
)
"""Which function reads which suffix; a new format is one module and one line here."""

SUFFIXES = frozenset(READERS)


def read(path: Path, *, source: str, limits: Limits = _LIMITS, within: Path | None = None) -> Document:
    """Read a dropped file into blocks of normalised text.

    ``source`` is the path relative to the releases folder, as reports name it; ``within`` that folder, if the file
    must lie in it. Raises ``ReleaseError`` when the format is unknown, a limit is passed, or the file cannot be
    opened, lies elsewhere, changes meanwhile, is empty, damaged or no text.
    """
    try:
        reader = _reader_for(path, limits)
        data = bytes_of(path, max_mb=limits.max_file_mb, within=within)
        if not data.strip(b"\x00 \t\r\n"):
            raise UnreadableError("Die Datei ist leer.", "Bitte den Text einfügen und neu speichern.")
        content = _with_few_pictures(reader(data), limits)
        _check_text(content.blocks)
    except (UnreadableError, OpeningError) as error:
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


def _reader_for(path: Path, limits: Limits) -> Reader:
    suffix = path.suffix.lower()
    if suffix in READERS:
        return _readers(limits)[suffix]
    if suffix in NOT_YET:
        raise UnreadableError(f"{NOT_YET[suffix]} ({suffix}) kann diese Fassung noch nicht lesen.", SAVE_AS)
    shown = f"Das Dateiformat {suffix}" if suffix else "Eine Datei ohne Endung"
    raise UnreadableError(f"{shown} wird nicht gelesen.", SAVE_AS)


def _readers(limits: Limits) -> Mapping[str, Reader]:
    """The table with what the settings allow; a mail reads its attachments by the same."""

    def read_pages(data: bytes) -> Content:
        from pipeline.read.pdf import read_pdf

        return read_pdf(data, max_pages=limits.max_pages)

    table: dict[str, Reader] = {**READERS, ".pdf": read_pages}
    table[".eml"] = _mail_reader(lambda: table)
    return table


def _check_text(blocks: tuple[Block, ...]) -> None:
    if not any(block.text for block in blocks):
        raise UnreadableError("Die Datei enthält keinen Text.", "Bitte den Text einfügen und neu speichern.")
    if any(len(block.text) > MAX_LINE_CHARACTERS for block in blocks):
        raise UnreadableError(
            f"Ein Absatz hat mehr als {counted(MAX_LINE_CHARACTERS)} Zeichen; das ist keine Pressemitteilung.",
            "Bitte den Text mit seinen Absätzen speichern.",
        )
    if sum(1 + block.text.count("\n") for block in blocks) > MAX_LINES:
        raise UnreadableError(
            f"Der Text hat mehr als {counted(MAX_LINES)} Zeilen und Absätze; das ist keine Pressemitteilung.",
            "Bitte nur die Pressemitteilung als eigene Datei ablegen.",
        )


def _with_few_pictures(content: Content, limits: Limits) -> Content:
    """The content without pictures that are too large, and those beyond the number that a release may have."""
    pictures = [block.picture for block in content.blocks if block.picture is not None]
    small = [picture for picture in pictures if len(picture.data) <= MAX_PICTURE_BYTES]
    warnings = list(content.warnings)
    if large := len(pictures) - len(small):
        warnings.append(too_large_warning(count=large))
    if surplus := len(small[limits.max_pictures :]):
        message = (
            f"Die Datei hat mehr als {limits.max_pictures} Bilder; die letzten {surplus} wurden weggelassen "
            "(config.toml, [limits] max_pictures)."
        )
        warnings.append(ReleaseWarning("picture-left-out", message, where="pictures"))
    if not (large or surplus):
        return content
    kept = set(map(id, small[: limits.max_pictures]))
    blocks = tuple(block for block in content.blocks if block.role is not Role.PICTURE or id(block.picture) in kept)
    return replace(content, blocks=blocks, warnings=tuple(warnings))
