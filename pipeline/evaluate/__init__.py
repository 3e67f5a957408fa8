"""Annotated texts to scores: how well a model finds names alone, and the whole extraction with it."""

from pipeline.evaluate.annotated import AnnotatedRelease, Annotations, read_annotations
from pipeline.evaluate.counting import Mistake, Score
from pipeline.evaluate.facts import Part
from pipeline.evaluate.scoring import Evaluation, evaluate

__all__ = [
    "AnnotatedRelease",
    "Annotations",
    "Evaluation",
    "Mistake",
    "Part",
    "Score",
    "evaluate",
    "read_annotations",
]
