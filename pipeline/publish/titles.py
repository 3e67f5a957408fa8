"""``preview/titles.js``: what the preview's search looks through, loaded when somebody begins to search.

A script rather than JSON, for a page that is opened from the disk may not fetch anything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pipeline.config import Settings
from pipeline.publish.languages import readable_date
from pipeline.publish.sheets import FOLDER
from pipeline.publish.text import one_line
from pipeline.publish.view import date_or_day
from pipeline.summary import Summary

TITLES_PATH = FOLDER + "titles.js"
TITLES_START = "/* The press desk: what the preview's search looks through. */\n"


def titles_bytes(publications: Sequence[Summary], place_of: Mapping[str, str], settings: Settings) -> bytes:
    """The script: one call with a list, a line a release, newest first; see :func:`_row`."""
    rows = ",\n".join(_line(_row(publication, place_of, settings)) for publication in publications)
    return f"{TITLES_START}pressTitles([\n{rows}\n]);\n".encode()


def _row(publication: Summary, place_of: Mapping[str, str], settings: Settings) -> list[object]:
    """Address, date, headline, states, number of warnings, and what else can be searched for."""
    names = [
        *(shown.headline for shown in publication.shown[1:]),
        *(person.name for person in publication.people),
        *(body.name for body in publication.organisations),
        *(body.acronym for body in publication.organisations if body.acronym),
        *publication.tags,
        publication.source,
    ]
    return [
        place_of[publication.slug],
        readable_date(date_or_day(publication.date, publication.published, settings), "de"),
        one_line(publication.headline),
        sorted({status for _, status, _ in publication.states}),
        publication.doubts,
        one_line(" ".join(dict.fromkeys(names))),
    ]


def _line(row: list[object]) -> str:
    # ASCII alone: every value is then harmless in a script, whatever its encoding is taken for.
    return json.dumps(row, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
