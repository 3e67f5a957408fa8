"""Texts of any length → what one request may carry → sound answers, put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.segments import join, pieces

Ask = Callable[[tuple[str, ...]], Sequence[str]]

_MARKUP = re.compile(r"<!doctype|</?(?:html|head|body|script|div|span|title|h1|p|br)\b[^>]*>", re.IGNORECASE)
_ERROR_PAGE = re.compile(
    r"unusual traffic from your computer|that’s an error|that's an error|error 5\d\d \(server error\)"
    r"|enable javascript|too many requests|service unavailable",
    re.IGNORECASE,
)
_DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a protocol bears: ``size`` measures a text, in a unit of the protocol's own.

    A text may measure ``per_text``, all texts of a request together ``per_request``, and there may be ``texts``.
    """

    size: Callable[[str], int]
    per_text: int
    per_request: int
    texts: int


def one_by_one(size: Callable[[str], int], *, per_text: int) -> Limits:
    """The limits of a protocol without batches."""
    return Limits(size, per_text, per_text, 1)


def translated(texts: Sequence[str], ask: Ask, *, limits: Limits) -> tuple[str, ...]:
    """The translation of each text, with the white space around its parts as it was.

    ``ask`` gets parts without white space around them, as many as a request bears, and gives an answer to each.

    Raises:
        TranslatorError: from ``ask``; or an answer is missing or cannot be a translation.
    """
    parts = [pieces(text, fits=lambda part: limits.size(part) <= limits.per_text) for text in texts]
    cores = [part.strip() for of_text in parts for part in of_text if part.strip()]
    answers = (answer for portion in _portions(cores, limits) for answer in _answers(portion, ask))
    return tuple(join(_around(part, answers) for part in of_text) for of_text in parts)


def _portions(cores: Sequence[str], limits: Limits) -> Iterator[tuple[str, ...]]:
    portion: list[str] = []
    measured = 0
    for core in cores:
        size = limits.size(core)
        if portion and (len(portion) == limits.texts or measured + size > limits.per_request):
            yield tuple(portion)
            portion, measured = [], 0
        portion.append(core)
        measured += size
    if portion:
        yield tuple(portion)


def _answers(portion: tuple[str, ...], ask: Ask) -> Iterator[str]:
    answers = ask(portion)
    # A translation too few or too many, and from there on every sentence would get its neighbour's.
    if len(answers) != len(portion):
        raise TranslatorError(f"hat {len(answers)} statt {len(portion)} Antworten gegeben", Kind.GARBLED)
    return (_sound(core, answer) for core, answer in zip(portion, answers, strict=True))


def _around(part: str, answers: Iterator[str]) -> str:
    core = part.strip()
    if not core:
        return part
    start = part.index(core)
    return part[:start] + next(answers) + part[start + len(core) :]


def _sound(core: str, answer: str) -> str:
    """The answer, if it can be one: an empty one or an error page is a failure, not a translation."""
    if not answer.strip():
        raise TranslatorError("hat eine leere Antwort gegeben", Kind.GARBLED)
    for sign in (_MARKUP, _ERROR_PAGE):
        if sign.search(answer) and not sign.search(core):
            raise TranslatorError("hat eine Fehlerseite statt einer Übersetzung geschickt", Kind.GARBLED)
    if _DAMAGED in answer and _DAMAGED not in core:
        raise TranslatorError("hat zerstörte Zeichen geschickt", Kind.GARBLED)
    return answer.strip()
