"""Undoing ``format=flowed`` (RFC 3676): a line that ends with a space goes on in the next one."""

from __future__ import annotations

import re

_QUOTE = re.compile(r">*")
_SEPARATOR = "-- "


def unflowed(text: str, *, joint: str = " ") -> str:
    """The text with its flowed lines joined; ``joint`` is ``""`` where the mail says ``DelSp=yes``.

    Lines of different quoting never join, and the line ``-- `` above a signature never flows. A quoted
    line keeps its ``>`` marks.
    """
    lines: list[list[str]] = []
    depth_before, flows = -1, False
    for raw in text.splitlines():
        depth = _depth(raw)
        line = raw[depth:].removeprefix(" ")
        is_separator = line == _SEPARATOR
        continues = line.endswith(" ") and not is_separator
        body = line[:-1] + joint if continues else line
        if flows and depth == depth_before and not is_separator:
            lines[-1].append(body)
        else:
            lines.append([f"{'>' * depth} " if depth else "", body])
        depth_before, flows = depth, continues
    return "\n".join("".join(pieces) for pieces in lines)


def _depth(line: str) -> int:
    match = _QUOTE.match(line)
    return match.end() if match else 0
