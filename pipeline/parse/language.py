"""The language of a text by its most frequent little words; no model, no guess on a handful of words."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The commonest function words of each language that the others do not share.
_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "de": frozenset("der die das und ist nicht mit ein eine auf für von dem den des im zu auch sich wird bei".split()),
    "en": frozenset("the and of to is that with for on are this by from at which has was as be its".split()),
    "fr": frozenset("le la les et est des une dans pour que qui sur avec au aux du par pas ce sont".split()),
    "pl": frozenset("i w na z jest się nie do że to o oraz przez od jako dla po ze są jego".split()),
    "cs": frozenset("a je se na v že s z do pro které který jako od i by jsou ve podle však".split()),
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 12


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the language that a text is in, or ``None`` if too few of its words tell."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {tag: sum(word in known for word in words) for tag, known in _FUNCTION_WORDS.items()}
    best, second = sorted(counts.values(), reverse=True)[:2]
    if best < _ENOUGH or best < 1.5 * second:
        return None
    return max(counts, key=lambda tag: counts[tag])
