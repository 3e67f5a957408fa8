"""XML from elsewhere is looked at before it is parsed: how big it is, and that it declares no entities."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from xml.parsers import expat

from lxml import etree

from pipeline.exchange.errors import ExchangeError

MAX_BYTES = 50_000_000
_Parsed = TypeVar("_Parsed")
_EXPORT_AGAIN = "Bitte die Datei neu aus dem Übersetzungsprogramm exportieren."


class _BodyError(Exception):
    """The prolog is over."""


def bytes_of(path: Path) -> bytes:
    """A file's bytes; of one that is too big only so many that this can be told. Raises OSError."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def parsed(data: bytes, parse: Callable[[bytes], _Parsed]) -> _Parsed:
    """What ``parse``, which uses lxml, makes of the bytes of an XML file.

    Raises:
        ExchangeError: the file is too big, empty, declares entities (of which a few lines can stand for gigabytes,
            or for files of this machine), or is no XML; with the line.
    """
    if len(data) > MAX_BYTES:
        raise ExchangeError(
            f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB.",
            "Bitte im Übersetzungsprogramm in mehreren Teilen exportieren.",
        )
    if not data.strip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"):
        raise ExchangeError("Die Datei ist leer.", _EXPORT_AGAIN)
    _expect_no_entities(data)
    try:
        return parse(data)
    except etree.XMLSyntaxError as error:
        line = f"Zeile {error.lineno}: " if error.lineno else ""
        raise ExchangeError(f"{line}Das ist kein gültiges XML ({error.msg}).", _EXPORT_AGAIN) from error


def tree(data: bytes) -> etree._Element:
    """The root of an XML file whose prolog is known to be harmless. Raises lxml's XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


def _expect_no_entities(data: bytes) -> None:
    reader = expat.ParserCreate()

    def declared(name: str, *_: object) -> None:
        raise ExchangeError(
            f"Zeile {reader.CurrentLineNumber}: Die Datei erklärt eine Entität („{name}“); das wird aus Gründen der "
            "Sicherheit nicht gelesen.",
            _EXPORT_AGAIN,
        )

    def begun(*_: object) -> None:
        raise _BodyError

    reader.EntityDeclHandler = declared
    reader.StartElementHandler = begun
    try:
        reader.ParseFile(BytesIO(data))
    except (_BodyError, expat.ExpatError, LookupError):
        # What else may be wrong with it the real parser says; it knows more encodings.
        return
