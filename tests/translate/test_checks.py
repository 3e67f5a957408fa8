from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.translate.checks import excerpt, findings

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "mt" / "de-en.tsv"


def codes(german: str, english: str) -> list[str]:
    return [finding.code for finding in findings(german, english, terms=(), target="en")]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Wir feiern das Label mit 115 Gästen.", "We celebrate the label with 115 guests."),
        ("„Das ist gut“, sagt sie.", '"That is good," she says.'),
        ("OptoNet e.V.", "OptoNet e.V."),
        ("Cluster Management Excellence Award", "Cluster Management Excellence Award"),
        (
            "Das Institut für Optik und Feinmechanik in Jena gewinnt.",
            "The Institut für Optik und Feinmechanik der Technik in Jena is the winner.",
        ),
    ],
)
def test_a_good_translation_raises_no_alarm(german: str, english: str) -> None:
    assert codes(german, english) == []


@pytest.mark.parametrize(
    ("german", "english", "code"),
    [
        ("Wir feiern heute das neue Label.", "Wir feiern heute das neue Label.", "translation-untranslated"),
        (
            "Sie kommt aus Jena und lebt mit dem Rad.",
            "Sie kommt from Jena und lebt mit dem Rad.",
            "translation-untranslated",
        ),
        ("Wir zählen 115 Mitglieder.", "We count 151 members.", "translation-figure"),
        ("„Das ist gut“, sagt sie.", "That is good, she says.", "translation-quotes"),
        ("Das ist ein ziemlich langer Satz mit vielen Wörtern darin.", "Long.", "translation-length"),
        ("Das ist ein ziemlich langer Satz mit Wörtern.", "word " * 40, "translation-length"),
    ],
)
def test_an_error_is_found(german: str, english: str, code: str) -> None:
    assert code in codes(german, english)


def test_messages_are_short_and_name_the_word() -> None:
    (finding, _) = findings("Wir zählen 115 Mitglieder.", "We count 151 members.", terms=(), target="en")
    assert finding.message == "Die Zahl „115“ fehlt in der Übersetzung oder ist verändert."


def test_an_excerpt_ends_at_a_word_and_has_no_marks_of_its_own() -> None:
    assert excerpt("„Kurz“") == "Kurz"
    long = excerpt("Wort " * 40)
    assert long.endswith("Wort …")
    assert len(long) < 65


@pytest.mark.skipif(not SENTENCES.exists(), reason="the parallel sentences are not part of the repository")
@pytest.mark.parametrize("column", ["reference", "google"])
def test_good_translations_raise_few_alarms_of_any_kind(column: str) -> None:
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    alarms = [row for row in rows if codes(row["source"], row[column])]
    assert len(alarms) <= 0.04 * len(rows), [(codes(row["source"], row[column]), row["source"]) for row in alarms]
