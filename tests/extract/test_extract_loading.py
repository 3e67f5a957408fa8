"""Models: the one that ships, and what an officer reads when another cannot be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from pipeline.extract import ModelError, load_model
from pipeline.extract.loading import MODEL_FOLDER


def test_the_builtin_model_names_people_organisations_and_places() -> None:
    doc = load_model("builtin")("Angela Merkel besuchte gestern Berlin.")
    assert {(e.text, e.label_) for e in doc.ents} == {("Angela Merkel", "PER"), ("Berlin", "LOC")}


def test_the_builtin_model_is_small_and_says_where_it_comes_from() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.rglob("*") if path.is_file()) < 45_000_000
    meta = load_model("builtin").meta
    assert meta["license"] == "CC BY 4.0"
    assert meta["version"]
    assert meta["sources"]


def test_a_missing_model_is_explained_in_german() -> None:
    with pytest.raises(
        ModelError, match=r"„de_none_such“ ist weder installiert .* „python -m spacy download de_none_such“"
    ):
        load_model("de_none_such")


def test_a_folder_that_is_no_model_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Ordner"):
        load_model(str(tmp_path))


def test_a_model_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(ModelError, match="erkennt keine Namen"):
        load_model(str(tmp_path))


def test_a_model_can_be_a_folder() -> None:
    assert load_model(str(MODEL_FOLDER)).pipe_names == ["press_encoder"]


def test_importing_the_room_does_not_import_spacy() -> None:
    code = "import sys, pipeline.extract; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
