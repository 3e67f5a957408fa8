"""A segment with inline elements → the text that people read, in TMX 1.4, XLIFF 1.2 and XLIFF 2."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

# They hold codes of the original format, which are no text.
_CODES = frozenset("bpt ept it ph ut bx ex x".split())
# They stand for something between words: a line break, a picture, a tag.
_BETWEEN_WORDS = frozenset("ph it ut x".split())


def plain_text(element: etree._Element) -> str:
    """The text of a segment without its codes; words that only a placeholder kept apart get a space."""
    text = ""
    for part in _parts(element):
        if part is None:
            text += " " if text and not text[-1].isspace() else ""
        else:
            text = text.rstrip(" ") + part if text.endswith(" ") and part[:1].isspace() else text + part
    return text


def _parts(element: etree._Element) -> Iterator[str | None]:
    yield element.text or ""
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "cp":
            yield chr(int(child.get("hex", "FFFD"), 16))
        elif name in _CODES:
            # Where it stands by itself, white space around it or a mark after it is enough.
            if name in _BETWEEN_WORDS and (child.tail or "")[:1].isalnum():
                yield None
        elif name:
            yield from _parts(child)
        yield child.tail or ""
