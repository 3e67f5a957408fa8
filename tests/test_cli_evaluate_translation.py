"""``press evaluate --translation``: what it prints, for people and for programs, and how it ends."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import loopback
import pytest
from loopback import Loopback

from pipeline.cli import main
from pipeline.evaluate.pairs import read_pairs

SHARED = Path(__file__).parents[2] / "shared" / "data" / "mt" / "de-en.tsv"
PAIRS = "\n".join(
    (
        "source\treference\tstored",
        "Das Haus ist offen.\tThe house is open.\tThe house is open.",
        "Der Garten ist zu.\tThe garden is shut.\tThe garden is closed today.",
        "Die Brücke steht seit drei Jahren.\tThe bridge has stood for three years.\tThe bridge stands since 3 years.",
    )
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("DEEPL_API_KEY", "s3cr3t")
    Path("pairs.tsv").write_text(PAIRS, "utf-8")
    with Loopback() as server:
        lines = (
            f'[translate]\nproviders = ["memory", "google"]\n[translate.google]\nurl = "{server.google_url}"',
            f'[translate.deepl]\nurl = "{server.deepl_url}"',
            f'[translate.libretranslate]\nurl = "{server.libre_url}"',
        )
        Path("config.toml").write_text("\n".join(lines), "utf-8")
        yield server


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["evaluate", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def measured(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, dict[str, object]]]:
    code, out, _ = run(capsys, *arguments, "--json")
    return code, {system["system"]: system for system in json.loads(out)["systems"]}


def test_configured_translators_and_stored_columns_stand_in_one_table(
    desk: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = {source: answer for source, _, answer in (line.split("\t") for line in PAIRS.split("\n"))}
    desk.translate = stored.__getitem__
    code, out, err = run(
        capsys, "--translation", "pairs.tsv", "--column", "stored", "--provider", "google", "--provider", "deepl"
    )
    assert (code, err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if "3/3" in line}
    assert set(rows) == {"stored", "google", "deepl"}
    assert rows["stored"] == rows["google"] == rows["deepl"]
    assert "," in rows["stored"][0]
    assert len(desk.requests) == 4  # three for Google's page, one for DeepL's batch


def test_what_a_person_wrote_scores_100_and_programs_learn_what_was_measured(
    desk: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("same.tsv").write_text("Ein Satz steht hier.\tA sentence is here.\tA sentence is here.\n", "utf-8")
    _, out, _ = run(capsys, "--translation", "same.tsv", "--column", "3", "--json")
    record = json.loads(out)
    assert record["systems"][0]["bleu"] == pytest.approx(100)
    assert record["systems"][0]["chrf"] == pytest.approx(100)
    assert "tok:13a" in record["signatures"]["bleu"]
    assert "nc:6" in record["signatures"]["chrf"]


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ('"""Ja"", sagt sie."\t"""Yes"", she says."\tx', '"Yes", she says.'),
        ('"Ja", sagt sie.\t"Yes", she says.\tx', '"Yes", she says.'),
        ('"Ja."\t"Yes."\tx', '"Yes."'),
    ],
)
def test_marks_of_a_spreadsheet_go_and_those_of_a_sentence_stay(tmp_path: Path, line: str, reference: str) -> None:
    (tmp_path / "marks.tsv").write_text(f"source\treference\tstored\r\n{line}\r\n", "utf-8")
    assert read_pairs(tmp_path / "marks.tsv").references == (reference,)


def test_failures_are_counted_with_their_reason_and_the_rest_is_scored(
    desk: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.then(loopback.proper, loopback.status(400), loopback.proper)
    code, out, _ = run(capsys, "--translation", "pairs.tsv")
    assert code == 1
    assert "2/3" in out
    assert "1 Satz ohne Übersetzung: google weist die Anfrage zurück (HTTP 400)." in " ".join(out.split())


def test_one_text_of_a_batch_that_fails_does_not_take_the_others_with_it(
    desk: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.then(loopback.bad_json, loopback.proper, loopback.translates_as(" "))
    code, systems = measured(capsys, "--translation", "pairs.tsv", "--provider", "libretranslate")
    assert (code, systems["libretranslate"]["scored"]) == (1, 2)


@pytest.mark.parametrize(("behaviour", "requests"), [(loopback.status(403), 1), (loopback.status(500), 3)])
def test_a_service_that_is_down_is_not_asked_for_every_sentence(
    desk: Loopback, capsys: pytest.CaptureFixture[str], behaviour: loopback.Behaviour, requests: int
) -> None:
    Path("pairs.tsv").write_text("\n".join(f"Satz {n}\tSentence {n}" for n in range(9)), "utf-8")
    desk.always = behaviour
    code, systems = measured(capsys, "--translation", "pairs.tsv")
    assert (code, systems["google"]["failed"], systems["google"]["bleu"]) == (1, 9, None)
    assert len(desk.requests) == requests


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fehlt.tsv"], "fehlt.tsv: Diese Datei gibt es nicht."),
        (["leer.tsv"], "leer.tsv: Hier steht kein Satz."),
        (["halb.tsv"], "halb.tsv, Zeile 2: Hier fehlt der Satz oder seine Übersetzung"),
        (["alt.tsv"], "alt.tsv: Diese Datei ist nicht in UTF-8 geschrieben."),
        ([".", "--column", "x"], ".: Diese Datei lässt sich nicht lesen"),
        (["pairs.tsv", "--column", "sored"], "Eine Spalte „sored“ gibt es nicht; außer Satz und Übersetzung: stored."),
        (
            ["pairs.tsv", "--provider", "gogle"],
            "--provider gogle: Diesen Übersetzer gibt es nicht – gemeint ist wohl „google“.",
        ),
        (["pairs.tsv", "--provider", "memory"], "--provider memory: Diesen Übersetzer gibt es nicht"),
    ],
)
def test_a_wrong_call_is_explained(
    desk: Loopback, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    Path("leer.tsv").write_text("source\treference\n", "utf-8")
    Path("halb.tsv").write_text("Eins\tOne\nZwei\t\n", "utf-8")
    Path("alt.tsv").write_bytes("Tür\tDoor\n".encode("latin-1"))
    code, out, err = run(capsys, "--translation", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert desk.requests == []


def test_without_sacrebleu_the_way_to_it_is_told(
    desk: Loopback, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "pipeline.evaluate.translation.find_spec", lambda name: None if name == "sacrebleu" else find(name)
    )
    code, _, err = run(capsys, "--translation", "pairs.tsv")
    assert (code, err) == (2, "Dazu fehlt das Paket sacrebleu. Bitte installieren: pip install sacrebleu\n")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared translations are not there")
@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("wmt18", {"google": (50.7, 71.9), "microsoft": (52.4, 72.9), "bergamot_base": (48.7, 70.4)}),
        ("flores", {"google": (46.8, 68.9), "microsoft": (47.4, 69.8), "bergamot_base": (41.1, 66.9)}),
    ],
)
def test_the_known_figures_of_stored_translations_come_out(
    desk: Loopback, capsys: pytest.CaptureFixture[str], part: str, expected: dict[str, tuple[float, float]]
) -> None:
    header, *lines = SHARED.read_text("utf-8").splitlines()
    chosen = [line for line in lines if line.startswith(part)]
    assert len(chosen) >= 100
    Path("part.tsv").write_text("\n".join((header, *chosen)), "utf-8")
    columns = [argument for name in expected for argument in ("--column", name)]
    _, systems = measured(capsys, "--translation", "part.tsv", *columns)
    found = {name: (round(float(each["bleu"]), 1), round(float(each["chrf"]), 1)) for name, each in systems.items()}  # type: ignore[arg-type]  # figures
    assert found == expected
