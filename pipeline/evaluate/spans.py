"""Where names stand: as annotated, and as a model says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.evaluate.counting import Item
from pipeline.evaluate.facts import Record, gives
from pipeline.evaluate.normal import form_pattern
from pipeline.evaluate.sentences import Sentence
from pipeline.extract import kind_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MEASURES = {"people": "PER", "organisations": "ORG", "places": "LOC"}
"""The kinds of names that extraction uses → the labels under which they are counted."""

# A form that means a person here and a firm there counts as the person's, as in extraction.
_LISTS = {"people": "PER", "organisations": "ORG"}


def annotated_spans(texts: Sequence[str], gold: Record) -> dict[str, frozenset[Item]]:
    """Where the forms of an annotation stand in a release's texts, by label.

    Every occurrence as a word of its own counts; longer forms go first, and none overlaps another. A label of
    which the annotation gives no mentions is absent.
    """
    labels = {kind: label for kind, label in _LISTS.items() if gives(gold, kind, "mentions")}
    kinds: dict[str, str] = {}
    for kind, label in labels.items():
        for named in gold[kind]:
            for form in named.get("mentions") or ():
                kinds.setdefault(form, label)
    spans: dict[str, set[Item]] = {label: set() for label in labels.values()}
    patterns = [(form_pattern(form), kinds[form]) for form in sorted(kinds, key=len, reverse=True)]
    for number, text in enumerate(texts, 1):
        taken: list[tuple[int, int]] = []
        for pattern, label in patterns:
            for match in pattern.finditer(text):
                if all(match.end() <= start or end <= match.start() for start, end in taken):
                    taken.append(match.span())
                    spans[label].add(_item(text, *match.span(), f"Text {number}"))
    return {label: frozenset(items) for label, items in spans.items()}


def spans_in_texts(texts: Sequence[str], *, nlp: Language) -> dict[str, frozenset[Item]]:
    """Where a model sees names in a release's texts, by label."""
    places = (f"Text {number}" for number in range(1, len(texts) + 1))
    return _pooled(zip(texts, nlp.pipe(texts), places, strict=True))


def tagged_spans(sentences: Sequence[Sentence]) -> dict[str, frozenset[Item]]:
    """Where the annotated names stand in sentences whose words are joined by spaces, by label."""
    spans: dict[str, set[Item]] = {label: set() for label in MEASURES.values()}
    for number, sentence in enumerate(sentences, 1):
        text = " ".join(sentence.words)
        for entity in sentence.entities:
            kind = kind_of(entity.label)
            if kind in MEASURES:
                start = sum(len(word) + 1 for word in sentence.words[: entity.first])
                end = start + len(" ".join(sentence.words[entity.first : entity.last]))
                spans[MEASURES[kind]].add(_item(text, start, end, f"Satz {number}"))
    return {label: frozenset(items) for label, items in spans.items()}


def spans_in_sentences(sentences: Sequence[Sentence], *, nlp: Language) -> dict[str, frozenset[Item]]:
    """Where a model sees names in sentences whose words are given, by label."""
    from spacy.tokens import Doc  # here, because importing spaCy takes a second

    docs = (Doc(nlp.vocab, words=list(sentence.words)) for sentence in sentences)
    texts = (" ".join(sentence.words) for sentence in sentences)
    places = (f"Satz {number}" for number in range(1, len(sentences) + 1))
    return _pooled(zip(texts, nlp.pipe(docs), places, strict=True))


def _pooled(seen: Iterator[tuple[str, Doc, str]]) -> dict[str, frozenset[Item]]:
    spans: Mapping[str, set[Item]] = defaultdict(set)
    for text, doc, place in seen:
        for entity in doc.ents:
            kind = kind_of(entity.label_)
            if kind in MEASURES:
                spans[MEASURES[kind]].add(_item(text, entity.start_char, entity.end_char, place))
    return {label: frozenset(items) for label, items in spans.items()}


def _item(text: str, start: int, end: int, place: str) -> Item:
    return text[start:end], f"{place}, Zeichen {start + 1}–{end}"
