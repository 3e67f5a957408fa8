"""XML parts of office files: parsed without entities, network or depth, and read by local names.

Names are compared without their namespace, since the strict and the transitional form of Word's format
differ in nothing else that matters here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from pipeline.limits import MAX_XML_DEPTH, MAX_XML_ELEMENTS
from pipeline.read.content import UnreadableError
from pipeline.read.messages import counted

Element: TypeAlias = etree._Element


_DAMAGED = "Bitte die Datei im Schreibprogramm öffnen, neu speichern und wieder ablegen."


def parse_xml(data: bytes, *, part: str) -> Element:
    """The root of an XML part; ``part`` is its name in the package, for the message.

    Raises ``UnreadableError`` when it is no well-formed XML, has a document type (and so perhaps entities),
    or is nested or filled beyond what any text needs.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data:  # the library gave up at entities that would grow
            raise _with_doctype(part) from error
        raise UnreadableError(f"Die Datei ist beschädigt: Ihr Teil „{part}“ ist nicht lesbar.", _DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_doctype(part)
    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_XML_DEPTH or elements > MAX_XML_ELEMENTS:
            raise UnreadableError(
                f"Die Datei ist viel zu verschachtelt oder zu groß (mehr als {MAX_XML_DEPTH} Elemente ineinander "
                f"oder {counted(MAX_XML_ELEMENTS)} in ihrem Teil „{part}“).",
                _DAMAGED,
            )
    return root


def _with_doctype(part: str) -> UnreadableError:
    return UnreadableError(f"Der Teil „{part}“ der Datei enthält unzulässige Vereinbarungen (DOCTYPE).", _DAMAGED)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    name = str(element.tag)
    return name[name.rfind("}") + 1 :]


def children(element: Element) -> Iterator[Element]:
    """The elements directly inside another."""
    for child in element:
        if isinstance(child.tag, str):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at a path of local names, or ``None``."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in children(element) if local(inner) == name), None)
    return element


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements of a local name below another, in document order."""
    yield from element.iter(f"{{*}}{name}")


def attribute(element: Element | None, name: str, *, namespace: str = "") -> str:
    """An attribute by its local name, or ``""``; ``namespace`` is a part of its namespace where two share a name."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        full = str(key)
        if full[full.rfind("}") + 1 :] == name and namespace in full[: full.rfind("}") + 1]:
            return str(value)
    return ""
