"""``press approve``: a draft as it is becomes the edition, or a text still holds though the original has changed."""

from __future__ import annotations

import argparse

from pipeline.commands.common import OK, SOME_FAILED, WRONG_USE, Command, UsageError, complain, say
from pipeline.commands.edition_options import add_edition_options, desk, language_of
from pipeline.config import Settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="Name oder Pfad der Meldung, mit oder ohne Endung")
    parser.add_argument(
        "--all", action="store_true", help="alle sichtbaren Meldungen, von denen es erst einen Entwurf gibt"
    )
    parser.add_argument("--despite-errors", action="store_true", help="auch, wenn der Entwurf Fehler hat")
    add_edition_options(parser)


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if (options.name is None) is not options.all:
        raise UsageError("Bitte entweder den Namen einer Meldung nennen oder --all.")
    language = language_of(options, settings)
    from pipeline.editions import actions as edit_actions
    from pipeline.extract import ModelError
    from pipeline.intake.naming import NamingError
    from pipeline.model import ReleaseError
    from pipeline.sidecar import LayoutError
    from pipeline.state.store import StoreError

    good = True
    try:
        with desk(options, settings) as (job, store):
            for outcome in edit_actions.approve(
                options.name, language, job, store, form=options.format, despite_errors=options.despite_errors
            ):
                (say if outcome.is_good else _warn)(*outcome.lines)
                good = good and outcome.is_good
    except NamingError as error:
        return complain(str(error), WRONG_USE)
    except (ReleaseError, LayoutError) as error:
        return complain(str(error), SOME_FAILED)
    except (ModelError, StoreError) as error:
        return complain(str(error), WRONG_USE)
    return OK if good else SOME_FAILED


def _warn(*lines: str) -> None:
    complain("\n".join(lines), SOME_FAILED)


APPROVE = Command(
    "approve",
    help="gibt einen Entwurf frei, wie er ist, oder sagt, dass eine veraltete Fassung noch stimmt",
    description="Legt den Entwurf, wie er ist, als NAME.en.md (oder .docx) neben die Meldung und zeigt vorher, was "
    "zweifelhaft ist. Liegt dort schon eine Datei, hält der Befehl fest, dass sie zum deutschen Text passt, wie er "
    "jetzt ist; in die Datei schreibt er nie.",
    add_options=_add_options,
    run=_run,
)
