"""Feeds as feed readers read them."""

from __future__ import annotations

import html
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser
import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from publish_samples import (
    DRAFTS_KEPT_BACK,
    ENGLISH_CONTACT,
    SETTINGS,
    SHORT_FEEDS,
    at,
    everywhere,
    gold_label_in_english,
    gold_label_release,
    publication,
    site_output,
    small_edition,
    small_release,
    with_lists,
)

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Languages, Settings, Site
from pipeline.model import Edition, Status
from pipeline.publish import render
from pipeline.publish.text import clean, feed_text, one_line

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def feed_bytes(*publications: Publication, language: str = "de", settings: Settings = SETTINGS) -> bytes:
    return render(Catalogue(publications), settings)[f"feeds/{language}.rss"]


def parsed(xml: bytes) -> Any:
    with warnings.catch_warnings():
        # feedparser 6 warns of its own mapping of "updated" while it reads an entry.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="feedparser")
        return feedparser.parse(xml, sanitize_html=False, resolve_relative_uris=False)


def read_as_html(text: str) -> str:
    """What a browser shows for a text that is taken for HTML."""
    return html.unescape(nh3.clean(text, tags=set()))


def looks_doubly_encoded(text: str) -> bool:
    """Whether feedparser would "repair" a text because its characters, taken for bytes, are UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8") != text
    except UnicodeError:
        return False


def item(xml: bytes) -> Any:
    return etree.fromstring(xml).find("channel/item")


def test_channel_says_who_publishes_where_and_in_which_language() -> None:
    german = parsed(feed_bytes(publication()))
    english = parsed(feed_bytes(publication(), language="en"))

    assert not german.bozo
    assert german.version == "rss20"
    assert (german.feed.title, english.feed.title) == ("OptoNet Presse", "OptoNet Newsroom")
    assert german.feed.link == "https://presse.example.org/index.html"
    assert german.feed.language == "de"
    assert german.feed.subtitle == "Pressemitteilungen von OptoNet e.V."
    assert english.feed.subtitle == "Press releases from OptoNet e.V."
    selfs = [link for link in english.feed.links if link.rel == "self"]
    assert [(link.href, link.type) for link in selfs] == [
        ("https://presse.example.org/feeds/en.rss", "application/rss+xml")
    ]


def test_entry_carries_title_lead_article_publisher_and_organisations() -> None:
    entry = parsed(feed_bytes(publication())).entries[0]

    assert entry.title == "OptoNet e.V. holt als erster Thüringer Verbund das Gold-Label"
    assert entry.link == "https://presse.example.org/pages/optonet-gold-label.de.html"
    assert entry.summary.startswith("Der Photonikverbund OptoNet e.V. in Jena")
    assert entry.author == "OptoNet e.V."
    assert [tag.term for tag in entry.tags] == ["OptoNet e.V.", "European Cluster Excellence Initiative"]
    article = BeautifulSoup(entry.content[0].value, "html.parser")
    assert "Ansporn, kein Ruhekissen" in article.get_text()
    assert article.find("h3", string="Wie es weitergeht")


def test_article_in_a_feed_keeps_its_lists_and_the_edition_s_own_contact() -> None:
    subject = with_lists()
    hers = replace(subject, editions=(replace(subject.editions[0], contact=ENGLISH_CONTACT),))

    article = BeautifulSoup(parsed(feed_bytes(hers, language="en")).entries[0].content[0].value, "html.parser")
    german = BeautifulSoup(parsed(feed_bytes(hers)).entries[0].content[0].value, "html.parser")

    assert [[item.get_text() for item in found.select("li")] for found in article.select("ul")] == [
        *(["Gold", "Silver"], ["Bronze"], ["Tin"]),
    ]
    assert article.select_one("address a")["href"] == "mailto:ada@optonet.example"
    assert "Nora Kirsten" not in article.get_text()
    assert german.select_one("address a")["href"] == "mailto:nora@optonet.example"


def test_entry_times_keep_the_offset() -> None:
    text = item(feed_bytes(publication(published=at(2023, 7, 1, 9)))).findtext("pubDate")

    assert text == "Sat, 01 Jul 2023 09:00:00 +0200"


def test_guid_is_the_permanent_id_in_every_language_and_no_permalink() -> None:
    for language in ("de", "en"):
        guid = item(feed_bytes(publication(), language=language)).find("guid")
        assert guid.text == "tag:presse.example.org,2023:optonet-gold-label"
        assert guid.get("isPermaLink") == "false"


def test_description_stands_before_the_full_article() -> None:
    names = [child.tag for child in item(feed_bytes(publication()))]

    assert names.index("description") < names.index(CONTENT)


def test_entries_are_the_newest_first_and_no_more_than_the_settings_say() -> None:
    publications = [publication(f"tag-{day}", published=at(2023, 5, day)) for day in (3, 1, 4, 2)]

    entries = parsed(feed_bytes(*publications, settings=SHORT_FEEDS)).entries

    assert [entry.id.rpartition(":")[2] for entry in entries] == ["tag-4", "tag-3"]


def test_build_date_is_the_newest_change_among_the_entries() -> None:
    older = publication("alt", published=at(2023, 5, 1), updated=at(2023, 6, 1, 8))
    newer = publication("neu", published=at(2023, 5, 2))

    channel = parsed(feed_bytes(newer, older)).feed

    assert datetime(*channel.updated_parsed[:6], tzinfo=UTC) == at(2023, 6, 1, 8)


def test_empty_feed_is_valid_and_says_nothing_of_the_present_time() -> None:
    xml = feed_bytes()

    assert not parsed(xml).bozo
    assert parsed(xml).entries == []
    assert b"lastBuildDate" not in xml


def test_draft_is_marked_as_machine_translation_in_description_and_article() -> None:
    draft = publication(editions=(gold_label_in_english(Status.DRAFT),))

    entry = parsed(feed_bytes(draft, language="en")).entries[0]

    assert entry.summary.startswith("Machine translation, not yet reviewed. As of this month")
    assert "Machine translation, not yet reviewed" in entry.content[0].value
    approved = parsed(feed_bytes(publication(), language="en")).entries[0]
    assert "Machine translation" not in approved.summary + approved.content[0].value


@pytest.mark.parametrize(
    ("status", "settings", "entries"),
    [
        (Status.APPROVED, SETTINGS, 1),
        (Status.OUTDATED, SETTINGS, 1),
        (Status.DRAFT, SETTINGS, 1),
        (Status.PENDING, SETTINGS, 0),
        (Status.DRAFT, DRAFTS_KEPT_BACK, 0),
        (Status.APPROVED, DRAFTS_KEPT_BACK, 1),
        (Status.OUTDATED, DRAFTS_KEPT_BACK, 1),
    ],
)
def test_status_decides_whether_an_edition_is_in_its_feed(status: Status, settings: Settings, entries: int) -> None:
    edition = gold_label_in_english(status)

    xml = feed_bytes(publication(editions=(edition,)), language="en", settings=settings)

    assert len(parsed(xml).entries) == entries


def test_unreviewed_text_is_nowhere_in_the_output_if_drafts_are_kept_back() -> None:
    draft = publication(editions=(gold_label_in_english(Status.DRAFT),))

    files = render(Catalogue((draft,)), DRAFTS_KEPT_BACK)

    assert [path for path, content in files.items() if b"pillow to rest" in content] == []
    assert b"pillow to rest" in render(Catalogue((draft,)), SETTINGS)["pages/optonet-gold-label.en.html"]


def test_release_in_a_foreign_language_is_not_lost() -> None:
    french = replace(small_release("Une nouvelle ligne"), language="fr")

    files = render(Catalogue((publication("ligne", release=french, editions=()),)), SETTINGS)

    assert parsed(files["feeds/de.rss"]).entries[0].title == "Une nouvelle ligne"
    assert "pages/ligne.fr.html" in files


@pytest.mark.parametrize("tag", ["de-DE", "DE", "../../etc", "", "de\n"])
def test_odd_language_tag_of_a_file_counts_as_the_source_language(tag: str) -> None:
    release = replace(small_release("Kurz gemeldet"), language=tag)

    files = render(Catalogue((publication("kurz", release=release, editions=()),)), SETTINGS)

    assert "pages/kurz.de.html" in files


def test_addresses_follow_the_language_of_the_feed() -> None:
    settings = Settings(
        site=Site(base_url="https://a.example/p", base_urls={"en": "https://b.example/en/"}),
        languages=Languages(source="de", targets=("en",)),
    )

    links = [parsed(feed_bytes(publication(), language=tag, settings=settings)) for tag in ("de", "en")]

    assert links[0].entries[0].link == "https://a.example/p/pages/optonet-gold-label.de.html"
    assert links[1].entries[0].link == "https://b.example/en/pages/optonet-gold-label.en.html"


def test_feed_is_named_even_if_the_settings_leave_all_names_empty() -> None:
    settings = Settings(site=Site(name="", publisher=""))

    assert parsed(feed_bytes(publication(), settings=settings)).feed.title


def test_pending_edition_with_text_left_over_is_not_published() -> None:
    pending = Edition("en", Status.PENDING, headline="Stale", paragraphs=("Stale",), reason="Sperrfrist")

    files = render(Catalogue((publication(editions=(pending,)),)), SETTINGS)

    assert [path for path, content in files.items() if b"Stale" in content] == []


TEXTS = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["Müller & Söhne", "R&amp;D", "3 < 5", "<b>fett</b>", "]]>", "&copy", "<!-- x -->", "a\x00b", "\ud800"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_comes_back_from_a_feed_as_it_was(text: str) -> None:
    assume(clean(text).strip())
    xml = site_output("feeds", everywhere(text))["feeds/de.rss"]
    element = item(xml)

    assert not parsed(xml).bozo
    assert read_as_html(element.findtext("title")) == one_line(text)
    described = read_as_html(element.findtext("description"))
    assert described == clean(text).strip()
    article = BeautifulSoup(element.findtext(CONTENT), "html.parser")
    for line_break in article.find_all("br"):
        line_break.replace_with("\n")
    assert clean(text) in article.get_text()
    if not looks_doubly_encoded(one_line(text)):
        assert read_as_html(parsed(xml).entries[0].title).strip() == one_line(text)


@pytest.mark.parametrize("text", ["\ud800", "\x00", " ", ""])
def test_text_of_which_nothing_is_left_makes_no_invalid_entry(text: str) -> None:
    xml = feed_bytes(everywhere(text))

    assert not parsed(xml).bozo
    assert parsed(xml).entries[0].title == "ueberall"
    assert parsed(xml).entries[0].summary == "ueberall"


@given(st.text(alphabet="abcäß –„“&<;. 1", max_size=30))
def test_feed_text_stays_plain_unless_html_would_read_something_else(text: str) -> None:
    text = "x" + text  # the parser folds text that is nothing but white space
    reads_the_same = read_as_html(text) == text

    assert read_as_html(feed_text(text)) == text
    if reads_the_same and not set("<;") & set(text):
        assert feed_text(text) == text


def test_edition_without_paragraphs_is_described_by_its_headline() -> None:
    short = publication(
        "kurz",
        release=small_release("Nur eine Zeile"),
        editions=(small_edition("Just one line", status=Status.APPROVED),),
    )

    assert parsed(feed_bytes(short, language="en")).entries[0].summary == "Just one line"


def test_the_file_s_own_keywords_are_categories_before_the_organisations() -> None:
    tagged = publication(release=replace(gold_label_release(), tags=("Photonik", "Cluster")))
    xml = render(Catalogue((tagged,)), SETTINGS)["feeds/de.rss"]
    terms = [tag.term for tag in feedparser.parse(xml).entries[0].tags]
    assert terms[:2] == ["Photonik", "Cluster"]
    assert len(terms) > 2
