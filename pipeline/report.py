"""What the command line tells people, in German: progress, the table of a run, and what was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from pipeline.build import Report
from pipeline.bullets import bullets
from pipeline.catalogue import Publication, Withheld
from pipeline.config import Settings
from pipeline.german_time import in_words
from pipeline.identity import published_at
from pipeline.job import Job, withheld_until
from pipeline.logs import Style
from pipeline.model import Organisation, Person, Release, Status
from pipeline.publish import RESERVED_SLUGS, all_slugs, data_bytes, german_name
from pipeline.report_changes import change_section, outdated_lines
from pipeline.slugs import slugify
from pipeline.terminal import print_json, printable
from pipeline.understanding import Progress

STATUS_WORDS = {
    Status.PENDING: "wartet",
    Status.DRAFT: "Entwurf",
    Status.APPROVED: "freigegeben",
    Status.OUTDATED: "veraltet",
}

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
# In terminals narrower than this, or where the words do not fit, people and organisations share one column.
_ROOMY = 100
_SMALLEST_COLUMN = 8
_GAP = 2
_WIDEST_STATES = 24
_FRAGMENT = re.compile(r"fragments/([^/]+)\.[A-Za-z0-9-]+\.html")

# A column of the table: header, share of the width, and a text a row.
_Column = tuple[str, int, Sequence[str]]


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
    if doubts := [warning.message for warning in release.warnings if held is None or warning.code != _UNREADABLE]:
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
    from pipeline.identity import Record

    record = Record("", "", release.source, release.digest, "", (), first_seen=now)
    return published_at(release, record, ZoneInfo(settings.site.timezone))


def _sections(report: Report, job: Job, width: int) -> Iterator[list[RenderableType]]:
    """The parts of a report that have something to say."""
    catalogue, settings = report.catalogue, job.settings
    if not (catalogue.publications or catalogue.withheld or catalogue.failures):
        yield [Text(f"Keine Meldungen in {printable(job.releases.as_posix())}/.")]
    if catalogue.publications:
        yield [_table(catalogue.publications, settings.languages.targets, width)]
    if doubts := [*report.doubts, *_doubts(catalogue.publications, report.withheld_releases)]:
        yield bullets("Im Zweifel, bitte ansehen:", doubts, style="bold yellow")
    lines = [(depth, printable(line)) for depth, line in outdated_lines(catalogue.publications)]
    if changed := change_section("Veraltet, weil sich der Ausgangstext seither geändert hat:", lines):
        yield changed
    if pending := list(_pending(catalogue.publications)):
        yield [Text(line, style="yellow") for line in pending]
    if held := list(_held_back(catalogue.publications)):
        yield bullets("Nicht veröffentlicht, bitte ansehen:", held, style="bold yellow")
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


def _table(publications: Sequence[Publication], targets: Sequence[str], width: int) -> Table:
    """One row a release; the text columns share what the others leave, and none is narrower than its words."""
    headlines = [" ".join(item.release.headline.split()) for item in publications]
    people = [", ".join(person.name for person in item.release.people) for item in publications]
    bodies = [", ".join(body.acronym or body.name for body in item.release.organisations) for item in publications]
    dates = [item.release.dateline.date or "ohne" for item in publications]
    doubts = [_count_doubts(item) for item in publications]
    states = [(german_name(language), [_status(item, language) for item in publications]) for language in targets]
    both = ["\n".join(filter(None, names)) for names in zip(people, bodies, strict=True)]
    headline = ("Meldung", 4, headlines)
    roomy = [headline, ("Personen", 3, people), ("Organisationen", 3, bodies)]
    narrow = [headline, ("Personen, Organisationen", 4, both)]
    # What fits first: a column a language, and for people and organisations one each; else one for all of a kind.
    for columns, versions in (
        *([(roomy, states)] if width >= _ROOMY else []),
        (narrow, states),
        (narrow, [("Fassungen", [_statuses(item, targets) for item in publications])] if targets else []),
    ):
        fixed = [
            _widest("Datum", dates),
            *(min(_widest(*version), _WIDEST_STATES) for version in versions),
            _widest("!", doubts),
        ]
        # One less: rich reserves the last column's padding, though it does not show it.
        left = width - sum(fixed) - _GAP * len(fixed) - 1
        if sum(map(_need, columns)) + _GAP * (len(columns) - 1) <= left:
            break
    widths = iter(_shared_out(left - _GAP * (len(columns) - 1), columns))

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Datum", width=fixed[0], no_wrap=True)
    for header, _, _ in columns:
        table.add_column(header, width=next(widths), overflow="fold")
    for (word, _), size in zip(versions, fixed[1:], strict=False):
        table.add_column(word, width=size)
    table.add_column("!", width=fixed[-1], justify="right")
    for row, date in enumerate(dates):
        texts = (_text(cells[row] or "–") for _, _, cells in columns)
        table.add_row(date, *texts, *(cells[row] for _, cells in versions), doubts[row])
    return table


def _shared_out(width: int, columns: Sequence[_Column]) -> list[int]:
    """The widths of text columns by their ratio, but each at least as wide as its longest word, if all can be."""
    needs = [_need(column) for column in columns]
    if sum(needs) > width:
        return [max(_SMALLEST_COLUMN, width * need // sum(needs)) for need in needs]
    ratios = [ratio for _, ratio, _ in columns]
    return [need + (width - sum(needs)) * ratio // sum(ratios) for need, ratio in zip(needs, ratios, strict=True)]


def _need(column: _Column) -> int:
    """The width of a column's longest word."""
    header, _, cells = column
    return max(cell_len(printable(word)) for text in (header, *cells) for word in text.split())


def _widest(header: str, cells: Iterable[str | Text]) -> int:
    return max(cell_len(line) for text in (header, *map(str, cells)) for line in text.split("\n"))


def _count_doubts(item: Publication) -> str:
    doubts = len(item.release.warnings) + sum(len(edition.warnings) for edition in item.editions)
    return str(doubts) if doubts else ""


def _status(item: Publication, language: str) -> Text:
    edition = next((edition for edition in item.editions if edition.language == language), None)
    if edition is None:
        return Text("–")
    style = "green" if edition.status is Status.APPROVED else "yellow"
    return Text(STATUS_WORDS[edition.status], style=style)


def _statuses(item: Publication, languages: Sequence[str]) -> Text:
    """The states of all languages in one cell, a line a state: „Entwurf fr, pl“."""
    found: dict[str, tuple[Text, list[str]]] = {}
    for language in languages:
        state = _status(item, language)
        found.setdefault(state.plain, (state, []))[1].append(language)
    return Text("\n").join(Text.assemble(state, " ", ", ".join(tags)) for state, tags in found.values())


def _doubts(publications: Sequence[Publication], withheld: Sequence[Release]) -> Iterator[str]:
    for item in publications:
        for warning in item.release.warnings:
            yield f"{item.release.source}: {warning.message}"
    for item in publications:
        # The same sentence is often in doubt in every language.
        languages: dict[str, list[str]] = {}
        for edition in item.editions:
            for warning in edition.warnings:
                languages.setdefault(warning.message, []).append(edition.language)
        for message, found in languages.items():
            yield f"{item.release.source} ({', '.join(dict.fromkeys(found))}): {message}"
    for release in withheld:
        for warning in release.warnings:
            # Said where the release is listed as withheld.
            if warning.code != _UNREADABLE:
                yield f"{release.source}: {warning.message}"


def _pending(publications: Sequence[Publication]) -> Iterator[str]:
    waiting: dict[tuple[str, str], int] = {}
    for item in publications:
        for edition in item.editions:
            if edition.status is Status.PENDING and edition.origin is None:
                key = (edition.language, edition.reason or "")
                waiting[key] = waiting.get(key, 0) + 1
    for (language, reason), count in waiting.items():
        word = german_name(language)
        subject = "1 Meldung wartet" if count == 1 else f"{count} Meldungen warten"
        yield printable(f"{word}: {subject} auf eine Übersetzung. {reason} Der nächste Lauf versucht es erneut.")


def _held_back(publications: Sequence[Publication]) -> Iterator[str]:
    """Editions whose text is there and waits for a person, and what she can do."""
    for item in publications:
        for edition in item.editions:
            if edition.status is Status.PENDING and edition.origin is not None:
                yield f"{item.release.source} ({german_name(edition.language)}): {edition.reason}"


def _gone(report: Report) -> list[str]:
    """The slugs of releases that were published before this run and no longer are in any language."""
    found = (_FRAGMENT.fullmatch(path) for path in report.written.removed)
    still = {*all_slugs(report.catalogue), *RESERVED_SLUGS}
    return sorted({match[1] for match in found if match} - still)


def _summary(report: Report) -> str:
    catalogue, written = report.catalogue, report.written
    parts = [f"{len(catalogue.publications)} veröffentlicht"]
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
