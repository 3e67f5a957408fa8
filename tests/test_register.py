"""The register: which spellings are one name, how the file is read, and what is told of a mistake in it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Picture
from pipeline.register import Entry, Kind, Never, Register, fold
from pipeline.register_file import load_register, parse_register
from pipeline.toml_file import TomlError, TomlFile

ROOT = Path(__file__).parents[1]


def register(text: str) -> Register:
    file = TomlFile("register.toml", text, tomllib.loads(text))
    return parse_register(file, picture=lambda name: Picture(name, "image/png", b"x"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OptoNet e.V.", "OptoNet e. V."),
        ("OptoNet e.V.", "OPTONET eV"),
        ("Opto Net e.V.", "OptoNet e.V."),
        ("Deutsche Gesellschaft für Optik", "Deutschen Gesellschaft für Optik"),
        ("Fraunhofer-Institut für Optik", "Fraunhofer-Instituts für Optik"),
        ("Bürger\u00a0Bund", "Bürgerbund"),
    ],
)
def test_spellings_of_an_organisation_are_one_name(one: str, other: str) -> None:
    assert fold(one, Kind.ORGANISATION) == fold(other, Kind.ORGANISATION)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("OptoNet", "OptoNet e.V.", Kind.ORGANISATION),
        ("Müller GmbH", "Mueller GmbH", Kind.ORGANISATION),
        ("Wagner AG", "Wagen AG", Kind.ORGANISATION),
        ("Jan Peter", "Jan Peters", Kind.PERSON),
        ("Anna Lena Weber", "Annalena Weber", Kind.PERSON),
    ],
)
def test_what_needs_judgement_stays_two_names(one: str, other: str, kind: Kind) -> None:
    assert fold(one, kind) != fold(other, kind)


@settings(deadline=None)
@given(st.text("abcäöüßABCÄÖÜ -.'’", max_size=40), st.sampled_from(Kind))
def test_case_and_spaces_around_never_part_a_name(name: str, kind: Kind) -> None:
    assert fold(f" {name} ", kind) == fold(name, kind)
    assert fold(name.title(), Kind.PERSON) == fold(name.title().lower(), Kind.PERSON)


def test_every_section_is_read() -> None:
    found = register(
        """
        [[organisation]]
        name = "OptoNet  e.V."
        aliases = ["Optonet", "OptoNet"]
        english = "OptoNet"
        url = "https://www.wikidata.org/wiki/Q1"
        picture = "logo.png"

        [[person]]
        name = "Torsten Poßner"

        [never]
        people = ["Gute Laune"]
        names = ["Gold Label"]

        [[distinct]]
        names = ["Anna Weber", "A. Weber"]
        """
    )
    assert found == Register(
        (
            Entry(Kind.PERSON, "Torsten Poßner"),
            Entry(
                Kind.ORGANISATION,
                "OptoNet e.V.",
                ("Optonet", "OptoNet"),
                "OptoNet",
                "https://www.wikidata.org/wiki/Q1",
                Picture("logo.png", "image/png", b"x"),
            ),
        ),
        Never(people=("Gute Laune",), names=("Gold Label",)),
        (("Anna Weber", "A. Weber"),),
    )


def test_sections_may_be_repeated_so_that_blocks_can_be_pasted() -> None:
    found = register('[[never]]\npeople = ["A"]\n[[person]]\nname = "B C"\n[[never]]\npeople = ["D"]\nnames = ["E"]')
    assert found.never == Never(people=("A", "D"), names=("E",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[person]]\nname = "A B"\n[[person]]\nnmae = "C D"', ("Zeile 4", "person.nmae", "„name“")),
        ('[[persons]]\nname = "A B"', ("Zeile 1", "persons", "„person“")),
        ('[[person]]\nname = "A B"\n\n[[person]]\naliases = ["C"]', ("Zeile 4", "person", 'name = "…"')),
        ('[[person]]\nname = "Dr. Anna Weber"', ("Zeile 2", "person.name", "Titel")),
        ('[[person]]\nname = "  "', ("Zeile 2", "person.name", "muss ein Name sein")),
        ('[[organisation]]\nname = "X"\nurl = "optonet.de"', ("Zeile 3", "organisation.url", "https://")),
        ('[[organisation]]\nname = "X"\naliases = "Y"', ("Zeile 3", "organisation.aliases", "Liste")),
        ('person = "Anna Weber"', ("Zeile 1", "person", "[[person]]")),
        ('[[distinct]]\nnames = ["X"]', ("Zeile 2", "distinct.names", "zwei Namen")),
        (
            '[[organisation]]\nname = "X"\naliases = ["Z"]\n[[organisation]]\nname = "Y"\naliases = ["Z"]',
            ("Zeile 6", "organisation.aliases", "„Z“", "Eintrag „X“"),
        ),
        ('[[person]]\nname = "Ann Lux"\n[[organisation]]\nname = "Ann Lux"', ("Zeile 4", "„Ann Lux“")),
        ('[[organisation]]\nname = "Lux eV"\n[[organisation]]\nname = "LUX e. V."', ("Zeile 4", "dort „Lux eV“")),
        ('[[person]]\nname = "A B"\naliases = ["C"]\n[never]\npeople = ["C"]', ("Zeile 5", "never.people", "„A B“")),
        ('[[organisation]]\nname = "A"\n[never]\nnames = ["A"]', ("Zeile 4", "never.names", "„A“")),
        (
            '[[person]]\nname = "A B"\naliases = ["C"]\n[[distinct]]\nnames = ["A B", "C"]',
            ("Zeile 5", "distinct.names", "verbindet"),
        ),
        ('[[distinct]]\nnames = ["Lux e.V.", "LUX eV"]', ("Zeile 2", "Schreibweisen")),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(text: str, expected: tuple[str, ...]) -> None:
    with pytest.raises(TomlError) as caught:
        register(text)
    for part in ("register.toml", *expected):
        assert part in str(caught.value)


def test_what_is_never_a_person_may_be_an_organisation() -> None:
    assert register('[[organisation]]\nname = "Gute Laune"\n[never]\npeople = ["Gute Laune"]').entries


def test_no_file_is_an_empty_register(tmp_path: Path) -> None:
    assert load_register(tmp_path) == Register()


def test_the_file_may_be_capitalised_and_have_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "Register.TOML").write_text('\ufeff[[person]]\nname = "Anna Weber"', "utf-8")
    assert load_register(tmp_path).entries == (Entry(Kind.PERSON, "Anna Weber"),)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("register.toml.txt", b"", "Das Register heißt „register.toml“"),
        ("register.toml", b"[[person]\n", "doppelten eckigen Klammern"),
        ("register.toml", '[[person]]\nname = "Büro"'.encode("cp1252"), "Das Register ist nicht in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TomlError, match=expected):
        load_register(tmp_path)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("fehlt.png", "liegt nicht im Ordner"),
        ("../geheim.png", "muss im Ordner der Meldungen liegen"),
        ("logo.svg", "möglich sind .jpg"),
        ("ordner.png", "lässt sich nicht lesen"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(tmp_path: Path, picture: str, expected: str) -> None:
    folder = tmp_path / "releases"
    (folder / "ordner.png").mkdir(parents=True)
    (tmp_path / "geheim.png").write_bytes(b"x")
    (folder / "register.toml").write_text(f'[[person]]\nname = "Anna Weber"\npicture = "{picture}"', "utf-8")
    with pytest.raises(TomlError, match=r"register\.toml, Zeile 3: „person\.picture“ .*" + expected):
        load_register(folder)


def test_a_picture_is_loaded_from_beside_the_register(tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "anna.jpg").write_bytes(b"jpg")
    (tmp_path / "register.toml").write_text('[[person]]\nname = "Anna Weber"\npicture = "bilder/anna.jpg"', "utf-8")
    assert load_register(tmp_path).entries[0].picture == Picture("anna.jpg", "image/jpeg", b"jpg")


def test_two_entries_or_a_word_of_hers_part_two_names() -> None:
    found = register(
        '[[person]]\nname = "Anna Weber"\naliases = ["A. Weber"]\n[[distinct]]\nnames = ["A. Weber", "Weber"]'
    )
    assert found.are_distinct(Kind.PERSON, "Anna Weber", "Weber")
    assert not found.are_distinct(Kind.PERSON, "Anna Weber", "A. Weber")
    assert not found.are_distinct(Kind.PERSON, "Weber", "Otto Weber")


def test_the_shipped_register_can_be_read() -> None:
    assert load_register(ROOT / "releases").entries
