"""Two lines of a PDF as one text: what becomes of the hyphen or the address at the break."""

from __future__ import annotations

import re

from pipeline.model import Link
from pipeline.read.wrapping import join_wrapped

_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*\Z", re.IGNORECASE)
_BREAKS_ADDRESS = ("-", "/", "?", "=", "&", "_", "@")
# A hyphen with nothing, a figure or a slash before it belongs to what follows: 'und -' + 'forschung', '20-' + 'mal'.
_KEPT_HYPHEN = re.compile(r"(?:(?:\A|[\s(„/])|\d)-\Z")
_LAST_WORDS = 120
_SLASH = re.compile(r"\w/\Z")


def join_lines(left: str, right: str) -> str:
    """The text of two lines that are one: divided words and addresses made whole, real hyphens kept."""
    left, right = left.rstrip(), right.lstrip()
    # Only the last words decide; a paragraph grows line by line and must not be searched anew each time.
    return left[:-_LAST_WORDS] + _joined(left[-_LAST_WORDS:], right)


def _joined(left: str, right: str) -> str:
    if (address := _ADDRESS.search(left)) and address[0].endswith(_BREAKS_ADDRESS):
        return left + right
    if (_KEPT_HYPHEN.search(left) and right[:1].isalnum() and not _is_joiner(right)) or _SLASH.search(left):
        return left + right
    return join_wrapped(left, right)


def join_links(left: tuple[Link, ...], right: tuple[Link, ...], text: str) -> tuple[Link, ...]:
    """The links of two lines joined to ``text``; one that runs over the break is one again."""
    if left and right and left[-1].href == right[0].href:
        whole = join_lines(left[-1].text, right[0].text)
        if whole in text:
            return (*left[:-1], Link(whole, left[-1].href), *right[1:])
    return left + right


def _is_joiner(text: str) -> bool:
    return bool(re.match(r"(?:und|oder|bzw\.|sowie|bis)\b", text))
