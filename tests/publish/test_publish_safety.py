"""Text from a file never becomes markup: hostile texts in every field, every output opened in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from playwright.sync_api import Browser, Page
from publish_samples import SETTINGS, at, everywhere
from websites import chromium

from pipeline.catalogue import Catalogue, Publication
from pipeline.model import Contact, Link
from pipeline.publish import render, write
from pipeline.publish.sheets import PER_SHEET

HOSTILE = (
    "<script>window.hit=1</script>",
    "</p></article></title></style></code><script>window.hit=1</script>",
    '"><img src="https://evil.example/x.png" onerror="window.hit=1">',
    "' onmouseover='window.hit=1' x='",
    '" autofocus tabindex="1" onfocus="window.hit=1',
    "<svg/onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "&#60;img src=x onerror=window.hit=1&#62;",
    "]]><script>window.hit=1</script><![CDATA[",
    "--><script>window.hit=1</script><!--",
    "{{ 7 * 7 }}{% for x in () %}",
    "javascript:window.hit=1",
    "data:text/html,<script>parent.hit=1</script>",
    "a@b.example?body=<script>window.hit=1</script>",
    "\x00<\x00script>window.hit=1</script>",
)
ADDRESSES = (
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    " \tjava\nscript:window.hit=1",
    "\x01javascript:window.hit=1",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaGl0PTE8L3NjcmlwdD4=",
    "vbscript:window.hit=1",
    "//evil.example/x",
    'https://evil.example/" onclick="window.hit=1',
)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def hostile(number: int, text: str) -> Publication:
    subject = everywhere(text)
    release = replace(
        subject.release,
        source=f"{text}.txt",
        links=tuple(Link(text, href) for href in (text, *ADDRESSES)),
        contact=Contact((f"Kontakt: {text}",), (text,), (text, f"x@{text}"), (text, f"+49{text}")),
    )
    return replace(
        subject, id=f"tag:x.example,2023:{number}", slug=f"h-{number}", release=release, corrected=at(2023, 3, 2)
    )


CATALOGUE = Catalogue(tuple(hostile(number, text) for number, text in enumerate(HOSTILE)))
ALL_IN_ONE = Catalogue((hostile(0, " ".join(HOSTILE)), hostile(1, "".join(reversed(HOSTILE)))))
IN_TURN = pytest.mark.parametrize(
    "catalogue",
    [pytest.param(ALL_IN_ONE, id="all-in-one"), pytest.param(CATALOGUE, id="one-by-one", marks=pytest.mark.slow)],
)


def html_in_feeds(files: dict[str, bytes]) -> dict[str, str]:
    """What a reader would insert into its own page: every title, description and article, taken for HTML."""
    found = {}
    for path in ("feeds/de.rss", "feeds/en.rss"):
        for number, element in enumerate(etree.fromstring(files[path]).iter("title", "description", CONTENT)):
            found[f"{path}#{number}"] = element.text or ""
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # Our own pages forbid scripts; the escaping has to hold without that.
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def watch(page: Page) -> list[str]:
    """Collects what a page must not do: requests other than to files, and dialogs."""
    seen: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else seen.append(request.url))
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    return seen


def provoke(page: Page) -> None:
    """Fire what waits for a reader: pointer, focus and clicks on links that stay in the page."""
    page.evaluate(
        """() => { for (const element of document.querySelectorAll('*')) {
            for (const name of ['mouseover', 'focus', 'load', 'error', 'toggle'])
                element.dispatchEvent(new Event(name));
            if (element.tagName === 'A' && /^\\s*(javascript|data|vbscript)/i.test(element.href)) element.click();
        } }"""
    )


@IN_TURN
def test_no_script_runs_and_nothing_is_loaded_from_elsewhere(page: Page, tmp_path: Path, catalogue: Catalogue) -> None:
    files = render(catalogue, SETTINGS)
    write(files, tmp_path)
    seen = watch(page)

    pages = [path for path in files if path.endswith(".html")]
    for path in pages:
        page.goto((tmp_path / path).as_uri(), wait_until="load")
        provoke(page)
        assert page.evaluate("window.hit") is None, path
        assert page.url == (tmp_path / path).as_uri()

    assert seen == []
    further = -(-len(catalogue.publications) // PER_SHEET)
    assert len(pages) == 6 * len(catalogue.publications) + 3 + further


@pytest.mark.slow
@IN_TURN
def test_reader_that_takes_feed_texts_for_html_runs_no_script(page: Page, catalogue: Catalogue) -> None:
    seen = watch(page)

    for where, html in html_in_feeds(render(catalogue, SETTINGS)).items():
        page.set_content(f"<!doctype html><body>{html}", wait_until="load")
        provoke(page)
        assert page.evaluate("window.hit") is None, where
    assert seen == []


def test_the_watch_would_notice(page: Page) -> None:
    seen = watch(page)

    page.set_content(HOSTILE[2] + HOSTILE[0])

    assert page.evaluate("window.hit") == 1
    assert seen == ["https://evil.example/x.png"]


def test_hostile_text_makes_no_element_and_no_attribute() -> None:
    files = render(CATALOGUE, SETTINGS)
    sources = {path: files[path].decode() for path in files if path.endswith(".html")}

    for where, html in (sources | html_in_feeds(files)).items():
        found = BeautifulSoup(html, "html.parser")
        if where.startswith("pages/"):
            (block,) = found.select("script")
            assert block.extract().attrs == {"type": "application/ld+json"}
            assert json.loads(block.string)["@type"] == "NewsArticle"
        if where == "index.html" or where.startswith("preview/"):
            (block,) = found.select("script")
            assert block.extract().attrs == {"src": f"{'../' * where.count('/')}preview.js", "defer": ""}
            for drawing in found.select("svg.meter, svg.columns-chart"):
                drawing.extract()
        assert found.select("script, img, svg, iframe, base[href], object, embed, form, input") == [], where
        for tag in found.find_all():
            assert not [name for name in tag.attrs if name.startswith("on") or name in ("autofocus", "srcdoc")]
            for name in ("href", "src"):
                scheme = tag.get(name, "").partition(":")[0].strip().lower()
                assert scheme not in ("javascript", "data", "vbscript"), where


def test_links_lead_only_to_the_web_mail_and_telephones() -> None:
    files = render(CATALOGUE, SETTINGS)

    for path in (path for path in files if path.startswith("fragments/")):
        for link in BeautifulSoup(files[path].decode(), "html.parser").select("a[href]"):
            assert link["href"].startswith(("http://", "https://", "mailto:", "tel:+"))
            assert link["rel"] == ["noopener"]


def test_template_syntax_in_a_text_stays_text() -> None:
    text = "{{ 7 * 7 }}{% for x in () %}"

    files = render(Catalogue((everywhere(text),)), SETTINGS)

    assert b"49" not in files["fragments/ueberall.de.html"]
    assert text in BeautifulSoup(files["index.html"].decode(), "html.parser").get_text()


def test_depth_of_a_fragment_is_that_of_our_template_whatever_the_text() -> None:
    def depth(html: str) -> int:
        return max(len(list(tag.parents)) for tag in BeautifulSoup(html, "html.parser").find_all())

    # The sanitiser's time grows with the square of the depth; text from a file must never give it any.
    nested, flat = (
        render(Catalogue((everywhere(text),)), SETTINGS)["fragments/ueberall.de.html"].decode()
        for text in ("<div><b><ul><li>" * 500, "a")
    )
    assert depth(nested) == depth(flat) < 10
