"""An edition as a Markdown file; what a person should know of a text stands in comments above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from pipeline.model import Field, Role
from pipeline.parse import is_contact_title
from pipeline.read.comments import without_comments
from pipeline.read.content import UnreadableError
from pipeline.read.markdown import QUOTED, markdown_blocks
from pipeline.sidecar.parts import Part, Remarks

_MARKUP = re.compile(r"([\\`*_\[\]<>&#|~])")
_LIST_MARK = re.compile(r"\A(\d{1,9})([.)])|\A([-+=])")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_COMMENT_MARK = re.compile(r"<!--|--(?=!?>)")

_RULE = "***"
# What stands before a text, what it must be read as, and at which level.
_LINES: dict[Field, tuple[str, Role, int]] = {
    Field.KICKER: ("", Role.PARAGRAPH, 0),
    Field.HEADLINE: ("# ", Role.HEADING, 1),
    Field.SUBHEADLINE: ("## ", Role.HEADING, 2),
    Field.PARAGRAPH: ("", Role.PARAGRAPH, 0),
    Field.SUBHEAD: ("### ", Role.HEADING, 3),
    Field.CAPTION: ("> ", Role.PARAGRAPH, 0),
    Field.BOILERPLATE: ("", Role.PARAGRAPH, 0),
    Field.BOILERPLATE_TITLE: ("## ", Role.HEADING, 2),
}
_NAMES = {
    Field.KICKER: "Dachzeile",
    Field.HEADLINE: "Überschrift",
    Field.SUBHEADLINE: "Unterzeile",
    Field.PARAGRAPH: "Deutsch",
    Field.SUBHEAD: "Zwischenüberschrift",
    Field.CAPTION: "Bildunterschrift",
    Field.BOILERPLATE_TITLE: "Titel",
    Field.BOILERPLATE: "Deutsch",
}


class Escaping(Enum):
    """Which characters get a backslash: those that need one, all that Markdown may know, or every sign."""

    NEEDED = "needed"
    MARKUP = "markup"
    EVERY = "every"


def markdown_of(
    parts: Sequence[Part], *, keys: Sequence[tuple[str, str]], lines: Sequence[str], escaping: Escaping
) -> str:
    """The file's text: front matter with ``keys``, ``lines`` for the reader as a comment, then the parts."""
    blocks = ["\n".join(["---", *(f"{key}: {value}" for key, value in keys), "---"])]
    if lines:
        blocks.append(_comment("\n".join(["", *lines, ""])))
    in_parts = False
    for part in parts:
        is_boilerplate = part.field in (Field.BOILERPLATE, Field.BOILERPLATE_TITLE)
        if is_boilerplate and (not in_parts or part.opens):
            blocks.append(_RULE)
        in_parts = is_boilerplate
        blocks += remark_lines(part, _comment)
        blocks += [_line(part, text, escaping) for text in part.text.split("\n\n")]
    return "\n\n".join(blocks) + "\n"


def remark_lines(part: Part, shown: Callable[[str], str]) -> Iterator[str]:
    """What is remarked at a text, each as ``shown`` makes it."""
    remarks: Remarks = part.remarks
    if remarks.before is not None:
        yield shown(f"Deutsch bisher: {remarks.before or '–'}")
    if remarks.german:
        name = _NAMES[part.field] if remarks.before is None else "Deutsch jetzt"
        yield shown(f"{name}: {remarks.german}")
    for doubt in remarks.doubts:
        yield shown(f"Bitte prüfen: {doubt}")
    for offer in remarks.offers:
        yield shown(offer)


def _comment(text: str) -> str:
    """A comment that nothing in its text ends."""
    safe = _COMMENT_MARK.sub(lambda found: "- -" if found[0] == "--" else "< !--", text)
    return f"<!-- {safe} -->" if not safe.startswith("\n") else f"<!--{safe}-->"


def _line(part: Part, text: str, escaping: Escaping) -> str:
    mark, role, level = _LINES[part.field]
    if part.field is Field.BOILERPLATE_TITLE and is_contact_title(text):
        mark, level = "### ", 3
    if part.in_list and _reads_as(f"- {text}", text, Role.LIST_ITEM, 0, is_quoted=False):
        return f"- {text}"
    ways = list(_ESCAPES)[list(_ESCAPES).index(escaping) :]
    attempts = [mark + _ESCAPES[way](text) for way in ways]
    fitting = (line for line in attempts if _reads_as(line, text, role, level, is_quoted=mark == "> "))
    return next(fitting, attempts[-1])


def _reads_as(line: str, text: str, role: Role, level: int, *, is_quoted: bool) -> bool:
    try:
        if without_comments(line, strict=True) != line:
            return False
        blocks = markdown_blocks(line)
    except UnreadableError:
        return False
    return [(block.text, block.role, block.level, QUOTED in block.hints) for block in blocks] == [
        (text, role, level, is_quoted)
    ]


def _markup_escaped(text: str) -> str:
    return _LIST_MARK.sub(_list_mark_escaped, _MARKUP.sub(r"\\\1", text))


def _list_mark_escaped(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


_ESCAPES: dict[Escaping, Callable[[str], str]] = {
    Escaping.NEEDED: lambda text: text,
    Escaping.MARKUP: _markup_escaped,
    Escaping.EVERY: lambda text: _PUNCTUATION.sub(r"\\\1", text),
}
