"""What a script can see of a translation: lost names, wrong figures, German left standing.

The messages are for a press officer who will read the draft anyway: few, short, and naming the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Level
from pipeline.translate import figures
from pipeline.translate.terms import Term, TermKind, lost_in
from pipeline.translate.typography import QUOTATION_MARK

_SINGLE_QUOTATION = re.compile(r"(?<!\w)['‘‚][^'‘’]+['’‘](?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
# In lower case only. Left out because English has them too: die, war, in, was, man, will, am, an, so, den.
_GERMAN = frozenset(
    """
    aber auch auf aus bei beim das dass dem der des dessen deren durch ein eine einem einen einer eines für
    ihr ihre ihren ist im mit nach nicht noch oder sein seine seit sich sie sind über um und unter vom von vor
    werden wie wird wir wurde wurden zu zum zur zwischen
    """.split()
)
_ENGLISH = frozenset("a and are as at be by for from has in is it of on that the they this to was we were with".split())
_MIN_GERMAN_WORDS = 3
_UNCHANGED_MIN_WORDS = 5
_LENGTH_MIN_CHARS = 40
_LENGTH_RATIO = (0.4, 2.5)
_EXCERPT_CHARS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about one segment: a stable code, a German message, and how grave it is."""

    code: str
    message: str
    level: Level = Level.WARNING


def findings(segment: str, answer: str, *, terms: tuple[Term, ...], target: str) -> tuple[Finding, ...]:
    """All doubts about the translation of a German segment, each once, in a fixed order."""
    return tuple(dict.fromkeys(_findings(segment, answer, terms, target)))


def _findings(segment: str, answer: str, terms: tuple[Term, ...], target: str) -> Iterator[Finding]:
    language = target.split("-")[0]
    if is_german(segment, answer):
        yield Finding("translation-untranslated", f"Das ist wohl deutsch geblieben: „{excerpt(answer)}“", Level.ERROR)
        return
    for term in lost_in(answer, terms):
        what = "Die Adresse" if term.kind is TermKind.ADDRESS else "Der Name"
        english = f" (englisch „{term.english}“)" if term.english else ""
        yield Finding(f"translation-{term.kind}", f"{what} „{term.text}“{english} fehlt in der Übersetzung.")
    for figure in figures.lost(segment, answer, target=language):
        yield Finding("translation-figure", f"Die Zahl „{figure}“ fehlt in der Übersetzung oder ist verändert.")
    for figure in figures.invented(segment, answer, target=language):
        yield Finding("translation-figure", f"Die Zahl „{figure}“ der Übersetzung steht nicht im Original.")
    if _quotations(answer) < (len(QUOTATION_MARK.findall(segment)) + 1) // 2:
        yield Finding("translation-quotes", f"Hier fehlen Anführungszeichen: „{excerpt(answer)}“")
    if len(segment) >= _LENGTH_MIN_CHARS:
        shortest, longest = (len(segment) * ratio for ratio in _LENGTH_RATIO)
        if not shortest <= len(answer) <= longest:
            how = "kurz" if len(answer) < shortest else "lang"
            yield Finding("translation-length", f"Die Übersetzung ist auffällig {how}: „{excerpt(answer)}“")


def _quotations(text: str) -> int:
    """How many quotations a translation may have, counted generously; single marks do as well."""
    return (len(QUOTATION_MARK.findall(text)) + 1) // 2 + len(_SINGLE_QUOTATION.findall(text))


def is_german(segment: str, answer: str) -> bool:
    """Whether a translation is German still, as a whole or for the most part."""
    spoken = _WORD.findall(answer)
    foreign = any(word.islower() and len(word) > 1 and word not in _ENGLISH for word in spoken)
    if answer == segment and len(spoken) >= _UNCHANGED_MIN_WORDS and foreign:
        return True
    german = sum(word in _GERMAN for word in spoken)
    return german >= _MIN_GERMAN_WORDS and german > sum(word in _ENGLISH for word in spoken)


def excerpt(text: str) -> str:
    """The beginning of a text for a message, without quotation marks of its own."""
    plain = " ".join(QUOTATION_MARK.sub("", text).split())
    return plain if len(plain) <= _EXCERPT_CHARS else plain[:_EXCERPT_CHARS].rsplit(" ", 1)[0] + " …"
