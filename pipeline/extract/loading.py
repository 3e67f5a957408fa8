"""Load the model that the rules lean on."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

BUILTIN = "builtin"
MODEL_FOLDER = Path(__file__).with_name("model")


class ModelError(Exception):
    """A model cannot be loaded; the message says in German what is missing and what helps."""


def load_model(name: str) -> Language:
    """Load a spaCy pipeline: ``"builtin"`` for the one shipped here, else a package's name or a folder's path.

    The one loaded last is kept while its files stay as they are. Raises :class:`ModelError` if there is none, if it
    does not fit this spaCy or if it names no entities.
    """
    return _loaded(name, fingerprint(name))


@lru_cache(maxsize=1)
def _loaded(name: str, _fingerprint: str) -> Language:
    import spacy  # here, because importing spaCy takes a second that other commands need not wait

    importlib.import_module("pipeline.extract.encoder")  # registers the built-in model's factory
    place: str | Path = MODEL_FOLDER if name == BUILTIN else name
    try:
        nlp = spacy.load(place)
    except OSError as error:
        if name == BUILTIN:
            raise ModelError(
                f"Das mitgelieferte Sprachmodell fehlt in „{MODEL_FOLDER}“. Installieren Sie das Programm neu."
            ) from error
        raise ModelError(
            f"Das Sprachmodell „{name}“ ist weder installiert noch ein Ordner mit einem Modell. "
            # Not with pip: packages named like spaCy's models on the package index are somebody else's.
            f"Installieren Sie es nach der Anleitung seiner Herausgeber (spaCys eigene: „python -m spacy download "
            f"{name}“), oder tragen Sie „{BUILTIN}“ ein."
        ) from error
    except (ValueError, KeyError, ImportError) as error:
        raise ModelError(
            f"Das Sprachmodell „{name}“ passt nicht zur installierten Fassung {version('spacy')} von spaCy: {error} "
            f"Installieren Sie eine passende Fassung des Modells, oder tragen Sie „{BUILTIN}“ ein."
        ) from error
    if not any("ents" in _assigns(nlp, pipe) for pipe in nlp.pipe_names):
        raise ModelError(
            f"Das Sprachmodell „{name}“ erkennt keine Namen (ihm fehlt der Bestandteil „ner“). "
            f"Wählen Sie ein anderes, oder tragen Sie „{BUILTIN}“ ein."
        )
    return nlp


def fingerprint(name: str) -> str:
    """What changes whenever the pipeline of this name or what runs it does: SHA-256 in hex, nothing is loaded.

    Looks at versions, and at the names, sizes and times of the pipeline's files.
    """
    digest = hashlib.sha256(f"{name} {version('spacy')} {version('onnxruntime')}".encode())
    for source in (Path(__file__).with_name(code) for code in ("encoder.py", "pieces.py", "spotting.py")):
        digest.update(source.read_bytes())
    folder = folder_of(name)
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
    for path in files:
        facts = path.stat()
        digest.update(f"{path.relative_to(folder or path)} {facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.hexdigest()


def folder_of(name: str) -> Path | None:
    """Where the pipeline of this name lies, if that can be told."""
    if name == BUILTIN:
        return MODEL_FOLDER
    if Path(name).is_dir():
        return Path(name)
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    return Path(found.origin).parent if found and found.origin else None


def _assigns(nlp: Language, pipe: str) -> str:
    return " ".join(nlp.get_pipe_meta(pipe).assigns)
