"""The one rule for characters: how every text of every format is written inside the press desk.

1. CRLF, CR, NEL, U+2028, U+2029 and vertical tabs become line feeds, form feeds an empty line.
2. A soft hyphen that stands before a line end did its work and becomes ``-``; all others go.
3. Zero-width characters, byte order marks and marks of writing direction go.
4. Every other kind of space (no-break, thin, ideographic, tab) becomes a plain space.
5. U+2010 and U+2011, the hyphens that look like one, become ``-``.
6. Characters that XML 1.0 forbids, lone surrogates, DEL and the C1 controls go.
7. The rest is Unicode NFC.

``normalise`` does this to a text of several lines, ``tidy`` to the text of one block: there, runs of
spaces collapse, lines lose outer spaces and empty lines go.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
# From the first of a run and without going back, else a long run takes the square of its length.
_SOFT_HYPHEN_AT_LINE_END = re.compile("(?<!\u00ad)\u00ad++(?=[ \t]*+\n)")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(" {2,}")

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACE_KINDS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys(_INVISIBLE, None),
        **dict.fromkeys(_SPACE_KINDS, " "),
        "\u2010": "-",
        "\u2011": "-",
        "\f": "\n\n",
    }
)


def normalise(text: str) -> str:
    """Apply the rule of this module; applying it twice changes nothing more."""
    text = _FORBIDDEN.sub("", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _SOFT_HYPHEN_AT_LINE_END.sub("-", text)
    return unicodedata.normalize("NFC", text.translate(_CHARACTERS))


def forbidden_characters(text: str) -> int:
    """How many characters of ``text`` the rule removes because no document may hold them."""
    return len(_FORBIDDEN.findall(text))


def tidy(text: str) -> str:
    """A block's text: normalised, one space between words, ``"\\n"`` only between lines with words."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in normalise(text).split("\n"))
    return "\n".join(line for line in lines if line)
