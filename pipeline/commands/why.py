"""``press why``: what is known of one file, and why it stands where it does."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    Command,
    UsageError,
    add_folders,
    complain,
    expect_folders,
    moment,
)
from pipeline.config import Settings

if TYPE_CHECKING:
    from pipeline.job import Job
    from pipeline.state.store import Store


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DATEI", help="eine Datei in releases/, mit oder ohne den Ordner")
    add_folders(parser)


def _run(options: argparse.Namespace, settings: Settings) -> int:
    expect_folders(options)
    source = _source(options.file, options.releases)
    from pipeline.extract import ModelError
    from pipeline.job import STATE_FILE, Job
    from pipeline.memory import MemoryFaultError
    from pipeline.publish import published_paths
    from pipeline.reports.why_report import print_explanation
    from pipeline.state import last_run
    from pipeline.state.store import Store
    from pipeline.status.why import explain, state_of

    job = Job(
        settings=settings,
        releases=options.releases,
        output=options.output,
        state=options.state,
        now=moment(None, settings),
        environ={},
        offline=True,
    )
    run = last_run.read(job.state)
    state = state_of(run, source)
    if state is None and not (options.releases / source).exists():
        raise UsageError(f"{options.file}: Diese Datei gibt es in {options.releases}/ nicht, und es gab sie nicht.")
    try:
        with Store.look(job.state / STATE_FILE) or _Nothing() as store:
            found = explain(
                source,
                releases=options.releases,
                settings=settings,
                store=store,
                run=run,
                published=_published(options.output, state.slug) if state and state.slug else None,
                now=job.now,
                listed=published_paths(options.output),
            )
            outdated = [] if store is None else _outdated(source, job, store)
    except (ModelError, MemoryFaultError) as error:
        return complain(str(error), WRONG_USE)
    print_explanation(found, run, settings=settings, now=job.now, outdated=outdated)
    return SOME_FAILED if found.failures else OK


def _outdated(source: str, job: Job, store: Store) -> list[str]:
    """What has changed under texts of this release; where one cannot be read, that is said already."""
    from pipeline.editions.actions import known_changes
    from pipeline.model import ReleaseError
    from pipeline.status.why import Recalling

    try:
        return list(known_changes(source, job, store, names=Recalling(store)))
    except ReleaseError:
        return []


class _Nothing:
    """A state folder in which there is nothing yet."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _source(path: Path, releases: Path) -> str:
    """The file's path below the folder: as it is given, or as it lies there."""
    below = releases.resolve()
    given = path.absolute()
    whole = given.parent.resolve() / given.name
    if whole.is_relative_to(below):
        return whole.relative_to(below).as_posix()
    if path.is_absolute():
        raise UsageError(f"{path}: Diese Datei liegt nicht in {releases}/. Was in ihr steht, zeigt: press check {path}")
    return path.as_posix()


def _published(output: Path, slug: str) -> dict[str, Any] | None:
    """The release's record in the output, if it can be read and has its text."""
    try:
        record = json.loads((output / "data" / f"{slug}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and record.get("status") != "withdrawn" else None


WHY = Command(
    "why",
    help="erklärt, was aus einer Datei geworden ist und warum",
    description="Erklärt eine Meldung: was von ihr verstanden wurde, woher jeder Teil ihrer Fassungen stammt, was sich "
    "geändert hat, unter welchen Adressen sie steht und warum sie vielleicht nicht erscheint.",
    add_options=_add_options,
    run=_run,
)
