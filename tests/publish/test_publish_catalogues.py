"""The catalogues of what readers are told, held against the code; and what CLDR says of languages and dates."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.languages import direction, german_name, own_name, readable_date, with_country
from pipeline.publish.words import apart, catalogue_languages, gettext_for, spoken, translators

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "pipeline" / "locale"
LANGUAGES = catalogue_languages()


def template() -> Catalog:
    with (FOLDER / "press.pot").open("rb") as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "press.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(catalog: Catalog) -> dict[object, Message]:
    return {(message.context, message.id): message for message in catalog if message.id}


def extracted() -> Iterator[object]:
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    for _, _, found, _, context in extract_from_dir(ROOT, methods, keywords=DEFAULT_KEYWORDS):
        yield (context, found)


def placeholders(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_template_has_what_the_code_says_and_nothing_else() -> None:
    assert set(messages(template())) == set(extracted())


def test_there_are_five_languages_at_least() -> None:
    assert {"cs", "de", "en", "fr", "pl"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete_and_sure(language: str) -> None:
    found = catalogue(language)

    assert set(messages(found)) == set(messages(template()))
    assert not found.obsolete
    for message in messages(found).values():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(form and form.strip() == form for form in forms), message.id
        assert not message.fuzzy, message.id
        assert len(forms) == (found.num_plurals if message.pluralizable else 1), message.id
        wanted = message.id if isinstance(message.id, tuple) else (message.id,)
        assert all(placeholders(form) == placeholders(wanted[-1]) for form in forms), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_counts_as_its_language_does(language: str) -> None:
    """For the day when something is counted: Polish and Czech have more than two forms."""
    ours, usual = catalogue(language), Catalog(locale=language)

    assert (ours.num_plurals, ours.plural_expr) == (usual.num_plurals, usual.plural_expr)
    assert str(ours.locale) == language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de-AT", "Maschinelle Übersetzung, noch nicht geprüft"),
        ("en-US", "Machine translation, not yet reviewed"),
        ("fr", "Traduction automatique, non relue"),
        ("pl", "Tłumaczenie maszynowe, jeszcze niesprawdzone"),
        ("CS", "Strojový překlad, zatím nezkontrolovaný"),
        ("uk", "Machine translation, not yet reviewed"),
    ],
)
def test_words_are_those_of_the_nearest_catalogue_else_english(language: str, said: str) -> None:
    assert gettext_for(language)("Machine translation, not yet reviewed") == said
    assert str(apart(language)) == (' lang="en" dir="ltr"' if language == "uk" else "")
    assert spoken(language) == ("en" if language == "uk" else language)


@pytest.mark.parametrize(
    ("language", "day", "month", "year"),
    [
        ("de", "1. März 2023", "März 2023", "2023"),
        ("de-AT", "1. März 2023", "März 2023", "2023"),
        ("en", "1 March 2023", "March 2023", "2023"),
        ("en-US", "March 1, 2023", "March 2023", "2023"),
        ("fr", "1er mars 2023", "mars 2023", "2023"),
        ("pl", "1 marca 2023", "marzec 2023", "2023"),
        ("cs", "1. března 2023", "březen 2023", "2023"),
        ("pt-BR", "1 de março de 2023", "março de 2023", "2023"),
        ("uk", "1 березня 2023\u202fр.", "березень 2023\u202fр.", "2023"),
        ("ar", "1 مارس 2023", "مارس 2023", "2023"),
        ("zh-Hant", "2023年3月1日", "2023年3月", "2023年"),
        ("tlh", "2023-03-01", "2023-03", "2023"),
    ],
)
def test_dates_are_written_as_in_the_language(language: str, day: str, month: str, year: str) -> None:
    assert [readable_date(iso, language) for iso in ("2023-03-01", "2023-03", "2023")] == [day, month, year]


def test_french_has_an_ordinal_for_the_first_alone() -> None:
    days = [readable_date(f"2021-01-{day:02}", "fr").split()[0] for day in range(1, 32)]
    assert days == ["1er", *map(str, range(2, 32))]


@pytest.mark.parametrize("iso", ["", "2023-02-30", "2023-13", "bald", "2023-1-x", "0000"])
def test_what_no_calendar_has_stays_as_it_is(iso: str) -> None:
    assert readable_date(iso, "pl") == iso


@pytest.mark.parametrize(
    ("language", "own", "german", "country"),
    [
        ("cs", "Čeština", "Tschechisch", "cs_CZ"),
        ("pt-BR", "Português (Brasil)", "Portugiesisch (Brasilien)", "pt_BR"),
        ("en", "English", "Englisch", "en_GB"),
        ("ka", "ქართული", "Georgisch", "ka_GE"),
        ("zh-Hant", "中文 (繁體)", "Chinesisch (Traditionell)", "zh_TW"),
        ("de-1901", "Deutsch", "Deutsch", "de_DE"),
        ("tlh", "tlh", "tlh", "tlh"),
    ],
)
def test_languages_have_their_names(language: str, own: str, german: str, country: str) -> None:
    assert (own_name(language), german_name(language), with_country(language)) == (own, german, country)


@pytest.mark.parametrize(("language", "written"), [("ar", "rtl"), ("he", "rtl"), ("az-Arab", "rtl"), ("az", "ltr")])
def test_direction_is_that_of_the_script(language: str, written: str) -> None:
    assert direction(language) == written


@given(st.text(max_size=12))
def test_no_tag_is_too_odd(language: str) -> None:
    for made in (own_name(language), german_name(language), with_country(language), spoken(language)):
        assert isinstance(made, str)
    assert direction(language) in ("ltr", "rtl")
    assert readable_date("2023-03-15", language)


@pytest.mark.slow
def test_every_language_of_cldr_writes_dates() -> None:
    for name in Locale("en").languages:
        language = name.replace("_", "-")
        assert all(readable_date(iso, language) for iso in ("2023-03-15", "2023-03", "2023"))


def test_translators_are_named_as_in_the_language() -> None:
    assert translators("google+human+deepl", "de") == "Google Übersetzer und DeepL"
    assert translators("google+deepl+llm", "fr") == "Google Traduction, DeepL et llm"
    assert translators("human", "pl") is None


def test_help_and_mistakes_in_a_call_need_no_babel() -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        "try:\n    main(['build', '--help'])\n"
        "finally:\n    sys.stderr.write(str('babel' in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "False"


@pytest.mark.slow
def test_wheel_has_the_catalogues(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    try:
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        if b"No module named hatchling" in error.stderr:
            pytest.skip("hatchling is not installed")
        raise
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"pipeline/locale/{language}/LC_MESSAGES/press.po" for language in LANGUAGES} <= names
