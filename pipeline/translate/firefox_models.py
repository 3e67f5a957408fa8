"""The models of Firefox that are kept on this machine: a folder a language pair, laid out as fxtranslate does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Firefox's models lead to English or come from it.
_HUB = "en"


@dataclass(frozen=True, slots=True)
class Model:
    """The files that translate from one language into another; the vocabularies may be one file."""

    pair: str
    weights: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A pair on this machine: how many bytes it takes, and whether all its files are there."""

    pair: str
    size_bytes: int
    complete: bool


def pair_of(source: str, target: str) -> str:
    """A pair's name and folder, ``de-en``."""
    return f"{source}-{target}"


def legs(folder: Path, source: str, target: str) -> tuple[Model, ...]:
    """The models that lead from one BCP 47 tag to another, one or two over English; none if one is missing."""
    for start, end in ((source, target), (source.split("-")[0], target.split("-")[0])):
        if model := find_model(folder, pair_of(start, end)):
            return (model,)
        first, second = find_model(folder, pair_of(start, _HUB)), find_model(folder, pair_of(_HUB, end))
        if first and second:
            return (first, second)
    return ()


def find_model(folder: Path, pair: str) -> Model | None:
    """The model of a pair, or ``None`` unless all its files are there; a file's name begins with its kind."""
    files = {path.name.split(".")[0]: path for path in _files(folder / pair)}
    source_vocabulary = files.get("vocab") or files.get("srcvocab")
    target_vocabulary = files.get("vocab") or files.get("trgvocab")
    weights = files.get("model")
    if not (weights and source_vocabulary and target_vocabulary):
        return None
    return Model(pair, weights, source_vocabulary, target_vocabulary, files.get("lex"))


def kept_models(folder: Path) -> tuple[Kept, ...]:
    """The pairs in the folder by name; none if there is no such folder."""
    if not folder.is_dir():
        return ()
    pairs = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return tuple(
        Kept(pair, sum(path.stat().st_size for path in _files(folder / pair)), find_model(folder, pair) is not None)
        for pair in pairs
    )


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
