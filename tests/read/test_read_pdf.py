"""PDF files: text in the order of reading, whole paragraphs, nothing of the page around it."""

import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Block, Document, Emphasis, Link, Release, Role
from pipeline.parse import parse
from pipeline.read.content import UnreadableError
from pipeline.read.pdf import read_pdf
from pipeline.read.pdf_joining import join_lines

DATA = Path(__file__).parent.parent / "data" / "read"
FILES = sorted(DATA.glob("*.pdf"))


def blocks(name: str) -> tuple[Block, ...]:
    return read_pdf((DATA / name).read_bytes()).blocks


def release(name: str) -> Release:
    content = read_pdf((DATA / name).read_bytes())
    return parse(Document(name, "0" * 64, content.blocks, content.metadata, content.language, content.warnings))


def pdf(*pages: str, font: str = "Helvetica") -> bytes:
    """A minimal file: one content stream a page, the fonts /F (regular) and /B (bold)."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(count))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
        f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode(),
        f"<</Type/Font/Subtype/Type1/BaseFont/{font}-Bold/Encoding/WinAnsiEncoding>>".encode(),
    ]
    for number, page in enumerate(pages):
        stream = zlib.compress(page.encode("cp1252"))
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {6 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R/B 4 0 R>>>>>>".encode()
        )
        bodies.append(f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream")
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010d} 00000 n \n" for at in offsets)
    end = f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + table.encode() + end.encode()


def show(x: float, y: float, text: str, *, size: float = 11, font: str = "F") -> str:
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n"


def column(x: float, y: float, lines: Sequence[str], *, size: float = 11) -> str:
    return "".join(show(x, y - 14 * row, line, size=size) for row, line in enumerate(lines))


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_pdf(data).blocks if block.text]


def test_one_column_with_letterhead_picture_and_list() -> None:
    content = read_pdf((DATA / "einspaltig.pdf").read_bytes())
    assert content.language == "de-DE"
    assert content.warnings == ()
    assert [(block.role, block.level, block.emphasis, block.text) for block in content.blocks] == [
        (Role.PARAGRAPH, 0, Emphasis.BOLD, "Sternwarte Kahlfeld"),
        (Role.PARAGRAPH, 0, Emphasis.NONE, "Presseinformation Nr. 14/2024\nKahlfeld, 6. Februar 2024"),
        (Role.PARAGRAPH, 0, Emphasis.BOLD, "Himmelsbeobachtung"),
        (Role.HEADING, 1, Emphasis.NONE, "Sternwarte Kahlfeld öffnet ihre renovierte Kuppel für Schulklassen"),
        (
            Role.HEADING,
            2,
            Emphasis.NONE,
            "Neues Spiegelteleskop zeigt Galaxien in 60 Millionen Lichtjahren Entfernung",
        ),
        (
            Role.PARAGRAPH,
            0,
            Emphasis.NONE,
            "Nach zwei Jahren Bauzeit dreht sich die Kuppel der Sternwarte Kahlfeld wieder. Ab dem 4. März können "
            "Schulklassen aus dem ganzen Landkreis kostenfrei durch das neue Spiegelteleskop blicken, das der "
            "Förderverein mit Spenden von 812 Bürgerinnen und Bürgern bezahlt hat. Die Kuppel misst 38 m² und lässt "
            "sich nun auch mit dem Rollstuhl erreichen.",
        ),
        (
            Role.PARAGRAPH,
            0,
            Emphasis.NONE,
            "„Wer einmal den Ring des Saturn mit eigenen Augen gesehen hat, stellt danach bessere Fragen“, sagt Dr. "
            "Henrike Altvater, die Leiterin der Sternwarte. „Genau dafür haben wir diesen Ort wieder aufgebaut.“",
        ),
        (Role.PICTURE, 0, Emphasis.NONE, ""),
        (
            Role.CAPTION,
            0,
            Emphasis.NONE,
            "Die renovierte Kuppel der Sternwarte Kahlfeld kurz vor dem ersten Beobachtungsabend (Foto: Matthias Grün)",
        ),
        (Role.PARAGRAPH, 0, Emphasis.BOLD, "Drei Abende für Neugierige"),
        (
            Role.PARAGRAPH,
            0,
            Emphasis.NONE,
            "Neben den Vormittagen für Schulen gibt es im Frühjahr drei öffentliche Abende:",
        ),
        (Role.LIST_ITEM, 0, Emphasis.NONE, "8. März: Der Mond und seine Krater"),
        (
            Role.LIST_ITEM,
            0,
            Emphasis.NONE,
            "22. März: Doppelsterne und offene Sternhaufen, mit einem Vortrag von Hobbyastronom Peter Wendlandt aus "
            "Grünau",
        ),
        (Role.LIST_ITEM, 0, Emphasis.NONE, "5. April: Galaxien im Löwen"),
        (
            Role.PARAGRAPH,
            0,
            Emphasis.NONE,
            "Die Plätze sind begrenzt. Eine Anmeldung ist über die Seite der Sternwarte möglich.",
        ),
        (Role.PARAGRAPH, 0, Emphasis.BOLD, "Über die Sternwarte Kahlfeld"),
        (
            Role.PARAGRAPH,
            0,
            Emphasis.NONE,
            "Die Sternwarte Kahlfeld wurde 1961 gegründet und wird von einem Verein mit 140 Mitgliedern getragen. "
            "Sie zählt jährlich rund 9.000 Gäste.",
        ),
        (Role.PARAGRAPH, 0, Emphasis.BOLD, "Pressekontakt"),
        (
            Role.PARAGRAPH,
            0,
            Emphasis.NONE,
            "Miriam Falkenhain\nSternwarte Kahlfeld e. V.\nTelefon: 03601 55 72 18\n"
            "E-Mail: presse@sternwarte-kahlfeld.example",
        ),
    ]
    assert content.blocks[0].hints == ("letterhead",)
    assert content.blocks[14].links == (
        Link("Seite der Sternwarte", "https://www.sternwarte-kahlfeld.example/anmeldung"),
    )
    picture = content.blocks[7].picture
    assert picture is not None
    assert (picture.name, picture.media_type, picture.data[:3]) == ("bild-1.jpg", "image/jpeg", b"\xff\xd8\xff")


def test_two_columns_over_two_pages_read_down_the_columns() -> None:
    found = blocks("zweispaltig.pdf")
    joined = "\n".join(block.text for block in found)
    assert "Medieninformation" not in joined  # the running head
    assert "Seite 1 von 2" not in joined
    assert [(block.role, block.text.split()[0]) for block in found] == [
        (Role.HEADING, "Netzwerk"),
        (Role.PARAGRAPH, "Mitteltal,"),
        (Role.PARAGRAPH, "Die"),
        (Role.PARAGRAPH, "„Bisher"),
        (Role.PARAGRAPH, "Der"),
        (Role.PARAGRAPH, "Wohnen"),
        (Role.PARAGRAPH, "Im"),
        (Role.PARAGRAPH, "„Das"),
        (Role.PARAGRAPH, "In"),
        (Role.PARAGRAPH, "Schon"),
        (Role.PARAGRAPH, "Ein"),
        (Role.PARAGRAPH, "Die"),
        (Role.PARAGRAPH, "Auch"),
        (Role.PARAGRAPH, "Langfristig"),
        (Role.PARAGRAPH, "Über"),
        (Role.PARAGRAPH, "Das"),
        (Role.PARAGRAPH, "Kontakt"),
        (Role.PARAGRAPH, "Jonas"),
    ]
    assert found[0].text == "Netzwerk Lichtquelle baut Lehrwerkstatt für feine Optik in Mitteltal"
    assert "Für die Photonikforschung in der Region" in found[2].text
    assert "aus der Photonikindustrie und -forschung der Nachbarländer" in found[3].text
    assert "mit der Ernst-Abbe-Hochschule," in found[4].text
    # It begins in the left column and ends in the right one.
    assert found[7].text == (
        "„Das Zimmer ist oft der Grund, warum ein guter Ausbildungsvertrag platzt“, erklärt Ralf Ohnesorge, der die "
        "Werkstatt als Ausbildungsleiter führen wird. Er hat selbst vor dreißig Jahren in der Porzellanfabrik gelernt "
        "und kennt das Haus bis in den letzten Kellerraum."
    )
    # It runs over the page; only the indentation of all the others tells, for a sentence ends there.
    assert found[12].text.endswith(
        "von der Fußdrehbank bis zur rechnergesteuerten Schleifmaschine. Einen Kalender mit allen Terminen will der "
        "Verein bis zum Jahresende veröffentlichen."
    )
    assert found[17].text == "Jonas Weidemann\nTelefon 05521 330 44-12\npresse@lichtquelle-mitteltal.example"


def test_a_contact_in_a_side_column_comes_after_the_text() -> None:
    content = read_pdf((DATA / "seitenspalte.pdf").read_bytes())
    assert [block.text for block in content.blocks if "sidebar" not in block.hints] == [
        "Hochschule Grünthal",
        "PRESSEMITTEILUNG 31/2023",
        "Studierende messen die Luft auf dem Schulweg mit selbst gebauten Geräten",
        "Grünthal, 11. Mai 2023. Vierzig Messgeräte, so groß wie eine Brotdose, hängen seit dieser Woche an Laternen "
        "in Grünthal. Gebaut haben sie Studierende der Hochschule Grünthal gemeinsam mit einer neunten Klasse der "
        "Regelschule am Park. Die Geräte zählen feinen Staub und messen den Gehalt von CO2 in der Luft.",
        "„Die Schülerinnen und Schüler wollten wissen, an welcher Ecke sie morgens am besten über die Straße gehen“, "
        "erläutert Prof. Dr.-Ing. Sabine Thalheimer vom Fachbereich Umwelttechnik. „Aus dieser Frage ist ein Netz "
        "geworden, um das uns größere Städte beneiden.“",
        "Die Werte erscheinen alle zehn Minuten auf einer Karte im Internet. Wer mag, kann den Bauplan herunterladen "
        "und ein eigenes Gerät aufhängen. Die Teile kosten zusammen etwa 35 Euro.",
        "Ergebnisse im Herbst",
        "Bis September wertet die Hochschule die Daten aus. Danach sollen sie der Stadt bei der Planung neuer Radwege "
        "helfen. Bürgermeister Konrad Uhlig hat zugesagt, die Ergebnisse im Stadtrat vorzustellen und über die Radwege "
        "noch in diesem Jahr abstimmen zu lassen.",
        "Über die Hochschule Grünthal",
        "An der Hochschule Grünthal lernen 2.300 Studierende in elf Studiengängen. Sie wurde 1992 gegründet und gehört "
        "zu den kleinsten Hochschulen des Landes.",
    ]
    assert [block.text for block in content.blocks[10:]] == [
        "Pressekontakt",
        "Friederike Lohse\nPressesprecherin",
        "Hochschule Grünthal\nAm Anger 4\n99999 Grünthal",
        "Telefon: 03677 84 20-115\nTelefax: 03677 84 20-100\npresse@hs-gruenthal.example\nwww.hs-gruenthal.example",
    ]
    (warning,) = content.warnings
    assert (warning.code, "„" in warning.message) == ("small-print-left-out", False)
    assert "„" in str(warning.private)


def test_a_word_processor_s_file_with_head_from_the_second_page_on() -> None:
    assert [(block.role, block.text) for block in blocks("textverarbeitung.pdf")[2:11]] == [
        (Role.HEADING, "Stadtbibliothek Oberlauf: Bücher kommen mit dem Lastenrad"),
        (
            Role.PARAGRAPH,
            "Wer nicht mehr gut zu Fuß ist, bekommt in Oberlauf seine Bücher künftig nach Hause gebracht. Vom "
            "16. September an fährt ein Lastenrad der Stadtbibliothek zweimal in der Woche durch alle Ortsteile. Die "
            "Ausleihe ist kostenlos; bestellt wird am Telefon oder per E-Mail.",
        ),
        (
            Role.PARAGRAPH,
            "„Viele unserer Leserinnen und Leser haben uns sechzig Jahre lang besucht, nun besuchen wir sie“, sagt "
            "Bibliotheksleiterin Cornelia Streubel. „Das Rad ist dabei fast zweitrangig. Die meisten freuen sich über "
            "das Gespräch an der Tür.“",
        ),
        (
            Role.PARAGRAPH,
            "Das Rad hat die Oberlaufer Fahrradmanufaktur gebaut. Es fasst 80 Bücher und fährt mit Strom vom Dach des "
            "Rathauses. Die Kosten von 9.400 Euro teilen sich die Stadt, die Sparkassenstiftung und der Förderkreis "
            "der Bibliothek. Entwickelt wurde der Aufbau gemeinsam mit der Ernst-Abbe-Hochschule, die Erfahrungen aus "
            "der Werkstoffindustrie und -forschung beisteuert; die Kisten bestehen aus gepresstem Hanf.",
        ),
        (Role.PARAGRAPH, "So funktioniert die Lieferung:"),
        (
            Role.LIST_ITEM,
            "Bestellen: bis zum Vorabend unter der Nummer der Bibliothek oder auf einer Karte, die dem letzten Paket "
            "beiliegt",
        ),
        (Role.LIST_ITEM, "Empfangen: dienstags und freitags zwischen 9 und 13 Uhr"),
        (Role.LIST_ITEM, "Zurückgeben: beim nächsten Besuch, ohne Frist und ohne Mahngebühr"),
        (
            Role.PARAGRAPH,
            "Zum Start liegen 120 Anmeldungen vor, mehr als die Bibliothek erwartet hatte. Sollte die Nachfrage weiter "
            "wachsen, will die Stadt im kommenden Jahr ein zweites Rad anschaffen. Gesucht werden außerdem "
            "Freiwillige, die bei Regen und Schnee aushelfen, wenn das Rad im Schuppen bleibt und die Bücher mit dem "
            "Bus reisen müssen. Für sie gibt es eine kleine Aufwandsentschädigung und einen Ausweis, mit dem sie "
            "selbst kostenfrei ausleihen können. Geschult werden die Helfer an zwei Nachmittagen im Oktober.",
        ),
    ]
    assert sum("Lastenrad" in block.text for block in blocks("textverarbeitung.pdf")) == 2


def test_an_address_in_the_letterhead_and_a_picture_beside_the_text() -> None:
    found = blocks("briefkopf.pdf")
    assert found[-1].text == (
        "Theater am Wehr gGmbH\nPresse und Öffentlichkeit\nWehrgasse 3, 99998 Altfurt\nTelefon 03622 88 90-40\n"
        "presse@theater-am-wehr.example"
    )
    assert [block.role for block in found[3:8]] == [
        Role.HEADING,
        Role.HEADING,
        Role.PICTURE,
        Role.CAPTION,
        Role.PARAGRAPH,
    ]
    assert found[6].text == "Das Floß vor dem Theater am Wehr bei der ersten Probe. Foto: Carla Menz"
    assert found[7].text == (
        "(Altfurt, 12. Januar 2024) Weil das Haus am Wehr saniert wird, zieht das Theater im Juni auf das Wasser. Ein "
        "Floß aus 140 Fässern trägt die Bühne, das Publikum sitzt auf der Ufertreppe. Die Premiere ist am 14. Juni mit "
        "einer Komödie, die eigens für diesen Ort geschrieben wurde."
    )
    assert found[10].text == (
        "Premiere: 14. Juni 2024, 20 Uhr\nOrt: Ufertreppe unterhalb des Wehrs\nKarten: 18 Euro, ermäßigt 9 Euro"
    )


def test_a_side_column_above_three_columns_of_text() -> None:
    found = blocks("drei-spalten.pdf")
    assert [block.text for block in found if block.text and "sidebar" not in block.hints] == [
        "3. Juli 2024",  # the date stands in the side column
        "Landwirtschaft",
        "Schäferei am Deich stellt auf Strom vom eigenen Dach um",
        "Marschen, 3. Juli 2024 – Die Schäferei am Deich erzeugt ihren Strom seit dieser Woche selbst. Auf den Ställen "
        "liegen 420 Module, die im Jahr mehr liefern, als der Betrieb verbraucht. Den Überschuss nimmt die "
        "Genossenschaft ab.",
        "Die Anlage hat 310.000 Euro gekostet. Sie soll sich in elf Jahren bezahlt machen, rechnet Betriebsleiter "
        "Hauke Petersen vor. „Die Schafe merken nichts davon, aber die Melkmaschine läuft jetzt auch, wenn im Dorf der "
        "Strom ausfällt“, sagt er.",
        "Gefördert wurde der Bau vom Land und vom Kreis. Weitere Höfe in der Nachbarschaft wollen dem Beispiel folgen; "
        "vier haben bereits einen Antrag gestellt.",
        "Die Schäferei besteht seit 1874 und hält 900 Tiere, die im Sommer auf den Deichen weiden. Sie treten die "
        "Grasnarbe fest und schützen so das Land dahinter.",
        "Schafe auf dem Deich bei Marschen. Foto: Inken Thomsen",
        "Im Winter stehen die Tiere im Stall. Dort braucht es Licht, Wärme für die Lämmer und vor allem Kühlung für "
        "die Milch, aus der im Ort Käse gemacht wird.",
        "Der Käse geht an 40 Läden zwischen Hamburg und der dänischen Grenze. Künftig steht auf jedem Laib, dass er "
        "mit Strom vom eigenen Dach gereift ist.",
        "Auch die Kühlwagen sollen in den nächsten Jahren elektrisch fahren. Die Genossenschaft verhandelt darüber mit "
        "zwei Herstellern und hofft auf Hilfe vom Bund.",
    ]
    assert [block.text for block in found if "sidebar" in block.hints] == [
        "Kontakt",
        "Hofgut Marsch eG\nDeichweg 1\n25999 Marschen\nTel. 04855 12 30-0\ninfo@hofgut-marsch.example",
        "Datum",
    ]


@pytest.mark.parametrize(
    ("name", "kicker", "headline", "place", "date", "counts", "phones"),
    [
        (
            "einspaltig.pdf",
            "Himmelsbeobachtung",
            "Sternwarte Kahlfeld öffnet ihre renovierte Kuppel für Schulklassen",
            "Kahlfeld",
            "2024-02-06",
            (7, 2, 1, 1),
            ("+493601557218",),
        ),
        (
            "zweispaltig.pdf",
            None,
            "Netzwerk Lichtquelle baut Lehrwerkstatt für feine Optik in Mitteltal",
            "Mitteltal",
            "2023-10-17",
            (11, 4, 0, 1),
            ("+4955213304412",),
        ),
        (
            "seitenspalte.pdf",
            None,
            "Studierende messen die Luft auf dem Schulweg mit selbst gebauten Geräten",
            "Grünthal",
            "2023-05-11",
            (4, 2, 0, 1),
            ("+4936778420115",),
        ),
        (
            "textverarbeitung.pdf",
            None,
            "Stadtbibliothek Oberlauf: Bücher kommen mit dem Lastenrad",
            "Oberlauf",
            "2024-09-02",
            (9, 3, 0, 1),
            ("+499876123450",),
        ),
        (
            "briefkopf.pdf",
            "Spielzeit 2024",
            "Altfurts Theater spielt den Sommer über auf dem Floß",
            "Altfurt",
            "2024-01-12",
            None,
            ("+493622889040",),
        ),
    ],
)
def test_the_release_in_a_pdf_comes_out_whole(
    name: str,
    kicker: str | None,
    headline: str,
    place: str,
    date: str,
    counts: tuple[int, int, int, int] | None,
    phones: tuple[str, ...],
) -> None:
    found = release(name)
    assert (found.kicker, found.headline) == (kicker, headline)
    assert (found.dateline.place, found.dateline.date) == (place, date)
    assert found.contact.phones == phones
    if counts is not None:
        assert (len(found.paragraphs), len(found.quotes), len(found.captions), len(found.boilerplates)) == counts


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("die Photonik-", "forschung", "die Photonikforschung"),
        ("die Photonikindustrie und -", "forschung", "die Photonikindustrie und -forschung"),
        ("die Photonik-", "und Optikforschung", "die Photonik- und Optikforschung"),
        ("die Ernst-Abbe-", "Hochschule", "die Ernst-Abbe-Hochschule"),
        ("per E-", "Mail", "per E-Mail"),
        ("ein 20-", "jähriges Bestehen", "ein 20-jähriges Bestehen"),
        ("unter www.uni-", "jena.example", "unter www.uni-jena.example"),
        ("unter https://www.jena.example/", "presse", "unter https://www.jena.example/presse"),
        ("Schülerinnen/", "Schüler", "Schülerinnen/Schüler"),
        ("von 2 –", "so hieß es", "von 2 – so hieß es"),
    ],
)
def test_what_becomes_of_a_line_end(left: str, right: str, whole: str) -> None:
    assert join_lines(left, right) == whole


def test_a_page_that_lies_on_its_side_is_read_as_it_is_held() -> None:
    lines = ["Der Verein kauft die alte Mühle und", "richtet sie bis zum Sommer her."]
    page = "".join(f"BT /F 11 Tf 0 1 -1 0 {100 + 14 * row} 60 Tm ({line}) Tj ET\n" for row, line in enumerate(lines))
    assert texts(pdf(page)) == ["Der Verein kauft die alte Mühle und richtet sie bis zum Sommer her."]


def test_text_drawn_in_any_order_is_read_from_top_to_bottom() -> None:
    lines = ["Der Verein kauft die alte Mühle und", "richtet sie bis zum Sommer her. Das", "kostet 40.000 Euro."]
    drawn = [show(60, 700 - 14 * row, line) for row, line in enumerate(lines)]
    assert texts(pdf("".join(reversed(drawn)))) == [" ".join(lines)]


def test_running_lines_go_even_where_their_page_number_differs() -> None:
    pages = [
        show(60, 810, f"Mühlenverein · Blatt {number}", size=9)
        + column(60, 700, [f"Der {number}. Absatz steht hier allein auf seiner Seite und endet."])
        + show(290, 30, f"{number} / 3", size=9)
        for number in (1, 2, 3)
    ]
    assert texts(pdf(*pages)) == [
        f"Der {number}. Absatz steht hier allein auf seiner Seite und endet." for number in (1, 2, 3)
    ]


def test_a_year_at_the_foot_is_no_page_number() -> None:
    page = column(60, 700, ["Der Verein kauft die alte Mühle und richtet sie her."]) + show(60, 60, "1912")
    assert texts(pdf(page))[-1] == "1912"


def test_a_footnote_mark_stays_apart_from_its_word() -> None:
    page = show(60, 700, "Der Verein kauft die alte Mühle") + show(219, 704, "1", size=6)
    (text,) = texts(pdf(page))
    assert text.replace(" ", "").endswith("Mühle¹")


def test_labels_beside_their_values_are_no_columns() -> None:
    rows = [("Beginn:", "18 Uhr"), ("Ort:", "Alte Mühle am Markt"), ("Eintritt:", "frei"), ("Ende:", "22 Uhr")]
    prose = "Der Verein öffnet die alte Mühle am letzten Sonntag im Juni für alle aus dem Ort und der Umgebung."
    page = show(60, 740, prose) + "".join(
        show(60, 700 - 14 * row, label) + show(160, 700 - 14 * row, value) for row, (label, value) in enumerate(rows)
    )
    assert texts(pdf(page)) == [prose, "\n".join(f"{label} {value}" for label, value in rows)]


def test_small_print_that_tells_a_telephone_number_is_kept() -> None:
    page = column(60, 700, ["Der Verein kauft die alte Mühle und richtet sie her."]) + show(
        60, 40, "Mühlenverein, Tel. 03641 12345", size=7
    )
    assert texts(pdf(page))[-1] == "Mühlenverein, Tel. 03641 12345"


@pytest.mark.parametrize(
    ("name", "reason", "remedy"),
    [
        ("nur-bilder.pdf", "enthält keinen Text, nur Bilder", ".docx"),
        ("mit-kennwort.pdf", "mit einem Kennwort geschützt", "ohne Kennwort"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name: str, reason: str, remedy: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        blocks(name)
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy


def test_a_file_that_only_may_not_be_printed_is_read() -> None:
    assert [block.text for block in blocks("nur-druckschutz.pdf")] == [
        "Talsperre Weida wieder voll",
        "Nach dem nassen Winter ist die Talsperre zum ersten Mal seit vier Jahren gefüllt.",
    ]


def test_a_damaged_file_is_called_so() -> None:
    with pytest.raises(UnreadableError, match="beschädigt oder unvollständig"):
        read_pdf(b"%PDF-1.7\n" + b"nichts davon" * 40)


def test_too_many_pages_or_characters_are_refused() -> None:
    page = column(60, 700, ["Der Verein kauft die alte Mühle und richtet sie her."])
    with pytest.raises(UnreadableError, match="61 Seiten"):
        read_pdf(pdf(*[page] * 61))
    with pytest.raises(UnreadableError, match=r"mehr als 250\.000 Zeichen"):
        read_pdf(pdf("".join(show(60, 800 - row / 4, f"{row:04} Mühle " * 8) for row in range(3600))))


def test_a_page_full_of_scattered_text_takes_no_more_than_its_time() -> None:
    place = random.Random(7)
    page = "".join(show(place.randrange(590), place.randrange(840), "ab") for _ in range(3000))
    assert read_pdf(pdf(page)).blocks


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    for path in FILES:
        data = path.read_bytes()
        for damaged in (data, data[: len(data) // 2], data.replace(b"obj", b"obk", 3)):
            refused_or_read(damaged)
    assert capfd.readouterr() == ("", "")


def refused_or_read(data: bytes) -> None:
    try:
        read_pdf(data)
    except UnreadableError as error:
        refusal = error
    else:
        return
    assert refusal.reason.endswith(".")
    assert refusal.remedy.endswith(".")


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n"]))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    refused_or_read(start + data)


@given(
    path=st.sampled_from(FILES),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=40),
    keep=st.floats(0.3, 1.0),
)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_changed_copies_of_real_files_are_read_or_refused(
    path: Path, changes: list[tuple[float, int]], keep: float
) -> None:
    data = bytearray(path.read_bytes())
    for place, value in changes:
        data[int(place * len(data))] = value
    refused_or_read(bytes(data[: int(len(data) * keep)]))
