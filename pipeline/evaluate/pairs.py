"""A tab-separated file of sentences with their translations → columns of equal length."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_NAMED = ("source", "reference")
_QUOTED_CELL = re.compile(r'"(?:[^"]|"")*"')


class PairsError(Exception):
    """The file cannot be used; the message is German and names file and line."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentences, a person's translations of them, and whatever else the file has in a column of its own."""

    sources: tuple[str, ...]
    references: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


def read_pairs(path: Path) -> Pairs:
    """The pairs in a UTF-8 file: the columns ``source`` and ``reference`` of its header line, else the first two.

    Without a header line further columns go by their number, the third is ``3``.

    Raises:
        PairsError: it cannot be read, or a line lacks one of the two.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise PairsError(f"{path}: Diese Datei gibt es nicht.") from error
    except UnicodeDecodeError as error:
        raise PairsError(f"{path}: Diese Datei ist nicht in UTF-8 geschrieben. Bitte so speichern.") from error
    except OSError as error:
        raise PairsError(f"{path}: Diese Datei lässt sich nicht lesen ({error.strerror}).") from error
    lines = _cells(text)
    first = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    if all(name in first for name in _NAMED):
        names, lines = [cell.strip() for cell in lines[0][1]], lines[1:]
    else:
        first = [*_NAMED]
        names = [*_NAMED, *map(str, range(3, 1 + max((len(cells) for _, cells in lines), default=0)))]
    places = [first.index(name) for name in _NAMED]
    if not lines:
        raise PairsError(f"{path}: Hier steht kein Satz. Gemeint sind Zeilen mit Satz, Tabulator, Übersetzung.")
    for number, cells in lines:
        if any(place >= len(cells) or not cells[place].strip() for place in places):
            raise PairsError(
                f"{path}, Zeile {number}: Hier fehlt der Satz oder seine Übersetzung (nach einem Tabulator)."
            )
    columns = {
        name: tuple(cells[place].strip() if place < len(cells) else "" for _, cells in lines)
        for place, name in enumerate(names)
    }
    sources, references = (columns.pop(names[place]) for place in places)
    return Pairs(sources, references, columns)


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """The cells of each line with its number, without the marks that a spreadsheet puts around a cell that has some."""
    lines = [(number, line.rstrip("\r").split("\t")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return [(number, [_bare(cell) for cell in cells]) for number, cells in lines] if _by_spreadsheet(lines) else lines


def _by_spreadsheet(lines: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Whether every cell that begins with a quotation mark is one in marks, and one at least has them doubled within.

    A sentence that is a quotation begins and ends with them as well, so one cell alone does not tell.
    """
    marked = [cell for _, cells in lines for cell in cells if cell.startswith('"')]
    return all(_QUOTED_CELL.fullmatch(cell) for cell in marked) and any('""' in cell[1:-1] for cell in marked)


def _bare(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
