"""``config.toml`` → frozen settings; every mistake names its key, its line and the nearest right key.

The dataclasses below are the only list of keys, types and defaults; the loader walks them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipeline.limits import MAX_FILE_MB, MAX_PAGES, MAX_PICTURES, MAX_SECONDS
from pipeline.toml_file import TomlError, TomlFile, ValueProblemError, check_url, fill, nearest_hint, read_toml

_NO_ADDRESS_CHARACTER = re.compile(r'[\s\x00-\x1f\x7f"<>\\]')
_VARIABLE_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
_HOUR_S = 3600
_MANY_WORKERS = 256
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


# The one error of all files that people write in TOML.
ConfigError = TomlError


def _url_or_none(value: Any) -> None:
    """An address that goes into what is published, or nothing."""
    if value:
        _public_url(value)


def _public_url(value: Any) -> None:
    _address_characters(value)
    check_url(value)
    if "@" in urlsplit(value).netloc:
        raise ValueProblemError("darf weder Benutzernamen noch Passwort enthalten: Die Adresse wird veröffentlicht")


def _base_url(value: Any) -> None:
    """Everything published is addressed below it, in public."""
    _public_url(value)
    if "?" in value or "#" in value:
        raise ValueProblemError("muss die Adresse eines Ordners sein, ohne „?“ und „#“")


def _address_characters(value: Any) -> None:
    if _NO_ADDRESS_CHARACTER.search(value):
        raise ValueProblemError("darf weder Leerzeichen noch Anführungszeichen oder spitze Klammern enthalten")


def _filled(value: Any) -> None:
    if not value.strip():
        raise ValueProblemError("darf nicht leer sein")


def _each(check: Callable[[Any], None]) -> Callable[[Any], None]:
    def check_each(values: Any) -> None:
        for key, value in values.items():
            try:
                check(value)
            except ValueProblemError as problem:
                raise ValueProblemError(str(problem), key) from problem

    return check_each


def _language(value: Any) -> None:
    if not _LANGUAGE_TAG.match(value):
        raise ValueProblemError('muss ein Sprachkürzel sein, etwa "de" oder "en"')


def _languages(values: Any) -> None:
    for value in values:
        _language(value)
    if len(set(values)) != len(values):
        raise ValueProblemError("darf jede Sprache nur einmal nennen")


def _positive(value: Any) -> None:
    if not value > 0:
        raise ValueProblemError("muss größer als 0 sein")


def _seconds(value: Any) -> None:
    if not 0 < value <= _HOUR_S:
        raise ValueProblemError("muss größer als 0 und höchstens 3600 sein")


def _rates(values: Any) -> None:
    for name, rate in values.items():
        _one_of(*PROVIDER_NAMES)(name)
        if rate < 0:
            raise ValueProblemError("darf nicht kleiner als 0 sein", name)


def _not_negative(value: Any) -> None:
    if value < 0:
        raise ValueProblemError("muss 0 oder größer sein")


def _workers(value: Any) -> None:
    if not 0 <= value <= _MANY_WORKERS:
        raise ValueProblemError(f"muss eine Zahl von 0 bis {_MANY_WORKERS} sein (0: einer je Kern)")


def _scheduler(value: Any) -> None:
    try:
        parts = urlsplit(value)
        usable = not value or (
            parts.scheme in ("tcp", "tls") and parts.hostname and parts.port and parts.netloc == value[6:].rstrip("/")
        )
    except ValueError:
        usable = False
    if not usable or "@" in value:
        raise ValueProblemError(
            "muss leer sein oder die Adresse eines Dask-Schedulers, etwa tcp://127.0.0.1:8786 oder "
            "tls://rechner.haus:8786"
        )


def _variable(value: Any) -> None:
    """A key that was pasted where the name of its variable belongs; the message must not repeat it."""
    if value and not _VARIABLE_NAME.fullmatch(value):
        raise ValueProblemError(
            "muss der Name einer Umgebungsvariablen in Großbuchstaben sein; der Schlüssel selbst gehört nicht in "
            "diese Datei"
        )


def _heading_level(value: Any) -> None:
    if not 1 <= value <= 5:
        raise ValueProblemError("muss eine Zahl von 1 bis 5 sein")


def _zone(value: Any) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueProblemError('muss eine Zeitzone sein, etwa "Europe/Berlin"') from error


def _one_of(*allowed: str) -> Any:
    def check(value: Any) -> None:
        for item in (value,) if isinstance(value, str) else value:
            if item not in allowed:
                raise ValueProblemError(f"„{item}“ gibt es nicht – {nearest_hint(item, allowed)}")

    return check


def _key(default: Any, check: Any = None) -> Any:
    return field(default=default, metadata={"check": check})


@dataclass(frozen=True, slots=True)
class Site:
    """``[site]``: where the output will be found, and who publishes it."""

    base_url: str = _key("http://localhost:8000/", _base_url)
    base_urls: Mapping[str, str] = field(default_factory=dict, metadata={"check": _each(_base_url)})
    name: str = _key("Pressemitteilungen", _filled)
    names: Mapping[str, str] = field(default_factory=dict, metadata={"check": _each(_filled)})
    publisher: str = _key("Pressestelle", _filled)
    logo: str = _key("", _url_or_none)
    timezone: str = _key("Europe/Berlin", _zone)

    def name_for(self, language: str) -> str:
        """The site's name in a language, else the general one."""
        return self.names.get(language, self.name)

    def base_url_for(self, language: str) -> str:
        """The address of the output folder for readers of a language, with a closing ``/``."""
        return self.base_urls.get(language, self.base_url).rstrip("/") + "/"


@dataclass(frozen=True, slots=True)
class Languages:
    """``[languages]``: the language of the releases and those they are published in as well."""

    source: str = _key("de", _language)
    targets: tuple[str, ...] = _key(("en",), _languages)


@dataclass(frozen=True, slots=True)
class Limits:
    """``[limits]``: what a dropped file may cost; the limits that nobody has to raise are in ``limits``."""

    max_file_mb: int = _key(MAX_FILE_MB, _positive)
    max_pages: int = _key(MAX_PAGES, _positive)
    max_pictures: int = _key(MAX_PICTURES, _positive)
    max_seconds: float = _key(MAX_SECONDS, _seconds)


@dataclass(frozen=True, slots=True)
class Extract:
    """``[extract]``: ``builtin``, the name of an installed spaCy pipeline, or a path to one."""

    model: str = _key("builtin")


@dataclass(frozen=True, slots=True)
class Google:
    """``[translate.google]``: the address of Google's page, or of a proxy that speaks like it."""

    url: str = _key("https://translate.google.com/m", check_url)


@dataclass(frozen=True, slots=True)
class DeepL:
    """``[translate.deepl]``: an empty ``url`` means the server that the kind of key belongs to."""

    url: str = _key("", _url_or_none)
    api_key_env: str = _key("DEEPL_API_KEY", _variable)


@dataclass(frozen=True, slots=True)
class Microsoft:
    """``[translate.microsoft]``: the translator's address, and the region of the resource that the key is for."""

    url: str = _key("https://api.cognitive.microsofttranslator.com/translate", check_url)
    region: str = _key("")
    api_key_env: str = _key("MICROSOFT_API_KEY", _variable)


@dataclass(frozen=True, slots=True)
class MyMemory:
    """``[translate.mymemory]``: who names an ``email`` may ask for more a day."""

    url: str = _key("https://api.mymemory.translated.net/get", check_url)
    email: str = _key("")


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """``[translate.libretranslate]``: a LibreTranslate server; ``local`` if no text leaves the house."""

    url: str = _key("http://localhost:5000/", check_url)
    api_key_env: str = _key("LIBRETRANSLATE_API_KEY", _variable)
    local: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Llm:
    """``[translate.llm]``: a language model behind an OpenAI-compatible ``url`` (the part before ``chat/…``).

    ``thinking_tokens`` is what the model may write beyond the translation; ``local`` if no text leaves the house.
    """

    url: str = _key("http://localhost:11434/v1/", check_url)
    model: str = _key("")
    api_key_env: str = _key("LLM_API_KEY", _variable)
    thinking_tokens: int = _key(0, _not_negative)
    local: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Firefox:
    """``[translate.firefox]``: where Firefox's models are kept on this machine, and where they are fetched from."""

    folder: str = _key(".press/models", _filled)
    catalogue_url: str = _key(
        "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records",
        check_url,
    )
    files_url: str = _key("https://firefox-settings-attachments.cdn.mozilla.net/", check_url)


# The translation memory is asked first in any case; to name it alone means to ask nobody else.
MEMORY = "memory"
PROVIDER_NAMES = (MEMORY, "google", "deepl", "microsoft", "mymemory", "libretranslate", "llm", "firefox")


@dataclass(frozen=True, slots=True)
class Style:
    """``[translate.style]``: how figures are written in English, each by an example; empty: as translated.

    ``gloss`` explains German expressions at their first mention in an edition.
    """

    currency: str = _key("EUR 5", _one_of("EUR 5", "€5", ""))
    date: str = _key("15 March 2023", _one_of("15 March 2023", "March 15, 2023", ""))
    time: str = _key("2.30 p.m.", _one_of("2.30 p.m.", "2:30 p.m.", "14:30", ""))
    percent: str = _key("5%", _one_of("5%", "5 percent", "5 per cent", ""))
    gloss: Mapping[str, str] = field(default_factory=dict, metadata={"check": _each(_filled)})


@dataclass(frozen=True, slots=True)
class Translate:
    """``[translate]``: which translators are asked in which order, and what may be published."""

    providers: tuple[str, ...] = _key(("google",), _one_of(*PROVIDER_NAMES))
    connect_timeout_s: float = _key(5.0, _positive)
    answer_timeout_s: float = _key(20.0, _positive)
    concurrency: int = _key(4, _positive)
    longest_wait_s: float = _key(30.0, _positive)
    requests_per_second: Mapping[str, float] = field(
        default_factory=lambda: {"google": 5.0}, metadata={"check": _rates}
    )
    publish: str = _key("drafts", _one_of("drafts", "approved"))
    google: Google = field(default_factory=Google)
    deepl: DeepL = field(default_factory=DeepL)
    microsoft: Microsoft = field(default_factory=Microsoft)
    mymemory: MyMemory = field(default_factory=MyMemory)
    libretranslate: LibreTranslate = field(default_factory=LibreTranslate)
    style: Style = field(default_factory=Style)
    llm: Llm = field(default_factory=Llm)
    firefox: Firefox = field(default_factory=Firefox)


@dataclass(frozen=True, slots=True)
class Publish:
    """``[publish]``: how much of it goes out."""

    feed_length: int = _key(20, _positive)
    list_minimum: int = _key(3, _positive)
    heading_level: int = _key(2, _heading_level)
    websub_hub: str = _key("", _url_or_none)


@dataclass(frozen=True, slots=True)
class Run:
    """``[run]``: how many processes work here (0: one a core), and the address of a Dask scheduler, if there is one."""

    workers: int = _key(1, _workers)
    cluster: str = _key("", _scheduler)


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration; every value has a default.

    Its ``repr`` holds all that a result depends on, and so not who does the work.
    """

    site: Site = field(default_factory=Site)
    languages: Languages = field(default_factory=Languages)
    limits: Limits = field(default_factory=Limits)
    extract: Extract = field(default_factory=Extract)
    translate: Translate = field(default_factory=Translate)
    publish: Publish = field(default_factory=Publish)
    run: Run = field(default_factory=Run, repr=False)


def load(path: Path) -> Settings:
    """The settings in a file.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds an unknown key or an unusable value.
    """
    try:
        file = read_toml(path, what="Die Konfiguration")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: Diese Konfiguration gibt es nicht. Bitte den Pfad prüfen.") from error
    return _settings(file)


def parse(table: Mapping[str, Any], *, text: str = "", name: str = "config.toml") -> Settings:
    """The settings in a parsed TOML table; ``text`` is its source, for line numbers.

    Raises:
        ConfigError: an unknown key or an unusable value.
    """
    return _settings(TomlFile(name, text, table))


def _settings(file: TomlFile) -> Settings:
    settings: Settings = fill(Settings, file)
    if settings.languages.source in settings.languages.targets:
        problem = f"enthält die Ausgangssprache „{settings.languages.source}“; sie wird ohnehin veröffentlicht"
        raise file.error(("languages", "targets"), problem)
    languages = (settings.languages.source, *settings.languages.targets)
    for section in ("names", "base_urls"):
        for language in getattr(settings.site, section):
            if language not in languages:
                problem = f"nennt eine Sprache, die unter [languages] nicht steht; möglich: {', '.join(languages)}"
                raise file.error(("site", section, language), problem)
    return settings
