"""Words for a terminal: nothing that it obeys. Needs nothing else of the program, so that an error is quickly told."""

from __future__ import annotations

import json
import unicodedata


def printable(text: str) -> str:
    """A text that a terminal only shows: control, bidi and other unprintable characters as ``\\x1b``."""
    return "".join(c if _is_printable(c) else c.encode("unicode_escape").decode() for c in text)


def print_json(text: str) -> None:
    """JSON on standard output, meaning the same, but with nothing in it that a terminal obeys."""
    print("".join(c if c == "\n" or _is_printable(c) else json.dumps(c)[1:-1] for c in text), end="")


def _is_printable(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
