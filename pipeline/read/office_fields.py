"""Fields of Word and RTF files: only their results are text, and a ``HYPERLINK`` makes its result a link."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TARGET = re.compile(r'\bHYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]\S*))')
# Their results are lists of headings and pages, not text.
_HIDDEN = re.compile(r"\s*(?:TOC|INDEX|PAGE|NUMPAGES|SECTIONPAGES|TC|XE)\b")


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows_result: bool = False
    link: int = 0
    href: str = ""


def target_of(instruction: str) -> str:
    """Where a field's instruction links to, or ``""``."""
    match = _TARGET.search(instruction)
    return (match["quoted"] or match["bare"] or "") if match else ""


def is_hidden(instruction: str) -> bool:
    """Whether a field's result is no part of the text."""
    return bool(_HIDDEN.match(instruction))


class Fields:
    """The fields that are open at a place of the text; fields may hold others."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def mark(self, kind: str, *, link: int) -> None:
        """Take a ``fldChar`` of a kind; ``link`` numbers the link that begins if there is one."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.shows_result = not is_hidden(field.instruction)
            field.href = target_of(field.instruction)
            field.link = link if field.href else 0
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take a part of the innermost field's instruction."""
        if self._open:
            self._open[-1].instruction += text

    def end_paragraph(self) -> None:
        """Give up fields whose result has not begun: a damaged one must not hide the rest of the text."""
        while self._open and not self._open[-1].shows_result and not is_hidden(self._open[-1].instruction):
            self._open.pop()

    @property
    def are_shown(self) -> bool:
        """Whether text at this place shows."""
        return all(field.shows_result for field in self._open)

    @property
    def link(self) -> tuple[int, str]:
        """Number and target of the link at this place, or ``(0, "")``."""
        return next(((field.link, field.href) for field in reversed(self._open) if field.link), (0, ""))
