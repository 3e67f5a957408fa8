"""``releases/glossary.toml`` → :class:`Glossary`; what she wrote and cannot hold is told, never passed over.

A glossary that cannot be used stops the run: drafted without it, forbidden words would go out against her word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.glossary import Entry, Glossary
from pipeline.intake.inbox import GLOSSARY_NAME
from pipeline.toml_file import TomlFile, ValueProblemError, fill, find_toml, read_toml

_HINT = 'Jeder Eintrag beginnt mit [[term]] in doppelten eckigen Klammern; keep = ["…"] steht davor.'
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# What an editor, or a system that hides suffixes, makes of the name without being asked.
_MISNAMED = re.compile(r"(?:glossary\.toml\.\w+|glossar(?:\.toml)?\.(?:toml|txt)|glossary\.txt)", re.IGNORECASE)


def _expression(value: Any) -> None:
    if not any(character.isalpha() for character in value):
        raise ValueProblemError("muss ein Ausdruck mit Buchstaben sein")
    if any(not character.isprintable() for character in value.replace("\u00a0", " ")):
        raise ValueProblemError("darf nur eine Zeile ohne Steuerzeichen sein")


def _expressions(values: Any) -> None:
    for value in values:
        try:
            _expression(value)
        except ValueProblemError as problem:
            raise ValueProblemError(f"enthält „{value}“ und {problem}") from problem


def _by_language(check: Callable[[Any], None]) -> Callable[[Any], None]:
    def check_each(values: Any) -> None:
        for language, value in values.items():
            if not _LANGUAGE.fullmatch(language):
                raise ValueProblemError('ist kein Sprachkürzel; gemeint ist etwa en = "…"', language)
            try:
                check(value)
            except ValueProblemError as problem:
                raise ValueProblemError(str(problem), language) from problem

    return check_each


@dataclass(frozen=True, slots=True)
class _Term:
    """``[[term]]``."""

    german: str = field(metadata={"check": _expression})
    forms: tuple[str, ...] = field(default=(), metadata={"check": _expressions})
    preferred: Mapping[str, str] = field(default_factory=dict, metadata={"check": _by_language(_expression)})
    forbidden: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict, metadata={"check": _by_language(_expressions)}
    )
    compounds: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Sections:
    """The whole file."""

    keep: tuple[str, ...] = field(default=(), metadata={"check": _expressions})
    term: tuple[_Term, ...] = ()


def load_glossary(folder: Path) -> Glossary:
    """The glossary in a releases folder, empty if there is none.

    Raises:
        TomlError: it cannot be read, says what cannot be, contradicts itself, or nearly has the right name.
        OSError: the folder cannot be read.
    """
    path = find_glossary(folder)
    if path is None:
        return Glossary()
    try:
        file = read_toml(path, what="Das Glossar", hint=_HINT)
    except FileNotFoundError:  # gone since the folder was listed
        return Glossary()
    return parse_glossary(file)


def parse_glossary(file: TomlFile) -> Glossary:
    """The glossary in a parsed file.

    Raises:
        TomlError: an unknown key, an unusable value or a contradiction.
    """
    sections: _Sections = fill(_Sections, file)
    entries: list[Entry] = []
    for index, term in enumerate(sections.term):
        entry = _entry(term)
        _check_useful(entry, index, file)
        _check_new(entry, entries, index, file)
        _check_sound(entry, index, file)
        entries.append(entry)
    keep = tuple(dict.fromkeys(map(_plain, sections.keep)))
    for index, entry in enumerate(entries):
        if entry.german in keep:
            problem = (
                f"nennt „{entry.german}“, aber das steht auch unter keep und bliebe unübersetzt; bitte eines davon"
            )
            raise file.error(("term", index, "german"), f"{problem} streichen")
    return Glossary(tuple(entries), keep)


def find_glossary(folder: Path) -> Path | None:
    """The path of a folder's glossary, however its name is capitalised, or ``None``.

    Raises:
        TomlError: there are two, or there is one under a name that only looks right.
        OSError: the folder cannot be read.
    """
    return find_toml(folder, GLOSSARY_NAME, misnamed=_MISNAMED, word="Glossar")


def _entry(term: _Term) -> Entry:
    return Entry(
        german=_plain(term.german),
        forms=tuple(dict.fromkeys(map(_plain, term.forms))),
        preferred={language: _plain(rendering) for language, rendering in term.preferred.items()},
        forbidden={language: tuple(map(_plain, renderings)) for language, renderings in term.forbidden.items()},
        compounds=term.compounds,
        note=term.note,
    )


def _check_useful(entry: Entry, index: int, file: TomlFile) -> None:
    if not entry.preferred and not any(entry.forbidden.values()):
        problem = f'sagt zu „{entry.german}“ nichts; es fehlt etwa preferred = {{ en = "…" }}'
        raise file.error(("term", index), problem)


def _check_new(entry: Entry, known: list[Entry], index: int, file: TomlFile) -> None:
    """No two entries may be about the same expression."""
    own = {form.casefold() for form in (entry.german, *entry.forms)}
    for other in known:
        if own & {form.casefold() for form in (other.german, *other.forms)}:
            problem = (
                f"nennt „{entry.german}“, und das steht schon im Eintrag „{other.german}“; bitte einen daraus machen"
            )
            raise file.error(("term", index, "german"), problem)


def _check_sound(entry: Entry, index: int, file: TomlFile) -> None:
    """What is preferred cannot be forbidden as well."""
    for language, preferred in entry.preferred.items():
        if preferred.casefold() in {wrong.casefold() for wrong in entry.forbidden.get(language, ())}:
            problem = f"verbietet „{preferred}“, und unter preferred steht dasselbe"
            raise file.error(("term", index, "forbidden", language), problem)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
