"""The sitemap as search engines read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from lxml import etree
from publish_samples import SETTINGS, at, gold_label_in_english, publication, small_release

from pipeline.catalogue import Catalogue, Publication
from pipeline.model import Edition, Status
from pipeline.publish import render, site_of, sitemap

BASE = "https://presse.example.org/"
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def catalogue(*days: int) -> Catalogue:
    return Catalogue(tuple(small(f"m-{number}", at(2024, 1, day)) for number, day in enumerate(days)))


def small(slug: str, published: datetime) -> Publication:
    return publication(slug, release=small_release("Kurz & gut"), editions=(), published=published)


def parsed(made: Catalogue, path: str = "sitemap.xml") -> etree._Element:
    return etree.fromstring(dict(sitemap.sitemap(site_of(made, SETTINGS).publications, SETTINGS))[path])


def texts(tree: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in tree.findall(path, NS)]


def test_every_page_is_named_with_its_last_change_and_exists() -> None:
    made = Catalogue((publication(updated=at(2023, 5, 1)), publication("zwei", editions=())))
    files = render(made, SETTINGS)
    tree = etree.fromstring(files["sitemap.xml"])

    assert sorted(texts(tree, "s:url/s:loc")) == sorted(BASE + path for path in files if path.startswith("pages/"))
    assert "2023-05-01T10:00:00+02:00" in texts(tree, "s:url/s:lastmod")


def test_languages_name_each_other_and_themselves() -> None:
    tree = etree.fromstring(render(Catalogue((publication(),)), SETTINGS)["sitemap.xml"])

    for url in tree.findall("s:url", NS):
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link[@rel='alternate']", NS)}
        assert links == {
            "de": BASE + "pages/optonet-gold-label.de.html",
            "en": BASE + "pages/optonet-gold-label.en.html",
            "x-default": BASE + "pages/optonet-gold-label.de.html",
        }
        assert url.findtext("s:loc", namespaces=NS) in links.values()


def test_page_in_one_language_has_no_alternates() -> None:
    pending = publication("x", editions=(Edition("en", Status.PENDING, reason="…"),))

    assert parsed(Catalogue((pending,))).findall("s:url/x:link", NS) == []


def test_news_tags_go_to_the_two_days_before_the_newest_release() -> None:
    tree = parsed(catalogue(1, 8, 9, 10))

    tagged = [url.findtext("s:loc", namespaces=NS) for url in tree.findall("s:url[n:news]", NS)]
    assert tagged == [BASE + "pages/m-2.de.html", BASE + "pages/m-3.de.html"]


def test_news_tags_are_complete_and_escaped() -> None:
    tree = parsed(Catalogue((publication(editions=(gold_label_in_english(),)), small("zwei", at(2023, 3, 2)))))
    english = next(
        news for news in tree.iterfind("s:url/n:news", NS) if "en" in texts(news, "n:publication/n:language")
    )

    assert texts(english, "n:publication/n:name") == ["OptoNet Newsroom"]
    assert texts(english, "n:publication_date") == ["2023-03-01T00:00:00+01:00"]
    assert texts(english, "n:title") == ["OptoNet e.V. is Thuringia’s first network to win the Gold Label"]
    assert "Kurz & gut" in texts(tree, "s:url/n:news/n:title")


def test_no_more_than_a_thousand_pages_have_news_tags_and_they_are_the_newest() -> None:
    start = at(2024, 1, 1)
    made = Catalogue(tuple(small(f"m-{number}", start + timedelta(minutes=number)) for number in range(1010)))

    tagged = texts(parsed(made), "s:url[n:news]/s:loc")
    assert len(tagged) == 1000
    assert tagged[-1] == BASE + "pages/m-1009.de.html"


def test_empty_catalogue_has_an_empty_sitemap() -> None:
    assert len(parsed(Catalogue())) == 0


@pytest.mark.parametrize("limit", ["MAX_ADDRESSES", "MAX_BYTES"])
def test_beyond_the_limits_an_index_names_the_parts(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(sitemap, limit, {"MAX_ADDRESSES": 2, "MAX_BYTES": 1200}[limit])
    made = catalogue(1, 2, 3, 4, 5)

    files = dict(sitemap.sitemap(site_of(made, SETTINGS).publications, SETTINGS))

    index = etree.fromstring(files.pop("sitemap.xml"))
    assert index.tag == f"{{{NS['s']}}}sitemapindex"
    assert texts(index, "s:sitemap/s:loc") == [BASE + name for name in files]
    assert len(files) > 1
    assert max(map(len, files.values())) <= sitemap.MAX_BYTES
    pages = [place for content in files.values() for place in texts(etree.fromstring(content), "s:url/s:loc")]
    assert pages == [f"{BASE}pages/m-{number}.de.html" for number in range(5)]
    assert all(len(etree.fromstring(content)) <= sitemap.MAX_ADDRESSES for content in files.values())


def test_new_release_leaves_the_older_parts_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 2)

    before = dict(sitemap.sitemap(site_of(catalogue(1, 2, 3, 4, 20), SETTINGS).publications, SETTINGS))
    after = dict(sitemap.sitemap(site_of(catalogue(1, 2, 3, 4, 20, 28), SETTINGS).publications, SETTINGS))

    assert [name for name in before if before[name] != after[name]] == ["sitemap-3.xml"]


def test_language_of_the_news_is_as_google_names_it() -> None:
    chinese = replace(SETTINGS, languages=replace(SETTINGS.languages, source="zh-TW", targets=()))
    made = Catalogue((publication("x", release=replace(small_release("标题"), language="zh-TW"), editions=()),))

    tree = etree.fromstring(dict(sitemap.sitemap(site_of(made, chinese).publications, chinese))["sitemap.xml"])
    assert texts(tree, "s:url/n:news/n:publication/n:language") == ["zh-tw"]
