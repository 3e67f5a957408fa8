from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.dates import find_date, find_time, read_date

MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()


def value(text: str) -> str | None:
    found = find_date(text)
    return found.value if found else None


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS, 1)))
def test_every_month_is_read_with_and_without_a_day(number: int, month: str) -> None:
    assert value(f"Jena, 7. {month} 2024 –") == f"2024-{number:02}-07"
    assert value(f"Jena, im {month} 2024") == f"2024-{number:02}"


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_every_weekday_may_stand_before_a_date(weekday: str) -> None:
    found = find_date(f"Weimar, {weekday}, den 3. Mai 2023 – Text")
    assert found is not None
    assert found.value == "2023-05-03"
    assert f"Weimar, {weekday}, den 3. Mai 2023 – Text"[found.start : found.end] == f"{weekday}, den 3. Mai 2023"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03.04.2026", "2026-04-03"),
        ("3.4.26", "2026-04-03"),
        ("23. 1. 2023", "2023-01-23"),
        ("2023-03-15", "2023-03-15"),
        ("2023-03-15T10:00", "2023-03-15"),
        ("15. Mär. 2023", "2023-03-15"),
        ("1. Sept. 2021", "2021-09-01"),
        ("März 15, 2023", "2023-03-15"),
        ("15th March 2023", "2023-03-15"),
        ("1. Mai ’24", "2024-05-01"),
        ("31.02.2023", None),
        ("3. Mai", None),
        ("12 Uhr", None),
        ("Nr. 07/2023", None),
        ("Marsch 2020", None),
        ("Version 1.2.2023.4", None),
        ("seit 2019", None),
        ("2026/05/04", "2026-05-04"),
        ("04-05-2026", "2026-05-04"),
        ("4.Mai2026", "2026-05-04"),
        ("Spielzeit 2011/12", None),
        ("Tel. 03641-12-2023", None),
    ],
)
def test_a_date_is_as_exact_as_the_text_and_no_more(text: str, expected: str | None) -> None:
    assert value(text) == expected


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.text(alphabet="abc ,.–", max_size=20))
def test_any_day_is_found_in_every_german_form(day: date, before: str) -> None:
    for form in (f"{day.day}. {MONTHS[day.month - 1]} {day.year}", f"{day:%d.%m.%Y}", day.isoformat()):
        assert value(f"{before} {form} – Text") == day.isoformat()


@given(st.text(max_size=80))
def test_no_text_breaks_the_grammar(text: str) -> None:
    found = find_date(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
    find_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 Uhr", (time(10), 0)),
        ("um 10.30 Uhr", (time(10, 30), 0)),
        ("10 Uhr 30", (time(10, 30), 0)),
        ("14:05", (time(14, 5), 0)),
        ("24 Uhr", (time(0), 1)),
        ("9 a.m.", (time(9), 0)),
        ("12 p.m.", (time(12), 0)),
        ("12 a.m.", (time(0), 0)),
        ("25 Uhr", None),
        ("15.03.2023", None),
        ("Halle 3", None),
    ],
)
def test_a_time_of_day_is_told_from_other_numbers(text: str, expected: tuple[time, int] | None) -> None:
    found = find_time(text)
    assert (found and (found.clock, found.days_later)) == expected


def test_a_front_matter_value_must_be_a_date_as_a_whole() -> None:
    assert read_date("2025-02-14") == "2025-02-14"
    assert read_date("2025-02-14 09:30:00") == "2025-02-14"
    assert read_date("2025") == "2025"
    assert read_date("irgendwann im Mai 2025") is None
