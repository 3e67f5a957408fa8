"""German legal forms explained at their first mention in an edition: ``OptoNet e.V. (registered association)``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_GAP = r"\s?"


def glossed(texts: Sequence[str], gloss: Mapping[str, str]) -> tuple[str, ...]:
    """An edition's texts in reading order, with each expression of ``gloss`` explained where it stands first.

    ``e.V.`` is found as ``e. V.`` as well, but not within a word or in front of a possessive. What is explained
    anywhere already is not explained again.
    """
    texts = tuple(texts)
    for expression, explanation in gloss.items():
        pattern = _pattern(expression)
        if any(f"({explanation})" in text for text in texts):
            continue
        for at, text in enumerate(texts):
            if found := pattern.search(text):
                explained = f"{text[: found.end()]} ({explanation}){text[found.end() :]}"
                texts = (*texts[:at], explained, *texts[at + 1 :])
                break
    return texts


def _pattern(expression: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.split(r"(?<=\.)\s*(?=\w)", expression)]
    # In front of a possessive, an address or a bracket an explanation would be in the way.
    return re.compile(rf"(?<!\w){_GAP.join(parts)}(?![\w'’@]|\s?\()")
