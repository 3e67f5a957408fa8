"""What must be remembered between runs: permanent ids, when things changed, translations, and what a model saw.

One SQLite file in the state folder, never inside ``output/``. Nothing in it is a person's work: if it is
lost, ids are recovered from the output, drafts are asked again and the model is.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from pipeline import store_memory
from pipeline.identity import ApprovedText, Record
from pipeline.store_memory import StoredMemory

_LOG = logging.getLogger(__name__)
_VERSION = 4
_SCHEMA = """
CREATE TABLE release (
    id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    digest TEXT NOT NULL, content TEXT NOT NULL, sketch TEXT NOT NULL,
    first_seen TEXT NOT NULL, updated TEXT,
    published TEXT, languages TEXT NOT NULL DEFAULT '[]', withdrawn TEXT, correction TEXT, corrected TEXT
) WITHOUT ROWID;
CREATE TABLE approved (
    id TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (id, language)
) WITHOUT ROWID;
"""
_SPOTTED = """
CREATE TABLE spotted (
    model TEXT NOT NULL, text BLOB NOT NULL, names TEXT NOT NULL,
    PRIMARY KEY (model, text)
) WITHOUT ROWID;
"""
_SCHEMA += _SPOTTED + store_memory.SCHEMA
# What brings the file of an older version up to the next one.
_STEPS = {
    1: """
ALTER TABLE release ADD COLUMN published TEXT;
ALTER TABLE release ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE release ADD COLUMN withdrawn TEXT;
ALTER TABLE release ADD COLUMN correction TEXT;
ALTER TABLE release ADD COLUMN corrected TEXT;
""",
    2: _SPOTTED,
    3: store_memory.FROM_PLAIN_PAIRS,
}
_COLUMNS = (
    "id, slug, source, digest, content, sketch, first_seen, updated, "
    "published, languages, withdrawn, correction, corrected"
)


class StoreError(Exception):
    """The state folder cannot be used; the message is German and names the folder and the remedy."""


class Store:
    """The state of one press desk, with the translation ``memory`` in it.

    A segment is on disk as soon as ``memory.remember`` returns, so that a killed run loses nothing it paid for;
    records are written together by ``save``.
    """

    def __init__(self, connection: sqlite3.Connection, lock: sqlite3.Connection, *, fresh: bool) -> None:
        self._connection = connection
        self._lock = lock
        self.fresh = fresh
        self.memory = StoredMemory(connection)

    @classmethod
    def open(cls, path: Path, *, wait_s: float = 10.0) -> Store:
        """The store in a file, made if it is not there. A damaged file is set aside, not deleted.

        One run at a time has it; the next waits ``wait_s`` seconds for its turn.

        Raises:
            StoreError: another run has it, the file cannot be made, or a newer version wrote it.
        """
        try:
            # What is withheld stands in it too: nobody else's business on a machine of several.
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = _locked(path, wait_s)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        try:
            return cls._opened(path, lock)
        except BaseException:
            lock.close()
            raise

    @classmethod
    def _opened(cls, path: Path, lock: sqlite3.Connection) -> Store:
        try:
            try:
                return cls._connect(path, lock)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                aside = _free_name(path)
                path.rename(aside)
                _LOG.warning("Der Zwischenstand %s war beschädigt und liegt jetzt als %s daneben.", path, aside.name)
                return cls._connect(path, lock)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error

    @classmethod
    def _connect(cls, path: Path, lock: sqlite3.Connection) -> Store:
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise StoreError(
                    f"{path}: Der Zwischenstand stammt von einer neueren Version. "
                    "Bitte das Programm aktualisieren oder mit --state einen anderen Ordner nennen."
                )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            steps = _SCHEMA if version == 0 else "".join(_STEPS[number] for number in range(version, _VERSION))
            if steps:
                connection.executescript(f"BEGIN; {steps} PRAGMA user_version = {_VERSION}; COMMIT;")
        except BaseException:
            connection.close()
            raise
        return cls(connection, lock, fresh=version == 0)

    def close(self) -> None:
        """Release the file; closing twice does no harm."""
        self._connection.close()
        self._lock.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def recall_names(self, model: str, text: str) -> tuple[tuple[int, int, str], ...] | None:
        """The names that a model saw in a text (start, end, label), or ``None`` if it was not asked."""
        found = self._connection.execute(
            "SELECT names FROM spotted WHERE model = ? AND text = ?", (model, _digest(text))
        ).fetchone()
        return None if found is None else tuple((start, end, label) for start, end, label in json.loads(found[0]))

    def remember_names(self, model: str, found: Mapping[str, Iterable[tuple[int, int, str]]]) -> None:
        """Keep what a model saw in texts, all or none; what another model saw is dropped."""
        rows = [(model, _digest(text), json.dumps(list(names))) for text, names in found.items()]
        with self._at_once():
            self._connection.execute("DELETE FROM spotted WHERE model <> ?", (model,))
            self._connection.executemany("INSERT OR REPLACE INTO spotted VALUES (?, ?, ?)", rows)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Everything within is written, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def records(self) -> tuple[Record, ...]:
        """Every release that was ever published, ordered by id."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM release ORDER BY id")
        return tuple(
            Record(
                id=row[0],
                slug=row[1],
                source=row[2],
                digest=row[3],
                content=row[4],
                sketch=tuple(json.loads(row[5])),
                first_seen=datetime.fromisoformat(row[6]),
                updated=_moment(row[7]),
                approved=tuple(
                    ApprovedText(*text)
                    for text in self._connection.execute(
                        "SELECT language, digest, content FROM approved WHERE id = ? ORDER BY language",
                        (row[0],),
                    )
                ),
                published=_moment(row[8]),
                languages=tuple(json.loads(row[9])),
                withdrawn=_moment(row[10]),
                correction=row[11],
                corrected=_moment(row[12]),
            )
            for row in rows.fetchall()
        )

    def save(self, records: Iterable[Record]) -> None:
        """Write records by their id, all or none."""
        with self._at_once():
            for record in records:
                self._connection.execute(
                    f"INSERT OR REPLACE INTO release ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        record.id,
                        record.slug,
                        record.source,
                        record.digest,
                        record.content,
                        json.dumps(record.sketch),
                        record.first_seen.isoformat(),
                        _text(record.updated),
                        _text(record.published),
                        json.dumps(record.languages),
                        _text(record.withdrawn),
                        record.correction,
                        _text(record.corrected),
                    ),
                )
                self._connection.execute("DELETE FROM approved WHERE id = ?", (record.id,))
                self._connection.executemany(
                    "INSERT INTO approved VALUES (?, ?, ?, ?)",
                    [(record.id, text.language, text.digest, text.content) for text in record.approved],
                )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _locked(path: Path, wait_s: float) -> sqlite3.Connection:
    """A transaction that nobody else can begin; the system ends it with the process, however that ends."""
    lock = sqlite3.connect(path.with_name(path.name + ".lock"), timeout=wait_s, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" not in str(error):
            raise
        raise StoreError(
            f"{path.parent}: Ein anderer Lauf arbeitet gerade damit. Bitte abwarten, bis er fertig ist."
        ) from error
    return lock


def _unusable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        f"{path}: Der Zwischenstand lässt sich nicht anlegen oder öffnen ({type(error).__name__}). Bitte prüfen, ob "
        "der Ordner beschreibbar und Platz auf dem Datenträger ist, oder mit --state einen anderen nennen."
    )


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return aside
