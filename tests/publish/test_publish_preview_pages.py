"""The preview's further pages, its overview in numbers and what its search looks through."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from publish_samples import BERLIN, SETTINGS, at, gold_label_in_english, publication, site_output, small_release

import pipeline
from pipeline.catalogue import Catalogue, Publication, Withdrawn
from pipeline.model import Edition, ReleaseWarning, Status
from pipeline.publish import render, site_of
from pipeline.publish.ownership import looks_like_ours
from pipeline.publish.remedies import remedy
from pipeline.publish.sheets import PER_SHEET, sheets

WAITING = Edition("en", Status.PENDING, reason="Es wurde ohne Netz gearbeitet.")
NEW_YEAR = at(2023, 1, 1)
DAYS = st.datetimes(
    at(2020, 1, 1).replace(tzinfo=None), at(2023, 12, 31).replace(tzinfo=None), timezones=st.just(BERLIN)
)
LISTS = ("index.html", "preview/titles.js")


def dated(number: int, when: datetime) -> Publication:
    release = small_release(f"Meldung {number}", f"Absatz {number}.", source=f"{number}.md")
    return publication(f"meldung-{number}", release=release, editions=(WAITING,), published=when)


def daily(count: int, first: datetime = NEW_YEAR) -> tuple[Publication, ...]:
    return tuple(dated(number, first + timedelta(days=number)) for number in range(count))


def preview(*publications: Publication) -> dict[str, bytes]:
    """The files of the preview alone."""
    return site_output("preview", *publications)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in after if after[path] != before.get(path)} | (before.keys() - after.keys())


def page(content: bytes) -> BeautifulSoup:
    return BeautifulSoup(content, "html.parser")


def titles(files: dict[str, bytes]) -> list[list[object]]:
    text = files["preview/titles.js"].decode()
    return list(json.loads(text.partition("pressTitles(")[2].removesuffix(");\n")))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 3 * PER_SHEET + 1))
def test_a_new_release_changes_the_newest_page_and_what_leads_to_it(count: int) -> None:
    before, after = preview(*daily(count)), preview(*daily(count + 1))

    newest = f"preview/2023-{count // PER_SHEET + 1}.html"
    expected = {*LISTS, newest}
    if count and count % PER_SHEET == 0:  # the page before it learns of a newer one
        expected.add(f"preview/2023-{count // PER_SHEET}.html")
    # The first page of a year has a number as soon as it has a newer sister.
    assert changed(before, after) == expected


def test_a_release_put_in_among_old_ones_moves_those_of_its_year_alone() -> None:
    old = daily(25, at(2022, 1, 1)) + tuple(dated(100 + n, at(2023, 1, 1) + timedelta(days=n)) for n in range(25))

    moved = changed(preview(*old), preview(*old, dated(999, at(2022, 1, 15, 12))))

    assert moved == {*LISTS, "preview/2022-2.html", "preview/2022-3.html"}


@settings(max_examples=20, deadline=None)
@given(st.lists(DAYS, max_size=45))
def test_every_release_stands_on_exactly_one_page_of_its_year(moments: list[datetime]) -> None:
    site = site_of(Catalogue(tuple(dated(n, when) for n, when in enumerate(moments))), SETTINGS)

    made = sheets(site.publications, SETTINGS)

    assert [item.slug for sheet in made for item in sheet.publications] == [p.slug for p in site.publications]
    assert all(len(sheet.publications) <= PER_SHEET for sheet in made)
    assert all(item.published.year == sheet.year for sheet in made for item in sheet.publications)
    assert len({sheet.path for sheet in made}) == len(made)


def test_pages_lead_from_the_newest_to_the_oldest_and_back() -> None:
    files = preview(*daily(25), dated(99, at(2022, 6, 1)))

    path, seen = "preview/2023-3.html", []
    while path:
        seen.append(path)
        found = page(files[path]).select_one(".pager a[rel=next]")
        path = f"preview/{found['href']}" if found else ""
    assert seen == [f"preview/{name}.html" for name in ("2023-3", "2023-2", "2023-1", "2022-1")]
    assert page(files[seen[-1]]).select_one(".pager a[rel=prev]")["href"] == "2023-1.html"
    assert page(files[seen[0]]).select_one(".pager a[rel=prev]") is None


def test_the_front_page_shows_the_newest_releases_and_leads_to_all() -> None:
    found = page(preview(*daily(25))["index.html"])

    assert [item["id"] for item in found.select("article")] == [f"m-meldung-{n}" for n in range(24, 14, -1)]
    assert "Alle 25 Meldungen im Archiv" in found.get_text()
    linked = {link["href"] for link in found.select("article .jump a")}
    assert "preview/2023-2.html#m-meldung-15" in linked


def test_bars_and_table_of_months_say_what_the_data_say() -> None:
    moments = [at(2022, 11, 3), *(at(2023, 2, day) for day in (1, 2, 3)), at(2023, 3, 31, 23), at(2019, 1, 1)]
    found = page(preview(*(dated(n, when) for n, when in enumerate(moments)))["index.html"])

    by_month = Counter((when.year, when.month) for when in moments if when.year > 2019)
    bars = {bar.title.string: float(bar["height"]) for bar in found.select(".columns-chart .bar")}
    assert bars == {
        "November 2022: eine Meldung": 33.33,
        "Februar 2023: 3 Meldungen": 100,
        "März 2023: eine Meldung": 33.33,
    }
    assert len(bars) == len(by_month)
    width = float(found.select_one(".columns-chart")["viewbox"].split()[2])
    places = [float(bar["x"]) for bar in found.select(".columns-chart .bar")]
    assert width == 36 * 10
    assert places == [310, 340, 350]
    cells = {
        (int(row.th.string), month): int(cell.get_text().strip(" ·\n") or 0)
        for row in found.select(".calendar tbody tr")
        for month, cell in enumerate(row.select("td")[:12], 1)
    }
    assert {key: count for key, count in cells.items() if count} == Counter((w.year, w.month) for w in moments)


def test_bars_of_names_are_as_long_as_their_numbers() -> None:
    few = replace(publication("zwei"), published=at(2023, 4, 1), updated=at(2023, 4, 1))
    less = replace(few.release, people=few.release.people[:1], organisations=())
    found = page(preview(publication(), replace(few, release=less))["index.html"])

    people, bodies = found.select(".named")
    rows = {
        row.th.get_text().strip(): (int(row.td.string), float(row.rect["width"])) for row in people.select("tbody tr")
    }
    assert rows == {"Torsten Poßner": (2, 200), "Anke Siegmeier": (1, 100), "Nora Kirsten": (1, 100)}
    assert [row.td.string for row in bodies.select("tbody tr")] == ["1", "1"]


def test_states_of_the_editions_add_up_and_reasons_are_counted() -> None:
    outdated = publication("veraltet", editions=(gold_label_in_english(Status.OUTDATED),))
    found = page(preview(publication(), outdated, *daily(6))["index.html"])

    counts = {div.dt.get_text().strip(): int(div.dd.string) for div in found.select(".share-counts div")}
    assert counts == {"Freigegeben": 1, "Wartet auf Übersetzung": 6, "Veraltet": 1}
    parts = [(part["class"][1], float(part["width"])) for part in found.select(".share .part")]
    assert parts == [("approved", 25), ("pending", 150), ("outdated", 25)]
    assert [" ".join(item.get_text().split()) for item in found.select(".reasons li")] == [
        "6 Englisch: Es wurde ohne Netz gearbeitet."
    ]


def test_reasons_beyond_the_most_frequent_are_one_number() -> None:
    reasons = [WAITING] + [replace(WAITING, reason=f"Grund {number}.") for number in range(7)]
    found = page(
        preview(*(replace(dated(n, at(2023, 1, 1)), editions=(w,)) for n, w in enumerate(reasons)))["index.html"]
    )

    assert len(found.select(".reasons li")) == 6
    assert " ".join(found.select(".reasons li")[-1].get_text().split()) == (
        "3 aus anderen Gründen; sie stehen bei den Meldungen."
    )


def test_of_withdrawn_releases_the_front_page_knows_number_and_day() -> None:
    gone = Withdrawn(
        "tag:x", "geheime-sache", at(2023, 1, 1), at(2023, 5, 4), ("de",), "00", "geheim.md", "Geheimer Grund"
    )
    made = render(Catalogue(daily(1), withdrawn=(gone, replace(gone, id="tag:y", slug="geheim-zwei"))), SETTINGS)

    found = page(made["index.html"])
    assert "Zurückgezogen: 2 Meldungen am 4. Mai 2023." in found.select_one(".kept-back").get_text()
    for path in made:
        if path.startswith("preview") or path == "index.html":
            assert b"eheim" not in made[path], path


def test_search_knows_every_release_with_its_place_state_and_names() -> None:
    files = preview(publication(), *daily(2))

    rows = titles(files)
    assert [row[0] for row in rows] == [
        "preview/2023-1.html#m-optonet-gold-label",
        "preview/2023-1.html#m-meldung-1",
        "preview/2023-1.html#m-meldung-0",
    ]
    _, date, headline, states, doubts, words = rows[0]
    assert (date, states, doubts) == ("März 2023", ["approved"], 2)
    assert headline == "OptoNet e.V. holt als erster Thüringer Verbund das Gold-Label"
    for wanted in ("Thuringia’s first network", "Anke Siegmeier", "ECEI", "2023-03-gold-label.docx"):
        assert wanted in str(words)


def test_search_data_cannot_end_the_script_or_leave_ascii() -> None:
    bad = publication("x", release=small_release("</script><!-- \u2028 ü", source="x\u2029.md"), editions=())

    content = preview(bad)["preview/titles.js"]

    assert content.isascii()
    assert b"<" not in content
    assert titles({"preview/titles.js": content})[0][2] == "</script><!-- \u2028 ü"


def test_files_of_the_preview_are_known_as_ours_when_the_manifest_is_lost() -> None:
    for path, content in (preview(*daily(11)) | preview()).items():
        assert looks_like_ours(path, content), path


def test_the_same_releases_make_the_same_bytes_in_any_order() -> None:
    publications = daily(23)

    assert preview(*publications) == preview(*reversed(publications))


def test_what_to_do_is_said_of_doubts_that_the_program_really_has() -> None:
    texts = [path.read_text("utf-8") for path in Path(pipeline.__file__).parent.rglob("*.py")]
    own = next(text for text in texts if "_REMEDIES = {" in text)
    others = "".join(text for text in texts if text != own)

    codes = re.findall(r'^    "([a-z-]+)":', own, re.MULTILINE)
    assert len(codes) > 10
    assert [code for code in codes if f'"{code}' not in others] == []
    assert remedy("translation-figure") == remedy("translation-quotes") is not None
    assert remedy("no-such-doubt") is None


def test_what_to_do_stands_with_the_warning() -> None:
    release = replace(small_release("Kurz", "Ein Absatz."), warnings=(ReleaseWarning("body-missing", "Kein Text."),))

    found = page(preview(publication(release=release, editions=()))["index.html"])

    assert found.select_one(".notes .remedy").get_text() == "Bitte prüfen, ob die Datei vollständig ist."
