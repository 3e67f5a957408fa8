"""When a run may be left out: never if anything at all could come out differently."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.build import build
from pipeline.config import Publish, Settings, Translate
from pipeline.intake.folder import look
from pipeline.job import STATE_FILE, Job
from pipeline.state.quiet import FILE, Quiet, still_quiet
from pipeline.state.store import Store

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
        # Files that have just been written count as settled; nothing else is done to them meanwhile.
        clock_ns=time.time_ns() + 10**10,
    )


def quiet(job: Job) -> Quiet | None:
    return still_quiet(job, look(job.releases).files)


def test_after_a_run_nothing_is_left_to_do(job: Job) -> None:
    assert quiet(job) is None
    build(job)
    known = quiet(job)
    assert known is not None
    assert (known.published, known.withheld) == (1, 0)
    assert quiet(replace(job, now=NOON + timedelta(days=300))) is not None


def _approve(job: Job) -> None:
    with Store.open(job.state / STATE_FILE) as store:
        store.confirm("file", "content")


@pytest.mark.parametrize(
    "change",
    [
        lambda job: (job.releases / "lampe.md").write_text(LAMP + "Neu.\n", "utf-8"),
        lambda job: (job.releases / "lampe.md").unlink(),
        lambda job: (job.releases / "lampe.en.md").write_text("# The lamp", "utf-8"),
        lambda job: (job.releases / "glossary.toml").write_text("", "utf-8"),
        lambda job: next((job.output / "pages").iterdir()).unlink(),
        lambda job: (job.output / ".manifest.json").write_text("{}", "utf-8"),
        _approve,
        lambda job: (job.state / STATE_FILE).unlink(),
        lambda job: (job.state / FILE).write_text('{"at": 5}', "utf-8"),
        lambda job: (job.state / FILE).write_text("half of it", "utf-8"),
    ],
)
def test_whatever_changes_there_is_something_to_do(job: Job, change: Callable[[Job], object]) -> None:
    build(job)
    change(job)
    assert quiet(job) is None


def test_other_settings_and_an_earlier_clock_are_changes_too(job: Job) -> None:
    build(job)
    assert quiet(replace(job, settings=replace(job.settings, publish=Publish(feed_length=3)))) is None
    assert quiet(replace(job, offline=True)) is None
    assert quiet(replace(job, output=job.output.parent / "elsewhere")) is None
    assert quiet(replace(job, now=NOON - timedelta(minutes=1))) is None


def test_it_is_quiet_until_an_embargo_ends(job: Job) -> None:
    (job.releases / "zweite.md").write_text(HELD, "utf-8")
    build(job)
    end = datetime(2026, 3, 2, 10, tzinfo=NOON.tzinfo)
    assert quiet(replace(job, now=end - timedelta(seconds=1))) is not None
    assert quiet(replace(job, now=end)) is None


def test_a_date_in_the_future_is_in_doubt_until_the_next_day(job: Job) -> None:
    (job.releases / "lampe.md").write_text(LAMP.replace("3. Februar", "9. April"), "utf-8")
    build(job)
    assert quiet(replace(job, now=NOON + timedelta(hours=11))) is not None
    assert quiet(replace(job, now=NOON + timedelta(hours=12))) is None


@pytest.mark.parametrize("broken", ["kaputt.docx", "leer.txt"])
def test_while_a_file_fails_there_is_something_to_do(job: Job, broken: str) -> None:
    (job.releases / broken).write_bytes(b"")
    build(job)
    assert quiet(job) is None


def test_a_file_that_has_just_been_written_is_not_relied_on(job: Job) -> None:
    build(replace(job, clock_ns=time.time_ns()))
    assert quiet(job) is None
