"""What is known of one file, stage by stage: what was understood, where each part came from and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.catalogue import Failure, Publication
from pipeline.config import Settings
from pipeline.intake.inbox import DroppedFile, list_inbox
from pipeline.intake.name_memory import NameMemory, remembered
from pipeline.intake.understanding import find_names, read_release
from pipeline.memory import Entry, Memory
from pipeline.model import Location, Release, ReleaseError
from pipeline.publish import data_record
from pipeline.register_file import load_register
from pipeline.state.last_run import LastRun, ReleaseState
from pipeline.state.store import Store
from pipeline.status.record_changes import Change, record_changes
from pipeline.translate import Answer, Translators, units_of


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the release in another language: whose its segments are.

    ``origins`` count segments by origin (``human``, a translator's name, empty for none) and the day it was made, in
    ISO 8601.
    """

    at: Location
    origins: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of it. ``asked`` is the file that was asked for; ``file`` the release it belongs to, if there is one.

    ``release`` is ``None`` if the file cannot be read; ``state`` what the last run made of it; ``remembered_names``
    whether the model had seen all its texts before; ``files`` are paths in the output with their language, if any.
    """

    asked: str
    file: DroppedFile | None
    release: Release | None
    state: ReleaseState | None
    failures: tuple[Failure, ...] = ()
    remembered_names: bool = False
    parts: Mapping[str, tuple[Part, ...]] | None = None
    changes: tuple[Change, ...] | None = None
    files: tuple[str, ...] = ()


def explain(
    source: str,
    *,
    releases: Path,
    settings: Settings,
    store: Store | None,
    run: LastRun | None,
    published: Mapping[str, Any] | None,
    now: datetime,
    listed: Iterable[str],
) -> Explanation:
    """What is known of the file ``source`` (below the folder, with ``/``).

    ``published`` is its record in the output, if it has one, ``listed`` all paths of ours there. No translator is
    asked and nothing is remembered.

    Raises:
        OSError: the folder cannot be read.
        TomlError: the register cannot be used.
        ModelError: the model cannot be loaded.
        MemoryFaultError: what is remembered cannot be read.
    """
    inbox = list_inbox(releases, targets=settings.languages.targets, source_language=settings.languages.source)
    file = next((item for item in inbox.files if source in _sources(item)), None)
    failures = [failure for failure in inbox.failures if failure.source == source]
    name = file.source if file else source
    state = state_of(run, name)
    if file is None:
        return Explanation(source, None, None, state, tuple(failures), files=_files(state, listed))
    try:
        release, known = _understood(releases / name, name, settings, releases, store)
    except ReleaseError as error:
        failures.append(Failure(error.source, error.reason, error.remedy))
        return Explanation(source, file, None, state, tuple(failures), files=_files(state, listed))
    written = {language for language, _ in file.texts}
    missing = [target for target in settings.languages.targets if target not in written]
    return Explanation(
        source,
        file,
        release,
        state,
        tuple(failures),
        remembered_names=known,
        parts={target: _parts(release, target, store.memory) for target in missing} if store else None,
        changes=record_changes(published, _record(release, now)) if published else None,
        files=_files(state, listed),
    )


def state_of(run: LastRun | None, source: str) -> ReleaseState | None:
    """What the last run made of a release; one that is published comes before one of the same name that was."""
    found = [item for item in run.releases if item.source == source] if run else []
    return min(found, key=lambda item: item.state == "withdrawn", default=None)


class Recalling:
    """The names that are remembered, and whether all were; new ones are not kept."""

    def __init__(self, memory: NameMemory | None) -> None:
        self._memory = memory
        self.knew_all = memory is not None

    def recall_names(self, model: str, text: str) -> tuple[tuple[int, int, str], ...] | None:
        """What is remembered of a text, if anything can be."""
        return self._memory.recall_names(model, text) if self._memory else None

    def remember_names(self, model: str, found: Mapping[str, Iterable[tuple[int, int, str]]]) -> None:
        """Note that something was new."""
        self.knew_all = False


def _understood(
    path: Path, source: str, settings: Settings, releases: Path, store: Store | None
) -> tuple[Release, bool]:
    """The release in a file, and whether its names were remembered."""
    memory = Recalling(store)
    parsed = read_release(path, source=source, settings=settings)
    spot = remembered(settings.extract.model, memory)
    return find_names(parsed, spot=spot, register=load_register(releases)), memory.knew_all


def _parts(release: Release, target: str, memory: Memory) -> tuple[Part, ...]:
    """Whose the segments of a draft are, text by text; only memory is asked, and nothing in it changes."""
    if target == release.language:
        return ()
    units = units_of(release, target=target)
    answers = Translators.offline(memory).local_only().answer(units, source=release.language, target=target)
    places: dict[Location, Counter[tuple[str, str]]] = {}
    for unit in units:
        answer = answers[unit]
        origin, day = ("", "")
        if isinstance(answer, Answer):
            entries = memory.recall(unit.text, source=release.language, target=target)
            origin, day = answer.origin, _day(answer, entries)
        places.setdefault(unit.at, Counter())[origin, day] += 1
    return tuple(Part(at, tuple((*key, count) for key, count in found.items())) for at, found in places.items())


def _day(answer: Answer, entries: Sequence[Entry]) -> str:
    """The day on which an answer was made, or nothing if it is not known."""
    same = [entry for entry in entries if entry.origin == answer.origin]
    exact = [entry for entry in same if entry.translation == answer.text]
    return (exact or same)[0].date[:10] if same else ""


def _record(release: Release, now: datetime) -> dict[str, Any]:
    """The record of a release's own texts; ids and moments are nobody's concern here."""
    return data_record(Publication("", "", now, now, release))


def _sources(file: DroppedFile) -> set[str]:
    return {file.source, *(path for _, path in file.texts), *file.pictures}


def _files(state: ReleaseState | None, listed: Iterable[str]) -> tuple[str, ...]:
    """The paths in the output that belong to a release by its slug."""
    if state is None or not state.slug:
        return ()
    return tuple(sorted(path for path in listed if _is_of(path.rpartition("/")[2], state.slug)))


def _is_of(name: str, slug: str) -> bool:
    stem, rest = name[: len(slug)], name[len(slug) :]
    # A picture carries its number: slug-1.jpg. Another release's slug may end so too, but has no such name.
    picture = rest[1:].partition(".")[0].isdigit() and name.endswith((".jpg", ".png", ".webp", ".gif"))
    return stem == slug and (rest.startswith(".") or (rest.startswith("-") and picture))
