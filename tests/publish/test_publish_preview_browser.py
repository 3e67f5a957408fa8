"""The preview in a real browser: for everybody, by keyboard, on paper and from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from publish_samples import SETTINGS, at, gold_label_in_english, publication, with_lists, with_picture
from pypdfium2 import PdfDocument
from websites import chromium

from pipeline.catalogue import Catalogue, Failure, Publication, Withdrawn, Withheld
from pipeline.config import Languages
from pipeline.model import Edition, Status
from pipeline.publish import render, write

WAITING = Edition("en", Status.PENDING, reason="Es wurde ohne Netz gearbeitet.")
DRAFT = gold_label_in_english(Status.DRAFT)
OTHERS = (
    publication("entwurf", editions=(DRAFT,), published=at(2023, 5, 3)),
    publication("wartet", editions=(WAITING,), published=at(2022, 5, 2)),
    publication("veraltet", editions=(gold_label_in_english(Status.OUTDATED),), published=at(2022, 11, 2)),
    *(publication(f"weitere-{number}", published=at(2022, 12, number)) for number in range(1, 9)),
)
CATALOGUE = Catalogue(
    publications=(with_picture(), with_lists(), *OTHERS),
    withheld=(Withheld("geheim.docx", at(2030, 6, 1, 6), "Sperrfrist"),),
    failures=(Failure("kaputt.pdf", "Grund", "Abhilfe"),),
    withdrawn=(Withdrawn("tag:x", "weg", at(2022, 1, 1), at(2023, 1, 1), ("de",), "00", "weg.md", "Grund"),),
)
HEAD_OF_A_RELEASE = re.compile(r"Veröffentlicht \d+\. \w+ \d{4}")
PAGES = ("index.html", "preview/2022-1.html", "preview/2023-1.html")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write(render(CATALOGUE, SETTINGS), folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, output: Path) -> Iterator[Callable[..., Page]]:
    """Opens a file of the output from the disk, as the officer does; nothing may go wrong in it."""
    complaints: list[str] = []
    contexts = []

    def opening(path: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((output / path).as_uri())
        return page

    yield opening
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of(opened: Callable[..., Page], output: Path, scheme: str) -> None:
    # axe comes in past the policy of the page, which allows no script but its own.
    page = opened("index.html", color_scheme=scheme, bypass_csp=True)
    for path in PAGES:
        page.goto((output / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((found) => { found.open = true; })")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options={"preload": False})  # it would ask for the style by XHR
            assert found.violations_count == 0, (path, width, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") == width, path


TARGETS = ("en", "fr", "pl", "cs", "ar")
MANY = replace(SETTINGS, languages=Languages(source="de", targets=TARGETS))


def in_all_languages(slug: str = "viele") -> Publication:
    arabic = replace(gold_label_in_english(Status.DRAFT), language="ar", headline="الشبكة تفوز بالملصق الذهبي")
    polish = replace(gold_label_in_english(), language="pl", headline="Łódź: Złoty znak dla sieci")
    drafts = (replace(DRAFT, language="fr"), polish, replace(WAITING, language="cs"), arabic)
    return publication(slug, editions=(gold_label_in_english(), *drafts))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    write(render(Catalogue((in_all_languages(),)), MANY), folder)
    return folder


@pytest.mark.slow
def test_six_languages_fit_a_screen_a_telephone_and_paper(opened: Callable[..., Page], many: Path) -> None:
    page = opened("index.html", bypass_csp=True)
    page.goto((many / "index.html").as_uri())
    for width in (1280, 900, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        narrow = page.evaluate(
            "() => [...document.querySelectorAll('.column')].filter((found) => found.clientWidth < 240).length"
        )
        assert narrow == 0, width
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, (width, found.generate_report())
    page.set_viewport_size({"width": 1280, "height": 900})
    original, last = page.locator(".column").first, page.locator(".column").last
    original.locator("h3").scroll_into_view_if_needed()
    page.locator(".columns").evaluate("found => { found.scrollLeft = found.scrollWidth; }")
    expect(original.locator("h3")).to_be_in_viewport(ratio=1)
    expect(last.locator("h4").first).to_be_in_viewport(ratio=1)
    assert original.bounding_box()["x"] + original.bounding_box()["width"] <= last.bounding_box()["x"]
    assert last.locator(".headline").evaluate("found => getComputedStyle(found).direction") == "rtl"
    document = PdfDocument(page.pdf(format="A4"))
    text = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert "Złoty znak dla sieci" in text  # beside five others it would have a word a line


@pytest.mark.slow
def test_search_finds_letters_with_strokes_and_other_scripts(opened: Callable[..., Page], many: Path) -> None:
    page = opened("index.html")
    page.goto((many / "index.html").as_uri())
    field = page.get_by_label("Alle Meldungen durchsuchen")
    for wanted, count in (("lodz zloty", 1), ("ŁÓDŹ", 1), ("الذهبي", 1), ("possner", 1), ("lodzka", 0)):
        field.fill(wanted)
        expect(page.locator(".search-status")).to_have_text("Eine Meldung" if count else "Keine Meldungen")


@pytest.mark.slow
def test_keyboard_reaches_all_in_the_order_of_reading(opened: Callable[..., Page]) -> None:
    page = opened("index.html", viewport={"width": 1280, "height": 900})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#neueste")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.contents-list') !== null")

    page.reload()
    reached = []
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
            .filter((found) => found.checkVisibility()).length"""
    )
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const found = document.activeElement, style = getComputedStyle(found);
                    found.dataset.order ??= document.querySelectorAll('[data-order]').length;
                    return [Number(found.dataset.order), style.outlineStyle, parseFloat(style.outlineWidth)]; }"""
            )
        )
    assert [order for order, _, _ in reached] == list(range(wanted))
    assert all(line == "solid" and width >= 2 for _, line, width in reached)
    assert page.evaluate(
        """() => { const found = [...document.querySelectorAll('[data-order]')];
            return found.every((element, at) => Number(element.dataset.order) === at); }"""
    )


@pytest.mark.slow
def test_search_finds_releases_on_other_pages_and_by_state(opened: Callable[..., Page]) -> None:
    page = opened("index.html")
    field = page.get_by_label("Alle Meldungen durchsuchen")
    field.fill("poßner JENA")
    expect(page.locator(".search-status")).to_have_text("Keine Meldungen")
    field.fill("possner gold")
    expect(page.locator(".search-status")).to_have_text("12 Meldungen")
    page.get_by_label("Stand", exact=True).select_option(label="Wartet auf Übersetzung")
    expect(page.locator(".search-status")).to_have_text("Eine Meldung")
    page.locator(".search-results a").click()
    assert page.url.endswith("preview/2022-1.html#m-wartet")
    expect(page.locator("#m-wartet h3")).to_be_in_viewport()
    page.get_by_label("Alle Meldungen durchsuchen").fill("drei preise")
    expect(page.locator(".search-results a")).to_have_attribute("href", "../preview/2023-1.html#m-preise")
    page.keyboard.press("Escape")
    expect(page.locator(".search-results li")).to_have_count(0)


@pytest.mark.slow
def test_line_to_paste_is_copied_whole(opened: Callable[..., Page]) -> None:
    page = opened("index.html", permissions=["clipboard-read", "clipboard-write"])
    release = page.locator("article").first
    release.locator("summary").click()
    release.get_by_role("button", name="Kopieren").first.click()
    expect(release.locator(".copied").first).to_have_text("Kopiert")
    assert page.evaluate("navigator.clipboard.readText()") == release.locator(".embed code").first.inner_text()


@pytest.mark.slow
def test_page_says_all_without_script(opened: Callable[..., Page]) -> None:
    page = opened("index.html", java_script_enabled=False)
    expect(page.locator(".search")).to_be_empty()
    expect(page.locator("article")).to_have_count(10)
    expect(page.locator(".calendar a").first).to_be_visible()
    page.locator(".calendar a").last.click()
    assert "/preview/2022-1.html" in page.url


@pytest.mark.slow
def test_paper_has_a_release_a_page_and_the_addresses_of_links(opened: Callable[..., Page]) -> None:
    page = opened("preview/2022-1.html")
    document = PdfDocument(page.pdf(format="A4"))

    # The library gives a hyphen at a line's end as a character of its own.
    texts = [sheet.get_textpage().get_text_range().replace("\ufffe", "-") for sheet in document]
    heads = [len(HEAD_OF_A_RELEASE.findall(text)) for text in texts]
    assert sum(heads) == 10
    assert max(heads) == 1
    assert any("https://www.cluster-analysis.example/list?a=1&b=2" in "".join(text.split()) for text in texts)
    assert "Kopieren" not in "".join(texts)


def test_withheld_words_are_nowhere(output: Path) -> None:
    for path in output.rglob("*"):
        if path.is_file():
            assert b"geheim" not in path.read_bytes(), path
