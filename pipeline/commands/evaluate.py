"""``press evaluate``: how well names are found in annotated texts."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    Command,
    UsageError,
    complain,
)
from pipeline.config import Settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="ORDNER", help="Ordner mit NAME.gold.json oder NAME.tsv(.gz)")
    parser.add_argument(
        "--model",
        action="append",
        metavar="NAME",
        help="Sprachmodell wie in config.toml (sonst: das dort genannte); mehrmals genannt: Vergleich",
    )
    parser.add_argument("--json", action="store_true", help="gibt die Zahlen für Programme aus")
    parser.add_argument("--verbose", action="store_true", help="nennt jeden Fehler mit seiner Datei")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    folder: Path = options.folder
    if not folder.exists():
        raise UsageError(f"{folder}: Diesen Ordner gibt es nicht.")
    if not folder.is_dir():
        raise UsageError(f"{folder} ist eine Datei, kein Ordner. Bitte den Ordner nennen, in dem sie liegt.")
    from pipeline import report, score_tables
    from pipeline.evaluate import evaluate, read_annotations
    from pipeline.extract import ModelError, load_model

    names = dict.fromkeys(options.model or [settings.extract.model])
    try:
        models = {name: load_model(name) for name in names}
    except ModelError as error:
        return complain(str(error), WRONG_USE)
    annotations = read_annotations(folder, settings=settings)
    if not (annotations.releases or annotations.sentences or annotations.failures):
        raise UsageError(
            f"{folder}: Hier liegt kein annotierter Text. Gemeint sind Meldungen mit NAME.gold.json daneben "
            "oder Sätze in NAME.tsv."
        )
    with report.progress_bar() as progress:
        evaluations = [evaluate(annotations, nlp=nlp, model=name, progress=progress) for name, nlp in models.items()]
    detail = score_tables.Detail.MISTAKES if options.verbose else score_tables.Detail.SCORES
    if options.json:
        print(score_tables.as_json(annotations, evaluations, detail=detail))
    else:
        score_tables.print_scores(annotations, evaluations, detail=detail)
    failed = annotations.failures or any(evaluation.failures for evaluation in evaluations)
    return SOME_FAILED if failed else OK


EVALUATE = Command(
    "evaluate",
    help="misst an annotierten Texten, wie gut Namen gefunden werden",
    description="Misst an den annotierten Texten eines Ordners, wie gut Personen und Organisationen gefunden "
    "werden: vom Sprachmodell allein und von der ganzen Auswertung.",
    add_options=_add_options,
    run=_run,
)
