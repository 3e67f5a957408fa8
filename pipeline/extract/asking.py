"""Asking a model by its name, wherever this runs: it is loaded with the first question and stays."""

from __future__ import annotations

import hashlib
import platform
import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.extract.loading import folder_of, load_model
from pipeline.extract.spotting import Spotted, Spotter, spotter

# A worker of a cluster may be several threads, and spaCy's words are of one.
_ONE_AT_A_TIME = threading.Lock()
_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = ("spacy", "onnxruntime", "sentencepiece", "numpy", "distributed")


def names_in(model: str, mark: str, texts: Sequence[str]) -> list[tuple[Spotted, ...]]:
    """What the model of a name sees in each text; it is loaded anew if it was last asked for under another ``mark``.

    Raises:
        ModelError: the model cannot be loaded.
    """
    with _ONE_AT_A_TIME:
        return list(_loaded(model, mark)(texts)) if texts else []


def likeness(model: str, mark: str) -> tuple[tuple[str, str], ...]:
    """What must be alike on two machines for a model to see the same on both: German words, and a version or digest."""
    return (
        ("Programm", _code()),
        ("Sprachmodell", _files(model, mark)),
        ("Python", ".".join(platform.python_version_tuple()[:2])),
        *((library, _version(library)) for library in _LIBRARIES),
    )


def ready(model: str, mark: str) -> None:
    """Load the model before the first question.

    Raises:
        ModelError: the model cannot be loaded.
    """
    with _ONE_AT_A_TIME:
        _loaded(model, mark)


@lru_cache(maxsize=1)
def _loaded(model: str, _mark: str) -> Spotter:
    return spotter(load_model(model))


@cache
def _code() -> str:
    """A digest of the program as it was when this was first asked: what lies on the disk later does not run here."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def _files(model: str, _mark: str) -> str:
    folder = folder_of(model)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder or path).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "nicht da"
