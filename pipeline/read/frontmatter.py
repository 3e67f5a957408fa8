"""Front matter: YAML between ``---`` or TOML between ``+++`` at the top of a Markdown file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from pipeline.limits import MAX_FRONT_MATTER_CHARACTERS
from pipeline.read.content import UnreadableError
from pipeline.read.normalise import tidy

_KEY_LINE = re.compile(r"^\s*[\"']?[\w.-]+[\"']?\s*[:=]", re.MULTILINE)
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


def split_front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Part a text into the key–value pairs of its front matter and the rest.

    Every value is text as the file writes it; lists are joined with „, “; a group gives ``group.key``.
    A rule line at the top is no front matter. Raises ``UnreadableError`` when front matter is broken.
    """
    lines = text.lstrip("\ufeff\n").split("\n")
    fence = lines[0].rstrip()
    if fence not in _FENCES:
        return (), text
    ends = (row for row, line in enumerate(lines[1:], start=1) if line.rstrip() in _FENCES[fence])
    end = next(ends, None)
    inner = "\n".join(lines[1:end] if end else lines[1:2])
    if inner.strip() and not _KEY_LINE.search(inner):
        return (), text
    if end is None:
        if not inner.strip():
            return (), text
        raise _broken(f"Die Zeile „{fence}“ am Ende der Kopfdaten fehlt")
    return tuple(_pairs(_load(inner, fence))), "\n".join(lines[end + 1 :])


def _load(inner: str, fence: str) -> dict[Any, Any]:
    if len(inner) > MAX_FRONT_MATTER_CHARACTERS:
        raise _broken(f"Sie sind länger als {MAX_FRONT_MATTER_CHARACTERS} Zeichen")
    try:
        # The base loader leaves every value as text: no dates are changed and no objects made.
        values = tomllib.loads(inner) if fence == "+++" else yaml.load(inner, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise _broken(f"Zeile {line} ist kein gültiges YAML") from error
    except tomllib.TOMLDecodeError as error:
        raise _broken(f"Sie sind kein gültiges TOML: {error}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _broken("Sie lassen sich nicht lesen") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise _broken("Erwartet werden Zeilen der Form „title: Überschrift“")
    return values


def _broken(what: str) -> UnreadableError:
    return UnreadableError(
        f"Die Kopfdaten am Anfang der Datei sind fehlerhaft: {what}.",
        "Bitte die Kopfdaten zwischen den beiden Trennzeilen berichtigen oder ganz entfernen. "
        "Werte mit Doppelpunkt gehören in Anführungszeichen.",
    )


def _pairs(values: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        name = str(key).strip().lower()
        if isinstance(value, dict):
            yield from ((f"{name}.{_key(inner)}", _shown(item)) for inner, item in value.items() if _flat(item))
        elif isinstance(value, list):
            yield name, ", ".join(_shown(item) for item in value if _flat(item))
        else:
            yield name, _shown(value)


def _key(key: object) -> str:
    return str(key).strip().lower()


def _flat(value: object) -> bool:
    return not isinstance(value, (dict, list))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(tidy(str(value)).split())
