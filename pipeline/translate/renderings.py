"""The glossary at work on a segment: what to tell a translator, what to mask, and what to put right afterwards."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.glossary import Entry, Glossary, Hit
from pipeline.translate.terms import Term, TermKind

_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)\s+\Z", re.IGNORECASE)
_PLURAL = re.compile(r"[^s]s\Z")


def renderings(glossary: Glossary, segment: str, target: str) -> tuple[tuple[str, str], ...]:
    """Pairs for ``Question.terms``: an expression of the segment, and how it is to be rendered in ``target``."""
    language = target.split("-")[0]
    preferred = ((hit.text, hit.entry.preferred.get(language)) for hit in glossary.hits(segment) if not hit.part)
    kept = ((segment[start:end], segment[start:end]) for start, end in glossary.kept(segment))
    return tuple(dict.fromkeys([*((text, wanted) for text, wanted in preferred if wanted), *kept]))


def glossary_terms(glossary: Glossary, segment: str, target: str) -> tuple[Term, ...]:
    """What the glossary says must come through: names as they are, and expressions as preferred in ``target``.

    Only expressions in their basic form: a mask puts the rendering in, and that of another form would be inflected.
    """
    language = target.split("-")[0]
    kept = (
        Term(segment[start:end], start, end, TermKind.PRODUCT, whole=(start, end))
        for start, end in glossary.kept(segment)
    )
    expressions = (
        Term(hit.text, hit.start, hit.end, TermKind.EXPRESSION, english=wanted, whole=(hit.start, hit.end))
        for hit in glossary.hits(segment)
        if hit.plain and (wanted := hit.entry.preferred.get(language))
    )
    return (*kept, *expressions)


def put_right(glossary: Glossary, segment: str, answer: str, target: str) -> str:
    """The answer with forbidden renderings replaced by the preferred one, where that is safe.

    Safe is: into English, whose words hardly change their form; the forbidden words as they stand in the glossary or
    with a plural -s; no more of them than the segment has of the expression; an article before them that still fits.
    """
    language = target.split("-")[0]
    if language != "en":
        return answer
    hits = glossary.hits(segment)
    for german in dict.fromkeys(hit.entry.german for hit in hits):
        answer = _replaced(answer, [hit for hit in hits if hit.entry.german == german], language)
    return answer


def is_rendered(answer: str, preferred: str, language: str) -> bool:
    """Whether a rendering stands in a text, in whatever case and, roughly, number."""
    return _rendering_pattern(preferred, language).search(answer) is not None


def forbidden_in(answer: str, entry: Entry, language: str) -> tuple[tuple[int, int], ...]:
    """Where forbidden renderings of an entry stand, but not where they are a part of the preferred one."""
    preferred = entry.preferred.get(language)
    right = [found.span() for found in _rendering_pattern(preferred, language).finditer(answer)] if preferred else []
    return tuple(
        found.span()
        for wrong in entry.forbidden.get(language, ())
        for found in _rendering_pattern(wrong, language).finditer(answer)
        if not any(start <= found.start() and found.end() <= end for start, end in right)
    )


def _replaced(answer: str, hits: list[Hit], language: str) -> str:
    entry = hits[0].entry
    preferred = entry.preferred.get(language)
    wrong = forbidden_in(answer, entry, language)
    if not preferred or not wrong or len(wrong) > len(hits) or any(hit.part for hit in hits):
        return answer
    for start, end in sorted(wrong, reverse=True):
        if (new := _fitting(answer, start, end, preferred)) is None:
            return answer
        answer = answer[:start] + new + answer[end:]
    return answer


def _fitting(answer: str, start: int, end: int, preferred: str) -> str | None:
    """The preferred rendering in the case and number of what stands there, ``None`` if its article would be wrong."""
    old = answer[start:end]
    article = _ARTICLE.search(answer[:start])
    if article and (len(article[1]) == 2) is not bool(_VOWEL.match(preferred)):
        return None
    new = preferred + ("s" if _PLURAL.search(old) else "")
    return new[0].upper() + new[1:] if old[0].isupper() else new


@lru_cache(maxsize=2**12)
def _rendering_pattern(rendering: str, language: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in rendering.split()]
    if language == "en":
        last = rf"(?:{words[-1]}(?:['’]?s|es)?" + (rf"|{words[-1][:-1]}ies)" if words[-1].endswith("y") else ")")
        words[-1] = last
    else:  # endings of case and number, in whatever language
        words = [rf"{word}[^\W\d_]{{0,3}}" for word in words]
    body = r"[\s-]+".join(words)
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)
