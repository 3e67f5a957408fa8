"""The preview: all that is published, for the officer to look at after a run.

``index.html`` has the overview and the newest releases, ``preview/`` all of them, a few a page. The output folder is
public, and these pages with it: of releases that are withheld, failed or taken back they may know only how many there
are and when.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from markupsafe import Markup

from pipeline.config import Settings
from pipeline.entities import gather
from pipeline.model import Catalogue, Publication, Status
from pipeline.publish.charts import columns_chart, meter
from pipeline.publish.engine import fill
from pipeline.publish.entities import ENTITIES_PATH
from pipeline.publish.feeds import GENERATOR
from pipeline.publish.fragments import latest_path
from pipeline.publish.overview import (
    Named,
    State,
    calendar,
    doubts,
    last_months,
    months,
    most_named,
    shares,
    states,
    waiting,
)
from pipeline.publish.pages import static_text
from pipeline.publish.preview_entry import Entry, entry
from pipeline.publish.sheets import PER_SHEET, Sheet, places, sheets
from pipeline.publish.text import one_line
from pipeline.publish.titles import TITLES_PATH, titles_bytes
from pipeline.publish.view import address, all_languages, feed_path, local, site_name
from pipeline.publish.words import BADGES, german_name, german_time

PREVIEW_PATH = "index.html"
STYLE_PATH = "preview.css"
SCRIPT_PATH = "preview.js"
_UP = "../"


def render_preview(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Style and script, the pages one after the other, the search's titles, and last the page that leads to all."""
    made = sheets(catalogue.publications, settings)
    place_of = places(made)
    yield STYLE_PATH, static_text(STYLE_PATH).encode()
    yield SCRIPT_PATH, static_text(SCRIPT_PATH).encode()
    for newer, sheet, older in _neighbours(made):
        yield sheet.path, _sheet(sheet, newer, older, place_of, settings).encode()
    yield TITLES_PATH, titles_bytes(catalogue.publications, place_of, settings)
    yield PREVIEW_PATH, _index(catalogue, place_of, settings).encode()


def _neighbours(made: Sequence[Sheet]) -> Iterator[tuple[Sheet | None, Sheet, Sheet | None]]:
    """Every page with the next newer and the next older one."""
    newer: Sequence[Sheet | None] = (None, *made[:-1])
    older: Sequence[Sheet | None] = (*made[1:], None)
    yield from zip(newer, made, older, strict=True)


def _sheet(
    sheet: Sheet, newer: Sheet | None, older: Sheet | None, place_of: dict[str, str], settings: Settings
) -> str:
    return fill(
        "preview_sheet.html",
        root=_UP,
        sheet=sheet,
        newer=newer,
        older=older,
        entries=_entries(sheet.publications, place_of, settings),
        **_common(settings),
    )


def _index(catalogue: Catalogue, place_of: dict[str, str], settings: Settings) -> str:
    publications = catalogue.publications
    newest = max((publication.updated for publication in publications), default=None)
    all_states = list(chain.from_iterable(states(publication, settings) for publication in publications))
    reasons, more = waiting(all_states)
    return fill(
        "index.html",
        root="",
        publisher=one_line(settings.site.publisher),
        last_change=german_time(local(newest, settings)) if newest else None,
        total=len(publications),
        counts=_counts(publications, all_states),
        shares=[(share, _share_bar(share.counts, share.whole)) for share in shares(all_states, settings)],
        badges=BADGES,
        withheld=_withheld(catalogue, settings),
        withheld_count=len(catalogue.withheld),
        failed_count=len(catalogue.failures),
        reasons=reasons,
        more_waiting=more,
        chart=_chart(publications, settings),
        calendar=calendar(publications, place_of, settings),
        named=_named(publications),
        feeds=[
            {
                "name": german_name(language),
                "path": feed_path(language),
                "address": address(feed_path(language), language, settings),
                "latest": address(latest_path(language), language, settings),
            }
            for language in all_languages(settings)
        ],
        entities=ENTITIES_PATH,
        entries=_entries(publications[:PER_SHEET], place_of, settings),
        **_common(settings),
    )


def _common(settings: Settings) -> dict[str, object]:
    """What all pages say alike; nothing in it changes with the releases."""
    return {
        "generator": GENERATOR,
        "site": site_name(settings.languages.source, settings),
        "style": STYLE_PATH,
        "script": SCRIPT_PATH,
        "titles": TITLES_PATH,
        "state_words": json.dumps({status.value: badge.label for status, badge in BADGES.items()}),
    }


def _entries(publications: Iterable[Publication], place_of: dict[str, str], settings: Settings) -> list[Entry]:
    return [entry(publication, place_of[publication.slug], settings) for publication in publications]


def _counts(publications: Sequence[Publication], all_states: Iterable[State]) -> list[tuple[int, str]]:
    """The figures at the top, without those that would be an idle zero."""
    count = Counter(state.status for state in all_states)
    doubtful = sum(map(doubts, publications))
    shown = [
        (len(publications), "Meldung" if len(publications) == 1 else "Meldungen"),
        (count[Status.APPROVED], "freigegeben"),
        (count[Status.DRAFT], "im Entwurf"),
        (count[Status.OUTDATED], "veraltet"),
        (count[Status.PENDING], "ohne Übersetzung"),
        (doubtful, "Hinweis" if doubtful == 1 else "Hinweise"),
    ]
    return [shown[0], *((count, label) for count, label in shown[1:] if count)]


def _share_bar(counts: Iterable[tuple[Status, int]], whole: int) -> Markup:
    return meter([(f"part {BADGES[status].css_class}", count) for status, count in counts], whole=whole)


def _chart(publications: Sequence[Publication], settings: Settings) -> dict[str, object] | None:
    """The months as bars, with the words around them; ``None`` where there is nothing to draw."""
    shown = last_months(months(publications, settings))
    if not shown:
        return None
    first, last, most = shown[0][0], shown[-1][0], max(count for _, count in shown)
    span = first if first == last else f"{first} bis {last}"
    return {
        "first": first,
        "last": last,
        "most": most,
        "svg": columns_chart(
            [(f"{name}: {_releases(count)}", count) for name, count in shown],
            label=f"Meldungen je Monat, {span}; höchstens {most} in einem Monat. Alle Zahlen stehen in der Tabelle.",
        ),
    }


def _named(publications: Sequence[Publication]) -> list[tuple[str, list[tuple[Named, Markup]]]]:
    """People and organisations with a bar each."""
    entities = gather(publications)
    groups = []
    for title, kind in (("Personen", "person"), ("Organisationen", "organisation")):
        found = most_named(entity for entity in entities if entity.kind.value == kind)
        most = max((named.releases for named in found), default=1)
        bars = [(named, meter([(f"part {kind}", named.releases)], whole=most)) for named in found]
        groups.append((title, bars))
    return groups


def _withheld(catalogue: Catalogue, settings: Settings) -> list[str]:
    """Until when how many releases wait; nothing else of them may be seen."""
    moments = Counter(item.until for item in catalogue.withheld)
    dated = sorted(moment for moment in moments if moment is not None)
    lines = [f"{_releases(moments[moment])} bis {german_time(local(moment, settings))}" for moment in dated]
    if moments[None]:
        lines.append(f"{_releases(moments[None])} mit einer Sperrfrist, die sich nicht lesen lässt")
    return lines


def _releases(count: int) -> str:
    return "eine Meldung" if count == 1 else f"{count} Meldungen"
