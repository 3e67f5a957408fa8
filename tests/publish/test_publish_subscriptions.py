"""Every list in every format: what went in comes out, older entries lie in archives, and all of it is listed."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from json_feed_schema import JSON_FEED
from jsonschema import Draft202012Validator
from lxml import etree
from publish_samples import (
    SETTINGS,
    at,
    everywhere,
    gold_label_in_english,
    gold_label_release,
    publication,
    small_edition,
    small_release,
)

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Publish, Settings
from pipeline.model import Picture, Status
from pipeline.publish import feed_addresses, render, site_of
from pipeline.publish.text import clean, one_line

SITE = "https://presse.example.org/"
FORMATS = ("rss", "atom", "json")
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
HUB = replace(SETTINGS, publish=Publish(websub_hub="https://hub.example/", list_minimum=1, feed_length=2))


def with_picture() -> Publication:
    picture = Picture("urkunde.png", "image/png", b"\x89PNG 1234", alt="Die Urkunde")
    release = replace(gold_label_release(), pictures=(picture,), tags=("Photonik", "R&D"))
    return publication(release=release, published=at(2023, 3, 1), updated=at(2023, 4, 2, 8))


def rendered(*publications: Publication, settings: Settings = SETTINGS) -> dict[str, bytes]:
    return render(Catalogue(publications), settings)


def parsed(xml: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="feedparser")
        return feedparser.parse(xml, sanitize_html=False, resolve_relative_uris=False)


def moment(parts: Any) -> datetime:
    return datetime(*parts[:6], tzinfo=UTC)


def day(number: int, *tags: str) -> Publication:
    release = replace(small_release(f"Meldung {number}", f"Text {number}."), tags=tags)
    return publication(f"m-{number}", release=release, editions=(), published=at(2023, 1, 1) + timedelta(days=number))


@pytest.mark.parametrize("suffix", ["rss", "atom"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_feedparser_gives_back_what_went_in(suffix: str, language: str) -> None:
    subject = with_picture()
    shown = gold_label_in_english() if language == "en" else subject.release
    other = {"de": "en", "en": "de"}[language]

    feed = parsed(rendered(subject)[f"feeds/{language}.{suffix}"])
    (entry,) = feed.entries

    assert not feed.bozo
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[suffix]
    assert feed.feed.language == language
    assert feed.feed.title == {"de": "OptoNet Presse", "en": "OptoNet Newsroom"}[language]
    assert feed.feed.link == f"{SITE}index.html"
    assert {link.rel: link.href for link in feed.feed.links}["self"] == f"{SITE}feeds/{language}.{suffix}"
    assert moment(feed.feed.updated_parsed) == at(2023, 4, 2, 8)
    assert entry.id == subject.id
    assert entry.title == shown.headline
    assert entry.link == f"{SITE}pages/optonet-gold-label.{language}.html"
    assert entry.summary == shown.paragraphs[0]
    assert moment(entry.published_parsed) == at(2023, 3, 1)
    assert moment(entry.updated_parsed) == at(2023, 4, 2, 8)
    assert (entry.get("author") or feed.feed.author) == "OptoNet e.V."
    assert [tag.term for tag in entry.tags][:3] == ["Photonik", "R&D", "OptoNet e.V."]
    assert [(link.hreflang, link.href) for link in entry.links if link.get("hreflang") == other] == [
        (other, f"{SITE}pages/optonet-gold-label.{other}.html")
    ]
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.type, enclosure.length) == (
        f"{SITE}media/optonet-gold-label-1.png",
        "image/png",
        str(len(b"\x89PNG 1234")),
    )
    article = BeautifulSoup(entry.content[0].value, "html.parser").get_text()
    assert all(paragraph in article for paragraph in shown.paragraphs)


def test_json_feed_says_the_same_and_fits_its_specification() -> None:
    files = rendered(with_picture(), settings=HUB)
    validator = Draft202012Validator(JSON_FEED)
    documents = {path: json.loads(content) for path, content in files.items() if re.match(r"feeds/.*\.json", path)}

    assert len(documents) > 5
    for path, document in documents.items():
        assert [error.message for error in validator.iter_errors(document)] == [], path
    german = documents["feeds/de.json"]
    (item,) = german["items"]
    (entry,) = parsed(files["feeds/de.atom"]).entries
    assert (item["id"], item["title"], item["summary"], item["url"]) == (
        *(entry.id, entry.title, entry.summary, entry.link),
    )
    assert item["content_html"] == entry.content[0].value
    assert item["date_modified"] == "2023-04-02T08:00:00+02:00"
    assert item["attachments"][0]["size_in_bytes"] == len(b"\x89PNG 1234")
    assert item["_press"]["translations"] == [{"language": "en", "url": f"{SITE}pages/optonet-gold-label.en.html"}]
    assert german["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_each_topic_organisation_and_person_has_a_feed_in_every_format_and_language() -> None:
    files = rendered(with_picture(), settings=HUB)
    for stem in ("topic/photonik", "organisation/optonet-e-v-a50d5b09", "person/anke-siegmeier"):
        for language in ("de", "en"):
            entries = [parsed(files[f"feeds/{stem}.{language}.{suffix}"]).entries for suffix in ("rss", "atom")]
            assert [[entry.id for entry in found] for found in entries] == [[with_picture().id]] * 2
    german = parsed(files["feeds/person/anke-siegmeier.de.rss"]).feed
    assert german.title == "OptoNet Presse: Anke Siegmeier"
    assert german.subtitle == "Pressemitteilungen von OptoNet e.V., in denen Anke Siegmeier vorkommt"
    assert not [path for path in rendered(with_picture()) if path.startswith("feeds/person")]


def test_the_opml_file_lists_every_feed_that_is_subscribed_to_and_no_archive() -> None:
    files = rendered(with_picture(), *(day(number, "Photonik & mehr") for number in range(6)), settings=HUB)
    root = etree.fromstring(files["feeds/press.opml"])

    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "OptoNet Presse"
    assert root.findtext("head/dateModified") == "Sun, 02 Apr 2023 08:00:00 +0200"
    assert [group.get("text") for group in root.findall("body/outline")] == ["Deutsch", "English"]
    outlines = root.findall("body/outline/outline")
    listed = [outline.get("xmlUrl").removeprefix(SITE) for outline in outlines]
    assert len(set(listed)) == len(listed)
    assert set(listed) == {path for path in files if path.endswith(".rss") and "/archive/" not in path}
    assert {outline.get("type") for outline in outlines} == {"rss"}
    titles = {parsed(files[path]).feed.title for path in listed}
    assert {outline.get("text") for outline in outlines} == titles
    assert "OptoNet Presse: Photonik & mehr" in titles


def archives(files: dict[str, bytes], suffix: str, stem: str = "de") -> dict[str, list[str]]:
    """The ids in each archive of a feed, by its path, from the one that the feed names to the oldest."""
    chain: dict[str, list[str]] = {}
    path = f"feeds/{stem}.{suffix}"
    while True:
        if suffix == "json":
            document = json.loads(files[path])
            following, ids = document.get("next_url"), [item["id"] for item in document["items"]]
        else:
            document = parsed(files[path])
            links = {link.rel: link.href for link in document.feed.links}
            following, ids = links.get("prev-archive"), [entry.id for entry in document.entries]
        if "/archive/" in path:
            chain[path] = ids
        if following is None:
            return chain
        path = following.removeprefix(SITE)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 8])
def test_current_document_and_archives_hold_every_entry_newest_first(suffix: str, count: int) -> None:
    files = rendered(*(day(number) for number in range(count)), settings=HUB)
    chain = archives(files, suffix)
    ids = [day(number).id for number in reversed(range(count))]
    current = json.loads(files["feeds/de.json"])["items"]

    assert [item["id"] for item in current] == ids[:2]
    assert all(len(found) == 2 for found in chain.values())
    assert list(dict.fromkeys([*ids[:2], *(id_ for found in chain.values() for id_ in found)])) == ids
    written = {path for path in files if path.startswith("feeds/archive/de-") and path.endswith(suffix)}
    assert set(chain) == written


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 9), st.integers(1, 4))
def test_a_new_release_changes_no_archive(before: int, length: int) -> None:
    sized = replace(SETTINGS, publish=Publish(feed_length=length))
    old = rendered(*(day(number) for number in range(before)), settings=sized)
    new = rendered(*(day(number) for number in range(before + 1)), settings=sized)
    kept = {path: content for path, content in old.items() if "/archive/" in path}

    assert kept.items() <= new.items()


def test_an_archive_says_that_it_is_one_and_where_the_current_document_is() -> None:
    files = rendered(*(day(number) for number in range(6)), settings=HUB)
    for suffix in ("rss", "atom"):
        current, newest, oldest = (
            etree.fromstring(files[f"feeds/{name}.{suffix}"]) for name in ("de", "archive/de-2", "archive/de-1")
        )
        links = [
            {link.get("rel"): link.get("href") for link in root.iter(f"{ATOM}link") if link.get("hreflang") is None}
            for root in (current, newest, oldest)
        ]
        for found in links:
            found.pop("alternate", None)
        here = f"{SITE}feeds/"
        assert links[0] == {
            "self": f"{here}de.{suffix}",
            "hub": "https://hub.example/",
            "prev-archive": f"{here}archive/de-2.{suffix}",
        }
        assert links[1] == {
            "self": f"{here}archive/de-2.{suffix}",
            "current": f"{here}de.{suffix}",
            "prev-archive": f"{here}archive/de-1.{suffix}",
        }
        assert links[2] == {"self": f"{here}archive/de-1.{suffix}", "current": f"{here}de.{suffix}"}
        assert [len(list(root.iter(f"{HISTORY}archive"))) for root in (current, newest, oldest)] == [0, 1, 1]
    atoms = [parsed(files[f"feeds/{name}.atom"]).feed.id for name in ("de", "archive/de-2", "archive/de-1")]
    assert set(atoms) == {f"{SITE}feeds/de.atom"}


def test_rss_writes_character_data_with_hexadecimal_references_only() -> None:
    subject = publication("x", release=small_release("Müller & Söhne: 3 < 5 > 1", "Forschung & Lehre."), editions=())
    xml = rendered(subject)["feeds/de.rss"]

    assert b"<title>M\xc3\xbcller &#x26; S\xc3\xb6hne: 3 &#x3C; 5 &#x3E; 1</title>" in xml
    assert b"<description>Forschung &#x26; Lehre.</description>" in xml
    assert not re.search(rb"&(?!#x(26|3C|3E);)", xml)
    assert parsed(xml).entries[0].title == "Müller & Söhne: 3 < 5 > 1"


def test_an_empty_feed_is_valid_in_every_format_and_knows_no_present_time() -> None:
    files = rendered()
    assert files == rendered()
    assert parsed(files["feeds/de.atom"]).feed.updated == "1970-01-01T00:00:00+00:00"
    assert not parsed(files["feeds/de.atom"]).bozo
    assert json.loads(files["feeds/de.json"])["items"] == []


def test_an_atom_entry_in_a_foreign_language_says_which() -> None:
    french = publication("ligne", release=replace(small_release("Une ligne"), language="fr"), editions=())
    entries = etree.fromstring(rendered(french, day(1))["feeds/de.atom"]).findall(f"{ATOM}entry")
    assert [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in entries] == ["fr", None]


def test_a_draft_says_so_in_every_format() -> None:
    files = rendered(publication(editions=(gold_label_in_english(Status.DRAFT),)))
    notice = "Machine translation, not yet reviewed"
    for suffix in ("rss", "atom"):
        (entry,) = parsed(files[f"feeds/en.{suffix}"]).entries
        assert entry.summary.startswith(f"{notice}. As of")
        assert notice in entry.content[0].value
    (item,) = json.loads(files["feeds/en.json"])["items"]
    assert item["summary"].startswith(notice)
    assert notice in item["content_html"]


def test_pages_lead_to_the_feeds_of_their_language() -> None:
    files = rendered(publication())
    page = BeautifulSoup(files["pages/optonet-gold-label.en.html"].decode(), "html.parser")
    found = {link["type"]: link["href"] for link in page.select('link[rel=alternate][href^="../feeds/"]')}
    assert found == {
        "application/rss+xml": "../feeds/en.rss",
        "application/atom+xml": "../feeds/en.atom",
        "application/feed+json": "../feeds/en.json",
    }
    preview = BeautifulSoup(files["index.html"].decode(), "html.parser")
    heads = {link["href"] for link in preview.select("link[rel=alternate]")}
    assert heads == {f"feeds/{language}.{suffix}" for language in ("de", "en") for suffix in FORMATS}
    assert preview.select_one('a[href="feeds/press.opml"]') is not None
    assert all(path in files for path in heads)


def test_every_document_that_is_subscribed_to_is_known_by_its_address() -> None:
    catalogue = Catalogue(tuple(day(number, "Licht") for number in range(6)))
    found = feed_addresses(site_of(catalogue, HUB), HUB)
    files = render(catalogue, HUB)
    current = {path for path in files if path.startswith("feeds/") and "/archive/" not in path}
    assert set(found) == current - {"feeds/press.opml"}
    for path, address in found.items():
        own = json.loads(files[path])["feed_url"] if path.endswith("json") else _self(files[path])
        assert own == address


def _self(xml: bytes) -> str:
    return next(str(link.href) for link in parsed(xml).feed.links if link.rel == "self")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(min_size=1, max_size=60)
    | st.sampled_from(["R&amp;D", "3 < 5", "<b>fett</b>", "]]>", "&copy", "a\x00b", "\ud800", "\x85", "\ufffe"])
)
def test_any_text_comes_back_from_atom_and_json_as_it_was(text: str) -> None:
    assume(clean(text).strip())
    files = rendered(everywhere(text))
    (entry,) = etree.fromstring(files["feeds/de.atom"]).findall(f"{ATOM}entry")
    (item,) = json.loads(files["feeds/de.json"])["items"]

    assert not parsed(files["feeds/de.atom"]).bozo
    for name, expected in (("title", one_line(text)), ("summary", clean(text).strip())):
        element = entry.find(f"{ATOM}{name}")
        value = element.text
        shown = BeautifulSoup(value, "html.parser").get_text() if element.get("type") == "html" else value
        assert shown == expected
        assert item[name] == expected
    assert item["content_html"] == entry.findtext(f"{ATOM}content")


def corrected(text: str, english: str | None = None) -> Publication:
    release = replace(small_release("Neue Halle", "Die Halle fasst 300 Gäste."), correction=text)
    edition = replace(small_edition("New hall", "It seats 300.", status=Status.APPROVED), correction=english)
    return replace(publication("halle", release=release, editions=(edition,)), corrected=at(2023, 3, 15))


@pytest.mark.parametrize(
    ("subject", "german", "english"),
    [
        (corrected(""), "Korrektur (15. März 2023)", "Correction (15 March 2023)"),
        (corrected("300 statt 30"), "Korrektur (15. März 2023): 300 statt 30", "Correction (15 March 2023)"),
        (corrected("300", "300, not 30"), "Korrektur (15. März 2023): 300", "Correction (15 March 2023): 300, not 30"),
    ],
)
def test_a_correction_is_to_be_seen_wherever_the_release_is(subject: Publication, german: str, english: str) -> None:
    files = rendered(subject)
    for language, note, lead in (("de", german, "Die Halle"), ("en", english, "It seats")):
        for path in (f"fragments/halle.{language}.html", f"pages/halle.{language}.html"):
            shown = BeautifulSoup(files[path].decode(), "html.parser").select_one("article .press-correction")
            assert shown is not None
            assert shown.get_text() == note
        entries = [parsed(files[f"feeds/{language}.{suffix}"]).entries[0] for suffix in ("rss", "atom")]
        assert [entry.summary.startswith(f"{note}. {lead}") for entry in entries] == [True, True]
        assert all(note in entry.content[0].value for entry in entries)
        assert json.loads(files[f"feeds/{language}.json"])["items"][0]["summary"].startswith(note)
    record = json.loads(files["data/halle.json"])
    text = subject.release.correction or None
    assert record["correction"] == {"date": "2023-03-15T10:00:00+01:00", "text": text}


def test_a_release_without_the_mark_shows_no_correction() -> None:
    files = rendered(publication())
    assert not [path for path, content in files.items() if b"Korrektur" in content or b"Correction" in content]
    assert "correction" not in json.loads(files["data/optonet-gold-label.json"])
