"""The shelf of finished publications, and what is remembered of the output, in the state file."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple

from pipeline.state.shelf import Label, Parcel
from pipeline.summary import as_json

# An older shelf is of another make; nothing on it is anybody's work.
ANEW = """
DROP TABLE IF EXISTS shelf; DROP TABLE IF EXISTS whole; DROP TABLE IF EXISTS made;
DROP TRIGGER IF EXISTS said; DROP TRIGGER IF EXISTS unsaid;
"""
SCHEMA = """
CREATE TABLE IF NOT EXISTS shelf (
    source TEXT PRIMARY KEY, key TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, original TEXT, until TEXT,
    summary TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS whole (source TEXT PRIMARY KEY, publication BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS picture (sha256 BLOB PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS pictured (
    source TEXT NOT NULL, sha256 BLOB NOT NULL, PRIMARY KEY (source, sha256)
) WITHOUT ROWID;
-- What people say of a segment is in every draft that has it: with another word of theirs it is of no use any more.
CREATE TABLE IF NOT EXISTS segment (
    text TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (text, source)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS said BEFORE INSERT ON memory WHEN NEW.origin = 'human' AND (
    NOT EXISTS (SELECT 1 FROM memory WHERE source = NEW.source AND target = NEW.target AND text = NEW.text
        AND origin = 'human')
    OR EXISTS (SELECT 1 FROM memory WHERE source = NEW.source AND target = NEW.target AND text = NEW.text
        AND origin = 'human' AND translation <> NEW.translation))
BEGIN DELETE FROM shelf WHERE source IN (SELECT source FROM segment WHERE text = NEW.text); END;
CREATE TRIGGER IF NOT EXISTS unsaid AFTER DELETE ON memory WHEN OLD.origin = 'human'
BEGIN DELETE FROM shelf WHERE source IN (SELECT source FROM segment WHERE text = OLD.text); END;
CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, inputs TEXT NOT NULL, files TEXT NOT NULL) WITHOUT ROWID;
"""


class StoredShelf:
    """Publications by their source in an open state file, their pictures by SHA-256."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def labels(self) -> dict[str, Label]:
        """What is known of all that lies there, by source."""
        rows = self._connection.execute("SELECT source, key, id, content, original, until FROM shelf")
        return {row[0]: Label(*row) for row in rows}

    def summaries(self) -> Iterator[tuple[str, str]]:
        """The summaries as JSON, by source."""
        return iter(self._connection.execute("SELECT source, summary FROM shelf"))

    def whole(self, source: str) -> bytes:
        """One publication, packed; a ``KeyError`` if there is none."""
        row = self._connection.execute("SELECT publication FROM whole WHERE source = ?", (source,)).fetchone()
        if row is None:
            raise KeyError(source)
        return bytes(row[0])

    def picture(self, sha256: bytes) -> bytes:
        """A picture; a ``KeyError`` if there is none."""
        row = self._connection.execute("SELECT data FROM picture WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return bytes(row[0])

    def put(self, parcels: Iterable[Parcel], *, keep: Collection[str]) -> None:
        """Put publications by, and clear away all others but those whose source is to be kept; none is put by anew.

        The caller's transaction makes it all or nothing.
        """
        run = self._connection
        gone = [(source,) for (source,) in run.execute("SELECT source FROM whole") if source not in keep]
        for table in ("shelf", "whole", "pictured", "segment"):
            run.executemany(f"DELETE FROM {table} WHERE source = ?", gone)
        for parcel in parcels:
            label = parcel.label
            run.execute(
                "INSERT OR REPLACE INTO shelf VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*astuple(label), as_json(parcel.summary)),
            )
            run.execute("INSERT OR REPLACE INTO whole VALUES (?, ?)", (label.source, parcel.whole))
            run.executemany("INSERT OR IGNORE INTO picture VALUES (?, ?)", parcel.pictures.items())
            run.executemany("INSERT INTO pictured VALUES (?, ?)", [(label.source, name) for name in parcel.pictures])
            run.executemany("INSERT INTO segment VALUES (?, ?)", [(text, label.source) for text in parcel.segments])
        if gone:
            run.execute("DELETE FROM picture WHERE sha256 NOT IN (SELECT sha256 FROM pictured)")

    def made(self) -> Iterator[tuple[str, str, str]]:
        """Of every group of output files its key, the digest of its inputs, and its files as JSON."""
        return iter(self._connection.execute("SELECT key, inputs, files FROM made"))

    def put_made(self, rows: Iterable[tuple[str, str, str]], *, gone: Iterable[str]) -> None:
        """Remember groups of output files, and forget others by their keys."""
        self._connection.executemany("DELETE FROM made WHERE key = ?", [(key,) for key in gone])
        self._connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
