"""The releases folder: which files in it are releases, and which are a person's text of one (``NAME.en.md``)."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os import sep
from os.path import islink
from pathlib import Path, PurePosixPath
from posixpath import splitext

from pipeline.catalogue import Failure
from pipeline.intake.conflicts import without_copies
from pipeline.intake.language_tags import TAG, meant_by

# A picture of the same name belongs to the release beside it.
PICTURE_TYPES: Mapping[str, str] = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
REGISTER_NAME = "register.toml"
GLOSSARY_NAME = "glossary.toml"
# What the officer keeps beside her releases, by its name; both nouns are neuter.
_BESIDE_RELEASES: Mapping[str, str] = {REGISTER_NAME: "Register", GLOSSARY_NAME: "Glossar"}
# The folder with files of translations; nothing in it is a release.
MEMORY_NAME = "memory"
# What we put beside a person's text, when there is another that she may want to take.
BESIDE = ".neu"
# What offices keep beside their releases, and what programs leave there while they work.
_IGNORED_SUFFIXES = frozenset(
    [*".gif .svg .tif .tiff .heic .mp4 .zip .toml .tmp .part .crdownload .download .bak .lnk .ini .db".split(), BESIDE]
)
_IGNORED_PREFIXES = (".", "~$", "~")
# What press edit puts beside a text that is outdated, for her to take over what she likes.
PROPOSAL = "vorschlag"
_PROPOSAL = re.compile(rf".+\.[a-z]{{2,3}}(?:[-_][\w-]+)?\.{PROPOSAL}\.(?:md|docx)", re.IGNORECASE)

# How people write a language into a file's name: ISO 639-1, 639-2, German and English.
_SPELLINGS: Mapping[str, str] = {
    spelling: code
    for code, spellings in {
        "cs": "cs cz ces cze tschechisch czech",
        "da": "da dan dänisch daenisch danish",
        "de": "de deu ger dt deutsch german",
        "en": "en eng engl englisch english",
        "es": "es spa span spanisch spanish",
        "fr": "fr fra fre franz französisch franzoesisch french",
        "it": "it ita ital italienisch italian",
        "nl": "nl nld dut niederländisch niederlaendisch dutch",
        "pl": "pl pol poln polnisch polish",
        "pt": "pt por portugiesisch portuguese",
        "ru": "ru rus russ russisch russian",
        "sv": "sv swe schwedisch swedish",
        "tr": "tr tur türkisch tuerkisch turkish",
        "uk": "uk ukr ukrainisch ukrainian",
        "zh": "zh zho chi chinesisch chinese",
    }.items()
    for spelling in spellings.split()
}
# Every place in a name at which its last words may be a language: "x_en", "x-en-GB", "x (englisch)".
_LANGUAGE_APART = re.compile(r"(?=[._ -]+\(?(?P<word>[^\W\d_][\w-]*)\)?\Z)")


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A release's path, its texts in other languages (by language) and its pictures; relative paths with ``/``."""

    source: str
    texts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the folder: releases in order of their path, and files that cannot be taken.

    ``strays`` are texts beside which no release lies, with their language and the release's name without suffix.
    """

    files: tuple[DroppedFile, ...]
    failures: tuple[Failure, ...] = ()
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True, slots=True)
class Stray:
    """A person's text without its release: its path and language, and the release's path without suffix."""

    path: str
    language: str
    name: str


def list_inbox(folder: Path, *, targets: Collection[str], source_language: str = "de") -> Inbox:
    """The releases in a folder and its sub-folders with their pictures; hidden and temporary files are passed over.

    Raises:
        OSError: the folder itself cannot be read.
    """
    failures: list[Failure] = []
    paths = list(_paths(folder, failures))
    pictures: defaultdict[str, list[str]] = defaultdict(list)
    texts = []
    for path in paths:
        name, suffix = splitext(path)
        if suffix.lower() in PICTURE_TYPES:
            pictures[_key(name)].append(path)
        else:
            texts.append(path)
    files, misnamed = pair(texts, targets=targets, source_language=source_language)
    if pictures:
        files = tuple(replace(file, pictures=tuple(pictures.get(_key(splitext(file.source)[0]), ()))) for file in files)
    found = [(failure.source, translation_of(failure.source, targets=targets)) for failure in misnamed]
    paired = {path for file in files for _, path in file.texts}
    taken = {_key(splitext(file.source)[0]) for file in files}
    strays = tuple(
        Stray(path, meant[1], meant[0])
        for path, meant in found
        if meant is not None and path not in paired and _key(meant[0]) not in taken
    )
    return Inbox(files, tuple(sorted((*failures, *misnamed), key=lambda failure: failure.source)), strays)


def without(inbox: Inbox, left_out: Collection[str]) -> Inbox:
    """The inbox without these files, as if they had not been put there yet; nothing is told of them."""
    if not left_out:
        return inbox
    return Inbox(
        tuple(
            replace(
                file,
                texts=tuple(text for text in file.texts if text[1] not in left_out),
                pictures=tuple(picture for picture in file.pictures if picture not in left_out),
            )
            for file in inbox.files
            if file.source not in left_out
        ),
        tuple(failure for failure in inbox.failures if failure.source not in left_out),
    )


def translation_of(name: str, *, targets: Collection[str]) -> tuple[str, str] | None:
    """The release's name without suffix and the target language, if a file's name is that of a translation.

    ``x.en.md``, ``x.EN.md`` and ``x.en-GB.md`` are translations of ``x`` into the target ``en``.
    """
    base, tag = splitext(splitext(name)[0])
    language = meant_by(tag.removeprefix("."), targets) if tag else None
    return (base, language) if language else None


def pair(
    paths: Iterable[str], *, targets: Collection[str], source_language: str = "de"
) -> tuple[tuple[DroppedFile, ...], tuple[Failure, ...]]:
    """The releases with the texts that lie beside them, and the files whose name leaves a doubt; both sorted.

    ``NAME.LANG.SUFFIX`` is a text of the release ``NAME.*`` in the same folder if ``LANG`` is one of the
    target languages. Beside a release, a name that means a language in another spelling is no release. Copies that
    came about by a conflict are neither.
    """
    texts: dict[str, list[tuple[str, str]]] = {}
    others: dict[str, list[str]] = {}
    kept, copies = without_copies(sorted(paths), targets=targets)
    for path in kept:
        if found := translation_of(path, targets=targets):
            name, language = found
            texts.setdefault(_key(name), []).append((language, path))
        else:
            others.setdefault(_key(splitext(path)[0]), []).append(path)
    failures: list[Failure] = list(copies)
    folded = {name.casefold(): name for name in reversed(others)}
    releases: dict[str, list[str]] = {}
    for name, alike in others.items():
        meant = _meant(name, folded, targets=targets, source_language=source_language)
        if meant is None:
            releases[name] = alike
        else:
            failures += [_misnamed(path, *meant, targets=targets) for path in alike]
    chosen: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, found_texts in texts.items():
        owners = releases.get(name, [])
        if not owners:
            failures += [_orphan(path) for _, path in found_texts]
            continue
        first: dict[str, str] = {}
        # The plain tag first: what has a region, or the name of a computer, behind it gives way.
        for language, path in sorted(found_texts, key=lambda text: not _is_plain(*text)):
            if language in first:
                failures.append(_second(path, first[language], language))
            else:
                first[language] = path
        chosen[name] = tuple(sorted(first.items()))
        if len(owners) > 1:
            failures += [_shared(path, owners) for path in first.values()]
    files = (DroppedFile(path, chosen.get(name, ())) for name, alike in releases.items() for path in alike)
    return (
        tuple(sorted(files, key=lambda file: file.source)),
        tuple(sorted(failures, key=lambda failure: failure.source)),
    )


def _is_plain(language: str, path: str) -> bool:
    return splitext(splitext(path)[0])[1].removeprefix(".").casefold() == language.casefold()


def is_memory(name: str) -> bool:
    """Whether a folder in that of the releases is the one with files of translations; its case does not tell."""
    return name.casefold() == MEMORY_NAME


def is_passed_over(name: str) -> bool:
    """Whether a file of this name is none of ours: hidden, temporary, or what offices keep beside."""
    return (
        is_hidden(name)
        or name[max(name.rfind("."), 0) :].lower() in _IGNORED_SUFFIXES
        or _PROPOSAL.fullmatch(name) is not None
    )


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is hidden or temporary."""
    return name.startswith(_IGNORED_PREFIXES)


def printable_name(name: str) -> str:
    """A file's name as UTF-8 can hold it: bytes that are no UTF-8 become ``?``."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _paths(folder: Path, failures: list[Failure]) -> Iterator[str]:
    """The files to look at, relative with ``/``; what cannot be taken goes to ``failures``."""
    root = folder.resolve(strict=True)

    def report(error: OSError) -> None:
        if error.filename is None or Path(error.filename).resolve() == root:
            raise error
        source = printable_name(Path(error.filename).relative_to(folder).as_posix())
        failures.append(Failure(source, "Der Unterordner lässt sich nicht lesen.", "Bitte die Leserechte prüfen."))

    for current, folders, names in os.walk(folder, onerror=report):
        top = Path(current) == folder
        folders[:] = sorted(name for name in folders if not is_hidden(name) and not (top and is_memory(name)))
        for name in [name for name in folders if not _is_utf8(name)]:
            folders.remove(name)
            source = Path(current, name).relative_to(folder).as_posix()
            failures.append(_not_utf8(source, lost="Nichts darin wird gelesen.", remedy="Bitte den Ordner umbenennen."))
        inside = Path(current).relative_to(folder).as_posix()
        prefix = "" if top else f"{inside}/"
        for name in sorted(names):
            source = prefix + name
            if not top and (what := _BESIDE_RELEASES.get(name.lower())):
                failures.append(_misplaced(source, what))
            if is_passed_over(name):
                continue
            if not _is_utf8(name):
                failures.append(_not_utf8(source, lost="Sie wird nicht gelesen.", remedy="Bitte die Datei umbenennen."))
            elif right := next((right for right in _BESIDE_RELEASES if name.lower().startswith(f"{right}.")), None):
                failures.append(_misnamed_beside(source, right))
            elif failure := _bad_link(f"{current}{sep}{name}", source, root):
                failures.append(failure)
            else:
                yield source


def _misplaced(source: str, what: str) -> Failure:
    reason = f"Ein {what} gilt nur oben im Ordner der Meldungen; dieses hier wird nicht gelesen."
    return Failure(printable_name(source), reason, f"Bitte dorthin verschieben oder in das {what} dort übernehmen.")


def _misnamed_beside(source: str, right: str) -> Failure:
    what = _BESIDE_RELEASES[right]
    reason = f"Die Datei sieht nach einem {what} aus und ist keine Meldung; das {what} heißt „{right}“."
    return Failure(source, reason, "Bitte umbenennen oder herausnehmen.")


def _is_utf8(name: str) -> bool:
    return name.isascii() or printable_name(name) == name


def _not_utf8(source: str, *, lost: str, remedy: str) -> Failure:
    reason = f"Der Name enthält Zeichen, die nicht in UTF-8 gespeichert sind (hier als „?“ gezeigt). {lost}"
    return Failure(printable_name(source), reason, remedy)


def _bad_link(path: str, source: str, root: Path) -> Failure | None:
    if not islink(path):  # noqa: PTH114 -- thousands of them
        return None
    remedy = "Bitte die Datei selbst in den Ordner legen."
    try:
        target = Path(path).resolve(strict=True)
    except PermissionError:  # reading the file will say so
        return None
    except FileNotFoundError:
        return Failure(source, "Die Verknüpfung führt zu einer Datei, die es nicht gibt.", remedy)
    except (OSError, RuntimeError):  # a loop is a RuntimeError before Python 3.13
        return Failure(source, "Die Verknüpfung führt im Kreis oder lässt sich nicht verfolgen.", remedy)
    if not target.is_relative_to(root):
        return Failure(source, "Die Verknüpfung führt aus dem Ordner hinaus und wird nicht verfolgt.", remedy)
    return None


def _key(name: str) -> str:
    """A name for comparing: macOS takes an umlaut apart, other systems do not."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _meant(
    name: str, names: Mapping[str, str], *, targets: Collection[str], source_language: str
) -> tuple[str, str] | None:
    """The release beside it and the language that a name means in its own spelling (``x_en``, ``x.englisch``).

    ``names`` are the names in the folders by their case-folded form. Never the language of the releases.
    """
    for found in _LANGUAGE_APART.finditer(name):
        base = names.get(name[: found.start()].casefold())
        tag = TAG.fullmatch(found["word"])
        if base is None or tag is None:
            continue
        language = meant_by(found["word"], targets) or _SPELLINGS.get(tag["language"].casefold())
        if language is not None and language != source_language:
            return base, language
    return None


def _misnamed(path: str, base: str, language: str, *, targets: Iterable[str]) -> Failure:
    target = next((target for target in targets if target == language or target.startswith(f"{language}-")), None)
    if target is None:
        return Failure(
            path,
            f"Die Sprache {language} ist nicht eingerichtet (config.toml, [languages] targets).",
            "Bitte dort eintragen oder die Datei herausnehmen; ist sie eine eigene Meldung, braucht sie einen "
            "anderen Namen.",
        )
    right = f"{PurePosixPath(base).name}.{target}{PurePosixPath(path).suffix}"
    return Failure(
        path,
        f"Gemeint ist wohl „{right}“, die Übersetzung der Meldung daneben.",
        "Bitte so umbenennen; ist die Datei eine eigene Meldung, braucht sie einen anderen Namen.",
    )


def _orphan(path: str) -> Failure:
    name = PurePosixPath(PurePosixPath(path).stem).stem
    return Failure(
        path,
        "Zu dieser Übersetzung liegt keine Meldung im Ordner.",
        f"Bitte die Meldung daneben legen (etwa „{name}.txt“) oder die Datei umbenennen.",
    )


def _second(path: str, first: str, language: str) -> Failure:
    return Failure(
        path,
        f"„{_name(first)}“ und „{_name(path)}“ sind beide die Fassung derselben Meldung in der Sprache {language}; "
        f"es gilt „{_name(first)}“.",
        "Bitte eine der beiden Dateien herausnehmen.",
    )


def _shared(path: str, owners: Sequence[str]) -> Failure:
    names = ", ".join(f"„{_name(owner)}“" for owner in owners)
    return Failure(
        path,
        f"Der Name passt zu mehreren Meldungen: {names}. Der Text gilt für alle.",
        "Bitte eine der Meldungen umbenennen, und wenn der Text zu ihr gehört, auch ihn.",
    )


def _name(path: str) -> str:
    return PurePosixPath(path).name
