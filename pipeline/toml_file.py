"""A TOML file that people write → frozen dataclasses; mistakes name file, line, key and the nearest right key.

The dataclasses are the only list of keys, types and defaults: a field's ``metadata["check"]`` is a function that
raises :class:`ValueProblemError` for a value that cannot be right.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

# Where a value stands: keys, and for a table of an array its index.
KeyPath = tuple[str | int, ...]


class TomlError(Exception):
    """The file cannot be used; the message is German and names file, line and key."""


class ValueProblemError(ValueError):
    """A value of the right type that cannot be right; the text says what would be, ``key`` which one of several."""

    def __init__(self, problem: str, key: str | None = None) -> None:
        super().__init__(problem)
        self.key = key


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file's name for messages, its text for line numbers, and the table in it."""

    name: str
    text: str
    table: Mapping[str, Any]

    def error(self, path: KeyPath, problem: str) -> TomlError:
        """What is wrong with the value at a path, as an error with file, line and key."""
        # A key of an inline table stands on the table's line.
        line = next((found for end in range(len(path), 0, -1) if (found := line_of(path[:end], self.text))), None)
        where = f"{self.name}, Zeile {line}" if line else self.name
        key = ".".join(part for part in path if isinstance(part, str))
        return TomlError(f"{where}: „{key}“ {problem}.")


def read_toml(path: Path, *, what: str, hint: str = "") -> TomlFile:
    """The file at a path; ``what`` is its German name with article for messages, ``hint`` a sentence on its syntax.

    Raises:
        FileNotFoundError: there is none.
        TomlError: it cannot be read, or is no TOML.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise
    except IsADirectoryError as error:
        raise TomlError(f"{path}: Das ist ein Ordner, keine Datei. Bitte den Pfad prüfen.") from error
    except PermissionError as error:
        raise TomlError(f"{path}: Diese Datei darf nicht gelesen werden. Bitte die Leserechte prüfen.") from error
    except OSError as error:
        raise TomlError(f"{path}: {what} lässt sich nicht lesen ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise TomlError(
            f"{path}: {what} ist nicht in UTF-8 geschrieben. Bitte im Editor als UTF-8 speichern."
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        syntax = "Texte gehören in Anführungszeichen, Listen in eckige Klammern."
        raise TomlError(f"{path}: kein gültiges TOML: {error}. {syntax} {hint}".rstrip()) from error
    return TomlFile(str(path), text, table)


def fill(kind: Any, file: TomlFile) -> Any:
    """The file's values as an instance of the dataclass ``kind``.

    Raises:
        TomlError: an unknown or missing key, or an unusable value.
    """
    return _fill(kind, file.table, (), file)


def nearest_hint(word: str, allowed: tuple[str, ...]) -> str:
    """„gemeint ist wohl …“ for a word that is nearly one of those allowed, else all that are."""
    nearest = difflib.get_close_matches(word, allowed, 1, 0.5)
    return f"gemeint ist wohl „{nearest[0]}“" if nearest else f"möglich: {', '.join(allowed)}"


def check_url(value: Any) -> None:
    """Take an address of the web only.

    Raises:
        ValueProblemError: it is none.
    """
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an IPv6 address, a port that is no number
        usable = False
    if not usable:
        raise ValueProblemError("muss eine Adresse sein, die mit http:// oder https:// beginnt")


def line_of(path: KeyPath, text: str) -> int | None:
    """The 1-based line on which a key stands, or ``None`` (``tomllib`` does not say).

    Finds ``[a.b]`` and ``[[a]]`` headers, ``key =`` below them and dotted keys; enough for a message. A table
    written ``[a]`` is also found as the first of an array.
    """
    table: KeyPath = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+([^\]]+)\]", line):
            names = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            table = names
            if len(names) == 1 and (line.lstrip().startswith("[[") or (path[1:] and path[1] == 0)):
                counts[names[0]] = counts.get(names[0], -1) + 1
                table = (names[0], counts[names[0]])
            if table[: len(path)] == path:
                return number
        elif assignment := re.match(r"\s*([\w.\"' -]+?)\s*=", line):
            keys = tuple(part.strip().strip("\"'") for part in assignment[1].split("."))
            if (*table, *keys)[: len(path)] == path:
                return number
    return None


def _fill(kind: Any, table: Mapping[str, Any], path: KeyPath, file: TomlFile) -> Any:
    known = {item.name: item for item in fields(kind)}
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, raw in table.items():
        here = (*path, key)
        if key not in known:
            raise file.error(here, f"ist unbekannt – {nearest_hint(key, tuple(known))}")
        value = _typed(hints[key], raw, here, file)
        check: Callable[[Any], None] | None = known[key].metadata.get("check")
        if check is not None:
            try:
                check(value)
            except ValueProblemError as problem:
                place = here if problem.key is None else (*here, problem.key)
                raise file.error(place, str(problem)) from problem
        values[key] = value
    for name, item in known.items():
        if name not in values and item.default is MISSING and item.default_factory is MISSING:
            raise file.error(path, f'braucht eine Zeile {name} = "…"')
    return kind(**values)


def _typed(kind: Any, raw: Any, path: KeyPath, file: TomlFile) -> Any:
    if is_dataclass(kind):
        if not isinstance(raw, dict):
            raise file.error(path, f"muss ein Abschnitt sein: [{'.'.join(map(str, path))}]")
        return _fill(kind, raw, path, file)
    origin = get_origin(kind)
    if origin is tuple and is_dataclass(get_args(kind)[0]):
        # One section alone may be written with single brackets.
        tables = [raw] if isinstance(raw, dict) else raw
        if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
            raise file.error(path, f"muss ein Abschnitt sein: [[{'.'.join(map(str, path))}]]")
        return tuple(_fill(get_args(kind)[0], item, (*path, index), file) for index, item in enumerate(tables))
    if origin is tuple:
        if isinstance(raw, list) and all(isinstance(item, get_args(kind)[0]) for item in raw):
            return tuple(raw)
        raise file.error(path, 'muss eine Liste von Texten sein, etwa ["a", "b"]')
    if origin is Mapping:
        if isinstance(raw, dict):
            return {key: _typed(get_args(kind)[1], item, (*path, key), file) for key, item in raw.items()}
        raise file.error(path, f"muss ein Abschnitt sein: [{'.'.join(map(str, path))}]")
    wanted = next((item for item in get_args(kind) if item is not type(None)), kind)
    if wanted is float and type(raw) in (int, float):
        return float(raw)
    if type(raw) is not wanted:
        words = {str: "ein Text in Anführungszeichen", bool: "true oder false", int: "eine ganze Zahl"}
        raise file.error(path, f"muss {words.get(wanted, 'eine Zahl')} sein")
    return raw


def find_toml(folder: Path, name: str, *, misnamed: re.Pattern[str], word: str) -> Path | None:
    """The path of the file of that ``name`` in a folder, however it is capitalised, or ``None``.

    ``misnamed`` matches names that only look right; ``word`` is what people call the file, a German neuter.

    Raises:
        TomlError: there are two, or there is one under a name that only looks right.
        OSError: the folder cannot be read.
    """
    names = sorted(path.name for path in folder.iterdir())
    found = [other for other in names if other.lower() == name]
    if len(found) > 1:
        raise TomlError(f"{folder}: {' und '.join(found)} liegen nebeneinander. Bitte ein {word} daraus machen.")
    if found:
        return folder / found[0]
    if wrong := next((other for other in names if misnamed.fullmatch(other)), None):
        raise TomlError(
            f"{folder / wrong}: Das {word} heißt „{name}“. Bitte die Datei so benennen; ist sie eine "
            "Meldung, braucht sie einen anderen Namen."
        )
    return None
