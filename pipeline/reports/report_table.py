"""The table of a run: one row a release, fitted to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from pipeline.model import Status
from pipeline.publish import german_name
from pipeline.summary import Summary
from pipeline.terminal import printable

STATUS_WORDS = {
    Status.PENDING: "wartet",
    Status.DRAFT: "Entwurf",
    Status.APPROVED: "freigegeben",
    Status.OUTDATED: "veraltet",
}
# In terminals narrower than this, or where the words do not fit, people and organisations share one column.
_ROOMY = 100
_SMALLEST_COLUMN = 8
_GAP = 2
_WIDEST_STATES = 24

# A column of the table: header, share of the width, and a text a row.
_Column = tuple[str, int, Sequence[str]]


def table(publications: Sequence[Summary], targets: Sequence[str], width: int) -> Table:
    """One row a release; the text columns share what the others leave, and none is narrower than its words."""
    headlines = [" ".join(item.headline.split()) for item in publications]
    people = [", ".join(person.name for person in item.people) for item in publications]
    bodies = [", ".join(body.acronym or body.name for body in item.organisations) for item in publications]
    dates = [item.date or "ohne" for item in publications]
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
        texts = (Text("\n".join(map(printable, (cells[row] or "–").split("\n")))) for _, _, cells in columns)
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


def _count_doubts(item: Summary) -> str:
    doubts = len(item.warnings) + sum(len(edition.warnings) for edition in item.editions)
    return str(doubts) if doubts else ""


def _status(item: Summary, language: str) -> Text:
    edition = next((edition for edition in item.editions if edition.language == language), None)
    if edition is None:
        return Text("–")
    status = Status(edition.status)
    return Text(STATUS_WORDS[status], style="green" if status is Status.APPROVED else "yellow")


def _statuses(item: Summary, languages: Sequence[str]) -> Text:
    """The states of all languages in one cell, a line a state: „Entwurf fr, pl“."""
    found: dict[str, tuple[Text, list[str]]] = {}
    for language in languages:
        state = _status(item, language)
        found.setdefault(state.plain, (state, []))[1].append(language)
    return Text("\n").join(Text.assemble(state, " ", ", ".join(tags)) for state, tags in found.values())
