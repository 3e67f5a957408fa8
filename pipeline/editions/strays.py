"""Texts that a renamed release has left behind, brought back to it by what is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.intake.inbox import Stray
from pipeline.intake.understanding import Understood
from pipeline.model import ReleaseWarning
from pipeline.state.identity import Record


@dataclass(frozen=True, slots=True)
class Reunion:
    """The releases with the texts that are theirs, which of the strays those are, and what is told.

    ``notes`` are by the release's source and the text's language.
    """

    items: tuple[Understood, ...]
    taken: frozenset[str]
    notes: Mapping[str, Mapping[str, ReleaseWarning]]


def reunite(
    items: Sequence[Understood],
    strays: Iterable[Stray],
    found: Mapping[str, Record],
    known: Iterable[Record],
    *,
    folder: Path,
) -> Reunion:
    """Give each stray to the release that it was a text of: by its content, or by the name that the release had.

    ``found`` are the records of ``items`` now, ``known`` all as they were before this run. A release that has a text in
    that language keeps its own; a stray that may belong to two stays one.
    """
    by_digest = {stray: _digest(folder / stray.path) for stray in strays}
    before = {record.id: record for record in known}
    owners: dict[Stray, list[Understood]] = {stray: [] for stray in by_digest}
    for item in items:
        record = found[item.release.source]
        old = before.get(record.id)
        formerly = str(PurePosixPath(old.source).with_suffix("")) if old is not None and old.source else None
        has = {language for language, _ in item.file.texts}
        for stray, digest in by_digest.items():
            is_the_same = any((text.language, text.digest) == (stray.language, digest) for text in record.approved)
            if stray.language not in has and (is_the_same or stray.name == formerly):
                owners[stray].append(item)
    texts: dict[str, dict[str, str]] = {}
    for stray, claimed in owners.items():
        if len(claimed) == 1:
            texts.setdefault(claimed[0].file.source, {}).setdefault(stray.language, stray.path)
    return Reunion(
        items=tuple(_with_texts(item, texts.get(item.file.source, {})) for item in items),
        taken=frozenset(path for of_one in texts.values() for path in of_one.values()),
        notes={
            source: {language: _note(source, language, path) for language, path in of_one.items()}
            for source, of_one in texts.items()
        },
    )


def _with_texts(item: Understood, texts: Mapping[str, str]) -> Understood:
    return replace(item, file=replace(item.file, texts=(*item.file.texts, *texts.items()))) if texts else item


def _note(source: str, language: str, path: str) -> ReleaseWarning:
    right = f"{PurePosixPath(source).with_suffix('')}.{language}{PurePosixPath(path).suffix}"
    message = f"„{path}“ heißt noch, wie die Meldung früher hieß, und gilt weiter. Bitte umbenennen in „{right}“."
    return ReleaseWarning("edition-misnamed", message)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
