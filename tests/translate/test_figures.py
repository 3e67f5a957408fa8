from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.translate import figures

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "mt" / "de-en.tsv"


def lost(german: str, other: str, *, target: str) -> tuple[str, ...]:
    return tuple(figure.text for figure in figures.lost(german, other, target=target))


def invented(german: str, other: str, *, target: str) -> tuple[str, ...]:
    return tuple(figure.text for figure in figures.invented(german, other, target=target))


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("3.000 Gäste", "3,000 guests"),
        ("28 000 Gäste", "28,000 guests"),
        ("1.250,5 Tonnen", "1,250.5 tonnes"),
        ("6,8 Millionen Euro", "6.8 million euros"),
        ("6,8 Mio. Euro", "€6.8m"),
        ("ein 6,8-Millionen-Projekt", "a 6.8 million project"),
        ("1.200 Mio. Euro", "1.2 billion euros"),
        ("1 Million Euro", "one million euros"),
        ("zwischen 5 und 6 Millionen", "between 5 million and 6 million"),
        ("am 15.03.2023", "on March 15, 2023"),
        ("am 15.03.2023", "on 15 March 2023"),
        ("am 15.03.2023", "on 2023-03-15"),
        ("am 15.03.", "on March 15"),
        ("am 15. März 2023", "on March 15, 2023"),
        ("am 3. und 4. Mai", "on May 3 and 4"),
        ("vom 3.–5. Mai", "from May 3 to 5"),
        ("um 10 Uhr", "at 10 a.m."),
        ("um 14 Uhr", "at 2 p.m."),
        ("um 14.30 Uhr", "at 2:30 p.m."),
        ("von 14:00 bis 16:30 Uhr", "from 2:00 p.m. to 4:30 p.m."),
        ("um 0 Uhr", "at 12 a.m."),
        ("um 12 Uhr", "at noon"),
        ("8 Firmen", "eight companies"),
        ("25 Firmen", "twenty-five companies"),
        ("drei Firmen", "3 companies"),
        ("fünfundzwanzig Firmen", "25 companies"),
        ("der 2. Preis", "second prize"),
        ("im 19. Jahrhundert", "in the 19th century"),
        ("die 1980er Jahre", "the 1980s"),
        ("die 90er", "the 1990s"),
        ("Saison 2016/17", "2016/2017 season"),
        ("Industrie 4.0 und CO2", "Industry 4.0 and CO2"),
        ("Telefon 03641 930-200", "Phone 03641 930-200"),
        ("1,5 Stunden", "one and a half hours"),
        ("auf 20 km²", "on 20 km2"),
        ("Spielstand 3:1", "score 3-1"),
        ("5 m hoch", "5 m high"),
    ],
)
def test_a_good_translation_of_a_figure_raises_no_alarm(german: str, english: str) -> None:
    assert lost(german, english, target="en") == ()
    assert invented(german, english, target="en") == ()


@pytest.mark.parametrize(
    ("german", "english", "figure"),
    [
        ("3.000 Gäste", "3.000 guests", "3.000"),
        ("3.000 Gäste", "300 guests", "3.000"),
        ("3,5 Tonnen", "35 tonnes", "3,5"),
        ("3,5 Tonnen", "3,5 tonnes", "3,5"),
        ("6,8 Millionen Euro", "6.8 billion euros", "6,8"),
        ("6,8 Millionen Euro", "6.8 euros", "6,8"),
        ("am 03.05.2023", "on March 5, 2023", "03.05.2023"),
        ("am 15. März 2023", "on April 15, 2023", "15. März"),
        ("um 14 Uhr", "at 4 p.m.", "14"),
        ("115 Mitglieder seit 1999", "115 members since 1998", "1999"),
        ("115 Mitglieder", "members", "115"),
    ],
)
def test_a_wrong_or_missing_figure_is_named_as_the_original_writes_it(german: str, english: str, figure: str) -> None:
    assert lost(german, english, target="en") == (figure,)


def test_an_invented_figure_is_named() -> None:
    assert invented("Der Verein wächst.", "The association has grown since 1999.", target="en") == ("1999",)


def test_another_language_is_compared_by_its_digits() -> None:
    assert lost("3.000 Gäste am 15. März", "3 000 invités le 15 mars", target="fr") == ()
    assert lost("3.000 Gäste", "300 invités", target="fr") == ("3.000",)


@given(number=st.decimals(0, 10**9, places=2, allow_nan=False), whole=st.booleans())
def test_any_number_survives_the_change_of_convention(number: Decimal, *, whole: bool) -> None:
    english = f"{int(number) if whole else number:,}"
    german = english.translate(str.maketrans(".,", ",."))
    assert lost(f"Es sind {german} Euro.", f"It is {english} euros.", target="en") == ()


@given(st.integers(21, 10**9), st.integers(21, 10**9))
def test_any_other_number_is_found(number: int, other: int) -> None:
    assume(number != other)
    german = f"{number:,}".replace(",", ".")
    assert lost(f"Es sind {german} Euro.", f"It is {other:,} euros.", target="en") == (german,)
    assert invented(f"Es sind {german} Euro.", f"It is {other:,} euros.", target="en") == (f"{other:,}",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_check(german: str, english: str) -> None:
    lost(german, english, target="en")
    invented(german, english, target="en")


@pytest.mark.skipif(not SENTENCES.exists(), reason="the parallel sentences are not part of the repository")
@pytest.mark.parametrize("column", ["reference", "google"])
def test_good_translations_raise_few_alarms(column: str) -> None:
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        rows = [
            row
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if any(character.isdigit() for character in row["source"] + row[column])
        ]
    alarms = [row for row in rows if lost(row["source"], row[column], target="en")]
    alarms += [row for row in rows if invented(row["source"], row[column], target="en")]
    assert len(rows) > 50
    assert len(alarms) <= 0.02 * len(rows), alarms
