"""A desk that is watched: files come, go, are open in a word processor; the clock goes on; things fail and heal."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from desk import CONCERT, ENGLISH, SECRET, WORKSHOP, Desk
from loopback import Loopback, proper, reset

from pipeline import config
from pipeline.build import build
from pipeline.intake.folder import MovedError, look
from pipeline.intake.understanding import Progress, Silent
from pipeline.job import STATE_FILE, Job
from pipeline.state.store import Store
from pipeline.watch.card import Card
from pipeline.watch.watcher import Clock, Watch
from pipeline.watch.watcher import Desk as WatchedDesk

NOON = datetime(2024, 6, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))


class Office:
    """A watch over a desk whose clock goes on only while the watch sleeps."""

    def __init__(self, desk: Desk, log: pytest.LogCaptureFixture) -> None:
        self.desk = desk
        self._log = log
        self.now = NOON
        self.seconds = 0.0
        state = desk.folder / ".press"
        state.mkdir(exist_ok=True)
        watched = WatchedDesk(
            releases=Path("releases"),
            output=Path("output"),
            state=Path(".press"),
            config=Path("config.toml"),
            load=lambda: config.load(Path("config.toml")),
            environ=os.environ,
        )
        clock = Clock(now=lambda: self.now, monotonic=lambda: self.seconds, sleep=self.sleep)
        card = Card("host", 1, "user", NOON.isoformat())
        self.watch = Watch(watched, watched.load(), card, clock=clock, bars=_silent)

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds

    def wait(self, seconds: float) -> list[str]:
        """Let the watch go on for so long; the sentences and events of its log since."""
        self._log.clear()
        until = self.seconds + seconds
        while self.seconds < until:
            self.sleep(min(self.watch.step(), until - self.seconds))
        return [getattr(record, "event", "") for record in self._log.records if record.levelno >= logging.INFO]

    @property
    def sentences(self) -> str:
        return "\n".join(record.getMessage() for record in self._log.records)


@contextmanager
def _silent() -> Iterator[Progress]:
    yield Silent()


@pytest.fixture
def office(desk: Desk, caplog: pytest.LogCaptureFixture) -> Office:
    caplog.set_level(logging.INFO, "pipeline")
    return Office(desk, caplog)


def sources(desk: Desk) -> set[str]:
    return set(desk.data())


def test_what_is_dropped_is_published_once_it_is_still_and_by_one_run(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    assert office.wait(5).count("run-finished") == 1
    assert sources(desk) == {"konzert.txt"}
    # A file that grows is no file yet; the others that come with it wait for the one run.
    for length in range(40, len(WORKSHOP), 120):
        desk.drop("werkstatt.txt", WORKSHOP[:length])
        assert "run-started" not in office.wait(1)
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    events = office.wait(4)
    assert events == ["run-started", "release-published", "run-finished"]
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "approved"
    assert office.wait(60) == []
    desk.drop("werkstatt.txt", WORKSHOP.replace("Kahla", "Jena"))
    office.wait(4)
    assert "Jena" in desk.data()["werkstatt.txt"]["headline"]


def test_what_somebody_has_open_is_published_when_she_closes_it(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    office.wait(5)
    before = desk.files()
    lock = desk.drop(".~lock.konzert.txt#", "")
    new, other = desk.drop("~$rkstatt.md", ""), desk.drop("werkstatt.md", WORKSHOP)
    assert "file-open" in office.wait(5)
    assert "konzert" not in office.sentences
    assert "werkstatt.md wartet" in office.sentences
    desk.drop("konzert.txt", CONCERT.replace("5 Euro", "nur einen halb"))
    office.wait(5)
    assert desk.files() == before
    # Meanwhile another release comes: what she is writing still is not shown, and what was there stays.
    desk.drop("dritte.txt", "Dritte Meldung\n\nKahla, 3. Mai 2024 – Der Verein meldet sich zum dritten Mal.\n")
    office.wait(5)
    assert sources(desk) == {"konzert.txt", "dritte.txt"}
    assert "5 Euro" in " ".join(desk.data()["konzert.txt"]["paragraphs"])
    desk.drop("konzert.txt", CONCERT.replace("5 Euro", "7 Euro"))
    lock.unlink()
    office.wait(5)
    assert "7 Euro" in " ".join(desk.data()["konzert.txt"]["paragraphs"])
    assert sources(desk) == {"konzert.txt", "dritte.txt"}
    new.unlink()
    office.wait(5)
    assert other.name in sources(desk)
    assert list((desk.folder / ".press" / "open").rglob("*")) == []


def test_a_folder_that_disappears_and_comes_back_takes_nothing_from_readers(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    office.wait(5)
    before = desk.files()
    desk.releases.rename("weg")
    assert office.wait(60).count("run-failed") <= 5
    assert "zurückgezogen wird nichts" in office.sentences
    desk.releases.mkdir()  # the mount point without its drive
    assert "run-failed" in office.wait(30)
    assert "Laufwerk" in office.sentences
    desk.releases.rmdir()
    Path("weg").rename("releases")
    assert office.wait(10) == ["recovered"]
    assert desk.files() == before


def test_an_empty_folder_that_is_meant_is_believed_once_she_says_so(office: Office) -> None:
    desk = office.desk
    path = desk.drop("konzert.txt", CONCERT)
    office.wait(5)
    path.unlink()
    assert "run-failed" in office.wait(20)
    assert "press build --withdraw-missing" in office.sentences
    assert desk.data()["konzert.txt"]["language"] == "de"
    assert desk.build("--withdraw-missing").code == 0
    assert {"recovered", "run-finished"} <= set(office.wait(20))
    assert "konzert.txt" not in desk.data()
    assert office.wait(60) == []


def test_an_embargo_ends_at_its_second_and_not_before(office: Office) -> None:
    desk = office.desk
    desk.drop("geheim.txt", SECRET.replace("1. März 2031, 10 Uhr", "1.6.2024, 12:10 Uhr"))
    events = office.wait(9 * 60 + 59)
    assert events.count("run-finished") == 1
    assert all(b"eheim" not in content for content in desk.files().values())
    assert "run-finished" in office.wait(1.2)
    assert sources(desk) == {"geheim.txt"}


def test_her_own_text_under_an_embargo_of_its_own_comes_at_its_minute_too(office: Office) -> None:
    desk = office.desk
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", f"---\nembargo: 2024-06-01T12:30:00+02:00\n---\n\n{ENGLISH}")
    office.wait(29 * 60)
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "pending"
    assert "run-finished" in office.wait(61)
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "approved"


def test_a_laptop_that_slept_publishes_what_fell_due_when_it_wakes(office: Office) -> None:
    desk = office.desk
    desk.drop("geheim.txt", SECRET.replace("1. März 2031, 10 Uhr", "1.6.2024, 18 Uhr"))
    office.wait(10)
    assert sources(desk) == set()
    office.now += timedelta(hours=20)  # the wall clock goes on, the other one does not
    office.wait(10)
    assert sources(desk) == {"geheim.txt"}


def test_a_broken_configuration_leaves_the_last_good_one_in_force(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    office.wait(5)
    good = Path("config.toml").read_text("utf-8")
    Path("config.toml").write_text(good + "\nquatsch = 1\n", "utf-8")
    assert office.wait(30) == ["settings-refused"]
    assert "gelten die bisherigen Einstellungen" in office.sentences
    desk.drop("werkstatt.txt", WORKSHOP)
    office.wait(5)
    assert sources(desk) == {"konzert.txt", "werkstatt.txt"}
    Path("config.toml").write_text(good.replace("[site]", '[site]\nname = "Neue Seite"'), "utf-8")
    assert "run-finished" in office.wait(5)
    assert b"Neue Seite" in (desk.output / "feeds" / "de.rss").read_bytes()


def test_the_register_counts_as_soon_as_it_is_saved_and_a_mistake_in_it_stops_nothing_else(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    office.wait(5)
    before = desk.files()
    desk.drop("register.toml", "[[organisation]]\nnahme = 1\n")
    assert "run-failed" in office.wait(10)
    assert "register.toml, Zeile 2" in office.sentences
    assert desk.files() == before
    desk.drop("register.toml", '[[organisation]]\nname = "Tüftlerverein Kahla e.V."\nenglish = "Kahla Tinkerers"\n')
    assert "run-finished" in office.wait(5)
    assert b"Kahla Tinkerers" in (desk.output / "data" / "entities.json").read_bytes()


def test_what_cannot_be_written_is_tried_again_until_it_can_be(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    Path("output").write_text("in the way", "utf-8")
    assert 3 <= office.wait(600).count("run-failed") <= 5
    assert office.sentences.count("output") >= 1
    Path("output").unlink()
    assert "recovered" in office.wait(310)
    assert sources(desk) == {"konzert.txt"}


def test_what_waits_for_a_translator_is_tried_again_but_not_at_every_look(
    desk: Desk, translator: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "pipeline")
    office = Office(desk, caplog)
    translator.always = reset
    desk.drop("konzert.txt", CONCERT)
    runs = office.wait(16 * 60).count("run-finished")
    assert runs == 5  # at once, and after 1, 2, 4 and 8 minutes
    translator.always = proper
    office.wait(16 * 60)
    assert desk.data()["konzert.txt"]["editions"]["en"]["status"] == "draft"
    asked = len(translator.requests)
    assert office.wait(3600) == []
    assert len(translator.requests) == asked


@pytest.mark.slow
def test_a_broken_file_is_told_once_a_day_and_not_read_for_ever(office: Office) -> None:
    desk = office.desk
    desk.drop("konzert.txt", CONCERT)
    broken = desk.drop("kaputt.docx", b"PK no more")
    events = office.wait(11 * 3600)
    assert events.count("run-finished") == 7  # at once, and after 1, 2, 4 … 32 minutes
    assert events.count("file-failed") == 1
    # From noon to midnight, and a minute: a new day.
    events = office.wait(3601)
    assert (events.count("run-finished"), events.count("file-failed")) == (1, 1)
    desk.drop("werkstatt.txt", WORKSHOP)
    events = office.wait(4)
    assert (events.count("run-finished"), events.count("file-failed")) == (1, 0)
    broken.write_bytes(b"PK still not")
    events = office.wait(4)
    assert (events.count("run-finished"), events.count("file-failed")) == (1, 1)
    broken.unlink()
    assert office.wait(4)[-1] == "run-finished"
    assert office.wait(3600) == []


def test_what_a_watch_has_published_is_put_by_for_its_next_run(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    office = Office(desk, caplog)
    office.now = datetime.now(NOON.tzinfo) + timedelta(minutes=1)
    desk.drop("konzert.txt", CONCERT)
    desk.drop("werkstatt.txt", WORKSHOP)
    office.wait(5)
    with Store.open(Path(".press") / STATE_FILE) as store:
        assert store.shelf.labels().keys() == {"konzert.txt", "werkstatt.txt"}


def test_a_new_day_is_a_reason_to_look_at_everything(office: Office) -> None:
    office.desk.drop("konzert.txt", CONCERT)
    office.wait(5)
    changed = office.desk.output / "index.html"
    before = changed.read_bytes()
    changed.write_bytes(before + b"<!-- somebody was here -->")
    office.now += timedelta(days=1)
    assert "run-finished" in office.wait(5)
    assert changed.read_bytes() == before


def remove(desk: Desk) -> None:
    (desk.releases / "konzert.txt").unlink()


def write(desk: Desk) -> None:
    desk.drop("konzert.txt", CONCERT[:80])


def add(desk: Desk) -> None:
    desk.drop("halb.txt", WORKSHOP[:80])


@pytest.mark.parametrize("change", [remove, write, add])
def test_what_changes_while_it_is_read_changes_nothing(desk: Desk, change: Callable[[Desk], None]) -> None:
    """As seen by a run: what it was told is settled no longer is by the time all is read."""
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    before = desk.files()
    settled = look(desk.releases).files
    change(desk)
    job = Job(config.load(Path("config.toml")), desk.releases, desk.output, Path(".press"), NOON, {}, settled=settled)
    with pytest.raises(MovedError):
        build(job)
    assert desk.files() == before


def test_a_drive_that_is_lost_while_it_is_read_takes_nothing_from_readers(desk: Desk) -> None:
    for number in range(5):
        desk.drop(f"m{number}.txt", CONCERT.replace("Hobelbänken", f"Hobelbänken, Teil {number}"))
    desk.build()
    before = desk.files()
    for number in range(4):
        path = desk.releases / f"m{number}.txt"
        path.unlink()
        path.write_bytes(b"\0" * 10)
    outcome = desk.build()
    assert outcome.code == 2
    assert "lassen sich 4 nicht lesen" in outcome.err
    assert desk.files() == before
