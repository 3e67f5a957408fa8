"""Control words of RTF that the reader knows. Source: Rich Text Format Specification 1.9.1."""

from __future__ import annotations

from enum import Enum, auto


class Destination(Enum):
    """What the text of a group is for."""

    TEXT = auto()
    SKIPPED = auto()
    FONTS = auto()
    STYLES = auto()
    PICTURE = auto()
    INSTRUCTION = auto()
    BOX = auto()
    SHAPE = auto()
    PROPERTY_NAME = auto()
    PROPERTY_VALUE = auto()


_SKIPPED = (
    "colortbl info header headerl headerr headerf footer footerl footerr footerf footnote ftnsep ftnsepc ftncn "
    "aftnsep aftnsepc aftncn xe tc rxe txe listtext pntext pntxta pntxtb nonshppict shprslt nonesttables title author "
    "operator objdata objclass objname annotation atnid bkmkstart bkmkend filetbl revtbl template private"
).split()

DESTINATIONS: dict[str, Destination] = {
    **dict.fromkeys(_SKIPPED, Destination.SKIPPED),
    "fonttbl": Destination.FONTS,
    "stylesheet": Destination.STYLES,
    "pict": Destination.PICTURE,
    "fldinst": Destination.INSTRUCTION,
    "shptxt": Destination.BOX,
    "dptxbxtext": Destination.BOX,
    "shpinst": Destination.SHAPE,
    "sn": Destination.PROPERTY_NAME,
    "sv": Destination.PROPERTY_VALUE,
}

TRANSPARENT = frozenset({"shppict", "picprop", "do"})
"""Groups marked with ``\\*`` that are read like their surroundings; all others that are unknown are skipped."""

LIST_MARKS = frozenset({"listtext", "pntext"})
NOTES = frozenset({"footnote"})

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "page": "\n",
    "column": "\n",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

SWITCHES = {
    "b": "is_bold",
    "i": "is_italic",
    "v": "is_hidden",
    "deleted": "is_deleted",
    "mvf": "is_deleted",
}
"""Switches of text and the fields that they set; a parameter of 0 switches off."""

CHANGES = frozenset({"revised", "deleted", "mvf", "mvt"})
PARAGRAPH_ENDS = frozenset({"par", "sect", "nestcell", "\n", "\r"})
CELL_BORDERS = ("clbrdr", "trbrdr")
PARAGRAPH_BORDERS = frozenset({"brdrt", "brdrb", "brdrl", "brdrr", "box", "brdrbtw", "brdrbar"})
BORDER_LINES = frozenset({"brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash", "brdrhair", "brdrtriple"})

ENCODINGS = {"ansi": "cp1252", "mac": "mac-roman", "pc": "cp437", "pca": "cp850"}

CHARSETS = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Code pages of fonts by ``\\fcharset``; 2 is that of symbols, others mean the file's own."""

SYMBOL_CHARSET = 2
