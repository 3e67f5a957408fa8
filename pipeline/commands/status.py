"""``press status``: how things stand."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipeline.commands.common import Command, add_releases, add_state
from pipeline.config import Settings
from pipeline.terminal import print_json

if TYPE_CHECKING:
    from pipeline.status.standing import Standing


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_releases(parser)
    add_state(parser)
    parser.add_argument("--json", action="store_true", help="gibt alles für Programme aus")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    from pipeline.reports.status_report import print_standing

    standing = _standing(options.releases, options.state, datetime.now(UTC))
    if options.json:
        print_json(json.dumps(standing.as_record(), ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n")
    else:
        print_standing(standing, options.releases, zone=ZoneInfo(settings.site.timezone))
    return standing.exit_code()


def _standing(releases: Path, state: Path, now: datetime) -> Standing:
    from pipeline.intake.folder import Difference, difference, look
    from pipeline.state import last_run
    from pipeline.status.standing import Standing
    from pipeline.system_words import system_in_german
    from pipeline.watch import card as watch_card
    from pipeline.watch.decisions import in_hand

    run, watcher = last_run.read(state), watch_card.watcher(state)
    try:
        snapshot = look(releases)
    except OSError as error:
        problem = system_in_german(error, releases)
        return Standing(now, run, Difference(), watcher, unreachable=problem)
    held = in_hand(snapshot, int(now.timestamp() * 1e9))
    since = difference(run.files if run else {}, snapshot.files)
    return Standing(now, run, since, watcher, open_files=tuple(sorted(held)))


STATUS = Command(
    "status",
    help="zeigt, was veröffentlicht ist, was wartet und was zu tun ist",
    description="Zeigt, was der letzte Lauf veröffentlicht hat, was wartet, zurückgehalten oder im Zweifel ist, und ob "
    "sich seither etwas geändert hat. Exitcodes: 0 alles in Ordnung, 1 etwas ist nicht gelungen, 2 falscher Aufruf, "
    "3 ein Lauf ist fällig, 4 eine Übersetzung steht aus.",
    add_options=_add_options,
    run=_run,
)
