"""Quotation marks: those at a segment's edges put aside, and German ones made English."""

from __future__ import annotations

import re

QUOTATION_MARK = re.compile(r"[„“”\"»«]")
_SINGLE_MARK = re.compile(r"[‚‘›‹]")
_OPENING = '„“»"'
_CLOSING = '“”«"'
_ALWAYS_OPENING = "„‚"
_BEFORE_OPENING = " \u00a0\t\n([/–—“"


def unquoted(segment: str) -> tuple[str, str, str]:
    """Opening mark, text and closing mark, where the marks stand at the very edges and have no others inside.

    A quotation of several sentences is cut into segments with half a pair each; translators drop or double
    such marks. Without the mark they need not be trusted with it.
    """
    marks = len(QUOTATION_MARK.findall(segment))
    opens = bool(segment) and segment[0] in _OPENING
    closes = len(segment) > 1 and segment[-1] in _CLOSING
    if marks == 2 and opens and closes:
        return segment[0], segment[1:-1], segment[-1]
    if marks == 1 and opens:
        return segment[0], segment[1:], ""
    if marks == 1 and closes:
        return "", segment[:-1], segment[-1]
    return "", segment, ""


def english_quotes(text: str) -> str:
    """A text with all its quotation marks in English form: “ and ”, ‘ and ’; an apostrophe stays.

    Which way a mark points follows from what stands around it, for “ closes in German and opens in English.
    An odd number of straight marks stays as it is: one of them may mean inches.
    """
    straight_too = text.count('"') % 2 == 0
    text = QUOTATION_MARK.sub(
        lambda found: found[0] if found[0] == '"' and not straight_too else "“" if _opens(found) else "”", text
    )
    return _SINGLE_MARK.sub(lambda found: "‘" if _opens(found) else "’", text)


def _opens(found: re.Match[str]) -> bool:
    if found[0] in _ALWAYS_OPENING:
        return True
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return (not before or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
