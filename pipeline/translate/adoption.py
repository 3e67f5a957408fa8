"""A person's text → the approved edition. Her text always wins and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.memory import HUMAN
from pipeline.model import Edition, Release, ReleaseWarning, Status

# Doubts about a file's letters and parts; the others are about what only a release has, such as its date.
_READING = frozenset(
    {
        *("control-characters", "damaged-characters", "mojibake", "tracked-changes", "key-unknown"),
        *("footnotes-left-out", "diagram-left-out"),
    }
)


def adopt(release: Release, text: Release, *, language: str, outdated: bool) -> Edition:
    """The edition that a person wrote: ``text`` is her file as parsed, ``release`` the original.

    ``outdated`` says that the original changed since she wrote it. Parts that do not pair up one to one with
    the original's are kept as they are, with a warning ``edition-misaligned``. Her contact stands in for the
    original's; it is ``None`` if she gives no lines of one. What was in doubt when her file was read is told.
    """
    return Edition(
        language=language,
        status=Status.OUTDATED if outdated else Status.APPROVED,
        origin=HUMAN,
        kicker=text.kicker,
        headline=text.headline,
        subheadline=text.subheadline,
        paragraphs=text.paragraphs,
        subheads=text.subheads,
        captions=text.captions,
        boilerplates=text.boilerplates,
        warnings=(*_misaligned(release, text), *_reading_doubts(text)),
        digest=text.digest,
        contact=text.contact if text.contact.lines else None,
        correction=text.correction,
    )


def _reading_doubts(text: Release) -> Iterator[ReleaseWarning]:
    return (replace(item, where=text.source, paragraph=None) for item in text.warnings if item.code in _READING)


def _misaligned(release: Release, text: Release) -> tuple[ReleaseWarning, ...]:
    counts = (
        ("Absätze", len(text.paragraphs), len(release.paragraphs)),
        ("Zwischenüberschriften", len(text.subheads), len(release.subheads)),
        ("Bildunterschriften", len(text.captions), len(release.captions)),
        ("Texte „Über …“", len(text.boilerplates), len(release.boilerplates)),
    )
    differing = [f"{part}: {hers} statt {original}" for part, hers, original in counts if hers != original]
    if not differing:
        return ()
    message = (
        f"Ihre Übersetzung ist anders gegliedert als das Original ({', '.join(differing)}). "
        "Sie erscheint so, wie sie ist; bitte prüfen, ob etwas fehlt."
    )
    return (ReleaseWarning("edition-misaligned", message, where=text.source),)
