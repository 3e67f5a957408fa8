"""Times of day: ``14.30 Uhr`` → ``2.30 p.m.``, ``2:30 p.m.`` or ``14:30``; ``10–12 Uhr`` → ``10 a.m.–12 noon``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.config import Style

_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_GERMAN = re.compile(
    rf"(?<![\w.,:])(?:(?P<from>{_CLOCK})(?:\s?Uhr)?\s?(?P<join>–|-|bis|und)\s?)?(?P<clock>{_CLOCK})\s?Uhr(?:\s(?P<minute>\d{{2}})(?!\d))?"
)
# The stop of „p.m.“ may be the sentence's as well, that of „pm.“ is none of its own.
_HALF = r"[ap]\.\s?m\b\.?|[ap]m\b|o['’]clock|noon\b|midnight\b|Uhr\b|hours\b|h\b"
_ENGLISH = re.compile(
    rf"""
    (?<![\w.,:€$£+-])
    (?: (?P<from>{_CLOCK})\s?(?P<from_half>{_HALF})?\s?(?P<join>–|-|to|and|until|till|through)\s? )?
    (?P<clock>{_CLOCK})
    (?: \s?(?P<half>{_HALF}) | (?<=:\d\d)(?![\d:.,]\d|\w) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTERNOON = re.compile(r"p", re.IGNORECASE)
_MORNING = re.compile(r"a", re.IGNORECASE)
_CLOSING = " \"'”’)]"
_SAID_OTHERWISE = re.compile(r"\s(?:in the (?:morning|afternoon|evening)|at night)")


@dataclass(frozen=True, slots=True)
class _Time:
    """A time of day, of 24 hours."""

    hour: int
    minute: int

    def written(self, style: str, *, half: str | None) -> str:
        """The time in a style that is called by its form of half past two; ``half`` is its ending, if any."""
        if style == "14:30":
            return f"{self.hour:02}:{self.minute:02}"
        mark = style[1]
        minutes = f"{mark}{self.minute:02}" if self.minute else ""
        clock = f"{(self.hour - 1) % 12 + 1}{minutes}"
        return f"{clock} {half}" if half else clock

    @property
    def half(self) -> str:
        """``a.m.``, ``p.m.`` or the word for the two times that are neither."""
        if not self.minute and self.hour % 12 == 0:
            return "noon" if self.hour == 12 else "midnight"
        return "a.m." if self.hour % 24 < 12 else "p.m."


def times_styled(segment: str, answer: str, style: Style) -> str:
    """Times of the source written in the style; one that the answer puts in words stays."""
    if not style.time:
        return answer
    times = list(dict.fromkeys(_times(segment)))

    def written(found: re.Match[str]) -> str:
        after = found.string[found.end() :]
        last = _same(times, found["clock"], found["half"])
        first = _same(times, found["from"], found["from_half"] or found["half"], before=last) if found["from"] else None
        if last is None or (found["from"] and first is None) or _SAID_OTHERWISE.match(after):
            return found[0]
        text = last.written(style.time, half=last.half)
        if first is not None:
            join = found["join"]
            space = " " if join.isalpha() else ""
            shared = first.half == last.half and style.time != "14:30"
            begin = first.written(style.time, half=None if shared else first.half)
            text = f"{begin}{space}{join if space else '–'}{space}{text}"
        needs_stop = found[0].endswith(".") and segment.rstrip(_CLOSING).endswith(".") and not after.strip(_CLOSING)
        if text.endswith("."):
            return text[:-1] if after.startswith(".") else text  # one stop closes both the time and its sentence
        return f"{text}." if needs_stop else text

    return _ENGLISH.sub(written, answer)


def _times(text: str) -> Iterator[_Time]:
    for found in _GERMAN.finditer(text):
        for clock, minute in ((found["from"], None), (found["clock"], found["minute"])):
            if clock and (time := _time(clock, minute)):
                yield time


def _time(clock: str, minute: str | None = None) -> _Time | None:
    parts = re.split(r"[.:]", clock)
    hour, minutes = int(parts[0]), int(minute or (parts[1] if len(parts) > 1 else 0))
    return _Time(hour, minutes) if hour <= 24 and minutes < 60 else None


def _same(times: list[_Time], clock: str, half: str | None, *, before: _Time | None = None) -> _Time | None:
    """The one time of the source that a clock time of the answer can mean."""
    time = _time(clock)
    if time is None:
        return None
    fitting = [each for each in times if each.minute == time.minute and _may_be(each, time, half)]
    if before is not None and len(fitting) > 1:
        fitting = [each for each in fitting if (each.hour, each.minute) <= (before.hour, before.minute)]
    return fitting[0] if len(fitting) == 1 else None


def _may_be(original: _Time, said: _Time, half: str | None) -> bool:
    if half and _AFTERNOON.match(half):
        return original.hour % 24 >= 12 and original.hour % 12 == said.hour % 12
    if half and _MORNING.match(half):
        return original.hour % 24 < 12 and original.hour % 12 == said.hour % 12
    if said.hour > 12:
        return original.hour == said.hour
    return original.hour % 12 == said.hour % 12
