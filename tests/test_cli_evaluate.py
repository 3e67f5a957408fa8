"""``press evaluate``: what it prints, for people and for programs, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from pipeline.cli import main

RELEASE = "Neues Haus in Gera\n\nGera, 3. Mai 2024 – Anna Vogel leitet das Haus der Lumo GmbH seit Mai.\n"
GOLD = {
    "people": [{"name": "Anna Vogel", "mentions": ["Anna Vogel"]}],
    "organisations": [{"name": "Lumo GmbH", "mentions": ["Lumo GmbH"]}],
    "must_not_be_people": ["Gera"],
}
SENTENCES = "Anna\tB-PER\nVogel\tI-PER\nkommt\tO\nnach\tO\nGera\tB-LOC\n"


def save_model(folder: Path, names: dict[str, str]) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    nlp.to_disk(folder)


@pytest.fixture(autouse=True)
def _at_a_desk_with_annotated_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(RELEASE, "utf-8")
    Path("texts/a.gold.json").write_text(json.dumps(GOLD), "utf-8")
    Path("texts/s.tsv").write_text(SENTENCES, "utf-8")
    save_model(Path("good"), {"Anna Vogel": "PER", "Lumo GmbH": "ORG", "Gera": "LOC"})
    save_model(Path("poor"), {"Anna": "PER", "Gera": "ORG"})
    Path("config.toml").write_text('[extract]\nmodel = "good"\n', "utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["evaluate", *arguments])
    except SystemExit as ended:
        code = int(ended.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def row(out: str, heading: str, label: str) -> list[str]:
    """The figures of a label below a heading."""
    lines = out.split(heading)[1].splitlines()
    return next(line.removeprefix(f"  {label} ").split() for line in lines if line.startswith(f"  {label} "))


def test_the_configured_model_is_measured_in_a_table_of_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = run(capsys, "texts")
    assert (code, err) == (0, "")
    assert "Annotiert: 1 Meldungen, 1 Sätze" in out
    assert "Modell: good" in out
    assert row(out, "Modell allein, in Sätzen", "Orte") == ["100,0", "100,0", "100,0", "1", "0", "0"]
    assert row(out, "Modell allein, in Meldungen", "Organisationen") == ["100,0", "100,0", "100,0", "1", "0", "0"]
    assert row(out, "Ganze Auswertung", "Nennungen von Personen") == ["100,0", "100,0", "100,0", "1", "0", "0"]
    assert "Fälschlich für Namen gehalten: 0 von 1" in out
    assert max(map(len, out.splitlines())) <= 80


def test_several_models_are_compared_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "texts", "--model", "good", "--model", "poor")
    assert code == 0
    assert out.index("Modell: good") < out.index("Modell: poor") < out.index("F1 im Vergleich")
    assert row(out.split("F1 im Vergleich")[1], "in Sätzen", "Personen") == ["100,0", "0,0"]


def test_each_mistake_is_named_with_its_file_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    _, short, _ = run(capsys, "texts", "--model", "poor")
    _, long, _ = run(capsys, "texts", "--model", "poor", "--verbose")
    assert "a.txt" not in short
    mistakes = long.split("s.tsv\n")[1]
    assert (
        "  Personen (Modell allein)\n    zu viel: Anna · Satz 1, Zeichen 1–4\n    fehlt: Anna Vogel · Satz" in mistakes
    )


def test_programs_get_shares_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "texts", "--model", "poor", "--json", "--verbose")
    record = json.loads(out)
    assert code == 0
    assert (record["releases"], record["sentences"], record["failures"]) == (1, 1, [])
    (model,) = record["models"]
    assert model["model"] == "poor"
    assert model["model-on-sentences"]["all"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "right": 0,
        "extra": 2,
        "missing": 2,
    }
    assert model["temptations"]["total"] == 1
    assert {
        "source": "s.tsv",
        "part": "model-on-sentences",
        "measure": "LOC",
        "kind": "missing",
        "item": ["Gera", "Satz 1, Zeichen 23–26"],
    } in model["mistakes"]
    assert "mistakes" not in json.loads(run(capsys, "texts", "--json")[1])["models"][0]


def test_a_bad_file_is_named_with_its_remedy_and_the_others_are_scored(capsys: pytest.CaptureFixture[str]) -> None:
    Path("texts/b.gold.json").write_text("{", "utf-8")
    code, out, _ = run(capsys, "texts")
    assert code == 1
    assert row(out, "Ganze Auswertung", "Personen")[:3] == ["100,0", "100,0", "100,0"]
    told = " ".join(out.split("Nicht bewertet:")[1].split())
    assert told.startswith("• b.gold.json: Die Annotation ist kein JSON in UTF-8")
    assert told.endswith("Bitte die Stelle im Editor berichtigen.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fehlt"], "fehlt: Diesen Ordner gibt es nicht."),
        (["config.toml"], "config.toml ist eine Datei, kein Ordner."),
        (["leer"], "leer: Hier liegt kein annotierter Text."),
        (["texts", "--model", "de_none_such"], "Das Sprachmodell „de_none_such“ ist weder installiert"),
        ([], "Es fehlt noch: ORDNER."),
    ],
)
def test_a_wrong_call_is_explained(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("leer").mkdir()
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
