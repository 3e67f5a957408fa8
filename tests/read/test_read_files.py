"""Any dropped file becomes a Document or a ReleaseError that tells its owner what to do."""

import hashlib
import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.limits import MAX_FILE_MB
from pipeline.model import Document, ReleaseError, Role
from pipeline.read import READERS, SUFFIXES, read
from pipeline.read.content import UnreadableError

DATA = Path(__file__).parent.parent / "data" / "read"


def dropped(folder: Path, name: str, data: bytes) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read(path, source=name)


def error_for(folder: Path, name: str, data: bytes) -> ReleaseError:
    with pytest.raises(ReleaseError) as caught:
        dropped(folder, name, data)
    assert caught.value.source == name
    assert caught.value.reason
    assert caught.value.remedy
    return caught.value


def test_a_document_knows_its_source_and_its_bytes(tmp_path: Path) -> None:
    document = dropped(tmp_path, "meldung.txt", "Übung".encode())
    assert document.source == "meldung.txt"
    assert document.digest == hashlib.sha256("Übung".encode()).hexdigest()
    assert [block.text for block in document.blocks] == ["Übung"]


def test_the_suffix_may_be_written_in_capitals(tmp_path: Path) -> None:
    assert dropped(tmp_path, "MELDUNG.HTM", b"<p>Text</p>").blocks[0].text == "Text"


def test_the_table_of_readers_names_the_suffixes() -> None:
    text = {".txt", ".md", ".markdown", ".html", ".htm"}
    assert set(READERS) == SUFFIXES == text | {".docx", ".docm", ".odt", ".rtf", ".pdf", ".eml"}


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.doc", "Ältere Word-Dateien"), ("a.msg", "Outlook-Nachrichten"), ("a.xyz", ".xyz"), ("a", "Endung")],
)
def test_another_format_is_refused_with_a_way_out(tmp_path: Path, name: str, said: str) -> None:
    error = error_for(tmp_path, name, b"Text")
    assert said in error.reason
    assert ".docx" in error.remedy
    assert ".txt" in error.remedy


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe\n\x00", b"-----\n"])
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    error_for(tmp_path, "leer.txt", data)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04word/document.xml", b"%PDF-1.7 ...", b"{\\rtf1 Text}", bytes(range(256)) * 4, b"ab\x00\x01\x02" * 50],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".markdown", ".html", ".htm"])
def test_binary_content_under_a_text_suffix_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    assert "Text" in error_for(tmp_path, f"tarnung{suffix}", data).reason


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ordner.txt").mkdir()
    for name in ("fehlt.txt", "ordner.txt", "nul\0.txt"):
        with pytest.raises(ReleaseError):
            read(tmp_path / name, source=name)


def test_a_file_over_the_limit_is_refused_without_reading_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "riesig.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_MB * 1_000_000_000)
    with pytest.raises(ReleaseError, match="30 MB"):
        read(path, source="riesig.txt")


def test_a_very_long_text_is_refused(tmp_path: Path) -> None:
    assert "1.000.000 Zeichen" in error_for(tmp_path, "lang.txt", b"Wort " * 500_000).reason


def test_a_paragraph_of_absurd_length_is_refused(tmp_path: Path) -> None:
    assert "20.000 Zeichen" in error_for(tmp_path, "lang.txt", b"a " * 50_000).reason


def test_an_error_survives_the_way_between_processes(tmp_path: Path) -> None:
    error = error_for(tmp_path, "leer.txt", b"")
    copied = pickle.loads(pickle.dumps(error))
    assert (copied.source, copied.reason, copied.remedy) == (error.source, error.reason, error.remedy)


# Locked, scanned or otherwise without a text to read; their own tests say why.
REFUSED = {"mit-kennwort.pdf", "nur-bilder.pdf"}
READABLE = sorted(path for path in DATA.iterdir() if path.name not in REFUSED)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_reading_is_repeatable_and_every_block_is_tidy(path: Path) -> None:
    document = read(path, source=path.name)
    assert document == read(path, source=path.name)
    for block in document.blocks:
        assert bool(block.text) is (block.role not in (Role.RULE, Role.PICTURE))
        assert (block.picture is not None) is (block.role is Role.PICTURE)
        assert (1 <= block.level <= 6) is (block.role is Role.HEADING)
        assert all(line == " ".join(line.split()) and line for line in block.text.split("\n") if block.text)
        assert all(link.text and "\n" not in link.text for link in block.links)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".odt", ".rtf", ".pdf", ".eml"])
def test_there_are_at_least_three_files_of_every_format(suffix: str) -> None:
    same = {suffix, ".markdown"} if suffix == ".md" else {suffix}
    assert len([path for path in DATA.iterdir() if path.suffix in same]) >= 3


MARKUP = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<div class='nav'>", "</div>", "<br>", "<table><tr><td>", "</table>", "<h1>", "</h1>"),
            *("<pre>", "</pre>", "<font size=+9>", "<a href='#'>", "</a>", "<!--", "-->", "<script>", "<![CDATA["),
            *("&shy;", "&#0;", "&#xd800;", "&amp", "<figure>", "<figcaption>", "<dd>", "<li>", "<q>", "<q hidden>"),
            *("# ", "- ", "1. ", "> ", "```", "---\n", "+++\n", "title: x\n", "a = 1\n", "[x](y)", "![", "*", "_"),
            *("|a|b|\n|-|-|\n", "\n", "\n\n", "\t", "  \n", "Wort ", "Straße", "\u00ad", "\u200b", "\x01", "\f"),
        ]
    ),
    max_size=40,
).map("".join)
ANY_BYTES = st.one_of(
    st.binary(max_size=400),
    MARKUP.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")),
    MARKUP.map(lambda text: text.encode("cp1252", "replace")),
)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=ANY_BYTES)
def test_no_bytes_bring_a_reader_down(suffix: str, data: bytes) -> None:
    try:
        blocks = READERS[suffix](data).blocks
    except UnreadableError:
        blocks = ()
    assert all("\r" not in block.text and "\x00" not in block.text for block in blocks)
