"""Word files (``.docx``), read from their XML with lxml.

python-docx and mammoth give the paragraphs of the body but lose text boxes and take tracked changes halfway;
what has to be added to them is most of this reader, so neither is used. Headers, footers, comments and notes
are left out. So is the title in the file's properties: it is usually that of the file it was copied from.
"""

from __future__ import annotations

import posixpath

from pipeline.edition_mark import KEY, mark_in
from pipeline.read.content import Content
from pipeline.read.docx_body import BodyReader
from pipeline.read.docx_styles import Styles
from pipeline.read.office_blocks import office_blocks
from pipeline.read.office_package import Package, open_package, set_aside, wrong_kind
from pipeline.read.xml_tree import Element, attribute, child, children, local

_MAIN_PART = "word/document.xml"
_PROPERTIES_PART = "docProps/custom.xml"
_NO_WORD_FILE = "keine Word-Datei (.docx)"


def read_docx(data: bytes) -> Content:
    """Read a Word file: body, text boxes, tables and pictures, with all tracked changes accepted.

    Raises ``UnreadableError`` when it is no Word file, damaged, protected by a password or unreasonably big.
    """
    package = open_package(data)
    main = _main_part(package)
    document = package.xml(main)
    body = child(document, "body")
    if body is None:
        raise wrong_kind(_NO_WORD_FILE)
    folder = posixpath.dirname(main)
    relations = _relations(package, main)
    styles = next((part for kind, part in relations.values() if kind == "styles"), "styles.xml")
    targets = {key: target for key, (_, target) in relations.items()}
    reader = BodyReader(package, folder, targets, Styles(package.xml(_joined(folder, styles))))
    metadata = _own_properties(package)
    blocks = office_blocks(reader.flow(body), as_styled=mark_in(metadata) is not None)
    around = set_aside(package, blocks)
    return Content(blocks, metadata, _language(package), tuple(reader.doubts), around)


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, "").values():
        if kind == "officeDocument":
            path = _joined("", target)
            if package.has(path):
                return path
    return _MAIN_PART


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of a part's relations to others, by id; ``""`` is the package itself."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return {}
    return {
        attribute(relation, "Id"): (attribute(relation, "Type").rpartition("/")[2], attribute(relation, "Target"))
        for relation in children(root)
        if local(relation) == "Relationship"
    }


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def _own_properties(package: Package) -> tuple[tuple[str, str], ...]:
    """Those of the file's properties that the desk itself has set, ``press-edit sperrfrist`` as ``sperrfrist``."""
    root = package.xml(_PROPERTIES_PART)
    if root is None:
        return ()
    return tuple(
        (name.removeprefix(f"{KEY} "), "".join(map(str, item.itertext())).strip())
        for item in children(root)
        if (name := attribute(item, "name").lower()).startswith(KEY)
    )


def _language(package: Package) -> str | None:
    """The language in the file's properties; that of its styles is the one Word was installed with."""
    properties: Element | None = package.xml("docProps/core.xml")
    tag = child(properties, "language")
    return (tag.text or "").strip() or None if tag is not None else None
