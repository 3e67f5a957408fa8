"""RTF as tokens: groups, control words with their number, and bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.limits import MAX_CONTROLS, MAX_TOKENS
from pipeline.read.content import UnreadableError
from pipeline.read.messages import SAVE_AS, counted

_TOKEN = re.compile(
    rb"""
      (?P<brace> [{}] )
    | \\(?P<word> [a-zA-Z]{1,32} ) (?P<number> -?\d{1,9} )? [ ]?
    | \\'(?P<byte> [0-9a-fA-F]{2} )
    | \\(?P<symbol> [^a-zA-Z'] )
    | (?P<text> [^\\{}\r\n]+ )
    | [\r\n]+ | \\
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``word`` is a control word, a control symbol, ``{``, ``}`` or ``""`` for text.

    ``number`` is a control word's parameter; ``data`` is text as the file's bytes.
    """

    word: str = ""
    number: int | None = None
    data: bytes = b""
    is_brace: bool = False
    is_escaped: bool = False


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; binary data comes as the ``data`` of its ``bin``. Raises ``UnreadableError`` for abuse."""
    position = count = controls = 0
    while position < len(data):
        match = _TOKEN.match(data, position)
        if match is None:
            return
        position = match.end()
        count += 1
        controls += match["text"] is None and not match[0].isspace()
        if count > MAX_TOKENS or controls > MAX_CONTROLS:
            raise UnreadableError(
                f"Die RTF-Datei ist viel zu umfangreich (mehr als {counted(MAX_CONTROLS)} Steuerwörter).", SAVE_AS
            )
        if match["text"]:
            yield Token(data=match["text"])
        elif match["brace"]:
            yield Token(match["brace"].decode(), is_brace=True)
        elif match["word"]:
            word, number = match["word"].decode(), int(match["number"]) if match["number"] else None
            if word == "bin":
                end = position + max(number or 0, 0)
                yield Token(word, number, data[position:end])
                position = end
            else:
                yield Token(word, number)
        elif match["byte"]:
            yield Token(data=bytes.fromhex(match["byte"].decode()), is_escaped=True)
        elif match["symbol"]:
            yield Token(match["symbol"].decode("latin-1"))
