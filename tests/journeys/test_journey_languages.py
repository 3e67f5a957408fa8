"""One desk in many languages: what subscribers, partners and search engines get in each of them."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from desk import CONCERT, ENGLISH, WORKSHOP, Desk
from loopback import Loopback, pseudo_english

TARGETS = ("en", "fr", "pl", "cs")
ALL = ("de", *TARGETS)
NOTICES = {
    "en": "Machine translation, not yet reviewed",
    "fr": "Traduction automatique, non relue",
    "pl": "Tłumaczenie maszynowe, jeszcze niesprawdzone",
    "cs": "Strojový překlad, zatím nezkontrolovaný",
}
DATES = {
    "de": "3. Mai 2024",
    "en": "3 May 2024",
    "fr": "3 mai 2024",
    "pl": "3 maja 2024",
    "cs": "3. května 2024",
}
HERS = {
    "en": ENGLISH,
    "fr": "# L’atelier de Kahla ouvre ses portes\n\nL’association a ouvert vendredi son nouvel atelier. Il compte "
    "14 établis.\n\n« Ce que l’on construit ici, on l’emporte chez soi », explique Karla Steinhäuser.\n",
    "pl": "# Łódzki wzór: warsztat w Kahla otwiera drzwi\n\nStowarzyszenie otworzyło w piątek nowy warsztat. "
    "Stoi w nim 14 stołów.\n\n„Co się tu zbuduje, zabiera się do domu” – mówi Karla Steinhäuser.\n",
    "cs": "# Dílna v Kahle se otevírá všem\n\nSpolek v pátek otevřel svou novou dílnu na náměstí. Stojí v ní 14 ponků."
    "\n\n„Co si tu kdo postaví, to si odnese domů,“ říká Karla Steinhäuserová.\n",
}
WORKSHOP_SLUG = "werkstatt-in-kahla-oeffnet-fuer-alle"
CONCERT_SLUG = "konzert-zwischen-hobelbaenken"


def speak(desk: Desk, *targets: str) -> None:
    config = desk.folder / "config.toml"
    config.write_text(config.read_text("utf-8") + f"\n[languages]\ntargets = {json.dumps(targets)}\n", "utf-8")


@pytest.fixture
def office(desk: Desk, translator: Loopback) -> Desk:
    """A release that a person has written in four languages, and one that a machine has drafted in them."""
    speak(desk, *TARGETS)
    # The same answer for all languages, so it names the month in each; a wrong one would hold the draft back.
    translator.translate = lambda text: pseudo_english(text).replace(" May", " May/mai/maja/května")
    desk.drop("werkstatt.txt", WORKSHOP)
    for language, text in HERS.items():
        desk.drop(f"werkstatt.{language}.md", text)
    desk.drop("konzert.txt", CONCERT)
    done = desk.build()
    assert (done.code, done.err) == (0, "")
    return desk


def html(files: dict[str, bytes], path: str) -> BeautifulSoup:
    return BeautifulSoup(files[path].decode(), "html.parser")


def json_of(files: dict[str, bytes], path: str) -> Any:
    return json.loads(files[path])


def test_every_language_is_whole_in_every_output(office: Desk) -> None:
    files = office.files()
    address = "https://presse.example/"

    sitemap = ElementTree.fromstring(files["sitemap.xml"])
    linked = {
        place.findtext("{*}loc"): {link.get("hreflang"): link.get("href") for link in place.findall("{*}link")}
        for place in sitemap
    }
    for slug in (WORKSHOP_SLUG, CONCERT_SLUG):
        alternates = {language: f"{address}pages/{slug}.{language}.html" for language in ALL}
        alternates["x-default"] = alternates["de"]
        for language in ALL:
            page = html(files, f"pages/{slug}.{language}.html")
            assert page.html["lang"] == language
            assert {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")} == alternates
            assert linked[alternates[language]] == alternates
            switch = page.select_one("nav.press-page-languages")
            assert [tag["lang"] for tag in switch.select("[lang]")] == list(ALL)
            assert switch.get_text("|", strip=True) == "Deutsch|English|Français|Polski|Čeština"

            (article,) = html(files, f"fragments/{slug}.{language}.html").find_all(recursive=False)
            assert (article["lang"], article["dir"]) == (language, "ltr")
            drafted = slug == CONCERT_SLUG and language != "de"
            assert [tag.get_text() for tag in article.select(".press-notice")] == [NOTICES.get(language)] * drafted
            if slug == WORKSHOP_SLUG:
                assert article.select_one("time").get_text() == DATES[language]

            news = json.loads(page.find("script", type="application/ld+json").string)
            assert news["inLanguage"] == language
            works = news.get("workTranslation") or [news["translationOfWork"]]
            assert [work["inLanguage"] for work in works] == (list(TARGETS) if language == "de" else ["de"])
            ninjs = json_of(files, f"ninjs/{slug}.{language}.json")
            assert ninjs["language"] == language
            assert {item["language"] for item in ninjs["associations"]} == set(ALL) - {language}
            assert ninjs.get("edNote", "").startswith(NOTICES[language] if drafted else "")
            oembed = json_of(files, f"oembed/{slug}.{language}.json")
            frame = BeautifulSoup(oembed["html"], "html.parser").iframe
            assert frame["src"] == f"{address}embed/{slug}.{language}.html"
            assert html(files, f"embed/{slug}.{language}.html").html["lang"] == language


def test_every_language_can_be_subscribed_to(office: Desk) -> None:
    files = office.files()

    for language in ALL:
        for suffix in ("rss", "atom"):
            feed = feedparser.parse(files[f"feeds/{language}.{suffix}"])
            assert not feed.bozo
            assert len(feed.entries) == 2
            assert feed.feed.language == language
        drafted, hers = feedparser.parse(files[f"feeds/{language}.rss"]).entries
        assert drafted.link.endswith(f"{CONCERT_SLUG}.{language}.html")
        if language != "de":
            assert drafted.summary.startswith(f"{NOTICES[language]}. ")
            assert hers.title == HERS[language].partition("\n")[0].removeprefix("# ")
        items = json_of(files, f"feeds/{language}.json")
        assert items["language"] == language
        others = [other["language"] for other in items["items"][0]["_press"]["translations"]]
        assert others == [other for other in ALL if other != language]
        latest = html(files, f"fragments/latest.{language}.html")
        assert latest.section["lang"] == language
        assert len(latest.select("li.press-item")) == 2
    groups = ElementTree.fromstring(files["feeds/press.opml"]).findall("body/outline")
    assert [group.get("text") for group in groups] == ["Deutsch", "English", "Français", "Polski", "Čeština"]


def test_a_withdrawn_release_says_so_in_every_language(office: Desk) -> None:
    (office.releases / "konzert.txt").unlink()
    office.build(now="2024-06-02T12:00")
    files = office.files()

    said = {
        language: html(files, f"fragments/{CONCERT_SLUG}.{language}.html").select_one(".press-withdrawn").get_text()
        for language in ALL
    }
    assert said == {
        "de": "Diese Pressemitteilung wurde am 2. Juni 2024 zurückgezogen.",
        "en": "This press release was withdrawn on 2 June 2024.",
        "fr": "Ce communiqué de presse a été retiré le 2 juin 2024.",
        "pl": "Ta informacja prasowa została wycofana 2 czerwca 2024.",
        "cs": "Tato tisková zpráva byla dne 2. června 2024 stažena.",
    }


def test_regions_other_scripts_and_other_directions(desk: Desk, translator: Loopback) -> None:
    speak(desk, "en-GB", "pt-BR", "ar", "uk")
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en-GB.md", ENGLISH)
    desk.drop("werkstatt.ar.md", "# ورشة كاهلا تفتح أبوابها\n\nافتتح النادي يوم الجمعة ورشته الجديدة.\n")
    desk.drop("werkstatt.uk.md", "# Майстерня в Калі відкривається\n\nКлуб відкрив у п’ятницю нову майстерню.\n")
    done = desk.build()
    files = desk.files()

    assert (done.code, done.err) == (0, "")
    slugs = {PurePosixPath(path).name.partition(".")[0] for path in files if path.startswith("pages/")}
    assert slugs == {WORKSHOP_SLUG}
    for language, direction in (("en-GB", "ltr"), ("pt-BR", "ltr"), ("ar", "rtl"), ("uk", "ltr")):
        page = html(files, f"pages/{WORKSHOP_SLUG}.{language}.html")
        assert (page.html["lang"], page.html["dir"]) == (language, direction)
        feed = feedparser.parse(files[f"feeds/{language}.rss"])
        assert not feed.bozo
        assert feed.feed.language == language
        content = feed.entries[0].content[0].value
        assert ('dir="rtl"' in content) == (direction == "rtl")
        # Whatever stands there in English is marked as such, where the language has no words of ours.
        for tag in page.select(".press-notice, .press-contact-title, .press-links-title, footer a"):
            assert tag.get("lang", language) == (language if language == "en-GB" else "en")
    assert feedparser.parse(files["feeds/ar.rss"]).entries[0].title == "ورشة كاهلا تفتح أبوابها"
    assert feedparser.parse(files["feeds/uk.atom"]).entries[0].title == "Майстерня в Калі відкривається"


def test_a_release_in_cyrillic_gets_an_address(desk: Desk) -> None:
    for number in (1, 2):
        text = f"# Майстерня {'і' * number} відкривається\n\nКлуб відкрив у п’ятницю нову майстерню на площі.\n"
        desk.drop(f"{number}.md", text)
    done = desk.build()

    pages = sorted(path for path in desk.files() if path.startswith("pages/"))
    assert (done.code, len(pages)) == (0, 2)
    assert all(re.fullmatch(r"pages/release[a-z0-9-]*\.[a-z]+\.html", path) for path in pages), pages
