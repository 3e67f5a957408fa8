"""A new desk: begun with ``press init``, examined with ``press doctor``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk import Desk
from loopback import Loopback, reset

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty(desk: Desk) -> Desk:
    (desk.folder / "config.toml").unlink()
    desk.releases.rmdir()
    return desk


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_folder_becomes_a_desk_that_publishes(empty: Desk) -> None:
    outcome = empty.press("init")
    assert (outcome.code, outcome.err) == (0, "")
    assert sorted(tree(empty.folder)) == [".gitignore", "config.toml", "releases/beispielmeldung.md"]
    # There is one commented configuration, and it is that of the project.
    assert (empty.folder / "config.toml").read_bytes() == (ROOT / "config.toml").read_bytes()
    done = empty.build("--offline", now="2026-01-02T12:00")
    assert done.code == 0
    (record,) = empty.data().values()
    assert record["warnings"] == []
    assert record["dateline"] == {"place": "Musterstadt", "date": "2025-01-15"}
    assert [person["name"] for person in record["people"]] == ["Erika Beispiel"]
    assert record["quotes"][0]["speaker"] == "Erika Beispiel"


def test_nothing_is_ever_overwritten(empty: Desk) -> None:
    (empty.folder / "config.toml").write_text("# mine\n", "utf-8")
    empty.drop("meine.txt", "Meine Meldung\n")
    before = tree(empty.folder)
    outcome = empty.press("init")
    assert outcome.code == 0
    assert {name: content for name, content in tree(empty.folder).items() if name in before} == before
    assert set(tree(empty.folder)) - set(before) == {".gitignore"}
    assert "Gab es schon und bleibt, wie es ist: config.toml" in outcome.out
    assert empty.press("init", "releases/meine.txt").code == 2


def test_a_sound_desk_is_found_sound_and_left_as_it_was(desk: Desk) -> None:
    (desk.folder / "config.toml").write_text('[site]\nbase_url = "https://presse.stadt.de/"\n', "utf-8")
    before = tree(desk.folder)
    outcome = desk.press("doctor")
    assert (outcome.code, outcome.err) == (0, "")
    assert "✗" not in outcome.out
    assert "✓ Sprachmodell: „builtin“" in outcome.out
    assert "· Übersetzer: google; nicht gefragt" in outcome.out
    assert tree(desk.folder) == before


def test_each_fault_says_what_to_do(desk: Desk) -> None:
    (desk.folder / "config.toml").write_text('[extract]\nmodell = "builtin"\n', "utf-8")
    desk.drop("register.toml", "[[person]]\n")
    Path("output").write_text("in the way", "utf-8")
    Path(".press").mkdir()
    outcome = desk.press("doctor", "--releases", "releases", "--state", ".press")
    assert outcome.code == 1
    assert (
        "✗ Konfiguration: config.toml, Zeile 2: „extract.modell“ ist unbekannt – gemeint ist wohl „model“"
        in outcome.out
    )
    assert "✗ Register: " in outcome.out
    assert "✗ Ausgabe: output ist eine Datei" in outcome.out
    assert outcome.out.strip().endswith("mit ✗ gekennzeichnet.")


@pytest.mark.parametrize(
    ("base", "mark", "word"),
    [
        ("https://presse.example.org/", "✗", "Beispiel"),
        ("http://localhost:8000/", "·", "nur auf diesem Rechner"),
        ("http://presse.stadt.de/", "·", "unverschlüsselt"),
    ],
)
def test_an_address_that_nobody_can_follow_is_told(desk: Desk, base: str, mark: str, word: str) -> None:
    (desk.folder / "config.toml").write_text(f'[site]\nbase_url = "{base}"\n', "utf-8")
    (line,) = [line for line in desk.press("doctor").out.splitlines() if " Adresse: " in line]
    assert line.startswith(f"{mark} Adresse: {base}")
    assert word in line


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_folder_that_may_not_be_written_is_told(desk: Desk) -> None:
    Path("output").mkdir(mode=0o500)
    outcome = desk.press("doctor")
    assert "✗ Ausgabe: " in outcome.out


def test_a_translator_is_asked_only_on_request(desk: Desk, translator: Loopback) -> None:
    desk.press("doctor")
    assert translator.requests == []
    outcome = desk.press("doctor", "--ask")
    assert len(translator.requests) == 1
    assert "✓ Übersetzer google: antwortet (außer Haus, " in outcome.out
    translator.always = reset
    outcome = desk.press("doctor", "--ask")
    assert outcome.code == 1
    assert "✗ Übersetzer google: google " in outcome.out
