"""Which releases of a run are as they were in the last one, and what is put by of the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.glossary import Glossary
from pipeline.intake.folder import Signature, is_settled
from pipeline.intake.inbox import DroppedFile
from pipeline.model import Status
from pipeline.register import Register
from pipeline.state.footprint import code_footprint
from pipeline.state.identity import content_digest
from pipeline.state.shelf import Label, Parcel, pack
from pipeline.summary import Summary
from pipeline.translate import segments_of

# Doubts that the clock alone can end.
_PASSING = frozenset({"date-in-future"})


@dataclass(frozen=True, slots=True)
class Key:
    """What a release's publication depends on, as a digest; it may be relied on later only if ``is_settled``."""

    digest: str
    is_settled: bool


def base_of(settings: Settings, register: Register, glossary: Glossary, *, model: str, is_asking: bool) -> str:
    """A digest of what all publications depend on: the program, its settings, register, glossary and language model.

    ``model`` is its fingerprint, ``is_asking`` says whether a translator can be asked for what the memory lacks.
    """
    pictures = [hashlib.sha256(entry.picture.data).hexdigest() for entry in register.entries if entry.picture]
    parts = (code_footprint(), settings, register, glossary, pictures, model, is_asking)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def keys_of(
    files: Iterable[DroppedFile], signatures: Mapping[str, Signature], *, base: str, now_ns: int
) -> dict[str, Key]:
    """The key of every dropped file with its texts and pictures; ``now_ns`` is the clock in nanoseconds since 1970."""
    keys = {}
    for file in files:
        paths = (file.source, *(path for _, path in file.texts), *file.pictures)
        states = [signatures[path] for path in paths if path in signatures]
        if len(states) < len(paths):
            continue
        digest = hashlib.sha256(repr((base, file, states)).encode("utf-8", "surrogatepass")).hexdigest()
        keys[file.source] = Key(digest, is_settled(states, now_ns=now_ns))
    return keys


def holds(label: Label | None, key: Key, *, now: datetime) -> bool:
    """Whether what lies on the shelf under a label is what a release with this key becomes at the moment ``now``."""
    return (
        label is not None
        and label.key == key.digest
        and key.is_settled
        and (label.until is None or datetime.fromisoformat(label.until) <= now)
    )


def parcels_of(
    publications: Iterable[tuple[Publication, Summary]],
    keys: Mapping[str, Key],
    copies: Mapping[str, str],
    *,
    is_asking: bool,
) -> Iterator[Parcel]:
    """The publications that will be the same again while their keys are, ready to be put by."""
    for publication, summary in publications:
        source = publication.release.source
        if source not in keys or not keys[source].is_settled or _may_change(publication, is_asking=is_asking):
            continue
        whole, pictures = pack(publication)
        label = Label(
            source=source,
            key=keys[source].digest,
            id=publication.id,
            content=content_digest(publication.release),
            original=copies.get(source),
            until=embargo.until.isoformat() if (embargo := publication.release.embargo) and embargo.until else None,
        )
        yield Parcel(label, whole, summary, pictures, segments_of(publication.release))


def _may_change(publication: Publication, *, is_asking: bool) -> bool:
    """Whether time alone, or a translator that answers again, may make another publication of the same files."""
    if any(edition.until is not None for edition in publication.editions):
        return True
    waits = any(edition.status is Status.PENDING for edition in publication.editions)
    return (waits and is_asking) or any(warning.code in _PASSING for warning in publication.release.warnings)
