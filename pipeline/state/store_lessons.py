"""What people's texts taught the translation memory, and which text taught it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

from pipeline.memory import HUMAN, Entry, Teaching

SCHEMA = """
CREATE TABLE taught (
    teacher TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL,
    translation TEXT NOT NULL, date TEXT NOT NULL, confidential INTEGER NOT NULL,
    PRIMARY KEY (teacher, source, target, text, context)
) WITHOUT ROWID;
CREATE INDEX taught_segment ON taught (source, target, text, context);
CREATE TABLE lesson (
    teacher TEXT NOT NULL, target TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
    confidential INTEGER NOT NULL,
    PRIMARY KEY (teacher, target)
) WITHOUT ROWID;
"""
_Segment = tuple[str, str, str, str]


class StoredLessons:
    """The tables ``taught`` and ``lesson`` of an open state file, and what follows from them for ``memory``.

    Of one segment in one context the latest wording counts, whoever taught it. A text that is corrected takes back
    all that it taught before: a wording that stands nowhere any more does not come back.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def learnt(self) -> dict[tuple[str, str], tuple[str, str, bool]]:
        """By teacher and language the digest of the text that was learnt from last, the original's content, and
        whether it was withheld.
        """
        rows = self._connection.execute("SELECT teacher, target, digest, content, confidential FROM lesson")
        return {(row[0], row[1]): (row[2], row[3], bool(row[4])) for row in rows}

    def learn(self, teachings: Iterable[Teaching]) -> None:
        """Learn from texts in the place of what they taught before, from all or from none."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            with closing(self._connection.cursor()) as cursor:
                for teaching in teachings:
                    _learn(cursor, teaching)
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise


def _learn(cursor: sqlite3.Cursor, teaching: Teaching) -> None:
    before: dict[_Segment, tuple[str, str]] = {}
    for teacher in (teaching.teacher, *teaching.formerly):
        rows = cursor.execute(
            "SELECT source, target, text, context, translation, date FROM taught WHERE teacher = ? AND target = ?",
            (teacher, teaching.target),
        )
        before.update({(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in rows.fetchall()})
        for table in ("taught", "lesson"):
            cursor.execute(f"DELETE FROM {table} WHERE teacher = ? AND target = ?", (teacher, teaching.target))
    cursor.executemany(
        "INSERT OR REPLACE INTO taught VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (teaching.teacher, *_segment(entry), entry.translation, _since(entry, before), entry.confidential)
            for entry in teaching.entries
        ],
    )
    for segment in {*before, *map(_segment, teaching.entries)}:
        _bring_up_to_date(cursor, segment, before[segment][0] if segment in before else None)
    cursor.execute(
        "INSERT INTO lesson VALUES (?, ?, ?, ?, ?)",
        (teaching.teacher, teaching.target, teaching.digest, teaching.content, teaching.confidential),
    )


def _since(entry: Entry, before: Mapping[_Segment, tuple[str, str]]) -> str:
    """When a wording was new: one that she left as it was has not become the latest by what she changed elsewhere."""
    translation, date = before.get(_segment(entry), ("", ""))
    return date if translation == entry.translation else entry.date


def _bring_up_to_date(cursor: sqlite3.Cursor, segment: _Segment, before: str | None) -> None:
    """Have the memory hold the latest wording of a segment; none, if nobody teaches one any more."""
    latest = cursor.execute(
        "SELECT translation, date, MIN(confidential) OVER () FROM taught "
        "WHERE source = ? AND target = ? AND text = ? AND context = ? ORDER BY date DESC, teacher LIMIT 1",
        segment,
    ).fetchone()
    if latest is not None:
        cursor.execute(
            "INSERT OR REPLACE INTO memory (source, target, text, context, origin, translation, date, confidential) "
            f"VALUES (?, ?, ?, ?, '{HUMAN}', ?, ?, ?)",
            (*segment, *latest),
        )
    elif before is not None:
        # What somebody else put there, from an agency's file, is not ours to take away.
        cursor.execute(
            "DELETE FROM memory WHERE source = ? AND target = ? AND text = ? AND context = ? "
            f"AND origin = '{HUMAN}' AND translation = ?",
            (*segment, before),
        )


def _segment(entry: Entry) -> _Segment:
    return entry.source, entry.target, entry.text, entry.context
