"""What the command line tells people, in German: progress, the table of a run, and what was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from pipeline.build import Job, Progress, Report, withheld_until
from pipeline.config import Settings
from pipeline.identity import published_at, slugify
from pipeline.model import Edition, Organisation, Person, Publication, Release, Status
from pipeline.publish import data_bytes

STATUS_WORDS = {
    Status.PENDING: "wartet",
    Status.DRAFT: "Entwurf",
    Status.APPROVED: "freigegeben",
    Status.OUTDATED: "veraltet",
}
LANGUAGE_WORDS = {"de": "Deutsch", "en": "Englisch", "fr": "Französisch", "pl": "Polnisch", "cs": "Tschechisch"}


# Why parse left a line out, in words for people.
DROPPED_WORDS = {
    "contact-title": "Titel des Kontakts",
    "document-label": "Kennzeichnung",
    "end-mark": "Endzeichen",
    "greeting": "Grußformel",
    "letterhead": "Briefkopf",
    "link-title": "Titel der Linkliste",
    "navigation": "Navigation",
    "repeated": "steht doppelt",
    "title-overruled": "der Kopf der Datei nennt einen anderen Titel",
}
_FOREIGN_SHOWN = 3


class _Bars:
    """One bar a stage on a terminal."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def start(self, stage: str, total: int) -> None:
        self._task = self._bar.add_task(stage, total=total)

    def advance(self) -> None:
        if self._task is not None:
            self._bar.advance(self._task)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Progress bars on standard error while a run works; nothing where no terminal is."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _Bars(bar)


def print_report(report: Report, job: Job) -> None:
    """The table of a run, what is in doubt, withheld or failed, and where to look."""
    console = Console(highlight=False)
    catalogue = report.catalogue
    targets = job.settings.languages.targets
    if catalogue.publications:
        console.print(_table(catalogue.publications, targets))
    _print_doubts(console, catalogue.publications, report.withheld_releases)
    _print_pending(console, catalogue.publications)
    if catalogue.withheld:
        console.print("Zurückgehalten:", style="bold")
        for held in catalogue.withheld:
            until = f"bis {_moment(held.until, job.settings)}" if held.until else held.reason
            _item(console, f"{held.source}: {until}")
    if catalogue.failures:
        console.print("Nicht verarbeitet:", style="bold red")
        for failure in catalogue.failures:
            _item(console, f"{failure.source}: {failure.reason} {failure.remedy}")
    if foreign := report.written.foreign:
        names = ", ".join(foreign[:_FOREIGN_SHOWN]) + (" …" if len(foreign) > _FOREIGN_SHOWN else "")
        console.print(
            Text(f"Nicht von hier und darum unberührt in {job.output}: {len(foreign)} ({names})", style="dim")
        )
    console.print(_summary(report))
    console.print(f"Ansehen: {(job.output / 'index.html')}", soft_wrap=True, markup=False)


def print_check(release: Release, *, now: datetime) -> None:
    """What was understood of one file, a line a field, doubts last."""
    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, lines in _fields(release):
        if lines:
            grid.add_row(label, Text("\n".join(lines)))
    console.print(grid)
    if held := withheld_until(release, now):
        console.print(Text(f"\nZurückgehalten: {held.reason}", style="bold yellow"))
    if release.warnings:
        console.print("\nIm Zweifel:", style="bold yellow")
        for warning in release.warnings:
            _item(console, warning.message)


def print_record(release: Release, *, settings: Settings, now: datetime) -> None:
    """The contract's record of one release, with the id left open: none is given before it is published."""
    moment = _published(release, settings, now)
    publication = Publication(
        "urn:uuid:00000000-0000-0000-0000-000000000000", slugify(release.headline), moment, moment, release
    )
    print(data_bytes(publication).decode(), end="")


def _published(release: Release, settings: Settings, now: datetime) -> datetime:
    from pipeline.identity import Record

    record = Record("", "", release.source, release.digest, "", (), first_seen=now)
    return published_at(release, record, ZoneInfo(settings.site.timezone))


def _table(publications: Sequence[Publication], targets: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
    table.add_column("Datum", no_wrap=True)
    table.add_column("Meldung", ratio=4, overflow="fold")
    table.add_column("Personen", ratio=3, overflow="fold")
    table.add_column("Organisationen", ratio=3, overflow="fold", min_width=15)
    for language in targets:
        table.add_column(LANGUAGE_WORDS.get(language, language), no_wrap=True)
    table.add_column("!", justify="right")
    for item in publications:
        editions = {edition.language: edition for edition in item.editions}
        doubts = len(item.release.warnings) + sum(len(edition.warnings) for edition in item.editions)
        table.add_row(
            item.release.dateline.date or "ohne",
            Text(item.release.headline),
            Text(", ".join(person.name for person in item.release.people) or "–"),
            Text(", ".join(body.acronym or body.name for body in item.release.organisations) or "–"),
            *(_status(editions.get(language)) for language in targets),
            str(doubts) if doubts else "",
        )
    return table


def _status(edition: Edition | None) -> Text:
    if edition is None:
        return Text("–")
    style = "green" if edition.status is Status.APPROVED else "yellow"
    return Text(STATUS_WORDS[edition.status], style=style)


def _print_doubts(console: Console, publications: Sequence[Publication], withheld: Sequence[Release]) -> None:
    lines = [(item.release.source, warning.message) for item in publications for warning in item.release.warnings]
    lines += [
        (f"{item.release.source} ({edition.language})", warning.message)
        for item in publications
        for edition in item.editions
        for warning in edition.warnings
    ]
    lines += [(release.source, warning.message) for release in withheld for warning in release.warnings]
    if lines:
        console.print("Im Zweifel, bitte ansehen:", style="bold yellow")
        for source, message in lines:
            _item(console, f"{source}: {message}")


def _print_pending(console: Console, publications: Sequence[Publication]) -> None:
    waiting: dict[tuple[str, str], int] = {}
    for item in publications:
        for edition in item.editions:
            if edition.status is Status.PENDING:
                key = (edition.language, edition.reason or "")
                waiting[key] = waiting.get(key, 0) + 1
    for (language, reason), count in waiting.items():
        word = LANGUAGE_WORDS.get(language, language)
        subject = "1 Meldung wartet" if count == 1 else f"{count} Meldungen warten"
        console.print(
            Text(f"{word}: {subject} auf eine Übersetzung. {reason} Der nächste Lauf versucht es erneut."),
            style="yellow",
        )


def _summary(report: Report) -> str:
    catalogue, written = report.catalogue, report.written
    parts = [f"{len(catalogue.publications)} veröffentlicht"]
    if catalogue.withheld:
        parts.append(f"{len(catalogue.withheld)} zurückgehalten")
    if catalogue.failures:
        parts.append(f"{len(catalogue.failures)} nicht verarbeitet")
    return (
        f"{', '.join(parts)}. Dateien: {len(written.written)} geschrieben, "
        f"{len(written.unchanged)} unverändert, {len(written.removed)} entfernt."
    )


def _fields(release: Release) -> Iterator[tuple[str, list[str]]]:
    place, date = release.dateline.place, release.dateline.date
    yield "Dachzeile", [release.kicker] if release.kicker else []
    yield "Überschrift", [release.headline]
    yield "Unterzeile", [release.subheadline] if release.subheadline else []
    yield "Ort, Datum", [", ".join(part for part in (place, date) if part)] if place or date else ["nicht gefunden"]
    yield "Sperrfrist", [release.embargo.text] if release.embargo else []
    yield "Sprache", [LANGUAGE_WORDS.get(release.language, release.language)]
    yield "Absätze", [f"{number}. {_short(text)}" for number, text in enumerate(release.paragraphs, 1)]
    yield "Zwischentitel", [subhead.text for subhead in release.subheads]
    yield "Zitate", [f"{quote.speaker or 'Sprecher unklar'}: „{_short(quote.text)}“" for quote in release.quotes]
    yield "Bildtexte", [caption.text for caption in release.captions]
    yield "Bilder", [f"{picture.name}: {picture.caption or 'ohne Bildtext'}" for picture in release.pictures]
    yield "Personen", [_person(person) for person in release.people]
    yield "Organisationen", [_organisation(body) for body in release.organisations]
    yield "Orte", [", ".join(place.name for place in release.places)] if release.places else []
    yield "Über …", [f"{item.title}: {_short(item.text)}" for item in release.boilerplates]
    yield "Kontakt", [*release.contact.names, *release.contact.emails, *release.contact.phones]
    yield "Links", [f"{link.text} {f'({link.href})' if link.href else ''}".strip() for link in release.links]
    yield (
        "Weggelassen",
        [f"{_short(item.text)} ({DROPPED_WORDS.get(item.reason, item.reason)})" for item in release.dropped],
    )


def _person(person: Person) -> str:
    name = f"{person.titles} {person.name}" if person.titles else person.name
    return ", ".join(part for part in (name, person.role, person.organisation) if part)


def _organisation(body: Organisation) -> str:
    return f"{body.name} ({body.acronym})" if body.acronym else body.name


def _short(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"


def _moment(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(ZoneInfo(settings.site.timezone)):%d.%m.%Y, %H:%M} Uhr"


def _item(console: Console, text: str) -> None:
    console.print(Padding(Text(f"• {text}"), (0, 0, 0, 2)))
