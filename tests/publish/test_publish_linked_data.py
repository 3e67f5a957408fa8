"""What a page tells machines: JSON-LD, Open Graph, alternates – read back as they would read it."""

from __future__ import annotations

import functools
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from publish_samples import SETTINGS, at, gold_label_in_english, gold_label_release, publication, small_release
from test_publish_pixels import png

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Settings
from pipeline.model import Caption, Edition, Picture, Status
from pipeline.publish import render, write

BASE = "https://presse.example.org/"
WITH_LOGO = replace(SETTINGS, site=replace(SETTINGS.site, logo="https://presse.example.org/logo.png"))
# https://developers.google.com/search/docs/appearance/structured-data/article, and what schema.org's examples have
RECOMMENDED = {
    *("headline", "image", "datePublished", "dateModified", "author", "publisher", "description"),
    *("mainEntityOfPage", "inLanguage", "articleBody", "keywords", "about", "mentions", "dateline", "contentLocation"),
    *("isAccessibleForFree", "alternativeHeadline", "identifier", "url"),
}


def complete(status: Status = Status.APPROVED) -> Publication:
    release = gold_label_release()
    caption = release.captions[0].text
    picture = Picture("bild.png", "image/png", png(1200, 800), "Urkunde", caption, "OptoNet/Archiv", 1)
    people = tuple(replace(person, url="https://optonet.example/possner") for person in release.people[:1])
    release = replace(
        release,
        pictures=(picture,),
        captions=(Caption(1, caption),),
        tags=("Photonik", "Cluster"),
        people=people + release.people[1:],
    )
    return publication(release=release, editions=(gold_label_in_english(status),), updated=at(2023, 4, 2))


def page(language: str, subject: Publication | None = None, settings: Settings = WITH_LOGO) -> BeautifulSoup:
    subject = subject or complete()
    files = render(Catalogue((subject,)), settings)
    return BeautifulSoup(files[f"pages/{subject.slug}.{language}.html"].decode(), "html.parser")


def json_ld(language: str, subject: Publication | None = None, settings: Settings = WITH_LOGO) -> Any:
    (block,) = page(language, subject, settings).select('script[type="application/ld+json"]')
    return json.loads(block.string or "")


def metas(found: BeautifulSoup) -> dict[str, str]:
    return {
        str(tag.get("property") or tag.get("name")): str(tag["content"])
        for tag in found.select("meta[property], meta[name]")
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_article_has_every_recommended_field(language: str) -> None:
    record = json_ld(language)

    assert record.keys() >= RECOMMENDED
    assert (record["@context"], record["@type"]) == ("https://schema.org", "NewsArticle")
    assert record["inLanguage"] == language
    assert record["author"] == record["publisher"]
    assert record["publisher"]["name"] == "OptoNet e.V."
    assert record["publisher"]["url"] == BASE
    assert record["publisher"]["logo"] == {"@type": "ImageObject", "url": BASE + "logo.png"}
    assert record["isAccessibleForFree"] is True
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(record[name]).utcoffset() is not None
    assert record["dateModified"] > record["datePublished"]


def test_correction_is_said_in_the_words_of_the_page_s_language() -> None:
    subject = complete()
    release = replace(subject.release, correction="Es sind 15.")
    subject = replace(subject, release=release, corrected=at(2024, 6, 2), updated=at(2024, 6, 2))

    record = json_ld("de", subject)
    assert record["correction"] == {
        "@type": "CorrectionComment",
        "text": "Korrektur (2. Juni 2024): Es sind 15.",
        "datePublished": "2024-06-02T10:00:00+02:00",
    }
    assert record["dateModified"] == "2024-06-02T10:00:00+02:00"
    assert json_ld("en", subject)["correction"]["text"] == "Correction (2 June 2024)"


def test_picture_comes_with_its_size_caption_and_credit_in_the_language_of_the_page() -> None:
    (image,) = json_ld("en")["image"]

    assert image == {
        "@type": "ImageObject",
        "url": BASE + "media/optonet-gold-label-1.png",
        "width": 1200,
        "height": 800,
        "encodingFormat": "image/png",
        "caption": "The OptoNet team with the certificate. Photo: OptoNet/Archive",
        "creditText": "OptoNet/Archiv",
    }


def test_who_stands_in_head_or_lead_is_what_it_is_about_and_others_are_mentioned() -> None:
    record = json_ld("de")

    assert [entity["name"] for entity in record["about"]] == [
        "OptoNet e.V.",
        "European Cluster Excellence Initiative",
        "Jena",
    ]
    assert [entity["name"] for entity in record["mentions"]] == [
        *("Torsten Poßner", "Anke Siegmeier", "Nora Kirsten"),
        "Thüringen",
    ]
    assert record["mentions"][0] == {
        "@type": "Person",
        "name": "Torsten Poßner",
        "honorificPrefix": "Dr.",
        "jobTitle": "Vorsitzende",
        "affiliation": {"@type": "Organization", "name": "OptoNet e.V."},
        "sameAs": "https://optonet.example/possner",
    }
    assert record["about"][1]["alternateName"] == "ECEI"


def test_role_in_german_is_not_told_to_english_readers() -> None:
    assert all("jobTitle" not in entity for entity in json_ld("en")["mentions"])


def test_original_and_edition_name_each_other() -> None:
    original, edition = json_ld("de"), json_ld("en")

    assert [work["@id"] for work in original["workTranslation"]] == [edition["@id"]]
    assert edition["translationOfWork"]["@id"] == original["@id"]
    assert original["mainEntityOfPage"]["@id"] == original["url"] != original["@id"]
    assert "translationOfWork" not in original
    assert "workTranslation" not in edition
    assert original["identifier"] == edition["identifier"]


def test_machine_draft_says_so_to_machines() -> None:
    draft = json_ld("en", complete(Status.DRAFT))

    assert draft["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert draft["creativeWorkStatus"] == "Draft"
    assert draft["description"].startswith("Machine translation, not yet reviewed.")
    assert json_ld("en", complete(Status.OUTDATED))["creativeWorkStatus"] == "Outdated"
    for language in ("de", "en"):
        assert not json_ld(language).keys() & {"digitalSourceType", "creativeWorkStatus"}


def test_what_is_not_known_is_left_out() -> None:
    record = json_ld("de", publication("karg", release=small_release("Kurz gemeldet"), editions=()), SETTINGS)

    assert not record.keys() & {"image", "about", "mentions", "keywords", "workTranslation", "alternativeHeadline"}
    assert "logo" not in record["publisher"]
    assert "" not in record.values()


def test_every_address_of_ours_leads_to_an_output_file() -> None:
    files = render(Catalogue((complete(),)), SETTINGS)

    for language in ("de", "en"):
        text = json.dumps(json_ld(language, settings=SETTINGS))
        places = {place.partition('"')[0].partition("#")[0] for place in text.split(f'"{BASE}')[1:]} - {""}
        assert len(places) >= 3
        assert places <= files.keys()


@given(text=st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_no_text_can_end_the_block_and_all_come_through(text: str) -> None:
    text = f"</script><!--<script>\u2028{text}"
    release = replace(small_release("Kurz gemeldet"), tags=(text,), subheadline=text)
    content = render(Catalogue((publication("x", release=release, editions=()),)), SETTINGS)["pages/x.de.html"].decode()

    block = content.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block)["alternativeHeadline"].startswith("</script><!--<script>")


def test_card_has_what_open_graph_demands_and_the_picture() -> None:
    found = metas(page("en"))

    assert found["og:type"] == "article"
    assert found["og:title"] == "OptoNet e.V. is Thuringia’s first network to win the Gold Label"
    assert found["og:url"] == BASE + "pages/optonet-gold-label.en.html"
    assert found["og:site_name"] == "OptoNet Newsroom"
    assert (found["og:locale"], found["og:locale:alternate"]) == ("en_GB", "de_DE")
    assert found["og:image"] == BASE + "media/optonet-gold-label-1.png"
    assert (found["og:image:width"], found["og:image:height"], found["og:image:alt"]) == ("1200", "800", "Urkunde")
    assert found["article:published_time"] == "2023-03-01T00:00:00+01:00"
    assert found["article:modified_time"] == "2023-04-02T10:00:00+02:00"
    assert found["twitter:card"] == "summary_large_image"


def test_card_without_a_picture_shows_the_logo_if_there_is_one() -> None:
    bare = publication("karg", release=small_release("Kurz gemeldet"), editions=())

    assert metas(page("de", bare))["og:image"] == BASE + "logo.png"
    assert metas(page("de", bare))["twitter:card"] == "summary"
    assert "og:image" not in metas(page("de", bare, SETTINGS))


def test_draft_says_so_wherever_somebody_shares_it() -> None:
    assert metas(page("en", complete(Status.DRAFT)))["og:description"].startswith("Machine translation, not yet")


def test_alternates_name_every_language_and_a_default() -> None:
    for language in ("de", "en"):
        found = {link["hreflang"]: link["href"] for link in page(language).select("link[hreflang]")}
        address = BASE + "pages/optonet-gold-label."
        assert found == {
            "de": address + "de.html",
            "en": address + "en.html",
            "x-default": address + "de.html",
        }


def test_pending_edition_is_no_translation_of_anything() -> None:
    pending = publication("x", editions=(Edition("en", Status.PENDING, reason="…"),))

    assert "workTranslation" not in json_ld("de", pending)
    assert "og:locale:alternate" not in metas(page("de", pending))


@pytest.mark.parametrize(
    ("base_url", "origin"),
    [
        ("https://presse.example.org/news/", "https://presse.example.org"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("https://büro.example:444/", "https://xn--bro-hoa.example:444"),
    ],
)
def test_policy_lets_pictures_of_the_site_through_and_nothing_else(base_url: str, origin: str) -> None:
    settings = replace(SETTINGS, site=replace(SETTINGS.site, base_url=base_url))

    (policy,) = page("de", settings=settings).select("meta[http-equiv=Content-Security-Policy]")
    assert policy["content"] == (
        f"default-src 'none'; style-src 'self'; img-src 'self' {origin}; base-uri 'none'; form-action 'none'"
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """pytest shows what failed."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.slow
def test_browser_shows_the_picture_keeps_the_data_and_has_no_complaint(tmp_path: Path) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    subject = complete()
    with served(tmp_path) as base, sync_playwright() as playwright:
        settings = replace(SETTINGS, site=replace(SETTINGS.site, base_url=base))
        write(render(Catalogue((subject,)), settings), tmp_path)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_page()
        complaints: list[str] = []
        loaded: list[tuple[str, int]] = []
        view.on("console", lambda message: complaints.append(message.text))
        view.on("response", lambda response: loaded.append((response.url.removeprefix(base), response.status)))
        view.goto(f"{base}pages/{subject.slug}.de.html", wait_until="load")
        view.locator("img").scroll_into_view_if_needed()
        view.wait_for_load_state("networkidle")
        record = json.loads(view.locator('script[type="application/ld+json"]').text_content() or "")
        browser.close()

    assert record["headline"] == subject.release.headline
    # The sample's picture is a header alone; that it was asked for shows that the policy lets it through.
    assert ("media/optonet-gold-label-1.png", 200) in loaded
    assert [text for text in complaints if "Content Security Policy" in text] == []
