"""``config.toml`` → frozen settings; every mistake names its key, its line and the nearest right key.

The dataclasses below are the only list of keys, types and defaults; the loader walks them.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

_NO_ADDRESS_CHARACTER = re.compile(r'[\s\x00-\x1f\x7f"<>\\]')
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


class ConfigError(Exception):
    """The configuration cannot be used; the message is German and names file, line and key."""


class _ValueProblemError(ValueError):
    """A value of the right type that cannot be right; the text says what would be, ``key`` which one of several."""

    def __init__(self, problem: str, key: str | None = None) -> None:
        super().__init__(problem)
        self.key = key


def _url(value: Any) -> None:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an IPv6 address, a port that is no number
        usable = False
    if not usable:
        raise _ValueProblemError("muss eine Adresse sein, die mit http:// oder https:// beginnt")


def _url_or_none(value: Any) -> None:
    if value:
        _address_characters(value)
        _url(value)


def _base_url(value: Any) -> None:
    """Everything published is addressed below it, in public."""
    _address_characters(value)
    _url(value)
    if "@" in urlsplit(value).netloc:
        raise _ValueProblemError("darf weder Benutzernamen noch Passwort enthalten: Die Adresse wird veröffentlicht")
    if "?" in value or "#" in value:
        raise _ValueProblemError("muss die Adresse eines Ordners sein, ohne „?“ und „#“")


def _address_characters(value: Any) -> None:
    if _NO_ADDRESS_CHARACTER.search(value):
        raise _ValueProblemError("darf weder Leerzeichen noch Anführungszeichen oder spitze Klammern enthalten")


def _filled(value: Any) -> None:
    if not value.strip():
        raise _ValueProblemError("darf nicht leer sein")


def _each(check: Callable[[Any], None]) -> Callable[[Any], None]:
    def check_each(values: Any) -> None:
        for key, value in values.items():
            try:
                check(value)
            except _ValueProblemError as problem:
                raise _ValueProblemError(str(problem), key) from problem

    return check_each


def _language(value: Any) -> None:
    if not _LANGUAGE_TAG.match(value):
        raise _ValueProblemError('muss ein Sprachkürzel sein, etwa "de" oder "en"')


def _languages(values: Any) -> None:
    for value in values:
        _language(value)
    if len(set(values)) != len(values):
        raise _ValueProblemError("darf jede Sprache nur einmal nennen")


def _positive(value: Any) -> None:
    if not value > 0:
        raise _ValueProblemError("muss größer als 0 sein")


def _heading_level(value: Any) -> None:
    if not 1 <= value <= 5:
        raise _ValueProblemError("muss eine Zahl von 1 bis 5 sein")


def _zone(value: Any) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise _ValueProblemError('muss eine Zeitzone sein, etwa "Europe/Berlin"') from error


def _one_of(*allowed: str) -> Any:
    def check(value: Any) -> None:
        for item in (value,) if isinstance(value, str) else value:
            if item not in allowed:
                nearest = difflib.get_close_matches(item, allowed, 1, 0.5)
                hint = f" – gemeint ist wohl „{nearest[0]}“" if nearest else ""
                raise _ValueProblemError(f"„{item}“ gibt es nicht{hint}; möglich: {', '.join(allowed)}")

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
class Extract:
    """``[extract]``: ``builtin``, the name of an installed spaCy pipeline, or a path to one."""

    model: str = _key("builtin")


@dataclass(frozen=True, slots=True)
class Google:
    """``[translate.google]``: the address of Google's page, or of a proxy that speaks like it."""

    url: str = _key("https://translate.google.com/m", _url)


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """``[translate.libretranslate]``: a LibreTranslate server; ``local`` if no text leaves the house."""

    url: str = _key("http://localhost:5000/", _url)
    api_key_env: str = _key("LIBRETRANSLATE_API_KEY")
    local: bool = field(default=False)


PROVIDER_NAMES = ("google", "libretranslate")


@dataclass(frozen=True, slots=True)
class Translate:
    """``[translate]``: which translators are asked in which order, and what may be published."""

    providers: tuple[str, ...] = _key(("google",), _one_of(*PROVIDER_NAMES))
    connect_timeout_s: float = _key(5.0, _positive)
    answer_timeout_s: float = _key(20.0, _positive)
    publish: str = _key("drafts", _one_of("drafts", "approved"))
    google: Google = field(default_factory=Google)
    libretranslate: LibreTranslate = field(default_factory=LibreTranslate)


@dataclass(frozen=True, slots=True)
class Publish:
    """``[publish]``: how much of it goes out."""

    feed_length: int = _key(20, _positive)
    list_minimum: int = _key(3, _positive)
    heading_level: int = _key(2, _heading_level)
    websub_hub: str = _key("", _url_or_none)


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration; every value has a default."""

    site: Site = field(default_factory=Site)
    languages: Languages = field(default_factory=Languages)
    extract: Extract = field(default_factory=Extract)
    translate: Translate = field(default_factory=Translate)
    publish: Publish = field(default_factory=Publish)


def load(path: Path) -> Settings:
    """The settings in a file.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds an unknown key or an unusable value.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: Diese Konfiguration gibt es nicht. Bitte den Pfad prüfen.") from error
    except IsADirectoryError as error:
        raise ConfigError(f"{path}: Das ist ein Ordner, keine Datei. Bitte den Pfad prüfen.") from error
    except PermissionError as error:
        raise ConfigError(f"{path}: Diese Datei darf nicht gelesen werden. Bitte die Leserechte prüfen.") from error
    except OSError as error:
        raise ConfigError(f"{path}: Die Konfiguration lässt sich nicht lesen ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: Die Konfiguration ist nicht in UTF-8 geschrieben. Bitte im Editor als UTF-8 speichern."
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path}: kein gültiges TOML: {error}. Texte gehören in Anführungszeichen, Listen in eckige Klammern."
        ) from error
    return parse(table, text=text, name=str(path))


def parse(table: Mapping[str, Any], *, text: str = "", name: str = "config.toml") -> Settings:
    """The settings in a parsed TOML table; ``text`` is its source, for line numbers.

    Raises:
        ConfigError: an unknown key or an unusable value.
    """
    settings: Settings = _fill(Settings, table, (), text, name)
    if settings.languages.source in settings.languages.targets:
        raise _error(
            ("languages", "targets"),
            text,
            name,
            f"enthält die Ausgangssprache „{settings.languages.source}“; sie wird ohnehin veröffentlicht",
        )
    languages = (settings.languages.source, *settings.languages.targets)
    for section in ("names", "base_urls"):
        for language in getattr(settings.site, section):
            if language not in languages:
                problem = f"nennt eine Sprache, die unter [languages] nicht steht; möglich: {', '.join(languages)}"
                raise _error(("site", section, language), text, name, problem)
    return settings


def _fill(kind: Any, table: Mapping[str, Any], path: tuple[str, ...], text: str, name: str) -> Any:
    known = {item.name: item for item in fields(kind)}
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, raw in table.items():
        here = (*path, key)
        if key not in known:
            nearest = difflib.get_close_matches(key, list(known), 1, 0.5)
            hint = f"gemeint ist wohl „{nearest[0]}“" if nearest else f"möglich: {', '.join(known)}"
            raise _error(here, text, name, f"ist unbekannt – {hint}")
        value = _typed(hints[key], raw, here, text, name)
        check = known[key].metadata.get("check")
        if check is not None:
            try:
                check(value)
            except _ValueProblemError as problem:
                place = here if problem.key is None else (*here, problem.key)
                raise _error(place, text, name, str(problem)) from problem
        values[key] = value
    return kind(**values)


def _typed(kind: Any, raw: Any, path: tuple[str, ...], text: str, name: str) -> Any:
    if is_dataclass(kind):
        if not isinstance(raw, dict):
            raise _error(path, text, name, f"muss ein Abschnitt sein: [{'.'.join(path)}]")
        return _fill(kind, raw, path, text, name)
    origin = get_origin(kind)
    if origin is tuple:
        if isinstance(raw, list) and all(isinstance(item, get_args(kind)[0]) for item in raw):
            return tuple(raw)
        raise _error(path, text, name, 'muss eine Liste von Texten sein, etwa ["a", "b"]')
    if origin is Mapping:
        if isinstance(raw, dict) and all(isinstance(item, str) for item in raw.values()):
            return dict(raw)
        raise _error(path, text, name, 'muss ein Abschnitt mit Texten sein, etwa en = "…"')
    if kind is float and type(raw) in (int, float):
        return float(raw)
    if type(raw) is not kind:
        wanted = {str: "ein Text in Anführungszeichen", bool: "true oder false", int: "eine ganze Zahl"}
        raise _error(path, text, name, f"muss {wanted.get(kind, 'eine Zahl')} sein")
    return raw


def _error(path: tuple[str, ...], text: str, name: str, problem: str) -> ConfigError:
    # A key of an inline table stands on the table's line.
    line = line_of(path, text) or line_of(path[:-1], text)
    where = f"{name}, Zeile {line}" if line else name
    return ConfigError(f"{where}: „{'.'.join(path)}“ {problem}.")


def line_of(path: tuple[str, ...], text: str) -> int | None:
    """The 1-based line on which a key stands, or ``None`` (``tomllib`` does not say).

    Finds ``[a.b]`` headers, ``key =`` below them and dotted keys; enough for a message.
    """
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]", line):
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            if table[: len(path)] == path:
                return number
        elif assignment := re.match(r"\s*([\w.\"' -]+?)\s*=", line):
            keys = tuple(part.strip().strip("\"'") for part in assignment[1].split("."))
            if (table + keys)[: len(path)] == path:
                return number
    return None
