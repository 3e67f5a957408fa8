"""The tables at the head of an RTF file: fonts with their code pages, and the names of styles."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Role
from pipeline.read.office_words import PLAIN, Kind, hint_of, kind_of
from pipeline.read.rtf_words import CHARSETS, SYMBOL_CHARSET

BODY_TEXT_LEVEL = 9


@dataclass(slots=True)
class _Style:
    name: str = ""
    parent: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class StyleSheet:
    """Styles of paragraphs by number. Their looks are not needed: RTF repeats them in the text."""

    _styles: dict[int, _Style] = field(default_factory=dict)
    _number: int = 0

    def begin(self) -> None:
        """Begin an entry; without a number it is the default style."""
        self._number = 0

    def take(self, word: str, number: int | None) -> None:
        """Take a control word of the current entry."""
        if word == "s" and number is not None:
            self._number = number
            self._styles[number] = _Style()
        elif word == "sbasedon":
            self._entry().parent = number
        elif word == "outlinelevel":
            self._entry().outline = number

    def name(self, text: str) -> None:
        """Take a part of the current entry's name."""
        self._entry().name += text

    def kind(self, number: int) -> Kind:
        """What a style makes of its paragraphs."""
        seen: set[int] = set()
        current: int | None = number
        while current is not None and current in self._styles and current not in seen:
            seen.add(current)
            style = self._styles[current]
            if kind := kind_of(_clean(style.name)):
                return kind
            if style.outline is not None and 0 <= style.outline < BODY_TEXT_LEVEL:
                return Kind(Role.HEADING, min(style.outline + 1, 6))
            current = style.parent
        return PLAIN

    def hints(self, number: int) -> tuple[str, ...]:
        """A style's name as a hint."""
        style = self._styles.get(number)
        hint = hint_of(_clean(style.name)) if style else None
        return (hint,) if hint else ()

    def _entry(self) -> _Style:
        return self._styles.setdefault(self._number, _Style())


@dataclass(slots=True)
class FontTable:
    """The code page of each font by number."""

    default: str = "cp1252"
    _charsets: dict[int, int] = field(default_factory=dict)
    _number: int = 0

    def take(self, word: str, number: int | None) -> None:
        """Take a control word of the table."""
        if word == "f" and number is not None:
            self._number = number
        elif word == "fcharset" and number is not None:
            self._charsets[self._number] = number

    def text(self, data: bytes, font: int) -> str:
        """Bytes of text in a font as characters."""
        charset = self._charsets.get(font)
        if charset == SYMBOL_CHARSET:
            return "".join(chr(0xF000 + byte) if byte > 0x20 else " " for byte in data)
        return data.decode(CHARSETS.get(charset or 0, self.default), errors="replace")


def _clean(name: str) -> str:
    return name.strip().rstrip(";").split(",")[0]
