import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.memory import Entry
from pipeline.model import Field, Location
from pipeline.state.identity import ApprovedText, Record
from pipeline.state.store import Store, StoreError

RECORD = Record(
    id="urn:uuid:1",
    slug="neue-orgel",
    source="orgel.txt",
    digest="d",
    content="c",
    sketch=("a", "b"),
    first_seen=datetime(2026, 1, 5, tzinfo=UTC),
    updated=datetime(2026, 1, 6, tzinfo=UTC),
    approved=(
        ApprovedText(
            "en", "x", "c", ((Location(Field.PARAGRAPH, 1), "Ein „Absatz“"), (Location(Field.HEADLINE), None))
        ),
    ),
    published=datetime(2026, 1, 5, tzinfo=UTC),
    languages=("de", "en"),
    withdrawn=datetime(2026, 1, 7, tzinfo=UTC),
    correction="",
    corrected=datetime(2026, 1, 6, tzinfo=UTC),
)

DAY = Entry("de", "en", "Guten Tag", "Good day", "google", date="2026-01-05T00:00:00+00:00")


def test_what_is_saved_is_there_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "tief" / "press.sqlite"
    with Store.open(path) as store:
        assert store.fresh
        store.save([RECORD])
        store.memory.remember([DAY])
    with Store.open(path) as store:
        assert not store.fresh
        assert store.records() == (RECORD,)
        assert store.memory.recall("Guten Tag", source="de", target="en") == (DAY,)
        assert store.memory.recall("Guten Tag", source="de", target="fr") == ()


def test_a_remembered_segment_is_on_disk_before_the_run_ends(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    store = Store.open(path)
    store.memory.remember([DAY])
    reader = sqlite3.connect(path)
    assert reader.execute("SELECT translation FROM memory WHERE text = 'Guten Tag'").fetchone() == ("Good day",)
    reader.close()
    store.close()


def test_what_was_written_last_survives_a_power_cut(tmp_path: Path) -> None:
    with Store.open(tmp_path / "press.sqlite") as store:
        # With a write-ahead log only this flushes each transaction: https://sqlite.org/pragma.html#pragma_synchronous
        assert store._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_one_run_at_a_time_has_the_store(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    with Store.open(path), pytest.raises(StoreError, match="anderer Lauf"):
        Store.open(path, wait_s=0.1)
    with Store.open(path, wait_s=0.1) as store:
        assert store.records() == ()


def test_records_are_saved_all_or_none(tmp_path: Path) -> None:
    def failing() -> object:
        yield RECORD
        raise KeyboardInterrupt

    with Store.open(tmp_path / "press.sqlite") as store:
        with pytest.raises(KeyboardInterrupt):
            store.save(failing())  # type: ignore[arg-type]
        assert store.records() == ()


def test_a_damaged_file_is_set_aside_and_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    path.write_bytes(b"no database at all, but somebody's bytes " * 50)
    with Store.open(path) as store:
        assert store.records() == ()
    assert (tmp_path / "press.sqlite.damaged-1").read_bytes().startswith(b"no database")


def test_a_newer_file_and_an_impossible_folder_are_told(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="neueren Version"):
        Store.open(path)
    (tmp_path / "datei").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="--state"):
        Store.open(tmp_path / "datei" / "press.sqlite")


def test_a_state_of_the_first_version_is_brought_up_to_date_and_keeps_what_it_knew(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    old = sqlite3.connect(path)
    old.executescript("""
        CREATE TABLE memory (source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL,
            translation TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (source, target, text)) WITHOUT ROWID;
        CREATE TABLE release (id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
            digest TEXT NOT NULL, content TEXT NOT NULL, sketch TEXT NOT NULL,
            first_seen TEXT NOT NULL, updated TEXT) WITHOUT ROWID;
        CREATE TABLE approved (id TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (id, language)) WITHOUT ROWID;
        INSERT INTO release VALUES ('urn:uuid:1', 'orgel', 'orgel.txt', 'd', 'c', '["a"]', '2026-01-05T00:00:00+00:00',
            NULL);
        PRAGMA user_version = 1;
    """)
    old.close()
    with Store.open(path) as store:
        assert not store.fresh
        (found,) = store.records()
        assert (found.slug, found.sketch, found.published, found.languages) == ("orgel", ("a",), None, ())
        store.save([RECORD])
    with Store.open(path) as store:
        assert store.records() == (RECORD,)


def test_a_state_that_did_not_know_what_a_text_was_written_for_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    with Store.open(path) as store:
        store.save([RECORD])
    old = sqlite3.connect(path)
    old.executescript("""
        ALTER TABLE approved DROP COLUMN german;
        DROP TABLE confirmed;
        DROP TABLE taught;
        DROP TABLE lesson;
        PRAGMA user_version = 5;
    """)
    old.close()
    with Store.open(path) as store:
        (found,) = store.records()
        assert found.approved == (ApprovedText("en", "x", "c"),)
        assert store.confirmed() == frozenset()
        store.confirm("x", "c")
        store.confirm("x", "c")
        store.save([RECORD])
    with Store.open(path) as store:
        assert store.confirmed() == {("x", "c")}
        assert store.records() == (RECORD,)
        assert store.lessons.learnt() == {}


def test_what_a_model_saw_is_remembered_until_another_model_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    with Store.open(path) as store:
        assert store.recall_names("one", "Anna Lind kommt.") is None
        store.remember_names("one", {"Anna Lind kommt.": [(0, 9, "PER")], "Es regnet.": []})
    with Store.open(path) as store:
        assert store.recall_names("one", "Anna Lind kommt.") == ((0, 9, "PER"),)
        assert store.recall_names("one", "Es regnet.") == ()
        assert store.recall_names("two", "Es regnet.") is None
        store.remember_names("two", {"Es schneit.": []})
        assert store.recall_names("one", "Es regnet.") is None


def test_a_state_of_the_third_version_keeps_all_its_pairs(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    pairs = [
        ("de", target, f"Satz {number}.", f"{target} {number}.") for target in ("en", "fr") for number in range(50)
    ]
    old = sqlite3.connect(path)
    old.executescript("""
        CREATE TABLE memory (source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL,
            translation TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (source, target, text)) WITHOUT ROWID;
        CREATE TABLE release (id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
            digest TEXT NOT NULL, content TEXT NOT NULL, sketch TEXT NOT NULL, first_seen TEXT NOT NULL, updated TEXT,
            published TEXT, languages TEXT NOT NULL DEFAULT '[]', withdrawn TEXT, correction TEXT, corrected TEXT
            ) WITHOUT ROWID;
        CREATE TABLE approved (id TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (id, language)) WITHOUT ROWID;
        CREATE TABLE spotted (model TEXT NOT NULL, text BLOB NOT NULL, names TEXT NOT NULL,
            PRIMARY KEY (model, text)) WITHOUT ROWID;
        PRAGMA user_version = 3;
    """)
    with old:
        old.executemany("INSERT INTO memory VALUES (?, ?, ?, ?, 'google')", pairs)
    old.close()
    with Store.open(path) as store:
        assert store.memory.languages() == (("de", "en"), ("de", "fr"))
        found = [entry for target in ("en", "fr") for entry in store.memory.entries(source="de", target=target)]
        assert sorted((e.source, e.target, e.text, e.translation) for e in found) == sorted(pairs)
        # Where they came from is not known, so nobody outside the house may see them yet.
        assert {(e.origin, e.context, e.date, e.author, e.confidential) for e in found} == {
            ("google", "", "", "", True)
        }


def test_a_store_that_only_remembers_segments_is_fresh_still(tmp_path: Path) -> None:
    path = tmp_path / "press.sqlite"
    with Store.open(path) as store:
        store.memory.remember([DAY])
    with Store.open(path) as store:
        assert store.fresh
        store.save([RECORD])
    with Store.open(path) as store:
        assert not store.fresh


def test_of_a_loaded_file_only_what_is_later_replaces_what_is_remembered(tmp_path: Path) -> None:
    hers = replace(DAY, origin="human", translation="Good day!", author="anna", note="so im Haus", created="2025-01-01")
    undated, older = replace(hers, translation="Hello", date=""), replace(hers, translation="Hi", date="2025-06-01")
    later = replace(hers, translation="Good morning", date="2026-02-01")
    elsewhere = replace(hers, translation="Good afternoon", context="Es ist drei Uhr.", date="")
    with Store.open(tmp_path / "press.sqlite") as store:
        store.memory.remember([hers])
        assert not store.memory.has_loaded("a")
        assert store.memory.load([undated, older, elsewhere], file="a") == 1
        assert store.memory.has_loaded("a")
        assert store.memory.recall("Guten Tag", source="de", target="en") == (hers, elsewhere)
        assert store.memory.load([later], file="b") == 1
        assert store.memory.recall("Guten Tag", source="de", target="en")[0] == later


def test_of_a_file_that_breaks_off_nothing_is_loaded(tmp_path: Path) -> None:
    def breaking() -> Iterator[Entry]:
        yield DAY
        raise KeyboardInterrupt

    with Store.open(tmp_path / "press.sqlite") as store:
        with pytest.raises(KeyboardInterrupt):
            store.memory.load(breaking(), file="a")
        assert not store.memory.has_loaded("a")
        assert store.memory.recall("Guten Tag", source="de", target="en") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_a_new_state_folder_is_its_owner_s_alone_and_one_that_was_there_is_left(tmp_path: Path) -> None:
    with Store.open(tmp_path / "neu" / "press.sqlite"):
        assert (tmp_path / "neu").stat().st_mode & 0o077 == 0
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt").chmod(0o755)
    with Store.open(tmp_path / "alt" / "press.sqlite"):
        assert (tmp_path / "alt").stat().st_mode & 0o777 == 0o755
