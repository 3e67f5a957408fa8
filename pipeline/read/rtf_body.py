"""The groups of an RTF file as a flow of paragraphs, tables, pictures and boxes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.limits import MAX_GROUP_DEPTH
from pipeline.model import ReleaseWarning, Role
from pipeline.read import office_doubts
from pipeline.read.content import UnreadableError
from pipeline.read.office_fields import is_hidden, target_of
from pipeline.read.office_text import Box, Item, Paragraph, Piece, picture, piece, web_target
from pipeline.read.office_words import LIST_ITEM, PLAIN, Kind
from pipeline.read.rtf_state import Drawing, State, Story
from pipeline.read.rtf_styles import BODY_TEXT_LEVEL, FontTable, StyleSheet
from pipeline.read.rtf_tokens import Token
from pipeline.read.rtf_words import (
    BORDER_LINES,
    CELL_BORDERS,
    CHANGES,
    CHARACTERS,
    DESTINATIONS,
    ENCODINGS,
    LIST_MARKS,
    NOTES,
    PARAGRAPH_BORDERS,
    PARAGRAPH_ENDS,
    SWITCHES,
    TRANSPARENT,
    Destination,
)

_NO_HEX = re.compile(rb"[^0-9a-fA-F]+")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_INCOMPLETE = UnreadableError(
    "Die RTF-Datei ist beschädigt oder unvollständig.",
    "Bitte die Datei im Schreibprogramm öffnen, neu speichern und wieder ablegen.",
)


class BodyReader:
    """Reads the tokens of one file; ``doubts`` gathers what its owner should know, once each."""

    def __init__(self) -> None:
        self.doubts: dict[ReleaseWarning, None] = {}
        self._state = State()
        self._outer: list[State] = []
        self._stories = [Story()]
        self._drawings: list[Drawing] = []
        self._instructions: list[str] = []
        self._fonts = FontTable()
        self._styles = StyleSheet()
        self._bytes = bytearray()
        self._surplus = 0
        self._is_starred = False
        self._is_cell_border = False
        self._links = 0
        self._pictures = 0

    def flow(self, stream: Iterable[Token]) -> list[Item]:
        """The items of the file. Raises ``UnreadableError`` when it ends too early or is nested too deep."""
        for token in stream:
            if token.is_brace:
                self._flush()
                self._surplus = 0
                if token.word == "{":
                    self._open()
                else:
                    self._close()
                    if not self._outer:
                        break
            elif token.word:
                self._word(token)
            else:
                self._take_bytes(token)
        else:
            raise _INCOMPLETE
        story = self._stories[0]
        self._end_paragraph()
        story.end_table()
        return story.items

    # --- groups

    def _open(self) -> None:
        if len(self._outer) >= MAX_GROUP_DEPTH:
            raise _INCOMPLETE
        self._outer.append(self._state)
        self._is_starred = False
        if self._state.destination is Destination.STYLES:
            self._styles.begin()

    def _close(self) -> None:
        if not self._outer:
            raise _INCOMPLETE
        inner, self._state = self._state, self._outer.pop()
        if not self._outer:
            self._end_paragraph(inner)
        if inner.opened == self._state.opened:
            return
        if inner.destination is Destination.BOX:
            self._end_paragraph(inner)
            box = self._stories.pop()
            box.end_table()
            self._stories[-1].pictures.append(Box(tuple(box.items)))
        elif inner.destination is Destination.PICTURE:
            self._end_picture(self._drawings.pop())
        elif inner.destination is Destination.SHAPE:
            shape = self._drawings.pop()
            described = (picture(item.name, item.data, item.alt or "", shape.alt) for item in shape.pictures)
            self._stories[-1].pictures += [item for item in described if item is not None]
        elif inner.destination is Destination.PROPERTY_VALUE and self._drawings:
            drawing = self._drawings[-1]
            if drawing.property_name.strip() == "wzDescription":
                drawing.alt = drawing.property_value

    def _enter(self, word: str, destination: Destination) -> None:
        if self._state.opened == len(self._outer):
            return
        if word in NOTES:
            self.doubts[office_doubts.FOOTNOTES] = None
        if word in LIST_MARKS and self._state.destination in (Destination.TEXT, Destination.BOX):
            self._stories[-1].is_list_item = True
        self._state = replace(self._state, destination=destination, opened=len(self._outer))
        if destination is Destination.BOX:
            self._stories.append(Story())
            self._state = State(destination=destination, opened=len(self._outer), font=self._state.font)
        elif destination in (Destination.PICTURE, Destination.SHAPE):
            self._drawings.append(Drawing())
        elif destination is Destination.INSTRUCTION:
            self._instructions.append("")
        elif destination is Destination.PROPERTY_NAME and self._drawings:
            self._drawings[-1].property_name = ""
        elif destination is Destination.PROPERTY_VALUE and self._drawings:
            self._drawings[-1].property_value = ""

    # --- control words

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        if self._surplus and word != "bin":
            self._surplus -= 1
            return
        self._flush()
        if word == "*":
            self._is_starred = True
            return
        starred, self._is_starred = self._is_starred, False
        state = self._state
        if state.destination is Destination.SKIPPED:
            return
        if word in DESTINATIONS:
            self._enter(word, DESTINATIONS[word])
        elif starred and word not in TRANSPARENT:
            self._state = replace(state, destination=Destination.SKIPPED)
        elif word == "fldrslt":
            self._enter_result()
        elif word == "u" and number is not None:
            self._add(chr(number & 0xFFFF))
            self._surplus = state.fallback_length
        elif word == "uc":
            self._state = replace(state, fallback_length=min(max(number or 0, 0), 8))
        elif state.destination is Destination.FONTS:
            self._fonts.take(word, number)
        elif state.destination is Destination.STYLES:
            self._styles.take(word, number)
        elif state.destination is Destination.PICTURE:
            if word == "bin":
                self._drawings[-1].data += token.data
                self._drawings[-1].is_hex = False
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif state.destination in (Destination.TEXT, Destination.BOX):
            self._text_word(word, number)

    def _text_word(self, word: str, number: int | None) -> None:
        if word in CHANGES and number != 0:
            self.doubts[office_doubts.CHANGES] = None
        if word in SWITCHES:
            self._state = self._state.switched(SWITCHES[word], is_on=number != 0)
        elif word in PARAGRAPH_ENDS:
            if not self._state.is_deleted:
                self._end_paragraph()
        elif word == "cell":
            self._end_paragraph(in_cell=True)
            self._stories[-1].end_cell()
        elif word == "row":
            self._stories[-1].end_row()
        elif word == "fs" and number is not None:
            self._state = replace(self._state, size=number / 2 if 0 < number < 4000 else 0.0)
        elif word == "f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word in ("super", "sub", "nosupersub"):
            self._state = replace(self._state, is_raised=word == "super")
        elif word == "plain":
            self._state = self._state.plain()
        elif word == "pard":
            self._state = replace(self._state, style=0, outline=BODY_TEXT_LEVEL, is_in_table=False)
        elif word == "s" and number is not None:
            self._state = replace(self._state, style=number)
        elif word == "intbl":
            self._state = replace(self._state, is_in_table=True)
        elif word == "outlinelevel" and number is not None:
            self._state = replace(self._state, outline=number)
        elif word in ENCODINGS:
            self._fonts.default = ENCODINGS[word]
        elif word == "ansicpg" and number is not None:
            self._fonts.default = _encoding(number)
        else:
            self._border_word(word)

    def _border_word(self, word: str) -> None:
        if word.startswith(CELL_BORDERS):
            self._is_cell_border = True
        elif word in PARAGRAPH_BORDERS:
            self._is_cell_border = False
        elif word in BORDER_LINES and self._is_cell_border:
            self._stories[-1].has_borders = True

    def _enter_result(self) -> None:
        instruction = self._instructions.pop() if self._instructions else ""
        if is_hidden(instruction):
            self._state = replace(self._state, destination=Destination.SKIPPED)
        elif href := web_target(target_of(instruction)):
            self._links += 1
            self._state = replace(self._state, link=self._links, href=href)

    # --- text

    def _take_bytes(self, token: Token) -> None:
        data = token.data
        if self._surplus:
            surplus = self._surplus
            self._surplus = max(surplus - len(data), 0)
            data = data[surplus:]
        if self._state.destination is Destination.PICTURE:
            self._drawings[-1].data += data
        elif self._state.destination is not Destination.SKIPPED:
            self._bytes += data

    def _flush(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._add(self._fonts.text(data, self._state.font))

    def _add(self, text: str) -> None:
        state = self._state
        if state.destination in (Destination.TEXT, Destination.BOX):
            if not state.is_hidden and not state.is_deleted:
                self._stories[-1].pieces.append(piece(text, state.look, link=state.link, href=state.href))
        elif state.destination is Destination.STYLES:
            self._styles.name(text)
        elif state.destination is Destination.INSTRUCTION and self._instructions:
            self._instructions[-1] += text
        elif state.destination is Destination.PROPERTY_NAME and self._drawings:
            self._drawings[-1].property_name += text
        elif state.destination is Destination.PROPERTY_VALUE and self._drawings:
            self._drawings[-1].property_value += text

    def _end_paragraph(self, state: State | None = None, *, in_cell: bool = False) -> None:
        state = state or self._state
        story = self._stories[-1]
        kind = self._styles.kind(state.style)
        if kind == PLAIN and 0 <= state.outline < BODY_TEXT_LEVEL:
            kind = Kind(Role.HEADING, min(state.outline + 1, 6))
        if kind == PLAIN and story.is_list_item:
            kind = LIST_ITEM
        paragraph = Paragraph(_joined(story.pieces), kind, self._styles.hints(state.style))
        found = [*([paragraph] if paragraph.text else []), *story.pictures]
        story.pieces, story.pictures, story.is_list_item = [], [], False
        if in_cell or state.is_in_table:
            story.cell += found
        elif found:
            story.end_table()
            story.items += found

    # --- pictures

    def _end_picture(self, drawing: Drawing) -> None:
        data = bytes(drawing.data)
        if drawing.is_hex:
            digits = _NO_HEX.sub(b"", data)
            data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        self._pictures += 1
        found = picture(f"bild-{self._pictures}", data, drawing.alt)
        if found is None:
            self.doubts[office_doubts.picture_left_out(f"Nr. {self._pictures}")] = None
            return
        found = replace(found, name=f"{found.name}.{found.media_type.rpartition('/')[2]}")
        if self._state.destination is Destination.PROPERTY_VALUE and self._drawings:
            self._drawings[-1].pictures.append(found)
        else:
            self._stories[-1].pictures.append(found)


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces, neighbours of one look as one, so that characters in two halves come together."""
    joined: list[Piece] = []
    for item in pieces:
        if joined and replace(joined[-1], text="") == replace(item, text=""):
            joined[-1] = replace(item, text=joined[-1].text + item.text)
        else:
            joined.append(item)
    return tuple(replace(item, text=_SURROGATES.sub(_character, item.text)) for item in joined)


def _character(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _encoding(code_page: int) -> str:
    name = f"cp{code_page}"
    try:
        codecs.lookup(name)
    except LookupError:
        return "utf-8" if code_page == 65001 else "cp1252"
    return name
