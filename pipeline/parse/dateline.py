"""Datelines: place and date in the forms in use, on a line of their own or running into a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.parse.dates import FoundDate, find_date

_WORD = r"(?:[A-ZÄÖÜÉ][\wäöüßéèêáàâóôçñ'’.-]*|\(?[A-ZÄÖÜ][a-zäöüß]+\)|i\.\s?Br\.|a\.\s?[MR]\.|b\.)"
_JOINER = r"(?:am|an\s+der|an\s+dem|bei|im|in|ob\s+der|auf|der|zu|i\.)"
_PLACE_TEXT = rf"{_WORD}(?:\s+(?:{_JOINER}\s+)?{_WORD}){{0,3}}(?:\s?/\s?{_WORD}(?:\s+{_WORD})?){{0,2}}"
_PLACE = re.compile(_PLACE_TEXT)
# Where a date belongs, something with figures that is none: 'Weida, 31.02.2026 –'.
_BROKEN_DATE = re.compile(
    rf"(?P<place>{_PLACE_TEXT}),\s+(?:den\s+)?"
    r"(?P<date>\d{1,4}[\d./ -]*(?:[IVX]+\.?\s*|[A-Za-zäöü]{3,9}\.?\s*)?\d{0,4})\s*[–—|]\s+"
)
_PLACE_IN_BRACKETS = re.compile(rf"\((?P<place>{_PLACE_TEXT})\)\s*[.:–—-]?\s*(?=[A-ZÄÖÜ„»\"\d])")
_DOMAIN = re.compile(r"\.(?:de|com|org|net|eu|info)\b")
_OTS = re.compile(r"\(\s*(?:ots|pts|ots/\w+|dpa(?:-\w+)?|idw|epd|kna|ddp|pm|red|presseportal)\s*\)", re.IGNORECASE)
# What may stand between the date and the text that follows.
_CLOSE = re.compile(r"\s*(?:\.\s?[-–—]|\.?\s?[–—|]|\s-\s|:|\.(?=\s|$))\s*")
_CLOSE_BRACKET = re.compile(r"\s*[)\]]\s*[.:–—-]?\s*")
_LABEL = re.compile(
    r"(?:(?:meldung|pressemitteilung|mitteilung|presseinformation|medieninformation|nachricht|stand|datum|erstellt|"
    r"veröffentlicht(?:\s+am)?|erscheinungsdatum|date|published|ort\s+und\s+datum)\b\.?\s*(?:nr\.?\s*[\w/.-]+\s*)?)?"
    r"\s*(?:(?:vom|am)\b)?\s*[:|,–/-]?\s*",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"\s*[,|–-]?\s*(?:\d{1,2}[:.]\d{2}(?:\s*uhr)?|\d{1,2}\s*uhr)?\s*[.:|–—)-]*\s*(?:(?:von|by)\s+[^.!?]{2,40})?\Z",
    re.IGNORECASE,
)
# Between a place and such a date stands a mark; 'Besuch am 3. Mai' has none.
_LOOSE_DATE = re.compile(r"(?:am|im|vom|dem|der|anfang|mitte|ende)\b", re.IGNORECASE)
# Capitalised words that open sentences but are no places.
_NO_PLACES = frozenset(
    "Der Die Das Den Dem Des Ein Eine Einen Mit Nach Vom Von Im In Am An Auf Aus Bei Seit Zum Zur Für Über Unter Vor "
    "Wie Was Wer Wenn Weil Als Auch So Es Er Sie Wir Ihr Herr Frau Dr Prof Heute Gestern Morgen Am Bild Foto Nr "
    "Pressemitteilung Presseinformation Medieninformation Pressekontakt Kontakt Hinweis Achtung Sperrfrist Termin Wann "
    "Wo Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli August "
    "September Oktober November Dezember Datum Ort Stand Telefon Tel Seite Anlage".split()
)


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """Place and date found at the head of a text, and the offset at which the text goes on.

    ``unreadable`` is what stands where the date should, if it is none.
    """

    place: str | None
    date: str | None
    end: int
    unreadable: str | None = None


def dateline_line(text: str) -> FoundDateline | None:
    """The dateline that a whole line is: 'Fulda, 18.01.2024', 'Jena / 21. Juni 2023', 'Meldung vom: 5. Mai 2023'."""
    line = text.strip().strip("*_ ")
    if line[:1] in "([" and line[-1:] in ")]":
        line = line[1:-1]
    if _OTS.fullmatch(line.rstrip(" -–—")):
        return FoundDateline(None, None, len(text))
    if (ots := _OTS.search(line)) and not line[ots.end() :].strip(" -–—:."):
        place = _whole_place(line[: ots.start()])
        return FoundDateline(place, None, len(text)) if place else None
    found = find_date(line)
    if found is None or not _AFTER_DATE.match(line[found.end :]):
        return None
    before = line[: found.start]
    if _LABEL.fullmatch(before):
        return FoundDateline(None, found.value, len(text))
    if not _binds(line, found):
        return None
    label = _LABEL.match(before)
    place = _whole_place(before[label.end() :] if label and label.end() < len(before) else before)
    place = place or _whole_place(before)
    return FoundDateline(place, found.value, len(text)) if place else None


def running_dateline(text: str) -> FoundDateline | None:
    """The dateline that a paragraph opens with: 'Jena, März 2023 – …', '(Jena, 15.03.2023) …', 'Erfurt (ots) - …'.

    A place alone counts only before a dash or, being one or two words, before a full stop.
    """
    start = 1 if text[:1] in "([" else 0
    found = find_date(text)
    if found is not None and found.start < 90:
        place_text = _OTS.sub("", text[start : found.start])
        place = _whole_place(place_text) if _binds(text, found) else None
        agency = _OTS.match(text, found.end + 1)
        date_end = agency.end() if agency else found.end
        close = _CLOSE_BRACKET.match(text, date_end) if start else _CLOSE.match(text, date_end)
        if close is not None and (place is not None or not place_text.strip()) and close.end() < len(text):
            if place is None and not _is_date_head(text, found, close):
                return None
            return FoundDateline(place, found.value, _skip_ots(text, close.end()))
    if (broken := _BROKEN_DATE.match(text)) and (place := _whole_place(broken["place"])):
        return FoundDateline(place, None, broken.end(), broken["date"].strip())
    if (ots := _OTS.search(text, 0, 90)) and (place := _whole_place(text[: ots.start()])):
        return FoundDateline(place, None, _skip_dash(text, ots.end()))
    if (bracket := _PLACE_IN_BRACKETS.match(text)) and (place := _whole_place(bracket["place"])):
        return FoundDateline(place, None, bracket.end())
    return _place_alone(text)


def _binds(text: str, found: FoundDate) -> bool:
    before = text[: found.start].rstrip()
    return before[-1:] in tuple(",/|:–—-") or not _LOOSE_DATE.match(text, found.start)


def _is_date_head(text: str, found: FoundDate, close: re.Match[str]) -> bool:
    # '15. März 2023 – Text' is a dateline; '2023: Text' or '3. Mai 2023. Text' alone is too little.
    return found.start <= 1 and not _LOOSE_DATE.match(text, found.start) and any(mark in close[0] for mark in "–—|)-")


def _place_alone(text: str) -> FoundDateline | None:
    match = _PLACE.match(text)
    while match is not None:
        place = _whole_place(match[0].rstrip("."))
        after = text[match.end() :] if not match[0].endswith(".") else text[match.end() - 1 :]
        offset = len(text) - len(after)
        if dash := re.match(r"\.?\s+[–—]\s+(?=[A-ZÄÖÜ„»\"\d])|\s+-\s+(?=[A-ZÄÖÜ„»\"\d])", after):
            words = len(match[0].split())
            return FoundDateline(place, None, offset + dash.end()) if place and words <= 4 else None
        if stop := re.match(r"\.\s+(?=[A-ZÄÖÜ„»\"\d])", after):
            return FoundDateline(place, None, offset + stop.end()) if place and len(place.split()) <= 2 else None
        shorter = match[0].rstrip()
        if " " not in shorter:
            return None
        match = re.compile(re.escape(shorter.rsplit(" ", 1)[0])).match(text)
    return None


def _whole_place(text: str) -> str | None:
    """The place that a text is, without what binds it to a date, or ``None``."""
    place = re.sub(r"\s*(?:[,/|:–—]|\s-|\bim|\bden|\bam|\bvom)*\s*$", "", text.strip())
    place = re.sub(r"\s+(?:den|im|am|vom)$", "", place.rstrip(" ,/|")).rstrip(" ,/|")
    if not place or len(place) > 60 or not _PLACE.fullmatch(place) or _DOMAIN.search(place):
        return None
    return None if place.split()[0].rstrip(".,") in _NO_PLACES else place


def _skip_ots(text: str, at: int) -> int:
    ots = _OTS.match(text, at)
    return _skip_dash(text, ots.end()) if ots else at


def _skip_dash(text: str, at: int) -> int:
    dash = re.compile(r"\s*[-–—:|]?\s*").match(text, at)
    return dash.end() if dash else at
