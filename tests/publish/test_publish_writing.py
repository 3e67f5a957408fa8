"""The output folder: what is written, what is left alone, what is removed."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publish_samples import SETTINGS, publication, small_release

from pipeline.catalogue import Catalogue
from pipeline.publish import PublishError, render, write

MANIFEST = ".manifest.json"


def listing(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()
    }


def without_manifest(output: Path) -> dict[str, bytes]:
    return {path: content for path, content in listing(output).items() if path != MANIFEST}


def test_files_are_written_with_folders_and_a_sorted_manifest(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "output"

    done = write({"pages/b.html": b"b", "a.css": b"a"}, output)

    assert without_manifest(output) == {"a.css": b"a", "pages/b.html": b"b"}
    manifest = json.loads((output / MANIFEST).read_text("utf-8"))
    assert list(manifest.items()) == [
        ("a.css", hashlib.sha256(b"a").hexdigest()),
        ("pages/b.html", hashlib.sha256(b"b").hexdigest()),
    ]
    assert done.written == ("a.css", "pages/b.html")
    assert done.unchanged == done.removed == done.foreign == ()


def test_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    write({"a.html": b"a", "b.html": b"b"}, tmp_path)
    for path in (tmp_path / "a.html", tmp_path / "b.html", tmp_path / MANIFEST):
        os.utime(path, (1, 1))

    done = write({"a.html": b"a", "b.html": b"new"}, tmp_path)

    assert (done.written, done.unchanged) == (("b.html",), ("a.html",))
    assert (tmp_path / "a.html").stat().st_mtime == 1
    assert (tmp_path / "b.html").stat().st_mtime != 1


def test_second_run_with_the_same_files_touches_nothing_at_all(tmp_path: Path) -> None:
    files = render(Catalogue((publication(),)), SETTINGS)
    write(files, tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))

    done = write(files, tmp_path)

    assert done.written == done.removed == ()
    assert {path.stat().st_mtime for path in tmp_path.rglob("*") if path.is_file()} == {1}


def test_files_of_ours_that_are_gone_are_removed_with_their_empty_folders(tmp_path: Path) -> None:
    write({"pages/de/a.html": b"a", "pages/b.html": b"b", "data/c.json": b"c"}, tmp_path)
    (tmp_path / "data" / "notes.txt").write_text("mine", "utf-8")

    done = write({"pages/b.html": b"b"}, tmp_path)

    assert done.removed == ("data/c.json", "pages/de/a.html")
    assert done.foreign == ("data/notes.txt",)
    assert without_manifest(tmp_path) == {"pages/b.html": b"b", "data/notes.txt": b"mine"}
    assert not (tmp_path / "pages" / "de").exists()
    assert "pages/de/a.html" not in (tmp_path / MANIFEST).read_text("utf-8")


def test_file_already_removed_by_hand_is_no_problem(tmp_path: Path) -> None:
    write({"pages/a.html": b"a"}, tmp_path)
    (tmp_path / "pages" / "a.html").unlink()
    (tmp_path / "pages").rmdir()

    assert write({}, tmp_path).removed == ()


def test_our_file_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    write({"a.html": b"a"}, tmp_path)
    (tmp_path / "a.html").write_bytes(b"changed")

    assert write({"a.html": b"a"}, tmp_path).written == ("a.html",)
    assert (tmp_path / "a.html").read_bytes() == b"a"


def test_foreign_file_in_our_place_stops_the_run_before_anything_is_written(tmp_path: Path) -> None:
    files = render(Catalogue((publication(),)), SETTINGS)
    (tmp_path / "index.html").write_text("<h1>Willkommen auf unserer Seite</h1>", "utf-8")
    before = listing(tmp_path)

    with pytest.raises(PublishError, match=r"index\.html: Hier liegt schon eine Datei, die nicht von") as caught:
        write(files, tmp_path)

    assert listing(tmp_path) == before
    assert "verschieben oder umbenennen" in caught.value.remedy


def test_foreign_file_with_the_very_same_content_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"a")

    assert write({"a.html": b"a"}, tmp_path).unchanged == ("a.html",)
    assert write({}, tmp_path).removed == ("a.html",)


@pytest.mark.parametrize("left_over", [None, b"", b"{broken", b"[]", b'{"../../etc/passwd": "x"}', b"\xff\xfe"])
def test_lost_or_broken_manifest_lets_a_rebuild_over_our_own_output_work(
    tmp_path: Path, left_over: bytes | None
) -> None:
    old = render(Catalogue((publication("x", release=small_release("Alt", "Alter Text")),)), SETTINGS)
    new = render(Catalogue((publication("x", release=small_release("Neu", "Neuer Text")),)), SETTINGS)
    old["press.css"] = old["press.css"] + b"/* an older look */"
    write(old, tmp_path)
    (tmp_path / MANIFEST).unlink()
    if left_over is not None:
        (tmp_path / MANIFEST).write_bytes(left_over)

    write(new, tmp_path)

    assert without_manifest(tmp_path) == new


def test_rebuild_without_manifest_from_or_to_an_empty_catalogue_works(tmp_path: Path) -> None:
    empty = render(Catalogue(), SETTINGS)
    full = render(Catalogue((publication(),)), SETTINGS)
    for first, second in ((empty, full), (full, empty)):
        output = tmp_path / str(len(first))
        write(first, output)
        (output / MANIFEST).unlink()

        write(second, output)

        assert second.items() <= without_manifest(output).items()


def test_manifest_can_name_nothing_outside_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "precious.txt"
    outside.write_text("keep", "utf-8")
    output = tmp_path / "output"
    write({"a.html": b"a"}, output)
    entries = {"../precious.txt": "x", str(outside): "x", "a.html": "x", "b/../../precious.txt": "x"}
    (output / MANIFEST).write_text(json.dumps(entries), "utf-8")

    write({}, output)

    assert outside.read_text("utf-8") == "keep"
    assert not (output / "a.html").exists()


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../b", "a//b", "./a", "a\\b", "C:/a", ".manifest.json", ".press-1.tmp", "a\0"],
)
def test_unsafe_path_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no plain relative output path"):
        write({path: b"x"}, tmp_path / "output")

    assert not (tmp_path / "output").exists()


def test_folder_that_is_a_link_out_of_the_output_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output = tmp_path / "output"
    output.mkdir()
    (output / "pages").symlink_to(elsewhere, target_is_directory=True)

    with pytest.raises(PublishError, match="aus dem Ausgabeordner hinausführt"):
        write({"pages/a.html": b"a"}, output)

    assert list(elsewhere.iterdir()) == []


def test_link_in_place_of_our_file_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "target.html"
    target.write_text("keep", "utf-8")
    output = tmp_path / "output"
    write({"a.html": b"a"}, output)
    (output / "a.html").unlink()
    (output / "a.html").symlink_to(target)

    write({"a.html": b"a"}, output)

    assert target.read_text("utf-8") == "keep"
    assert not (output / "a.html").is_symlink()
    assert (output / "a.html").read_bytes() == b"a"


def test_output_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "web", target_is_directory=True)

    write({"pages/a.html": b"a"}, tmp_path / "output")

    assert (tmp_path / "web" / "pages" / "a.html").read_bytes() == b"a"


@pytest.mark.parametrize(
    ("obstacle", "path"), [("pages", "pages/a.html"), ("pages/a.html/x", "pages/a.html"), ("a.html/x", "a.html")]
)
def test_file_for_folder_and_folder_for_file_are_explained(tmp_path: Path, obstacle: str, path: str) -> None:
    (tmp_path / obstacle).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / obstacle).write_text("foreign", "utf-8")
    before = listing(tmp_path)

    with pytest.raises(PublishError, match="Hier liegt schon ein"):
        write({path: b"a"}, tmp_path)

    assert listing(tmp_path) == before


def test_output_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("x", "utf-8")

    with pytest.raises(PublishError, match="eine Datei, wo ein Ordner hingehört"):
        write({"a.html": b"a"}, tmp_path / "output")


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "Datenträger ist voll"),
        (errno.EROFS, "darf nicht geschrieben werden"),
        (errno.EACCES, "darf nicht geschrieben werden"),
        (errno.EIO, "Das Schreiben ist fehlgeschlagen"),
    ],
)
def test_refusal_of_the_system_is_told_in_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    write({"a.html": b"old"}, tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PublishError, match=message) as caught:
        write({"a.html": b"new"}, tmp_path)

    assert (tmp_path / "a.html").read_bytes() == b"old"
    assert [path for path in listing(tmp_path) if path.endswith(".tmp")] == []
    assert caught.value.remedy.startswith("Bitte ")


def test_error_crosses_a_process_border() -> None:
    error = PublishError(Path("output/a"), "Grund.", "Abhilfe.")

    copy = pickle.loads(pickle.dumps(error))

    assert (copy.path, copy.reason, copy.remedy) == (Path("output/a"), "Grund.", "Abhilfe.")


def test_left_over_temporary_files_are_cleaned_up_and_others_of_that_kind_are_not(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / ".press-4711.tmp").write_text("half", "utf-8")
    (tmp_path / "pages" / "press-notes.tmp").write_text("mine", "utf-8")

    write({"a.html": b"a"}, tmp_path)

    assert without_manifest(tmp_path) == {"a.html": b"a", "pages/press-notes.tmp": b"mine"}


def test_what_links_comes_after_what_it_links_to_and_removals_come_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"pages/old.de.html": b"old"}, tmp_path)
    files = render(Catalogue((publication(),)), SETTINGS)
    events: list[str] = []
    replace, unlink = os.replace, Path.unlink

    def watched_replace(source: Any, target: Any) -> None:
        events.append(Path(target).relative_to(tmp_path).as_posix())
        replace(source, target)

    def watched_unlink(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - pathlib's own signature
        events.append("removed " + path.relative_to(tmp_path).as_posix())
        unlink(path, missing_ok)

    monkeypatch.setattr(os, "replace", watched_replace)
    monkeypatch.setattr(Path, "unlink", watched_unlink)
    write(files, tmp_path)

    assert events[0] == MANIFEST
    assert events[-3:] == ["index.html", "removed pages/old.de.html", MANIFEST]
    linking = [path for path in events if path.startswith("feeds/") or "latest" in path or path == "data/index.json"]
    linked = [path for path in events if path.startswith(("pages/", "fragments/opto", "data/opto", "press.css"))]
    assert len(linking) == 10
    assert max(map(events.index, linked)) < min(map(events.index, linking))


def test_new_files_come_before_those_that_change_and_may_lead_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(render(Catalogue((publication(editions=()),)), SETTINGS), tmp_path)
    files = render(Catalogue((publication(),)), SETTINGS)
    events: list[str] = []
    replace = os.replace

    def watched(source: Any, target: Any) -> None:
        events.append(Path(target).relative_to(tmp_path).as_posix())
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    write(files, tmp_path)

    assert events.index("pages/optonet-gold-label.en.html") < events.index("pages/optonet-gold-label.de.html")
    assert events.index("pages/optonet-gold-label.de.html") < events.index("feeds/en.rss")


def test_what_links_is_removed_before_what_it_links_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last_first = [
        "index.html",
        "feeds/press.opml",
        "sitemap.xml",
        "feeds/topic/x.de.rss",
        "fragments/topic/x.de.html",
        "feeds/archive/topic/x.de-10.rss",
        "feeds/archive/topic/x.de-9.rss",
        "fragments/x.de.html",
        "oembed/x.de.json",
        "embed/x.de.html",
        "pages/x.de.html",
        "media/x-1.png",
        "press.js",
    ]
    write(dict.fromkeys(last_first, b"x"), tmp_path)
    events: list[str] = []
    unlink = Path.unlink

    def watched(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - pathlib's own signature
        events.append(path.relative_to(tmp_path).as_posix())
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    write({}, tmp_path)

    assert events == last_first


@pytest.mark.parametrize("first", [True, False], ids=["into nothing", "over an old output"])
def test_text_that_breaks_the_run_half_way_leaves_the_output_as_it_was(tmp_path: Path, *, first: bool) -> None:
    if not first:
        write({"a.html": b"old", "pages/b.html": b"old"}, tmp_path)
    before = listing(tmp_path)

    def files() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"new"
        yield "new/folder/c.html", b"new"
        raise RuntimeError("a template broke")

    with pytest.raises(RuntimeError, match="a template broke"):
        write(files(), tmp_path)

    assert listing(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_path_that_comes_twice_is_refused_before_anything_changes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="comes twice"):
        write([("a.html", b"1"), ("a.html", b"2")], tmp_path)

    assert listing(tmp_path) == {}


def test_torn_file_of_ours_is_put_right_even_without_a_manifest_entry_that_fits(tmp_path: Path) -> None:
    files = render(Catalogue((publication(),)), SETTINGS)
    write(files, tmp_path)
    for path in files:
        (tmp_path / path).write_bytes(b"")

    assert set(write(files, tmp_path).written) == {path for path, content in files.items() if content}
    assert without_manifest(tmp_path) == files


NAMES = st.sampled_from(["a.html", "b.html", "pages/a.html", "pages/b.html", "data/x/y.json", "feeds/de.rss"])
TREES = st.dictionaries(NAMES, st.binary(max_size=8), max_size=6)


class Killed(BaseException):
    """Stands for the death of the process between two renames."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=TREES, second=TREES, third=TREES, survives=st.integers(0, 8))
def test_killed_run_leaves_every_file_old_or_new_and_the_next_run_completes(
    first: dict[str, bytes], second: dict[str, bytes], third: dict[str, bytes], survives: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        output = Path(folder)
        write(first, output)
        (output / "foreign.txt").write_bytes(b"mine")
        replace = os.replace
        left = survives

        def dying(source: Any, target: Any) -> None:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            replace(source, target)

        patch.setattr(os, "replace", dying)
        try:
            write(second, output)
        except Killed:
            for path, content in without_manifest(output).items():
                if not path.endswith(".tmp") and path != "foreign.txt":
                    assert content in (first.get(path), second.get(path))
            assert first.keys() & second.keys() <= listing(output).keys()
        patch.setattr(os, "replace", replace)

        write(third, output)

        assert without_manifest(output) == third | {"foreign.txt": b"mine"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ours=st.lists(TREES, min_size=1, max_size=3), foreign=st.dictionaries(
    st.sampled_from(["notes.txt", "pages/own.html", "bilder/foto.jpg", ".htaccess"]), st.binary(max_size=8)
))  # fmt: skip
def test_foreign_files_survive_any_sequence_of_runs(ours: list[dict[str, bytes]], foreign: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        for path, content in foreign.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(content)

        for files in ours:
            done = write(files, output)
            assert without_manifest(output) == foreign | files
            assert set(done.written) | set(done.unchanged) == files.keys()
            assert set(done.foreign) == foreign.keys()
