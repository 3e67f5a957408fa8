"""What an officer does to her folder from one moment to the next, by chance."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kill_desk import Desk, sample

RELEASES = tuple(f"meldung-{number}" for number in range(8))
MOST_SEALED = 6
STEP = timedelta(hours=7)  # from one change to the next


def later(moment: datetime, wait: timedelta) -> datetime:
    return (moment.astimezone(UTC) + wait).astimezone(moment.tzinfo)


@dataclass
class Change:
    """What happens between two moments: files that come, change or go (``None``)."""

    until: datetime
    files: dict[str, str | None] = field(default_factory=dict)

    def on(self, desk: Desk) -> None:
        for name, text in self.files.items():
            desk.drop(name, text)
        desk.now = self.until


@dataclass
class Officer:
    """Which releases and texts lie in the folder, and what is under embargo until when."""

    chance: random.Random
    lying: set[str]
    sealed: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    turn: int = 0

    def change(self, now: datetime) -> Change:
        """Up to three things that she does, one at least; an embargo may run out as well."""
        self.turn += 1
        made, before = Change(later(now, STEP)), {*self.lying}
        if self.chance.random() < 0.4:
            made.files |= self._seal(made.until)
        for _ in range(self.chance.randint(0 if made.files else 1, 3)):
            name = self.chance.choice(RELEASES)
            # Without its release an English text is a mistake, and what is not there cannot be taken out.
            kinds = [edited, _corrected]
            if f"{name}.md" in self.lying:
                kinds += [edited, _removed, _translated, _translated]
            if f"{name}.en.md" in self.lying:
                kinds += [_untranslated]
            files = self.chance.choice(kinds)(name, self.turn)
            made.files |= files
            self.lying |= files.keys()
            self.lying -= {path for path, text in files.items() if text is None}
        # Put in and taken out again: nobody would notice.
        is_something = any(text is not None or path in before for path, text in made.files.items())
        return made if is_something else self.change(now)

    def _seal(self, now: datetime) -> dict[str, str | None]:
        files: dict[str, str | None] = {}
        if len(self.sealed) == MOST_SEALED:
            oldest = min(self.sealed)
            del self.sealed[oldest]
            files[oldest] = None
        until = later(now, STEP * self.chance.randint(0, 2) + STEP / 2)
        word = f"Tiefenbohrung{self.turn}x"
        name = f"gesperrt-{self.turn:05}.md"
        self.sealed[name] = word, until
        files[name] = (
            f"---\ntitel: Eine {word} in Kahla\nsperrfrist: {until.isoformat()}\n---\n\nKahla, 3. Mai 2024 – Der "
            f"Tüftlerverein Kahla e.V. hat {self.turn} Meter gebohrt. Dr. Karla Steinhäuser nennt es {word}.\n"
        )
        return files

    def secrets(self, now: datetime) -> list[bytes]:
        """The words that nobody may find at a moment."""
        return [word.encode() for word, until in self.sealed.values() if now < until]


def edited(name: str, turn: int) -> Mapping[str, str | None]:
    return {f"{name}.md": _words(name, turn)}


def _corrected(name: str, turn: int) -> Mapping[str, str | None]:
    return {f"{name}.md": f'---\nkorrektur: "Es sind {turn} Werkbänke."\n---\n\n{_words(name, turn)}'}


def _removed(name: str, _turn: int) -> Mapping[str, str | None]:
    return {f"{name}.md": None, f"{name}.en.md": None}


def _translated(name: str, turn: int) -> Mapping[str, str | None]:
    return {f"{name}.en.md": sample("werkstatt.en.md").replace("14 workbenches", f"{turn} workbenches, says {name}")}


def _untranslated(name: str, _turn: int) -> Mapping[str, str | None]:
    return {f"{name}.en.md": None}


def _words(name: str, turn: int) -> str:
    return "# " + sample("werkstatt.txt").replace("\n", f" {name}\n", 1).replace("14 Werk", f"{turn} Werk")
