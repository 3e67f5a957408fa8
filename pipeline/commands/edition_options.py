"""What ``press edit`` and ``press approve`` share: their options, and the desk that they work at."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.common import (
    UsageError,
    add_releases,
    add_state,
    expect_folder,
    expect_releases,
    moment,
)
from pipeline.config import Settings

if TYPE_CHECKING:
    from pipeline.job import Job
    from pipeline.state.store import Store

FORMATS = ("md", "docx")


def add_edition_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--lang``, ``--format``, where things lie, the network and the clock."""
    parser.add_argument("--lang", metavar="SPRACHE", help="Sprache der Fassung, etwa en (nötig, wenn es mehrere gibt)")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="Markdown (sonst) oder Word")
    add_releases(parser)
    add_state(parser)
    parser.add_argument(
        "--output", type=Path, default=Path("output"), metavar="ORDNER", help="Ordner der Ausgabe (sonst: output/)"
    )
    parser.add_argument("--offline", action="store_true", help="fragt keinen Übersetzer im Netz")
    parser.add_argument("--now", metavar="ZEIT", help="tut, als wäre es dieser Zeitpunkt (für Sperrfristen)")


def language_of(options: argparse.Namespace, settings: Settings) -> str:
    """The language that is meant; raises UsageError."""
    targets = settings.languages.targets
    if options.lang is None and len(targets) == 1:
        return targets[0]
    if options.lang in targets:
        return str(options.lang)
    listed = ", ".join(targets) or "keine"
    if options.lang is None:
        raise UsageError(f"Bitte mit --lang die Sprache nennen; eingerichtet sind: {listed}.")
    raise UsageError(
        f"--lang {options.lang}: nicht eingerichtet (config.toml, [languages] targets); das sind: {listed}."
    )


@contextmanager
def desk(options: argparse.Namespace, settings: Settings) -> Iterator[tuple[Job, Store]]:
    """The job and its state, for as long as the command works; raises UsageError and StoreError."""
    from pipeline.job import STATE_FILE, Job
    from pipeline.memory_folder import load_folder, memory_languages
    from pipeline.state.store import Store

    expect_releases(options.releases)
    expect_folder(options.state, "--state")
    job = Job(
        settings=settings,
        releases=options.releases,
        output=options.output,
        state=options.state,
        now=moment(options.now, settings),
        environ=os.environ,
        offline=options.offline,
    )
    with Store.open(job.state / STATE_FILE) as store:
        # What an agency translated counts here as in a run; of files that cannot be used the next run tells.
        load_folder(job.releases, store.memory, memory_languages(settings))
        yield job, store
