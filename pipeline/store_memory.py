"""The translation memory in the state file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from pipeline.memory import HUMAN, Entry

SCHEMA = """
CREATE TABLE memory (
    source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL, context TEXT NOT NULL,
    translation TEXT NOT NULL, date TEXT NOT NULL, confidential INTEGER NOT NULL,
    PRIMARY KEY (source, target, text, origin, context)
) WITHOUT ROWID;
"""
# Whether an old entry came from a release under embargo is not known; the next public draft with it tells.
FROM_PLAIN_PAIRS = f"""
ALTER TABLE memory RENAME TO plain_memory;
{SCHEMA}
INSERT INTO memory SELECT source, target, text, origin, '', translation, '', 1 FROM plain_memory;
DROP TABLE plain_memory;
"""
_COLUMNS = "source, target, text, translation, origin, context, date, confidential"
# A person's words first, then the latest; the rest only makes the order certain.
_ORDER = f"origin <> '{HUMAN}', date DESC, origin, context"


class StoredMemory:
    """Remembered segments in the table ``memory`` of an open state file."""

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
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(
                f"INSERT OR REPLACE INTO memory ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_row, entries)
            )
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk ends it by itself
                self._connection.execute("ROLLBACK")
            raise

    def entries(self, *, source: str, target: str) -> Iterator[Entry]:
        """Every entry of two languages, in a fixed order."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM memory WHERE source = ? AND target = ? ORDER BY text, {_ORDER}", (source, target)
        )
        return map(_entry, rows)

    def languages(self) -> tuple[tuple[str, str], ...]:
        """The pairs of languages, source and target, that there are entries of, sorted."""
        return tuple(self._connection.execute("SELECT DISTINCT source, target FROM memory ORDER BY source, target"))


def _entry(row: tuple[str, str, str, str, str, str, str, int]) -> Entry:
    return Entry(*row[:7], confidential=bool(row[7]))


def _row(entry: Entry) -> tuple[str, str, str, str, str, str, str, bool]:
    return (
        entry.source,
        entry.target,
        entry.text,
        entry.translation,
        entry.origin,
        entry.context,
        entry.date,
        entry.confidential,
    )
