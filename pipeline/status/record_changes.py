"""What differs between two records of one release (../shared/contract/release.schema.json), text by text."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A text that differs: what it is, in German, and what it was and is; empty where there was or is none."""

    what: str
    old: str
    new: str


def record_changes(before: Record, after: Record) -> tuple[Change, ...]:
    """What differs, in the order in which a reader meets it."""
    return tuple(
        Change(what, old, new) for what, texts in _TEXTS.items() for old, new in _differing(texts(before), texts(after))
    )


def _one(key: str) -> Callable[[Record], list[str]]:
    return lambda record: [str(record[key])] if record.get(key) else []


def _all(key: str, part: str | None = None) -> Callable[[Record], list[str]]:
    return lambda record: [str(item[part] if part else item) for item in record.get(key, ())]


def _dateline(record: Record) -> list[str]:
    found = record.get("dateline") or {}
    return [", ".join(part for part in (found.get("place"), found.get("date")) if part)]


def _quotes(record: Record) -> list[str]:
    return [f"{item['speaker'] or 'Sprecher unklar'}: {item['text']}" for item in record.get("quotes", ())]


_TEXTS: Mapping[str, Callable[[Record], list[str]]] = {
    "Dachzeile": _one("kicker"),
    "Überschrift": _one("headline"),
    "Unterzeile": _one("subheadline"),
    "Ort, Datum": _dateline,
    "Sperrfrist": _one("embargo"),
    "Absatz": _all("paragraphs"),
    "Zwischentitel": _all("subheads", "text"),
    "Zitat": _quotes,
    "Bildtext": _all("captions"),
    "Person": _all("people", "name"),
    "Organisation": _all("organisations", "name"),
    "Über …": _all("boilerplates", "text"),
    "Schlagwort": _all("tags"),
}


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of what was and is in the same place; what only came or went is paired with nothing."""
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, old_start, old_end, new_start, new_end in blocks:
        if kind != "equal":
            old, new = before[old_start:old_end], after[new_start:new_end]
            length = max(len(old), len(new))
            for index in range(length):
                yield old[index] if index < len(old) else "", new[index] if index < len(new) else ""
