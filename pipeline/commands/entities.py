"""``press entities``: who occurs in the releases, and what looks like a duplicate."""

from __future__ import annotations

import argparse

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    Command,
    add_releases,
    complain,
    expect_releases,
    moment,
)
from pipeline.config import Settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_releases(parser)
    parser.add_argument(
        "--json", action="store_true", help="gibt die Liste wie output/data/entities.json aus, dazu die Vorschläge"
    )


def _run(options: argparse.Namespace, settings: Settings) -> int:
    expect_releases(options.releases)
    from pipeline.extract import ModelError
    from pipeline.reports import entities_report, report
    from pipeline.status.survey import survey

    try:
        with report.progress_bar() as progress:
            found = survey(options.releases, settings=settings, now=moment(None, settings), progress=progress)
    except ModelError as error:
        return complain(str(error), WRONG_USE)
    if options.json:
        entities_report.print_entities_record(found)
    else:
        entities_report.print_entities(found, options.releases)
    return SOME_FAILED if found.failures else OK


ENTITIES = Command(
    "entities",
    help="listet Personen und Organisationen aller Meldungen und was doppelt aussieht",
    description="Listet, wer in den Meldungen vorkommt, und was doppelt aussieht, mit den Zeilen für "
    "releases/register.toml; veröffentlicht nichts. Zurückgehaltene Meldungen bleiben außen vor.",
    add_options=_add_options,
    run=_run,
)
