"""RTF files, read from their groups and control words.

striprtf gives text without bold, sizes, styles or deletions marked as such, which is what the next stage lives on;
no kept library under a free licence gives more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Block
from pipeline.read.content import Content, UnreadableError
from pipeline.read.messages import SAVE_AS
from pipeline.read.normalise import tidy
from pipeline.read.office_blocks import office_blocks
from pipeline.read.rtf_body import BodyReader
from pipeline.read.rtf_tokens import tokens

_SIGNATURE = b"{\\rtf"


_HEX_LETTER = re.compile(rb"\\'([0-9a-fA-F]{2})")
_BREAK = re.compile(
    r"\\(?:par|line|cell|row|pard|header[lrf]?|footer[lrf]?|footnote|title|subject|keywords|\*)\b ?|[\r\n]"
)
_CONTROL = re.compile(r"\\[a-zA-Z]+-?\d* ?|\\.|[{}]")
_MAX_LINE = 500


def read_rtf(data: bytes) -> Content:
    """Read an RTF file: body, boxes, tables and pictures, with all tracked changes accepted.

    Raises ``UnreadableError`` when it is no RTF, ends too early or is unreasonably big.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(_SIGNATURE):
        raise UnreadableError("Der Inhalt passt nicht zur Endung der Datei: Er ist kein RTF.", SAVE_AS)
    reader = BodyReader()
    blocks = office_blocks(reader.flow(tokens(start)))
    return Content(blocks, warnings=tuple(reader.doubts), set_aside=_set_aside(start, blocks))


def _set_aside(data: bytes, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The lines that are not in the blocks, each once: headers, notes, properties; without structure, as they come."""
    kept = {line for block in blocks for line in block.text.split("\n")}
    text = _HEX_LETTER.sub(lambda match: bytes.fromhex(match[1].decode()), data).decode("cp1252", "replace")
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    lines = (" ".join(tidy(line).split()) for line in text.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if 0 < len(line) <= _MAX_LINE and line not in kept))
