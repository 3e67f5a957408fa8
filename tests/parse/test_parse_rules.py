"""Single rules of the structure, each on the shortest text that shows it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Block, Document, Emphasis, Link, Picture, Release, Role
from pipeline.parse import parse

BODY = "Der Verein hat am Montag seine neue Werkstatt eröffnet und lädt alle Nachbarn dazu ein."


def release(*blocks: str | Block, **metadata: str) -> Release:
    return parse(
        Document(
            source=metadata.pop("source", "test.txt"),
            digest="0" * 64,
            blocks=tuple(Block(Role.PARAGRAPH, block) if isinstance(block, str) else block for block in blocks),
            metadata=tuple(metadata.items()),
        )
    )


def test_breadcrumb_and_joined_subheadline_leave_the_headline() -> None:
    found = release("Aktuelles › Gold für den Verein · Preis geht nach Jena", BODY)
    assert (found.headline, found.subheadline) == ("Gold für den Verein", "Preis geht nach Jena")
    assert [item.text for item in found.dropped] == ["Aktuelles ›"]


def test_the_mail_prefix_leaves_the_headline() -> None:
    assert release("Pressemitteilung: Verein baut an", BODY).headline == "Verein baut an"


def test_a_short_topic_above_is_the_kicker_and_a_second_line_the_subheadline() -> None:
    found = release("Vereinsleben", "Der Verein eröffnet eine Werkstatt", "Nachbarn sind eingeladen", BODY)
    assert (found.kicker, found.subheadline) == ("Vereinsleben", "Nachbarn sind eingeladen")
    found = release("Der Verein eröffnet eine Werkstatt", "Nachbarn sind eingeladen", BODY)
    assert (found.kicker, found.subheadline) == (None, "Nachbarn sind eingeladen")


def test_class_names_tell_kicker_and_subheadline() -> None:
    found = release(
        Block(Role.PARAGRAPH, "Ein recht langer Satz als Dachzeile über allem", hints=("article__kicker",)),
        Block(Role.HEADING, "Verein baut an", level=1),
        Block(Role.PARAGRAPH, "Zwischen Titel und Unterzeile"),
        Block(Role.PARAGRAPH, "Nachbarn sind eingeladen", hints=("page-subtitle",)),
        BODY,
    )
    assert found.kicker == "Ein recht langer Satz als Dachzeile über allem"
    assert found.subheadline == "Nachbarn sind eingeladen"


def test_a_missing_headline_is_stood_in_for_and_said() -> None:
    found = release(f"{BODY} {BODY}")
    assert found.headline == BODY
    assert "headline-missing" in [warning.code for warning in found.warnings]


def test_a_paragraph_that_stands_twice_is_kept_once_with_a_warning() -> None:
    found = release("Titel", BODY, "Ein anderer Absatz, der lang genug ist, um als Fließtext zu gelten.", BODY)
    assert len(found.paragraphs) == 2
    (warning,) = [warning for warning in found.warnings if warning.code == "paragraph-repeated"]
    assert warning.paragraph == 0
    assert BODY in [item.text for item in found.dropped]


def test_an_embargo_line_is_taken_out_wherever_it_stands() -> None:
    line = "Sperrfrist: 15.03.2023, 10 Uhr"
    for blocks in ((line, "Titel", BODY), ("Titel", line, BODY), ("Titel", BODY, line)):
        found = release(*blocks)
        assert found.embargo is not None
        assert found.embargo.until is not None
        assert found.paragraphs == (BODY,)


def test_an_embargo_in_the_front_matter_or_the_file_name_counts() -> None:
    found = release("Titel", BODY, sperrfrist="15.03.2023, 10 Uhr")
    assert found.embargo is not None
    assert found.embargo.until is not None
    found = release("Titel", BODY, source="2023_Sperrfrist_Werkstatt.txt")
    assert found.embargo is not None
    assert found.embargo.until is None


@pytest.mark.parametrize(
    ("source", "held"),
    [
        ("Jahresplan vertraulich.docx", True),
        ("2024_CONFIDENTIAL_plan.txt", True),
        ("streng-vertraulich/plan.txt", True),
        ("vertraulichkeit-im-netz.txt", False),
        ("vertrauliche-geburt.txt", False),
    ],
)
def test_a_file_or_folder_that_is_called_confidential_is_withheld(*, source: str, held: bool) -> None:
    assert (release("Titel", BODY, source=source).embargo is not None) is held


@pytest.mark.parametrize("key", ["sperrfrist_bis", "gesperrt_bis", "embargo_until", "sperfrist", "veröffentlichung"])
def test_any_key_that_resembles_an_embargo_withholds(key: str) -> None:
    found = release("Titel", BODY, **{key: "2031-01-01 10:00"})
    assert found.embargo is not None
    assert found.embargo.until is not None
    found = release("Titel", BODY, **{key: ""})
    assert found.embargo is not None
    assert found.embargo.until is None


def test_keywords_of_the_front_matter_are_kept() -> None:
    assert release("Titel", BODY, schlagworte="Verein, Holz , Verein").tags == ("Verein", "Holz")


def test_a_mistyped_key_is_said() -> None:
    found = release("Titel", BODY, datun="2026-01-01")
    assert [warning.code for warning in found.warnings if "datum" in warning.message] == ["key-unknown"]


def test_an_embargo_in_the_furniture_of_a_page_counts() -> None:
    found = parse(
        Document("a.html", "0", (Block(Role.HEADING, "Titel", level=1), Block(Role.PARAGRAPH, BODY)),
                 set_aside=("Kontakt", "Sperrfrist: 1.1.2031, 10 Uhr"))
    )  # fmt: skip
    assert found.embargo is not None


def test_an_embargo_broken_over_two_lines_counts() -> None:
    found = release("Sperr-\nfrist: 1.1.2031, 10 Uhr", "Titel", BODY)
    assert found.embargo is not None
    assert found.embargo.until is not None
    assert found.headline == "Titel"


def test_a_line_that_begins_with_a_dateline_is_never_a_title() -> None:
    text = "Weida, 4. Mai 2026 – Das Bad öffnet."
    for heading in ("Bad öffnet", Block(Role.HEADING, "Bad öffnet", level=1)):
        found = release(heading, text, "Die Stadt hat renoviert.")
        assert (found.headline, found.kicker, found.subheadline) == ("Bad öffnet", None, None)
        assert found.paragraphs == ("Das Bad öffnet.", "Die Stadt hat renoviert.")


def test_below_a_title_in_the_front_matter_a_short_sentence_is_the_lead() -> None:
    found = release("Das Bad öffnet.", Block(Role.HEADING, "Was es kostet", level=2), BODY, titel="Bad")
    assert (found.headline, found.subheadline) == ("Bad", None)
    assert found.paragraphs == ("Das Bad öffnet.", BODY)
    assert [item.text for item in found.subheads] == ["Was es kostet"]


def test_a_sentence_with_an_address_in_it_stays_in_the_body() -> None:
    text = "Weitere Informationen gibt es unter https://bad.example und bei der Leitstelle (Tel. 03445 112-0)."
    found = release("Bad öffnet", BODY, text, "gez. Dr. Ilse Meyer", BODY + " Es gab Kuchen.")
    assert text in found.paragraphs
    assert found.contact.lines == ()


def test_a_dateline_with_an_impossible_date_is_said_and_taken_out() -> None:
    found = release("Bad öffnet", "Weida, 31.02.2026 – " + BODY)
    assert (found.dateline.place, found.dateline.date) == ("Weida", None)
    assert found.paragraphs == (BODY,)
    assert "date-unreadable" in [warning.code for warning in found.warnings]


def test_links_within_the_text_are_kept() -> None:
    block = Block(Role.PARAGRAPH, BODY + " Mehr hier.", links=(Link("hier", "https://bad.example/x"),))
    assert release("Bad öffnet", block).links == (Link("hier", "https://bad.example/x"),)


def test_list_items_are_known_as_such() -> None:
    found = release("Bad öffnet", BODY, "Neu sind:", Block(Role.LIST_ITEM, "Rutsche"), Block(Role.LIST_ITEM, "Kiosk"))
    assert found.list_items == (2, 3)


def test_über_with_a_number_or_with_speech_below_is_a_sub_head() -> None:
    speech = "„Wir machen hier alles selbst, und das soll auch so bleiben“, sagt der Vorsitzende Karl Otto."
    found = release("Titel", BODY, "Über 300 Gäste kamen", BODY + " Es gab Kuchen.", "Über den Tag hinaus", speech)
    assert [item.text for item in found.subheads] == ["Über 300 Gäste kamen", "Über den Tag hinaus"]
    assert found.boilerplates == ()


def test_a_name_at_the_end_heads_a_boilerplate() -> None:
    about = "Der Bund Thüringer Tüftler (BTT) vertritt seit 1999 alle Werkstätten im Land und berät sie kostenlos."
    found = release("Titel", BODY, BODY + " Es gab Kuchen.", "Bund Thüringer Tüftler (BTT)", about)
    assert [(item.title, item.text) for item in found.boilerplates] == [("Bund Thüringer Tüftler (BTT)", about)]


def test_a_bold_line_is_a_sub_head_and_a_bold_paragraph_the_lead() -> None:
    found = release(
        Block(Role.HEADING, "Titel", level=1),
        Block(Role.PARAGRAPH, BODY, emphasis=Emphasis.BOLD),
        Block(Role.PARAGRAPH, "Was noch kommt", emphasis=Emphasis.BOLD),
        BODY + " Es gab Kuchen.",
    )
    assert found.paragraphs[0] == BODY
    assert [(item.before, item.text) for item in found.subheads] == [(1, "Was noch kommt")]


def test_a_short_line_between_lead_and_dateline_is_a_caption() -> None:
    found = release(
        "Titel", BODY, "Das Team zeigt die neue Werkstatt", "Kahla, 3. Mai 2024 – " + BODY + " Es gab Kuchen."
    )
    assert [item.text for item in found.captions] == ["Das Team zeigt die neue Werkstatt"]
    assert found.subheads == ()


def test_the_name_of_the_house_behind_the_label_is_no_kicker() -> None:
    found = release("PRESSEMITTEILUNG DER STADT KAHLA", "Bücherei öffnet nachts", BODY)
    assert (found.kicker, found.headline) == (None, "Bücherei öffnet nachts")


def test_a_heading_of_two_lines_is_one_headline_or_kicker_and_headline() -> None:
    found = release(Block(Role.HEADING, "Hochbehälter am Berg\nfasst doppelt so viel Wasser", level=1), BODY)
    assert (found.kicker, found.headline) == (None, "Hochbehälter am Berg fasst doppelt so viel Wasser")
    found = release(Block(Role.HEADING, "Handwerk\nNeue Werkstatt für alte Uhren geht auf", level=1), BODY)
    assert (found.kicker, found.headline) == ("Handwerk", "Neue Werkstatt für alte Uhren geht auf")


def test_the_house_above_the_headline_is_no_kicker() -> None:
    found = release("Blinkwerk Weida GmbH", "Blinkwerk baut eine neue Halle für dreißig Leute", BODY)
    assert (found.kicker, found.headline) == (None, "Blinkwerk baut eine neue Halle für dreißig Leute")
    found = release(
        "Stadtbad Weida", "Bad öffnet eine Stunde früher für alle", BODY, "Über das Stadtbad Weida", BODY + " Ja."
    )
    assert (found.kicker, found.headline) == (None, "Bad öffnet eine Stunde früher für alle")


def test_a_measure_is_no_end_mark() -> None:
    found = release("Titel", BODY, "Länge: 4,1 Kilometer", BODY + " Es gab Kuchen.")
    assert "Länge: 4,1 Kilometer" in found.paragraphs
    assert release("Titel", BODY, "Länge: 2.345 Zeichen").paragraphs == (BODY,)


def test_a_link_line_is_parted_into_text_and_address() -> None:
    found = release("Titel", BODY, "Links", Block(Role.LIST_ITEM, "Formular: https://haus.example/f"))
    assert [(link.text, link.href) for link in found.links] == [("Formular", "https://haus.example/f")]


def test_text_in_another_language_is_said_and_kept() -> None:
    english = "The club has opened its new workshop and it is open to all of the neighbours on this street. " * 2
    found = release("The club opens a workshop", english.strip())
    assert found.language == "en"
    assert "language-unexpected" in [warning.code for warning in found.warnings]


WORDS = st.text(alphabet="abcdeÄÖüß", min_size=1, max_size=9)
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
SPECIAL = st.sampled_from(
    [
        *(
            "Pressekontakt",
            "Über den Verein",
            "Weiterführende Links",
            "###",
            "Sperrfrist: 1.2.2020, 9 Uhr",
            "Bild: Tor",
        ),
        *(
            "Jena, 3. Mai 2024",
            "Mit freundlichen Grüßen",
            "Tel. 0361 1234-0",
            "„Ja, so ist es“, sagt er.",
            "PRESSEMITTEILUNG",
        ),
    ]
)


@settings(max_examples=150)
@given(st.lists(st.one_of(LINES, LINES.map(lambda text: text + "."), SPECIAL), min_size=1, max_size=12))
def test_no_line_is_lost_each_ends_in_a_field_or_is_named_as_dropped(lines: list[str]) -> None:
    found = release(*lines)
    dateline = " ".join(filter(None, (found.dateline.place, "Jena, 3. Mai 2024" if found.dateline.date else "")))
    kept = "\n".join(
        [
            *(text for _, text in found.texts()),
            *(item.text for item in found.dropped),
            dateline,
        ]
    )
    for line in lines:
        assert line.rstrip(":") in kept or line.endswith("###"), line


def test_a_picture_takes_the_caption_and_credit_that_stand_with_it() -> None:
    picture = Picture("image1.png", "image/png", b"png", alt="Werkbank")
    found = release(
        Block(Role.HEADING, "Titel", level=1),
        BODY,
        Block(Role.PICTURE, "", picture=picture),
        "Die neue Werkbank im Hof (Foto: Sven Richter)",
        BODY + " Es gab Kuchen.",
        Block(Role.PICTURE, "", picture=picture),
        "Noch eine Werkbank",
    )
    first, second = found.pictures
    assert (first.before, first.caption, first.credit, first.alt) == (
        1,
        "Die neue Werkbank im Hof (Foto: Sven Richter)",
        "Sven Richter",
        "Werkbank",
    )
    assert (second.before, second.caption, second.credit) == (2, "Noch eine Werkbank", None)
    assert len(found.paragraphs) == 2


def test_a_sub_head_may_hold_a_colon_and_a_fact_stays_a_fact() -> None:
    found = release("Titel", BODY, "Handwerk: Aufträge brechen weg", BODY + " Es gab Kuchen.")
    assert [subhead.text for subhead in found.subheads] == ["Handwerk: Aufträge brechen weg"]
    found = release("Titel", BODY, "Treffpunkt: Eingang am Hafen", BODY + " Es gab Kuchen.")
    assert "Treffpunkt: Eingang am Hafen" in found.paragraphs


@pytest.mark.parametrize(
    ("status", "withdrawn", "held"),
    [
        ("zurückgezogen", True, False),
        ("Withdrawn", True, False),
        ("widerrufen ", True, False),
        ("zurückgezogn", False, True),
        ("withdrwan", False, True),
        ("final", False, False),
        ("draft", False, True),
    ],
)
def test_a_status_withdraws_and_a_mistyped_one_withholds(status: str, withdrawn: bool, held: bool) -> None:  # noqa: FBT001
    found = release("Verein baut an", BODY, status=status)
    assert (found.withdrawn, found.embargo is not None) == (withdrawn, held)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({}, None),
        ({"korrektur": "Es sind 15."}, "Es sind 15."),
        ({"correction": "Fifteen."}, "Fifteen."),
        ({"korrektur": ""}, ""),
        ({"korrektur": "ja"}, ""),
        ({"korrektur": "true"}, ""),
        ({"korrektur": "nein"}, None),
        ({"korrektur": "false"}, None),
    ],
)
def test_a_correction_is_marked_with_or_without_words(metadata: dict[str, str], expected: str | None) -> None:
    assert release("Verein baut an", BODY, **metadata).correction == expected


def test_a_mistyped_correction_is_told() -> None:
    found = release("Verein baut an", BODY, korektur="Es sind 15.")
    assert "key-unknown" in [warning.code for warning in found.warnings]
