"""Doubts about a text as a whole, however it was taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Boilerplate, Document, ReleaseWarning
from pipeline.parse.metadata import doubtful_keys


def text_doubts(
    paragraphs: Sequence[str], boilerplates: Sequence[Boilerplate], *, spoken: str, expected: str
) -> Iterator[ReleaseWarning]:
    """What is missing in a text, and that it is in another language than the one expected; both are BCP 47 tags."""
    if not paragraphs:
        yield ReleaseWarning("body-missing", "Unter der Überschrift steht kein Text.", "paragraphs")
    if spoken.split("-")[0] != expected.split("-")[0]:
        yield ReleaseWarning(
            "language-unexpected",
            f"Der Text scheint nicht auf „{expected}“, sondern auf „{spoken}“ geschrieben zu sein; "
            "er erscheint so, wie er ist.",
        )
    for item in boilerplates:
        if not item.text.strip():
            yield ReleaseWarning("boilerplate-empty", f"Unter „{item.title}“ steht kein Text.", "boilerplates")


def key_doubts(document: Document) -> Iterator[ReleaseWarning]:
    """Keys of a front matter that are unknown."""
    for key, meant in doubtful_keys(document):
        message = f"Die Angabe „{key}“ im Kopf der Datei ist unbekannt – gemeint ist wohl „{meant}“."
        yield ReleaseWarning("key-unknown", message)
