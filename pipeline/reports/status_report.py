"""``press status`` in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.text import Text

from pipeline.german_time import in_words
from pipeline.reports.bullets import bullets
from pipeline.state.last_run import State
from pipeline.status.standing import Standing
from pipeline.terminal import printable

_SHOWN = 20
_STATUS = {"approved": "freigegeben", "draft": "Entwurf", "outdated": "veraltet", "pending": "wartet"}


def print_standing(standing: Standing, releases: Path, *, zone: ZoneInfo) -> None:
    """How things stand, what needs a look first."""
    console = Console(highlight=False)
    console.print(Text(_beginning(standing, zone)))
    for title, items, style in _sections(standing, releases, zone):
        if items:
            console.print()
            shown = [*items[:_SHOWN]]
            if len(items) > _SHOWN:
                shown.append(f"… und {len(items) - _SHOWN} weitere (alle nennt: press status --json)")
            for part in bullets(title, shown, style=style):
                console.print(part)
    for line in _closing(standing):
        console.print()
        console.print(line)


def _beginning(standing: Standing, zone: ZoneInfo) -> str:
    if standing.run is None:
        return "Hier gab es noch keinen Lauf. Bitte starten: press build"
    watcher = f"Überwacht von {standing.watcher}." if standing.watcher else "Nicht überwacht."
    return printable(f"Letzter Lauf: {in_words(standing.run.at, zone)}. {watcher}")


def _sections(standing: Standing, releases: Path, zone: ZoneInfo) -> Iterator[tuple[str, Sequence[str], str]]:
    run = standing.run
    problems = [standing.unreachable, standing.watcher.problem if standing.watcher else None]
    yield "Das ist im Weg:", [problem for problem in problems if problem], "bold red"
    if run is None:
        return
    failed = [f"{failure.source}: {failure.reason} {failure.remedy}" for failure in run.failures]
    yield "Nicht verarbeitet:", failed, "bold red"
    since = standing.since
    words = (("neu", since.new), ("geändert", since.changed), ("weg", since.gone))
    moved = [f"{path} ({word})" for word, paths in words for path in paths]
    yield (
        f"Seit dem letzten Lauf in {printable(releases.as_posix())}/ (noch nicht veröffentlicht):",
        moved,
        "bold yellow",
    )
    yield "Gerade geöffnet:", standing.open_files, "bold"
    yield "Sperrfrist abgelaufen, erscheint mit dem nächsten Lauf:", standing.due(), "bold yellow"
    held = [
        f"{item.source}: {f'bis {in_words(item.until, zone)}' if item.until else item.reason}"
        for item in standing.releases(State.WITHHELD)
        if item.source not in standing.due()
    ]
    yield "Zurückgehalten:", held, "bold"
    yield "Wartet auf eine Übersetzung:", list(_waiting(standing, zone)), "bold yellow"
    outdated = [
        f"{item.source} ({edition.language})" + (f": {'; '.join(edition.changed)}" if edition.changed else "")
        for item, edition in standing.editions("outdated")
    ]
    yield "Veraltet, bitte mit der Meldung abgleichen:", outdated, "bold yellow"
    shown = (*standing.releases(State.PUBLISHED), *standing.releases(State.WITHHELD))
    doubts = [f"{item.source}: {message}" for item in shown for _, message in item.doubts]
    yield "Im Zweifel, bitte ansehen:", doubts, "bold yellow"


def _waiting(standing: Standing, zone: ZoneInfo) -> Iterator[str]:
    """Which releases wait in which language, by the reason, and when it is tried again."""
    by_reason: dict[tuple[str, str, bool, datetime | None], list[str]] = defaultdict(list)
    for item, edition in standing.editions("pending"):
        by_reason[edition.language, edition.reason or "", edition.retried, edition.until].append(item.source)
    retry = standing.run.retry if standing.run else None
    for (language, reason, retried, until), sources in by_reason.items():
        names = ", ".join(sources[:_SHOWN]) + (f" und {len(sources) - _SHOWN} weitere" if len(sources) > _SHOWN else "")
        again = ""
        if until is not None:
            again = f" Frei ab {in_words(until, zone)}."
        elif retried and retry is not None and standing.watcher:
            again = f" Wird wieder versucht: {in_words(retry.at, zone)}."
        elif retried:
            again = " Der nächste Lauf versucht es wieder."
        yield f"{language}: {names}. {reason}{again}"


def _closing(standing: Standing) -> Iterator[RenderableType]:
    if standing.run is None:
        return
    counts = standing.counts()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    for status in _STATUS:
        for _, edition in standing.editions(status):
            by_language[edition.language][status] += 1
    languages = "".join(
        f"; {language}: {', '.join(f'{count} {_STATUS[status]}' for status, count in found.items())}"
        for language, found in sorted(by_language.items())
    )
    yield Text(
        printable(
            f"{counts['published']} veröffentlicht{languages}. {counts['withheld']} zurückgehalten, "
            f"{counts['withdrawn']} zurückgezogen, {counts['failed']} nicht verarbeitet."
        ),
        style="bold",
    )
