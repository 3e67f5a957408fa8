"""``releases/register.toml`` → :class:`Register`; what she wrote and cannot hold is told, never passed over.

A register that cannot be used stops the run: published without it, names would go out against her word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.intake.inbox import PICTURE_TYPES, REGISTER_NAME
from pipeline.limits import MAX_FILE_MB
from pipeline.model import Picture
from pipeline.opening import OpeningError, bytes_of
from pipeline.register import Entry, Kind, Never, Register, fold
from pipeline.toml_file import KeyPath, TomlError, TomlFile, ValueProblemError, check_url, fill, find_toml, read_toml

# What an editor, or a system that hides suffixes, makes of the name without being asked.
_MISNAMED = re.compile(r"register\.toml\.\w+", re.IGNORECASE)
_TITLE = re.compile(r"(?:Prof|Dr|PD|Dipl|Mag|Frau|Herrn?)\b[.\s-]")
_HINT = "Jeder Eintrag beginnt mit [[person]] oder [[organisation]] in doppelten eckigen Klammern."


def _name(value: Any) -> None:
    if not any(character.isalpha() for character in value):
        raise ValueProblemError("muss ein Name sein")
    if any(not character.isprintable() for character in value.replace("\u00a0", " ")):
        raise ValueProblemError("darf nur eine Zeile ohne Steuerzeichen sein")


def _person_name(value: Any) -> None:
    _name(value)
    if _TITLE.match(value):
        raise ValueProblemError("nennt einen Titel oder eine Anrede; hier steht nur der Name, Titel stehen im Text")


def _each(check: Callable[[Any], None]) -> Callable[[Any], None]:
    def check_each(values: Any) -> None:
        for value in values:
            try:
                check(value)
            except ValueProblemError as problem:
                raise ValueProblemError(f"enthält „{value}“ und {problem}") from problem

    return check_each


def _several(values: Any) -> None:
    _each(_name)(values)
    if len(values) < 2:
        raise ValueProblemError('muss mindestens zwei Namen nennen, etwa ["A", "B"]')


def _checked(check: Callable[[Any], None], default: Any = None) -> Any:
    return field(default=default, metadata={"check": check})


@dataclass(frozen=True, slots=True)
class _Person:
    """``[[person]]``."""

    name: str = field(metadata={"check": _person_name})
    aliases: tuple[str, ...] = _checked(_each(_person_name), ())
    english: str | None = _checked(_name)
    url: str | None = _checked(check_url)
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class _Organisation:
    """``[[organisation]]``."""

    name: str = field(metadata={"check": _name})
    aliases: tuple[str, ...] = _checked(_each(_name), ())
    english: str | None = _checked(_name)
    url: str | None = _checked(check_url)
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class _Never:
    """``[[never]]``."""

    people: tuple[str, ...] = _checked(_each(_name), ())
    organisations: tuple[str, ...] = _checked(_each(_name), ())
    names: tuple[str, ...] = _checked(_each(_name), ())


@dataclass(frozen=True, slots=True)
class _Distinct:
    """``[[distinct]]``."""

    names: tuple[str, ...] = field(metadata={"check": _several})


@dataclass(frozen=True, slots=True)
class _Sections:
    """The whole file. Each section may stand as often as one likes, so that a block can be pasted at the end."""

    person: tuple[_Person, ...] = ()
    organisation: tuple[_Organisation, ...] = ()
    never: tuple[_Never, ...] = ()
    distinct: tuple[_Distinct, ...] = ()


def load_register(folder: Path) -> Register:
    """The register in a releases folder, empty if there is none.

    Raises:
        TomlError: it cannot be read, says what cannot be, contradicts itself, or nearly has the right name.
        OSError: the folder cannot be read.
    """
    path = find_register(folder)
    if path is None:
        return Register()
    try:
        bytes_of(path, max_mb=MAX_FILE_MB, within=folder)  # no pipe, nothing from elsewhere
        file = read_toml(path, what="Das Register", hint=_HINT)
    except FileNotFoundError:  # gone since the folder was listed
        return Register()
    except OpeningError as error:
        if not path.exists():
            return Register()
        raise TomlError(f"{path}: {error.reason} {error.remedy}") from error
    return parse_register(file, picture=lambda name: _picture(folder, name))


def parse_register(file: TomlFile, *, picture: Callable[[str], Picture]) -> Register:
    """The register in a parsed file; ``picture`` loads what an entry names, relative to the releases folder.

    Raises:
        TomlError: an unknown key, an unusable value or a contradiction.
    """
    sections: _Sections = fill(_Sections, file)
    entries: list[Entry] = []
    written: tuple[tuple[Kind, Sequence[_Person | _Organisation]], ...] = (
        (Kind.PERSON, sections.person),
        (Kind.ORGANISATION, sections.organisation),
    )
    for kind, items in written:
        for index, item in enumerate(items):
            entry = _entry(kind, item, (kind.value, index), file, picture)
            for name in entry.names:
                _check_free(name, entry, entries, (kind.value, index), file)
            entries.append(entry)
    never = Never(*(_all_of(sections.never, key) for key in ("people", "organisations", "names")))
    distinct = tuple(tuple(map(_plain, group.names)) for group in sections.distinct)
    register = Register(tuple(entries), never, distinct)
    _check_never(register, sections, file)
    _check_distinct(register, file)
    return register


def find_register(folder: Path) -> Path | None:
    """The path of a folder's register, however its name is capitalised, or ``None``.

    Raises:
        TomlError: there are two, or there is one under a name that only looks right.
        OSError: the folder cannot be read.
    """
    return find_toml(folder, REGISTER_NAME, misnamed=_MISNAMED, word="Register")


def _entry(
    kind: Kind,
    item: _Person | _Organisation,
    path: KeyPath,
    file: TomlFile,
    picture: Callable[[str], Picture],
) -> Entry:
    name = _plain(item.name)
    aliases = tuple(alias for alias in dict.fromkeys(map(_plain, item.aliases)) if alias != name)
    loaded = None
    if item.picture is not None:
        try:
            loaded = picture(item.picture)
        except ValueProblemError as problem:
            raise file.error((*path, "picture"), str(problem)) from problem
    return Entry(kind, name, aliases, _plain(item.english) if item.english else None, item.url, loaded)


def _check_free(name: str, entry: Entry, entries: list[Entry], path: KeyPath, file: TomlFile) -> None:
    """No two entries may have the same name, not even in another spelling."""
    folded = _folded(name)
    other = next((known for known in entries if folded & {form for own in known.names for form in _folded(own)}), None)
    if other is None:
        return
    before = next(known for known in other.names if folded & _folded(known))
    spelt = f"„{name}“" if before == name else f"„{name}“ (dort „{before}“)"
    key = "name" if name == entry.name else "aliases"
    problem = (
        f"nennt {spelt}, und das steht schon im Eintrag „{other.name}“. Ein Name gehört zu einem Eintrag; "
        "bitte aus beiden einen machen oder den Namen in einem streichen"
    )
    raise file.error((*path, key), problem)


def _all_of(never: tuple[_Never, ...], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(name) for section in never for name in getattr(section, key)))


def _check_never(register: Register, sections: _Sections, file: TomlFile) -> None:
    """What is never an entity cannot have an entry of that kind."""
    barred: Mapping[str, tuple[Kind, ...]] = {
        "people": (Kind.PERSON,),
        "organisations": (Kind.ORGANISATION,),
        "names": tuple(Kind),
    }
    for index, section in enumerate(sections.never):
        for key, kinds in barred.items():
            for name in map(_plain, getattr(section, key)):
                entry = next((entry for entry in register.entries if entry.kind in kinds and name in entry.names), None)
                if entry is not None:
                    problem = f"nennt „{name}“, aber dafür gibt es den Eintrag „{entry.name}“; bitte eines von beiden"
                    raise file.error(("never", index, key), f"{problem} streichen")


def _check_distinct(register: Register, file: TomlFile) -> None:
    """Names cannot be distinct that an entry joins, or that are one name in two spellings."""
    for index, group in enumerate(register.distinct):
        for one, other in _pairs(group):
            entry = next((entry for kind in Kind if (entry := register.find(kind, one))), None)
            if entry is not None and entry is register.find(entry.kind, other):
                problem = f"trennt „{one}“ und „{other}“, aber der Eintrag „{entry.name}“ verbindet sie"
                raise file.error(("distinct", index, "names"), problem)
            if _folded(one) & _folded(other):
                problem = f"trennt „{one}“ und „{other}“; das ist ein Name in zwei Schreibweisen"
                raise file.error(("distinct", index, "names"), problem)


def _pairs(group: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((one, other) for at, one in enumerate(group) for other in group[at + 1 :])


def _folded(name: str) -> set[str]:
    return {fold(name, kind) for kind in Kind}


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _picture(folder: Path, name: str) -> Picture:
    """The picture that an entry names.

    Raises:
        ValueProblemError: it is not there, lies outside the folder, is of no kind that is published, or unreadable.
    """
    path = folder / PurePosixPath(name.replace("\\", "/"))
    kind = PICTURE_TYPES.get(path.suffix.lower())
    if kind is None:
        raise ValueProblemError(f"nennt „{name}“; möglich sind {', '.join(PICTURE_TYPES)}")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueProblemError(f"nennt „{name}“; das Bild muss im Ordner der Meldungen liegen")
    try:
        return Picture(path.name, kind, bytes_of(path, max_mb=MAX_FILE_MB, within=folder))
    except OpeningError as error:
        if not path.exists():
            problem = f"nennt „{name}“, aber dieses Bild liegt nicht im Ordner der Meldungen"
        else:
            problem = f"nennt „{name}“, aber dieses Bild lässt sich nicht lesen: {error.reason.rstrip('.')}"
        raise ValueProblemError(problem) from error
