from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline.intake.inbox import DroppedFile
from pipeline.intake.naming import NamingError, find_release

FOLDER = Path("releases")
FILES = (
    DroppedFile("2024/bruecke.md", (("en", "2024/bruecke.en.md"),)),
    DroppedFile("Gold.Label.docx"),
    DroppedFile("bruecke.txt"),
    DroppedFile("orgel.md"),
    DroppedFile("orgel.txt"),
    DroppedFile("übung.txt"),
)
SLUGS = {"orgel.md": "neue-orgel-fuer-die-stadtkirche", "bruecke.txt": "licht", "2024/bruecke.md": "licht"}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("2024/bruecke.md", "2024/bruecke.md"),
        ("2024/bruecke", "2024/bruecke.md"),
        ("2024/bruecke.en.md", "2024/bruecke.md"),
        ("bruecke.en.md", "2024/bruecke.md"),
        ("bruecke.md", "2024/bruecke.md"),
        # In the folder itself it is a path, and a path counts before a name.
        ("bruecke", "bruecke.txt"),
        ("releases/bruecke.txt", "bruecke.txt"),
        ("./releases/2024/bruecke.md", "2024/bruecke.md"),
        ("Gold.Label", "Gold.Label.docx"),
        ("gold.label.DOCX", "Gold.Label.docx"),
        ("orgel.txt", "orgel.txt"),
        (unicodedata.normalize("NFD", "übung"), "übung.txt"),
        ("neue-orgel-fuer-die-stadtkirche", "orgel.md"),
    ],
)
def test_a_release_is_found_by_path_name_or_slug(name: str, source: str) -> None:
    assert find_release(name, FILES, folder=FOLDER, slugs=lambda: SLUGS).source == source


def test_an_absolute_path_means_the_file_at_it(tmp_path: Path) -> None:
    assert find_release(str(tmp_path / "orgel.md"), FILES, folder=tmp_path).source == "orgel.md"
    assert find_release(str(FOLDER.absolute() / "orgel.md"), FILES, folder=FOLDER).source == "orgel.md"


@pytest.mark.parametrize(
    ("name", "candidates"), [("orgel", ["orgel.md", "orgel.txt"]), ("licht", ["2024/bruecke.md", "bruecke.txt"])]
)
def test_what_is_open_is_asked(name: str, candidates: list[str]) -> None:
    with pytest.raises(NamingError, match="mehrere Meldungen") as told:
        find_release(name, FILES, folder=FOLDER, slugs=lambda: SLUGS)
    assert str(told.value).splitlines()[1:] == [f"  {candidate}" for candidate in candidates]


def test_a_wrong_name_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(NamingError, match=r"releases.*\n  übung\.txt"):
        find_release("ubung", FILES, folder=FOLDER)
    with pytest.raises(NamingError, match="mit oder ohne Endung"):
        find_release("xyz", FILES, folder=FOLDER)


def test_slugs_are_asked_for_only_where_no_file_is_called_so() -> None:
    def never() -> dict[str, str]:
        raise AssertionError

    assert find_release("orgel.md", FILES, folder=FOLDER, slugs=never).source == "orgel.md"
