"""How a call of the command can go wrong, and what it says then."""

import os
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.commands import COMMANDS
from pipeline.system_words import system_in_german

POSSIBLE = ", ".join(sorted(command.name for command in COMMANDS))


@pytest.fixture(autouse=True)
def _in_an_empty_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "releases").mkdir()


def complaint(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    printed = capsys.readouterr()
    assert printed.out == ""
    return code, printed.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Es fehlt noch: BEFEHL."),
        (["check"], "Es fehlt noch: DATEI."),
        (["biuld"], "Den Befehl „biuld“ gibt es nicht – gemeint ist wohl „build“."),
        (["xyz"], f"Den Befehl „xyz“ gibt es nicht – möglich: {POSSIBLE}."),
        (["build", "--quatsch"], "Das kennt der Befehl nicht: --quatsch."),
        (["check", "a.txt", "b.txt"], "Das kennt der Befehl nicht: b.txt."),
        (["build", "--now"], "Hinter --now fehlt die Angabe."),
        (["build", "--offline=ja"], "--offline steht für sich, ohne Angabe dahinter."),
        (["build", "--o"], "--o ist nicht eindeutig; gemeint sein kann --output, --offline."),
        (["build", "--\x1b[2J\udce4"], "Das kennt der Befehl nicht: --\\x1b[2J?."),
    ],
)
def test_a_wrong_call_is_answered_in_german(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert complaint(arguments, capsys) == (2, f"{sentence}\nHilfe: press --help\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--releases", "datei"], "--releases: datei ist eine Datei, kein Ordner."),
        (["build", "--output", "datei"], "--output: datei ist eine Datei, kein Ordner."),
        (["build", "--state", "datei"], "--state: datei ist eine Datei, kein Ordner."),
        (["build", "--output", "datei/unter/ihr"], "--output: datei ist eine Datei, kein Ordner."),
        (["check", "releases"], "releases ist ein Ordner, keine Datei."),
        (["build", "--config", "releases"], "releases: Das ist ein Ordner, keine Datei."),
        (["build", "--config", "fehlt.toml"], "fehlt.toml: Diese Konfiguration gibt es nicht."),
    ],
)
def test_a_file_in_place_of_a_folder_and_the_reverse_are_told(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("datei").write_text("x", "utf-8")
    code, err = complaint(arguments, capsys)
    assert code == 2
    assert err.startswith(words)
    assert "Errno" not in err
    assert sorted(path.name for path in Path().iterdir()) == ["datei", "releases"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_folder_that_may_not_be_read_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("releases").chmod(0)
    code, err = complaint(["build"], capsys)
    Path("releases").chmod(0o700)
    assert code == 2
    assert "releases: Hier fehlen die Rechte" in err


@pytest.mark.parametrize(
    ("number", "words"),
    [(13, "Hier fehlen die Rechte"), (20, "eine Datei, kein Ordner"), (21, "ein Ordner, keine Datei"), (2, "gibt es")],
)
def test_what_the_system_says_is_told_without_its_number(number: int, words: str) -> None:
    sentence = system_in_german(OSError(number, os.strerror(number), "ort"))
    assert sentence.startswith("ort: ")
    assert words in sentence
    assert "Errno" not in sentence
    assert os.strerror(number) not in sentence


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode on this system")
@pytest.mark.parametrize("json", [[], ["--json"]])
def test_check_tells_a_name_that_is_not_utf8(json: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(os.fsdecode(b"k\xe4se.txt"))
    path.write_text("x", "utf-8")
    code, err = complaint(["check", str(path), *json], capsys)
    assert code == 1
    assert err.startswith("k?se.txt: ")
    assert "umbenennen" in err
