"""The ZIP packages of Word and LibreOffice, opened with limits: nothing in them is trusted.

Sizes are checked before a part is unpacked, and Python's ``zipfile`` never gives more than an entry declares.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, MAX_XML_BYTES, SMALL_BYTES
from pipeline.model import Block
from pipeline.read.content import UnreadableError
from pipeline.read.messages import SAVE_AS, counted, megabytes
from pipeline.read.normalise import tidy
from pipeline.read.xml_tree import Element, parse_xml

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
_OPEN_AND_SAVE = "Bitte die Datei im Schreibprogramm öffnen, neu speichern und wieder ablegen."
_WITHOUT_PASSWORD = "Bitte die Datei öffnen, ohne Kennwort speichern und wieder ablegen."


# Parts that hold no words of a person, and the elements that make a line: paragraphs and document properties.
_MACHINE_PART = re.compile(r"(?:settings|fontTable|theme\d*|numbering|webSettings|manifest|Content_Types\]?)\.xml$")
_LINE_ELEMENTS = frozenset({"p", "h", "title", "subject", "keywords", "description", "keyword", "user-defined"})
_MAX_LINE = 500
_WHITE_SPACE = re.compile(r"\s+")
_MAX_UNTIDY = 4 * _MAX_LINE


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package; reading a part may raise ``UnreadableError``."""

    archive: zipfile.ZipFile

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self.archive.NameToInfo

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or ``None`` if there is none."""
        info = self.archive.NameToInfo.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise protected()
        if info.compress_type not in _METHODS:
            raise _damaged()
        try:
            return self.archive.read(info)
        except _ZIP_ERRORS as error:
            raise _damaged() from error

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, or ``None`` if there is none."""
        info = self.archive.NameToInfo.get(name)
        if info is not None and info.file_size > MAX_XML_BYTES:
            raise _too_big(f"ihr Teil „{name}“ mehr als {megabytes(MAX_XML_BYTES)}")
        data = self.read(name)
        return None if data is None else parse_xml(data, part=name)


def set_aside(package: Package, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The lines of all XML parts that are not in the blocks, each once: headers, notes, comments, properties."""
    kept = {line for block in blocks for line in block.text.split("\n")}
    found: dict[str, None] = {}
    for name in sorted(package.archive.NameToInfo):
        if not name.endswith(".xml") or _MACHINE_PART.search(name):
            continue
        root = package.xml(name)
        for element in root.iter() if root is not None else ():
            if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in _LINE_ELEMENTS:
                line = tidy(_beginning(element).strip())[:_MAX_LINE]
                if line and line not in kept:
                    found.setdefault(line)
    return tuple(found)


def _beginning(element: Element) -> str:
    """As much of an element's text as may be shown; elements in elements would be read again and again in full."""
    text = ""
    for piece in element.itertext():
        # White space does not count: nothing is to hide behind much of it.
        text += _WHITE_SPACE.sub(" ", str(piece)).removeprefix(" " if text.endswith(" ") else "")
        if len(text) > _MAX_UNTIDY:
            break
    return text[:_MAX_UNTIDY]


def open_package(data: bytes) -> Package:
    """Open the bytes of a file that should be a ZIP package.

    Raises ``UnreadableError`` when it is something else, damaged, protected by a password, or would unpack
    to far more than a press release can be.
    """
    if data.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in data:
            raise protected()
        raise UnreadableError(
            "Die Datei ist eine ältere Word-Datei (.doc), auch wenn ihre Endung etwas anderes sagt.",
            "Bitte in Word öffnen, als „Word-Dokument (.docx)“ speichern und diese Datei ablegen.",
        )
    if not data.startswith(b"PK"):
        raise UnreadableError("Der Inhalt passt nicht zur Endung der Datei.", SAVE_AS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        raise _damaged() from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _too_big(f"mehr als {counted(MAX_ENTRIES)} Einträge")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _too_big(f"mehr als {megabytes(MAX_UNPACKED_BYTES)}")
    for entry in entries:
        if entry.file_size > max(SMALL_BYTES, MAX_RATIO * entry.compress_size):
            raise _too_big(f"einen Teil mehr als {MAX_RATIO}-mal so groß wie gepackt")
    return Package(archive)


def protected() -> UnreadableError:
    """The error for a file that only opens with a password."""
    return UnreadableError("Die Datei ist mit einem Kennwort geschützt.", _WITHOUT_PASSWORD)


def wrong_kind(kind: str) -> UnreadableError:
    """The error for a package that holds no text document; ``kind`` says in German what was expected."""
    return UnreadableError(f"Die Datei ist {kind}, oder ihr fehlt der Text.", SAVE_AS)


def _damaged() -> UnreadableError:
    return UnreadableError("Die Datei ist beschädigt oder unvollständig.", _OPEN_AND_SAVE)


def _too_big(how: str) -> UnreadableError:
    return UnreadableError(
        f"Die Datei enthält ausgepackt viel mehr, als eine Pressemitteilung haben kann: {how}.",
        "Bitte nur den Text mit wenigen Bildern in eine neue Datei kopieren und diese ablegen.",
    )
