"""What the command line tells people, in German: progress, the table of a run, and what was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from pipeline.build import Report
from pipeline.catalogue import Publication, Withheld
from pipeline.config import Settings
from pipeline.german_time import in_words
from pipeline.intake.understanding import Progress
from pipeline.job import Job, withheld_until
from pipeline.logs import Style
from pipeline.model import Organisation, Person, Release, Status
from pipeline.publish import RESERVED_SLUGS, data_bytes, german_name
from pipeline.reports.bullets import bullets
from pipeline.reports.report_changes import change_section, outdated_lines
from pipeline.reports.report_table import table
from pipeline.slugs import slugify
from pipeline.state.identity import published_at
from pipeline.summary import Summary
from pipeline.terminal import print_json, printable

# Why parse left a line out, in words for people.
DROPPED_WORDS = {
    "contact-title": "Titel des Kontakts",
    "document-label": "Kennzeichnung",
    "embargo": "Sperrfrist",
    "end-mark": "Endzeichen",
    "greeting": "Grußformel",
    "letterhead": "Briefkopf",
    "link-title": "Titel der Linkliste",
    "navigation": "Navigation",
    "repeated": "steht doppelt",
    "title-overruled": "der Kopf der Datei nennt einen anderen Titel",
}
_UNREADABLE = "embargo-unreadable"
_FOREIGN_SHOWN = 3
_REMOVED_SHOWN = 10
_ROWS_SHOWN = 50
_FRAGMENT = re.compile(r"fragments/([^/]+)\.[A-Za-z0-9-]+\.html")


class _Bars:
    """One bar a stage on a terminal."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def start(self, stage: str, total: int) -> None:
        self._task = self._bar.add_task(stage, total=total)

    def advance(self, steps: int = 1) -> None:
        if self._task is not None:
            self._bar.advance(self._task, steps)


@contextmanager
def progress_bar(*, style: Style = Style.QUIET) -> Iterator[Progress]:
    """Progress bars on standard error while a run works; nothing where no terminal is, nor among events."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("noch"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    quiet = style is Style.EVENTS or not console.is_terminal
    with Bar(*columns, console=console, transient=True, disable=quiet) as bar:
        yield _Bars(bar)


def print_report(report: Report, job: Job, *, stages: Sequence[tuple[str, float]] = ()) -> None:
    """The table of a run, what is in doubt, withheld, failed or gone, and where to look.

    ``stages`` are the names of what was done with the seconds that each took.
    """
    console = Console(highlight=False)
    for section in _sections(report, job, console.width):
        for part in section:
            console.print(part)
        console.print()
    console.print(_summary(report))
    if stages:
        console.print(Text(_times(stages), style="dim"), soft_wrap=True)
    console.print(Text(f"Ansehen: {printable(str(job.output / 'index.html'))}"), soft_wrap=True)


def print_check(
    release: Release, *, settings: Settings, now: datetime, translation: tuple[str, str] | None = None
) -> None:
    """What was understood of one file, a line a field, doubts last.

    ``translation`` is the name of the release and the language, if the file is a person's text of one.
    """
    console = Console(highlight=False)
    if translation is not None:
        name, language = translation
        console.print(Text(f"Das ist {_version(language)} von „{printable(name)}“.\n", style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, lines in _fields(release):
        if lines:
            grid.add_row(label, _text("\n".join(lines)))
    console.print(grid)
    held = withheld_until(release, now)
    if held is not None:
        console.print()
        until = f" {_until(held.until, settings)}" if held.until else f": {_why_unreadable(held, [release])}"
        console.print(Text(f"Zurückgehalten{until}", style="bold yellow"))
    if doubts := [warning.told for warning in release.warnings if held is None or warning.code != _UNREADABLE]:
        console.print()
        for part in bullets("Im Zweifel:", doubts, style="bold yellow"):
            console.print(part)


def print_record(release: Release, *, settings: Settings, now: datetime) -> None:
    """The contract's record of one release, with the id left open: none is given before it is published."""
    moment = _published(release, settings, now)
    publication = Publication(
        "urn:uuid:00000000-0000-0000-0000-000000000000",
        slugify(release.headline),
        moment,
        moment,
        release,
        corrected=now if release.correction is not None else None,
    )
    print_json(data_bytes(publication).decode())


def _text(text: str) -> Text:
    """A text of several lines for the terminal."""
    return Text("\n".join(printable(line) for line in text.split("\n")))


def _published(release: Release, settings: Settings, now: datetime) -> datetime:
    from pipeline.state.identity import Record

    record = Record("", "", release.source, release.digest, "", (), first_seen=now)
    return published_at(release, record, ZoneInfo(settings.site.timezone))


def _sections(report: Report, job: Job, width: int) -> Iterator[list[RenderableType]]:
    """The parts of a report that have something to say."""
    catalogue, settings = report.catalogue, job.settings
    if not (report.published or catalogue.withheld or catalogue.failures):
        yield [Text(f"Keine Meldungen in {printable(job.releases.as_posix())}/.")]
    if report.published:
        shown = _rows(report)
        others = len(report.published) - len(shown)
        rest = [Text(f"… und {others} weitere; alle zeigt die Vorschau.", style="dim")] if others else []
        yield [table(shown, settings.languages.targets, width), *rest]
    if doubts := [*report.doubts, *_doubts(report.published, report.withheld_releases)]:
        yield bullets("Im Zweifel, bitte ansehen:", _first(doubts), style="bold yellow")
    lines = [(depth, printable(line)) for depth, line in outdated_lines(catalogue.publications, report.changed)]
    if changed := change_section("Veraltet, weil sich der Ausgangstext seither geändert hat:", lines):
        yield changed
    if pending := list(_pending(report.published)):
        yield [Text(line, style="yellow") for line in pending]
    if held := list(_held_back(report.published)):
        yield bullets("Nicht veröffentlicht, bitte ansehen:", _first(held), style="bold yellow")
    if catalogue.withheld:
        held = [
            f"{item.source}: "
            + (_until(item.until, settings) if item.until else _why_unreadable(item, report.withheld_releases))
            for item in catalogue.withheld
        ]
        yield bullets("Zurückgehalten:", held, style="bold")
    if catalogue.failures:
        failed = [f"{failure.source}: {failure.reason} {failure.remedy}" for failure in catalogue.failures]
        yield bullets("Nicht verarbeitet:", failed, style="bold red")
    if fresh := [item for item in catalogue.withdrawn if item.since == job.now]:
        title = "Zurückgezogen (unter der bisherigen Adresse steht jetzt ein Hinweis, in den Feeds nichts mehr):"
        yield bullets(title, [f"{item.source}: {item.reason}" for item in fresh], style="bold yellow")
    if still := sorted({*report.marked} - {item.source for item in fresh}):
        yield bullets("Weiterhin zurückgezogen, weil so gekennzeichnet:", still, style="dim")
    if report.unannounced:
        yield bullets("Dem WebSub-Hub nicht gemeldet:", report.unannounced, style="yellow")
    if gone := _gone(report):
        more = f" … und {len(gone) - _REMOVED_SHOWN} weitere" if len(gone) > _REMOVED_SHOWN else ""
        yield [Text(printable(f"Nicht mehr veröffentlicht: {', '.join(gone[:_REMOVED_SHOWN])}{more}"))]
    if foreign := report.written.foreign:
        names = ", ".join(foreign[:_FOREIGN_SHOWN]) + (" …" if len(foreign) > _FOREIGN_SHOWN else "")
        line = f"Nicht von hier und darum unberührt in {job.output}: {len(foreign)} ({names})"
        yield [Text(printable(line), style="dim")]


def _first(lines: Sequence[str]) -> list[str]:
    """As many lines as somebody reads, and how many more there are."""
    more = len(lines) - _ROWS_SHOWN
    return [*lines[:_ROWS_SHOWN], *([f"… und {more} weitere: press status"] if more > 0 else [])]


def _rows(report: Report) -> Sequence[Summary]:
    """The releases of the table: all, or where they are too many for one, those that this run has worked on."""
    if len(report.published) <= _ROWS_SHOWN:
        return report.published
    fresh = [item for item in report.published if item.source in report.fresh]
    return (fresh or report.published)[:_ROWS_SHOWN]


def _doubts(publications: Sequence[Summary], withheld: Sequence[Release]) -> Iterator[str]:
    for item in publications:
        for _, message in item.warnings:
            yield f"{item.source}: {message}"
    for item in publications:
        # The same sentence is often in doubt in every language.
        languages: dict[str, list[str]] = {}
        for edition in item.editions:
            for _, message in edition.warnings:
                languages.setdefault(message, []).append(edition.language)
        for message, found in languages.items():
            yield f"{item.source} ({', '.join(dict.fromkeys(found))}): {message}"
    for release in withheld:
        for warning in release.warnings:
            # Said where the release is listed as withheld.
            if warning.code != _UNREADABLE:
                yield f"{release.source}: {warning.told}"


def _pending(publications: Sequence[Summary]) -> Iterator[str]:
    waiting: dict[tuple[str, str], int] = {}
    for item in publications:
        for edition in item.editions:
            if edition.status == Status.PENDING and edition.origin is None:
                key = (edition.language, edition.reason or "")
                waiting[key] = waiting.get(key, 0) + 1
    for (language, reason), count in waiting.items():
        word = german_name(language)
        subject = "1 Meldung wartet" if count == 1 else f"{count} Meldungen warten"
        yield printable(f"{word}: {subject} auf eine Übersetzung. {reason} Der nächste Lauf versucht es erneut.")


def _held_back(publications: Sequence[Summary]) -> Iterator[str]:
    """Editions whose text is there and waits for a person, and what she can do."""
    for item in publications:
        for edition in item.editions:
            if edition.status == Status.PENDING and edition.origin is not None:
                yield f"{item.source} ({german_name(edition.language)}): {edition.reason}"


def _gone(report: Report) -> list[str]:
    """The slugs of releases that were published before this run and no longer are in any language."""
    found = (_FRAGMENT.fullmatch(path) for path in report.written.removed)
    withdrawn = (item.slug for item in report.catalogue.withdrawn)
    still = RESERVED_SLUGS.union((item.slug for item in report.published), withdrawn)
    return sorted({match[1] for match in found if match} - still)


def _summary(report: Report) -> str:
    catalogue, written = report.catalogue, report.written
    parts = [f"{len(report.published)} veröffentlicht"]
    if catalogue.withheld:
        parts.append(f"{len(catalogue.withheld)} zurückgehalten")
    if catalogue.failures:
        parts.append(f"{len(catalogue.failures)} nicht verarbeitet")
    steps = report.steps
    since = (
        f" Seit dem letzten Lauf: {len(steps.new)} neu, {len(steps.changed)} geändert, {len(steps.same)} unverändert."
    )
    return (
        f"{', '.join(parts)}.{since if report.run else ''} Dateien: {len(written.written)} geschrieben, "
        f"{len(written.unchanged)} unverändert, {len(written.removed)} entfernt."
    )


def _times(stages: Sequence[tuple[str, float]]) -> str:
    parts = [f"{stage} {seconds:.1f} s".replace(".", ",") for stage, seconds in stages]
    return f"Zeit: {' · '.join(parts)}"


def _fields(release: Release) -> Iterator[tuple[str, list[str]]]:
    place, date = release.dateline.place, release.dateline.date
    yield "Dachzeile", [release.kicker] if release.kicker else []
    yield "Überschrift", [release.headline]
    yield "Unterzeile", [release.subheadline] if release.subheadline else []
    yield "Ort, Datum", [", ".join(part for part in (place, date) if part)] if place or date else ["nicht gefunden"]
    yield "Sperrfrist", [release.embargo.text] if release.embargo else []
    yield "Status", ["zurückgezogen"] if release.withdrawn else []
    yield "Korrektur", [release.correction or "ohne Text"] if release.correction is not None else []
    yield "Sprache", [german_name(release.language)]
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


def _version(language: str) -> str:
    word = german_name(language.split("-")[0])
    return f"die {word.lower()}e Fassung" if word.endswith(("isch", "Deutsch")) else f"die Fassung „{language}“"


def _until(moment: datetime, settings: Settings) -> str:
    return f"bis {in_words(moment, ZoneInfo(settings.site.timezone))}"


def _why_unreadable(held: Withheld, releases: Iterable[Release]) -> str:
    """The doubt about an embargo line with its remedy, as parse words it."""
    warnings = (warning for release in releases if release.source == held.source for warning in release.warnings)
    return printable(next((warning.message for warning in warnings if warning.code == _UNREADABLE), held.reason))
