"""``press models``: Firefox's translation models on this machine."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pipeline.commands.common import OK, SOME_FAILED, Command, UsageError, complain
from pipeline.config import Settings
from pipeline.toml_file import nearest_hint

_ACTIONS = ("list", "fetch")
_PAIR = re.compile(r"(?P<source>[a-z]{2,3}(?:_[A-Za-z]+)?)-(?P<target>[a-z]{2,3}(?:_[A-Za-z]+)?)")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="AKTION", help="list: was da ist; fetch: ein Sprachenpaar laden")
    parser.add_argument("pair", nargs="?", metavar="PAAR", help="Sprachenpaar für fetch, etwa de-en")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    folder = Path(settings.translate.firefox.folder)
    match options.action:
        case "list":
            return _list(folder)
        case "fetch":
            return _fetch(options.pair, folder, settings)
    raise UsageError(f"press models {options.action}: Das gibt es nicht – {nearest_hint(options.action, _ACTIONS)}.")


def _list(folder: Path) -> int:
    from pipeline.translate.firefox_models import kept_models

    models = kept_models(folder)
    if not models:
        print(f"{folder}: Hier liegt kein Modell. Geladen wird eines mit: press models fetch de-en")
    for model in models:
        missing = "" if model.complete else "  unvollständig; bitte neu laden"
        print(f"{model.pair}  {_size(model.size_bytes)}{missing}")
    return OK


def _fetch(pair: str | None, folder: Path, settings: Settings) -> int:
    languages = _PAIR.fullmatch(pair or "")
    if languages is None:
        raise UsageError("Welches Sprachenpaar? Gemeint ist etwa: press models fetch de-en")
    from pipeline.reports import report
    from pipeline.translate.firefox_fetch import ModelsError, catalogue, fetch_models, offered

    source, target = (languages[side].replace("_", "-") for side in ("source", "target"))
    firefox = settings.translate.firefox
    try:
        files = offered(catalogue(firefox.catalogue_url), source, target, files_url=firefox.files_url)
        for file in files:
            print(f"{file.pair}  {file.name}  {_size(file.packed_bytes)}")
        print(f"Zusammen {_size(sum(file.packed_bytes or 0 for file in files))}, von {firefox.files_url}", flush=True)
        with report.progress_bar() as progress:
            progress.start("Modelle laden", len(files))
            fetch_models(files, folder, advance=progress.advance)
    except ModelsError as error:
        return complain(str(error), SOME_FAILED)
    print(f'Gespeichert in {folder}. Benutzt werden sie mit: providers = ["firefox"]')
    return OK


def _size(size_bytes: int | None) -> str:
    return "Größe unbekannt" if size_bytes is None else f"{size_bytes / 1e6:.1f} MB".replace(".", ",")


MODELS = Command(
    "models",
    help="lädt und listet die Übersetzungsmodelle von Firefox",
    description="Lädt auf Zuruf die Modelle, mit denen Firefox auf dem eigenen Rechner übersetzt (fetch), oder listet, "
    "was da ist (list). Ohne diesen Befehl wird keines geladen.",
    add_options=_add_options,
    run=_run,
)
