"""Comments in a text file, ``<!-- … -->``: left out, and told where one has lost its end."""

from __future__ import annotations

import re

from pipeline.read.content import UnreadableError

# A mark behind a backslash is text.
_MARK = re.compile(r"(?<!\\)<!--|--!?>")
_OPEN = "<!--"


def without_comments(text: str, *, strict: bool = False) -> str:
    """A text without its comments.

    A comment that loses its end would swallow what a person wrote, and one that loses its beginning would be
    published. ``strict`` takes an end without a beginning for that; elsewhere it may be an arrow.

    Raises:
        UnreadableError: a comment has no end, one begins within another, or, if ``strict``, one has no beginning.
    """
    kept: list[str] = []
    done = 0
    opened: int | None = None
    for found in _MARK.finditer(text):
        opens = found[0] == _OPEN
        if opened is None and opens:
            kept.append(text[done : found.start()])
            opened = found.start()
        elif opened is not None and not opens:
            opened, done = None, found.end()
        elif opened is not None:
            raise _broken(text, opened, "hat kein Ende", "„-->“ dahinter")
        elif strict and text[found.start() - 1 : found.start()] != "\\":
            raise _broken(text, found.start(), "hat keinen Anfang", "„<!--“ davor")
    if opened is not None:
        raise _broken(text, opened, "hat kein Ende", "„-->“ dahinter")
    return "".join([*kept, text[done:]])


def _broken(text: str, at: int, what: str, missing: str) -> UnreadableError:
    line = text.count("\n", 0, at) + 1
    start = " ".join(text[at : at + 60].split())
    return UnreadableError(
        f"Ein Kommentar {what} (Zeile {line} unter den Kopfdaten: „{start}“).",
        f"Bitte {missing} setzen oder den Kommentar ganz löschen.",
    )
