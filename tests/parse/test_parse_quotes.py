import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.quotes import find_quotes


def texts(*paragraphs: str) -> list[str]:
    return [quote.text for quote in find_quotes(paragraphs)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "„Das freut uns“, so Anna Vogt, die den Verein führt. „Es geht weiter.“",
            ["Das freut uns", "Es geht weiter."],
        ),
        ("»Wir bauen«, sagte Vogt vor 200 Gästen.", ["Wir bauen"]),
        ('Vogt sagt: "Wir bauen im Frühjahr."', ["Wir bauen im Frühjahr."]),
        (
            "„Wenn es regnet“, sagt Vogt, „dann bauen wir später weiter“.",
            ["Wenn es regnet", "dann bauen wir später weiter"],
        ),
        ("„Niemand hat das erwartet“, bringt Vogt es auf den Punkt.", ["Niemand hat das erwartet"]),
        ("Vogt nannte das „ein starkes Zeichen für die Region“.", ["ein starkes Zeichen für die Region"]),
        ("„Nein“, sagt Vogt.", ["Nein"]),
        ("“We build in spring,” says Vogt. “It is about time.”", ["We build in spring,", "It is about time."]),
    ],
)
def test_every_stretch_of_speech_is_a_quotation(paragraph: str, expected: list[str]) -> None:
    assert texts(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        "Das Label „Cluster Management Excellence“ ist ein Nachweis.",
        "Der Wettbewerb „Jugend forscht“, der seit 1965 besteht, endet morgen.",
        "Das Siegel „Netzwerk mit Zukunft“, mit dem der Verein wirbt, gilt drei Jahre.",
        "Gezeigt werden „Licht“, „Luft“ und „Sonne“ im Kino.",
        'Der Bildschirm misst 19" und der andere 24".',
        "Der Film „Wohin gehen wir?“ läuft im Juni.",
    ],
)
def test_titles_terms_and_inches_are_none(paragraph: str) -> None:
    assert texts(paragraph) == []


def test_a_quotation_over_two_paragraphs_is_one() -> None:
    first, second = "„Wir haben lange gewartet.", "„Jetzt geht es los“, sagt Anna Vogt."
    (quote,) = find_quotes([first, second])
    assert quote.text == "Wir haben lange gewartet.\n\nJetzt geht es los"
    assert (quote.paragraph, quote.end_paragraph) == (0, 1)


@given(st.lists(st.text(alphabet='aB .,:„“»«"', max_size=40), max_size=5))
def test_offsets_always_enclose_the_text(paragraphs: list[str]) -> None:
    for quote in find_quotes(paragraphs):
        if quote.paragraph == quote.end_paragraph:
            assert paragraphs[quote.paragraph][quote.start : quote.end].strip() == quote.text
        else:
            assert paragraphs[quote.paragraph][quote.start :].strip() == quote.text.split("\n\n")[0]
