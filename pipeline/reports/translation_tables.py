"""BLEU and chrF of translators, as a table that people read in a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.evaluate.translation import TranslationScore
from pipeline.terminal import printable

_LEGEND = "BLEU und chrF: 0 bis 100, mehr ist näher an der Übersetzung eines Menschen. Nur, was übersetzt wurde, zählt."


def print_translation_scores(scores: Sequence[TranslationScore], *, pairs: int) -> None:
    """A row a system, and why sentences are missing."""
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Übersetzer")
    for heading in ("BLEU", "chrF", "Sätze", "ausgefallen"):
        table.add_column(heading, justify="right")
    for score in scores:
        table.add_row(
            printable(score.system),
            _figure(score.bleu),
            _figure(score.chrf),
            f"{score.scored}/{pairs}",
            str(score.failed),
        )
    console.print(table)
    console.print(_LEGEND, style="dim")
    for score in scores:
        for reason, count in score.failures.items():
            sentences = "1 Satz" if count == 1 else f"{count} Sätze"
            line = printable(f"• {sentences} ohne Übersetzung: {score.system} {reason}.")
            console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def translation_json(scores: Sequence[TranslationScore], *, pairs: int, signatures: Mapping[str, str]) -> str:
    """The same for programs, with what exactly was measured."""
    systems = [
        {
            "system": score.system,
            "bleu": score.bleu,
            "chrf": score.chrf,
            "scored": score.scored,
            "failed": score.failed,
            "failures": dict(score.failures),
        }
        for score in scores
    ]
    record = {"pairs": pairs, "signatures": dict(signatures), "systems": systems}
    return json.dumps(record, ensure_ascii=False, indent=2)


def _figure(score: float | None) -> str:
    return "–" if score is None else f"{score:.1f}".replace(".", ",")
