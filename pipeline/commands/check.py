"""``press check``: what is understood of one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    Command,
    UsageError,
    add_releases,
    add_state,
    complain,
    moment,
    say,
)
from pipeline.config import Settings
from pipeline.intake.inbox import printable_name, translation_of


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DATEI")
    add_releases(parser)
    add_state(parser)
    parser.add_argument(
        "--output", type=Path, default=Path("output"), metavar="ORDNER", help="Ordner der Ausgabe (sonst: output/)"
    )
    parser.add_argument("--json", action="store_true", help="gibt den Datensatz aus, wie ihn output/data/ enthält")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    path: Path = options.file
    if path.is_dir():
        raise UsageError(f"{path} ist ein Ordner, keine Datei. Alle Meldungen eines Ordners liest: press build")
    if not path.exists():
        raise UsageError(f"{path}: Diese Datei gibt es nicht.")
    if printable_name(path.name) != path.name:
        return complain(
            f"{path}: Der Name enthält Zeichen, die nicht in UTF-8 gespeichert sind (hier als „?“ gezeigt). "
            "Bitte die Datei umbenennen.",
            SOME_FAILED,
        )
    from pipeline.extract import ModelError
    from pipeline.intake.understanding import understand
    from pipeline.model import ReleaseError
    from pipeline.register_file import load_register
    from pipeline.reports import report

    translation = translation_of(path.name, targets=settings.languages.targets)
    register = load_register(_folder_of_register(path))
    try:
        release = understand(
            path, settings=settings, register=register, language=translation[1] if translation else None
        )
    except ReleaseError as error:
        return complain(str(error), SOME_FAILED)
    except ModelError as error:
        return complain(str(error), WRONG_USE)
    now = moment(None, settings)
    if options.json:
        report.print_record(release, settings=settings, now=now)
    else:
        report.print_check(release, settings=settings, now=now, translation=translation)
        say(*_changes(path, options, settings))
    return OK


def _changes(path: Path, options: argparse.Namespace, settings: Settings) -> list[str]:
    """What has changed under a text that is outdated, if the desk that the file belongs to remembers it."""
    from pipeline.editions import actions as edit_actions
    from pipeline.extract import ModelError
    from pipeline.job import STATE_FILE, Job
    from pipeline.model import ReleaseError
    from pipeline.state.store import Store, StoreError

    file, folder = path.resolve(), options.releases.resolve()
    state: Path = options.state / STATE_FILE
    if not (file.is_relative_to(folder) and state.exists()):
        return []
    job = Job(
        settings=settings,
        releases=options.releases,
        output=options.output,
        state=options.state,
        now=moment(None, settings),
        environ={},
        offline=True,
    )
    try:
        with Store.open(state, wait_s=1.0) as store:
            found = list(edit_actions.known_changes(file.relative_to(folder).as_posix(), job, store))
    except (ModelError, ReleaseError, StoreError):
        return []  # it is said where the file itself is read, or by the next run
    return ["", *found] if found else []


def _folder_of_register(file: Path) -> Path:
    """The folder whose register counts for a file: the outermost one below where the command works, else its own."""
    from pipeline.register_file import find_register

    here = Path.cwd()
    above = [folder for folder in file.absolute().parents if folder != here and folder.is_relative_to(here)]
    return next((folder for folder in reversed(above) if find_register(folder)), file.parent)


CHECK = Command(
    "check",
    help="zeigt, was von einer Datei verstanden wurde",
    description="Zeigt, was von einer Datei verstanden wurde; veröffentlicht nichts.",
    add_options=_add_options,
    run=_run,
)
