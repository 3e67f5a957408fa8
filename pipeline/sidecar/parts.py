"""An edition as the parts of a file, in reading order, each with what a person should know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.model import Field, Location, Release
from pipeline.read.normalise import tidy

_SHOWN = frozenset(
    {
        *(Field.KICKER, Field.HEADLINE, Field.SUBHEADLINE, Field.PARAGRAPH, Field.SUBHEAD, Field.CAPTION),
        *(Field.BOILERPLATE_TITLE, Field.BOILERPLATE),
    }
)
# Kicker, headline and subheadline; paragraphs; sub-heads and captions with their place; boilerplates.
Shape = tuple[
    tuple[str | None, str, str | None],
    tuple[str, ...],
    tuple[tuple[int, str], ...],
    tuple[tuple[int, str], ...],
    tuple[tuple[str, str], ...],
]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What stands as comments at a text: the original, what has become of it, doubts, and what was said before.

    ``german`` is the original now, ``before`` what it was if it has changed; the others are German sentences.
    """

    german: str | None = None
    before: str | None = None
    doubts: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One text of an edition: what it is, and its words.

    They stand on one line but for a boilerplate's paragraphs, which ``"\\n\\n"`` parts.

    ``opens`` says of a boilerplate's text that no title stands above it.
    """

    field: Field
    text: str
    remarks: Remarks = Remarks()
    in_list: bool = False
    opens: bool = False


def parts_of(
    release: Release, texts: Mapping[Location, str], remarks: Mapping[Location, Remarks] | None = None
) -> tuple[Part, ...]:
    """The parts of an edition that has the layout of ``release``; what has no text in ``texts`` is left out."""
    known = remarks or {}
    items = set(release.list_items)
    parts: list[Part] = []
    for at, _ in release.texts():
        text = _tidied(texts.get(at, ""), paragraphs=at.field is Field.BOILERPLATE) if at.field in _SHOWN else ""
        if text:
            titled = bool(parts) and parts[-1].field is Field.BOILERPLATE_TITLE
            parts.append(
                Part(
                    at.field,
                    text,
                    known.get(at, Remarks()),
                    in_list=at.field is Field.PARAGRAPH and at.index in items,
                    opens=at.field is Field.BOILERPLATE and not titled,
                )
            )
    return tuple(parts)


def shape_of(parts: Iterable[Part]) -> Shape:
    """What a reader must find in a file with these parts; see :func:`shape_read`."""
    head: dict[Field, str] = {}
    paragraphs: list[str] = []
    subheads: list[tuple[int, str]] = []
    captions: list[tuple[int, str]] = []
    boilerplates: list[tuple[str, str]] = []
    for part in parts:
        match part.field:
            case Field.PARAGRAPH:
                paragraphs.append(part.text)
            case Field.SUBHEAD:
                subheads.append((len(paragraphs), part.text))
            case Field.CAPTION:
                captions.append((len(paragraphs), part.text))
            case Field.BOILERPLATE_TITLE:
                boilerplates.append((part.text, ""))
            case Field.BOILERPLATE:
                title = "" if part.opens else boilerplates.pop()[0]
                boilerplates.append((title, part.text))
            case _:
                head[part.field] = part.text
    titles = (head.get(Field.KICKER), head.get(Field.HEADLINE, ""), head.get(Field.SUBHEADLINE))
    return titles, tuple(paragraphs), tuple(subheads), tuple(captions), tuple(boilerplates)


def shape_read(release: Release) -> Shape:
    """What was found in a file."""
    return (
        (release.kicker, release.headline, release.subheadline),
        release.paragraphs,
        tuple((item.before, item.text) for item in release.subheads),
        tuple((item.before, item.text) for item in release.captions),
        tuple((item.title, item.text) for item in release.boilerplates),
    )


def _tidied(text: str, *, paragraphs: bool) -> str:
    """A text in the characters in which every file is read."""
    blocks = text.split("\n\n") if paragraphs else [text]
    lines = (" ".join(tidy(block).split("\n")) for block in blocks)
    return "\n\n".join(line for line in lines if line)
