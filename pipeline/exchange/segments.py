"""What an XLIFF file says of each segment, whatever its version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from pipeline.exchange.contents import Contents, Languages, core, pair, tidy
from pipeline.exchange.errors import ExchangeError
from pipeline.memory import HUMAN, Entry

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Stage(Enum):
    """Whether a segment has no translation that counts, a machine's that nobody touched, or a person's."""

    OPEN = "open"
    DRAFT = "draft"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as its file has it; ``place`` is its id there, ``note`` what people remarked."""

    place: str
    source: str
    target: str
    stage: Stage
    note: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """An XLIFF file: its languages as it names them, its segments in their order, and whether it is confidential."""

    source: str
    target: str
    segments: tuple[Segment, ...]
    confidential: bool = False


def contents_of(translation: Translation, languages: Languages, *, date: str = "") -> Contents:
    """What people translated in a file, each with the segment before it; ``date`` says when, if it is known.

    A draft that came back untouched is nobody's translation.
    """
    target = languages.target(translation.target)
    if target is None or not languages.is_source(translation.source):
        return Contents(foreign=len(translation.segments))
    entries, context = [], ""
    for segment in translation.segments:
        text, words = pair(segment.source, segment.target)
        if segment.stage is Stage.DONE and text and words:
            entries.append(
                Entry(
                    languages.source,
                    target,
                    text,
                    words,
                    HUMAN,
                    context=context,
                    date=date,
                    confidential=translation.confidential,
                    note=segment.note,
                )
            )
        context = core(segment.source)
    unconfirmed = sum(
        bool(tidy(segment.target)) and segment.stage is not Stage.DONE for segment in translation.segments
    )
    return Contents(tuple(entries), unconfirmed=unconfirmed)


def expect_xliff(root: etree._Element) -> str:
    """The version of an XLIFF document. Raises ExchangeError if it is none."""
    if etree.QName(root).localname != "xliff":
        raise ExchangeError(
            "Das ist keine XLIFF-Datei; ihr äußerstes Element müsste <xliff> heißen.",
            "Bitte als XLIFF 2.0 oder 1.2 exportieren.",
        )
    return str(root.get("version", ""))


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The children of this name in any namespace."""
    return list(element.iterchildren(f"{{*}}{name}"))


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this name in any namespace."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def text_of(element: etree._Element | None, plain: Callable[[etree._Element], str]) -> str:
    """A segment's text, empty where it has no such element."""
    return "" if element is None else tidy(plain(element))


def joined(notes: Iterable[str]) -> str:
    """Remarks as one text, a line each."""
    return "\n".join(dict.fromkeys(note for note in map(str.strip, notes) if note))
