"""Moments in words that an officer reads."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def in_words(moment: datetime, zone: ZoneInfo) -> str:
    """A moment in local time: ``Montag, 18.01.2038, 10:00 Uhr``."""
    local = moment.astimezone(zone)
    return f"{_WEEKDAYS[local.weekday()]}, {local:%d.%m.%Y, %H:%M} Uhr"
