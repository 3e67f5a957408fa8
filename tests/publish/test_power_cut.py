"""The power goes: what the next run would not look at again is on the disk by then, and all else it puts right."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from power_cut import FLUSHED, Left, spoil, syncs_told

from pipeline.build import build
from pipeline.config import Settings, Translate
from pipeline.intake.folder import look
from pipeline.job import Job
from pipeline.state import quiet

NOON = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
LAMP = "# Die Lampe leuchtet in Jena\n\nJena, 3. Februar 2026. Die Lampe brennt seit gestern auf dem Markt.\n"
HELD = "Sperrfrist: 2. März 2026, 10 Uhr\n\n# Die zweite Lampe\n\nJena, 2. März 2026. Sie leuchtet auch.\n"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    releases = tmp_path / "releases"
    releases.mkdir()
    (releases / "lampe.md").write_text(LAMP, "utf-8")
    return Job(
        settings=Settings(translate=Translate(providers=())),
        releases=releases,
        output=tmp_path / "output",
        state=tmp_path / "state",
        now=NOON,
        environ={},
        clock_ns=time.time_ns() + 10**10,
    )


def files(job: Job) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in below(job.output)}


def below(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in FLUSHED)


def test_what_a_quiet_run_relies_on_has_been_flushed(job: Job) -> None:
    moments: list[int] = []
    with syncs_told(moments.append):
        build(job)
        # Only the number of what is withheld changes, in files that no ledger speaks of.
        (job.releases / "held.md").write_text(HELD, "utf-8")
        build(job)
    assert quiet.still_quiet(job, look(job.releases).files)
    assert [path.name for path in below(job.output) if path.stat().st_mtime_ns > moments[-1]] == []


def test_what_a_killed_run_has_written_is_flushed_before_anybody_relies_on_it(job: Job) -> None:
    build(job)
    whole = (job.output / "index.html").read_bytes()
    (job.output / "index.html").unlink()
    build(job)
    # As if that run had been killed once the file was in its place.
    (job.output / "index.html").write_bytes(whole)
    moments: list[int] = []
    with syncs_told(moments.append):
        build(job)
    assert (job.output / "index.html").stat().st_mtime_ns <= moments[-1]


def test_where_nothing_flushes_all_at_once_each_file_is_flushed(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    fsync = os.fsync

    def told(descriptor: int) -> None:
        fsync(descriptor)
        flushed.append(os.fstat(descriptor).st_ino)

    monkeypatch.delattr(os, "sync")
    monkeypatch.setattr(os, "fsync", told)
    build(job)
    assert {path.stat().st_ino for path in below(job.output)} <= set(flushed)


@pytest.mark.parametrize("how", [how for how in Left if how is not Left.WHOLE])
def test_all_that_was_written_and_not_flushed_is_put_right(job: Job, how: Left) -> None:
    build(job)
    expected = files(job)
    for path in (*below(job.output), job.state / quiet.FILE, job.state / "last-run.json"):
        spoil(path, how, length=10)
    # A run that was killed before it flushed has left no ledger either.
    (job.state / "press.sqlite").unlink()
    assert quiet.still_quiet(job, look(job.releases).files) is None
    build(replace(job, withdraw_missing=True))
    assert files(job) == expected
