"""Every limit says which it is and what to do, and no shape of text costs the square of its length."""

from __future__ import annotations

import io
import time
import zipfile
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import limits
from pipeline.config import Limits
from pipeline.model import ReleaseError
from pipeline.parse import parse
from pipeline.read import read

DATA = Path(__file__).parent.parent / "data" / "read"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0"  # 640 by 480


def office(kind: str, xml: str) -> bytes:
    """A Word or LibreOffice package around the inner XML of its body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == "docx":
            archive.writestr("word/document.xml", f"<w:document xmlns:w='w'><w:body>{xml}</w:body></w:document>")
        else:
            archive.writestr(
                "content.xml",
                "<o:document-content xmlns:o='o' xmlns:text='t'><o:body><o:text>"
                f"{xml}</o:text></o:body></o:document-content>",
            )
    return made.getvalue()


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def entities(kind: str) -> bytes:
    """A billion laughs, and a file of this machine."""
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))
    part = {"docx": "word/document.xml", "odt": "content.xml"}[kind]
    xml = f"<?xml version='1.0'?><!DOCTYPE x [{bomb}<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x>&a9;&f;</x>"
    return packed(**{part: xml.encode()})


PDF_OF_MANY_PAGES = b"".join(
    (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Count 61/Kids[" + b"3 0 R " * 61 + b"]>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    )
)
ROWS = "\n\n".join("Zeile" for _ in range(limits.MAX_LINES + 1))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("gross.txt", b" " * (limits.MAX_FILE_MB * 1_000_000 + 1), "größer als 30 MB"),
        ("lang.txt", b"Wort " * 250_000, "mehr als 1.000.000 Zeichen"),
        ("zeile.txt", b"Wort " * 5_000, "Ein Absatz hat mehr als 20.000 Zeichen"),
        ("zeilen.txt", ROWS.encode(), "mehr als 3.000 Zeilen"),
        ("zeilen.md", ROWS.encode(), "mehr als 3.000 Zeilen"),
        ("sehr-viele-zeilen.txt", b"\n" * 30_000 + b"x", "viel zu viele Zeilen (mehr als 20.000)"),
        ("tabelle.md", b"|a|b|\n|-|-|\n" * 60_000, "viel zu viele Zeilen (mehr als 20.000)"),
        ("klammern.md", b"[" * 6_000, "eckige Klammern"),
        ("tief.md", b"> " * 200 + b"x", "viel zu tief verschachtelt"),
        ("tief.html", b"<div>" * 2_000 + b"x", "viel zu tief verschachtelt"),
        ("elemente.html", b"<b>x</b>" * 40_000, "viel zu viele Elemente"),
        ("tief.docx", office("docx", "<w:p>" * 200 + "</w:p>" * 200), "verschachtelt"),
        ("tief.odt", office("odt", "<text:p>" * 200 + "</text:p>" * 200), "verschachtelt"),
        ("tief.rtf", b"{\\rtf1 " + b"{" * 500 + b"x" + b"}" * 501, "RTF-Datei"),
        ("steuerung.rtf", b"{\\rtf1 " + b"\\b" * 260_000 + b"}", "viel zu umfangreich"),
        ("entitaeten.docx", entities("docx"), "DOCTYPE"),
        ("entitaeten.odt", entities("odt"), "DOCTYPE"),
        ("bombe.docx", packed(a=b"\0" * 50_000_000), "ausgepackt viel mehr"),
        ("bombe.odt", packed(**{f"{n}.xml": b"\0" * 999_999 for n in range(201)}), "ausgepackt viel mehr"),
        ("eintraege.docx", packed(**{str(n): b"" for n in range(3_001)}), "ausgepackt viel mehr"),
        ("seiten.pdf", PDF_OF_MANY_PAGES, "61 Seiten, gelesen werden höchstens 60"),
    ],
)
def test_a_file_beyond_a_limit_is_told_which_and_what_to_do(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReleaseError) as caught:
        read(tmp_path / name, source=name)
    assert said in caught.value.reason
    assert caught.value.remedy.startswith("Bitte")
    assert "passwd" not in caught.value.reason
    assert "root:" not in caught.value.reason


def test_entities_of_a_web_page_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))
    page = f"<!DOCTYPE html [{bomb}<!ENTITY f SYSTEM 'file:///etc/passwd'>]><p>Ein Satz. &a9; &f;</p>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    text = "\n".join(block.text for block in read(tmp_path / "a.html", source="a.html").blocks)
    assert "Ein Satz." in text
    assert "haha" not in text
    assert "root:" not in text


def test_the_settings_raise_and_lower_what_an_officer_may_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Wort. " * 200_000)
    with pytest.raises(ReleaseError, match="größer als 1 MB"):
        read(tmp_path / "a.txt", source="a.txt", limits=Limits(max_file_mb=1))
    path = DATA / "einspaltig.pdf"
    assert read(path, source=path.name, limits=Limits(max_pages=1)).blocks
    (tmp_path / "seiten.pdf").write_bytes(PDF_OF_MANY_PAGES)
    with pytest.raises(ReleaseError, match="keinen Text"):  # all 61 pages were looked at
        read(tmp_path / "seiten.pdf", source="seiten.pdf", limits=Limits(max_pages=61))


def test_pictures_beyond_the_number_are_left_out_and_told(tmp_path: Path) -> None:
    pictures = [b64encode(PICTURE + bytes(number)).decode() for number in range(1, 5)]
    shown = "".join(f"<img src='data:image/png;base64,{data}'>" for data in pictures)
    page = f"<p>Ein Satz, der lang genug ist.</p>{shown}"
    (tmp_path / "a.html").write_text(page, "utf-8")
    document = read(tmp_path / "a.html", source="a.html", limits=Limits(max_pictures=1))
    assert len([block for block in document.blocks if block.picture]) == 1
    assert any("mehr als 1 Bilder; die letzten 3 wurden weggelassen" in doubt.message for doubt in document.warnings)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("weiche-trennungen.txt", "\u00ad" * 300_000 + "x"),
        ("weiche-trennungen-und-tabs.txt", "\u00ad\t" * 100_000 + "x"),
        ("endzeichen.txt", "Werkstatt\n\n" + "+" * 300 + "x\n\nDie Werkstatt hat geöffnet."),
        ("sperrvermerk.txt", "sp" + "errer" * 40 + "x\n\nDie Werkstatt hat geöffnet."),
        ("adresse.txt", "Werkstatt\n\n" + ("a" * 19_000 + "\n\n") * 3 + "Die Werkstatt hat geöffnet."),
        ("aufzaehlung.txt", "- Punkt\n" * limits.MAX_LINES),
        ("ein-absatz.txt", "kurz\n" * limits.MAX_LINES),
        (
            "verschachtelt.odt",
            office("odt", "<text:p>wort </text:p>" + "<text:p>" * 100 + "w " * 9_000 + "</text:p>" * 100),
        ),
    ],
)
def test_no_shape_of_text_takes_the_square_of_its_length(tmp_path: Path, name: str, data: str | bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    begun = time.process_time()
    with suppress(ReleaseError):
        parse(read(path, source=name))
    # Each took from ten seconds to minutes when the fuzzer found it.
    assert time.process_time() - begun < 2
