import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.inbox import DroppedFile, Inbox, Stray, list_inbox, pair, translation_of


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", "utf-8")


def link(path: Path, target: str) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no symbolic links")


def sources(inbox: Inbox) -> tuple[list[str], list[str]]:
    return [file.source for file in inbox.files], [failure.source for failure in inbox.failures]


def test_releases_are_listed_in_order_with_their_texts(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a.md", "a.en.md", "2024/c.html", "2024/c.en.txt")
    inbox = list_inbox(tmp_path, targets=("en",))
    assert inbox.files == (
        DroppedFile("2024/c.html", (("en", "2024/c.en.txt"),)),
        DroppedFile("a.md", (("en", "a.en.md"),)),
        DroppedFile("b.txt"),
    )
    assert inbox.failures == ()


def test_hidden_temporary_and_picture_files_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, ".DS_Store", "~$a.docx", "a.txt.part", "foto.jpg", ".git/config", "register.toml", "a.txt")
    assert [file.source for file in list_inbox(tmp_path, targets=("en",)).files] == ["a.txt"]


def test_a_picture_of_the_same_name_belongs_to_the_release(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "a.JPG", "a.png", "b.jpg", "x/a.jpg")
    (found,) = list_inbox(tmp_path, targets=("en",)).files
    assert found == DroppedFile("a.txt", pictures=("a.JPG", "a.png"))


def test_a_translation_without_a_release_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "allein.en.md")
    inbox = list_inbox(tmp_path, targets=("en",))
    assert inbox.files == ()
    assert [failure.source for failure in inbox.failures] == ["allein.en.md"]
    assert "„allein.txt“" in inbox.failures[0].remedy


def test_a_release_may_name_its_own_language() -> None:
    files, failures = pair(["stand.de.txt", "stand.txt", "messe.de.md"], targets=("en",))
    assert [file.source for file in files] == ["messe.de.md", "stand.de.txt", "stand.txt"]
    assert failures == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "draussen/geheim.txt", "releases/a.txt")
    link(tmp_path / "releases" / "b.txt", str(tmp_path / "draussen" / "geheim.txt"))
    assert sources(list_inbox(tmp_path / "releases", targets=("en",))) == (["a.txt"], ["b.txt"])


@pytest.mark.parametrize(("target", "reason"), [("kreis.txt", "im Kreis"), ("fort.txt", "nicht gibt")])
def test_a_link_that_leads_nowhere_is_told_and_stops_nothing(tmp_path: Path, target: str, reason: str) -> None:
    touch(tmp_path, "a.txt", "z.txt")
    link(tmp_path / "kreis.txt", target)
    inbox = list_inbox(tmp_path, targets=("en",))
    assert sources(inbox) == (["a.txt", "z.txt"], ["kreis.txt"])
    assert reason in inbox.failures[0].reason


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode on this system")
def test_a_name_that_is_not_utf8_is_told_in_a_form_that_can_be_shown(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    for name in (b"k\xe4se.txt", b"b\xf6rse/innen.txt"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    inbox = list_inbox(tmp_path, targets=("en",))
    assert sources(inbox) == (["a.txt"], ["b?rse", "k?se.txt"])
    assert [failure.remedy for failure in inbox.failures] == [
        "Bitte den Ordner umbenennen.",
        "Bitte die Datei umbenennen.",
    ]


def test_of_two_texts_in_one_language_the_first_counts_and_the_other_is_told() -> None:
    files, (failure,) = pair(["a.md", "a.en.txt", "a.en.md"], targets=("en",))
    assert files == (DroppedFile("a.md", (("en", "a.en.md"),)),)
    assert failure.source == "a.en.txt"
    assert "„a.en.md“" in failure.reason
    assert "„a.en.txt“" in failure.reason


def test_a_text_that_fits_two_releases_belongs_to_both_and_is_told() -> None:
    files, (failure,) = pair(["x/a.txt", "x/a.md", "x/a.en.md"], targets=("en",))
    assert files == (
        DroppedFile("x/a.md", (("en", "x/a.en.md"),)),
        DroppedFile("x/a.txt", (("en", "x/a.en.md"),)),
    )
    assert failure.source == "x/a.en.md"
    assert "„a.md“, „a.txt“" in failure.reason
    assert "umbenennen" in failure.remedy


@pytest.mark.parametrize("text", ["a.en.md", "a.EN.md", "a.en-GB.md", "a.en_US.txt"])
def test_a_language_may_be_written_in_capitals_or_with_a_region(text: str) -> None:
    files, failures = pair(["a.txt", text], targets=("en",))
    assert files == (DroppedFile("a.txt", (("en", text),)),)
    assert failures == ()
    assert translation_of(text, targets=("en",)) == ("a", "en")


def test_a_region_of_its_own_is_a_target_of_its_own() -> None:
    files, failures = pair(["a.txt", "a.en.md", "a.pt-BR.md"], targets=("en", "pt-BR"))
    assert files == (DroppedFile("a.txt", (("en", "a.en.md"), ("pt-BR", "a.pt-BR.md"))),)
    assert failures == ()


@pytest.mark.parametrize("name", ["a.de.md", "a.md", "a", "bericht.en-stand.md", "en.md", "a-en.md", "a.fr.md"])
def test_other_names_are_no_translations(name: str) -> None:
    assert translation_of(name, targets=("en",)) is None


@pytest.mark.parametrize(
    "name",
    ["kopie_en.md", "kopie-en.md", "kopie.eng.md", "kopie.englisch.md", "kopie (EN).md", "Kopie-english.md"],
)
def test_a_translation_with_a_wrong_name_is_no_release_and_told_its_right_one(name: str) -> None:
    files, (failure,) = pair(["x/kopie.txt", f"x/{name}"], targets=("en",))
    assert files == (DroppedFile("x/kopie.txt"),)
    assert failure.source == f"x/{name}"
    assert "Gemeint ist wohl „kopie.en.md“" in failure.reason


@pytest.mark.parametrize("name", ["kopie.fr.md", "kopie-fr.md", "kopie.fr-CA.md", "kopie_Französisch.md"])
def test_a_translation_into_a_language_that_is_no_target_is_told(name: str) -> None:
    files, (failure,) = pair(["kopie.txt", name], targets=("en",))
    assert files == (DroppedFile("kopie.txt"),)
    assert "Die Sprache fr ist nicht eingerichtet (config.toml, [languages] targets)" in failure.reason


@pytest.mark.parametrize("name", ["kopie_en.md", "kopie.fr.md", "x/kopie_en.md"])
def test_without_its_release_in_the_folder_such_a_name_is_a_release(name: str) -> None:
    files, failures = pair([name, "other.md"], targets=("en",))
    assert {file.source for file in files} == {name, "other.md"}
    assert failures == ()


@pytest.mark.parametrize("name", ["kopie-2.md", "kopie-alt.md", "kopie.neu.md", "kopien.md", "kopie-2024-05.md"])
def test_a_longer_name_beside_a_release_is_a_release(name: str) -> None:
    files, failures = pair(["kopie.md", name], targets=("en",))
    assert len(files) == 2
    assert failures == ()


def test_where_releases_are_french_german_beside_one_is_a_translation() -> None:
    files, (failure,) = pair(["a.txt", "a.de.txt"], targets=("en",), source_language="fr")
    assert [file.source for file in files] == ["a.txt"]
    assert "Die Sprache de" in failure.reason


def test_an_umlaut_that_macos_took_apart_is_the_same_name() -> None:
    files, failures = pair(["k\u00e4se.txt", "ka\u0308se.en.md"], targets=("en",))
    assert files == (DroppedFile("k\u00e4se.txt", (("en", "ka\u0308se.en.md"),)),)
    assert failures == ()


@given(st.lists(st.text("ab.-_ enfrEN(", min_size=1, max_size=9).map(lambda name: f"n{name}.md"), unique=True))
def test_every_file_is_a_release_a_text_or_told(names: list[str]) -> None:
    files, failures = pair(names, targets=("en",))
    used = {file.source for file in files} | {path for file in files for _, path in file.texts}
    assert used | {failure.source for failure in failures} == set(names)
    assert pair(reversed(names), targets=("en",)) == (files, failures)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="fehlt"):
        list_inbox(tmp_path / "fehlt", targets=("en",))


def test_a_register_is_no_release_and_a_misplaced_one_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "register.toml", "a.txt", "2024/register.toml", "register.toml.txt")
    assert sources(list_inbox(tmp_path, targets=("en",))) == (["a.txt"], ["2024/register.toml", "register.toml.txt"])


@pytest.mark.parametrize(
    "copy",
    [
        "a.en (conflicted copy 2024-06-01 120000).md",
        "a.en (Karlas in Konflikt stehende Kopie 2024-06-01).md",
        "a.en-DESKTOP-K4RL4.md",
        "a.en-PC-Name.md",
        "a.en.sync-conflict-20240601-120000-ABCDEFG.md",
        "a.en_conflict-20240601-120000.md",
        "a.en - Kopie.md",
        "a.en (1).md",
        "a (conflicted copy 2024-06-01).txt",
    ],
)
def test_a_copy_that_came_about_by_a_conflict_is_neither_release_nor_text(copy: str) -> None:
    files, (failure,) = pair(["a.txt", "a.en.md", copy], targets=("en",))
    assert files == (DroppedFile("a.txt", (("en", "a.en.md"),)),)
    assert failure.source == copy
    assert "„a." in failure.reason
    assert "vergleichen" in failure.remedy


def test_the_plain_tag_counts_before_one_with_a_region() -> None:
    files, (failure,) = pair(["a.txt", "a.en-PC.md", "a.en.md"], targets=("en",))
    assert files == (DroppedFile("a.txt", (("en", "a.en.md"),)),)
    assert failure.source == "a.en-PC.md"


def test_a_proposal_is_passed_over_and_a_text_without_its_release_is_a_stray(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "a.en.md", "a.en.vorschlag.md", "a.en.Vorschlag.docx", "b.vorschlag.md", "c.en.md")
    inbox = list_inbox(tmp_path, targets=("en",))
    assert sources(inbox) == (["a.txt", "b.vorschlag.md"], ["c.en.md"])
    assert inbox.strays == (Stray("c.en.md", "en", "c"),)
