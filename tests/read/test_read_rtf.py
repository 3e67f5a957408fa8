"""RTF files of Word, LibreOffice and WordPad."""

from pathlib import Path

import pytest

from pipeline.model import Emphasis, Link, Role
from pipeline.read.content import Content, UnreadableError
from pipeline.read.rtf import read_rtf

DATA = Path(__file__).parent.parent / "data" / "read"


def content_of(name: str) -> Content:
    return read_rtf((DATA / name).read_bytes())


def texts(content: Content, role: Role | None = None) -> list[str]:
    return [block.text for block in content.blocks if role in (None, block.role)]


def text_of(body: str) -> str:
    return "\n".join(texts(read_rtf(b"{\\rtf1\\ansi " + body.encode("latin-1") + b"}")))


def test_styles_make_headings_and_captions() -> None:
    content = content_of("word-mit-textfeld.rtf")
    assert content.blocks[0].hints == ("pm-dachzeile",)
    assert [(block.text, block.level) for block in content.blocks if block.role is Role.HEADING] == [
        ("Zeulenroda stellt die Uhren auf Bus und Rad", 1),
        ("Was neu ist", 2),
        ("Pressekontakt", 2),
    ]
    assert texts(content, Role.CAPTION) == ["Abbildung 1: Der neue Bus. Foto: Stadt Zeulenroda"]
    assert texts(content, Role.LIST_ITEM) == ["ein Fahrschein für alles", "Fahrten bis Mitternacht"]


def test_changes_count_as_accepted_and_what_is_not_the_text_is_left_out() -> None:
    content = content_of("word-mit-textfeld.rtf")
    text = "\n".join(texts(content))
    assert "Der Stadtrat hat dafür zwei Linien verlängert" in text
    for absent in ("neun", "intern", "Beschluss", "Briefkopf", "Vorlage", "doppelt", "HYPERLINK", "504b", "wzDesc"):
        assert absent not in text
    assert [warning.code for warning in content.warnings] == ["tracked-changes", "footnotes-left-out"]


def test_a_text_box_with_an_address_is_read_after_the_text() -> None:
    last = content_of("word-mit-textfeld.rtf").blocks[-1]
    assert last.text == "hollstein@zeulenroda.example"
    assert last.links == (Link("hollstein@zeulenroda.example", "mailto:hollstein@zeulenroda.example"),)


def test_a_table_and_a_picture_are_read() -> None:
    content = content_of("word-mit-textfeld.rtf")
    assert [text for text in texts(content) if " | " in text] == ["Linie | Takt", "1 | 15 Minuten", "2 | 30 Minuten"]
    [picture] = [block.picture for block in content.blocks if block.picture]
    assert (picture.name, picture.media_type) == ("bild-1.png", "image/png")
    assert picture.alt == "Ein gelber Bus vor dem Rathaus, Menschen mit Rädern"
    assert picture.data.endswith(b"IEND\xaeB`\x82")


def test_a_file_of_libreoffice_is_read() -> None:
    content = content_of("libreoffice.rtf")
    assert texts(content, Role.HEADING) == [
        "Die Nachtigall zieht in den Stadtwald",
        "Zählung ergibt vierzig Paare 🐦 – so viele wie nie",
        "Führungen im Mai",
    ]
    assert texts(content, Role.LIST_ITEM) == ["freitags um 21 Uhr", "samstags um 22 Uhr"]
    assert texts(content)[-2:] == ["Kontakt", "Henning Tast\nTelefon 0340 555-712"]
    links = [link for block in content.blocks for link in block.links]
    assert links == [Link("vogelverein-dessau.example", "https://www.vogelverein-dessau.example/")]


def test_raw_and_escaped_bytes_follow_the_fonts_code_page() -> None:
    content = content_of("wordpad-1252.rtf")
    assert texts(content, Role.HEADING) == ["Ein Pfad für alle Füße"]
    assert "Edda Knaußer-Löwe. Als Gast kommt Botaniker Jiří Dvořák aus Pilsen." in "\n".join(texts(content))
    assert [block.text for block in content.blocks if block.emphasis is Emphasis.BOLD] == [
        "Presseinformation",
        "Eröffnung mit Musik",
    ]
    assert texts(content, Role.LIST_ITEM) == ["Anreise mit Bus 3", "Start am Parkplatz"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Stra\'dfe", "Straße"),
        (r"Stra\u223\'dfe", "Straße"),
        (r"Stra\u223?e", "Straße"),
        (r"Stra\uc0\u223 e", "Straße"),
        (r"Stra\uc2\u223\'81\'9ee", "Straße"),
        (r"\u-10179?\u-9039?!", "\U0001f4b1!"),
        (r"a\~b\-c\_d\{\}\\", "a bc-d{}\\"),
        (r"eins{\*\unbekannt zwei}\par drei", "eins\ndrei"),
        (r"eins{\deleted \par } zwei", "eins zwei"),
        (r"m{\super 2}", "m²"),
        (r"{\pard \s9 ohne Absatzende}", "ohne Absatzende"),
        (r"{\pict\bin3 {}{}nach dem Bild", "nach dem Bild"),
        (r"{\shp{\*\shpinst{\shptxt au\'dfen{\shp{\*\shpinst{\shptxt innen\par}}}\par}}}Ende", "Ende\naußen\ninnen"),
    ],
)
def test_characters_and_groups(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize("data", [b"{\\rtf1 Der Anfang einer Meldung, deren Ende", b"{\\rtf1 " + b"{" * 9_999])
def test_a_file_that_ends_too_early_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_rtf(data)
    assert "unvollständig" in caught.value.reason
