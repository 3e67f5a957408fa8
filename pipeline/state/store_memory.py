"""The translation memory in the state file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields

from pipeline.memory import HUMAN, Entry

_PLAIN_SCHEMA = """
CREATE TABLE memory (
    source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL, context TEXT NOT NULL,
    translation TEXT NOT NULL, date TEXT NOT NULL, confidential INTEGER NOT NULL,
    PRIMARY KEY (source, target, text, origin, context)
) WITHOUT ROWID;
"""
# Whether an old entry came from a release under embargo is not known; the next public draft with it tells.
FROM_PLAIN_PAIRS = f"""
ALTER TABLE memory RENAME TO plain_memory;
{_PLAIN_SCHEMA}
INSERT INTO memory SELECT source, target, text, origin, '', translation, '', 1 FROM plain_memory;
DROP TABLE plain_memory;
"""
WITH_AUTHORS_AND_FILES = """
ALTER TABLE memory ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE memory ADD COLUMN created TEXT NOT NULL DEFAULT '';
ALTER TABLE memory ADD COLUMN creator TEXT NOT NULL DEFAULT '';
ALTER TABLE memory ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE TABLE loaded (file TEXT PRIMARY KEY) WITHOUT ROWID;
"""
SCHEMA = _PLAIN_SCHEMA + WITH_AUTHORS_AND_FILES
_FIELDS = tuple(field.name for field in fields(Entry))
_COLUMNS = ", ".join(_FIELDS)
_VALUES = f"({_COLUMNS}) VALUES ({', '.join('?' * len(_FIELDS))})"
# Of two entries of one segment, origin and context the later; one without a date is later than none.
_LATER = (
    f"INSERT INTO memory {_VALUES} ON CONFLICT DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _FIELDS)
    + " WHERE excluded.date > memory.date"
)
# A person's words first, then the latest; the rest only makes the order certain.
_ORDER = f"origin <> '{HUMAN}', date DESC, origin, context"


class StoredMemory:
    """Remembered segments in the table ``memory`` of an open state file, and in ``loaded`` the files they came from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def recall(self, text: str, *, source: str, target: str) -> tuple[Entry, ...]:
        """All that is known of a segment: what people wrote first, then by date, the latest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM memory WHERE source = ? AND target = ? AND text = ? ORDER BY {_ORDER}",
            (source, target, text),
        )
        return tuple(map(_entry, rows))

    def remember(self, entries: Iterable[Entry]) -> None:
        """Keep entries, all or none, on disk before returning."""
        with self._at_once():
            self._connection.executemany(f"INSERT OR REPLACE INTO memory {_VALUES}", map(_row, entries))

    def load(self, entries: Iterable[Entry], *, file: str) -> int:
        """Keep the entries of a file and that it was loaded, all or none; how many are new or later than what was.

        ``file`` is what the file is known by. What is remembered of the same segment, origin and context stays
        unless the file has a later date for it.
        """
        with self._at_once():
            before = self._connection.total_changes
            self._connection.executemany(_LATER, map(_row, entries))
            changed = self._connection.total_changes - before
            self._connection.execute("INSERT OR IGNORE INTO loaded VALUES (?)", (file,))
        return changed

    def has_loaded(self, file: str) -> bool:
        """Whether the file that is known so was loaded."""
        return self._connection.execute("SELECT 1 FROM loaded WHERE file = ?", (file,)).fetchone() is not None

    def entries(self, *, source: str, target: str) -> Iterator[Entry]:
        """Every entry of two languages, in a fixed order."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM memory WHERE source = ? AND target = ? ORDER BY text, {_ORDER}", (source, target)
        )
        return map(_entry, rows)

    def languages(self) -> tuple[tuple[str, str], ...]:
        """The pairs of languages, source and target, that there are entries of, sorted."""
        return tuple(self._connection.execute("SELECT DISTINCT source, target FROM memory ORDER BY source, target"))

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk ends it by itself
                self._connection.execute("ROLLBACK")
            raise


def _entry(row: tuple[str | int, ...]) -> Entry:
    values = dict(zip(_FIELDS, row, strict=True))
    return Entry(**values | {"confidential": bool(values["confidential"])})  # type: ignore[arg-type]


def _row(entry: Entry) -> tuple[str | bool, ...]:
    return tuple(getattr(entry, name) for name in _FIELDS)
