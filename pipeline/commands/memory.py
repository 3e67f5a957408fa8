"""``press memory``: the translation memory in and out as files, and what it knows of a text."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.common import Command, add_releases, add_state, expect_folder, expect_releases
from pipeline.config import Settings


def _add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="AKTION")
    export = actions.add_parser(
        "export", help="schreibt eine TMX-Datei", description="Schreibt, was gemerkt ist, in eine TMX-Datei."
    )
    export.add_argument("file", type=Path, metavar="DATEI.tmx")
    export.add_argument("--lang", metavar="SPRACHE", help="nur Übersetzungen in diese Sprache, etwa en")
    export.add_argument(
        "--with-confidential", action="store_true", help="auch, was nur aus gesperrten Meldungen stammt"
    )
    read = actions.add_parser(
        "import",
        help="übernimmt Übersetzungen aus TMX oder XLIFF",
        description="Übernimmt Übersetzungen und hebt die Dateien unverändert in releases/memory/ auf. "
        "Neueres wird nie überschrieben.",
    )
    read.add_argument("files", type=Path, nargs="+", metavar="DATEI")
    show = actions.add_parser(
        "show",
        help="zeigt, was zu einem Text gemerkt ist",
        description="Zeigt, wie ein Text übersetzt wurde, und Ähnliches.",
    )
    show.add_argument("text", metavar="TEXT")
    show.add_argument("--lang", metavar="SPRACHE", help="nur Übersetzungen in diese Sprache, etwa en")
    for action in (export, read, show):
        add_releases(action)
        add_state(action)


def _run(options: argparse.Namespace, settings: Settings) -> int:
    expect_releases(options.releases)
    expect_folder(options.state, "--state")
    from pipeline.commands.memory_actions import act

    return act(options, settings)


MEMORY = Command(
    "memory",
    help="gibt Gemerktes an Übersetzungsprogramme und nimmt es von dort an",
    description="Gibt den Übersetzungsspeicher als TMX aus, nimmt TMX und XLIFF an und zeigt, was zu einem Text "
    "gemerkt ist.",
    add_options=_add_options,
    run=_run,
)
