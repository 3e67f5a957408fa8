from pathlib import Path

import pytest

from pipeline.inbox import DroppedFile, list_inbox, pair


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", "utf-8")


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


def test_only_target_languages_make_a_text() -> None:
    files, orphans = pair(["stand.de.txt", "stand.fr.txt", "stand.txt"], targets=("en",))
    assert [file.source for file in files] == ["stand.de.txt", "stand.fr.txt", "stand.txt"]
    assert orphans == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "draussen/geheim.txt", "releases/a.txt")
    try:
        (tmp_path / "releases" / "b.txt").symlink_to(tmp_path / "draussen" / "geheim.txt")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    inbox = list_inbox(tmp_path / "releases", targets=("en",))
    assert [file.source for file in inbox.files] == ["a.txt"]
    assert [failure.source for failure in inbox.failures] == ["b.txt"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="fehlt"):
        list_inbox(tmp_path / "fehlt", targets=("en",))
