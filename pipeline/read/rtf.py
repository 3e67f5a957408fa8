"""RTF files, read from their groups and control words.

striprtf gives text without bold, sizes, styles or deletions marked as such, which is what the next stage lives on;
no kept library under a free licence gives more.
"""

from __future__ import annotations

from pipeline.read.content import Content, UnreadableError
from pipeline.read.messages import SAVE_AS
from pipeline.read.office_blocks import office_blocks
from pipeline.read.rtf_body import BodyReader
from pipeline.read.rtf_tokens import tokens

_SIGNATURE = b"{\\rtf"


def read_rtf(data: bytes) -> Content:
    """Read an RTF file: body, boxes, tables and pictures, with all tracked changes accepted.

    Raises ``UnreadableError`` when it is no RTF, ends too early or is unreasonably big.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(_SIGNATURE):
        raise UnreadableError("Der Inhalt passt nicht zur Endung der Datei: Er ist kein RTF.", SAVE_AS)
    reader = BodyReader()
    blocks = office_blocks(reader.flow(tokens(start)))
    return Content(blocks, warnings=tuple(reader.doubts))
