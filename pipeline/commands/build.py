"""``press build``: bring the output up to date with the folder of releases."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    Command,
    add_folders,
    complain,
    expect_folders,
    moment,
)
from pipeline.config import Settings
from pipeline.logs import Style
from pipeline.terminal import printable

if TYPE_CHECKING:
    from pipeline.job import Job


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    parser.add_argument("--offline", action="store_true", help="fragt keinen Übersetzer im Netz")
    parser.add_argument(
        "--withdraw-missing",
        action="store_true",
        help="zieht Meldungen, deren Dateien fehlen, auch dann zurück, wenn es die meisten sind",
    )
    parser.add_argument(
        "--now", metavar="ZEIT", help="tut, als wäre es dieser Zeitpunkt, etwa 2026-03-15T10:00 (für Sperrfristen)"
    )


def _run(options: argparse.Namespace, settings: Settings) -> int:
    # The stages and spaCy behind them are imported only once the options are known to be right.
    now = moment(options.now, settings)
    expect_folders(options)
    from pipeline.job import Job

    job = Job(
        settings=settings,
        releases=options.releases,
        output=options.output,
        state=options.state,
        now=now,
        environ=os.environ,
        clock_ns=time.time_ns(),
        offline=options.offline,
        withdraw_missing=options.withdraw_missing,
    )
    if options.style is not Style.EVENTS and _is_quiet(job):
        return OK
    from pipeline import build
    from pipeline.extract import ModelError
    from pipeline.memory import MemoryFaultError
    from pipeline.publish import PublishError
    from pipeline.reports import report
    from pipeline.stopwatch import Stopwatch
    from pipeline.watch.words import tell_run
    from pipeline.withdrawal import WithdrawalError

    try:
        with report.progress_bar(style=options.style) as progress:
            watch = Stopwatch(progress, time.monotonic)
            done = build.build(job, progress=watch)
            watch.stop()
    except (ModelError, MemoryFaultError, WithdrawalError) as error:
        return complain(str(error), WRONG_USE)
    except PublishError as error:
        return complain(str(error), SOME_FAILED)
    if options.style is Style.EVENTS and done.run is not None:
        tell_run(done, done.run, watch, zone=ZoneInfo(settings.site.timezone))
    report.print_report(done, job, stages=watch.stages())
    return SOME_FAILED if done.catalogue.failures else OK


def _is_quiet(job: Job) -> bool:
    """Say so, if nothing has changed since the last run that left nothing to do."""
    from pipeline.intake.folder import look
    from pipeline.state.quiet import still_quiet

    known = still_quiet(job, look(job.releases).files)
    if known is None:
        return False
    held = f", {known.withheld} zurückgehalten" if known.withheld else ""
    doubts = f" {known.in_doubt} im Zweifel: press status." if known.in_doubt else ""
    print(f"Nichts hat sich geändert. {known.published} veröffentlicht{held}.{doubts}")
    print(f"Ansehen: {printable(str(job.output / 'index.html'))}")
    return True


BUILD = Command(
    "build",
    help="liest den Ordner releases/ und schreibt output/",
    description="Liest alle Meldungen und bringt die Ausgabe auf den neuesten Stand.",
    add_options=_add_options,
    run=_run,
)
