"""Which paragraphs are quotations as a whole, and so become a ``<blockquote>``.

HTML has the attribution stand outside a blockquote (https://html.spec.whatwg.org/#the-blockquote-element). A paragraph
with „…, sagt X“ in it therefore stays a paragraph, and what is quoted there a ``<span>``: a ``<q>`` would bring
marks of its own beside those in the text.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Release
from pipeline.publish.view import Rendition

_MARKS = "„“”»«‚‘’›‹\"'"
_AROUND = _MARKS + ". \u00a0\u202f\t\n"


def quoted_paragraphs(rendition: Rendition) -> Mapping[int, int]:
    """Indexes of the paragraphs that are nothing but quotation → which one; those of one share its number.

    An edition's paragraphs follow the release's where they pair up and begin with a quotation mark themselves.
    """
    release = rendition.publication.release
    whole = _whole(release)
    if rendition.edition is None:
        return whole
    if len(rendition.paragraphs) != len(release.paragraphs):
        return {}
    return {index: number for index, number in whole.items() if rendition.paragraphs[index].startswith(tuple(_MARKS))}


def _whole(release: Release) -> dict[int, int]:
    found = {}
    for index, text in enumerate(release.paragraphs):
        rest, first = text, None
        # From the last to the first, so that the offsets of those before stay right.
        for number, quote in reversed(list(enumerate(release.quotes))):
            if quote.paragraph <= index <= quote.end_paragraph:
                start = quote.start if index == quote.paragraph else 0
                end = quote.end if index == quote.end_paragraph else len(text)
                rest, first = rest[:start] + rest[end:], number
        if first is not None and not rest.strip(_AROUND):
            found[index] = first
    return found
