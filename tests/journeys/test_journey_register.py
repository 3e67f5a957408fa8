"""What the officer writes into her register reaches every output at the next run."""

import json
from typing import Any

import pytest
from desk import CONCERT, SECRET, WORKSHOP, Desk

SLUG = "werkstatt-in-kahla-oeffnet-fuer-alle"


def register(desk: Desk, text: str) -> None:
    desk.drop("register.toml", text)


def entities(desk: Desk) -> dict[str, dict[str, Any]]:
    listed = json.loads((desk.output / "data" / "entities.json").read_text("utf-8"))
    return {entity["name"]: entity for entity in listed}


def test_a_renamed_person_is_renamed_in_every_output(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    assert "Karla Steinhäuser" in entities(desk)
    register(desk, '[[person]]\nname = "Karla Berg"\naliases = ["Karla Steinhäuser"]\nurl = "https://berg.example/"\n')
    assert desk.build().code == 0
    record = desk.data()["werkstatt.txt"]
    assert [(person["name"], person["url"]) for person in record["people"]] == [("Karla Berg", "https://berg.example/")]
    assert {quote["speaker"] for quote in record["quotes"]} == {"Karla Berg"}
    found = entities(desk)
    assert "Karla Steinhäuser" not in found
    assert found["Karla Berg"]["url"] == "https://berg.example/"
    assert found["Karla Berg"]["also"] == ["karla-steinhaeuser"]
    assert (
        '<a href="https://berg.example/" rel="noopener noreferrer">Dr. Karla Berg</a>'
        in desk.files()["index.html"].decode()
    )
    assert "Karla Steinhäuser" in desk.files()[f"fragments/{SLUG}.de.html"].decode(), "her text stays as it is"


def test_merging_and_never_reach_the_next_build_and_leave_with_the_register(desk: Desk) -> None:
    desk.drop("a.txt", WORKSHOP)
    desk.drop("b.txt", CONCERT.replace("Tüftlerverein Kahla e.V.", "Tüftler Kahla gUG"))
    desk.build()
    before = desk.files()
    assert {"Tüftlerverein Kahla e.V.", "Tüftler Kahla gUG"} <= entities(desk).keys()
    register(desk, '[[organisation]]\nname = "Tüftlerverein Kahla e.V."\naliases = ["Tüftler Kahla gUG"]\n')
    desk.build()
    merged = entities(desk)["Tüftlerverein Kahla e.V."]
    assert merged["release_count"] == 2
    assert "Tüftler Kahla gUG" in merged["forms"]
    register(desk, '[never]\norganisations = ["Tüftler Kahla gUG"]\n')
    desk.build()
    assert entities(desk)["Tüftlerverein Kahla e.V."]["release_count"] == 1
    assert "Tüftler Kahla gUG" not in entities(desk)
    (desk.releases / "register.toml").unlink()
    desk.build()
    assert desk.files() == before


def test_a_register_that_cannot_be_used_stops_the_run_and_changes_nothing(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    before = desk.files()
    register(desk, '[[person]]\nname = "Karla Berg"\nalias = ["Karla Steinhäuser"]\n')
    for command in (["build"], ["entities"], ["check", "releases/werkstatt.txt"]):
        outcome = desk.press(*command)
        assert outcome.code == 2
        assert "register.toml, Zeile 3: „person.alias“ ist unbekannt – gemeint ist wohl „aliases“." in outcome.err
    assert desk.files() == before


def test_a_picture_of_the_register_is_published_for_those_who_are_named_in_public_only(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("geheim.txt", SECRET)
    desk.drop("bilder/karla.png", b"karla")
    desk.drop("bilder/geheim.png", b"geheim")
    register(
        desk,
        '[[person]]\nname = "Karla Steinhäuser"\npicture = "bilder/karla.png"\n'
        '[[organisation]]\nname = "Geheimpreis"\npicture = "bilder/geheim.png"\n',
    )
    outcome = desk.build()
    assert outcome.code == 0
    path = entities(desk)["Karla Steinhäuser"]["picture"]
    assert desk.files()[path] == b"karla"
    assert desk.data()["werkstatt.txt"]["people"][0]["picture"] == path
    assert all(b"eheim" not in content for content in desk.files().values())


def test_check_goes_by_the_register_too(desk: Desk) -> None:
    desk.drop("2024/werkstatt.txt", WORKSHOP)
    register(desk, '[[person]]\nname = "Karla Berg"\naliases = ["Karla Steinhäuser"]\n')
    assert "Karla Berg" in desk.press("check", "releases/2024/werkstatt.txt").out


def test_a_register_in_the_wrong_place_is_told(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("2024/register.toml", '[[person]]\nname = "Karla Berg"\n')
    outcome = desk.build()
    assert outcome.code == 1
    assert "2024/register.toml: Ein Register gilt nur oben im Ordner" in outcome.out


def test_entities_lists_everyone_and_offers_lines_that_settle_what_looks_alike(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    desk.drop("a.txt", WORKSHOP)
    desk.drop("b.txt", CONCERT)
    desk.drop("geheim.txt", SECRET)
    desk.drop("c.txt", WORKSHOP.replace("Karla Steinhäuser", "Carla Steinhäuser").replace("Werkstatt", "Halle"))
    register(desk, '[[person]]\nname = "Otto Nirgends"\n')
    outcome = desk.press("entities")
    assert outcome.code == 0
    assert all(len(line) <= 80 for line in outcome.out.splitlines())
    for part in (
        "Personen:",
        "Tüftlerverein Kahla e.V.",
        "ein Buchstabe Unterschied",
        "1 zurückgehaltene Meldung ist nicht mitgezählt.",
        "Otto Nirgends",
    ):
        assert part in outcome.out
    assert not desk.output.exists()
    assert not (desk.folder / ".press").exists()
    found = json.loads(desk.press("entities", "--json").out)["suggestions"]
    assert found
    register(desk, "\n\n".join(item["joining"] for item in found))
    after = json.loads(desk.press("entities", "--json").out)
    (person,) = (entity for entity in after["entities"] if entity["kind"] == "person")
    assert person["forms"] == ["Carla Steinhäuser", "Karla Steinhäuser"]
    assert after["suggestions"] == []


def test_entities_tells_what_it_could_not_read(desk: Desk) -> None:
    desk.drop("tabelle.xlsx", b"x")
    outcome = desk.press("entities")
    assert outcome.code == 1
    assert "tabelle.xlsx" in outcome.out
    assert "Keine Personen und Organisationen" in outcome.out


def test_entities_of_a_folder_that_is_not_there_is_told(desk: Desk) -> None:
    outcome = desk.press("entities", "--releases", "fehlt")
    assert outcome.code == 2
    assert "fehlt: Diesen Ordner gibt es nicht." in outcome.err
