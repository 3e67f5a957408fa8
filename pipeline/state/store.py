"""What must be remembered between runs: permanent ids, when things changed, translations, and what a model saw.

One SQLite file in the state folder, never inside ``output/``. Nothing in it is a person's work alone: if it is
lost, ids are recovered from the output, what people wrote is learnt again, drafts are asked again and the model is,
and what people translated elsewhere is loaded again from the files they left in the releases folder.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from pipeline.memory import MemoryFaultError
from pipeline.model import Field, Location, Remembered
from pipeline.state import store_lessons, store_memory, store_shelf
from pipeline.state.identity import ApprovedText, Record
from pipeline.state.store_lessons import StoredLessons
from pipeline.state.store_memory import StoredMemory
from pipeline.state.store_shelf import StoredShelf

_LOG = logging.getLogger(__name__)
_VERSION = 8
_SCHEMA = """
CREATE TABLE release (
    id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    digest TEXT NOT NULL, content TEXT NOT NULL, sketch TEXT NOT NULL,
    first_seen TEXT NOT NULL, updated TEXT,
    published TEXT, languages TEXT NOT NULL DEFAULT '[]', withdrawn TEXT, correction TEXT, corrected TEXT
) WITHOUT ROWID;
CREATE TABLE approved (
    id TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
    german TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (id, language)
) WITHOUT ROWID;
"""
_CONFIRMED = """
CREATE TABLE confirmed (digest TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (digest, content)) WITHOUT ROWID;
"""
_SPOTTED = """
CREATE TABLE spotted (
    model TEXT NOT NULL, text BLOB NOT NULL, names TEXT NOT NULL,
    PRIMARY KEY (model, text)
) WITHOUT ROWID;
"""
_SCHEMA += _CONFIRMED + _SPOTTED + store_memory.SCHEMA + store_lessons.SCHEMA + store_shelf.SCHEMA
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
    4: store_memory.WITH_AUTHORS_AND_FILES,
    5: f"ALTER TABLE approved ADD COLUMN german TEXT NOT NULL DEFAULT '[]'; {_CONFIRMED} {store_lessons.SCHEMA}",
    6: store_shelf.SCHEMA,
    7: store_shelf.ANEW + store_shelf.SCHEMA,
}
_COLUMNS = (
    "id, slug, source, digest, content, sketch, first_seen, updated, "
    "published, languages, withdrawn, correction, corrected"
)


class StoreError(MemoryFaultError):
    """The state folder cannot be used; the message is German and names the folder and the remedy."""


class Store:
    """The state of one press desk, with the translation ``memory`` in it and the ``lessons`` that people taught it.

    A segment is on disk as soon as ``memory.remember`` returns, so that a killed run loses nothing it paid for;
    records are written together by ``save``. ``fresh`` says that there are none yet.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: sqlite3.Connection, *, fresh: bool) -> None:
        self._path = path
        self._connection = connection
        self._lock = lock
        self.fresh = fresh
        self.memory = StoredMemory(connection)
        self.lessons = StoredLessons(connection)
        self.shelf = StoredShelf(connection)

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
    def look(cls, path: Path) -> Store | None:
        """The store in a file, for looking only, also while a run is at work; ``None`` if there is none.

        Raises:
            StoreError: the file cannot be read, or another version wrote it.
        """
        if not path.exists():
            return None
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise _unusable(path, error) from error
        if version != _VERSION:
            connection.close()
            raise StoreError(f"{path}: Der Zwischenstand stammt von einer anderen Version. Bitte einmal: press build")
        return cls(path, connection, sqlite3.connect(":memory:"), fresh=False)

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
            # NORMAL would keep the file sound after a power cut, but forget what was written last: ids of what readers
            # have seen by then, and translations that were paid for. This costs a flush of the disk a transaction.
            connection.execute("PRAGMA synchronous = FULL")
            steps = _SCHEMA if version == 0 else "".join(_STEPS[number] for number in range(version, _VERSION))
            if steps:
                connection.executescript(f"BEGIN; {steps} PRAGMA user_version = {_VERSION}; COMMIT;")
            # Not whether the file is new: a command that only looked into the memory may have made it.
            (fresh,) = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM release)").fetchone()
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, lock, fresh=bool(fresh))

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
        if isinstance(error, sqlite3.Error):
            raise _unusable(self._path, error) from error

    def recall_names(self, model: str, text: str) -> tuple[tuple[int, int, str], ...] | None:
        """The names that a model saw in a text (start, end, label), or ``None`` if it was not asked."""
        found = self._connection.execute(
            "SELECT names FROM spotted WHERE model = ? AND text = ?", (model, _digest(text))
        ).fetchone()
        return None if found is None else tuple((start, end, label) for start, end, label in json.loads(found[0]))

    def remember_names(self, model: str, found: Mapping[str, Iterable[tuple[int, int, str]]]) -> None:
        """Keep what a model saw in texts, all or none; what another model saw is dropped."""
        rows = [(model, _digest(text), json.dumps(list(names))) for text, names in found.items()]
        try:
            with self.at_once():
                self._connection.execute("DELETE FROM spotted WHERE model <> ?", (model,))
                self._connection.executemany("INSERT OR REPLACE INTO spotted VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:  # a fault of the disk, not of the text that was looked at
            raise _unusable(self._path, error) from error

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Everything within is written, or nothing; part of what is around it, if that is such a block too."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk ends it by itself
                self._connection.execute("ROLLBACK")
            raise

    def names(self) -> dict[str, str]:
        """The id of every release that was ever published, with its slug."""
        return dict(self._connection.execute("SELECT id, slug FROM release"))

    def records(self, *, besides: Collection[str] = ()) -> tuple[Record, ...]:
        """Every release that was ever published, ordered by id, but those with the ids ``besides``."""
        ids = self._connection.execute("SELECT id FROM release ORDER BY id")
        wanted = [(id_,) for (id_,) in ids if id_ not in besides]
        rows = (
            self._connection.execute(f"SELECT {_COLUMNS} FROM release WHERE id = ?", id_).fetchone() for id_ in wanted
        )
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
                    ApprovedText(language, digest, content, _texts(german))
                    for language, digest, content, german in self._connection.execute(
                        "SELECT language, digest, content, german FROM approved WHERE id = ? ORDER BY language",
                        (row[0],),
                    )
                ),
                published=_moment(row[8]),
                languages=tuple(json.loads(row[9])),
                withdrawn=_moment(row[10]),
                correction=row[11],
                corrected=_moment(row[12]),
            )
            for row in rows
        )

    def save(self, records: Iterable[Record]) -> None:
        """Write records by their id, all or none."""
        with self.at_once():
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
                    "INSERT INTO approved (id, language, digest, content, german) VALUES (?, ?, ?, ?, ?)",
                    [
                        (record.id, text.language, text.digest, text.content, _texts_json(text.german))
                        for text in record.approved
                    ],
                )

    def confirmed(self) -> frozenset[tuple[str, str]]:
        """The pairs of a file's digest and a content of which a person has said that the one holds for the other."""
        return frozenset(self._connection.execute("SELECT digest, content FROM confirmed"))

    def confirm(self, digest: str, content: str) -> None:
        """Keep what a person says of her file; on disk before it returns."""
        with self.at_once():
            self._connection.execute("INSERT OR IGNORE INTO confirmed VALUES (?, ?)", (digest, content))
            self._connection.execute(
                "DELETE FROM shelf WHERE id IN (SELECT id FROM approved WHERE digest = ?)", (digest,)
            )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _texts_json(texts: Remembered) -> str:
    return json.dumps([[at.field, at.index, text] for at, text in texts], ensure_ascii=False)


def _texts(stored: str) -> Remembered:
    return tuple((Location(Field(field), index), text) for field, index, text in json.loads(stored))


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
