"""Bytes become characters by fixed decisions, and characters are written in one way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.content import UnreadableError
from pipeline.read.encoding import decode
from pipeline.read.normalise import normalise, tidy

GERMAN = "„Süße Größe“ – Müller kostet 7 € in Přerov"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_recognised(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == (GERMAN, ())


def test_big_endian_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + GERMAN.encode("utf-16-be"))[0] == GERMAN


@pytest.mark.parametrize("text", ["Müller", "ü", "Öl – 7 €", "»Straße«"])
def test_what_is_no_utf_8_is_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, ())


def test_valid_utf_8_wins_over_the_files_own_claim() -> None:
    assert decode("Größe".encode(), claim="iso-8859-1")[0] == "Größe"


def test_the_claim_decides_between_single_byte_encodings() -> None:
    assert decode("Přerov".encode("iso8859-2"), claim="ISO-8859-2")[0] == "Přerov"
    assert decode("„Größe“".encode("cp1252"), claim="ISO-8859-1")[0] == "„Größe“"
    assert decode("Größe".encode("cp1252"), claim="unicode_escape")[0] == "Größe"


def test_damage_is_kept_and_told() -> None:
    text, warnings = decode(b"\xff\xfe" + "Das Fest war schön und lang.".encode("utf-16-le") + b"\x00\xd8")
    assert text.startswith("Das Fest war schön")
    assert [warning.code for warning in warnings] == ["damaged-characters"]


def test_control_characters_are_told() -> None:
    text, warnings = decode(b"Ein Satz mit \x02 darin und noch etwas mehr.")
    assert [warning.code for warning in warnings] == ["control-characters"]
    assert normalise(text) == "Ein Satz mit  darin und noch etwas mehr."


def test_doubly_encoded_umlauts_are_told() -> None:
    assert [warning.code for warning in decode("GrÃ¼ÃŸe aus Jena".encode())[1]] == ["mojibake"]


def test_noise_is_no_text() -> None:
    with pytest.raises(UnreadableError):
        decode(bytes(range(256)))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mu\u0308ller", "Müller"),
        ("Dreh\u00adbank", "Drehbank"),
        ("Dreh\u00ad\nbank", "Dreh-\nbank"),
        ("Photonik\u2011 und Optik\u2010Netz", "Photonik- und Optik-Netz"),
        ("5\u00a0km, z.\u202fB.\u2009so", "5 km, z. B. so"),
        ("\ufeffA\u200bB\u2060C\u200e", "ABC"),
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("Seite 1\fSeite 2", "Seite 1\n\nSeite 2"),
        ("a\x00\x1f\x7f\x9fb\ud800", "ab"),
        ("Ende – „so“ …", "Ende – „so“ …"),
    ],
)
def test_each_rule_of_normalisation(written: str, read: str) -> None:
    assert normalise(written) == read


def test_tidy_keeps_meant_lines_and_single_spaces() -> None:
    assert tidy("  Nora\t\tK. \n\n \u00a0 Am  Markt 1 \n") == "Nora K.\nAm Markt 1"


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert tidy(tidy(text)) == tidy(text)


def test_a_utf8_file_that_ends_within_a_character_is_half_a_file_and_no_windows_one() -> None:
    with pytest.raises(UnreadableError, match="mitten in einem Zeichen"):
        decode("Grüße aus Jena – ü".encode()[:-1])
    assert decode("Ein Café".encode("cp1252"))[0] == "Ein Café"
    assert decode("Grüße aus dem Café".encode("cp1252"))[0] == "Grüße aus dem Café"
