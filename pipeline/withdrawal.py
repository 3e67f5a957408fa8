"""Releases that were published once and may not be seen any more.

A pure step between identity and publishing: what is taken back, since when and why, and when so much would be
taken back at once that it is more likely to be a mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.catalogue import Failure, Withdrawn
from pipeline.state.identity import Record

GONE = "die Datei liegt nicht mehr im Ordner oder enthält jetzt eine andere Meldung"
MARKED = "in der Datei als zurückgezogen gekennzeichnet"
HELD = "jetzt gesperrt"
# Up to so many files may go at once without a question, or up to this share of what is published.
_FEW = 3
_SHARE = 0.5


class WithdrawalError(Exception):
    """So many files are gone at once that nothing was changed; the message is German and says what to do."""


@dataclass(frozen=True, slots=True)
class Present:
    """The paths of this run: ``shown`` are visible, ``held`` withheld, ``marked`` withdrawn by their own word.

    ``unreadable`` are files and folders about which nothing can be said this time.
    """

    shown: Collection[str]
    held: Collection[str]
    marked: Collection[str]
    unreadable: Collection[str]


def withdraw(
    known: Iterable[Record], found: Mapping[str, Record], present: Present, *, now: datetime
) -> tuple[tuple[Record, ...], tuple[Withdrawn, ...]]:
    """The records of what is taken back, brought up to date, and what readers are to be told instead.

    ``found`` is what :func:`pipeline.state.identity.identify` says of the files that there are. A file that cannot be
    read takes nothing back: it may be open in a word processor, or half copied.
    """
    claimed = {record.id: source for source, record in found.items()}
    records: list[Record] = []
    withdrawn: list[Withdrawn] = []
    for record in known:
        source = claimed.get(record.id)
        if source in present.shown or record.published is None:
            continue
        reason = GONE if source is None else MARKED if source in present.marked else HELD
        if reason is GONE and record.withdrawn is None and _is_within(record.source, present.unreadable):
            continue
        since = record.withdrawn or now
        records.append(replace(record, withdrawn=since))
        withdrawn.append(
            Withdrawn(
                id=record.id,
                slug=record.slug,
                published=record.published,
                since=since,
                languages=record.languages,
                digest=record.digest,
                source=source or record.source,
                reason=reason,
            )
        )
    return tuple(records), tuple(withdrawn)


def expect_few(
    known: Iterable[Record], withdrawn: Iterable[Withdrawn], *, now: datetime, folder: str, others: int = 0
) -> None:
    """Refuse to take back more than a few releases, and more than half, because their files are gone.

    A network drive that is not connected looks like an empty folder, and a wrong ``--releases`` like another one;
    to take back by mistake all that was ever published cannot be undone at the subscribers'. ``others`` is how many
    are published besides those that are ``known``.

    Raises:
        WithdrawalError: as said above.
    """
    published = others + sum(record.published is not None and record.withdrawn is None for record in known)
    gone = [item for item in withdrawn if item.reason is GONE and item.since == now]
    if len(gone) > _FEW and len(gone) > published * _SHARE:
        raise WithdrawalError(
            f"{folder}: Von {published} veröffentlichten Meldungen liegen {len(gone)} nicht mehr im Ordner. Das sieht "
            "nach einem Versehen aus (Netzlaufwerk nicht verbunden, falscher Ordner?); darum wurde nichts geändert. "
            "Bitte den Ordner prüfen. Sollen sie wirklich zurückgezogen werden: press build --withdraw-missing"
        )


def expect_readable(known: Iterable[Record], failures: Iterable[Failure], *, folder: str, others: int = 0) -> None:
    """Refuse to go on without more than a few releases, and more than half, because their files cannot be read.

    A drive that is lost in the middle of a run looks like that; readers would lose all those releases until the next.
    ``others`` is as above.

    Raises:
        WithdrawalError: as said above.
    """
    published = {record.source for record in known if record.published is not None and record.withdrawn is None}
    lost = [failure for failure in failures if failure.source in published]
    count = others + len(published)
    if len(lost) > _FEW and len(lost) > count * _SHARE:
        raise WithdrawalError(
            f"{folder}: Von {count} veröffentlichten Meldungen lassen sich {len(lost)} nicht lesen; darum "
            f"wurde nichts geändert. Bitte den Ordner prüfen; woran es liegt, sagt: press check {lost[0].source}. "
            "Sollen sie wirklich wegfallen: press build --withdraw-missing"
        )


def _is_within(source: str, places: Collection[str]) -> bool:
    return any(source == place or source.startswith(f"{place}/") for place in places)
