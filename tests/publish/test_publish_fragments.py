"""Fragments and pages as partners' sites and readers get them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from publish_samples import (
    ENGLISH_CONTACT,
    SETTINGS,
    SHORT_FEEDS,
    at,
    everywhere,
    gold_label_in_english,
    gold_label_release,
    mentions,
    publication,
    small_edition,
    small_release,
    with_lists,
    with_picture,
)

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Languages, Publish
from pipeline.model import Caption, Contact, Dateline, Edition, Organisation, Person, Quote, Release, Status
from pipeline.publish import RELEASE_OUTPUTS, RESERVED_SLUGS, render
from pipeline.publish.text import clean

BLANKS = re.compile("[ \t]+")


def soup(path: str, *publications: Publication) -> BeautifulSoup:
    content = render(Catalogue(publications or (publication(),)), SETTINGS)[path]
    return BeautifulSoup(content.decode(), "html.parser")


def texts(tag: Tag, selector: str) -> list[str]:
    return [found.get_text(" ", strip=True) for found in tag.select(selector)]


def fragment(release: Release) -> BeautifulSoup:
    return soup("fragments/x.de.html", publication("x", release=release, editions=()))


def test_fragment_is_one_article_in_its_language() -> None:
    german = soup("fragments/optonet-gold-label.de.html")
    english = soup("fragments/optonet-gold-label.en.html")

    for found, language in ((german, "de"), (english, "en")):
        (article,) = found.find_all(recursive=False)
        assert (article.name, article["lang"], article["dir"]) == ("article", language, "ltr")
        assert article["class"] == ["press-release"]


def test_fragment_has_every_part_of_the_release_in_reading_order() -> None:
    found = soup("fragments/optonet-gold-label.de.html")

    assert texts(found, ".press-kicker") == ["Auszeichnung für Thüringer Photonik"]
    assert texts(found, "h2") == ["OptoNet e.V. holt als erster Thüringer Verbund das Gold-Label"]
    assert texts(found, ".press-dateline") == ["Jena , März 2023"]
    assert found.select_one("time")["datetime"] == "2023-03"
    body = [child.name for child in found.select_one(".press-body").find_all(recursive=False)]
    assert body == ["p", "figure", "p", "p", "h3", "p", "p", "p"]
    assert texts(found, ".press-boilerplate-title") == ["Über OptoNet e.V."]
    assert len(found.select(".press-boilerplate p")) == 2


def test_interface_words_are_in_the_fragment_s_language() -> None:
    assert texts(soup("fragments/optonet-gold-label.de.html"), ".press-contact-title") == ["Pressekontakt"]
    english = soup("fragments/optonet-gold-label.en.html")
    assert texts(english, ".press-contact-title") == ["Press contact"]
    assert texts(english, "time") == ["March 2023"]
    assert english.select_one("address")["lang"] == "de"


def test_unknown_language_gets_english_words_and_arabic_its_direction() -> None:
    edition = replace(gold_label_in_english(), language="ar", status=Status.DRAFT)
    arabic = replace(SETTINGS, languages=Languages(source="de", targets=("ar",)))

    files = render(Catalogue((publication(editions=(edition,)),)), arabic)
    found = BeautifulSoup(files["fragments/optonet-gold-label.ar.html"], "html.parser")

    assert found.article["dir"] == "rtl"
    assert texts(found, ".press-notice") == ["Machine translation, not yet reviewed"]
    assert found.select_one("address")["dir"] == "ltr"


def test_contact_lines_are_linked_where_they_name_an_address_or_a_number() -> None:
    found = soup("fragments/optonet-gold-label.de.html").select_one("address")

    assert [(link["href"], link.get_text()) for link in found.select("a")] == [
        ("tel:+49364132790", "03641 327-90"),
        ("mailto:presse@optonet.example", "presse@optonet.example"),
    ]
    assert "Leutragraben 1, 07743 Jena" in found.get_text()


@pytest.mark.parametrize(
    "written",
    ["+49 3641 327-90", "+49 (0)3641 32790", "0049 3641/327 90", "(03641) 327 90", "03641.32790", "03641–32790"],
)
def test_numbers_are_known_as_people_write_them(written: str) -> None:
    contact = Contact(lines=(f"Tel. {written}, Fax 03641 999999",), phones=("+49364132790",))
    release = replace(small_release("Kurz"), contact=contact)

    found = fragment(release).select_one("address")

    assert [(link["href"], link.get_text()) for link in found.select("a")] == [("tel:+49364132790", written)]


def test_contact_that_no_line_shows_is_added() -> None:
    contact = Contact(names=("Nora Kirsten",), emails=("a@example.org",), phones=("+493641123456",))

    found = fragment(replace(small_release("Kurz"), contact=contact)).select_one("address")

    assert found.get_text("|", strip=True) == "Nora Kirsten|a@example.org|+493641123456"
    assert len(found.select("a")) == 2


def test_contact_of_an_edition_stands_in_for_the_release_s_in_its_language() -> None:
    subject = with_lists()
    hers = replace(subject, editions=(replace(subject.editions[0], contact=ENGLISH_CONTACT),))

    for folder in ("fragments", "pages"):
        found = soup(f"{folder}/preise.en.html", hers).select_one("address")
        assert (found["lang"], found["dir"]) == ("en", "ltr")
        assert found.get_text("|", strip=True) == "Media enquiries: Ada Marsh|ada@optonet.example"
        assert found.a["href"] == "mailto:ada@optonet.example"
        german = soup(f"{folder}/preise.de.html", hers).select_one("address")
        assert (german["lang"], german.get_text("|", strip=True)) == ("de", "Nora Kirsten|nora@optonet.example")
        without = soup(f"{folder}/preise.en.html", subject).select_one("address")
        assert (without["lang"], without.get_text("|", strip=True)) == ("de", "Nora Kirsten|nora@optonet.example")


@pytest.mark.parametrize("path", ["fragments/preise.{}.html", "pages/preise.{}.html"])
def test_neighbouring_list_items_make_one_list(path: str) -> None:
    german, english = soup(path.format("de"), with_lists()), soup(path.format("en"), with_lists())

    body = german.select_one(".press-body")
    assert [child.name for child in body.select(":scope > :not(.press-subhead)")] == ["p", "ul", "p", "ul", "ul"]
    assert [texts(found, "li") for found in body.select("ul.press-list")] == [["Gold", "Silber"], ["Bronze"], ["Blech"]]
    made = [texts(found, "li") for found in english.select(".press-body ul.press-list")]
    assert made == [["Gold", "Silver"], ["Bronze"], ["Tin"]]


def test_edition_that_is_divided_otherwise_has_plain_paragraphs() -> None:
    subject = with_lists()
    shorter = replace(subject.editions[0], paragraphs=subject.editions[0].paragraphs[:5])

    found = soup("fragments/preise.en.html", replace(subject, editions=(shorter,)))

    assert found.select(".press-body ul") == []
    assert texts(found, ".press-body p") == ["There are:", "Gold", "Silver", "Also:", "Bronze"]


def test_list_item_that_does_not_exist_makes_no_list() -> None:
    release = replace(small_release("Kurz", "Ein Absatz."), list_items=(1, 7, -1))

    assert fragment(release).select(".press-body ul") == []


def test_names_are_marked_in_list_items_too() -> None:
    release = replace(small_release("Kurz", "Es kommen:", "Anke Siegmeier"), list_items=(1,))
    release = replace(release, people=(Person("Anke Siegmeier", mentions=mentions(release, "Anke Siegmeier")),))

    assert texts(fragment(release), "li .press-person") == ["Anke Siegmeier"]


def test_notice_calls_the_original_german_only_if_it_is() -> None:
    french = replace(small_release("Une ligne", "Un."), language="fr")
    edition = small_edition("One line", "One.", status=Status.OUTDATED)

    found = soup("fragments/x.en.html", publication("x", release=french, editions=(edition,)))

    assert texts(found, ".press-notice") == ["The original has changed since this translation was made"]


def test_people_organisations_and_quotations_are_marked_in_the_source_language() -> None:
    german = soup("fragments/optonet-gold-label.de.html")

    assert "Torsten Poßner" in texts(german, ".press-person")
    assert "ECEI" in texts(german, ".press-organisation")
    assert "Es war eine knappe Sache" in texts(german, ".press-quotation")


def test_edition_has_people_and_organisations_marked_where_it_gives_their_full_names() -> None:
    english = soup("fragments/optonet-gold-label.en.html")

    assert texts(english, ".press-body .press-person") == ["Torsten Poßner", "Anke Siegmeier"]
    assert set(texts(english, ".press-organisation")) == {"OptoNet e.V.", "European Cluster Excellence Initiative"}
    assert english.select(".press-quotation") == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_people_and_organisations_are_schema_org_items_of_the_article_once_each(language: str) -> None:
    (article,) = soup(f"fragments/optonet-gold-label.{language}.html").find_all(recursive=False)

    assert article["itemtype"] == "https://schema.org/NewsArticle"
    items = [
        (item["itemtype"].removeprefix("https://schema.org/"), item.find(itemprop="name")["value"])
        for item in article.select("[itemprop=mentions][itemscope]")
    ]
    assert sorted(items) == [
        ("Organization", "European Cluster Excellence Initiative"),
        ("Organization", "OptoNet e.V."),
        ("Person", "Anke Siegmeier"),
        ("Person", "Nora Kirsten"),
        ("Person", "Torsten Poßner"),
    ]
    assert {tag["itemprop"] for tag in article.select("[itemprop]")} == {
        *("headline", "datePublished", "articleBody", "mentions", "name"),
    }


def test_item_has_the_full_name_where_the_text_has_another_form() -> None:
    release = small_release("Poßner geehrt", "Torsten Poßner freut sich.")
    release = replace(release, people=(Person("Torsten Poßner", None, None, None, mentions(release, "Poßner")),))

    item = fragment(release).select_one("[itemscope][itemprop]")

    assert (item.get_text(), item.data["value"]) == ("Poßner", "Torsten Poßner")


def test_paragraph_that_is_nothing_but_quotation_is_a_blockquote_in_both_languages() -> None:
    for language, said in (("de", "„Wir machen weiter.“"), ("en", "“We carry on.”")):
        found = soup(f"fragments/optonet-gold-label.{language}.html", with_picture())
        assert texts(found, "blockquote > p") == [
            said.replace("„", "„ ").replace(".“", ". “") if language == "de" else said
        ]
        page = f"https://presse.example.org/pages/optonet-gold-label.{language}.html"
        assert found.blockquote["cite"] == page


def test_quotation_over_several_paragraphs_is_one_blockquote() -> None:
    text = ("Er sagte:", "„Erstens.", "Zweitens.“", "»Drittens«.")
    release = small_release("Kurz", *text)
    quotes = (Quote("Erstens.\nZweitens.", 1, 1, 2, 9, None), Quote("Drittens", 3, 1, 3, 9, None))
    found = fragment(replace(release, quotes=quotes))

    assert [len(quote.find_all("p")) for quote in found.select("blockquote")] == [2, 1]
    assert [tag.name for tag in found.select_one(".press-body").find_all(recursive=False)] == ["p", *["blockquote"] * 2]


def test_edition_that_turns_a_quotation_into_a_report_has_no_blockquote() -> None:
    subject = with_picture()
    told = replace(subject.editions[0], paragraphs=(*subject.editions[0].paragraphs[:-1], "They will carry on."))
    shorter = replace(told, paragraphs=told.paragraphs[1:])

    for edition in (told, shorter):
        assert soup("fragments/optonet-gold-label.en.html", replace(subject, editions=(edition,))).blockquote is None


@pytest.mark.parametrize("level", [1, 3, 5])
def test_headings_begin_at_the_configured_level(level: int) -> None:
    chosen = replace(SETTINGS, publish=Publish(heading_level=level))
    files = render(Catalogue((publication(),)), chosen)
    for path, names in (
        ("fragments/optonet-gold-label.de.html", {f"h{level}", f"h{level + 1}"}),
        ("fragments/latest.de.html", {f"h{level}"}),
    ):
        found = BeautifulSoup(files[path], "html.parser")
        assert {tag.name for tag in found.select("h1, h2, h3, h4, h5, h6")} == names
    assert BeautifulSoup(files["pages/optonet-gold-label.de.html"], "html.parser").h1 is not None


def test_topics_organisations_and_people_have_lists_beside_the_latest() -> None:
    settings = replace(SETTINGS, publish=Publish(list_minimum=2))
    release = replace(gold_label_release(), tags=("Photonik",))
    files = render(Catalogue((publication("a", release=release), publication("b", release=release))), settings)

    lists = [path for path in files if path.startswith("fragments/") and path.count("/") == 2]
    assert "fragments/topic/photonik.de.html" in lists
    assert "fragments/topic/photonik.en.html" in lists
    assert {path.split("/")[1] for path in lists} == {"topic", "organisation", "person"}
    for path in lists:
        found = BeautifulSoup(files[path], "html.parser")
        assert found.section["class"] == ["press-latest"]
        assert [link["href"].rpartition("/")[2].partition(".")[0] for link in found.select("a")] == ["a", "b"]


def test_overlapping_names_are_marked_once_and_the_longer_wins() -> None:
    release = small_release("Kurz", "Die Ernst-Abbe-Stiftung feiert.")
    release = replace(
        release,
        people=(Person("Ernst Abbe", mentions=mentions(release, "Ernst-Abbe")),),
        organisations=(Organisation("Ernst-Abbe-Stiftung", None, mentions(release, "Ernst-Abbe-Stiftung")),),
    )

    found = fragment(release)

    assert texts(found, ".press-organisation") == ["Ernst-Abbe-Stiftung"]
    assert found.select(".press-person") == []


def test_mention_that_does_not_fit_its_text_marks_nothing() -> None:
    release = gold_label_release()
    moved = replace(release.people[0].mentions[0], start=3, end=9)
    wrong = replace(release, people=(replace(release.people[0], mentions=(moved,)),))

    assert fragment(wrong).select(".press-person") == []


def test_caption_behind_the_last_paragraph_is_not_lost() -> None:
    release = replace(small_release("Kurz", "Ein Absatz."), captions=(Caption(9, "Spätes Bild"),))

    assert texts(fragment(release), "figcaption") == ["Spätes Bild"]


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2023", "2023"), ("2023-03", "März 2023"), ("2023-03-05", "5. März 2023"), (None, "1. März 2023")],
)
def test_date_is_as_exact_as_the_text(date: str | None, shown: str) -> None:
    release = replace(small_release("Kurz"), dateline=Dateline(None, date))

    assert texts(fragment(release), ".press-dateline") == [shown]


@pytest.mark.parametrize(
    ("status", "notice"),
    [
        (Status.DRAFT, ["Machine translation, not yet reviewed"]),
        (Status.OUTDATED, ["The German original has changed since this translation was made"]),
        (Status.APPROVED, []),
    ],
)
def test_readers_are_told_how_a_translation_came_about(status: Status, notice: list[str]) -> None:
    subject = publication(editions=(gold_label_in_english(status),))

    for path in ("fragments/optonet-gold-label.en.html", "pages/optonet-gold-label.en.html"):
        assert texts(soup(path, subject), ".press-notice") == notice


def test_fragments_have_no_ids_no_scripts_no_styles_and_only_our_classes() -> None:
    files = render(Catalogue((publication(), everywhere("x"))), SETTINGS)

    for path, content in files.items():
        if path.startswith("fragments/"):
            for tag in BeautifulSoup(content, "html.parser").find_all():
                assert not {"id", "style"} & tag.attrs.keys()
                assert tag.name not in ("script", "style", "iframe", "img", "link", "meta")
                assert all(name.startswith("press-") for name in tag.get("class", []))


def test_list_of_the_latest_links_to_the_pages_and_ends_where_the_feed_ends() -> None:
    publications = tuple(publication(f"m-{day}", published=at(2023, 5, day)) for day in (1, 2, 3))

    files = render(Catalogue(publications), SHORT_FEEDS)
    found = BeautifulSoup(files["fragments/latest.en.html"], "html.parser")

    assert [link["href"] for link in found.select("a")] == [
        "https://presse.example.org/pages/m-3.en.html",
        "https://presse.example.org/pages/m-2.en.html",
    ]


def test_empty_list_says_so() -> None:
    files = render(Catalogue(), SETTINGS)

    assert "No press releases yet." in files["fragments/latest.en.html"].decode()


def test_pending_edition_has_neither_fragment_nor_page() -> None:
    files = render(Catalogue((publication("x", editions=(Edition("en", Status.PENDING, reason="…"),)),)), SETTINGS)

    assert [path for path in files if path.endswith("x.en.html")] == []
    assert len(BeautifulSoup(files["pages/x.de.html"], "html.parser").select("link[hreflang]")) == 1


def test_page_is_complete() -> None:
    found = soup("pages/optonet-gold-label.en.html")

    assert found.html["lang"] == "en"
    assert found.title.string == ("OptoNet e.V. is Thuringia’s first network to win the Gold Label – OptoNet Newsroom")
    assert len(found.select("h1")) == 1
    assert len(found.select_one("meta[name=description]")["content"]) <= 160
    address = "https://presse.example.org/pages/optonet-gold-label."
    assert found.select_one("link[rel=canonical]")["href"] == address + "en.html"
    assert {link["hreflang"]: link["href"] for link in found.select("link[hreflang]")} == {
        "de": address + "de.html",
        "en": address + "en.html",
        "x-default": address + "de.html",
    }
    assert found.select_one("link[type='application/rss+xml']")["href"] == "../feeds/en.rss"
    assert found.select_one("link[rel=stylesheet]")["href"] == "../press.css"
    assert [script["type"] for script in found.select("script")] == ["application/ld+json"]


def test_every_relative_link_of_a_page_leads_to_an_output_file() -> None:
    files = render(Catalogue((publication(),)), SETTINGS)
    pages = {path: BeautifulSoup(content, "html.parser") for path, content in files.items() if path.endswith(".html")}

    for path in (path for path in pages if path.startswith(("pages/", "preview/")) or path == "index.html"):
        for tag in pages[path].select("[href], script[src], img[src]"):
            target, _, anchor = (tag.get("href") or tag["src"]).partition("#")
            if ":" in target:
                continue
            resolved = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert resolved in files, (path, target)
            assert not anchor or pages[resolved].find(id=anchor), (path, target, anchor)


@pytest.mark.parametrize("slug", [*sorted(RESERVED_SLUGS), "../x", "A", "a--b", "", "a/b", "a\n"])
def test_unusable_slug_is_refused(slug: str) -> None:
    with pytest.raises(ValueError, match="slug"):
        render(Catalogue((publication(slug),)), SETTINGS)


def test_slug_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        render(Catalogue((publication("x"), publication("x"))), SETTINGS)


def test_second_rendering_is_byte_identical_whatever_the_order_given() -> None:
    publications = (publication(), publication("y", published=at(2023, 3, 1, 0)), everywhere("x"))

    first = render(Catalogue(publications), SETTINGS)
    second = render(Catalogue(publications[::-1]), SETTINGS)

    assert first == second
    assert list(first) == list(second)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60))
@example("\r\t")
def test_any_text_comes_back_from_a_fragment_as_it_was(text: str) -> None:
    files = dict(RELEASE_OUTPUTS["fragments"](everywhere("a" + text), SETTINGS))
    found = BeautifulSoup(files["fragments/ueberall.de.html"].decode(), "html.parser")

    # Between elements a parser may take a tab for a space, as every browser does.
    expected = BLANKS.sub(" ", clean("a" + text).replace("\n", ""))
    for selector in (".press-kicker", "h2", ".press-subheadline", ".press-body p", "figcaption"):
        assert BLANKS.sub(" ", found.select_one(selector).get_text()) == expected
    assert found.select("script, img, iframe, svg, [onerror], [id]") == []


def test_line_break_of_the_author_stays_one() -> None:
    subject = publication(
        "x",
        release=small_release("Kurz", "Zeile eins\nZeile zwei"),
        editions=(small_edition("Short", "Line", status=Status.APPROVED),),
    )

    assert b"Zeile eins<br>Zeile zwei" in render(Catalogue((subject,)), SETTINGS)["fragments/x.de.html"]
