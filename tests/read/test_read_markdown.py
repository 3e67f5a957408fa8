"""Markdown: the roles of blocks, front matter, pictures and what officers type without knowing Markdown."""

import base64
import struct
from pathlib import Path

import pytest

from pipeline.model import Block, Emphasis, Link, Picture, Role
from pipeline.read import read
from pipeline.read.content import UnreadableError
from pipeline.read.frontmatter import split_front_matter
from pipeline.read.markdown import markdown_blocks, read_markdown

DATA = Path(__file__).parent.parent / "data" / "read"


def only(text: str) -> Block:
    (block,) = markdown_blocks(text)
    return block


def test_a_file_with_front_matter() -> None:
    document = read(DATA / "kopfdaten.md", source="kopfdaten.md")
    assert document.language == "de"
    assert dict(document.metadata) == {
        "title": "Kräutergarten: Kita pflanzt 80 Sorten",
        "date": "2025-03-04",
        "lang": "de",
        "tags": "Bildung, Garten",
        "kontakt.name": "Hedda Quast",
        "kontakt.mail": "hedda.quast@kita-wiesengrund.example",
    }
    blocks = document.blocks
    assert (blocks[0].role, blocks[0].level, blocks[1].emphasis) == (Role.HEADING, 1, Emphasis.BOLD)
    assert blocks[2].text.startswith("Lohra, 4. März 2025 – Auf dem Hof der Kita ist in vier Wochen ein Garten")
    assert (blocks[3].role, blocks[3].emphasis) == (Role.CAPTION, Emphasis.ITALIC)
    assert blocks[4].text == "„Der Thymian heißt bei uns Pizzakraut“, erzählt Erzieherin Hedda Quast."
    assert [block.text for block in blocks[5:8]] == ["Beet | Sorten", "Küche | 35", "Tee | 45"]
    assert [block.role for block in blocks[8:10]] == [Role.LIST_ITEM, Role.LIST_ITEM]
    assert blocks[-1].text.split("\n")[:2] == ["Hedda Quast", "Wiesengrund 4, 35102 Lohra"]
    address = "hedda.quast@kita-wiesengrund.example"
    assert blocks[-1].links == (Link(address, f"mailto:{address}"),)


def test_a_file_as_someone_types_it_who_knows_no_markdown() -> None:
    blocks = read(DATA / "ohne-kopfdaten.md", source="x").blocks
    assert [block.text for block in blocks[:2]] == ["Presseinformation", "3. März 2026"]
    assert blocks[3].text == "30 Meter reicht sie hinauf.\nBestellt wurde sie vor zwei Jahren."
    assert [block.text.split(":")[0] for block in blocks if block.role is Role.CAPTION] == [
        "Neu in der Halle",
        "Schlüsselübergabe auf dem Hof, Bild",
    ]
    assert [block.role for block in blocks[6:8]] == [Role.PARAGRAPH, Role.RULE]
    assert [link.href for link in blocks[8].links] == ["https://example.org/drehleiter", "https://example.org/bericht"]
    assert (blocks[9].text, blocks[9].hints) == ("Die Leiter steht am Sonntag\nzur Besichtigung bereit.", ("hinweis",))
    assert blocks[-1] == Block(Role.PARAGRAPH, "- Ende -")


def test_toml_front_matter_after_a_byte_order_mark() -> None:
    document = read(DATA / "toml-mit-marke.markdown", source="x")
    assert dict(document.metadata) == {
        "title": "Schwimmbad öffnet früher",
        "date": "2024-04-19",
        "tags": "Sport, Stadt",
        "entwurf": "false",
    }
    assert document.blocks[0].role is Role.HEADING
    assert document.blocks[-1].text == "1. Mai: Freier Eintritt"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a: b: c\n---\nText",
        "---\ntitle: Ohne Ende\n\nText",
        "---\ntitle: [a\n---\nText",
        "---\nx: " + "[" * 5000 + "\n---\nText",
        "+++\ntitle = Ohne Anführungszeichen\n+++\nText",
        "+++\nx = " + "[" * 5000 + "\n+++\nText",
        "---\ntitle: x\n" + "# Kommentar\n" * 3000 + "---\nText",
    ],
)
def test_broken_front_matter_is_told(text: str) -> None:
    with pytest.raises(UnreadableError, match="Kopfdaten"):
        read_markdown(text.encode())


def test_the_line_of_the_mistake_counts_from_the_top_of_the_file() -> None:
    with pytest.raises(UnreadableError, match="Zeile 3 "):
        split_front_matter("---\ntitle: Gut\ndate: Tag: falsch\n---\n")


@pytest.mark.parametrize(
    "text", ["---\n\nText", "---\nEin Satz nur so.\n---\nText", "Text\n---\n", "", "----\na: b\n----"]
)
def test_rule_lines_at_the_top_are_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ((), text)


def test_values_stay_as_written_and_aliases_do_not_explode() -> None:
    metadata, _ = split_front_matter("---\ndate: 2023-02-30\nnr: 07\nfrei: ja\nleer:\n---\n")
    assert metadata == (("date", "2023-02-30"), ("nr", "07"), ("frei", "ja"), ("leer", ""))
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert dict(split_front_matter(f"---\n{bomb}---\n")[0])["a39"] == ""


@pytest.mark.parametrize(
    ("text", "role", "level", "emphasis"),
    [
        ("# Titel", Role.HEADING, 1, Emphasis.NONE),
        ("### **Titel**", Role.HEADING, 3, Emphasis.NONE),
        ("Titel\n=====", Role.HEADING, 1, Emphasis.NONE),
        ("**Ganz fett**", Role.PARAGRAPH, 0, Emphasis.BOLD),
        ("*Ganz kursiv*", Role.PARAGRAPH, 0, Emphasis.ITALIC),
        ("**Halb** fett", Role.PARAGRAPH, 0, Emphasis.NONE),
        ("###", Role.PARAGRAPH, 0, Emphasis.NONE),
        ("    Vier Leerzeichen davor", Role.PARAGRAPH, 0, Emphasis.NONE),
        ("***", Role.RULE, 0, Emphasis.NONE),
    ],
)
def test_roles_and_emphasis(text: str, role: Role, level: int, emphasis: Emphasis) -> None:
    block = only(text)
    assert (block.role, block.level, block.emphasis) == (role, level, emphasis)


def test_hard_breaks_stay_and_soft_ones_go_in_running_text() -> None:
    assert only("Zeile eins  \nZeile zwei\\\nZeile drei").text == "Zeile eins\nZeile zwei\nZeile drei"
    assert only("Der erste Satz endet hier.\nDer zweite folgt.").text == "Der erste Satz endet hier. Der zweite folgt."
    assert only("Die Mühle steht\nam Bach").text == "Die Mühle steht am Bach"


def test_lists_of_several_items_are_lists_and_nested_ones_too() -> None:
    blocks = markdown_blocks("- a\n- b\n  1. c\n  2. d\n\nText")
    assert [(block.role, block.text) for block in blocks] == [
        *((Role.LIST_ITEM, letter) for letter in "abcd"),
        (Role.PARAGRAPH, "Text"),
    ]


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 300)
EMBEDDED = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


@pytest.mark.parametrize(
    "markup",
    [
        f"![Die Mühle]({EMBEDDED})",
        f"![Die Mühle][image1]\n\n[image1]: <{EMBEDDED}>",
        f"<img src='{EMBEDDED}' alt='Die Mühle'>",
    ],
)
def test_an_embedded_picture_is_kept(markup: str) -> None:
    blocks = read_markdown(f"Vorher\n\n{markup}\n".encode()).blocks
    assert [block.text for block in blocks] == ["Vorher", ""]
    assert blocks[1].picture == Picture("bild-1.png", "image/png", PNG, alt="Die Mühle")


def test_a_picture_comes_before_its_caption_and_one_elsewhere_is_none() -> None:
    blocks = read_markdown(f'![Mühle]({EMBEDDED} "Im Mai")\n\n![Mühle](mühle.png "Im Juni")\n'.encode()).blocks
    assert [(block.role, block.text) for block in blocks] == [
        (Role.PICTURE, ""),
        (Role.CAPTION, "Im Mai"),
        (Role.CAPTION, "Im Juni"),
    ]


def test_a_large_embedded_picture_does_not_make_the_text_long() -> None:
    large = base64.b64encode(PNG + bytes(2_000_000)).decode()
    blocks = read_markdown(f"Text\n\n![](data:image/png;base64,{large})\n".encode()).blocks
    assert [block.role for block in blocks] == [Role.PARAGRAPH, Role.PICTURE]


def test_html_is_dropped_to_its_text() -> None:
    assert only("Ein <b>fettes</b> Wort<br>und mehr <!-- nicht das -->").text == "Ein fettes Wort\nund mehr"
    assert markdown_blocks("<script>alert(1)</script>") == []


def test_absurd_input_is_refused_quickly() -> None:
    for text in ("[" * 100_000, ">" * 500 + " x", "- " * 500 + "x"):
        with pytest.raises(UnreadableError):
            markdown_blocks(text)
