from __future__ import annotations

from pathlib import Path
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.segments import join, pieces, split

BOUNDARIES = Path(__file__).parents[1] / "data" / "segments" / "boundaries.txt"
GERMANISH = st.text(
    st.sampled_from(list("abzÄÖß DrNz.BV.12.„“!?… \n\t\u00a0(),;:-")) | st.characters(codec="utf-8"), max_size=200
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Das Netz wächst. Es hat 12 Knoten.", 2),
        ("Dr. Eva Lang kam. Prof. Dr.-Ing. habil. Uwe Ast ging.", 2),
        ("Die Vorsitzende, Dipl.-Phys. Aurelia Ost, kam.", 1),
        ("Der Lichthof e. V. Jena lädt ein.", 1),
        ("Das Label ging an den Lichthof e. V. Der Preis ist hoch.", 2),
        ("Firmen wie z. B. Jenoptik und z.B. Zeiss, d. h. Optiker, kamen.", 1),
        ("Am 15. März 2023 beginnt das 2. Halbjahr im 19. Jahrhundert.", 1),
        ("Er kam auf Platz 3. Das Team jubelte.", 2),
        ("Das war im Jahr 2022. 30 Firmen kamen.", 2),
        ("Die Mitteilung Nr. 3 kostet ca. 5 Mio. Euro bzw. 6 Mio. Dollar.", 1),
        ("J. S. Bach und A. Meyer spielten.", 1),
        ("Ludwig XIV. Er regierte lang.", 2),
        ("„Das ist gut. Wir bleiben dabei!“ Sie lachte.", 3),
        ("„Ist das gut?“, fragt sie.", 1),
        ("„Das ist gut!“ sagt sie.", 1),
        ("Mehr unter www.lichthof.de/neu?x=A.B. Fragen an info@lichthof.de. Danke!", 3),
        ("Der Wert stieg auf 3.5 und 1.250,5 Punkte um 14.30 Uhr.", 1),
        ("Sprechzeiten usw. Die Stelle ist offen.", 2),
        ("Die Becker & Co. KG zieht um.", 1),
        ("Erste Zeile\nZweite Zeile\n\nDritte Zeile", 3),
        ("Wirklich?! Ja … Und nun?", 3),
        ("", 0),
    ],
)
def test_sentences_end_where_a_german_reader_ends_them(text: str, sentences: int) -> None:
    assert len(split(text)) == sentences, split(text)


@given(GERMANISH)
def test_joining_the_sentences_gives_the_text_back(text: str) -> None:
    assert join(split(text)) == text
    assert all(split(text))


@given(GERMANISH, st.integers(10, 60))
def test_pieces_fit_and_give_the_text_back(text: str, limit: int) -> None:
    parts = pieces(text, fits=lambda part: len(quote_plus(part)) <= limit)
    assert join(parts) == text
    assert all(len(quote_plus(part)) <= limit or len(part) == 1 for part in parts)


def test_pieces_end_at_the_safest_point() -> None:
    text = "Das ist der erste Satz. Das ist der zweite, der länger ist; und er geht weiter."
    assert pieces(text, fits=lambda part: len(part) <= 45) == (
        "Das ist der erste Satz. ",
        "Das ist der zweite, der länger ist; ",
        "und er geht weiter.",
    )


@pytest.mark.parametrize("text", ["!" * 50_000, ". " * 20_000, " " * 50_000, "A. " * 20_000, "\n" * 50_000])
def test_splitting_stays_fast_on_odd_texts(text: str) -> None:
    assert join(split(text)) == text


def boundaries() -> list[str]:
    """The texts of the table, one a line, with ¦ before each sentence but the first."""
    lines = BOUNDARIES.read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]


def test_sentences_of_the_table_are_cut_where_it_says() -> None:
    texts = boundaries()
    assert len(texts) >= 150
    wrong = [split(text.replace("¦", "")) for text in texts if split(text.replace("¦", "")) != tuple(text.split("¦"))]
    assert wrong == []
