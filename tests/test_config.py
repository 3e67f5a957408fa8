import tomllib
from pathlib import Path

import pytest

from pipeline.config import MEMORY, PROVIDER_NAMES, ConfigError, Settings, load, parse

ROOT = Path(__file__).parents[1]


def settings(text: str) -> Settings:
    return parse(tomllib.loads(text), text=text)


def test_an_empty_configuration_has_every_default() -> None:
    found = settings("")
    assert found == Settings()
    assert found.languages.source == "de"
    assert found.languages.targets == ("en",)
    assert found.translate.providers == ("google",)
    assert found.translate.google.url == "https://translate.google.com/m"


def test_the_shipped_file_names_every_key_with_its_default_but_the_site() -> None:
    found = load(ROOT / "config.toml")
    assert found.site.base_url == "https://presse.example.org/"
    assert found.languages == Settings().languages
    assert found.extract == Settings().extract
    assert found.translate == Settings().translate
    assert found.publish == Settings().publish
    assert found.run == Settings().run
    table = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
    for section in ("site", "languages", "extract", "translate", "publish", "run"):
        assert set(getattr(Settings(), section).__dataclass_fields__) <= set(table[section])
    for provider in set(PROVIDER_NAMES) - {MEMORY}:
        assert set(getattr(Settings().translate, provider).__dataclass_fields__) == set(table["translate"][provider])


def test_a_key_that_was_pasted_into_the_file_is_not_repeated_in_the_message() -> None:
    with pytest.raises(ConfigError) as caught:
        settings('[translate.microsoft]\napi_key_env = "f00dcafe12"')
    assert "f00dcafe12" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[site]\nname = "x"\nbase_ulr = "y"', ("Zeile 3", "site.base_ulr", "base_url")),
        ("[sites]", ("Zeile 1", "sites", "site")),
        ('[languages]\ntargets = ["de"]', ("Zeile 2", "languages.targets", "Ausgangssprache")),
        ('[languages]\ntargets = "en"', ("languages.targets", "Liste")),
        ('[languages]\nsource = "deutsch!"', ("languages.source", "Sprachkürzel")),
        ('[translate]\nproviders = ["memory", "deepL"]', ("translate.providers", "deepL", "„deepl“")),
        ('[translate.deepl]\napi_key_env = "8f2c-41:fx"', ("Zeile 2", "deepl.api_key_env", "Umgebungsvariablen")),
        ("[translate.llm]\nthinking_tokens = -1", ("Zeile 2", "thinking_tokens", "0 oder größer")),
        ('[translate.firefox]\nfolder = ""', ("Zeile 2", "firefox.folder", "leer")),
        ("[run]\nworkers = -1", ("Zeile 2", "run.workers", "von 0 bis 256")),
        ('[run]\ncluster = "rechner:8786"', ("Zeile 2", "run.cluster", "tcp://")),
        ('[run]\ncluster = "tls://rechner"', ("run.cluster", "Scheduler")),
        ('[run]\ncluster = "tcp://wer:was@rechner:1"', ("run.cluster", "Scheduler")),
        ('[translate]\nproviders = ["gogle"]', ("translate.providers", "gogle", "„google“")),
        ("[translate]\nconnect_timeout_s = 0", ("Zeile 2", "größer als 0")),
        ("[translate]\nanswer_timeout_s = true", ("answer_timeout_s", "Zahl")),
        ("[translate.google]\nurl = 3", ("Zeile 2", "translate.google.url", "Text")),
        ('[translate.google]\nurl = "ftp://x"', ("translate.google.url", "http")),
        ("[translate.libretranslate]\nlocal = 1", ("local", "true oder false")),
        ("[publish]\nfeed_length = 2.5", ("feed_length", "ganze Zahl")),
        ("[publish]\nheading_level = 6", ("Zeile 2", "publish.heading_level", "1 bis 5")),
        ('[site]\ntimezone = "Mars/Olympus"', ("timezone", "Europe/Berlin")),
        ("publish = 3", ("publish", "Abschnitt")),
        ('[site]\nname = "x"\nbase_url = "https://a.example/die presse/"', ("Zeile 3", "site.base_url", "Leerzeichen")),
        ('[site]\nbase_url = "https://a.example/?seite=3"', ("Zeile 2", "site.base_url", "„?“")),
        ('[site]\nbase_url = "https://a.example/#oben"', ("Zeile 2", "site.base_url", "„#“")),
        ('[site]\nbase_url = "https://ich:wort@a.example/"', ("Zeile 2", "site.base_url", "Passwort")),
        ('[site]\nbase_url = "https://[a.example/"', ("Zeile 2", "site.base_url", "http")),
        ('[site]\nbase_url = "https://a.example:https/"', ("Zeile 2", "site.base_url", "http")),
        ('[site]\nbase_url = "https://:80/"', ("Zeile 2", "site.base_url", "http")),
        ('[site.base_urls]\nde = "https://a.example"\nen = "b.example"', ("Zeile 3", "site.base_urls.en", "http")),
        ('[site]\nname = ""', ("Zeile 2", "site.name", "leer")),
        ('[site]\nname = "x"\npublisher = "  "', ("Zeile 3", "site.publisher", "leer")),
        ('[site]\nlogo = "logo.png"', ("Zeile 2", "site.logo", "http")),
        ('[site]\nlogo = "https://a.example/das logo.png"', ("Zeile 2", "site.logo", "Leerzeichen")),
        ('[site.names]\nen = ""', ("Zeile 2", "site.names.en", "leer")),
        ('[site.names]\nen = "Press"\nfr = "Presse"', ("Zeile 3", "site.names.fr", "möglich: de, en")),
        ('[site.base_urls]\nEN = "https://a.example/"', ("Zeile 2", "site.base_urls.EN", "möglich: de, en")),
        ('[site]\nnames = { fr = "Presse" }', ("Zeile 2", "site.names.fr", "möglich: de, en")),
        ('[languages]\ntargets = []\n[site.names]\nen = "Press"', ("Zeile 4", "site.names.en", "möglich: de")),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_right_one(text: str, expected: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(text)
    for part in expected:
        assert part in str(caught.value)


def test_broken_toml_and_a_missing_file_are_told_with_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("[site\n", "utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml: kein gültiges TOML"):
        load(broken)
    with pytest.raises(ConfigError, match=r"fehlt\.toml: Diese Konfiguration gibt es nicht"):
        load(tmp_path / "fehlt.toml")
    with pytest.raises(ConfigError, match="Ordner, keine Datei"):
        load(tmp_path)
    broken.write_bytes("[site]\nname = 'Büro'".encode("cp1252"))
    with pytest.raises(ConfigError, match=r"config\.toml: .* nicht in UTF-8"):
        load(broken)


@pytest.mark.parametrize("url", ["https://a.example", "http://localhost:8000/", "https://büro.example/presse/~x/"])
def test_the_address_of_a_folder_is_taken(url: str) -> None:
    assert settings(f'[site]\nbase_url = "{url}"').site.base_url == url


def test_a_language_may_have_its_own_name_and_address() -> None:
    found = settings(
        '[site]\nname = "Presse"\nbase_url = "https://a.example"\n[site.names]\nen = "Press"\n'
        '[site.base_urls]\nen = "https://b.example/x"'
    )
    assert (found.site.name_for("de"), found.site.name_for("en")) == ("Presse", "Press")
    assert found.site.base_url_for("de") == "https://a.example/"
    assert found.site.base_url_for("en") == "https://b.example/x/"
