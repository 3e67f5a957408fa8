"""Bare pages for iframes, oEmbed, and what all our pages and fragments owe to everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from partner_pages import page
from playwright.sync_api import Browser, expect
from publish_samples import SETTINGS, gold_label_in_english, publication, with_lists, with_picture
from websites import Site, chromium, published, serving

from pipeline.catalogue import Catalogue
from pipeline.model import Status
from pipeline.publish import render

FILES = render(Catalogue((with_picture(),)), SETTINGS)
ADDRESS = "https://presse.example.org/"
SLUG = "optonet-gold-label"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def publisher() -> Iterator[Site]:
    draft = publication("entwurf", editions=(gold_label_in_english(Status.DRAFT),))
    catalogue = Catalogue((with_picture(), with_lists(), draft))

    def rendered(address: str) -> dict[str, bytes]:
        return render(catalogue, replace(SETTINGS, site=replace(SETTINGS.site, base_url=address)))

    with published(rendered) as site:
        yield site


@pytest.mark.parametrize("language", ["de", "en"])
def test_bare_page_holds_the_article_and_a_way_to_the_full_page(language: str) -> None:
    found = BeautifulSoup(FILES[f"embed/{SLUG}.{language}.html"], "html.parser")

    assert found.html["lang"] == language
    assert len(found.select("main > article.press-release h1")) == 1
    assert found.select("script, iframe, [style]") == []
    assert "default-src 'none'" in found.select_one("meta[http-equiv]")["content"]
    assert found.base.attrs == {"target": "_blank"}
    full = f"{ADDRESS}pages/{SLUG}.{language}.html"
    assert found.select_one(".press-page-footer a")["href"] == found.select_one("link[rel=canonical]")["href"] == full
    assert all(link["rel"] == ["noopener"] for link in found.select("a"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_names_its_oembed_answer_which_holds_the_frame(language: str) -> None:
    found = BeautifulSoup(FILES[f"pages/{SLUG}.{language}.html"], "html.parser")
    link = found.select_one("link[type='application/json+oembed']")
    assert link["rel"] == ["alternate"]

    answer = json.loads(FILES[link["href"].removeprefix(ADDRESS)])

    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"] == link["title"] == found.h1.get_text()
    frame = BeautifulSoup(answer["html"], "html.parser").iframe
    assert frame["src"] == f"{ADDRESS}embed/{SLUG}.{language}.html"
    assert (frame["width"], frame["height"]) == (str(answer["width"]), str(answer["height"]))
    assert frame["title"] == answer["title"]


@pytest.mark.slow
def test_frame_of_the_oembed_answer_shows_the_release_without_any_script(publisher: Site, browser: Browser) -> None:
    answer = json.loads(publisher.files[f"oembed/{SLUG}.en.json"])
    origin = publisher.address.rstrip("/")
    with serving(Site(headers={"Content-Security-Policy": f"default-src 'none'; frame-src {origin}"})) as partner:
        partner.files["index.html"] = page(answer["html"])
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()
        failed: list[str] = []
        tab.on("requestfailed", lambda request: failed.append(request.url))
        tab.goto(partner.address + "index.html")
        inside = tab.frame_locator("iframe")
        expect(inside.get_by_role("heading", level=1)).to_contain_text("OptoNet e.V.")
        expect(inside.locator("img")).to_have_js_property("naturalWidth", 1)
        with context.expect_page() as opened:
            inside.get_by_role("link", name="OptoNet Newsroom").click()
        assert opened.value.url == f"{publisher.address}pages/{SLUG}.en.html"
        context.close()
    assert failed == []


@pytest.mark.parametrize("path", ["index.html", f"pages/{SLUG}.de.html", f"embed/{SLUG}.en.html"])
@pytest.mark.slow
def test_pictures_show_under_our_own_policy(publisher: Site, browser: Browser, path: str) -> None:
    tab = browser.new_page()
    tab.goto(publisher.address + path)
    picture = tab.locator("img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1)
    tab.close()


@pytest.mark.parametrize(
    ("wanted", "count"), [(f"{SLUG}.en.", 3), pytest.param(".", 20, marks=pytest.mark.slow)], ids=["one", "all"]
)
@pytest.mark.slow
def test_pages_embeds_and_fragments_have_no_fault_that_axe_knows(
    publisher: Site, browser: Browser, wanted: str, count: int
) -> None:
    tab = browser.new_page()
    paths = [path for path in publisher.files if path.startswith(("pages/", "embed/", "fragments/")) and wanted in path]
    assert len(paths) == count
    for path in paths:
        shown = path
        if path.startswith("fragments/"):
            # As a partner's server includes it, with our style.
            shown, language = "included.html", path.split(".")[-2]
            fragment = publisher.files[path].decode()
            publisher.files[shown] = page("<h1>Partner</h1>", fragment, language=language, style="press.css")
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            tab.goto(publisher.address + shown)
            found = Axe().run(tab).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], (path, scheme)
