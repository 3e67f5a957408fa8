"""What ``press entities`` tells, in German: who is named in the releases, and which names look like one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.duplicates import Reason, Suggestion, suggestions
from pipeline.entities import Entity, gather
from pipeline.intake.inbox import REGISTER_NAME
from pipeline.publish import entity_record, json_bytes
from pipeline.register import Kind
from pipeline.reports.bullets import bullets
from pipeline.status.survey import Survey
from pipeline.terminal import print_json, printable

KIND_WORDS = {Kind.PERSON: "Personen", Kind.ORGANISATION: "Organisationen"}
REASON_WORDS = {
    Reason.SPELLING: "Umlaut, Bindestrich oder Leerzeichen",
    Reason.LEGAL_FORM: "mit und ohne Rechtsform",
    Reason.ACRONYM: "Kürzel und Name",
    Reason.INITIAL: "gleicher Nachname, passender Vorname",
    Reason.CONTAINED: "ein Name im anderen enthalten",
    Reason.ONE_EDIT: "ein Buchstabe Unterschied",
    Reason.KIND: "einmal Person, einmal Organisation",
}


def print_entities(survey: Survey, releases: Path) -> None:
    """A table a kind, what looks like a duplicate with lines to paste, and what has to be said besides."""
    console = Console(highlight=False)
    entities = gather(survey.summaries)
    if not entities:
        console.print(Text(f"Keine Personen und Organisationen in den Meldungen in {printable(releases.as_posix())}/."))
    for kind, word in KIND_WORDS.items():
        if found := [entity for entity in entities if entity.kind is kind]:
            console.print(Text(f"{word}: {len(found)}", style="bold"))
            console.print(_table(found))
            console.print()
    if found_alike := suggestions(entities, survey.register):
        _print_suggestions(console, found_alike, releases)
    for part in _remarks(survey, entities):
        console.print(part)


def print_entities_record(survey: Survey) -> None:
    """The list as ``data/entities.json`` has it, and the suggestions, as one JSON object."""
    entities = gather(survey.summaries)
    record = {
        "entities": [entity_record(entity) for entity in entities],
        "suggestions": [
            {
                "entities": [entity.id for entity in item.entities],
                "reason": item.reason.value,
                "entry": item.entry.name if item.entry else None,
                "joining": item.joining,
                "parting": item.parting,
            }
            for item in suggestions(entities, survey.register)
        ],
    }
    print_json(json_bytes(record).decode())


def _table(entities: Sequence[Entity]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Name", overflow="fold", ratio=1)
    table.add_column("Meldungen", justify="right", no_wrap=True)
    table.add_column("Nennungen", justify="right", no_wrap=True)
    table.add_column("zuerst", no_wrap=True)
    table.add_column("zuletzt", no_wrap=True)
    for entity in sorted(entities, key=lambda entity: (-len(entity.appearances), -entity.mentions, entity.name)):
        name = Text(printable(entity.name))
        if entity.url:
            name.append(f"\n{printable(entity.url)}", style="dim")
        counts = (str(len(entity.appearances)), str(entity.mentions))
        table.add_row(name, *counts, entity.first.date, entity.last.date)
    return table


def _print_suggestions(console: Console, found: Sequence[Suggestion], releases: Path) -> None:
    """Lines to paste are never broken, so that they can be copied as they stand."""
    path = printable((releases / REGISTER_NAME).as_posix())
    console.print(Text(f"Sieht doppelt aus: {len(found)}", style="bold yellow"))
    console.print(Text(f"Die passenden Zeilen bitte ans Ende von {path} setzen; der nächste Lauf richtet sich danach."))
    for number, item in enumerate(found, 1):
        names = " und ".join(dict.fromkeys(f"„{printable(entity.name)}“" for entity in item.entities))
        console.print()
        console.print(Text(f"{number}. {names} ({REASON_WORDS[item.reason]})"))
        for title, lines in _choices(item):
            console.print(Text(f"   {title}"), style="dim")
            console.print(Text("\n".join(f"   {line}" for line in lines.split("\n"))), soft_wrap=True)
    console.print()


def _choices(item: Suggestion) -> Iterator[tuple[str, str]]:
    if item.reason is Reason.KIND:
        yield "Ist es eine Organisation:", item.joining
        yield "Ist es eine Person:", item.parting
        return
    if item.entry is not None:
        yield f"Ist es dasselbe, im Eintrag „{printable(item.entry.name)}“ statt der Zeile aliases:", item.joining
    else:
        yield "Ist es dasselbe:", item.joining
    yield "Ist es nicht dasselbe:", item.parting


def _remarks(survey: Survey, entities: Iterable[Entity]) -> Iterator[RenderableType]:
    """What does not show in the tables: idle entries, withheld releases, files that failed."""
    named = {(entity.kind, entity.name) for entity in entities}
    if idle := [entry for entry in survey.register.entries if (entry.kind, entry.name) not in named]:
        yield from bullets(
            "Im Register, aber in keiner Meldung gefunden:", (entry.name for entry in idle), style="bold"
        )
    if survey.withheld:
        one = "1 zurückgehaltene Meldung ist nicht mitgezählt."
        yield Text(
            one if survey.withheld == 1 else f"{survey.withheld} zurückgehaltene Meldungen sind nicht mitgezählt."
        )
    if survey.failures:
        lines = (f"{failure.source}: {failure.reason} {failure.remedy}" for failure in survey.failures)
        yield from bullets("Nicht gelesen:", lines, style="bold red")
