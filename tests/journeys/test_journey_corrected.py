"""What was corrected is read nowhere any more; who has to bring her English up to date still sees it."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from desk import CONCERT, ENGLISH, WORKSHOP, Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Loopback

OLD, NEW = "Dort stehen 14 Werkbänke.", "Dort stehen 15 ganz neue Hobelbänke."
DRAFT = "There are 15 brand-new planing benches."
CORRECTED = WORKSHOP.replace(OLD, NEW)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
DATA = "data/werkstatt-in-kahla-oeffnet-fuer-alle.json"


def english(desk: Desk) -> dict:
    return dict(desk.data()["werkstatt.txt"]["editions"]["en"])


def lose_state(desk: Desk) -> None:
    for path in (desk.folder / ".press").iterdir():
        path.unlink()


def readable(content: bytes) -> str:
    """All that can be read in a file: as it is, without escapes of HTML and JSON, and the strings of a JSON file."""
    text = content.decode("utf-8", "replace")
    strings: list[str] = []
    with suppress(ValueError):
        json.loads(text, object_pairs_hook=lambda pairs: strings.extend(str(part) for pair in pairs for part in pair))
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return " ".join(" ".join([text, html.unescape(plain), html.unescape(html.unescape(plain)), *strings]).split())


def places_of(desk: Desk, words: str) -> list[str]:
    """The files of the output, hidden ones too, in which some words can be read."""
    return [path for path, content in desk.files().items() if words in readable(content) or words.encode() in content]


def printed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def corrected(desk: Desk, translator: Loopback) -> Desk:
    """A desk with her English, published, and a German sentence that was put right afterwards."""
    usual = translator.translate
    translator.translate = lambda text: DRAFT if text == NEW else usual(text)
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    assert english(desk)["status"] == "approved"
    assert DATA in places_of(desk, OLD)
    desk.drop("werkstatt.txt", CORRECTED)
    return desk


def test_a_corrected_sentence_is_nowhere_in_the_output_nor_is_the_draft_of_the_new_one(
    corrected: Desk, translator: Loopback
) -> None:
    desk = corrected
    outcome = desk.build(now="2024-06-02T12:00")
    assert translator.texts == [NEW]
    assert (english(desk)["status"], english(desk)["paragraphs"][0].endswith("It has 14 workbenches.")) == (
        "outdated",
        True,
    )
    assert english(desk)["changes"] == [{"field": "paragraph", "was": [0], "at": [0]}]
    for words in (OLD, "14 Werkbänke", DRAFT, "planing"):
        assert places_of(desk, words) == []
    assert "index.html" in places_of(desk, "Absatz 1 ist geändert")
    # She sees what was, what is and the draft, and none but her.
    for told in (
        outcome.out,
        desk.press("check", "releases/werkstatt.txt").out,
        desk.press("why", "werkstatt.txt").out,
        desk.press("edit", "werkstatt").out,
        (desk.releases / "werkstatt.en.vorschlag.md").read_text("utf-8"),
    ):
        assert all(words in printed(told) for words in (OLD, NEW, DRAFT))
    status = printed(desk.press("status").out)
    assert "werkstatt.txt (en): Absatz 1 ist geändert" in status
    assert OLD in printed(desk.press("approve", "werkstatt").out)


def test_with_the_state_the_old_words_are_lost_and_nothing_else(corrected: Desk) -> None:
    desk = corrected
    desk.build(now="2024-06-02T12:00")
    files = desk.files()
    lose_state(desk)
    outcome = desk.build(now="2024-06-03T12:00")
    assert desk.files() == files
    for told in (outcome.out, desk.press("edit", "werkstatt").out):
        assert "Absatz 1 ist geändert" in told
        assert "Deutsch bisher: nicht mehr bekannt" in told
        assert DRAFT in printed(told)
    proposal = (desk.releases / "werkstatt.en.vorschlag.md").read_text("utf-8")
    assert "<!-- Deutsch bisher: nicht mehr bekannt" in proposal
    assert "It has 14 workbenches." in proposal
    # What changes from now on is known again, beside what is not.
    desk.drop("werkstatt.txt", CORRECTED.replace("Das ist der Sinn der Sache.", "Darum geht es."))
    outcome = desk.build(now="2024-06-04T12:00")
    assert [change["at"] for change in english(desk)["changes"]] == [[0, 1]]
    assert "Das ist der Sinn der Sache." in printed(outcome.out)
    assert places_of(desk, "Das ist der Sinn der Sache.") == []


@pytest.mark.slow
def test_output_of_an_older_version_is_cleared_and_what_it_knew_is_kept(corrected: Desk) -> None:
    desk = corrected
    desk.build(now="2024-06-02T12:00")
    files = desk.files()
    # Once our output had the old words themselves.
    record = json.loads(files[DATA])
    lead = CORRECTED.split("\n\n")[1].partition(" – ")[2].replace(NEW, OLD)
    texts = [("headline", 0, record["headline"]), ("paragraph", 0, lead), ("paragraph", 1, record["paragraphs"][1])]
    boilerplate = record["boilerplates"][0]
    texts += [("boilerplate-title", 0, boilerplate["title"]), ("boilerplate", 0, boilerplate["text"])]
    edition = record["editions"]["en"]
    edition["written_for"] = [{"field": field, "index": index, "text": text} for field, index, text in texts]
    edition["changes"] = [{"field": "paragraph", "was": 0, "at": 0, "before": lead, "after": None, "draft": DRAFT}]
    (desk.output / DATA).write_text(json.dumps(record, ensure_ascii=False, indent=2), "utf-8")
    assert places_of(desk, OLD) == [DATA]
    lose_state(desk)
    outcome = desk.build(now="2024-06-03T12:00")
    assert desk.files() == files
    assert OLD in printed(outcome.out)


@pytest.mark.slow
def test_a_state_of_the_version_before_loses_nothing(corrected: Desk) -> None:
    desk = corrected
    desk.build(now="2024-06-02T12:00")
    files = desk.files()
    # As the version before wrote it: a list of field, index and text, which was always known.
    store = sqlite3.connect(desk.folder / ".press" / "press.sqlite")
    ((german,),) = store.execute("SELECT german FROM approved").fetchall()
    rows = [[field, index, text] for field, index, text in json.loads(german)]
    assert [text for _, _, text in rows if OLD in text]
    store.execute("UPDATE approved SET german = ?", (json.dumps(rows, ensure_ascii=False),))
    store.commit()
    store.close()
    (desk.releases / "werkstatt.txt").touch()
    assert OLD in printed(desk.build(now="2024-06-03T12:00").out)
    assert desk.files() == files


@pytest.mark.slow
def test_texts_that_came_and_went_are_told_by_their_places_alone(desk: Desk) -> None:
    paragraphs = WORKSHOP.split("\n\n")
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build()
    new = "Zur Eröffnung kam auch die Bürgermeisterin. Sie brachte Kuchen mit."
    desk.drop("werkstatt.txt", "\n\n".join([*paragraphs[:2], new, *paragraphs[3:]]))
    desk.build(now="2024-06-02T12:00")
    desk.drop("werkstatt.txt", "\n\n".join([*paragraphs[:2], *paragraphs[3:]]))
    desk.build(now="2024-06-03T12:00")
    assert english(desk)["changes"] == [{"field": "paragraph", "was": [1], "at": []}]
    assert places_of(desk, "nach Hause") == places_of(desk, "Kuchen") == []
    assert "index.html" in places_of(desk, "Absatz 2 ist weggefallen")
    files = desk.files()
    lose_state(desk)
    desk.build(now="2024-06-04T12:00")
    assert desk.files() == files


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(range(6)), min_size=1, max_size=6, unique=True))
def test_however_a_text_is_cut_and_turned_a_lost_state_changes_no_byte(desk: Desk, order: list[int]) -> None:
    for path in (desk.releases, desk.folder / ".press", desk.output):
        _cleared(path)
    told = [f"Im {number}. Raum stehen {number} Bänke aus hellem Holz und ein Regal." for number in range(1, 7)]
    head = WORKSHOP.split("\n\n")[0]
    desk.drop("werkstatt.txt", "\n\n".join([head, *told]))
    desk.drop("werkstatt.en.md", "# Rooms\n\n" + "\n\n".join(f"Room number {number}." for number in range(1, 7)))
    desk.build()
    kept = [told[index] if index % 2 else told[index].replace("hellem", "dunklem") for index in order]
    desk.drop("werkstatt.txt", "\n\n".join([head, *kept]))
    desk.build(now="2024-06-02T12:00")
    files = desk.files()
    gone = [text for text in told if text not in kept]
    assert all(places_of(desk, text) == [] for text in gone)
    lose_state(desk)
    desk.build(now="2024-06-03T12:00")
    assert desk.files() == files


def _cleared(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        path.rmdir() if path.is_dir() else path.unlink()


_WHOLE = """---
titel: Neue {0}orgel klingt in Kahla
dachzeile: {0}leben
untertitel: Drei {0}pfeifen mehr
datum: 2024-05-03
ort: Kahla
schlagworte: {0}musik
korrektur: Die {0}pfeifen sind gezählt.
---

Kahla, 3. Mai 2024 – Die {0}werk GmbH hat eine Orgel gebaut. „Sie klingt nach {0}holz“, sagt Karla {0}häuser.

## Alles über {0}orgeln

Mehr steht auf [der {0}seite](https://{1}.example/).

## Über die {0}werk GmbH

Die {0}werk GmbH baut seit 1911 Orgeln.

## Pressekontakt

Karla {0}häuser
{1}@orgel.example
"""


@pytest.mark.slow
def test_whatever_is_corrected_goes_from_lists_archives_and_records_but_not_from_an_address(desk: Desk) -> None:
    config = desk.folder / "config.toml"
    config.write_text(config.read_text("utf-8") + "\n[publish]\nfeed_length = 1\nlist_minimum = 1\n", "utf-8")
    desk.drop("orgel.md", _WHOLE.format("Zinn", "zinn"))
    desk.drop("werkstatt.txt", WORKSHOP.replace("3. Mai", "4. Mai"))
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    before = places_of(desk, "Zinn")
    assert {"feeds/archive/de-1.rss", "index.html", "data/entities.json", "preview/titles.js"} <= set(before)
    desk.drop("orgel.md", _WHOLE.format("Blei", "blei"))
    desk.build(now="2024-06-02T12:00")
    assert places_of(desk, "Zinn") == []
    slug = "neue-zinnorgel-klingt-in-kahla"
    left = {word for content in desk.files().values() for word in re.findall(r"[\w-]*zinn[\w-]*", readable(content))}
    assert left == {slug, f"m-{slug}", f"t-{slug}"}
    assert {path for path in desk.files() if "zinn" in path and slug not in path} == set()
    (desk.releases / "orgel.md").unlink()
    desk.build(now="2024-06-03T12:00")
    assert places_of(desk, "Blei") == []
    assert places_of(desk, "blei") == []
