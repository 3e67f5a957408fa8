"""LibreOffice files: styles through their chains, frames, tables, changes."""

from pathlib import Path

from pipeline.model import Block, Emphasis, Link, Role
from pipeline.read.content import Content
from pipeline.read.odt import read_odt

DATA = Path(__file__).parent.parent / "data" / "read"


def content_of(name: str) -> Content:
    return read_odt((DATA / name).read_bytes())


def texts(content: Content, role: Role | None = None) -> list[str]:
    return [block.text for block in content.blocks if role in (None, block.role)]


def test_styles_and_outline_levels_make_headings() -> None:
    content = content_of("vorlagen-und-aenderungen.odt")
    assert content.blocks[:3] == (
        Block(Role.PARAGRAPH, "Handwerk"),
        Block(Role.HEADING, "Salzwedel backt wieder", level=1, hints=("title",)),
        Block(Role.HEADING, "Lehrlinge beleben den Ofen am Steintor", level=3, hints=("subtitle",)),
    )
    assert texts(content, Role.HEADING)[2:] == ["Roggen aus der Altmark", "Ansprechpartnerin für die Presse"]


def test_changes_count_as_accepted_and_notes_comments_and_hidden_text_are_left_out() -> None:
    content = content_of("vorlagen-und-aenderungen.odt")
    text = "\n".join(texts(content))
    assert "brennt nach vierzig Jahren wieder Feuer" in text
    assert "neu gesetzt und backen dort" in text
    for absent in ("Dutzend", "Quelle", "Chefin", "Stimmt", "Redaktion", "Geheim", "Briefkopf", "Vorlage"):
        assert absent not in text
    assert [warning.code for warning in content.warnings] == ["tracked-changes", "footnotes-left-out"]


def test_only_the_first_paragraph_of_a_list_entry_is_an_item() -> None:
    content = content_of("vorlagen-und-aenderungen.odt")
    start = texts(content).index("Mehl aus der Mühle in Kalbe")
    assert [(block.role, block.text) for block in content.blocks[start : start + 4]] == [
        (Role.LIST_ITEM, "Mehl aus der Mühle in Kalbe"),
        (Role.LIST_ITEM, "gemahlen am selben Tag"),
        (Role.LIST_ITEM, "Salz aus Staßfurt"),
        (Role.PARAGRAPH, "Beides kommt mit dem Rad."),
    ]


def test_a_picture_in_a_frame_stands_above_its_caption() -> None:
    blocks = content_of("vorlagen-und-aenderungen.odt").blocks
    place = next(index for index, block in enumerate(blocks) if block.role is Role.PICTURE)
    assert blocks[place].picture is not None
    assert blocks[place].picture.alt == "Glut in einem gemauerten Ofen"
    assert blocks[place + 1].role is Role.CAPTION
    assert blocks[place + 1].text == "Abbildung 1: Der Ofen brennt. Foto: Wenke Arlt"


def test_spaces_breaks_and_links_are_read() -> None:
    content = content_of("vorlagen-und-aenderungen.odt")
    assert content.language == "de-DE"
    assert texts(content)[-1] == "Wenke Arlt\nTelefon 03901 5550-20\narlt@innung-salzwedel.example"
    links = [link for block in content.blocks for link in block.links]
    assert links == [Link("Seite der Innung", "https://www.innung-salzwedel.example/ofen")]
    assert any("Salzwedel, 9. November 2022" in text for text in texts(content))


def test_direct_formats_make_titles_and_emphasis() -> None:
    content = content_of("direkt-formatiert.odt")
    assert texts(content, Role.HEADING) == ["Die Fähre fährt nun mit Strom"]
    bold = [block.text for block in content.blocks if block.emphasis is Emphasis.BOLD]
    assert bold == ["Leise ans andere Ufer", "Neue Zeiten"]
    assert texts(content, Role.LIST_ITEM) == ["montags bis freitags ab 6 Uhr", "sonntags ab 8 Uhr"]
    assert any("die 40 m² Fläche speisen" in text for text in texts(content))


def test_frames_shapes_and_tables_are_read_in_order() -> None:
    content = content_of("rahmen-und-tabellen.odt")
    assert texts(content)[:3] == ["Stadtbad Gardelegen", "14. Juni 2023", "Das Stadtbad öffnet eine Stunde früher"]
    assert texts(content)[4:8] == [
        "Tag | Zeit",
        "Mo–Fr | 6–21 Uhr",
        "Sa, So | 9–19 Uhr",
        "Der Eintritt bleibt bei vier Euro.",
    ]
    assert texts(content)[-3:] == [
        "Kontakt für Medien",
        "Theo Malchow, Tel.: 03907 555-31",
        "malchow@stadtbad-gardelegen.example",
    ]
    assert [block.picture.alt for block in content.blocks if block.picture] == ["Leeres Becken am Morgen"]
    assert [warning.code for warning in content.warnings] == ["diagram-left-out"]
