"""``press doctor``: whether the set-up is sound."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain

from pipeline.commands.common import OK, SOME_FAILED, Command, add_folders, keep_apart, settings_of
from pipeline.config import Settings
from pipeline.terminal import printable
from pipeline.toml_file import TomlError

_MARKS = {"good": "✓", "note": "·", "bad": "✗"}


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument("--ask", action="store_true", help="stellt Übersetzern und Cluster eine kleine Anfrage")


def _run(options: argparse.Namespace, _defaults: Settings) -> int:
    keep_apart(options)
    from pipeline.doctor.diagnosis import Diagnosis, Grade
    from pipeline.doctor.examination import Setup, examine

    try:
        settings: Settings | TomlError = settings_of(options.config)
    except TomlError as error:
        settings = error
    setup = Setup(settings, options.releases, options.output, options.state, os.environ, datetime.now(UTC))

    def ask(settings: Settings) -> Iterable[Diagnosis]:
        from pipeline.doctor.translators import ask_cluster, ask_translators

        return chain(ask_translators(settings, os.environ), ask_cluster(settings))

    bad = 0
    for found in examine(setup, ask=ask if options.ask else None):
        bad += found.grade is Grade.BAD
        print(printable(f"{_MARKS[found.grade]} {found.what}: {found.words}"), flush=True)
    print("\nAlles in Ordnung." if not bad else f"\n{bad} zu beheben, mit ✗ gekennzeichnet.")
    return SOME_FAILED if bad else OK


DOCTOR = Command(
    "doctor",
    help="prüft, ob alles richtig eingerichtet ist",
    description="Prüft, ob alles richtig eingerichtet ist, und sagt zu jedem Mangel, was zu tun ist. Ändert nichts. "
    "Exitcode 1, wenn etwas zu beheben ist.",
    add_options=_add_options,
    run=_run,
    needs_settings=False,
)
