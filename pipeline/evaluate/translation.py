"""How near translations come to those of a person: BLEU and chrF over a file of pairs, with sacrebleu (an extra)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from pipeline.evaluate.pairs import Pairs, PairsError
from pipeline.intake.understanding import Progress
from pipeline.translate import Kind, Provider, Question, TranslatorError

# A service that has failed so often in a row is not asked on; of some failures one is enough.
_FAILURES_IN_A_ROW = 3
_FINAL = frozenset({Kind.LIMITED, Kind.BLOCKED})
# What one text of several may be to blame for.
_OF_ONE_TEXT = frozenset({Kind.GARBLED, Kind.REFUSED})


class ScorerMissingError(Exception):
    """sacrebleu is not installed; the message is German."""


@dataclass(frozen=True, slots=True)
class TranslationScore:
    """BLEU and chrF (0 to 100) of one system, ``None`` if there is nothing to score.

    ``failures`` says in German why sentences have no translation, and how many; they count in no score.
    """

    system: str
    bleu: float | None
    chrf: float | None
    scored: int
    failures: Mapping[str, int]

    @property
    def failed(self) -> int:
        """How many sentences have no translation."""
        return sum(self.failures.values())


def require_scorer() -> None:
    """Nothing, if there can be scores.

    Raises:
        ScorerMissingError: sacrebleu is not installed.
    """
    if find_spec("sacrebleu") is None:
        raise ScorerMissingError("Dazu fehlt das Paket sacrebleu. Bitte installieren: pip install sacrebleu")


def signatures() -> dict[str, str]:
    """What exactly is measured, in the form in which it is cited."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    found = {}
    for name, metric in (("bleu", BLEU()), ("chrf", CHRF())):
        metric.corpus_score(["a"], [["a"]])  # only then it knows the number of references
        found[name] = str(metric.get_signature())
    return found


def score_column(pairs: Pairs, name: str) -> TranslationScore:
    """The score of stored translations.

    Raises:
        PairsError: there is no such column.
    """
    if name not in pairs.columns:
        known = ", ".join(pairs.columns) or "keine"
        raise PairsError(f"Eine Spalte „{name}“ gibt es nicht; außer Satz und Übersetzung: {known}.")
    return _scored(name, pairs.references, pairs.columns[name], Counter())


def score_provider(
    pairs: Pairs, provider: Provider, *, source: str, target: str, progress: Progress
) -> TranslationScore:
    """The score of a translator that is asked now; it may fail, that is counted. Languages are BCP 47 tags."""
    failures: Counter[str] = Counter()
    progress.start(f"Übersetzen ({provider.name})", len(pairs.sources))
    answers = []
    for answer in _answers(pairs.sources, provider, source, target, failures):
        answers.append(answer)
        progress.advance()
    return _scored(provider.name, pairs.references, answers, failures)


def _answers(
    sources: Sequence[str], provider: Provider, source: str, target: str, failures: Counter[str]
) -> Iterator[str]:
    """A translation for each sentence, empty where there is none and the reason counted."""
    in_a_row = 0
    given_up: TranslatorError | None = None
    waiting = [
        list(sources[start : start + provider.batch_size]) for start in range(0, len(sources), provider.batch_size)
    ]
    while waiting:
        texts = waiting.pop(0)
        try:
            if given_up is not None:
                raise given_up
            yield from provider.translate([Question(text) for text in texts], source=source, target=target)
            in_a_row = 0
        except TranslatorError as error:
            if len(texts) > 1 and error.kind in _OF_ONE_TEXT:
                waiting = [[text] for text in texts] + waiting
                continue
            in_a_row += 1
            if error.kind in _FINAL or in_a_row >= _FAILURES_IN_A_ROW:
                given_up = error
            failures[error.reason_de] += len(texts)
            yield from ("" for _ in texts)


def _scored(system: str, references: Sequence[str], answers: Sequence[str], failures: Counter[str]) -> TranslationScore:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    found = [(answer, reference) for answer, reference in zip(answers, references, strict=True) if answer]
    if not failures and len(found) < len(answers):
        failures = Counter({"ist in der Datei leer": len(answers) - len(found)})
    if not found:
        return TranslationScore(system, None, None, 0, failures)
    hypotheses, wanted = [answer for answer, _ in found], [[reference for _, reference in found]]
    return TranslationScore(
        system,
        BLEU().corpus_score(hypotheses, wanted).score,
        CHRF().corpus_score(hypotheses, wanted).score,
        len(found),
        failures,
    )
