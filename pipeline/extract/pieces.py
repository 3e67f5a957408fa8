"""From words to what the encoder reads, and from its scores back to one tag a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

START, END = 0, 2
"""Rows of <s> and </s>, which frame every text."""

_SPACE = "▁"
_UNKNOWN = 3


class Pieces:
    """Cuts words into pieces with a SentencePiece model that stores no normalisation of its own.

    ``encode`` gives the rows of the pieces of a string, as ``SentencePieceProcessor.encode`` does.
    """

    def __init__(self, encode: Callable[[str], Sequence[int]]) -> None:
        def cut(word: str) -> tuple[int, ...]:
            return tuple(encode(word)) or (_UNKNOWN,)

        self._cut = lru_cache(maxsize=10_000)(cut)

    def of(self, words: Sequence[str], spaces: Sequence[bool]) -> list[tuple[int, ...]]:
        """The rows of each word's pieces, at least one a word; ``spaces``: whether white space follows the word.

        White space is marked on the word behind it, as multilingual-e5 learned it; compatibility forms (NFKC)
        are made plain.
        """
        rows = []
        space = True
        for word, follows in zip(words, spaces, strict=True):
            plain = unicodedata.normalize("NFKC", word).replace(" ", "")
            rows.append(self._cut(_SPACE + plain if space else plain))
            space = follows
        return rows


def best_path(scores: np.ndarray, allowed: np.ndarray) -> list[int]:
    """The best sequence of tags (Viterbi): ``scores`` (words, tags); ``allowed`` (tags, tags) adds -inf where barred.

    The first row of ``allowed`` also says what may begin a text: only what may follow O, which is tag 0.
    """
    best = scores[0] + allowed[0]
    came = np.empty(scores.shape, dtype=np.intp)
    for at in range(1, len(scores)):
        reach = best[:, None] + allowed
        came[at] = reach.argmax(axis=0)
        best = reach.max(axis=0) + scores[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(came[at][path[-1]]))
    return path[::-1]


def transitions(tags: Sequence[str]) -> np.ndarray:
    """What may follow what in IOB2, as 0 and -inf: I-X only after B-X or I-X."""
    barred = [[b.startswith("I-") and a[2:] != b[2:] for b in tags] for a in tags]
    return np.where(barred, -np.inf, 0.0).astype("float32")
