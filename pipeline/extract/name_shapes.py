"""What names look like: parts of names, acronyms, brands."""

from __future__ import annotations

import re

from pipeline.extract.function_words import CALENDAR
from pipeline.extract.org_words import NO_ORGANISATION
from pipeline.extract.titles import ADDRESS, TITLE
from pipeline.extract.tokens import Token

ACRONYM = re.compile(r"^[A-ZÄÖÜ][A-Za-zÄÖÜäöü0-9&-]{0,11}$")
BRAND = re.compile(r"^(?=(?:[^A-ZÄÖÜ]*[A-ZÄÖÜ]){2})[\w&.-]*[A-ZÄÖÜ]{2}[\w&.-]*$|^[A-ZÄÖÜ]?[a-zäöüß]+[A-ZÄÖÜ][\w]+$")
"""TRIOPTA, CEA-Liten, OptoNet: two capitals in a row or one inside."""
LINKING = frozenset(
    """
    für fur der des und zur zum die den von in im am an zu das e und de of for and the
    """.split()
)


def is_acronym(word: str) -> bool:
    """Whether a word looks like an abbreviation of a name: BMBF, VDL, TMWWDG, LfV."""
    return bool(ACRONYM.match(word)) and sum(char.isupper() for char in word) >= 2 and word not in NO_ORGANISATION


def is_name_part(token: Token) -> bool:
    """Whether a token can be part of a name: a capital or a digit, no title, role or calendar word."""
    word = token.text
    return (
        (word[0].isupper() or (word[0].isdigit() and any(c.isupper() for c in word)))
        and word not in CALENDAR
        and word not in ADDRESS
        and not TITLE.fullmatch(token.key)
    )
