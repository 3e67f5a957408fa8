"""The preview: all that is published, for the officer to look at after a run.

``index.html`` has the overview and the newest releases, ``preview/`` all of them, a few a page. The output folder is
public, and these pages with it: of releases that are withheld, failed or taken back they may know only how many there
are and when.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from markupsafe import Markup

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.entities import gather
from pipeline.model import Status
from pipeline.publish.addresses import Addresses, ListLink, addresses
from pipeline.publish.charts import columns_chart, meter
from pipeline.publish.element import latest_line
from pipeline.publish.engine import fill, static_text
from pipeline.publish.entities import ENTITIES_PATH
from pipeline.publish.feeds import OPML_PATH, discoverable
from pipeline.publish.fragments import latest_path
from pipeline.publish.german import BADGES, german_months, german_number, german_time
from pipeline.publish.group import Files, Group
from pipeline.publish.languages import german_name, readable_date
from pipeline.publish.lists import Kind
from pipeline.publish.overview import (
    Named,
    State,
    calendar,
    last_months,
    months,
    most_named,
    shares,
    waiting,
)
from pipeline.publish.preview_entry import Entry, entry
from pipeline.publish.sheets import PER_SHEET, Sheet, sheets
from pipeline.publish.site import Site
from pipeline.publish.syndication import GENERATOR
from pipeline.publish.text import one_line
from pipeline.publish.titles import TITLES_PATH, titles_bytes
from pipeline.publish.view import address, all_languages, feed_path, local, site_name
from pipeline.summary import Summary

PREVIEW_PATH = "index.html"
STYLE_PATH = "preview.css"
SCRIPT_PATH = "preview.js"
_UP = "../"
_LISTS = (("Themen", Kind.TOPIC), ("Organisationen", Kind.ORGANISATION), ("Personen", Kind.PERSON))
_LISTS_SHOWN = 20


def render_preview(site: Site, settings: Settings) -> Iterator[Group]:
    """Style and script, the pages one after the other, the search's titles, and last the page that leads to all."""
    made = sheets(site.publications, settings)
    where = addresses(site, made, settings)
    for path in (STYLE_PATH, SCRIPT_PATH):
        yield Group(path, site.inputs(), partial(_static, path))
    for newer, sheet, older in _neighbours(made):
        beside = [other and other.name for other in (newer, older)]
        links = [link for item in sheet.publications for link in where.around(item)]
        yield Group(
            sheet.path,
            site.inputs(beside, links, of=sheet.publications),
            partial(_sheet, sheet, newer, older, where, site, settings),
        )
    yield Group(TITLES_PATH, None, lambda: [(TITLES_PATH, titles_bytes(site.publications, where.places, settings))])
    yield Group(PREVIEW_PATH, None, lambda: [(PREVIEW_PATH, _index(site, where, settings).encode())])


def _static(path: str) -> Files:
    return [(path, static_text(path).encode())]


def _neighbours(made: Sequence[Sheet]) -> Iterator[tuple[Sheet | None, Sheet, Sheet | None]]:
    """Every page with the next newer and the next older one."""
    for at, sheet in enumerate(made):
        yield made[at - 1] if at else None, sheet, made[at + 1] if at + 1 < len(made) else None


def _sheet(
    sheet: Sheet, newer: Sheet | None, older: Sheet | None, where: Addresses, site: Site, settings: Settings
) -> Files:
    text = fill(
        "preview_sheet.html",
        root=_UP,
        sheet=sheet,
        newer=newer,
        older=older,
        entries=_entries(map(site.full, sheet.publications), where, settings),
        **_common(settings),
    )
    return [(sheet.path, text.encode())]


def _index(site: Site, where: Addresses, settings: Settings) -> str:
    publications = site.publications
    newest = max((publication.updated for publication in publications), default=None)
    all_states = [
        State(language, Status(status), reason)
        for publication in publications
        for language, status, reason in publication.states
    ]
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
        withheld=_withheld(site, settings),
        withheld_count=len(site.withheld),
        failed_count=len(site.failures),
        withdrawn=_withdrawn(site, settings),
        reasons=reasons,
        more_waiting=more,
        chart=_chart(publications, settings),
        months=german_months(),
        calendar=calendar(publications, where.places, settings),
        named=_named(publications, where),
        lists=[(title, found) for title, kind in _LISTS if (found := where.most_followed(kind, _LISTS_SHOWN))],
        feeds=[
            {
                "name": german_name(language),
                "language": language,
                "path": feed_path(language),
                "formats": discoverable(language, settings),
                "address": address(feed_path(language), language, settings),
                "latest": address(latest_path(language), language, settings),
                "line": latest_line(language, settings),
            }
            for language in all_languages(settings)
        ],
        entities=ENTITIES_PATH,
        opml=OPML_PATH,
        entries=_entries(map(site.full, publications[:PER_SHEET]), where, settings),
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
        "number": german_number,
        "state_words": json.dumps({status.value: badge.label for status, badge in BADGES.items()}),
    }


def _entries(publications: Iterable[Publication], where: Addresses, settings: Settings) -> list[Entry]:
    return [entry(publication, where, settings) for publication in publications]


def _counts(publications: Sequence[Summary], all_states: Iterable[State]) -> list[tuple[int, str]]:
    """The figures at the top, without those that would be an idle zero."""
    count = Counter(state.status for state in all_states)
    doubtful = sum(publication.doubts for publication in publications)
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


def _chart(publications: Sequence[Summary], settings: Settings) -> dict[str, object] | None:
    """The months as bars, with the words around them; ``None`` where there is nothing to draw."""
    shown = last_months(months(publications, settings))
    if not shown:
        return None
    first, last, most = shown[0][0], shown[-1][0], max(count for _, count in shown)
    span = first if first == last else f"{first} bis {last}"
    return {
        "first": first,
        "last": last,
        "most": german_number(most),
        "svg": columns_chart(
            [(f"{name}: {_releases(count)}", count) for name, count in shown],
            label=f"Meldungen je Monat, {span}; höchstens {german_number(most)}. Alle Zahlen stehen in der Tabelle.",
        ),
    }


def _named(
    publications: Sequence[Summary], where: Addresses
) -> list[tuple[str, list[tuple[Named, Markup, ListLink | None]]]]:
    """People and organisations with a bar each."""
    entities = gather(publications)
    groups = []
    for title, kind in (("Personen", Kind.PERSON), ("Organisationen", Kind.ORGANISATION)):
        found = most_named(entity for entity in entities if entity.kind.value == kind.value)
        most = max((named.releases for named in found), default=1)
        bars = [
            (named, meter([(f"part {kind.value}", named.releases)], whole=most), where.about(kind, named.name))
            for named in found
        ]
        groups.append((title, bars))
    return groups


def _withheld(site: Site, settings: Settings) -> list[str]:
    """Until when how many releases wait; nothing else of them may be seen."""
    moments = Counter(item.until for item in site.withheld)
    dated = sorted(moment for moment in moments if moment is not None)
    lines = [f"{_releases(moments[moment])} bis {german_time(local(moment, settings))}" for moment in dated]
    if moments[None]:
        lines.append(f"{_releases(moments[None])} mit einer Sperrfrist, die sich nicht lesen lässt")
    return lines


def _withdrawn(site: Site, settings: Settings) -> list[str]:
    """On which days how many releases were taken back, the last first; nothing else of them may be seen."""
    days = Counter(local(item.since, settings).date().isoformat() for item in site.withdrawn)
    return [f"{_releases(days[day])} am {readable_date(day, 'de')}" for day in sorted(days, reverse=True)]


def _releases(count: int) -> str:
    return "eine Meldung" if count == 1 else f"{german_number(count)} Meldungen"
