import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.identity import ApprovedText, Record
from pipeline.memory import Entry
from pipeline.store import Store, StoreError

RECORD = Record(
    id="urn:uuid:1",
    slug="neue-orgel",
    source="orgel.txt",
    digest="d",
    content="c",
    sketch=("a", "b"),
    first_seen=datetime(2026, 1, 5, tzinfo=UTC),
    updated=datetime(2026, 1, 6, tzinfo=UTC),
    approved=(ApprovedText("en", "x", "c"),),
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


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_a_new_state_folder_is_its_owner_s_alone_and_one_that_was_there_is_left(tmp_path: Path) -> None:
    with Store.open(tmp_path / "neu" / "press.sqlite"):
        assert (tmp_path / "neu").stat().st_mode & 0o077 == 0
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt").chmod(0o755)
    with Store.open(tmp_path / "alt" / "press.sqlite"):
        assert (tmp_path / "alt").stat().st_mode & 0o777 == 0o755
