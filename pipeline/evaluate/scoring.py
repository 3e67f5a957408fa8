"""Annotated texts and a model → its scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.catalogue import Failure
from pipeline.evaluate import facts, spans
from pipeline.evaluate.annotated import AnnotatedRelease, Annotations
from pipeline.evaluate.counting import Comparison, Item, Mistake, Score, Temptations, mistakes, pool
from pipeline.evaluate.facts import Part
from pipeline.extract import spotter, texts_of
from pipeline.intake.understanding import Progress, Silent, find_names
from pipeline.model import ReleaseError

if TYPE_CHECKING:
    from spacy.language import Language

ALL = "all"
"""The measure of all labels of the model alone together."""
_LABELS = (*spans.MEASURES.values(), ALL)
_ORDER = {Part.SENTENCES: _LABELS, Part.RELEASES: _LABELS, Part.EXTRACTION: facts.MEASURES}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of one model by part and measure, and what is wrong in each part.

    ``failures`` are the releases on which the extraction broke off; they are not scored.
    """

    model: str
    scores: Mapping[Part, Mapping[str, Score]]
    temptations: Temptations
    mistakes: Mapping[Part, tuple[Mistake, ...]]
    failures: tuple[Failure, ...] = ()


def evaluate(annotations: Annotations, *, nlp: Language, model: str, progress: Progress | None = None) -> Evaluation:
    """Score a loaded model on annotated texts: alone, and with the whole extraction around it.

    ``model`` is the name under which it appears. A part for which there are no texts is absent.
    """
    watch = progress or Silent()
    watch.start(f"Bewerten: {model}", len(annotations.sentences) + len(annotations.releases))
    sentences: list[Comparison] = []
    for file in annotations.sentences:
        found = spans.spans_in_sentences(file.sentences, nlp=nlp)
        sentences += _compared(file.source, spans.tagged_spans(file.sentences), found)
        watch.advance()
    alone: list[Comparison] = []
    whole: list[Comparison] = []
    tempted: list[Comparison] = []
    failures: list[Failure] = []
    temptations = 0
    for item in annotations.releases:
        source = item.release.source
        try:
            found = facts.facts(facts.record_of(find_names(item.release, spot=spotter(nlp))))
        except ReleaseError as error:
            failures.append(Failure(error.source, error.reason, error.remedy))
            continue
        finally:
            watch.advance()
        alone += _model_alone(item, nlp)
        whole += _compared(source, facts.facts(item.gold), found)
        for kind, names in facts.tempting(item.gold).items():
            tempted.append(Comparison(source, f"false {kind}", frozenset(), names & found[kind]))
            temptations += len(names)
    parts = {Part.SENTENCES: sentences, Part.RELEASES: alone, Part.EXTRACTION: whole}
    wrong = parts | {Part.EXTRACTION: whole + tempted}
    return Evaluation(
        model,
        {part: _scores(items, _ORDER[part]) for part, items in parts.items() if items},
        Temptations(pool(tempted).extra, temptations),
        {part: tuple(mistakes(items)) for part, items in wrong.items() if items},
        tuple(failures),
    )


def _model_alone(item: AnnotatedRelease, nlp: Language) -> Iterator[Comparison]:
    texts = [text.text for text in texts_of(item.release)]
    yield from _compared(
        item.release.source, spans.annotated_spans(texts, item.gold), spans.spans_in_texts(texts, nlp=nlp)
    )


def _compared(
    source: str, wanted: Mapping[str, frozenset[Item]], found: Mapping[str, frozenset[Item]]
) -> Iterator[Comparison]:
    """A comparison for each measure that the annotation speaks of."""
    for measure, items in wanted.items():
        yield Comparison(source, measure, items, found.get(measure, frozenset()))


def _scores(comparisons: Sequence[Comparison], measures: Iterable[str]) -> dict[str, Score]:
    """The scores in the order of the measures; one that no text speaks of is absent."""
    by_measure: dict[str, list[Comparison]] = {}
    for item in comparisons:
        by_measure.setdefault(item.measure, []).append(item)
    pooled = {measure: pool(items) for measure, items in by_measure.items()}
    pooled[ALL] = pool(chain.from_iterable(by_measure.values()))
    return {measure: pooled[measure] for measure in measures if measure in pooled}
