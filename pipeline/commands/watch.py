"""``press watch``: bring the output up to date whenever the folder changes or an embargo ends."""

from __future__ import annotations

import argparse
import logging
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    Command,
    add_folders,
    complain,
    expect_places,
    expect_releases,
    settings_of,
)
from pipeline.config import Settings
from pipeline.logs import Style
from pipeline.stopping import Stopped
from pipeline.system_words import system_in_german

_LOG = logging.getLogger(__name__)


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument("--offline", action="store_true", help="fragt keinen Übersetzer im Netz")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    from pipeline.state import last_run
    from pipeline.watch.card import TakenError, alone

    expect_places(options)
    # A drive that is not there yet when the machine starts is waited for; a folder that never was is a wrong call.
    if options.releases.exists() or last_run.read(options.state) is None:
        expect_releases(options.releases)

    try:
        with alone(options.state, datetime.now(UTC).astimezone()) as card:
            # Only now: another watch is told of at once, not after the stages and spaCy are imported.
            from pipeline.reports import report
            from pipeline.watch.watcher import Clock, Desk, Watch

            desk = Desk(
                releases=options.releases,
                output=options.output,
                state=options.state,
                config=options.config or Path("config.toml"),
                load=lambda: settings_of(options.config),
                environ=os.environ,
                offline=options.offline,
            )
            clock = Clock()
            _LOG.info(
                "Überwacht wird %s/, veröffentlicht nach %s/ (Prozess %d). Beenden mit Strg+C.",
                options.releases,
                options.output,
                card.pid,
                extra={"event": "watch-started", "holder": str(card)},
            )
            bars = partial(report.progress_bar, style=options.style)
            watch = Watch(desk, settings, card, clock=clock, bars=bars)
            while True:
                clock.sleep(watch.step())
    except Stopped:
        _LOG.info("Beendet.", extra={"event": "watch-stopped"})
        return OK
    except TakenError as error:
        return complain(str(error), SOME_FAILED)
    except OSError as error:  # a state folder that cannot be written now may be writable when it is tried again
        return complain(system_in_german(error), SOME_FAILED)


WATCH = Command(
    "watch",
    help="überwacht releases/ und veröffentlicht, sobald sich etwas ändert",
    description="Überwacht den Ordner der Meldungen: Was hineingelegt oder geändert wird, ist Sekunden später "
    "veröffentlicht, was gesperrt ist, zu seiner Minute. Läuft, bis es beendet wird.",
    add_options=_add_options,
    run=_run,
    style=Style.DIARY,
)
