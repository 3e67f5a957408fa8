"""Which release an officer means by a name: a path, a file's name with or without suffix, or the slug of a headline."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath

from pipeline.intake.inbox import DroppedFile

_SHOWN = 10


class NamingError(Exception):
    """A name means no release, or more than one; the message is German and lists what can be meant."""


def find_release(
    name: str, files: Sequence[DroppedFile], *, folder: Path, slugs: Callable[[], Mapping[str, str]] = dict
) -> DroppedFile:
    """The one of ``files`` that a name means; ``folder`` is that of the releases, which a path may begin with.

    A path counts before a file's name, a name with its suffix before one without, the same letters before others
    in case; a person's text (``x.en.md``) means the release beside it. Where no file is called so, ``slugs`` is
    asked for the slug of each source.

    Raises:
        NamingError: no release is meant, or it is open which.
    """
    asked = _asked(name, folder)
    for spelling in (_plain, str.casefold):
        for form in _FORMS:
            found = [file for file in files if spelling(asked) in {spelling(form(path)) for path in _paths(file)}]
            if found:
                return _only(name, found)
    by_slug = slugs()
    found = [file for file in files if by_slug.get(file.source) == asked]
    if found:
        return _only(name, found)
    raise NamingError(f"„{name}“: So heißt keine Meldung in {folder}. {_nearest(asked, files)}")


def _plain(text: str) -> str:
    return text


# What of a path may be given, the most certain first.
_FORMS: tuple[Callable[[str], str], ...] = (
    _plain,
    lambda path: str(PurePosixPath(path).with_suffix("")),
    lambda path: PurePosixPath(path).name,
    lambda path: PurePosixPath(path).stem,
)


def _paths(file: DroppedFile) -> Iterable[str]:
    return (unicodedata.normalize("NFC", path) for path in (file.source, *(path for _, path in file.texts)))


def _asked(name: str, folder: Path) -> str:
    """A name as releases are listed: relative to their folder, with ``/``, in NFC."""
    path = PurePath(name)
    for start in (folder, folder.absolute()):
        if path.is_relative_to(start):
            path = path.relative_to(start)
    return unicodedata.normalize("NFC", path.as_posix())


def _only(name: str, found: Sequence[DroppedFile]) -> DroppedFile:
    if len(found) == 1:
        return found[0]
    raise NamingError(f"„{name}“ kann mehrere Meldungen meinen; bitte genauer nennen:\n{_listed(found)}")


def _listed(files: Sequence[DroppedFile]) -> str:
    lines = [f"  {file.source}" for file in files[:_SHOWN]]
    return "\n".join([*lines, f"  … und {len(files) - _SHOWN} weitere"] if len(files) > _SHOWN else lines)


def _nearest(asked: str, files: Sequence[DroppedFile]) -> str:
    stems = {PurePosixPath(file.source).stem.casefold(): file for file in files}
    near = difflib.get_close_matches(PurePosixPath(asked).stem.casefold(), stems, 3, 0.5)
    if near:
        return f"Gemeint ist vielleicht:\n{_listed([stems[stem] for stem in near])}"
    return "Gemeint ist der Name einer Datei darin, mit oder ohne Endung, oder die Adresse einer Meldung."
