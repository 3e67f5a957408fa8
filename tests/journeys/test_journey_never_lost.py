"""Whatever happens to the file with her text: not a word of it is lost, and no machine's takes its place unsaid."""

from __future__ import annotations

import io
import zipfile

import pytest
from desk import ENGLISH, WORKSHOP, Desk
from loopback import Loopback

from pipeline.read import READERS

HEADLINE = "Workshop in Kahla opens its doors"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def english(desk: Desk, source: str = "werkstatt.txt") -> dict:
    return dict(desk.data()[source]["editions"]["en"])


def codes(desk: Desk, source: str = "werkstatt.txt") -> list[str]:
    return [warning["code"] for warning in english(desk, source)["warnings"]]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def hers(desk: Desk, translator: Loopback) -> Desk:
    """A desk with her text, published."""
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    assert english(desk)["status"] == "approved"
    return desk


def word_file(desk: Desk) -> bytes:
    desk.press("edit", "werkstatt", "--format", "docx")
    return (desk.releases / "werkstatt.en.docx").read_bytes()


@pytest.mark.parametrize(
    "half",
    [
        pytest.param("", id="empty", marks=pytest.mark.slow),
        pytest.param("\x00\x00", id="zeros", marks=pytest.mark.slow),
        pytest.param("# Workshop – “", id="cut"),
    ],
)
def test_a_half_saved_file_takes_nothing_s_place_and_is_told(hers: Desk, translator: Loopback, half: str) -> None:
    hers.drop("werkstatt.en.md", half.encode()[:-1] if half.startswith("#") else half.encode())
    outcome = hers.build(now="2024-06-02T12:00")
    assert outcome.code == 1
    assert "werkstatt.en.md" in outcome.out
    assert english(hers)["status"] == "pending"
    assert translator.requests == []
    hers.drop("werkstatt.en.md", ENGLISH)
    hers.build(now="2024-06-02T13:00")
    assert (english(hers)["status"], english(hers)["headline"]) == ("approved", HEADLINE)


@pytest.mark.slow
def test_a_word_file_that_is_cut_and_a_comment_without_end_are_told_too(hers: Desk) -> None:
    (hers.releases / "werkstatt.en.md").unlink()
    data = word_file(hers)
    hers.drop("werkstatt.en.docx", data[: len(data) // 2])
    assert "beschädigt oder unvollständig" in words(hers.build().out)
    (hers.releases / "werkstatt.en.docx").unlink()
    hers.drop("werkstatt.en.md", ENGLISH.replace("“Whatever", "<!-- Whatever"))
    assert "Ein Kommentar hat kein Ende (Zeile 5" in words(hers.build().out)
    assert english(hers)["status"] == "pending"


def test_a_deleted_file_is_told_and_her_sentences_come_back_with_edit(hers: Desk, translator: Loopback) -> None:
    before = english(hers)["paragraphs"]
    (hers.releases / "werkstatt.en.md").unlink()
    outcome = hers.build(now="2024-06-02T12:00")
    assert "liegt nicht mehr im Ordner" in words(outcome.out)
    assert (english(hers)["status"], english(hers)["origin"]) == ("draft", "human")
    assert english(hers)["paragraphs"] == before
    assert english(hers)["headline"] == HEADLINE
    assert translator.requests == []
    hers.press("edit", "werkstatt")
    assert f"# {HEADLINE}" in (hers.releases / "werkstatt.en.md").read_text("utf-8")
    hers.drop("werkstatt.en.md", ENGLISH)
    hers.build(now="2024-06-04T12:00")
    assert (english(hers)["status"], codes(hers)) == ("approved", [])


@pytest.mark.slow
@pytest.mark.parametrize("shown", ["drafts", "approved"])
def test_the_notice_of_a_deleted_file_survives_a_lost_state(hers: Desk, shown: str) -> None:
    config = (hers.folder / "config.toml").read_text("utf-8")
    (hers.folder / "config.toml").write_text(
        config.replace("[translate]", f'[translate]\npublish = "{shown}"'), "utf-8"
    )
    (hers.releases / "werkstatt.en.md").unlink()
    hers.build(now="2024-06-02T12:00")
    for path in (hers.folder / ".press").iterdir():
        path.unlink()
    hers.build(now="2024-06-03T12:00")
    assert codes(hers) == ["edition-text-gone"]


@pytest.mark.parametrize("name", ["offen.txt", pytest.param("2024/werkstatt.txt", marks=pytest.mark.slow)])
def test_a_renamed_or_moved_release_keeps_the_text_that_it_left_behind(hers: Desk, name: str) -> None:
    target = hers.releases / name
    target.parent.mkdir(exist_ok=True)
    (hers.releases / "werkstatt.txt").rename(target)
    outcome = hers.build(now="2024-06-02T12:00")
    assert outcome.code == 0
    right = f"{name.removesuffix('.txt')}.en.md"
    assert f"Bitte umbenennen in „{right}“" in words(outcome.out)
    assert (english(hers, name)["status"], english(hers, name)["headline"]) == ("approved", HEADLINE)
    hers.build(now="2024-06-03T12:00")
    assert english(hers, name)["status"] == "approved"
    (hers.releases / "werkstatt.en.md").rename(hers.releases / right)
    hers.build(now="2024-06-04T12:00")
    assert (english(hers, name)["status"], codes(hers, name)) == ("approved", [])


@pytest.mark.slow
def test_a_copy_that_came_about_by_a_conflict_is_named_and_never_published(hers: Desk) -> None:
    copy = "werkstatt.en (conflicted copy 2024-06-01 120000).md"
    hers.drop(copy, ENGLISH.replace(HEADLINE, "Somebody else's headline"))
    outcome = hers.build(now="2024-06-02T12:00")
    assert outcome.code == 1
    assert copy in words(outcome.out)
    assert "vergleichen" in words(outcome.out)
    assert list(hers.data()) == ["werkstatt.txt"]
    assert (english(hers)["status"], english(hers)["headline"]) == ("approved", HEADLINE)


@pytest.mark.slow
def test_lock_files_are_passed_over_and_of_two_texts_one_counts(hers: Desk) -> None:
    hers.drop("~$rkstatt.en.docx", b"lock")
    hers.drop(".~lock.werkstatt.en.docx#", b"lock")
    assert hers.build(now="2024-06-02T12:00").code == 0
    hers.drop("werkstatt.en.txt", "Another one\n\nAnother text altogether.\n")
    outcome = hers.build(now="2024-06-02T13:00")
    assert "es gilt „werkstatt.en.md“" in words(outcome.out)
    assert english(hers)["headline"] == HEADLINE


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + ENGLISH.encode(),
        ENGLISH.replace("opens its doors", "opens – café").encode("cp1252"),
        ENGLISH.encode("utf-16"),
    ],
    ids=["windows", "bom", "latin", "utf-16"],
)
def test_line_ends_marks_and_encodings_are_all_the_same(desk: Desk, data: bytes) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", data)
    desk.build()
    assert english(desk)["status"] == "approved"
    assert len(english(desk)["paragraphs"]) == 2


@pytest.mark.slow
def test_a_word_file_counts_as_its_final_text_and_its_comments_are_never_published(
    desk: Desk, translator: Loopback
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    data = word_file(desk)
    desk.build()
    assert (english(desk)["status"], codes(desk)) == ("draft", ["edition-untouched"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "Deutsch: Der Tüftlerverein" in parts["word/comments.xml"]
    old = '<w:r><w:t xml:space="preserve">Werkstatt inly Kahla öffnetly for allely</w:t></w:r>'
    body = parts["word/document.xml"]
    assert old in body
    parts["word/document.xml"] = body.replace(
        old,
        '<w:del w:id="90" w:author="Karla"><w:r><w:delText>Werkstatt in Kahla</w:delText></w:r></w:del>'
        f'<w:ins w:id="91" w:author="Karla"><w:r><w:t>{HEADLINE}</w:t></w:r></w:ins>',
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    desk.drop("werkstatt.en.docx", buffer.getvalue())
    desk.build()
    assert (english(desk)["status"], english(desk)["headline"]) == ("approved", HEADLINE)
    assert codes(desk) == ["tracked-changes"]
    assert all(b"Deutsch: Der" not in content for content in desk.files().values())
    assert "Deutsch" not in str(READERS[".docx"](buffer.getvalue()).blocks)
    assert desk.press("approve", "werkstatt").code == 0
    desk.drop("werkstatt.txt", WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"))
    desk.build(now="2024-06-02T12:00")
    assert english(desk)["status"] == "outdated"
    desk.press("edit", "werkstatt")
    assert (desk.releases / "werkstatt.en.vorschlag.docx").exists()
    assert (desk.releases / "werkstatt.en.docx").read_bytes() == buffer.getvalue()
    desk.build(now="2024-06-03T12:00")
    assert list(desk.data()) == ["werkstatt.txt"]
