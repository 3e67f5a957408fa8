"""Quotation marks: those at a segment's edges put aside, and all of them given the form of the target language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

QUOTATION_MARK = re.compile(r"[„“”\"»«]")
_OPENING = '„“»"'
_CLOSING = '“”«"'
_ALWAYS_OPENING = "„‚"
_BEFORE_OPENING = " \u00a0\u202f\t\n([/–—“‘„«»‚"


@dataclass(frozen=True, slots=True)
class Marks:
    """A language's quotation marks: outer and inner pair, and what stands between the outer ones and the words."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    gap: str = ""


# Unicode CLDR 46, delimiters; the narrow no-break space of French after the Imprimerie nationale's rules.
_MARKS: Mapping[str, Marks] = {
    "cs": Marks(("„", "“"), ("‚", "‘")),
    "en": Marks(("“", "”"), ("‘", "’")),
    "es": Marks(("«", "»"), ("“", "”")),
    "fr": Marks(("«", "»"), ("“", "”"), "\u202f"),
    "it": Marks(("«", "»"), ("“", "”")),
    "nl": Marks(("‘", "’"), ("“", "”")),
    "pl": Marks(("„", "”"), ("«", "»")),
    "sk": Marks(("„", "“"), ("‚", "‘")),
}
_ANY_MARK = re.compile(r"[„“”\"»«‚‘›‹]|(?P<apostrophe>['’])")
_INSIDE_GUILLEMETS = re.compile(r"(?<=«)[ \u00a0\u202f]+|[ \u00a0\u202f]+(?=»)")
_INNER = frozenset("‚‘›‹'’")


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


def with_marks_of(text: str, target: str) -> str:
    """A text with all its quotation marks in the form of the language ``target`` (BCP 47), if we know it.

    Which way a mark points follows from what stands around it, for “ closes in German and opens in English. An
    apostrophe stays, and so does a straight mark behind a figure where no quotation is open: it means inches.
    """
    marks = _MARKS.get(target.split("-")[0])
    if marks is None:
        return text
    first = re.search("[«»]", text)
    if first and first[0] == "«":  # as in French; »so« needs its spaces
        text = _INSIDE_GUILLEMETS.sub("", text)
    done: list[str] = []
    position = 0
    opened: list[tuple[str, bool]] = []
    for found in _ANY_MARK.finditer(text):
        new = _mark(found, marks, opened)
        done += [text[position : found.start()], new]
        position = found.end()
    return "".join([*done, text[position:]])


def _mark(found: re.Match[str], marks: Marks, opened: list[tuple[str, bool]]) -> str:
    """A mark in its new form; ``opened`` are the quotations open here: the old mark, and whether it is an inner one."""
    old, text = found[0], found.string
    opens = _opens(found)
    if found["apostrophe"] and not _is_inner_quotation(found, opened, opens=opens):
        return old
    if old == '"' and not opens and not opened and text[: found.start()][-1:].isdigit():
        return old
    if opens:
        # A mark of another kind than the one around it opens a quotation within; the same kind, one after a gap.
        inner = old in _INNER or (bool(opened) and opened[-1][0] != old)
        opened.append((old, inner))
    elif old in _INNER and not (opened and opened[-1][1]):
        inner = True
    else:
        inner = opened.pop()[1] if opened else False
    if inner:
        return marks.inner[0 if opens else 1]
    return marks.outer[0] + marks.gap if opens else marks.gap + marks.outer[1]


def _is_inner_quotation(found: re.Match[str], opened: list[tuple[str, bool]], *, opens: bool) -> bool:
    """Whether ' or ’ is a quotation mark: inside a quotation, with its counterpart, and not within a word."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if before.isalnum() and after.isalnum():
        return False
    if opens:
        counterpart = re.match(r"[^'’\"“”„»«]*[^\s'’\"“”„»«]['’](?!\w)", found.string[found.end() :])
        return found[0] == "'" and bool(opened) and counterpart is not None
    return bool(opened) and opened[-1][0] in _INNER


def _opens(found: re.Match[str]) -> bool:
    if found[0] in _ALWAYS_OPENING:
        return True
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return (not before or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
