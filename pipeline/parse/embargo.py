"""Embargo lines: when a release may be seen, or that it cannot be known.

A line that speaks of an embargo but gives no sure moment withholds the release: never publish in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pipeline.model import Embargo, ReleaseWarning
from pipeline.parse.dates import find_date, find_time

# Anywhere in a text: words that nobody writes about anything else.
_EMBARGO_NOTE = re.compile(
    r"""
    \b (?: sperrfrist | sperrvermerk | embargo(?:ed)? )
       \s* (?: [:–—|-] | \b (?: endet | gilt )? \s*
       (?: bis | until | \d | keine\b | ohne\b | (?: mon | diens | donners | frei | sams | sonn )tag | mittwoch ) )
  | \b (?: k?eine | ohne | die | beachten\ssie ) \s+ sperrfrist \b (?! \s+ f[üo]r )
  | \b gesperrt \s+ bis \b
  | \b not \s+ for \s+ (?: release | publication ) \s+ before \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# At the start of a line only; 'Eintritt frei ab 18 Uhr' is none.
_RELEASE_NOTE = re.compile(
    r"\W*(?:(?:veröffentlichung|presse)\s*)?frei(?:gabe|gegeben)?\s*(?:(?:zur|für\s+die)\s+veröffentlichung\s+)?"
    r"(?:erst\s+)?(?:ab|am|für)\b|\W*(?:zur\s+)?veröffentlichung\s+(?:erst\s+)?(?:ab|am|nicht\s+vor)\b"
    r"|\W*(?:bitte\s+)?nicht\s+vor\b.*veröffentlich|\W*sperrfrist\W*$",
    re.IGNORECASE,
)
_LOOSE_WORD = re.compile(r"\b(?:sperrfrist|sperrvermerk|embargo)", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:keine|ohne)\s+(?:sperrfrist|embargo)|(?:sperrfrist|sperrvermerk|embargo)\s*[:–-]?\s*(?:keine|none|entfällt|ohne)\b"
    r"|\bfrei\b.*\b(?:ab\s+sofort|sofortigen?)\b|\bab\s+sofort\s+frei\b",
    re.IGNORECASE,
)
_HOUR_WORD = re.compile(r"\b(?:uhr|h)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:bis|until)\b", re.IGNORECASE)


def speaks_of_embargo(text: str) -> bool:
    """Whether a line or paragraph sets (or denies) an embargo, wherever it stands."""
    return bool(_EMBARGO_NOTE.search(text) or _RELEASE_NOTE.match(text))


def may_speak_of_embargo(text: str) -> bool:
    """Whether a line above the headline names an embargo in any words at all; also for file names."""
    return bool(_LOOSE_WORD.search(text.replace("_", " ")))


def read_embargo(lines: Iterable[str], *, timezone: ZoneInfo) -> tuple[Embargo | None, tuple[ReleaseWarning, ...]]:
    """The embargo that a release's embargo lines set together; the latest counts, an unreadable one before all.

    Local time in ``timezone`` with that day's offset. A day without a time means its beginning, after
    'bis' its end; a warning says so.
    """
    found: list[Embargo] = []
    warnings: list[ReleaseWarning] = []
    for line in lines:
        if _NONE.search(line):
            continue
        until, exact = _moment(line, timezone)
        found.append(Embargo(until, line))
        if until is None:
            warnings.append(
                ReleaseWarning(
                    "embargo-unreadable",
                    f"Die Sperrfrist „{line}“ ist nicht eindeutig zu lesen. Die Meldung bleibt zurückgehalten, bis sie "
                    "Tag, Jahr und Uhrzeit nennt, etwa: Sperrfrist: 15.03.2023, 10 Uhr (oder: Sperrfrist: keine).",
                    "embargo",
                )
            )
        elif not exact:
            warnings.append(
                ReleaseWarning(
                    "embargo-without-time",
                    f"Die Sperrfrist „{line}“ nennt keine Uhrzeit; gelesen als {until:%d.%m.%Y, %H:%M} Uhr.",
                    "embargo",
                )
            )
    if not found:
        return None, tuple(warnings)
    if unreadable := [embargo for embargo in found if embargo.until is None]:
        return unreadable[0], tuple(warnings)
    return max(found, key=lambda embargo: embargo.until or datetime.min.replace(tzinfo=timezone)), tuple(warnings)


def _moment(line: str, timezone: ZoneInfo) -> tuple[datetime | None, bool]:
    day = find_date(line)
    if day is None or len(day.value) < len("2023-03-15"):
        return None, False
    rest = line[: day.start] + " " + line[day.end :]
    if find_date(rest) is not None:
        # Two days in one line: which of them counts is a guess.
        return None, False
    at = find_time(rest)
    if at is None and _HOUR_WORD.search(rest):
        return None, False
    exact = at is not None
    clock, later = at or (time(0), 1 if _UNTIL.search(line) else 0)
    moment = datetime.combine(date.fromisoformat(day.value) + timedelta(days=later), clock, timezone)
    # An hour that summer time repeats or skips has two readings; the later one is the safe one.
    return max(moment, moment.replace(fold=1), key=datetime.timestamp), exact
