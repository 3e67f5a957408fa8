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
        ("Sperrfrist: 15.03.2023, 10:00:59 Uhr", "2023-03-15T10:00:59+01:00"),
        ("Gesperrt bis 15.03.2023, 24 Uhr", "2023-03-16T00:00:00+01:00"),
        ("Embargo: 15 March 2023, 10 a.m.", "2023-03-15T10:00:00+01:00"),
        ("Es gilt eine Sperrfrist bis 15.3.2023, 10 Uhr.", "2023-03-15T10:00:00+01:00"),
        ("Bitte beachten Sie die Sperrfrist 15.3.2023, 10 Uhr!", "2023-03-15T10:00:00+01:00"),
        ("Ｓｐｅｒｒｆｒｉｓｔ: 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Presse-Sperrfrist: 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Frei: 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Ab 30.11.2026, 12 Uhr zur Veröffentlichung frei", "2026-11-30T12:00:00+01:00"),
        ("For release on 30 November 2026, 12:00", "2026-11-30T12:00:00+01:00"),
        ("Sperr-Frist: 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("S P E R R F R I S T : 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Sendesperrfrist: 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Erst ab 30.11.2026, 12 Uhr zur Veröffentlichung freigegeben", "2026-11-30T12:00:00+01:00"),
        ("Bitte beachten Sie: Nicht vor dem 30.11.2026 (12:00 Uhr MEZ) veröffentlichen.", "2026-11-30T12:00:00+01:00"),
        ("Veröffentlichung bitte erst ab 30.11.2026, 12 Uhr!", "2026-11-30T12:00:00+01:00"),
        ("Freigabe: 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Vertraulich bis 30.11.2026, 12 Uhr", "2026-11-30T12:00:00+01:00"),
        ("Sperrfrist: 2026-11-30T12:00Z", "2026-11-30T13:00:00+01:00"),
        ("Sperrfrist: 30.11.2026, 12 Uhr GMT", "2026-11-30T13:00:00+01:00"),
        ("Sperrfrist: 12. Mai 2023, 10 Uhr (Beginn der Pressekonferenz)", "2023-05-12T10:00:00+02:00"),
        ("Presseinformation Nr. 07/2023 | SPERRFRIST: 3.5.2023, 11 Uhr", "2023-05-03T11:00:00+02:00"),
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
    (warning,) = warnings
    # Once the embargo has ended the message is published, and the line may say more than a day.
    assert (warning.code, line in warning.message, line in warning.told) == ("embargo-without-time", False, True)


@pytest.mark.parametrize(
    "line",
    [
        "Sperrfrist: Redebeginn",
        "Sperrfrist 3. Mai, 11 Uhr",
        "Sperrfrist: 15.03.2023, 25 Uhr",
        "Sperrfrist: 31.02.2023, 10 Uhr",
        "Sperrfrist: 3. Mai 2023 oder 4. Mai 2023, 10 Uhr",
        "Sperrfrist",
        "Sperrfrist! Bitte nicht vor Montag verwenden",
        "Sperfirst: 30.11.2026, 12 Uhr",
        "Sperrfrist: 30.11.2026, 12 Uhr EST",
        "Sperrfrist: 30.11.2026, 12 Uhr (New Yorker Zeit)",
        "Sperrfrist: 30.11.2026, 7 Uhr abends",
        "Sperrfrist: 30.11.2026, Mitternacht",
        "Sperrfrist: Dienstag, 30. November 2026, 12 Uhr",
        "Sperrfrist: 29. oder 30. November 2026, 10 Uhr",
        "Sperrfrist: 30.11.2026, 8 Uhr (Print), 6 Uhr (Online)",
        "Sperrfrist: keine, außer für Online-Medien bis 30.11.2026",
        "Keine Sperrfrist vor dem 30.11.2026 aufheben",
        "Mit Sperrfrist versehen bis zum 30. November",
        "Nicht zur Veröffentlichung",
        "dpa-Sperrfrist 10.12.2030",
        "Sperrfrist für alle Medien: 10.12.2030",
        "Sperr frist: 10.12.2030",
        "Sprerrfrist: 10.12.2030",
        "Veröffentlichungssperre bis 10.12.2030",
        "Noch nicht zur Veröffentlichung freigegeben",
        "INTERN – NOCH NICHT FREIGEGEBEN",
        "Diese Meldung darf erst am 10. Dezember 2030 veröffentlicht werden.",
        "Do not publish before 10 December 2030",
        "DRAFT – DO NOT PUBLISH",
        "Sperrfrist: 22.11.2026, 10 Uhr (verlängert, siehe unten)",
        "Sperrfrist: 23.11.2026, 9 Uhr (Ende der Pressekonferenz)",
        "Embargo until 12/11/2026",
        "Sperrfrist: 0001-01-01T00:00:00+23:59",
        "ENTWURF – nicht veröffentlichen",
        "Gesperrt!",
    ],
)
def test_a_line_that_cannot_be_read_for_sure_withholds(line: str) -> None:
    assert speaks_of_embargo(line)
    embargo, warnings = read_embargo([line], timezone=BERLIN)
    assert embargo is not None
    assert embargo.until is None
    assert [warning.code for warning in warnings] == ["embargo-unreadable"]


@pytest.mark.parametrize(
    "line",
    [
        "Sperrfrist: keine",
        "keine Sperrfrist",
        "Es gilt keine Sperrfrist.",
        "Ab sofort frei",
        "Einladung an die Medien (keine Sperrfrist)",
        "Presseinformation Nr. 7/2024 – keine Sperrfrist",
    ],
)
def test_a_denied_embargo_is_none(line: str) -> None:
    assert read_embargo([line], timezone=BERLIN) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "Der Eintritt ist frei ab 18 Uhr.",
        "Sperrfrist für Düngung verschoben",
        "Das Öl-Embargo der EU trifft die Raffinerie.",
        "Die Sperrfrist beginnt für Grünland am 1. November 2026.",
        "Freigabe der Brücke: Ab 5. Mai 2026 rollt der Verkehr",
        "Gesperrt bis Oktober: Camsdorfer Brücke wird saniert",
        "Bitte beachten: Die Straße bleibt gesperrt bis 20. Juni 2026.",
        "Frei ab 16 Jahren: Konzert im Volksbad am 5. Mai 2026",
        "Ab 5. Mai 2026 ist der Eintritt frei für alle ab 6 Jahren.",
        "Nicht vor 22 Uhr: Bürger berichten über Lärm",
        "Veröffentlichung: 10.12.2023",
        "Veröffentlicht am 14. September 2023 von Redaktion",
        "Embargo gegen Russland: Raffinerie rüstet um",
        "Der Verlag will das Buch nicht vor Mai veröffentlichen.",
        "Die Ergebnisse werden erst ab Mai veröffentlicht.",
        "Bitte melden Sie sich bis zum 3. Mai an.",
        "Zur Veröffentlichung des Buches lädt der Verlag ein",
        "Entwurf für neues Rathaus prämiert",
        "Gesperrt ist die Brücke ab Montag",
        "Frei nach Schiller",
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
