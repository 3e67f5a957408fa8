"""A negation of the German that the English has lost, and with it the opposite said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Level
from pipeline.translate.checks.finding import Finding, Pair

_GERMAN = re.compile(
    r"\b(?:nicht|kein(?:e[mnrs]?)?|keinesfalls|keineswegs|nie|niemals|niemand(?:e[mn])?|nichts|nirgends|nirgendwo"
    r"|ohne|weder)\b",
    re.IGNORECASE,
)
# „nicht nur … sondern auch“, „nicht zuletzt“, „ohne Zweifel“ deny nothing; English says them without a negation.
_HARMLESS = re.compile(
    r"\bnicht (?:nur|allein|bloß|zuletzt|einmal|wahr|mehr (?:lange|weit)|selten|umsonst|ganz|unbedingt|weniger als)\b"
    r"|\bohne (?:Zweifel|Frage|Weiteres|weiteres|zu zögern)\b|\bnichts (?:anderes|als)\b|\bnoch nie\b|\bwenn nicht\b"
    r"|\bnicht (?:nur|allein|bloß) ",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:not|cannot|no|never|none|nobody|nothing|nowhere|neither|nor|without|no-one|impossible|unable|unlikely|unclear"
    r"|unknown|fail(?:s|ed)?|refus(?:e[sd]?|ing)|prevent(?:s|ed|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that deny as well: „nicht gelingen“, fail; „kein Interesse“, lack of interest; „nicht möglich“, impossible.
_ENGLISH_OTHER = re.compile(
    r"\b(?:un(?!i[tvoq]|der|til|cle)\w{3,}|in(?:accur|adequ|appropr|capab|complet|consist|correct|dependent|effecti"
    r"|eligib|suffici|valid|visib)\w*|im(?:possib|practic|probab)\w*|ir(?:regular|relevan|respecti|reversib)\w*|il(?:legal"
    r"|logical|legitimate)\w*|dis(?:agree|appear|regard|satisf|claim|like)\w*|non-?\w{3,}|[a-z]{3,}less"
    r"|(?:fail|lack|avoid|refus|prevent|deny|denie|reject|absen|exclu|abstain|prohib|forbid|declin|ceas)\w*"
    r"|rul(?:e|ed|ing) out|hardly|barely|scarcely|rarely|seldom|instead|rather than|far from|anything but|except"
    r"|yet to|free of|free from|devoid|ban|banned|regardless|unless|too|few|only)\b",
    re.IGNORECASE,
)


def lost_negation(pair: Pair) -> Iterator[Finding]:
    """A German „nicht“, „kein“, „ohne“ … for which the English has nothing, or not as much as the German has."""
    harmless = [(found.start(), found.end()) for found in _HARMLESS.finditer(pair.segment)]
    denials = [
        found
        for found in _GERMAN.finditer(pair.segment)
        if not any(start <= found.start() < end for start, end in harmless)
    ]
    plain = len(_ENGLISH.findall(pair.answer))
    if not denials or plain >= len(denials):
        return
    # Where some other word may deny, a person must see whether it does.
    level = Level.WARNING if plain or _ENGLISH_OTHER.search(pair.answer) else Level.ERROR
    first = denials[0]
    message = f"Die Verneinung „{first[0]}“ fehlt wohl in der Übersetzung."
    yield Finding("translation-negation", message, level, pair.in_source(first.start(), first.end()))
