"""Who watches: one instance at a time in a state folder, and a card that says who it is."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline.locking import exclusive

LOCK = "watch.lock"
CARD = "watch.json"


@dataclass(frozen=True, slots=True)
class Card:
    """The host, process, user and beginning of a watch; ``problem`` is German and says what keeps it from its work."""

    host: str
    pid: int
    user: str
    since: str
    problem: str | None = None

    def __str__(self) -> str:
        since = f"{datetime.fromisoformat(self.since):%d.%m.%Y, %H:%M} Uhr"
        return f"{self.user} auf {self.host} (Prozess {self.pid}) seit {since}"


class TakenError(Exception):
    """Somebody watches already; the message is German and names them."""


@contextmanager
def alone(state: Path, now: datetime) -> Iterator[Card]:
    """Watch alone with this state folder. The system frees the lock of a process that dies, however it does.

    Raises:
        TakenError: somebody else watches.
        OSError: the folder cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    try:
        with exclusive(state / LOCK, wait_s=0.2):
            card = Card(socket.gethostname(), os.getpid(), _user(), now.isoformat(timespec="seconds"))
            show(state, card)
            try:
                yield card
            finally:
                with suppress(OSError):
                    (state / CARD).unlink(missing_ok=True)
    except TimeoutError as error:
        holder = _read(state)
        who = f"von {holder}" if holder else "von einem anderen Prozess"
        raise TakenError(
            f"{state}: Dieser Ordner wird schon überwacht, {who}. Bitte jenen Vorgang beenden oder mit --state einen "
            "anderen Ordner nennen."
        ) from error


def show(state: Path, card: Card, *, problem: str | None = None) -> None:
    """Put the card into the folder, with what is wrong at the moment; raises OSError."""
    beside = state / f"{CARD}.tmp"
    beside.write_text(json.dumps(asdict(replace(card, problem=problem))), "utf-8")
    beside.replace(state / CARD)


def watcher(state: Path) -> Card | None:
    """Who watches with this state folder, if anybody does; the card of a process that died is none."""
    card = _read(state)
    if card is None:
        return None
    try:
        with exclusive(state / LOCK, wait_s=0):
            return None
    except TimeoutError:
        return card
    except OSError:  # a folder that may only be read says nothing about the lock
        return card


def _read(state: Path) -> Card | None:
    try:
        return Card(**json.loads((state / CARD).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without an entry for its user
        return "unbekannt"
