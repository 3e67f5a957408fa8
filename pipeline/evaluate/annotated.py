"""A folder → the annotated texts in it, and the files that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogue import Failure
from pipeline.config import Settings
from pipeline.evaluate.facts import Record
from pipeline.evaluate.gold import AnnotationError, read_gold
from pipeline.evaluate.sentences import Sentence, read_sentences
from pipeline.intake.understanding import read_release
from pipeline.model import Release, ReleaseError
from pipeline.read import SUFFIXES

GOLD = ".gold.json"
SENTENCES = (".tsv", ".tsv.gz")


@dataclass(frozen=True, slots=True)
class AnnotatedRelease:
    """A release as parsed, and what a person says stands in it."""

    release: Release
    gold: Record


@dataclass(frozen=True, slots=True)
class AnnotatedSentences:
    """The sentences of one file."""

    source: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a folder holds, in the order of its paths."""

    releases: tuple[AnnotatedRelease, ...] = ()
    sentences: tuple[AnnotatedSentences, ...] = ()
    failures: tuple[Failure, ...] = ()


def read_annotations(folder: Path, *, settings: Settings) -> Annotations:
    """The annotated texts in a folder and its sub-folders; whatever else lies there is passed over.

    Raises:
        OSError: the folder itself cannot be read.
    """
    releases: list[AnnotatedRelease] = []
    sentences: list[AnnotatedSentences] = []
    failures: list[Failure] = []
    for path in _files(folder):
        source = path.relative_to(folder).as_posix()
        try:
            if path.name.endswith(GOLD):
                releases.append(_release(path, folder, settings))
            elif path.name.endswith(SENTENCES):
                sentences.append(AnnotatedSentences(source, read_sentences(path.read_bytes())))
        except AnnotationError as error:
            failures.append(Failure(source, error.reason, error.remedy))
        except ReleaseError as error:
            failures.append(Failure(error.source, error.reason, error.remedy))
        except OSError:
            failures.append(Failure(source, "Die Datei lässt sich nicht lesen.", "Bitte die Leserechte prüfen."))
    return Annotations(tuple(releases), tuple(sentences), tuple(failures))


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder, sorted; hidden ones and those in hidden folders are left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def _release(path: Path, folder: Path, settings: Settings) -> AnnotatedRelease:
    gold = read_gold(path.read_bytes())
    name = path.name.removesuffix(GOLD)
    beside = [other for other in path.parent.iterdir() if other.stem == name and other.suffix.lower() in SUFFIXES]
    if not beside:
        raise AnnotationError(
            "Zu dieser Annotation liegt keine Meldung im Ordner.",
            f"Bitte die Meldung daneben legen, etwa als „{name}.txt“.",
        )
    if len(beside) > 1:
        names = ", ".join(f"„{other.name}“" for other in sorted(beside))
        raise AnnotationError(f"Der Name passt zu mehreren Meldungen: {names}.", "Bitte nur eine davon behalten.")
    source = beside[0].relative_to(folder).as_posix()
    return AnnotatedRelease(read_release(beside[0], source=source, settings=settings), gold)
