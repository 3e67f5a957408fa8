"""The floors of ``tests/data/evaluation``, and what of an evaluation lies below them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.evaluate import Evaluation

FOLDER = Path(__file__).parents[1] / "data" / "evaluation"
Floors = Mapping[str, Any]


def load_floors() -> Floors:
    return tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))


def below(floors: Floors, evaluation: Evaluation) -> Iterator[str]:
    """A sentence for each score that is below its floor, and for each that has none or is gone."""
    taken = evaluation.temptations.taken
    if taken > floors["temptations"]:
        yield f"temptations: {taken} taken instead of at most {floors['temptations']}"
    scores = {(part, measure): score for part, each in evaluation.scores.items() for measure, score in each.items()}
    wanted = {
        (part, measure): floor
        for part, each in floors.items()
        if part != "temptations"
        for measure, floor in each.items()
    }
    for part, measure in scores.keys() | wanted.keys():
        name = f"{part}, {measure}"
        if (part, measure) not in wanted:
            yield f"{name}: no floor in floors.toml"
        elif (part, measure) not in scores:
            yield f"{name}: not measured any more"
        else:
            f1, floor = 100 * scores[part, measure].f1, wanted[part, measure]
            if f1 < floor:
                yield f"{name}: {f1:.1f} instead of at least {floor:.1f}, {floor - f1:.1f} too little"
