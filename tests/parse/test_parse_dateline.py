import pytest

from pipeline.parse.dateline import dateline_line, running_dateline


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Fulda, 18.01.2024", "Fulda", "2024-01-18"),
        ("Dresden, Mittwoch, den 3. Mai 2023", "Dresden", "2023-05-03"),
        ("Jena / 18. Juni 2025", "Jena", "2025-06-18"),
        ("Halle (Saale), 3. Mai 2024", "Halle (Saale)", "2024-05-03"),
        ("Freiburg i. Br., 3.5.2024", "Freiburg i. Br.", "2024-05-03"),
        ("Frankfurt am Main, Mai 2024", "Frankfurt am Main", "2024-05"),
        ("(Jena, 15.03.2023)", "Jena", "2023-03-15"),
        ("Bad Blankenburg, im Mai 2024:", "Bad Blankenburg", "2024-05"),
        ("Meldung vom: 05. Dezember 2023", None, "2023-12-05"),
        ("Presseinformation Nr. 12/2023 | Jena, 12. Mai 2023", "Jena", "2023-05-12"),
        ("07.11.2023 – 14:32", None, "2023-11-07"),
        ("Rudolstadt (ots) -", "Rudolstadt", None),
    ],
)
def test_a_line_of_its_own(line: str, place: str | None, date: str | None) -> None:
    found = dateline_line(line)
    assert found is not None
    assert (found.place, found.date) == (place, date)


@pytest.mark.parametrize("line", ["Jena", "Besuch am 3. Mai 2024", "Jena, den 3. Mai", "Gold für Jena", "Nr. 12/2023"])
def test_other_short_lines_are_none(line: str) -> None:
    assert dateline_line(line) is None


@pytest.mark.parametrize(
    ("text", "place", "date", "rest"),
    [
        ("Jena, März 2023 – Der Verein hat", "Jena", "2023-03", "Der Verein hat"),
        ("Jena, 26.01.2022 | Der Verein hat", "Jena", "2022-01-26", "Der Verein hat"),
        ("Jena/München. Der Verein hat", "Jena/München", None, "Der Verein hat"),
        ("Berlin, den 3. Mai 2024. Der Verein hat", "Berlin", "2024-05-03", "Der Verein hat"),
        ("Erfurt (ots) - Der Verein hat", "Erfurt", None, "Der Verein hat"),
        ("Erfurt (ots), 3. Mai 2024 – Der Verein", "Erfurt", "2024-05-03", "Der Verein"),
        ("Apolda, 3. Mai 2024 (pm) – Der Verein", "Apolda", "2024-05-03", "Der Verein"),
        ("(Jena, 15.03.2023) Der Verein hat", "Jena", "2023-03-15", "Der Verein hat"),
        ("(Weimar) Vom 20. April an", "Weimar", None, "Vom 20. April an"),
        ("Jena – Die Stadt baut", "Jena", None, "Die Stadt baut"),
        ("Jena. „Wir bauen“, sagt", "Jena", None, "„Wir bauen“, sagt"),
        ("15. März 2023 – Die Stadt baut", None, "2023-03-15", "Die Stadt baut"),
        ("JENA, 3. Mai 2024: Die Stadt baut", "JENA", "2024-05-03", "Die Stadt baut"),
    ],
)
def test_a_dateline_runs_into_a_paragraph(text: str, place: str | None, date: str | None, rest: str) -> None:
    found = running_dateline(text)
    assert found is not None
    assert (found.place, found.date, text[found.end :]) == (place, date, rest)


@pytest.mark.parametrize(
    "text",
    [
        "In der Nacht zu Dienstag, den 7. November 2023, haben Unbekannte",
        "Am 3. Mai 2023 – einem Mittwoch – war es so weit",
        "Vom 5. bis 7. März trifft sich die Branche",
        "Herr Becker. Der Mann kommt",
        "Die Stadt – sie wächst – baut",
    ],
)
def test_a_date_within_a_sentence_is_no_dateline(text: str) -> None:
    assert running_dateline(text) is None
