"""The project's own texts: the shipped model and the extraction stay above their floors."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from evaluate.floors import FOLDER, below, load_floors

from pipeline.config import Settings
from pipeline.evaluate import Annotations, Evaluation, Part, Score, evaluate, read_annotations
from pipeline.evaluate.counting import Temptations
from pipeline.extract import load_model


@pytest.fixture(scope="module")
def annotations() -> Annotations:
    return read_annotations(FOLDER, settings=Settings())


def test_every_text_of_the_set_can_be_used(annotations: Annotations) -> None:
    assert annotations.failures == ()
    assert len(annotations.releases) >= 44
    assert sum(len(file.sentences) for file in annotations.sentences) >= 148


def test_no_release_of_the_set_lies_there_without_its_annotation(annotations: Annotations) -> None:
    files = {path.name for path in FOLDER.iterdir() if path.name != "README.md" and path.suffix in (".txt", ".md")}
    assert {item.release.source for item in annotations.releases} == files


@pytest.mark.slow
def test_the_scores_stay_above_their_floors(annotations: Annotations) -> None:
    evaluation = evaluate(annotations, nlp=load_model("builtin"), model="builtin")
    assert evaluation.failures == ()
    problems = sorted(below(load_floors(), evaluation))
    assert not problems, "\n" + "\n".join(problems) + "\nwhy: press evaluate tests/data/evaluation --verbose"


def test_a_fall_below_a_floor_is_named_with_its_depth() -> None:
    evaluation = Evaluation(
        "m",
        {Part.EXTRACTION: {"people": Score(right=8, extra=2, missing=2), "titles": Score(right=1, extra=0, missing=0)}},
        Temptations(taken=2, total=5),
        MappingProxyType({}),
    )
    floors = {"temptations": 1, "extraction": {"people": 82.5, "roles": 50.0}}
    assert sorted(below(floors, evaluation)) == [
        "extraction, people: 80.0 instead of at least 82.5, 2.5 too little",
        "extraction, roles: not measured any more",
        "extraction, titles: no floor in floors.toml",
        "temptations: 2 taken instead of at most 1",
    ]
    assert not list(below({"temptations": 2, "extraction": {"people": 80.0, "titles": 100.0}}, evaluation))
