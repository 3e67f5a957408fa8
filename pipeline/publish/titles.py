"""``preview/titles.js``: what the preview's search looks through, loaded when somebody begins to search.

A script rather than JSON, for a page that is opened from the disk may not fetch anything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.publish.languages import readable_date
from pipeline.publish.overview import doubts, states
from pipeline.publish.sheets import FOLDER
from pipeline.publish.text import one_line
from pipeline.publish.view import renditions, shown_date

TITLES_PATH = FOLDER + "titles.js"
TITLES_START = "/* The press desk: what the preview's search looks through. */\n"


def titles_bytes(publications: Sequence[Publication], place_of: Mapping[str, str], settings: Settings) -> bytes:
    """The script: one call with a list, a line a release, newest first; see :func:`_row`."""
    rows = ",\n".join(_line(_row(publication, place_of, settings)) for publication in publications)
    return f"{TITLES_START}pressTitles([\n{rows}\n]);\n".encode()


def _row(publication: Publication, place_of: Mapping[str, str], settings: Settings) -> list[object]:
    """Address, date, headline, states, number of warnings, and what else can be searched for."""
    release = publication.release
    names = [
        *(rendition.headline for rendition in renditions(publication, settings)[1:]),
        *(person.name for person in release.people),
        *(body.name for body in release.organisations),
        *(body.acronym for body in release.organisations if body.acronym),
        *release.tags,
        release.source,
    ]
    return [
        place_of[publication.slug],
        readable_date(shown_date(publication, settings), "de"),
        one_line(release.headline),
        sorted({state.status.value for state in states(publication, settings)}),
        doubts(publication),
        one_line(" ".join(dict.fromkeys(names))),
    ]


def _line(row: list[object]) -> str:
    # ASCII alone: every value is then harmless in a script, whatever its encoding is taken for.
    return json.dumps(row, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
