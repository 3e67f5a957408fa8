from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.glossary import Entry, Glossary
from pipeline.glossary_file import load_glossary, parse_glossary
from pipeline.intake.inbox import list_inbox
from pipeline.toml_file import TomlError, TomlFile

SAMPLE = Path(__file__).parents[1] / "releases" / "glossary.toml"


def glossary(text: str) -> Glossary:
    return parse_glossary(TomlFile("glossary.toml", text, tomllib.loads(text)))


def hits(text: str, german: str, *forms: str, compounds: bool = False) -> list[str]:
    entry = Entry(german, forms, {"en": "x"}, compounds=compounds)
    return [hit.text for hit in Glossary((entry,)).hits(text)]


def test_the_sample_is_read() -> None:
    loaded = load_glossary(SAMPLE.parent)
    assert loaded.keep == ("Gold-Label",)
    assert loaded.entries[0].preferred == {"en": "training workshop"}


def test_without_a_file_the_glossary_is_empty(tmp_path: Path) -> None:
    assert load_glossary(tmp_path) == Glossary()


@pytest.mark.parametrize(
    ("text", "german", "found"),
    [
        ("Die Schirmherrschaft gilt.", "Schirmherrschaft", ["Schirmherrschaft"]),
        ("Zwei Schirmherrschaften.", "Schirmherrschaft", ["Schirmherrschaften"]),
        ("Des Netzwerks und des Netzwerkes.", "Netzwerk", ["Netzwerks", "Netzwerkes"]),
        ("In der gläsernen Manufaktur", "gläserne Manufaktur", ["gläsernen Manufaktur"]),
        ("Gläserne Manufaktur öffnet", "gläserne Manufaktur", ["Gläserne Manufaktur"]),
        ("Das Netzwerktreffen", "Netzwerk", []),
        ("Die Leiterinnen", "Leiter", ["Leiterinnen"]),
        ("Ein netzwerk", "Netzwerk", []),
    ],
)
def test_an_expression_is_found_in_its_cases(text: str, german: str, found: list[str]) -> None:
    assert hits(text, german) == found


def test_given_forms_and_compounds_are_found_as_well() -> None:
    assert hits("Drei Lehrwerkstätten", "Lehrwerkstatt") == []
    assert hits("Drei Lehrwerkstätten", "Lehrwerkstatt", "Lehrwerkstätten") == ["Lehrwerkstätten"]
    assert hits("Das Clustermanagement", "Cluster") == []
    assert hits("Das Clustermanagement im Photonik-Cluster", "Cluster", compounds=True) == ["Cluster", "Cluster"]


def test_of_two_expressions_the_longer_one_counts() -> None:
    both = Glossary((Entry("Werkstatt", preferred={"en": "x"}), Entry("offene Werkstatt", preferred={"en": "y"})))
    assert [hit.text for hit in both.hits("Die offene Werkstatt und eine Werkstatt")] == [
        "offene Werkstatt",
        "Werkstatt",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[term]]\ngermann = "x"\n', "Zeile 2: „term.germann“ ist unbekannt – gemeint ist wohl „german“"),
        ('[[term]]\nnote = "x"\n', 'braucht eine Zeile german = "…"'),
        ('[[term]]\ngerman = "Bus"\n', "sagt zu „Bus“ nichts"),
        ('[[term]]\ngerman = "!"\npreferred = { en = "x" }\n', "Zeile 2: „term.german“ muss ein Ausdruck"),
        ('[[term]]\ngerman = "Bus"\npreferred = { englisch = "x" }\n', "ist kein Sprachkürzel"),
        ('[[term]]\ngerman = "Bus"\npreferred = { en = 3 }\n', "Zeile 3: „term.preferred.en“ muss ein Text"),
        ('[[term]]\ngerman = "Bus"\nforbidden = { en = 3 }\n', "Zeile 3: „term.forbidden.en“ muss eine Liste"),
        (
            '[[term]]\ngerman = "Bus"\npreferred = { en = "bus" }\nforbidden = { en = ["Bus"] }\n',
            "Zeile 4: „term.forbidden.en“ verbietet „bus“",
        ),
        (
            '[[term]]\ngerman = "Bus"\npreferred = { en = "b" }\n\n'
            '[[term]]\ngerman = "bus"\npreferred = { en = "c" }\n',
            "Zeile 6: „term.german“ nennt „bus“, und das steht schon",
        ),
        ('keep = ["Bus"]\n[[term]]\ngerman = "Bus"\npreferred = { en = "bus" }\n', "steht auch unter keep"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(TomlError) as error:
        glossary(text)
    assert message in str(error.value)


@pytest.mark.parametrize("name", ["glossary.toml.txt", "glossar.toml", "Glossar.txt"])
def test_a_file_that_nearly_has_the_name_stops_the_run(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", "utf-8")
    with pytest.raises(TomlError, match=r"heißt „glossary\.toml“"):
        load_glossary(tmp_path)


def test_two_glossaries_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text("", "utf-8")
    (tmp_path / "Glossary.toml").write_text("", "utf-8")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system knows no capitals")
    with pytest.raises(TomlError, match="nebeneinander"):
        load_glossary(tmp_path)


def test_the_inbox_passes_a_glossary_over_and_tells_of_one_in_the_wrong_place(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    for name in ("glossary.toml", "2024/Glossary.toml", "2024/glossary.toml.txt", "a.txt"):
        (tmp_path / name).write_text("x", "utf-8")
    inbox = list_inbox(tmp_path, targets=("en",))
    assert [file.source for file in inbox.files] == ["a.txt"]
    assert [(failure.source, "Glossar" in failure.reason) for failure in inbox.failures] == [
        ("2024/Glossary.toml", True),
        ("2024/glossary.toml.txt", True),
    ]
