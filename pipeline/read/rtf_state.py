"""What the reader of an RTF file keeps in mind: the state of a group, a text, a drawing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.model import Picture
from pipeline.read.office_text import Format, Item, Piece, Table
from pipeline.read.rtf_styles import BODY_TEXT_LEVEL
from pipeline.read.rtf_words import Destination


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits and its end takes back; ``opened`` is the depth at which its destination began."""

    destination: Destination = Destination.TEXT
    opened: int = 0
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_raised: bool = False
    size: float = 12.0
    font: int = 0
    fallback_length: int = 1
    link: int = 0
    href: str = ""
    style: int = 0
    outline: int = BODY_TEXT_LEVEL
    is_in_table: bool = False

    @property
    def look(self) -> Format:
        """How visible text looks here."""
        return Format(
            is_bold=self.is_bold, is_italic=self.is_italic, is_hidden=False, is_raised=self.is_raised, size=self.size
        )

    def switched(self, switch: str, *, is_on: bool) -> State:
        """The state with one of the switches of text set."""
        if switch == "is_bold":
            return replace(self, is_bold=is_on)
        if switch == "is_italic":
            return replace(self, is_italic=is_on)
        if switch == "is_hidden":
            return replace(self, is_hidden=is_on)
        return replace(self, is_deleted=is_on)

    def plain(self) -> State:
        """The state without any look, as ``\\plain`` gives it."""
        return replace(
            self, is_bold=False, is_italic=False, is_hidden=False, is_deleted=False, is_raised=False, size=12.0
        )


@dataclass(slots=True)
class Story:
    """A text of its own: the body or a box."""

    items: list[Item] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Item] = field(default_factory=list)
    cell: list[Item] = field(default_factory=list)
    row: list[tuple[Item, ...]] = field(default_factory=list)
    rows: list[tuple[tuple[Item, ...], ...]] = field(default_factory=list)
    has_borders: bool = False
    is_list_item: bool = False

    def end_cell(self) -> None:
        """The current cell is whole."""
        self.row.append(tuple(self.cell))
        self.cell = []

    def end_row(self) -> None:
        """The current row is whole."""
        if self.cell:
            self.end_cell()
        if self.row:
            self.rows.append(tuple(self.row))
            self.row = []

    def end_table(self) -> None:
        """What follows stands outside the table."""
        self.end_row()
        if self.rows:
            self.items.append(Table(tuple(self.rows), has_borders=self.has_borders))
        self.rows, self.has_borders = [], False


@dataclass(slots=True)
class Drawing:
    """A picture, or a shape with the pictures that fill it, while it is being read."""

    data: bytearray = field(default_factory=bytearray)
    is_hex: bool = True
    property_name: str = ""
    property_value: str = ""
    alt: str = ""
    pictures: list[Picture] = field(default_factory=list)
