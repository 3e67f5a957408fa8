"""The scores of models, as tables that people read in a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.catalogue import Failure
from pipeline.evaluate import Annotations, Evaluation, Mistake, Part, Score
from pipeline.terminal import printable

PART_WORDS = {
    Part.SENTENCES: "Modell allein, in Sätzen",
    Part.RELEASES: "Modell allein, in Meldungen",
    Part.EXTRACTION: "Ganze Auswertung der Meldungen",
}
MEASURE_WORDS = {
    "PER": "Personen",
    "ORG": "Organisationen",
    "LOC": "Orte",
    "all": "alle zusammen",
    "people": "Personen",
    "person mentions": "Nennungen von Personen",
    "titles": "Titel",
    "roles": "Funktionen",
    "roles' organisations": "Organisationen der Funktionen",
    "organisations": "Organisationen",
    "organisation mentions": "Nennungen von Organisationen",
    "acronyms": "Kürzel",
    "speakers": "Zitate mit Sprecher",
    "false people": "fälschlich als Person",
    "false organisations": "fälschlich als Organisation",
}
_LEGEND = (
    "P: so viel vom Gefundenen stimmt. R: so viel vom Gesuchten wurde gefunden. F1: beides in einer Zahl. "
    "In Prozent; daneben die Anzahlen."
)


class Detail(Enum):
    """How much is told."""

    SCORES = "scores"
    MISTAKES = "mistakes"


def print_scores(annotations: Annotations, evaluations: Sequence[Evaluation], *, detail: Detail) -> None:
    """A table a model, their F1 side by side where there are several, and the files that could not be scored."""
    console = Console(highlight=False)
    sentences = sum(len(file.sentences) for file in annotations.sentences)
    console.print(f"Annotiert: {len(annotations.releases)} Meldungen, {sentences} Sätze\n")
    for evaluation in evaluations:
        console.print(Text(f"Modell: {printable(evaluation.model)}", style="bold"))
        console.print(_table(evaluation))
        temptations = evaluation.temptations
        if temptations.total:
            console.print(f"Fälschlich für Namen gehalten: {temptations.taken} von {temptations.total}")
        console.print()
        if detail is Detail.MISTAKES:
            _print_mistakes(console, evaluation)
    if len(evaluations) > 1:
        console.print(_comparison(evaluations))
        console.print()
    if any(evaluation.scores for evaluation in evaluations):
        console.print(_LEGEND, style="dim")
    failures = [*annotations.failures, *(failure for each in evaluations for failure in each.failures)]
    if failures:
        console.print()
        console.print(Text("Nicht bewertet:", style="bold red"))
    for failure in failures:
        line = printable(f"• {failure.source}: {failure.reason} {failure.remedy}")
        console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def as_json(annotations: Annotations, evaluations: Sequence[Evaluation], *, detail: Detail) -> str:
    """The same for programs: shares from 0 to 1, by model, part and measure."""
    record = {
        "releases": len(annotations.releases),
        "sentences": sum(len(file.sentences) for file in annotations.sentences),
        "models": [_model_record(evaluation, detail) for evaluation in evaluations],
        "failures": [_failure_record(failure) for failure in annotations.failures],
    }
    return json.dumps(record, ensure_ascii=True, indent=2)


def _table(evaluation: Evaluation) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("", overflow="fold", min_width=32)
    for header in ("P", "R", "F1", "richtig", "zu viel", "fehlt"):
        table.add_column(header, justify="right", no_wrap=True)
    for part, scores in evaluation.scores.items():
        table.add_row(Text(PART_WORDS[part], style="bold"))
        for measure, score in scores.items():
            shares = (_percent(share) for share in (score.precision, score.recall, score.f1))
            counts = (str(count) for count in (score.right, score.extra, score.missing))
            table.add_row(f"  {MEASURE_WORDS[measure]}", *shares, *counts)
    return table


def _comparison(evaluations: Sequence[Evaluation]) -> Table:
    """F1 of all models side by side, in the order in which they were named."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("F1 im Vergleich", overflow="fold", min_width=32)
    for evaluation in evaluations:
        table.add_column(printable(evaluation.model), justify="right", overflow="fold")
    for part, scores in evaluations[0].scores.items():
        table.add_row(Text(PART_WORDS[part], style="bold"))
        for measure in scores:
            cells = (_percent_of(evaluation.scores.get(part, {}).get(measure)) for evaluation in evaluations)
            table.add_row(f"  {MEASURE_WORDS[measure]}", *cells)
    return table


def _percent_of(score: Score | None) -> str:
    return "–" if score is None else _percent(score.f1)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",")


def _mistakes(evaluation: Evaluation) -> Iterator[tuple[Part, Mistake]]:
    for part, mistakes in evaluation.mistakes.items():
        for mistake in mistakes:
            yield part, mistake


def _print_mistakes(console: Console, evaluation: Evaluation) -> None:
    """What is wrong, file by file, a line a measure."""
    files: dict[str, dict[tuple[Part, str], list[Mistake]]] = {}
    for part, mistake in _mistakes(evaluation):
        files.setdefault(mistake.source, {}).setdefault((part, mistake.measure), []).append(mistake)
    for source, measures in sorted(files.items()):
        console.print(Text(printable(source), style="bold"))
        for (part, measure), mistakes in measures.items():
            scope = "" if part is Part.EXTRACTION else " (Modell allein)"
            console.print(Padding(Text(f"{MEASURE_WORDS[measure]}{scope}"), (0, 0, 0, 2), expand=False))
            for mistake in mistakes:
                what = "zu viel" if mistake.found else "fehlt"
                line = printable(f"{what}: {' · '.join(mistake.item)}")
                console.print(Padding(Text(line), (0, 0, 0, 4), expand=False))
    console.print()


def _model_record(evaluation: Evaluation, detail: Detail) -> dict[str, Any]:
    record: dict[str, Any] = {"model": evaluation.model}
    for part, scores in evaluation.scores.items():
        record[part] = {measure: _score_record(score) for measure, score in scores.items()}
    record["temptations"] = {"taken": evaluation.temptations.taken, "total": evaluation.temptations.total}
    record["failures"] = [_failure_record(failure) for failure in evaluation.failures]
    if detail is Detail.MISTAKES:
        record["mistakes"] = [
            {
                "source": mistake.source,
                "part": part,
                "measure": mistake.measure,
                "kind": "extra" if mistake.found else "missing",
                "item": mistake.item,
            }
            for part, mistake in _mistakes(evaluation)
        ]
    return record


def _score_record(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "right": score.right,
        "extra": score.extra,
        "missing": score.missing,
    }


def _failure_record(failure: Failure) -> dict[str, str]:
    return {"source": failure.source, "reason": failure.reason, "remedy": failure.remedy}
