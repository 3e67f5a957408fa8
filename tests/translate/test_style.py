from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Style
from pipeline.translate.checks import findings
from pipeline.translate.style import glossed, styled

BRITISH = Style()
AMERICAN = Style(currency="€5", date="March 15, 2023", time="2:30 p.m.", percent="5 percent")
CONTINENTAL = Style(time="14:30", percent="5 per cent")
AS_TRANSLATED = Style(currency="", date="", time="", percent="")
STYLES = (BRITISH, AMERICAN, CONTINENTAL, AS_TRANSLATED)


@pytest.mark.parametrize(
    ("german", "answer", "british", "american"),
    [
        ("1.250,5 Mio. Euro", "€1,250.5 million", "EUR 1,250.5 million", "€1,250.5 million"),
        ("1.250,5 Mio. Euro", "1250.5 million euros", "EUR 1,250.5 million", "€1,250.5 million"),
        ("6,8 Millionen Euro", "€6.8m", "EUR 6.8 million", "€6.8 million"),
        ("ein Projekt für 6,8 Mio. Euro", "a 6.8-million-euro project", "a EUR 6.8 million project", None),
        ("1.200 Mio. Euro", "1.2 billion euros", "EUR 1,200 million", None),
        ("5 Euro und 7 Dollar", "5 euros and 7 dollars", "EUR 5 and USD 7", "€5 and $7"),
        ("5 bis 10 Euro", "5 to 10 euros", "EUR 5 to 10", "€5 to 10"),
        ("5–10 Mio. Euro", "5-10 million euros", "EUR 5–10 million", "€5–10 million"),
        ("3.000 Euro", "3.000 Euro", "EUR 3,000", "€3,000"),
        ("2,50 €", "€2.50", "EUR 2.50", "€2.50"),
        ("am 15. März 2023", "on March 15, 2023", "on 15 March 2023", "on March 15, 2023"),
        ("am 15.03.2023", "on 15.03.2023", "on 15 March 2023", "on March 15, 2023"),
        ("am 15.03.2023", "on 2023-03-15", "on 15 March 2023", "on March 15, 2023"),
        ("am 15. März", "on the 15th of March", "on 15 March", "on March 15"),
        ("am 15. März", "on 15. March", "on 15 March", "on March 15"),
        ("am 27. Juli.", "on July 27.", "on 27 July.", "on July 27."),
        ("am 27. Juli.", "on 27 July.", "on 27 July.", "on July 27."),
        ("am 27. Sept. in Jena.", "on 27 Sept. in Jena.", "on 27 September in Jena.", "on September 27 in Jena."),
        ("89 Mio. Pfund", "89 million pounds", "GBP 89 million", "£89 million"),
        ("vom 3. bis 5. Mai", "from May 3 to 5", "from 3 to 5 May", "from May 3 to 5"),
        ("3.–5. Mai 2024", "May 3-5, 2024", "3–5 May 2024", "May 3–5, 2024"),
        ("am 3. und 4. Mai", "on 3rd and 4th May", "on 3 and 4 May", "on May 3 and 4"),
        ("am 3., 4. und 5. Mai", "on May 3, 4 and 5", "on May 3, 4 and 5", "on May 3, 4 and 5"),
        ("am 3., 4. und 5. Mai", "on 3, 4 and 5 May", "on 3, 4 and 5 May", "on 3, 4 and 5 May"),
        ("um 10 Uhr", "at 10 o'clock", "at 10 a.m.", "at 10 a.m."),
        ("um 10 Uhr.", "at 10 o'clock.", "at 10 a.m.", "at 10 a.m."),
        ("um 14.30 Uhr", "at 14:30", "at 2.30 p.m.", "at 2:30 p.m."),
        ("um 14.30 Uhr", "at 2:30pm", "at 2.30 p.m.", "at 2:30 p.m."),
        ("um 14 Uhr ist Beginn", "2 PM is the start", "2 p.m. is the start", "2 p.m. is the start"),
        ("um 12 Uhr", "at 12 p.m.", "at 12 noon", "at 12 noon"),
        ("um 0 Uhr", "at 12 a.m.", "at 12 midnight", "at 12 midnight"),
        ("10–12 Uhr", "10-12 o'clock", "10 a.m.–12 noon", "10 a.m.–12 noon"),
        ("von 14 bis 16 Uhr", "from 2 to 4 p.m.", "from 2 to 4 p.m.", "from 2 to 4 p.m."),
        ("von 10 bis 16.30 Uhr", "from 10:00 to 16:30", "from 10 a.m. to 4.30 p.m.", "from 10 a.m. to 4:30 p.m."),
        ("3.000 Gäste", "3.000 guests", "3,000 guests", "3,000 guests"),
        ("3,5 Tonnen", "3,5 tonnes", "3.5 tonnes", "3.5 tonnes"),
        ("1.250,5 Tonnen", "1.250,5 tonnes", "1,250.5 tonnes", "1,250.5 tonnes"),
        ("5 %", "5 percent", "5%", "5 percent"),
        ("12,5 Prozent", "12.5 %", "12.5%", "12.5 percent"),
        ("5 Prozentpunkte", "5 percentage points", "5 percentage points", "5 percentage points"),
    ],
)
def test_figures_are_written_in_house_style(german: str, answer: str, british: str, american: str | None) -> None:
    assert styled(german, answer, style=BRITISH, target="en-GB") == british
    if american is not None:
        assert styled(german, answer, style=AMERICAN, target="en") == american


@pytest.mark.parametrize(
    ("german", "answer", "continental"),
    [
        ("um 14.30 Uhr", "at 2:30 p.m.", "at 14:30"),
        ("um 14.30 Uhr.", "at 2:30 p.m.", "at 14:30."),
        ("um 14.30 Uhr beginnt es", "it starts at 2:30 p.m. there", "it starts at 14:30 there"),
        ("um 9 Uhr", "at 9 o'clock", "at 09:00"),
        ("10–12 Uhr", "10 to 12 o'clock", "10:00 to 12:00"),
        ("5 %", "5%", "5 per cent"),
    ],
)
def test_other_styles_can_be_chosen(german: str, answer: str, continental: str) -> None:
    assert styled(german, answer, style=CONTINENTAL, target="en") == continental


@pytest.mark.parametrize(
    ("german", "answer"),
    [
        ("Industrie 4.0 und Version 3.10", "Industry 4.0 and version 3.10"),
        ("3.000 und 3,000 Teile", "3.000 and 3,000 parts"),
        ("Telefon 03641 930-200", "phone 03641 930-200"),
        ("bei 20 °C auf 5 km²", "at 20 °C on 5 km²"),
        ("Spielstand 3:1", "score 3:1"),
        ("5 Euro", "7 euros"),
        ("fünf Euro", "5 euros"),
        ("135 Pfund", "135 pounds"),
        ("am 3. Mai", "on May 4"),
        ("um 14 Uhr", "at 3 p.m."),
        ("um 2 Uhr und um 14 Uhr", "at 2 o'clock"),
        ("2023 kamen 3 Gäste", "In 2023 3 guests came"),
        ("e. V.", "e. V."),
    ],
)
def test_what_is_not_surely_the_same_is_left_alone(german: str, answer: str) -> None:
    for style in STYLES:
        assert styled(german, answer, style=style, target="en") == answer


def test_other_languages_and_as_translated_are_left_alone() -> None:
    assert styled("3.000 Euro", "3.000 Euro", style=BRITISH, target="fr") == "3.000 Euro"
    assert styled("5 Euro um 14 Uhr", "5 euros at 2pm", style=AS_TRANSLATED, target="en") == "5 euros at 2pm"


NUMBERS = st.decimals(1, 10**7, places=2, allow_nan=False).flatmap(
    lambda number: st.sampled_from([f"{number:,.2f}", f"{number:,.1f}", f"{int(number):,}"])
)
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


@st.composite
def expressions(draw: st.DrawFn) -> tuple[str, str]:
    """A German expression with figures, and a sound English one."""
    english = draw(NUMBERS)
    german = english.translate(str.maketrans(".,", ",."))
    day = draw(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
    clock = draw(st.times(time(1, 0), time(23, 59)))
    half = "a.m." if clock.hour < 12 else "p.m."
    twelve = f"{(clock.hour - 1) % 12 + 1}:{clock.minute:02}"
    return draw(
        st.sampled_from(
            [
                (f"{german} Euro", f"{english} euros"),
                (f"{german} Mio. Euro", f"€{english} million"),
                (f"{german} Mrd. Dollar", f"{english} billion dollars"),
                (f"{german} Prozent", f"{english} per cent"),
                (f"{german} Teile", f"{english} parts"),
                (f"am {day.day}. {MONTHS[day.month - 1]} {day.year}", f"on {day:%B} {day.day}, {day.year}"),
                (f"am {day:%d.%m.%Y}", f"on {day.day} {day:%B} {day.year}"),
                (f"um {clock.hour}.{clock.minute:02} Uhr", f"at {twelve} {half}"),
                (f"um {clock.hour} Uhr", f"at {clock.hour}:00"),
            ]
        )
    )


@given(st.lists(expressions(), min_size=1, max_size=4), st.sampled_from(STYLES))
def test_a_sound_answer_stays_sound_and_a_second_time_changes_nothing(
    pairs: list[tuple[str, str]], style: Style
) -> None:
    german = "Es geht " + ", dann ".join(german for german, _ in pairs) + " wieder los."
    english = "It starts " + ", then ".join(english for _, english in pairs) + " once more."
    sound = findings(german, english, terms=(), target="en")
    once = styled(german, english, style=style, target="en")
    if not sound:
        assert findings(german, once, terms=(), target="en") == (), once
    assert styled(german, once, style=style, target="en") == once


@given(st.text(st.sampled_from(list("0123456789.,:%€ -–apm Maytouhr")), max_size=60), st.sampled_from(STYLES))
def test_figures_that_the_source_does_not_have_are_never_touched(answer: str, style: Style) -> None:
    assert styled("Kein Wort von einer Zahl.", answer, style=style, target="en") == answer


@given(
    st.text(st.sampled_from(list("0123456789.,:%€ -–Uhr")), max_size=40),
    st.text(st.sampled_from(list("0123456789.,:%€ -–apm Maytouhr")), max_size=60),
    st.sampled_from(STYLES),
)
def test_nothing_breaks_on_odd_texts(german: str, answer: str, style: Style) -> None:
    once = styled(german, answer, style=style, target="en")
    assert styled(german, once, style=style, target="en") == once


def test_a_legal_form_is_explained_at_its_first_mention() -> None:
    gloss = {"e.V.": "registered association", "gGmbH": "non-profit company"}
    texts = ("OptoNet wins", "OptoNet e. V.’s board and OptoNet e. V. in Jena", "OptoNet e.V. and Licht gGmbH")
    once = glossed(texts, gloss)
    assert once == (
        "OptoNet wins",
        "OptoNet e. V.’s board and OptoNet e. V. (registered association) in Jena",
        "OptoNet e.V. and Licht gGmbH (non-profit company)",
    )
    assert glossed(once, gloss) == once
    assert glossed(texts, {}) == texts


def test_the_default_style_is_the_one_of_the_settings() -> None:
    assert replace(Style(), currency="€5").date == "15 March 2023"
