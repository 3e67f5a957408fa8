from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.parse.embargo import read_embargo, speaks_of_embargo

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sperrfrist: 15.03.2023, 10 Uhr", "2023-03-15T10:00:00+01:00"),
        ("SPERRFRIST: Mittwoch, 3. Mai 2023, 11:00 Uhr", "2023-05-03T11:00:00+02:00"),
        ("Frei ab 15. März 2023, 10.00 Uhr", "2023-03-15T10:00:00+01:00"),
        ("Gesperrt bis 15.03.2023, 24 Uhr", "2023-03-16T00:00:00+01:00"),
        ("Embargo: 15 March 2023, 10 a.m.", "2023-03-15T10:00:00+01:00"),
        ("Es gilt eine Sperrfrist bis 15.3.2023, 10 Uhr.", "2023-03-15T10:00:00+01:00"),
        ("Bitte beachten Sie die Sperrfrist 15.3.2023, 10 Uhr!", "2023-03-15T10:00:00+01:00"),
    ],
)
def test_the_moment_is_local_time_with_that_days_offset(line: str, expected: str) -> None:
    assert speaks_of_embargo(line)
    embargo, warnings = read_embargo([line], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until is not None
    assert embargo.until.isoformat() == expected
    assert warnings == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sperrfrist: 15.03.2023", "2023-03-15T00:00:00+01:00"),
        ("Gesperrt bis 15.03.2023", "2023-03-16T00:00:00+01:00"),
    ],
)
def test_a_day_without_a_time_is_read_the_safe_way_and_said(line: str, expected: str) -> None:
    embargo, warnings = read_embargo([line], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until is not None
    assert embargo.until.isoformat() == expected
    assert [warning.code for warning in warnings] == ["embargo-without-time"]


@pytest.mark.parametrize(
    "line",
    [
        "Sperrfrist: Redebeginn",
        "Sperrfrist 3. Mai, 11 Uhr",
        "Sperrfrist: 15.03.2023, 25 Uhr",
        "Sperrfrist: 31.02.2023, 10 Uhr",
        "Sperrfrist: 3. Mai 2023 oder 4. Mai 2023, 10 Uhr",
        "Sperrfrist",
    ],
)
def test_a_line_that_cannot_be_read_for_sure_withholds(line: str) -> None:
    embargo, warnings = read_embargo([line], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until is None
    assert [warning.code for warning in warnings] == ["embargo-unreadable"]


@pytest.mark.parametrize(
    "line", ["Sperrfrist: keine", "keine Sperrfrist", "Es gilt keine Sperrfrist.", "Ab sofort frei"]
)
def test_a_denied_embargo_is_none(line: str) -> None:
    assert read_embargo([line], timezone=BERLIN) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "Der Eintritt ist frei ab 18 Uhr.",
        "Sperrfrist für Düngung verschoben",
        "Das Öl-Embargo der EU trifft die Raffinerie.",
    ],
)
def test_other_uses_of_the_words_set_no_embargo(text: str) -> None:
    assert not speaks_of_embargo(text)


def test_the_latest_of_several_counts_and_an_unreadable_one_before_all() -> None:
    early, late = "Sperrfrist: 1.3.2023, 10 Uhr", "Sperrfrist: 2.3.2023, 10 Uhr"
    embargo, _ = read_embargo([late, early], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until == datetime(2023, 3, 2, 10, tzinfo=BERLIN)
    embargo, _ = read_embargo([late, "Sperrfrist: Redebeginn"], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until is None


def test_the_hour_that_summer_time_repeats_is_read_as_the_later_one() -> None:
    embargo, _ = read_embargo(["Sperrfrist: 29.10.2023, 2:30 Uhr"], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until is not None
    assert embargo.until.isoformat() == "2023-10-29T02:30:00+01:00"
