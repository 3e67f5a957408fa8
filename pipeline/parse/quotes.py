"""Quotations in the body: every stretch of quoted speech, and no quoted title, term or name.

Whether a stretch is speech is told by what is in it (a sentence) and what stands around it (a speech verb
behind a comma, a colon before it). Who spoke is found later, when the people are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Quote
from pipeline.parse.words import NO_SPEECH_VERBS

# Opening mark → the marks that may close it. German, Swiss/French, English and typewriter marks.
_PAIRS = {"„": '“”"‟', "»": "«", "«": "»", "“": "”", '"': '"', "”": "”"}
_SENTENCE_END = re.compile(r"[.!?…]\s*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ATTRIBUTION_AFTER = re.compile(r"\s*,?\s*[-–—]?\s*(?P<word>[a-zäöüß]+)\b")
_STRONG_PAST = (
    "hieß|gab|sah|bat|riet|hob|lud|ließ|nahm|trug|wies|schwor|verriet|beschrieb|schloss|begann|klang|"
    "(?:ge|ver|be|zu)?stand|(?:be|emp|er)?fand|(?:ver|wider)sprach"
)
_VERB_LIKE = re.compile(
    rf"(?:so|sprach|rief|schrieb|meint?|[a-zäöüß]{{2,}}(?:t|te|tet|ten|en)|ist|hat|sieht|gibt|says?|said|{_STRONG_PAST})\Z"
)
_COLON_BEFORE = re.compile(r":\s*\Z")
_SENTENCE_BEFORE = re.compile(r"[.!?:»“”\"]\s*\Z")
_COMMA_BEFORE = re.compile(r",\s*\Z")
_SPEECH_NEAR = re.compile(
    r"\b(?:sag|erklär|beton|bericht|mein|bekräftig|unterstr[ei]|ergänz|erläuter|freu|hob|hebt|nenn|nannt|bezeichn|sprach|spricht"
    r"|lob|würdig|kommentier|kritisier|forder|zitier|schreib|schrieb|äußer|resümier|so\s+(?:der|die|[A-ZÄÖÜ]))\w*",
)
_TITLE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class _Stretch:
    paragraph: int
    start: int
    end_paragraph: int
    end: int


def find_quotes(paragraphs: Sequence[str]) -> tuple[Quote, ...]:
    """The quotations in body paragraphs, in order, their speakers unknown.

    A quotation opened in one paragraph and closed in a later one is one, its paragraphs parted by a blank
    line; a mark that is set again at the head of each of its paragraphs is left out.
    """
    quotes: list[Quote] = []
    spoken: set[int] = set()
    for stretch in _stretches(paragraphs):
        text = _text(paragraphs, stretch)
        if _is_speech(paragraphs, stretch, text, after_speech=stretch.paragraph in spoken):
            spoken.update((stretch.paragraph, stretch.end_paragraph))
            quotes.append(Quote(text, stretch.paragraph, stretch.start, stretch.end_paragraph, stretch.end))
    return tuple(quotes)


def _stretches(paragraphs: Sequence[str]) -> Iterator[_Stretch]:
    index = 0
    offset = 0
    while index < len(paragraphs):
        text = paragraphs[index]
        opening = _next_opening(text, offset)
        if opening is None:
            index, offset = index + 1, 0
            continue
        closed = _closing(paragraphs, index, opening)
        if closed is None:
            offset = opening + 1
            continue
        end_paragraph, end = closed
        yield _Stretch(index, opening + 1, end_paragraph, end)
        index, offset = end_paragraph, end + 1


def _next_opening(text: str, offset: int) -> int | None:
    for position in range(offset, len(text)):
        character = text[position]
        if character not in _PAIRS:
            continue
        before = text[position - 1] if position else " "
        after = text[position + 1] if position + 1 < len(text) else " "
        # An opening mark leans on the word behind it, never on one before it; inches and seconds do not.
        if not after.isspace() and not (before.isalnum() and character != "„"):
            return position
    return None


def _closing(paragraphs: Sequence[str], index: int, opening: int) -> tuple[int, int] | None:
    closers = _PAIRS[paragraphs[index][opening]]
    opener = paragraphs[index][opening]
    if (end := _first_of(paragraphs[index], closers, opening + 1)) is not None:
        return index, end
    for later in range(index + 1, min(index + 4, len(paragraphs))):
        text = paragraphs[later]
        start = 1 if text.startswith(opener) else 0
        end = _first_of(text, closers, start)
        # Another opening before any closing mark: the first one was never closed.
        if (reopened := text.find(opener, start)) != -1 and opener != '"' and (end is None or reopened < end):
            return None
        if end is not None:
            return later, end
        if start == 0 and opener == '"':
            return None
    return None


def _first_of(text: str, marks: str, start: int) -> int | None:
    positions = [at for mark in marks if (at := text.find(mark, start)) != -1]
    return min(positions, default=None)


def _text(paragraphs: Sequence[str], stretch: _Stretch) -> str:
    if stretch.paragraph == stretch.end_paragraph:
        return paragraphs[stretch.paragraph][stretch.start : stretch.end].strip()
    opener = paragraphs[stretch.paragraph][stretch.start - 1]
    parts = [paragraphs[stretch.paragraph][stretch.start :]]
    parts += [text.removeprefix(opener) for text in paragraphs[stretch.paragraph + 1 : stretch.end_paragraph]]
    parts.append(paragraphs[stretch.end_paragraph][: stretch.end].removeprefix(opener))
    return "\n\n".join(part.strip() for part in parts)


def _is_speech(paragraphs: Sequence[str], stretch: _Stretch, text: str, *, after_speech: bool) -> bool:
    words = _WORD.findall(text)
    if not words:
        return False
    before = paragraphs[stretch.paragraph][: stretch.start - 1]
    after = paragraphs[stretch.end_paragraph][stretch.end + 1 :]
    sentence = bool(_SENTENCE_END.search(text))
    stands_alone = not before.strip() and not after.strip(" .")
    # In English the comma stands inside the marks.
    attributed = _attributed("," + after if text.endswith(",") else after)
    if stretch.paragraph != stretch.end_paragraph or (stands_alone and len(words) > _TITLE_LENGTH):
        return True
    if attributed or _COLON_BEFORE.search(before):
        opens_sentence = not before.strip() or bool(_SENTENCE_BEFORE.search(before))
        return sentence or len(words) > _TITLE_LENGTH or (attributed and opens_sentence)
    if sentence and (text[-1] == "." or not before.strip() or after_speech):
        return len(words) >= _TITLE_LENGTH
    if after_speech and _COMMA_BEFORE.search(before):
        return len(words) > _TITLE_LENGTH
    # Part of a sentence taken over word for word: „… ein starkes Signal für die Region“, sagte er.
    near = before[-120:] + after[:80]
    return text[0].islower() and len(words) > _TITLE_LENGTH and bool(_SPEECH_NEAR.search(near))


def _attributed(after: str) -> bool:
    """Whether a comma (or dash) and a verb of saying follow the closing mark."""
    if after[:1] not in (",", "–", "—") and after[:2] not in (" –", " —", " -"):
        return False
    match = _ATTRIBUTION_AFTER.match(after)
    return match is not None and match["word"] not in NO_SPEECH_VERBS and bool(_VERB_LIKE.match(match["word"]))
