import pytest

from pipeline.parse.contact import emails, names_a_contact, phones


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Telefon (03 61) 444 77 11", "+493614447711"),
        ("Tel. 03647/44 11 0", "+49364744110"),
        ("Telefon: 03671 56-1503", "+493671561503"),
        ("+49 (0) 3641 807-370", "+493641807370"),
        ("Mobil +49 171 3920042", "+491713920042"),
        ("Tel.: 0 36 41 / 80 73-70", "+493641807370"),
        ("0043 1 58858", "+43158858"),
    ],
)
def test_german_spellings_become_e164(line: str, expected: str) -> None:
    assert phones([line]) == (expected,)


@pytest.mark.parametrize(
    "line", ["Telefax 0361 1234-9", "Fax: +49 361 1234-9", "07745 Jena", "am 01.02.2023", "2010-2023"]
)
def test_fax_numbers_postal_codes_and_dates_are_no_telephone(line: str) -> None:
    assert phones([line]) == ()


def test_a_fax_number_behind_a_telephone_number_is_left_out() -> None:
    assert phones(["T: 0361/1234-0 | F: 0361/1234-5"]) == ("+4936112340",)


def test_addresses_are_found_once_also_when_disguised() -> None:
    assert emails(["a.b@haus.example, a.b@haus.example", "c (at) haus (punkt) example"]) == (
        "a.b@haus.example",
        "c@haus.example",
    )


def test_a_year_and_a_name_are_no_contact() -> None:
    assert not names_a_contact("Anna Vogt leitet seit 2019 das Haus")
    assert names_a_contact("Anna Vogt, Telefon 0361 1234-0")


def test_a_number_without_country_code_belongs_to_the_country_of_the_others() -> None:
    assert phones(["Tel.: +43 316 8423-0", "Mobil: 0664 8852713"]) == ("+4331684230", "+436648852713")
    assert phones(["Tel.: +43 316 8423-0", "Tel.: +49 30 901820", "Mobil: 0171 3920042"])[2] == "+491713920042"
