"""What helps a translator with a segment: how its like was translated before, and what its names are called."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.memory import Entry, nearest
from pipeline.translate.provider import Question
from pipeline.translate.units import Unit

# Below this, two segments have little more in common than their frame.
_AT_LEAST = 75.0
_MOST_EXAMPLES = 5


def hinted(unit: Unit, text: str, entries: Sequence[Entry], *, glossary: Sequence[tuple[str, str]] = ()) -> Question:
    """The question for a unit, put in the words ``text``, with hints; ``entries`` are those that may be shown.

    ``glossary`` are pairs of an expression in these words and how it must be rendered.

    What people wrote goes before what machines did. What is known of the very segment is no hint: if it were any
    good, nobody would be asked.
    """
    others = [entry for entry in entries if entry.text != unit.text]
    found: list[Entry] = []
    for human in (True, False):
        some = [entry for entry in others if entry.is_human is human]
        near = nearest(unit.text, some, at_least=_AT_LEAST, limit=_MOST_EXAMPLES - len(found))
        found += [entry for _, entry in near]
    return Question(
        text,
        examples=tuple((entry.text, entry.translation) for entry in found),
        terms=tuple(
            dict.fromkeys(
                [*((term.text, term.english) for term in unit.terms if term.english and term.text in text), *glossary]
            )
        ),
    )
