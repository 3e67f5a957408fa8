"""The releases of the evaluation set, as parsed, for tests that look at what is found in whole releases."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Settings
from pipeline.evaluate import read_annotations
from pipeline.model import Release

FOLDER = Path(__file__).parents[1] / "data" / "evaluation"


def load_releases() -> list[Release]:
    return [item.release for item in read_annotations(FOLDER, settings=Settings()).releases]
