"""How things stand, asked after runs: for people, for scripts, for one release."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from desk import CONCERT, ENGLISH, SECRET, WORKSHOP, Desk
from loopback import Loopback, reset

ROOT = Path(__file__).parents[2]


def record(desk: Desk) -> dict[str, Any]:
    outcome = desk.press("status", "--json")
    found: dict[str, Any] = json.loads(outcome.out)
    assert outcome.code == found["exit_code"]
    assert outcome.err == ""
    return found


def test_before_the_first_run_it_says_what_to_do(desk: Desk) -> None:
    outcome = desk.press("status")
    assert (outcome.code, outcome.err) == (3, "")
    assert "press build" in outcome.out
    assert record(desk)["last_run"] is None


def test_all_is_well_until_something_changes(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    found = record(desk)
    assert found["exit_code"] == 0
    assert found["counts"] == {
        "published": 1,
        "withheld": 0,
        "withdrawn": 0,
        "approved": 1,
        "draft": 0,
        "outdated": 0,
        "pending": 0,
        "in_doubt": 0,
        "failed": 0,
    }
    (release,) = found["releases"]
    assert release["slug"] == desk.data()["werkstatt.txt"]["slug"]
    desk.drop("konzert.txt", CONCERT)
    desk.drop("werkstatt.txt", WORKSHOP + "\nNoch ein Satz.\n")
    found = record(desk)
    assert found["exit_code"] == 3
    assert found["folder"]["new"] == ["konzert.txt"]
    assert found["folder"]["changed"] == ["werkstatt.txt"]
    assert "konzert.txt (neu)" in desk.press("status").out
    desk.build()
    assert record(desk)["counts"]["outdated"] == 1
    assert "Veraltet" in desk.press("status").out


def test_what_is_withheld_says_until_when_and_what_failed_says_why(desk: Desk) -> None:
    desk.drop("geheim.txt", SECRET)
    desk.drop("bald.txt", SECRET.replace("1. März 2031, 10 Uhr", "1.6.2024, 12:01 Uhr"))
    desk.drop("kaputt.docx", b"no such thing")
    desk.build()
    outcome = desk.press("status")
    assert outcome.code == 1
    assert "geheim.txt: bis Samstag, 01.03.2031, 10:00 Uhr" in outcome.out
    assert "kaputt.docx: " in outcome.out
    assert "Sperrfrist abgelaufen, erscheint mit dem nächsten Lauf:\n  • bald.txt" in outcome.out
    (desk.releases / "kaputt.docx").unlink()
    assert record(desk)["due"] == ["bald.txt"]


def test_what_waits_says_why_and_when_it_is_tried_again(desk: Desk, translator: Loopback) -> None:
    translator.always = reset
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    found = record(desk)
    assert found["exit_code"] == 4
    assert found["retry_at"] == "2024-06-01T12:01:00+02:00"
    (edition,) = found["releases"][0]["editions"]
    assert (edition["status"], edition["retried"]) == ("pending", True)
    assert edition["reason"].startswith("google ")
    out = " ".join(desk.press("status").out.split())
    assert "Wartet auf eine Übersetzung: • en: konzert.txt. google " in out
    assert "Der nächste Lauf versucht es wieder." in out


def test_a_watch_is_a_wrong_call_where_there_never_was_a_folder(desk: Desk) -> None:
    outcome = desk.press("watch", "--releases", "fehlt")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("fehlt: Diesen Ordner gibt es nicht.")


def test_it_loads_neither_the_language_model_nor_its_library(desk: Desk) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    code = "import sys; from pipeline.cli import main; main(['status']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": str(ROOT)})
    loaded = {name.split(".")[0] for name in done.stderr.decode().split()}
    assert "rich" in loaded
    assert not loaded & {"spacy", "numpy", "onnxruntime", "requests", "lxml", "bs4", "jinja2", "babel"}


def test_a_damaged_record_is_as_good_as_none(desk: Desk) -> None:
    desk.build()
    (desk.folder / ".press" / "last-run.json").write_text('{"version": 1, "at": "gestern"}', "utf-8")
    assert desk.press("status").code == 3


def test_nothing_of_the_record_is_in_the_output(desk: Desk) -> None:
    desk.drop("geheim.txt", SECRET)
    desk.build()
    assert "geheim.txt" in (desk.folder / ".press" / "last-run.json").read_text("utf-8")
    assert all(b"geheim" not in content for content in desk.files().values())
    assert "Geheimpreis" not in (desk.folder / ".press" / "last-run.json").read_text("utf-8")


def test_a_run_tells_what_is_new_how_long_it_took_and_as_events_if_asked(desk: Desk) -> None:
    desk.drop("konzert.txt", CONCERT)
    outcome = desk.build()
    told = " ".join(outcome.out.split())
    assert "Seit dem letzten Lauf: 1 neu, 0 geändert, 0 unverändert." in told
    assert re.search(r"Zeit: Lesen \d+,\d s · Personen und Organisationen finden \d+,\d s · Übersetzen \d", told)
    assert outcome.err == ""
    outcome = desk.build("--log-json")
    (event,) = map(json.loads, outcome.err.splitlines())
    assert (event["event"], event["published"], event["unchanged"]) == ("run-finished", 1, 1)
    assert "konzert" not in outcome.err


def test_why_tells_where_each_part_came_from_what_changed_and_where_it_stands(desk: Desk, translator: Loopback) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    slug = desk.data()["konzert.txt"]["slug"]
    asked = len(translator.requests)
    outcome = desk.press("why", "releases/konzert.txt")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Seither ist die Datei unverändert." in outcome.out
    assert "war gemerkt" in outcome.out
    assert "Überschrift: google, 01.06.2024" in outcome.out
    assert "Absatz 1: google, 01.06.2024 (2×)" in outcome.out
    assert f"https://presse.example/pages/{slug}.en.html\n" in outcome.out
    assert "Unterschiede" not in outcome.out
    desk.drop("konzert.txt", CONCERT.replace("5 Euro", "7 Euro"))
    before = (desk.folder / ".press" / "press.sqlite").read_bytes()
    outcome = desk.press("why", "konzert.txt")
    told = " ".join(outcome.out.split())
    assert "Seither wurde die Datei geändert" in told
    assert "Das Modell wurde jetzt gefragt" in told
    assert "Absatz 1: google, 01.06.2024; noch nicht übersetzt" in told
    assert "Eintritt kostet 5 Euro.“, ist jetzt „… " in told
    assert "Eintritt kostet 7 Euro.“" in told
    assert len(translator.requests) == asked
    assert (desk.folder / ".press" / "press.sqlite").read_bytes() == before


@pytest.mark.parametrize("name", ["werkstatt.txt", "werkstatt.en.md"])
def test_why_speaks_of_the_release_whichever_of_its_files_is_named(desk: Desk, name: str) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    outcome = desk.press("why", name)
    assert outcome.out.startswith("werkstatt.txt\n")
    assert "freigegeben, von einem Menschen." in outcome.out
    assert "Ihr eigener Text: werkstatt.en.md" in outcome.out


def test_why_tells_of_what_is_withheld_failed_withdrawn_or_unknown(desk: Desk) -> None:
    desk.drop("geheim.txt", SECRET)
    desk.drop("kaputt.docx", b"no such thing")
    gone = desk.drop("konzert.txt", CONCERT)
    desk.build()
    gone.unlink()
    desk.build()
    held = desk.press("why", "geheim.txt").out
    assert "zurückgehalten bis Samstag, 01.03.2031, 10:00 Uhr" in " ".join(held.split())
    broken = desk.press("why", "kaputt.docx")
    assert (broken.code, broken.out.count("Nicht verarbeitet:")) == (1, 1)
    assert "zurückgezogen; die Datei liegt nicht mehr im Ordner" in " ".join(
        desk.press("why", "konzert.txt").out.split()
    )
    desk.drop("neu.txt", WORKSHOP)
    assert "kam die Datei nicht vor" in desk.press("why", "neu.txt").out
    assert desk.press("why", "nie.txt").code == 2
    assert desk.press("why", str(ROOT / "README.md")).code == 2
