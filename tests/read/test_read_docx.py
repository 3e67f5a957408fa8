"""Word files: what stands on the page and where, whatever it is made of."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.model import Block, Document, Emphasis, Link, Role
from pipeline.parse import parse
from pipeline.read.content import Content
from pipeline.read.word import read_docx

DATA = Path(__file__).parent.parent / "data" / "read"
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "releases" / "PM_Batterieforschung_final.docx"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def content_of(name: str) -> Content:
    return read_docx((DATA / name).read_bytes())


def texts(content: Content, role: Role | None = None) -> list[str]:
    return [block.text for block in content.blocks if role in (None, block.role)]


def block_with(content: Content, text: str) -> Block:
    return next(block for block in content.blocks if text in block.text)


def word_file(body: str, *, styles: str = "", namespace: str = WORD) -> bytes:
    """A Word file of a body's XML, with ``w`` as its prefix."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
        package.writestr("word/styles.xml", f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>')
    return file.getvalue()


def paragraph(text: str, properties: str = "", *, run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


RUNNING = paragraph("Die Brücke über die Ilm wird von Montag an gesperrt, und zwar in beiden Richtungen. " * 3)


def test_styles_make_headings_captions_and_list_items() -> None:
    content = content_of("textfeld-und-aenderungen.docx")
    assert [(block.text, block.level) for block in content.blocks if block.role is Role.HEADING] == [
        ("Der alte Friedhof wird ein Garten für alle", 1),
        ("Lindenau öffnet das Gelände am 1. April", 2),
        ("Was es zu tun gibt", 2),
        ("Hintergrund", 2),
        ("Pressekontakt", 2),
    ]
    assert texts(content, Role.CAPTION) == ["Abbildung 1: Die ersten Bäume stehen schon. Foto: Jorid Klee"]
    assert texts(content, Role.LIST_ITEM) == ["samstags von 9 bis 12 Uhr jäten", "im Herbst Saft pressen"]


def test_a_style_of_the_house_is_named_even_if_it_inherits_from_a_heading() -> None:
    kicker = content_of("textfeld-und-aenderungen.docx").blocks[0]
    assert kicker == Block(Role.PARAGRAPH, "Stadtgrün", hints=("pm-dachzeile",))


def test_a_text_box_with_an_address_is_read_once_and_after_the_text() -> None:
    content = content_of("textfeld-und-aenderungen.docx")
    assert texts(content)[-4:] == [
        "Mirjam Sandner",
        "Gartenamt Lindenau, Am Wehr 4, 04177 Lindenau",
        "Telefon 0341 23125-117",
        "sandner@gartenamt-lindenau.example",
    ]
    assert texts(content).count("Mirjam Sandner") == 1


def test_changes_count_as_accepted_and_what_is_not_the_text_is_left_out() -> None:
    content = content_of("textfeld-und-aenderungen.docx")
    text = "\n".join(texts(content))
    assert "Das Gartenamt hat dort 340 Obstbäume" in text
    assert "Zur Eröffnung spielt die Bläserklasse der Schule am Kanal." in texts(content)
    assert text.count("Dieser Satz wurde verschoben.") == 1
    for absent in ("Grünflächenamt", "nachzählen", "Stadtarchiv", "Briefkopf", "Intern", "HYPERLINK", "SEQ", "Vorlage"):
        assert absent not in text
    assert [warning.code for warning in content.warnings] == ["tracked-changes", "footnotes-left-out"]


def test_links_come_from_relations_and_from_fields() -> None:
    block = block_with(content_of("textfeld-und-aenderungen.docx"), "12.000 m²")
    assert block.links == (
        Link("www.gartenamt-lindenau.example/plan", "https://www.gartenamt-lindenau.example/plan"),
        Link("Bürgerbüro", "https://www.gartenamt-lindenau.example/buero"),
    )


def test_a_picture_stands_above_its_caption_with_its_alternative_text() -> None:
    blocks = content_of("textfeld-und-aenderungen.docx").blocks
    place = next(index for index, block in enumerate(blocks) if block.role is Role.PICTURE)
    picture = blocks[place].picture
    assert picture is not None
    assert (picture.name, picture.media_type) == ("image1.png", "image/png")
    assert picture.alt == "Junge Apfelbäume vor einer Ziegelmauer"
    assert picture.data.startswith(b"\x89PNG")
    assert blocks[place + 1].role is Role.CAPTION


def test_cells_of_a_layout_table_are_paragraphs_and_rows_of_figures_are_lines() -> None:
    content = content_of("layouttabellen.docx")
    assert texts(content)[:4] == [
        "Pressemitteilung",
        "Blinkwerk Weida GmbH",
        "Blinkwerk Weida wächst",
        "Neue Halle, dreißig neue Stellen",
    ]
    assert [text for text in texts(content) if " | " in text] == [
        "Jahr | Stellen | Leuchten",
        "2022 | 61 | 40.000",
        "2024 | 91 | 75.000",
    ]
    assert texts(content)[-4:] == ["Kontakt", "Jette Amann", "Tel. 036603 5550-12", "amann@blinkwerk-weida.example"]


def test_a_prompt_is_no_text_and_a_picture_for_print_is_reported() -> None:
    content = content_of("layouttabellen.docx")
    assert not any("Klicken Sie hier" in text for text in texts(content))
    assert block_with(content, "Zahlen zum Umbau").level == 2
    assert [(warning.code, warning.where) for warning in content.warnings] == [("picture-left-out", "image2.emf")]


def test_large_type_at_the_top_makes_titles_and_bold_stays_an_emphasis() -> None:
    content = content_of("nur-fett-und-gross.docx")
    assert [(block.text, block.level) for block in content.blocks if block.role is Role.HEADING] == [
        ("Ein Chor aus lauter Nachbarn", 1),
        ("Die Singschule Apolda sucht Stimmen für ein Jahr", 2),
    ]
    bold = [block.text for block in content.blocks if block.emphasis is Emphasis.BOLD]
    assert bold == ["MEDIENINFORMATION", "Ohne Vorsingen", "Vom Volkslied bis zum Kanon", "Pressekontakt"]


def test_typed_bullets_are_list_items_and_an_address_keeps_its_lines() -> None:
    content = content_of("nur-fett-und-gross.docx")
    assert texts(content, Role.LIST_ITEM) == ["bequeme Schuhe", "etwas zu trinken", "gute Laune"]
    assert texts(content)[-1] == "Singschule Apolda\nIlja Noack\nFärbergasse 7, 99510 Apolda\nTelefon: 03644 55510"


@pytest.mark.parametrize(
    ("name", "role", "level"),
    [
        ("heading 1", Role.HEADING, 1),
        ("Überschrift 2", Role.HEADING, 2),
        ("PM Überschrift 3", Role.HEADING, 3),
        ("Title", Role.HEADING, 1),
        ("Haupttitel", Role.HEADING, 1),
        ("Untertitel", Role.HEADING, 2),
        ("caption", Role.CAPTION, 0),
        ("Bildunterschrift", Role.CAPTION, 0),
        ("Aufzählungszeichen 2", Role.LIST_ITEM, 0),
        ("Pressetext", Role.PARAGRAPH, 0),
    ],
)
def test_a_styles_name_gives_the_role(name: str, role: Role, level: int) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="x7"><w:name w:val="{name}"/></w:style>'
    block = read_docx(word_file(paragraph("Neues aus Apolda", '<w:pStyle w:val="x7"/>'), styles=styles)).blocks[0]
    assert block.role is role
    assert block.level == (2 if name == "Untertitel" else level)


def test_styles_that_inherit_from_each_other_in_a_circle_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{other}"/></w:style>'
        for own, other in (("a", "b"), ("b", "a"))
    )
    content = read_docx(word_file(paragraph("Text", '<w:pStyle w:val="a"/>'), styles=styles))
    assert texts(content) == ["Text"]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    body = paragraph("Brücke gesperrt", '<w:outlineLvl w:val="0"/>') + RUNNING
    content = read_docx(word_file(body, namespace=STRICT))
    assert texts(content, Role.HEADING) == ["Brücke gesperrt"]


def test_large_type_below_the_first_text_makes_subheads_but_not_of_sentences() -> None:
    large = '<w:sz w:val="28"/>'
    body = RUNNING + paragraph("Umleitung", run=large) + paragraph("Wir bitten um Geduld.", run=large)
    blocks = read_docx(word_file(body)).blocks
    assert [(block.role, block.level) for block in blocks[1:]] == [(Role.HEADING, 2), (Role.PARAGRAPH, 0)]


def test_a_field_without_an_end_does_not_hide_the_rest() -> None:
    broken = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r></w:p>'
    assert texts(read_docx(word_file(broken + RUNNING)))[0].startswith("Die Brücke")


@pytest.mark.skipif(not GOLD.exists(), reason="the gold releases are not on this machine")
def test_a_release_of_an_office_comes_out_right_after_parsing() -> None:
    content = read_docx(GOLD.read_bytes())
    release = parse(Document(GOLD.name, "0", content.blocks, content.metadata, content.language, content.warnings))
    assert (release.kicker, release.subheadline) == (
        "Energiespeicher",
        "Verbundprojekt NaKeram erreicht 8.000 Ladezyklen",
    )
    assert release.headline.startswith("Salz statt Lithium:")
    assert (release.dateline.place, release.dateline.date) == ("Hermsdorf", "2024-03-19")
    assert (len(release.paragraphs), len(release.quotes)) == (7, 6)
    assert [caption.text[:20] for caption in release.captions] == ["Nur 25 Mikrometer dü"]
    assert [item.title for item in release.boilerplates] == ["Über das Fraunhofer IKTS"]
    assert release.contact.phones == ("+493660193010",)
