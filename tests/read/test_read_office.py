"""Nothing that is dropped as an office file brings a reader down, unpacks without end or reads other files."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.limits import MAX_CONTROLS, MAX_ENTRIES, MAX_OFFICE_LINES, MAX_XML_DEPTH
from pipeline.model import Role
from pipeline.read.content import Reader, UnreadableError
from pipeline.read.odt import read_odt
from pipeline.read.rtf import read_rtf
from pipeline.read.word import read_docx

DATA = Path(__file__).parent.parent / "data" / "read"
OFFICE: dict[str, Reader] = {".docx": read_docx, ".odt": read_odt, ".rtf": read_rtf}
FILES = sorted(path for path in DATA.iterdir() if path.suffix in OFFICE)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def packed(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def word_parts(body: str, *, prolog: str = "") -> dict[str, bytes]:
    document = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return {"word/document.xml": document.encode()}


def refusal(reader: Reader, data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        reader(data)
    assert caught.value.reason.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_blocks_are_tidy_and_reading_is_repeatable(path: Path) -> None:
    data = path.read_bytes()
    content = OFFICE[path.suffix](data)
    assert content == OFFICE[path.suffix](data)
    for block in content.blocks:
        assert bool(block.text) is (block.picture is None) is (block.role is not Role.PICTURE)
        assert (1 <= block.level <= 6) is (block.role is Role.HEADING)
        assert all(line == " ".join(line.split()) and line for line in block.text.split("\n") if block.text)


@pytest.mark.parametrize("reader", [read_docx, read_odt])
def test_a_file_with_a_password_is_refused_by_that_name(reader: Reader) -> None:
    data = COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le")
    assert "Kennwort" in refusal(reader, data).reason


def test_an_encrypted_libreoffice_file_is_refused_by_that_name() -> None:
    manifest = b'<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    data = packed({"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x00\x11"})
    assert "Kennwort" in refusal(read_odt, data).reason


def test_an_old_word_file_in_new_clothes_is_told_apart() -> None:
    assert ".docx" in refusal(read_docx, COMPOUND_FILE).remedy


@pytest.mark.parametrize("reader", [read_docx, read_odt])
@pytest.mark.parametrize(
    "data",
    [
        b"Nur Text",
        b"PK\x03\x04",
        packed({"a.txt": b"x"}),
        packed({"word/document.xml": b"<a", "content.xml": b"<a"}),
        packed({"word/document.xml": b"<a/>", "content.xml": b"<a/>"}, method=zipfile.ZIP_BZIP2),
        packed({f"{number}.txt": b"" for number in range(MAX_ENTRIES + 1)}),
    ],
    ids=["text", "stump", "other", "no-xml", "odd-method", "many"],
)
def test_what_is_no_such_package_is_refused(reader: Reader, data: bytes) -> None:
    refusal(reader, data)


def test_a_package_that_unpacks_without_end_is_refused() -> None:
    bomb = packed(word_parts("") | {"word/media/image1.png": bytes(30_000_000)})
    assert len(bomb) < 100_000
    assert "ausgepackt" in refusal(read_docx, bomb).reason


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("streng geheim")
    text = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    for prolog in (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE a [<!ENTITY y "ha"><!ENTITY x "&y;&y;&y;">]>',
    ):
        assert "DOCTYPE" in refusal(read_docx, packed(word_parts(text, prolog=prolog))).reason


def test_tables_nested_without_end_are_refused() -> None:
    depth = MAX_XML_DEPTH
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    refusal(read_docx, packed(word_parts(body)))


def test_tables_nested_as_deep_as_allowed_are_read() -> None:
    depth = MAX_XML_DEPTH // 3 - 3
    inner = "<w:p><w:r><w:t>innen</w:t></w:r></w:p>"
    body = "<w:tbl><w:tr><w:tc>" * depth + inner + "</w:tc></w:tr></w:tbl>" * depth
    assert [block.text for block in read_docx(packed(word_parts(body))).blocks] == ["innen"]


def only_unreadable(reader: Reader, data: bytes) -> None:
    try:
        content = reader(data)
    except UnreadableError:
        return
    assert all("\r" not in block.text and "\x00" not in block.text for block in content.blocks)


@pytest.mark.parametrize("suffix", sorted(OFFICE))
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300), start=st.sampled_from([b"", b"PK\x03\x04", b"{\\rtf1 ", COMPOUND_FILE[:8]]))
def test_no_bytes_bring_a_reader_down(suffix: str, data: bytes, start: bytes) -> None:
    only_unreadable(OFFICE[suffix], start + data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@settings(max_examples=12, deadline=None)
@given(
    at=st.floats(0, 1, exclude_max=True),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255))),
)
def test_no_damage_to_a_file_brings_a_reader_down(path: Path, at: float, flips: list[tuple[float, int]]) -> None:
    data = bytearray(path.read_bytes())
    only_unreadable(OFFICE[path.suffix], bytes(data[: int(at * len(data))]))
    for place, mask in flips:
        data[int(place * len(data))] ^= mask
    only_unreadable(OFFICE[path.suffix], bytes(data))


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".rtf"], ids=lambda path: path.name)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_no_damage_inside_a_package_brings_a_reader_down(path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    cut = sorted(data.draw(st.tuples(st.integers(0, len(parts[name])), st.integers(0, len(parts[name])))))
    parts[name] = parts[name][: cut[0]] + parts[name][cut[1] :]
    only_unreadable(OFFICE[path.suffix], packed(parts))


RTF = st.lists(
    st.sampled_from(
        r"{ } {\* \par \pard \b \b0 \v \cell \row \trowd \intbl \u8364? \u-10179? \'e4 \'zz \bin9 \bin-3 \pict {\pict "
        r"{\shp{\*\shpinst {\shptxt \shptxt {\sp{\sn pib}{\sv {\field{\*\fldinst HYPERLINK {\fldrslt {\stylesheet{\s1 "
        r"{\fonttbl{\f0\fcharset128 \f0 \fs0 \fs-9 \uc9 \ansicpg99999 \deleted {\footnote {\listtext \outlinelevel-4 "
        r"\pngblip \s1 \sbasedon1 \super \plain \ Wort".split()
    ),
    max_size=60,
).map(lambda parts: ("{\\rtf1 " + " ".join(parts)).encode())


@settings(max_examples=120, deadline=None)
@given(data=RTF, closing=st.integers(0, 40))
def test_no_order_of_groups_brings_the_rtf_reader_down(data: bytes, closing: int) -> None:
    only_unreadable(read_rtf, data + b"}" * closing)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (read_docx, packed(word_parts("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * (MAX_OFFICE_LINES + 1)), method=0)),
        (read_rtf, b"{\\rtf1 " + b"a\\par " * (MAX_OFFICE_LINES + 1) + b"}"),
        (read_rtf, b"{\\rtf1 " + b"\\b" * (MAX_CONTROLS + 1) + b"}"),
    ],
    ids=["docx", "rtf-lines", "rtf-words"],
)
def test_a_file_far_longer_than_any_release_is_refused(reader: Reader, data: bytes) -> None:
    refusal(reader, data)
