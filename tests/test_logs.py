"""What a command logs, for people and for programs, and what it says of mistakes of its own."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import cli, logs
from pipeline.commands.common import Command
from pipeline.logs import Style, debug_file

TEXT = "Der streng vertrauliche Geheimpreis"
EVENT = {"event": "release-published", "release": "a\x1b[2J.txt", "editions": {"en": "draft"}, "words": TEXT}


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    logs.set_up(Style.QUIET, debug=None)


def test_events_are_json_lines_without_a_sentence_or_a_word_of_other_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up(Style.EVENTS, debug=None)
    logging.getLogger("pipeline.watch.watcher").info("%s (neu): %s", "a.txt", TEXT, extra=EVENT)
    logging.getLogger("somebody").warning("%s", TEXT)
    logging.getLogger("somebody").info("%s", TEXT)
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first.pop("time").endswith("+00:00")
    assert first == {
        "level": "info",
        "event": "release-published",
        "release": "a\x1b[2J.txt",
        "editions": {"en": "draft"},
    }
    assert second.pop("time")
    assert second == {"level": "warning", "event": "log:somebody"}


def test_people_read_sentences_in_which_nothing_is_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(Style.DIARY, debug=None)
    logging.getLogger("pipeline.watch.watcher").info("%s (neu)", "a\x1b[2J\n.txt")
    line = capsys.readouterr().err
    assert line.endswith(" a\\x1b[2J\\n.txt (neu)\n")
    logs.set_up(Style.QUIET, debug=None)
    logging.getLogger("pipeline.watch.watcher").info("not told")
    logging.getLogger("pipeline.watch.watcher").warning("told")
    assert capsys.readouterr().err == "told\n"


def fail(*_: object) -> int:
    raise ZeroDivisionError(TEXT)


@pytest.fixture
def _with_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command with a mistake of ours in it."""
    monkeypatch.chdir(tmp_path)
    broken = replace(cli.COMMANDS[0], name="kaputt", run=fail)
    assert isinstance(broken, Command)
    monkeypatch.setattr(cli, "COMMANDS", (*cli.COMMANDS, broken))


@pytest.mark.usefixtures("_with_a_mistake")
def test_a_mistake_of_our_own_is_a_sentence_and_leaves_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kaputt"]) == 70
    told = capsys.readouterr().err
    assert "ein Fehler im Programm (ZeroDivisionError)" in told
    assert "--debug" in told
    assert "Traceback" not in told
    assert TEXT not in told
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("_with_a_mistake")
def test_with_debug_the_traceback_is_in_a_file_that_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kaputt", "--debug", "--state", "gemerkt"]) == 70
    told = capsys.readouterr().err
    assert str(Path("gemerkt", "debug.log")) in told
    assert "Traceback" not in told
    kept = Path("gemerkt", "debug.log").read_text("utf-8")
    assert "Traceback" in kept
    assert "ZeroDivisionError" in kept
    assert "in fail" in kept


def test_a_mistake_in_a_thread_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def in_a_thread(*_: object) -> int:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        return 0

    monkeypatch.setattr(cli, "COMMANDS", (replace(cli.COMMANDS[0], name="kaputt", run=in_a_thread),))
    assert cli.main(["kaputt"]) == 0
    assert capsys.readouterr().err == "Fehler im Programm (ZeroDivisionError); bitte melden.\n"


@pytest.mark.usefixtures("_with_a_mistake")
def test_the_debug_log_never_lies_in_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kaputt", "--debug", "--state", "output/gemerkt"]) == 70
    assert not Path("output").exists()
    named = capsys.readouterr().err.rsplit("steht in ", 1)[1].strip().removesuffix(".")
    assert "ZeroDivisionError" in Path(named).read_text("utf-8")


def test_where_the_state_cannot_be_written_the_debug_log_goes_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("", "utf-8")
    assert debug_file(tmp_path / "datei", outside=None).parent != tmp_path
    assert debug_file(tmp_path / "neu", outside=tmp_path / "output") == tmp_path / "neu" / "debug.log"
