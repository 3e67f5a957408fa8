"""Cut texts into tokens that keep offsets; names are matched token by token, never inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Location, Release

TOKEN = re.compile(
    r"""
      e\.\s?V\. | e\.\s?G\. | e\.\s?K\. | d\.\s?h\. | z\.\s?B\. | u\.\s?a\. | h\.\s?c\. | i\.\s?[RG]\.
    | A\.\s?ö\.\s?R\. | K\.\s?d\.\s?ö\.\s?R\. | a\.\s?G\. | S\.A\.(?:S\.)? | B\.V\. | N\.V\. | s\.r\.o\. | a\.s\.
    | S\.p\.A\. | S\.r\.l\.
    | St\.-[^\W\d_]+(?:-[^\W\d_]+)*                                            # St.-Gangolf-Klinikum
    | E\.\s?h\. | (?<=\.\ )\(FH\)                                               # Dr.-Ing. E. h., Dipl.-Ing. (FH)
    | (?:M?Mag|Dr|Prof)\.(?:a|in)\b                                            # Austrian: Mag.a, Dr.in
    | (?:Dr|Prof)\.-[^\W\d_]+(?:-[^\W\d_]+)+                                   # Dr.-Hans-Vießmann-Stiftung
    | (?:Dr|Prof|Dipl|Priv|Univ|Jun|Hon|Ass|Assoz)\.?-[^\W\d_]+\.?(?:in\b)?(?:-[^\W\d_]+\.?)*  # Dr.-Ing., Dipl.-Phys.
    | (?:Dr|Prof|M?Mag|Ing|lic|em|Ass|habil|rer|nat|med|phil|jur|iur|pol|oec|mult|vet|dent|theol|agr|sc|soc|apl|utr|PD
        |Co|St|Str|str|Nr|Tel|Abt|Hrsg|Inc|Ltd|Corp|Kfr|usw|bzw|ca|geb|ggf|inkl|stellv|evtl|vgl)\.
    | M\.\s?Sc\. | B\.\s?Sc\. | M\.\s?A\. | B\.\s?A\. | M\.\s?Eng\. | B\.\s?Eng\. | Ph\.\s?D\. | LL\.\s?M\.
    | [^\W\d_]\.-[^\W\d_]\.                                                    # K.-H. Ochs
    | [^\W\d_]\.(?=\s[^\W\d_])                                                # an initial: J. Weber
    | [^\W_]+(?:[-'’\u2010\u2011][^\W_]+)*(?:[-\u2010\u2011](?=[\s,]))?       # words, D'Angelo, Optik- und
    | [^\w\s] | _
    """,
    re.VERBOSE,
)
SENTENCE_END = frozenset(".!?:…")
OPENING = frozenset("„»«“”\"'‚‘(–-*•·")
_KEY = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "\u00a0": None, " ": None})


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its slice of the text; ``key`` is what it is compared by (apostrophes and spaces alike)."""

    text: str
    start: int
    end: int
    key: str
    opens_sentence: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a release with its tokens; ``masked`` are offsets of titles and terms in quotation marks."""

    at: Location
    text: str
    tokens: tuple[Token, ...]
    masked: tuple[tuple[int, int], ...] = ()

    def adjacent(self, index: int) -> bool:
        """Whether only spaces (no line break, no punctuation) part token ``index`` from the next one."""
        if index + 1 >= len(self.tokens):
            return False
        between = self.text[self.tokens[index].end : self.tokens[index + 1].start]
        return bool(between) and "\n" not in between

    def is_masked(self, start: int, end: int) -> bool:
        """Whether a slice lies within a title or term in quotation marks."""
        return any(left <= start and end <= right for left, right in self.masked)

    def slice(self, first: int, last: int) -> str:
        """The text from token ``first`` to before token ``last``."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def key_at(self, index: int) -> str:
        """The key of a token, or an empty string outside the text."""
        return self.tokens[index].key if 0 <= index < len(self.tokens) else ""


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens ``first`` to before ``last`` of the text with the index ``text``."""

    text: int
    first: int
    last: int

    def within(self, other: Span) -> bool:
        """Whether it is part of another span, or all of it."""
        return self.text == other.text and other.first <= self.first and self.last <= other.last

    def overlaps(self, other: Span) -> bool:
        """Whether it shares a token with another span."""
        return self.text == other.text and other.first < self.last and self.first < other.last


def key(text: str) -> str:
    """What a token is compared by."""
    return text.translate(_KEY)


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens; white space is in none of them, except inside „e. V.“ and its like."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    opens = True
    before = ""
    for match in TOKEN.finditer(text):
        word = match[0]
        yield Token(
            word, match.start(), match.end(), key(word), opens or text[match.start() - 1 : match.start()] == "\n"
        )
        if word in SENTENCE_END:
            opens = not (word == "." and before.isdigit())
        elif word not in OPENING:
            opens = False
        before = word


def with_genitive(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A name's keys, and those of its genitive if that takes an -s."""
    yield keys
    if keys[-1][-1].isalnum() and keys[-1][-1] not in "sxzß":
        yield (*keys[:-1], keys[-1] + "s")


QUOTED = re.compile(
    r"„([^„“”\"]{1,70})[“”\"]|»([^»«]{1,70})«|«([^»«]{1,70})»|“([^“”]{1,70})”|\"([^\"]{1,70})\"|"
    r"‚([^‚‘’]{1,70})[‘’]"
)


def texts_of(release: Release) -> tuple[Text, ...]:
    """All texts of a release in reading order, tokenised. Link texts are navigation and are left out."""
    spoken: dict[int, list[tuple[int, int]]] = {}
    for quote in release.quotes:
        for paragraph in range(quote.paragraph, quote.end_paragraph + 1):
            start = quote.start if paragraph == quote.paragraph else 0
            end = quote.end if paragraph == quote.end_paragraph else len(release.paragraphs[paragraph])
            spoken.setdefault(paragraph, []).append((start, end))
    return tuple(
        Text(at, text, tokenise(text), _terms(text, spoken.get(at.index, []) if at.field == "paragraph" else []))
        for at, text in _told(release)
    )


def asked_of(release: Release) -> list[str]:
    """The same texts as plain strings: those that a model is asked about."""
    return [text for _, text in _told(release)]


def _told(release: Release) -> Iterator[tuple[Location, str]]:
    return ((at, text) for at, text in release.texts() if at.field != "link")


def _terms(text: str, spoken: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches in quotation marks that nobody says: titles, names, terms."""
    found = (match.span(match.lastindex or 0) for match in QUOTED.finditer(text))
    return tuple(span for span in found if span not in spoken)
