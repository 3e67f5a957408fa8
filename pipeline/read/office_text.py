"""What word processors know of a text, on its way from one of their formats to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Picture
from pipeline.read.normalise import tidy
from pipeline.read.office_words import MACHINE_MADE_ALT, PLAIN, SUPERSCRIPTS, SYMBOLS, Kind

_MAX_ALT = 500
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_PRIVATE = {code: SYMBOLS.get(code) for code in range(0xF000, 0xF100)}


@dataclass(frozen=True, slots=True)
class Format:
    """How a run of text looks; ``None`` means that the style below decides. ``size`` is in points."""

    is_bold: bool | None = None
    is_italic: bool | None = None
    is_hidden: bool | None = None
    is_raised: bool | None = None
    size: float | None = None

    def over(self, base: Format) -> Format:
        """This format where it says something, else ``base``."""
        return Format(
            base.is_bold if self.is_bold is None else self.is_bold,
            base.is_italic if self.is_italic is None else self.is_italic,
            base.is_hidden if self.is_hidden is None else self.is_hidden,
            base.is_raised if self.is_raised is None else self.is_raised,
            base.size if self.size is None else self.size,
        )


UNSTYLED = Format()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one look; ``size`` in points, 0 if unknown; ``link`` numbers the link it is part of, or 0."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    size: float = 0.0
    link: int = 0
    href: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it shows."""
        return not tidy(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what its style says; ``"\\n"`` in a piece is a line break."""

    pieces: tuple[Piece, ...]
    kind: Kind = PLAIN
    hints: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it says, tidy."""
        return tidy("".join(piece.text for piece in self.pieces))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each with a text of its own."""

    rows: tuple[tuple[tuple[Item, ...], ...], ...]
    has_borders: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A text box or frame that stands beside the text."""

    items: tuple[Item, ...]


Item = Paragraph | Picture | Table | Box
Flow = Sequence[Item]


def piece(text: str, look: Format, *, link: int = 0, href: str = "") -> Piece:
    """A piece of text in a look, with symbols and raised figures as characters."""
    text = text.translate(_PRIVATE)
    if look.is_raised:
        text = SUPERSCRIPTS.get(text.strip(), text)
    return Piece(text, bool(look.is_bold), bool(look.is_italic), look.size or 0.0, link, href)


def web_target(href: str) -> str:
    """A link's target if a reader elsewhere can follow it, else ``""``."""
    href = href.strip()
    return href if href.lower().startswith(_LINK_SCHEMES) else ""


def picture(path: str, data: bytes, *alts: str) -> Picture | None:
    """A picture of a kind that browsers show, or ``None``; of ``alts`` the first counts that a person wrote."""
    media_type = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        media_type = "image/webp"
    if media_type is None:
        return None
    texts = (" ".join(tidy(alt).split())[:_MAX_ALT] for alt in alts)
    alt = next((text for text in texts if text and not MACHINE_MADE_ALT.search(text)), None)
    return Picture(path.replace("\\", "/").rpartition("/")[2], media_type, data, alt)
