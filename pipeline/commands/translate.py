"""``press translate``: one release out to a translation agency as XLIFF, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.common import Command, add_releases, add_state, expect_folder, expect_releases
from pipeline.config import Settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="die Meldung: Datei in releases/ oder ihre Adresse")
    parser.add_argument("--lang", metavar="SPRACHE", help="Sprache der Übersetzung, wenn es mehrere gibt, etwa en")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--export-xliff", type=Path, metavar="DATEI.xlf", help="schreibt die Meldung zum Übersetzen in eine XLIFF-Datei"
    )
    way.add_argument(
        "--import-xliff", type=Path, metavar="DATEI.xlf", help="nimmt die übersetzte Datei an und legt die Fassung ab"
    )
    add_releases(parser)
    add_state(parser)


def _run(options: argparse.Namespace, settings: Settings) -> int:
    expect_releases(options.releases)
    expect_folder(options.state, "--state")
    from pipeline.commands.translate_actions import act

    return act(options, settings)


TRANSLATE = Command(
    "translate",
    help="gibt eine Meldung einem Übersetzungsbüro und nimmt sie zurück",
    description="Schreibt eine Meldung als XLIFF 2 für ein Übersetzungsbüro und nimmt die übersetzte Datei zurück; "
    "fragt selbst keinen Übersetzer.",
    add_options=_add_options,
    run=_run,
)
