"""Write texts alike before they are compared, and find a form that was written so in a text that was not."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = str.maketrans({"\u00ad": None, "\u200b": None, "\u2010": "-", "\u2011": "-"})
# Behind a form: the word does not go on, nor is it part of a compound or of an address.
_BEFORE = r"(?<![\w@-])(?<!\w\.)"
_AFTER = r"(?![\w@-]|\.\w)"


def normalised(text: str) -> str:
    """A text in NFC with one kind of hyphen and of space, without soft hyphens; „e. V.“ becomes „e.V.“."""
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return " ".join(plain.split()).replace("e. V.", "e.V.")


def form_pattern(form: str) -> re.Pattern[str]:
    """What finds a surface form as a word of its own, however its spaces and hyphens are written."""
    words = (re.escape(word).replace(r"\-", "[-\u2010\u2011]") for word in normalised(form).split())
    return re.compile(_BEFORE + r"\s+".join(words).replace(r"e\.V\.", r"e\.\s?V\.") + _AFTER)
