"""Embargo lines: when a release may be seen, or that it cannot be known.

Whatever speaks of an embargo and gives no sure moment withholds the release: never publish in doubt. So
the test for a line that speaks of one is wide, and the reading of its moment narrow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from datetime import timezone as fixed_offset
from zoneinfo import ZoneInfo

from pipeline.model import Embargo, ReleaseWarning
from pipeline.parse.dates import FoundDate, find_date, find_time
from pipeline.parse.embargo_words import (
    DENIALS,
    LABEL_WORDS,
    NEUTRAL_WORDS,
    NOTE_TRIGGERS,
    NOTE_WORDS,
    OTHER_EMBARGO_AFTER,
    OTHER_EMBARGO_BEFORE,
    OTHER_KINDS,
    REMARK_WORDS,
    STEM,
    WEAK_TRIGGERS,
    WEEKDAY_NUMBERS,
)
from pipeline.parse.words import MONTHS

_STEM = re.compile(rf"(?:\b|(?<=[a-zäöü-]))(?:{STEM})", re.IGNORECASE)
_OTHER_KIND = re.compile(rf"\b(?:{OTHER_KINDS})\b", re.IGNORECASE)
_OTHER_AFTER = re.compile(OTHER_EMBARGO_AFTER, re.IGNORECASE)
_OTHER_BEFORE = re.compile(OTHER_EMBARGO_BEFORE, re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=[A-ZÄÖÜ„»])")
_DENIAL = re.compile(rf"\b(?:{'|'.join(DENIALS)})\b", re.IGNORECASE)
_NUMBER_LABEL = re.compile(r"\bNr\.?\s*\d+(?:/\d{2,4})?\b", re.IGNORECASE)
_SPACED = re.compile(r"\b(?:\w\s){5,30}\w\b")
# Cyrillic letters that look like Latin ones: a pasted word must not slip through by them.
_LOOKALIKES = str.maketrans("ЅѕРрЕеАаОоСсКкМмТтВІіХх", "SsPpEeAaOoCcKkMmTtBIiXx")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?(?:Z|[+-]\d\d:?\d\d))?")
_ZONES: dict[str, tzinfo] = {
    "mez": fixed_offset(timedelta(hours=1)),
    "cet": fixed_offset(timedelta(hours=1)),
    "mesz": fixed_offset(timedelta(hours=2)),
    "cest": fixed_offset(timedelta(hours=2)),
    "utc": UTC,
    "gmt": UTC,
}
_AMBIGUOUS = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/\d{4}\b")  # 12/11/2026: which is the month?
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_MAX_NOTE = 240
_REMEDY = "Tag, Jahr und Uhrzeit nennt, etwa: Sperrfrist: 15.03.2026, 10 Uhr (oder: Sperrfrist: keine)."


def speaks_of_embargo(text: str) -> bool:
    """Whether a line sets (or denies) an embargo, in any words and wherever it stands.

    A line about an embargo of another kind ('Sperrfrist für Düngung', 'Öl-Embargo') does not. Of a long
    paragraph each sentence is taken for itself.
    """
    if len(text) > _MAX_NOTE:
        return any(speaks_of_embargo(part) for part in _SENTENCE.split(text) if len(part) <= _MAX_NOTE)
    plain = _plain(text)
    stem = _STEM.search(plain)
    if stem is not None and not _OTHER_KIND.search(plain):
        political = stem[0].lower().startswith("embargo") and (
            _OTHER_BEFORE.search(plain[: stem.start()]) or _OTHER_AFTER.match(plain, stem.end())
        )
        if not political:
            return True
    return _is_note(plain) or _denies(plain)


def _is_note(line: str) -> bool:
    """'Nicht vor dem 30.11.2026 veröffentlichen': a line of such words alone, with something that withholds."""
    found = [word for word in _words(line) if not word.isdigit() and word not in MONTHS]
    triggers = NOTE_TRIGGERS.intersection(found)
    if not triggers or not all(word in NOTE_WORDS for word in found):
        return False
    return not triggers <= WEAK_TRIGGERS or find_time(line) is not None or "erst" in found


def mentions_embargo(text: str) -> bool:
    """Whether a text names an embargo at all, be it of another kind; for file names as well."""
    return bool(_STEM.search(_plain(text.replace("_", " "))))


def read_embargo(lines: Iterable[str], *, timezone: ZoneInfo) -> tuple[Embargo | None, tuple[ReleaseWarning, ...]]:
    """The embargo that a release's lines set together; the latest counts, an unreadable one before all.

    Local time in ``timezone`` with that day's offset, unless the line names a zone. A day without a time means
    its beginning, after 'bis' its end; a warning says so.
    """
    found: list[Embargo] = []
    warnings: list[ReleaseWarning] = []
    for line in lines:
        if _denies(_plain(line)):
            continue
        try:
            until, exact = _moment(_without_label(_plain(line)), timezone)
        except OverflowError:  # a year that no zone can shift
            until, exact = None, False
        found.append(Embargo(until, line))
        if until is None:
            message = (
                f"Die Sperrfrist „{line}“ ist nicht eindeutig zu lesen. Die Meldung bleibt zurückgehalten, bis sie "
            )
            warnings.append(ReleaseWarning("embargo-unreadable", message + _REMEDY, "embargo"))
        elif not exact:
            message = f"Die Sperrfrist nennt keine Uhrzeit; gelesen als {until:%d.%m.%Y, %H:%M} Uhr."
            warnings.append(
                ReleaseWarning("embargo-without-time", message, "embargo", private=f"Sie lautet: „{line}“.")
            )
    if not found:
        return None, tuple(warnings)
    if unreadable := [embargo for embargo in found if embargo.until is None]:
        return unreadable[0], tuple(warnings)
    return max(found, key=lambda embargo: embargo.until or datetime.min.replace(tzinfo=UTC)), tuple(warnings)


def _plain(text: str) -> str:
    """The text as the patterns expect it: no letter spacing, no hyphen within the stem, Latin letters."""
    latin = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    closed = _SPACED.sub(lambda match: match[0].replace(" ", ""), latin)
    return re.sub(r"(?i)\b(sper+)-\s?(f)", r"\1\2", closed)


def _without_label(line: str) -> str:
    """'Presseinformation Nr. 7 | Sperrfrist: …' without what stands before the mark."""
    stem = _STEM.search(line)
    before = line[: stem.start()] if stem else ""
    apart = before.rstrip().endswith(("|", "–", "—", "·", "/")) and find_date(before) is None
    return line[len(before) :] if apart else line


def _denies(line: str) -> bool:
    """Whether a line says that there is no embargo, with no more than a label beside it."""
    denial = _DENIAL.search(line)
    if denial is None:
        return False
    rest = _NUMBER_LABEL.sub(" ", line[: denial.start()] + " " + line[denial.end() :])
    return all(word in LABEL_WORDS for word in _words(rest))


def _moment(line: str, timezone: ZoneInfo) -> tuple[datetime | None, bool]:
    """The moment, if every word of the line is understood, and whether it names a time."""
    if iso := _ISO.search(line):
        rest = line[: iso.start()] + " " + line[iso.end() :]
        try:
            moment = datetime.fromisoformat(iso[0].replace(" ", "T", 1).replace(" ", ""))
        except ValueError:
            return None, False
        return (_local(moment, timezone), True) if not _unknown_words(rest) else (None, False)
    day = find_date(line)
    if day is None or len(day.value) < len("2023-03-15") or _AMBIGUOUS.search(line):
        return None, False
    rest = line[: day.start] + " " + line[day.end :]
    if not _weekday_fits(line, day) or find_date(rest) is not None:
        return None, False
    at = find_time(rest)
    if at is not None:
        clock, later, (start, end) = at.clock, at.days_later, at.span
        rest = rest[:start] + " " + rest[end:]
    else:
        clock, later = time(0), 1 if re.search(r"(?i)\b(?:bis|until)\b", line) else 0
    zones = [_ZONES[word] for word in _words(rest) if word in _ZONES]
    if at is not None:
        rest = _BRACKETS.sub(lambda remark: remark[0] if _unsettles(remark[0]) else " ", rest)
    if len(zones) > 1 or (zones and at is None) or _unknown_words(rest):
        return None, False
    naive = datetime.combine(date.fromisoformat(day.value) + timedelta(days=later), clock)
    return _local(naive.replace(tzinfo=zones[0]) if zones else naive, timezone), at is not None


def _local(moment: datetime, timezone: ZoneInfo) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(timezone)
    # An hour that summer time repeats or skips has two readings; the later one is the safe one.
    local = moment.replace(tzinfo=timezone)
    return max(local, local.replace(fold=1), key=datetime.timestamp)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _unknown_words(rest: str) -> list[str]:
    return [word for word in _words(rest) if word not in NEUTRAL_WORDS and word not in _ZONES]


def _unsettles(remark: str) -> bool:
    return any(word not in REMARK_WORDS and word not in _ZONES for word in _words(remark))


def _weekday_fits(line: str, day: FoundDate) -> bool:
    named = [WEEKDAY_NUMBERS[word] for word in _words(line[: day.end]) if word in WEEKDAY_NUMBERS]
    return all(number == date.fromisoformat(day.value).weekday() for number in named)
