"""LibreOffice files (``.odt``), read from their XML with lxml.

odfpy gives the same tree with more work: styles, frames and changes would still have to be resolved here.
Headers, footers, comments and notes are left out, and so is the title in the file's properties.
"""

from __future__ import annotations

from pipeline.read.content import Content
from pipeline.read.odt_body import BodyReader
from pipeline.read.odt_styles import Styles
from pipeline.read.office_blocks import office_blocks
from pipeline.read.office_package import Package, open_package, protected, set_aside, wrong_kind
from pipeline.read.xml_tree import child, descendants

_NO_TEXT_FILE = "kein LibreOffice-Text (.odt)"


def read_odt(data: bytes) -> Content:
    """Read a LibreOffice text: paragraphs, frames, tables and pictures, with all changes accepted.

    Raises ``UnreadableError`` when it is no such file, damaged, protected by a password or unreasonably big.
    """
    package = open_package(data)
    _refuse_encrypted(package)
    content = package.xml("content.xml")
    text = child(content, "body", "text")
    if text is None:
        raise wrong_kind(_NO_TEXT_FILE)
    reader = BodyReader(package, Styles(content, package.xml("styles.xml")))
    blocks = office_blocks(reader.flow(text))
    around = set_aside(package, blocks)
    return Content(blocks, language=_language(package), warnings=tuple(reader.doubts), set_aside=around)


def _refuse_encrypted(package: Package) -> None:
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(descendants(manifest, "encryption-data"), None) is not None:
        raise protected()


def _language(package: Package) -> str | None:
    """The language in the file's properties, which few people set."""
    tag = child(package.xml("meta.xml"), "meta", "language")
    return (tag.text or "").strip() or None if tag is not None else None
