"""The translation memory as an officer and her agency know it: exported, imported, dropped, lost and found again."""

from __future__ import annotations

import shutil
import sys

import pytest
from desk import CONCERT, SECRET, WORKSHOP, Desk
from loopback import Loopback

from pipeline.memory import Entry
from pipeline.state.store import Store


def tmx(*pairs: tuple[str, str], date: str = "", extra: str = "", target: str = "en-GB") -> str:
    dated = f' changedate="{date}"' if date else ""
    units = "".join(
        f'<tu{dated}>{extra}<tuv xml:lang="de-DE"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{target}"><seg>{translation}</seg></tuv></tu>'
        for source, translation in pairs
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><tmx version="1.4"><header creationtool="Büro" srclang="de-DE"/>'
        f"<body>{units}</body></tmx>"
    )


def remembered(desk: Desk, text: str) -> list[tuple[str, str]]:
    with Store.open(desk.folder / ".press" / "press.sqlite") as store:
        return [(entry.translation, entry.origin) for entry in store.memory.recall(text, source="de", target="en")]


def remember(desk: Desk, *entries: Entry) -> None:
    with Store.open(desk.folder / ".press" / "press.sqlite") as store:
        store.memory.remember(entries)


def test_what_an_agency_translated_is_the_draft_and_outlives_a_lost_state(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    headline = WORKSHOP.splitlines()[0]
    file = desk.folder / "buero.tmx"
    file.write_text(tmx((headline, "Workshop open again"), date="20240501T100000Z"), "utf-8")
    done = desk.press("memory", "import", "buero.tmx")
    assert done.code == 0, done.err
    assert "1 Paar, 1 davon neu" in done.out
    assert (desk.releases / "memory" / "buero.tmx").read_bytes() == file.read_bytes()
    assert remembered(desk, headline) == [("Workshop open again", "human")]
    shutil.rmtree(desk.folder / ".press")
    assert desk.build().code == 0
    assert remembered(desk, headline) == [("Workshop open again", "human")]
    assert list(desk.data()) == ["werkstatt.txt"]


def test_a_memory_that_was_looked_into_does_not_cost_the_ids(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    before = desk.data()["werkstatt.txt"]["id"]
    shutil.rmtree(desk.folder / ".press")
    desk.press("memory", "show", "Guten Tag")
    desk.drop("umbenannt.txt", (desk.releases / "werkstatt.txt").read_bytes())
    (desk.releases / "werkstatt.txt").unlink()
    desk.build()
    assert desk.data()["umbenannt.txt"]["id"] == before


def test_a_file_that_is_dropped_is_loaded_once_and_is_no_release(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("Memory/buero.TMX", tmx(("Guten Tag.", "Good day.")))
    desk.drop("Memory/2024/notiz.txt", "Das ist keine Meldung\n\nSondern eine Notiz.")
    first = desk.build()
    assert first.code == 1
    assert "Memory/2024/notiz.txt: Das ist keine Datei mit Übersetzungen" in " ".join(first.out.split())
    assert list(desk.data()) == ["werkstatt.txt"]
    assert remembered(desk, "Guten Tag.") == [("Good day.", "human")]
    hers = Entry("de", "en", "Guten Tag.", "Hello.", "human", date="2024-06-02T00:00:00+00:00")
    remember(desk, hers)
    desk.build()
    assert remembered(desk, "Guten Tag.") == [("Hello.", "human")]
    # The same bytes under another name are no news either.
    desk.drop("memory/kopie.tmx", (desk.releases / "Memory" / "buero.TMX").read_bytes())
    desk.build()
    assert remembered(desk, "Guten Tag.") == [("Hello.", "human")]


def test_a_broken_file_is_named_and_stops_nothing(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("memory/a.tmx", tmx(("Eins.", "One."), ("Zwei.", "Two."))[:-40])
    desk.drop("memory/b.tmx", tmx(("Drei.", "Three.")))
    outcome = desk.build()
    assert outcome.code == 1
    assert "memory/a.tmx: Zeile 1: Das ist kein gültiges XML" in " ".join(outcome.out.split())
    assert list(desk.data()) == ["werkstatt.txt"]
    assert remembered(desk, "Eins.") == []
    assert remembered(desk, "Drei.") == [("Three.", "human")]
    published = b"".join(desk.files().values())
    assert b"a.tmx" not in published


def test_of_several_files_none_is_taken_if_one_is_broken(desk: Desk) -> None:
    (desk.folder / "gut.tmx").write_text(tmx(("Eins.", "One.")), "utf-8")
    (desk.folder / "schlecht.tmx").write_text("<tmx>\n<body>", "utf-8")
    outcome = desk.press("memory", "import", "gut.tmx", "schlecht.tmx")
    assert outcome.code == 2
    assert outcome.err.startswith("schlecht.tmx: Zeile 2: ")
    assert not (desk.releases / "memory").exists()
    outcome = desk.press("memory", "import", "gut.tmx", "fehlt.tmx")
    assert (outcome.code, outcome.err.strip()) == (2, "fehlt.tmx: Das gibt es nicht (mehr).")


def test_a_name_that_is_taken_gets_a_number(desk: Desk) -> None:
    for text in ("One.", "Two.", "One."):
        (desk.folder / "buero.tmx").write_text(tmx(("Eins.", text)), "utf-8")
        desk.press("memory", "import", "buero.tmx")
    assert sorted(path.name for path in (desk.releases / "memory").iterdir()) == ["buero-2.tmx", "buero.tmx"]


def test_a_newer_word_of_a_person_is_never_overwritten(desk: Desk) -> None:
    remember(desk, Entry("de", "en", "Eins.", "One!", "human", date="2024-05-02T00:00:00+00:00"))
    for date, expected in (("", "One!"), ("20240501T000000Z", "One!"), ("20240503T000000Z", "One, 2024-05-03.")):
        (desk.folder / "x.tmx").write_text(tmx(("Eins.", "One, 2024-05-03."), date=date), "utf-8")
        desk.press("memory", "import", "x.tmx")
        assert remembered(desk, "Eins.") == [(expected, "human")]


def test_what_a_file_marks_as_a_machines_is_a_machines(desk: Desk) -> None:
    machine = '<prop type="x-Origin">MachineTranslation</prop>'
    (desk.folder / "x.tmx").write_text(tmx(("Eins.", "One."), extra=machine), "utf-8")
    desk.press("memory", "import", "x.tmx")
    assert remembered(desk, "Eins.") == [("One.", "mt")]


def test_export_leaves_out_what_is_confidential_unless_asked(translator: Loopback, desk: Desk) -> None:
    desk.configure(providers=["libretranslate"], libretranslate={"url": translator.libre_url, "local": True})
    desk.drop("konzert.txt", CONCERT)
    desk.drop("geheim.txt", SECRET)
    desk.build()
    secret = SECRET.splitlines()[2]
    assert remembered(desk, secret)
    first = desk.press("memory", "export", "alles.tmx", "--lang", "en")
    assert first.code == 0, first.err
    assert "vertrauliche ausgelassen" in first.out
    assert CONCERT.splitlines()[0] in (desk.folder / "alles.tmx").read_text("utf-8")
    assert secret not in (desk.folder / "alles.tmx").read_text("utf-8")
    again = desk.press("memory", "export", "alles.tmx")
    assert again.code == 2
    assert "wird nicht überschrieben" in again.err
    asked = desk.press("memory", "export", "geheim.tmx", "--with-confidential")
    assert "Vorsicht" in asked.out
    assert secret in (desk.folder / "geheim.tmx").read_text("utf-8")


def test_an_export_can_be_taken_back_by_another_desk(desk: Desk) -> None:
    hers = Entry("de", "en", "Eins.", "One.", "human", context="Null.", date="2024-05-02T00:00:00+00:00", author="anna")
    remember(desk, hers, Entry("de", "en", "Zwei.", "Two.", "google", date="2024-05-02T00:00:00+00:00"))
    desk.press("memory", "export", "x.tmx")
    shutil.rmtree(desk.folder / ".press")
    desk.press("memory", "import", "x.tmx")
    with Store.open(desk.folder / ".press" / "press.sqlite") as store:
        assert store.memory.recall("Eins.", source="de", target="en") == (hers,)
    assert remembered(desk, "Zwei.") == [("Two.", "google")]


def test_show_tells_who_translated_a_text_when_and_what_resembles_it(desk: Desk) -> None:
    hers = Entry("de", "en", "Der Saal ist voll.", "The hall is full.", "human", context="Alle sind da.", author="anna")
    remember(
        desk,
        hers,
        Entry("de", "en", "Der Saal ist leer.", "The hall is empty.", "google", date="2024-05-01T22:30:00+00:00"),
        Entry("de", "fr", "Der Saal ist voll.", "La salle est pleine.", "human"),
        Entry("de", "en", "Etwas ganz anderes.", "Something else entirely.", "google"),
    )
    shown = desk.press("memory", "show", "„Der Saal ist voll.“", "--lang", "en")
    assert shown.code == 0
    exact, alike = shown.out.split("Ähnlich")
    assert "de → en, von Menschen (anna)\n    The hall is full.\n    nach: Alle sind da." in exact
    # The day is that of the office, not of Greenwich.
    assert "83 %, de → en, von google, 02.05.2024\n    Der Saal ist leer.\n    The hall is empty." in alike
    assert "entirely" not in shown.out
    assert "pleine" not in shown.out
    assert "pleine" in desk.press("memory", "show", "Der Saal ist voll.").out
    assert "nichts gemerkt" in desk.press("memory", "show", "Gibt es nicht").out
    wrong = desk.press("memory", "show", "x", "--lang", "pl")
    assert (wrong.code, "gemerkt sind: en, fr" in wrong.err) == (2, True)


def test_without_the_library_the_report_says_once_what_is_not_loaded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "translate.storage.tmx", None)
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("memory/a.tmx", tmx(("Eins.", "One.")))
    desk.drop("memory/b.tmx", tmx(("Zwei.", "Two.")))
    outcome = desk.build()
    assert outcome.code == 0
    told = " ".join(outcome.out.split())
    assert "2 Dateien mit Übersetzungen sind nicht geladen" in told
    assert told.count("pip install") == 1
    imported = desk.press("memory", "import", "releases/memory/a.tmx")
    assert imported.code == 2
    assert 'pip install "press-pipeline[exchange]"' in imported.err
    # Once it is there, nothing is lost.
    monkeypatch.undo()
    monkeypatch.chdir(desk.folder)
    desk.build()
    assert remembered(desk, "Eins.") == [("One.", "human")]


def test_a_wrong_action_is_answered_in_german(desk: Desk) -> None:
    outcome = desk.press("memory", "exportt", "x.tmx")
    assert outcome.code == 2
    assert "Die Aktion „exportt“ gibt es nicht – gemeint ist wohl „export“." in outcome.err
