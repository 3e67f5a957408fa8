"""From a dropped file to its release: read, parsed and extracted, with one file never stopping the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import ParamSpec, Protocol

from pipeline import extract
from pipeline.catalogue import Failure
from pipeline.config import Settings
from pipeline.crew.crew import Answer, Crew, LostError, in_order
from pipeline.extract import ModelError, Spotter, asked_of
from pipeline.intake.hiring import askers, readers, worth_counting
from pipeline.intake.inbox import PICTURE_TYPES, DroppedFile
from pipeline.intake.name_memory import Asked, NameMemory, Names, NoMemory
from pipeline.intake.reading import read_release as read_release  # for whoever reads one file alone
from pipeline.memory import MemoryFaultError
from pipeline.model import Picture, Release, ReleaseError, ReleaseWarning
from pipeline.opening import OpeningError, bytes_of
from pipeline.register import EMPTY_REGISTER, Register

_LOG = logging.getLogger(__name__)
_Arguments = ParamSpec("_Arguments")


class Progress(Protocol):
    """Whoever wants to know how far a run is."""

    def start(self, stage: str, total: int) -> None:
        """A stage begins with so many releases or segments; ``stage`` is German and for people."""

    def advance(self, steps: int = 1) -> None:
        """So many more of the stage are done."""


class Silent:
    """Progress that nobody watches."""

    def start(self, stage: str, total: int) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A dropped file and the release in it."""

    file: DroppedFile
    release: Release


def understand_all(
    folder: Path,
    files: Sequence[DroppedFile],
    settings: Settings,
    register: Register,
    failures: list[Failure],
    watch: Progress,
    *,
    memory: NameMemory | None = None,
    instead: Mapping[str, Path] = MappingProxyType({}),
) -> list[Understood]:
    """The files that can be read, each with its release; the others go to ``failures``.

    With a ``memory`` the model is asked only for texts that are new to it. ``instead`` names, by source, files that
    are read from another place than the folder.

    Raises:
        ModelError: the configured language model cannot be loaded.
        MemoryFaultError: what the model saw cannot be remembered.
    """
    watch.start("Lesen", len(files))
    parsed: list[Understood] = []

    def read(crew: Crew, file: DroppedFile) -> Answer[Release]:
        path = instead.get(file.source, folder / file.source)
        within = None if file.source in instead else folder
        return crew.submit(read_release, path, source=file.source, settings=settings, within=within)

    with readers(settings.run, files=len(files)) as crew:
        for file, answer in in_order(partial(read, crew), files, ahead=crew.ahead):
            release = _guarded(file.source, failures, answer.result)
            if release is not None:
                parsed.append(Understood(file, _with_pictures(release, file, folder, settings)))
            watch.advance()
    watch.start("Personen und Organisationen finden", len(parsed))
    return _named(parsed, settings, register, failures, watch, memory or NoMemory()) if parsed else []


def _named(
    parsed: Sequence[Understood],
    settings: Settings,
    register: Register,
    failures: list[Failure],
    watch: Progress,
    memory: NameMemory,
) -> list[Understood]:
    """The releases with the names in them.

    What the model sees may come from elsewhere; the rules and what is remembered stay here, and go on meanwhile. They
    take a twentieth of the model's time, and so keep pace with twenty who ask it.
    """
    model = settings.extract.model
    names = Names(memory, extract.fingerprint(model))
    letters = names.count_unknown((asked_of(item.release) for item in parsed), enough=worth_counting(settings.run))
    found: list[Understood] = []
    with askers(settings.run, model=model, mark=names.mark, characters=letters) as crew:

        def ask(item: Understood) -> Asked:
            return names.ask(
                asked_of(item.release), by=lambda new: crew.submit(extract.names_in, model, names.mark, new)
            )

        for item, asked in in_order(ask, parsed, ahead=crew.ahead):
            release = _guarded(item.file.source, failures, _extracted, item.release, asked.spot, register)
            if release is not None:
                found.append(replace(item, release=release))
            watch.advance()
    return found


def understand(
    path: Path, *, settings: Settings, register: Register = EMPTY_REGISTER, language: str | None = None
) -> Release:
    """What is understood of one file: read, parsed and extracted, nothing remembered or published.

    ``language`` is the one that is expected, if it is not that of the releases.

    Raises:
        ReleaseError: the file cannot be handled.
        ModelError: the configured language model cannot be loaded.
    """
    spot = extract.spotter(extract.load_model(settings.extract.model))
    release = read_release(path, source=path.name, settings=settings, language=language)
    return find_names(release, spot=spot, register=register)


def find_names(release: Release, *, spot: Spotter, register: Register = EMPTY_REGISTER) -> Release:
    """A parsed release with the people, organisations, places and speakers in it.

    Raises:
        ReleaseError: the extraction broke off.
    """
    return _told(release.source, _extracted, release, spot, register)


def _with_pictures(release: Release, file: DroppedFile, folder: Path, settings: Settings) -> Release:
    """The release with the pictures that lie beside its file; its first free caption is theirs."""
    if not file.pictures:
        return release
    # Parsing is a helper's work; here most runs do without it.
    from pipeline.parse import with_caption

    taken = {picture.caption for picture in release.pictures}
    free = [caption.text for caption in release.captions if caption.text not in taken]
    pictures, warnings = list(release.pictures), list(release.warnings)
    for source in file.pictures:
        path = folder / source
        try:
            data = bytes_of(path, max_mb=settings.limits.max_file_mb, within=folder)
        except OpeningError as error:
            message = f"Das Bild „{source}“ lässt sich nicht lesen und fehlt darum: {error.reason}"
            warnings.append(ReleaseWarning("picture-unreadable", message))
            continue
        kind = PICTURE_TYPES[path.suffix.lower()]
        pictures.append(with_caption(Picture(path.name, kind, data), free.pop(0) if free else None))
    return replace(release, pictures=tuple(pictures), warnings=tuple(warnings))


def _extracted(release: Release, spot: Spotter, register: Register) -> Release:
    return next(iter(extract.extract_all([release], spot=spot, register=register)))


def _guarded(
    source: str,
    failures: list[Failure],
    stage: Callable[_Arguments, Release],
    *args: _Arguments.args,
    **kwargs: _Arguments.kwargs,
) -> Release | None:
    """A stage's result, or ``None`` and a failure on the list: one file never stops the others."""
    try:
        return _told(source, stage, *args, **kwargs)
    except ReleaseError as error:
        failures.append(Failure(source, error.reason, error.remedy))
    return None


def _told(
    source: str, stage: Callable[_Arguments, Release], *args: _Arguments.args, **kwargs: _Arguments.kwargs
) -> Release:
    """A stage's result; whatever goes wrong in it becomes a ``ReleaseError`` that says what to do."""
    try:
        return stage(*args, **kwargs)
    except (ReleaseError, ModelError, MemoryFaultError):
        raise
    except LostError as error:
        raise ReleaseError(source, error.reason, error.remedy) from error
    except Exception as error:  # the border at which our own mistakes must not stop the other files
        _LOG.debug("unexpected failure in %s", source, exc_info=True)
        raise ReleaseError(
            source,
            f"Unerwarteter Fehler im Programm ({type(error).__name__}: {error}).",
            "Bitte die Datei in einem anderen Format speichern und den Fehler mit der Datei melden.",
        ) from error
