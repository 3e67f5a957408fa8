"""What a folder of annotated texts may hold, and what is said about a file that cannot be used."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.evaluate import Annotations, read_annotations
from pipeline.evaluate.gold import AnnotationError, read_gold
from pipeline.evaluate.sentences import Sentence, Tagged, read_sentences

RELEASE = "Neues Haus\n\nGera, 3. Mai 2024 – Anna Vogel leitet das Haus der Lumo GmbH.\n"
GOLD = {"people": [{"name": "Anna Vogel"}]}


def put(path: Path, gold: Any = GOLD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(gold), "utf-8")


def read(folder: Path) -> Annotations:
    return read_annotations(folder, settings=Settings())


def test_a_release_is_read_with_the_annotation_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, "utf-8")
    put(tmp_path / "a.gold.json")
    (item,) = read(tmp_path).releases
    assert item.release.headline == "Neues Haus"
    assert item.release.source == "a.txt"
    assert item.gold == GOLD


def test_sub_folders_are_read_and_all_else_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "deep" / "a.gold.json")
    (tmp_path / "deep" / "a.md").write_text("# Neues Haus\n\nAnna Vogel leitet es.\n", "utf-8")
    (tmp_path / "deep" / "s.tsv").write_text("Anna\tB-PER\n", "utf-8")
    (tmp_path / "no-annotation.txt").write_text(RELEASE, "utf-8")
    (tmp_path / "README.md").write_text("# Lies mich\n", "utf-8")
    put(tmp_path / ".hidden" / "b.gold.json")
    (tmp_path / ".x.tsv").write_text("bad", "utf-8")
    found = read(tmp_path)
    assert [item.release.source for item in found.releases] == ["deep/a.md"]
    assert [file.source for file in found.sentences] == ["deep/s.tsv"]
    assert found.failures == ()


def test_a_bad_file_is_named_and_the_others_are_used(tmp_path: Path) -> None:
    for name in ("alone", "empty", "good", "twice"):
        put(tmp_path / f"{name}.gold.json")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "good.txt").write_text(RELEASE, "utf-8")
    (tmp_path / "twice.txt").write_text(RELEASE, "utf-8")
    (tmp_path / "twice.md").write_text(RELEASE, "utf-8")
    (tmp_path / "s.tsv").write_text("Anna B-PER\n", "utf-8")
    found = read(tmp_path)
    assert [item.release.source for item in found.releases] == ["good.txt"]
    assert {failure.source: failure.reason for failure in found.failures} == {
        "alone.gold.json": "Zu dieser Annotation liegt keine Meldung im Ordner.",
        "empty.txt": "Die Datei ist leer.",
        "twice.gold.json": "Der Name passt zu mehreren Meldungen: „twice.md“, „twice.txt“.",
        "s.tsv": "Zeile 1 hat nicht die Form „Wort, Tabulator, Kennzeichen“: „Anna B-PER“.",
    }
    assert all(failure.remedy.startswith(("Bitte", "Kennzeichen sind")) for failure in found.failures)


@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        ([], "Der Inhalt ist nicht, was es sein muss: ein Objekt in geschweiften Klammern."),
        ({"headline": "A"}, "Die Annotation nennt nichts, was bewertet wird."),
        ({"people": "Anna"}, "„people“ ist nicht, was es sein muss: eine Liste in eckigen Klammern."),
        ({"people": [{}]}, "„people[0].name“ ist nicht, was es sein muss: ein Text in Anführungszeichen."),
        (
            {"people": [{"name": "A", "mentions": [1]}]},
            "„people[0].mentions[0]“ ist nicht, was es sein muss: ein Text in Anführungszeichen.",
        ),
        ({"organisations": [{"name": "A", "acronym": 3}]}, "„organisations[0].acronym“ ist nicht"),
        ({"quotes": [{"starts": "Ja", "speaker": []}]}, "„quotes[0].speaker“ ist nicht"),
        ({"must_not_be_people": [None]}, "„must_not_be_people[0]“ ist nicht"),
    ],
)
def test_a_field_of_the_wrong_type_is_named(gold: Any, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        read_gold(json.dumps(gold).encode())
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize("data", [b"{", b"\xff\xfe{}"])
def test_an_annotation_that_is_no_json_is_explained(data: bytes) -> None:
    with pytest.raises(AnnotationError, match=r"kein JSON in UTF-8 .* im Editor berichtigen"):
        read_gold(data)


TSV = "Anna\tB-PER\nVogel\tI-PER\nPeter\tB-PER\n.\tO\r\n\n\nLumo\tB-ORG\n\u2028\tO\nGera\tB-LOC\n"


@pytest.mark.parametrize("data", [TSV.encode(), b"\xef\xbb\xbf" + TSV.encode(), gzip.compress(TSV.encode())])
def test_sentences_are_read_packed_or_not(data: bytes) -> None:
    assert read_sentences(data) == (
        Sentence(("Anna", "Vogel", "Peter", "."), (Tagged("PER", 0, 2), Tagged("PER", 2, 3))),
        Sentence(("Lumo", "\u2028", "Gera"), (Tagged("ORG", 0, 1), Tagged("LOC", 2, 3))),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Die Datei enthält keinen Satz."),
        ("Gütersloh\tO\n".encode("latin-1"), "Die Datei ist nicht in UTF-8 geschrieben."),
        (gzip.compress(TSV.encode())[:-9], "Die Datei ist beschädigt"),
        (b"\x1f\x8bnonsense", "Die Datei ist beschädigt"),
        (b"Anna\tB-PER\textra\n", "Zeile 1 hat nicht die Form"),
        (b"Anna\tB-PER\n\tO\n", "Zeile 2 hat nicht die Form"),
        (b"Anna\tO\nVogel\tI-PER\n", "In Zeile 2 setzt „I-PER“ einen Namen fort, der nicht begonnen hat."),
        (b"Anna\tB-PER\n\nVogel\tI-PER\n", "In Zeile 3 setzt „I-PER“ einen Namen fort"),
        (b"Anna\tB-PER\nLumo\tI-ORG\n", "In Zeile 2 setzt „I-ORG“ einen Namen fort"),
    ],
)
def test_a_file_that_holds_no_tagged_sentences_is_explained(data: bytes, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        read_sentences(data)
    assert caught.value.reason.startswith(reason)
