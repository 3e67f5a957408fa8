"""Web pages: only the release remains, whatever stands around it and whatever its boxes are called."""

import base64
import struct
from pathlib import Path

import pytest

from pipeline.model import Block, Document, Emphasis, Link, Picture, Role
from pipeline.read import read
from pipeline.read.content import UnreadableError
from pipeline.read.webpage import html_blocks, read_webpage

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 300)
DATA = Path(__file__).parent.parent / "data" / "read"
LONG = "Der Verein hat am Donnerstag beschlossen, die alte Mühle zu kaufen und bis zum Sommer herzurichten. "


def page(name: str) -> Document:
    return read(DATA / name, source=name)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.text]


def read_texts(markup: str) -> list[str]:
    return [block.text for block in read_webpage(markup.encode()).blocks if block.text]


def only(markup: str) -> Block:
    (block,) = html_blocks(markup)
    return block


def test_a_whole_page_of_a_content_management_system() -> None:
    document = page("ganze-seite-cms.html")
    assert document.language == "de-DE"
    assert dict(document.metadata)["article:published_time"] == "2024-09-12T08:00:00+02:00"
    assert dict(document.metadata)["page-title"] == "Neue Werkstatt für alte Uhren | Kleinstadtmuseum Brauna"
    assert texts(document) == [
        "Handwerk\nNeue Werkstatt für alte Uhren",
        "Museum Brauna zeigt ab Oktober, wie Zeit repariert wird",
        "Brauna, 12. September 2024 – Drei Jahre lang standen die Drehbänke im Depot. Nun ziehen sie in den "
        "früheren Marstall um, und wer will, darf zusehen.",
        "Das Museum hat dafür 40 m² Boden aus Eichenholz verlegen lassen und die Fenster nach Norden geöffnet.",
        "Die Turmuhr von 1712 vor der Zerlegung Foto: Museum Brauna",
        "Zusehen erwünscht",
        "An jedem ersten Samstag im Monat steht die Tür offen. „Eine Uhr, die man öffnet, verliert ihr Geheimnis "
        "nicht, sie bekommt eines dazu“, sagt Restauratorin Wilma Sandrock.",
        "Eintritt: 4 Euro",
        "Kinder zahlen nichts",
        "Tag | Uhrzeit",
        "Samstag | 10 bis 17 Uhr",
        "Kontakt für die Presse",
        "Jost Albers\nTelefon: 030 23125 117\npresse@museum-brauna.example",
    ]
    caption = document.blocks[4]
    assert caption.role is Role.CAPTION
    assert [block.role for block in document.blocks[7:9]] == [Role.LIST_ITEM] * 2
    assert document.blocks[1].hints[0] == "news-subline"


def test_a_page_of_layout_tables_in_windows_1252() -> None:
    document = page("tabellenlayout-1252.html")
    assert texts(document)[:2] == [
        "Kübelstein, 9. Februar 2023",
        "Hochbehälter am Galgenberg\nfasst jetzt doppelt so viel Wasser",
    ]
    assert document.blocks[1].role is Role.HEADING
    assert [block.text for block in document.blocks if block.emphasis is Emphasis.BOLD] == [
        "Gebaut wurde bei laufendem Betrieb",
        "Ansprechpartnerin:",
    ]
    assert [block.text for block in document.blocks if block.emphasis is Emphasis.ITALIC] == [
        "Das Becken ist 31 Meter lang und sechs Meter tief."
    ]
    assert texts(document)[-1] == "Grete Überall\nTel. 030 23125-204\npresse@gw-kuebelstein.example"
    assert document.blocks[-1].links[0].href == "mailto:presse@gw-kuebelstein.example"


def test_a_fragment_whose_wrapper_has_an_unlucky_name() -> None:
    document = page("fragment.html")
    assert [block.level for block in document.blocks[:2]] == [2, 3]
    assert texts(document)[2].startswith("Wulfersheim, 2. Mai 2025 – Um drei Uhr")
    assert document.blocks[3].role is Role.CAPTION
    assert "blockquote" in document.blocks[4].hints
    assert document.blocks[-1].links == (
        Link("Film aus der Backstube", "https://example.org/backstube"),
        Link("Rezept als PDF", "https://example.org/rezept.pdf"),
    )


def test_a_blog_post_with_comments_and_its_contact_in_the_articles_footer() -> None:
    document = page("blog-mit-kommentaren.html")
    assert document.language == "de"
    assert texts(document)[:2] == ["Ausflug", "Radweg führt jetzt bis zur Quelle der Rauda"]
    assert texts(document)[-4:] == [
        "Länge: 4,1 Kilometer",
        "Steigung: höchstens 6 Prozent",
        "Rückfragen",
        "Heiner Kolb, Telefon 030 23125 900",
    ]
    everything = " ".join(texts(document))
    assert "Flussfreunde" in everything  # in the caption
    for noise in ("Verein Flussfreunde", "Teilen", "sehr schön", "Archiv", "WordPress"):
        assert noise not in everything


def test_a_page_inside_a_form_without_any_helpful_markup() -> None:
    got = texts(page("formular-ohne-auszeichnung.html"))
    assert got[0] == "Prüfstand für Fahrradhelme geht in Betrieb"
    assert got[-1] == "Pressekontakt: Alwine Trost, presse@helmlabor.example"
    assert len(got) == 5


@pytest.mark.parametrize("name", ["nav", "cookie-consent-given", "sidebar", "has-footer", "share teaser", "d-none"])
@pytest.mark.parametrize("element", ["div", "section", "form", "main", "article"])
def test_no_name_throws_the_release_away(element: str, name: str) -> None:
    release = f"<h2>Titel</h2><p>{LONG}</p><p>{LONG}</p>"
    got = read_texts(f"<body class='{name}'><{element} class='{name}' id='{name}'>{release}</{element}></body>")
    assert got == ["Titel", LONG.strip(), LONG.strip()]


@pytest.mark.parametrize(
    "noise",
    [
        "<nav><ul><li><a href='/'>Start</a></li></ul>Noch etwas</nav>",
        "<aside>Noch etwas</aside>",
        "<footer>Noch etwas</footer>",
        "<div class='siteNav'>Noch etwas</div>",
        "<div id='langSwitch'>Noch etwas</div>",
        "<ul class='article__share-list'><li>Noch etwas</li></ul>",
        "<div class='related-news'>Noch etwas</div>",
        "<div class='teaser'><a href='/x'>Noch</a> etwas</div>",
        "<div hidden>Noch etwas</div>",
        "<span style='display:none'>Noch etwas</span>",
        "<p class='sr-only'>Noch etwas</p>",
        "<div role='dialog'><h1>Cookies</h1>" + 8 * f"<p>Noch etwas {LONG}</p>" + "</div>",
        "<script>Noch etwas</script><noscript>Noch etwas</noscript><template>Noch etwas</template>",
        "<header><a href='/'>Noch etwas</a></header>",
    ],
)
@pytest.mark.parametrize("side", ["before", "after"])
def test_what_stands_around_the_release_goes(noise: str, side: str) -> None:
    release = f"<div><h1>Titel der Meldung</h1><p>{LONG * 3}</p></div>"
    markup = noise + release if side == "before" else release + noise
    assert read_texts(f"<html><body>{markup}</body></html>") == ["Titel der Meldung", (LONG * 3).strip()]


def test_a_lead_paragraph_called_teaser_stays() -> None:
    got = read_texts(f"<article><h1>Titel</h1><p class='teaser'>Kurz vorweg.</p><p>{LONG}</p></article>")
    assert got[1] == "Kurz vorweg."


def test_the_heading_above_the_articles_body_comes_along() -> None:
    got = read_texts(f"<div><h1>Titel</h1><div itemprop='articleBody'><p>{LONG}</p></div></div><div>Fuß</div>")
    assert got[:2] == ["Titel", LONG.strip()]


def test_breaks_part_lines_and_blocks() -> None:
    blocks = html_blocks("Eins<br>zwei<br><br>drei<br>\n&nbsp;<br/>vier<hr>fünf")
    assert [block.text for block in blocks] == ["Eins\nzwei", "drei", "vier", "", "fünf"]
    assert blocks[3].role is Role.RULE


def test_source_line_ends_are_spaces_except_in_preformatted_text() -> None:
    assert only("<p>eine\n  Zeile</p>").text == "eine Zeile"
    assert [block.text for block in html_blocks("<pre>Titel\n\nNora B.\nAm Markt</pre>")] == [
        "Titel",
        "Nora B.\nAm Markt",
    ]


def test_large_type_is_a_heading_and_a_bold_line_stands_alone() -> None:
    blocks = html_blocks("<font size='5'>Titel</font><br><font size='2'><b>Dach</b><br>Text</font>")
    assert [(block.role, block.level, block.emphasis, block.text) for block in blocks] == [
        (Role.HEADING, 1, Emphasis.NONE, "Titel"),
        (Role.PARAGRAPH, 0, Emphasis.BOLD, "Dach"),
        (Role.PARAGRAPH, 0, Emphasis.NONE, "Text"),
    ]
    assert only("<font size='+1'><b>Etwas kleiner</b></font>").level == 2
    assert only("<p style='font-weight: bold'>Fett</p>").emphasis is Emphasis.BOLD


def test_links_that_work_the_page_go_and_links_of_the_release_stay() -> None:
    assert html_blocks("<p><a href='javascript:print()'>Drucken</a> | <a href='#top'>nach oben</a></p>") == []
    assert only("<p><a href='https://example.org/a'>Bericht</a></p>").links[0].text == "Bericht"
    assert only("<p><a href='mailto:a@example.org'>E-Mail</a></p>").text == "E-Mail"


def test_captions_by_element_and_by_class() -> None:
    for markup in (
        "<figure><img alt='x'>Text</figure>",
        "<p class='bu'>Text</p>",
        "<div><span class='img-caption'>Text</span></div>",
    ):
        assert (only(markup).role, only(markup).text) == (Role.CAPTION, "Text")
    assert only("<p class='buch'>Text</p>").role is Role.PARAGRAPH


def test_the_declared_encoding_is_a_hint_only() -> None:
    markup = "<meta charset=iso-8859-1><p>Größe</p>"
    assert read_webpage(markup.encode("utf-8")).blocks[0].text == "Größe"
    assert read_webpage(markup.encode("cp1252")).blocks[0].text == "Größe"
    assert read_webpage(markup.encode("utf-16")).blocks[0].text == "Größe"


def test_absurd_nesting_and_absurdly_many_elements_are_refused() -> None:
    with pytest.raises(UnreadableError, match="Elemente"):
        read_webpage(b"<br>" * 200_000)
    with pytest.raises(UnreadableError, match="verschachtelt"):
        read_webpage(b"<div>" * 20_000 + b"Text")
    assert read_texts("<b><font>" * 200 + "Text") == ["Text"]


def embedded(data: bytes, *, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def shown(markup: str) -> list[str]:
    """The text of each block, ``<name alt>`` for a picture."""
    blocks = read_webpage(markup.encode()).blocks
    return [f"<{block.picture.name} {block.picture.alt}>" if block.picture else block.text for block in blocks]


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [
        (PNG, "image/png", "bild-1.png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg", "bild-1.jpg"),
        (b"GIF89a" + struct.pack("<HH", 300, 200), "image/gif", "bild-1.gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp", "bild-1.webp"),
    ],
)
def test_an_embedded_picture_stands_at_its_place(data: bytes, kind: str, name: str) -> None:
    markup = f"<h1>Titel</h1><p>Eins.</p><p><img src='{embedded(data, kind=kind)}' alt=' Die\n Mühle '></p><p>Zwei.</p>"
    blocks = read_webpage(markup.encode()).blocks
    assert [block.text for block in blocks] == ["Titel", "Eins.", "", "Zwei."]
    assert blocks[2] == Block(Role.PICTURE, "", picture=Picture(name, kind, data, alt="Die Mühle"))


def test_a_picture_never_parts_a_paragraph_and_comes_before_its_caption() -> None:
    image = f"<img src='{embedded(PNG)}' alt='x'>"
    assert shown(f"<p>Ein {image}Satz.</p><p>Noch einer.</p>") == ["Ein Satz.", "<bild-1.png x>", "Noch einer."]
    for inside in (f"{image}<figcaption>B</figcaption>", f"<figcaption>B</figcaption>{image}", f"B{image}"):
        assert shown(f"<p>A</p><figure>{inside}</figure><p>C</p>") == ["A", "<bild-1.png x>", "B", "C"]


@pytest.mark.parametrize(
    "image",
    [
        "<img src='https://example.org/a.png' alt='x'>",
        "<img src='bilder/a.png' alt='x'>",
        "<img alt='x'>",
        f"<img src='{embedded(b'GIF89a' + struct.pack('<HH', 1, 1), kind='image/gif')}'>",
        f"<img src='{embedded(PNG)}' width='24'>",
        f"<img src='{embedded(PNG)}' class='site-logo'>",
        f"<img src='{embedded(PNG)}' alt='Logo der Stadtwerke'>",
        f"<img src='{embedded(b'Kein Bild')}'>",
        f"<img src='{embedded(b'<svg/>', kind='image/svg+xml')}'>",
        f"<nav>Start <img src='{embedded(PNG)}'></nav>",
    ],
)
def test_what_is_not_in_the_file_or_dresses_the_page_is_no_picture(image: str) -> None:
    assert shown(f"<body><h1>Titel</h1>{image}<p>{LONG * 3}</p></body>") == ["Titel", (LONG * 3).strip()]


def test_a_huge_embedded_picture_goes_with_a_warning() -> None:
    content = read_webpage(f"<p>Text</p><img src='{embedded(PNG + bytes(8_000_001))}'>".encode())
    assert [block.text for block in content.blocks] == ["Text"]
    assert [warning.code for warning in content.warnings] == ["picture-too-large"]
    assert content.warnings[0].message.startswith("Ein Bild ist größer als 8 MB und wurde nicht übernommen.")


def test_embedded_data_leaves_no_trace_in_links() -> None:
    content = read_webpage(f"<p><a href='{embedded(PNG)}'>Bild</a></p>".encode())
    assert content.blocks == (Block(Role.PARAGRAPH, "Bild"),)


def test_embedded_pictures_count_for_nothing() -> None:
    picture = b"<img src='data:image/png;base64," + b"A" * 6_000_000 + b"'>"
    assert read_webpage(b"<p>Text</p>" + picture).blocks[0].text == "Text"
    with pytest.raises(UnreadableError, match="mehr als 5"):
        read_webpage(b"<p>" + b"A" * 6_000_000)
