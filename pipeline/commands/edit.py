"""``press edit``: a draft as a file that a person takes over, or what an outdated text could become."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path

from pipeline.commands.common import OK, SOME_FAILED, WRONG_USE, Command, complain, say
from pipeline.commands.edition_options import add_edition_options, desk, language_of
from pipeline.config import Settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="Name oder Pfad der Meldung, mit oder ohne Endung")
    add_edition_options(parser)
    parser.add_argument("--open", action="store_true", help="öffnet die Datei danach im Schreibprogramm")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    language = language_of(options, settings)
    from pipeline.editions import actions as edit_actions
    from pipeline.extract import ModelError
    from pipeline.intake.naming import NamingError
    from pipeline.model import ReleaseError
    from pipeline.sidecar import LayoutError
    from pipeline.state.store import StoreError

    try:
        with desk(options, settings) as (job, store):
            outcome = edit_actions.edit(options.name, language, job, store, form=options.format)
    except NamingError as error:
        return complain(str(error), WRONG_USE)
    except (ReleaseError, LayoutError) as error:
        return complain(str(error), SOME_FAILED)
    except (ModelError, StoreError) as error:
        return complain(str(error), WRONG_USE)
    say(*outcome.lines)
    if options.open and outcome.path is not None:
        _open(outcome.path)
    return OK if outcome.is_good else SOME_FAILED


def _open(path: Path) -> None:
    """Open a file as she is used to, and wait for an editor that runs in the terminal."""
    if editor := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        subprocess.run([*shlex.split(editor, posix=os.name == "posix"), str(path)], check=False)
    elif sys.platform == "win32":
        os.startfile(path)
    else:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        try:
            subprocess.run([opener, str(path)], check=False)
        except OSError:
            say(f"Hier ist kein Schreibprogramm bekannt (EDITOR); bitte selbst öffnen: {path}")


EDIT = Command(
    "edit",
    help="legt die Fassung in einer anderen Sprache als Datei an, gefüllt mit dem Entwurf",
    description="Legt NAME.en.md (oder .docx) neben die Meldung, gefüllt mit dem Entwurf, mit Hinweisen und dem "
    "deutschen Text als Kommentaren. Sobald ein Wort darin geändert ist, gilt die Datei. Ist sie veraltet, zeigt der "
    "Befehl, was sich geändert hat, und legt einen Vorschlag daneben; in die Datei selbst schreibt er nie.",
    add_options=_add_options,
    run=_run,
)
