"""``press evaluate``: how well names are found in annotated texts, or texts translated."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    Command,
    UsageError,
    complain,
)
from pipeline.config import MEMORY, PROVIDER_NAMES, Settings
from pipeline.toml_file import nearest_hint


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="ORDNER", help="Ordner mit NAME.gold.json oder NAME.tsv(.gz)"
    )
    parser.add_argument(
        "--model",
        action="append",
        metavar="NAME",
        help="Sprachmodell wie in config.toml (sonst: das dort genannte); mehrmals genannt: Vergleich",
    )
    parser.add_argument("--json", action="store_true", help="gibt die Zahlen für Programme aus")
    parser.add_argument("--verbose", action="store_true", help="nennt jeden Fehler mit seiner Datei")
    parser.add_argument(
        "--translation",
        type=Path,
        metavar="DATEI",
        help="misst stattdessen Übersetzer (BLEU und chrF) an einer Datei: je Zeile Satz, Tabulator, Übersetzung",
    )
    parser.add_argument(
        "--provider",
        action="append",
        metavar="NAME",
        help="Übersetzer wie in config.toml (sonst: die dort genannten); mehrmals genannt: Vergleich",
    )
    parser.add_argument(
        "--column", action="append", metavar="NAME", help="misst eine Spalte der Datei mit fertigen Übersetzungen"
    )
    parser.add_argument(
        "--target", metavar="SPRACHE", help="Sprache der Übersetzungen (sonst: die erste in config.toml)"
    )


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if options.translation is not None:
        return _measure_translation(options, settings)
    if options.folder is None:
        raise UsageError("Es fehlt noch: ORDNER.\nHilfe: press evaluate --help")
    folder: Path = options.folder
    if not folder.exists():
        raise UsageError(f"{folder}: Diesen Ordner gibt es nicht.")
    if not folder.is_dir():
        raise UsageError(f"{folder} ist eine Datei, kein Ordner. Bitte den Ordner nennen, in dem sie liegt.")
    from pipeline.evaluate import evaluate, read_annotations
    from pipeline.extract import ModelError, load_model
    from pipeline.reports import report, score_tables

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


def _measure_translation(options: argparse.Namespace, settings: Settings) -> int:
    names = options.provider or ([] if options.column else [n for n in settings.translate.providers if n != MEMORY])
    for name in names:
        if name not in PROVIDER_NAMES or name == MEMORY:
            hint = nearest_hint(name, tuple(known for known in PROVIDER_NAMES if known != MEMORY))
            raise UsageError(f"--provider {name}: Diesen Übersetzer gibt es nicht – {hint}.")
    if not (names or options.column):
        raise UsageError("Welcher Übersetzer? Gemeint ist etwa: --provider google, oder --column NAME")
    from pipeline.evaluate import translation
    from pipeline.evaluate.pairs import PairsError, read_pairs
    from pipeline.reports import report, translation_tables
    from pipeline.translate import make_providers

    target = options.target or next(iter(settings.languages.targets), "en")
    providers = make_providers(replace(settings.translate, providers=tuple(names)), environ=os.environ)
    try:
        translation.require_scorer()
        pairs = read_pairs(options.translation)
        scores = [translation.score_column(pairs, name) for name in options.column or ()]
    except (PairsError, translation.ScorerMissingError) as error:
        return complain(str(error), WRONG_USE)
    with report.progress_bar() as progress:
        scores += [
            translation.score_provider(
                pairs, provider, source=settings.languages.source, target=target, progress=progress
            )
            for provider in providers
        ]
    count = len(pairs.sources)
    if options.json:
        print(translation_tables.translation_json(scores, pairs=count, signatures=translation.signatures()))
    else:
        translation_tables.print_translation_scores(scores, pairs=count)
    return SOME_FAILED if any(score.failed for score in scores) else OK


EVALUATE = Command(
    "evaluate",
    help="misst, wie gut Namen gefunden werden und wie gut übersetzt wird",
    description="Misst an den annotierten Texten eines Ordners, wie gut Personen und Organisationen gefunden "
    "werden: vom Sprachmodell allein und von der ganzen Auswertung. Mit --translation: wie gut Übersetzer sind.",
    add_options=_add_options,
    run=_run,
)
