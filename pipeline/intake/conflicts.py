"""Copies that a synchronising program leaves beside a file when two people changed it at the same time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from posixpath import splitext

from pipeline.catalogue import Failure
from pipeline.intake.language_tags import meant_by

# Dropbox, Nextcloud and ownCloud, Syncthing; after their documentation, in English and German.
_CONFLICT = re.compile(
    r"""
    [ ]*\([^()]*(?:conflicted[ ]copy|in[ ]konflikt[ ]stehende[ ]kopie|konfliktkopie|case[ ]conflict)[^()]*\)
    | [._ -]+(?:sync-)?conflict-\d{8}-[\w-]+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What a copy of a translation is called besides: „x.en-PC-NAME“ by OneDrive, „x.en (1)“ by browsers, „x.en - Kopie“.
_COPY_OF_TEXT = re.compile(r"(?P<name>.+)\.(?P<tag>[^\W\d_]{2,3}(?:[-_][A-Za-z]{2})?)[ _(-].*")
# Language, script, region.
_WHOLE_TAG = re.compile(r".+\.[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")


def without_copies(paths: Iterable[str], *, targets: Collection[str]) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """The paths that are no such copies, and what is told of those that are.

    What is called like a translation with more behind it is a copy where the release beside it is there.
    """
    by_words = {path: _CONFLICT.sub("", path) for path in paths}
    names = {splitext(path)[0] for path, plain in by_words.items() if path == plain}
    kept: list[str] = []
    failures: list[Failure] = []
    for path, plain in by_words.items():
        original = plain if plain != path else _copied(path, names, targets)
        if original is None:
            kept.append(path)
        else:
            failures.append(_copy(path, original))
    return tuple(kept), tuple(failures)


def _copied(path: str, names: Collection[str], targets: Collection[str]) -> str | None:
    """The text that a file is a copy of, by its name alone."""
    stem, suffix = splitext(path)
    found = None if _WHOLE_TAG.fullmatch(stem) else _COPY_OF_TEXT.fullmatch(stem)
    if found is None or found["name"] not in names or meant_by(found["tag"], targets) is None:
        return None
    return f"{found['name']}.{found['tag']}{suffix}"


def _copy(path: str, original: str) -> Failure:
    return Failure(
        path,
        f"Das sieht nach einer Kopie von „{PurePosixPath(original).name}“ aus, wie sie entsteht, wenn zwei zugleich "
        "daran arbeiten; sie wird nicht veröffentlicht.",
        "Bitte beide Dateien vergleichen, in die richtige übernehmen, was fehlt, und die Kopie herausnehmen; ist sie "
        "eine eigene Meldung, braucht sie einen anderen Namen.",
    )
