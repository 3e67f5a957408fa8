"""<press-release> and <press-list> on partners' pages, in a real browser over real HTTP."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files as package_files

import pytest
from axe_playwright_python.sync_playwright import Axe
from partner_pages import HOSTILE_CSS, page, strict_policy
from playwright.sync_api import Browser, BrowserContext, Page, expect
from publish_samples import SETTINGS, gold_label_in_english, publication, small_release, with_picture
from websites import Site, chromium, published, serving

from pipeline.catalogue import Catalogue
from pipeline.config import Languages, Settings
from pipeline.publish import render
from pipeline.publish.element import latest_line, release_line
from pipeline.publish.view import renditions

SLUG = "optonet-gold-label"
GERMAN_ONLY = publication("nur-deutsch", release=small_release("Nur auf Deutsch", "Ein Satz."), editions=())


def settings_at(address: str) -> Settings:
    return replace(SETTINGS, site=replace(SETTINGS.site, base_url=address))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def publisher() -> Iterator[Site]:
    catalogue = Catalogue((with_picture(), GERMAN_ONLY))
    with published(lambda address: render(catalogue, settings_at(address))) as site:
        yield site


@pytest.fixture
def partner() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context()
    yield found
    found.close()


@pytest.fixture
def open_page(context: BrowserContext, partner: Site) -> Callable[..., Page]:
    def opened(*body: str, language: str = "en", style: str | None = None) -> Page:
        partner.files["index.html"] = page(*body, language=language, style=style)
        tab = context.new_page()
        tab.goto(partner.address + "index.html")
        return tab

    return opened


def line(publisher: Site, slug: str = SLUG, language: str = "en", name: str = "press-release", more: str = "") -> str:
    source = f"{publisher.address}fragments/{slug}.{language}.html"
    return (
        f'<script src="{publisher.address}press.js" async></script>'
        f'<{name} src="{source}" {more}><a href="{publisher.address}pages/{slug}.{language}.html">The link</a></{name}>'
    )


def colour(tab: Page, selector: str, what: str = "color") -> str:
    return str(tab.locator(selector).first.evaluate("(found, what) => getComputedStyle(found)[what]", what))


def test_script_is_small() -> None:
    script = (package_files("pipeline.publish") / "static" / "press.js").read_bytes()
    assert len(gzip.compress(script, 9)) < 5000
    with_words = render(Catalogue(()), SETTINGS)["press.js"]
    assert len(gzip.compress(with_words, 9)) < 5500


@pytest.mark.slow
def test_lines_of_the_preview_work_as_they_are(publisher: Site, open_page: Callable[..., Page]) -> None:
    settings = settings_at(publisher.address)
    release = release_line(renditions(with_picture(), settings)[1], settings)
    tab = open_page(release, latest_line("en", settings))
    expect(tab.locator("press-release article h2")).to_have_text(
        "OptoNet e.V. is Thuringia’s first network to win the Gold Label"
    )
    expect(tab.locator("press-list h2 a")).to_have_count(1)
    expect(tab.locator("press-release > a")).to_be_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_hostile_page_with_a_strict_policy_changes_nothing(
    publisher: Site, partner: Site, browser: Browser, language: str
) -> None:
    partner.headers = {"Content-Security-Policy": strict_policy(publisher.address)}
    partner.files["hostile.css"] = HOSTILE_CSS.encode()
    lines = (line(publisher), line(publisher, "latest", name="press-list"))
    for name, style in (("plain", None), ("hostile", "hostile.css")):
        partner.files[f"{name}.html"] = page(*lines, language=language, style=style)
    context = browser.new_context()
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    for scheme, ink, paper in (
        ("light", "rgb(28, 29, 31)", "rgb(255, 255, 255)"),
        ("dark", "rgb(236, 234, 228)", "rgb(23, 25, 28)"),
    ):
        tab.emulate_media(color_scheme=scheme)
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto(partner.address + "hostile.html")
            article = tab.locator("press-release article")
            expect(article).to_have_attribute("lang", language)
            tab.locator("press-list").scroll_into_view_if_needed()
            expect(tab.locator("press-list section")).to_be_visible()
            assert colour(tab, "press-release .press-headline") == ink
            assert colour(tab, "press-release .box", "backgroundColor") == paper
            for what, value in (
                ("letterSpacing", "normal"),
                ("textTransform", "none"),
                ("whiteSpace", "normal"),
                ("fontStyle", "normal"),
                ("textAlign", "start"),
                ("fontSize", "16px"),
                ("direction", "ltr"),
            ):
                assert colour(tab, "press-release .press-body p", what) == value, what
            host = tab.locator("press-release")
            assert host.evaluate("found => [getComputedStyle(found).opacity, getComputedStyle(found).transform]") == [
                *("1", "none")
            ]
            box = host.bounding_box()
            assert box is not None
            assert (box["x"], box["width"]) == (0, min(width, 46 * 16))
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(tab, context={"include": [["press-release"], ["press-list"]]})
            assert found.response["violations"] == [], (scheme, width)
    context.close()
    assert complaints == []


@pytest.mark.slow
def test_page_of_the_same_kind_without_hostility_looks_the_same(
    publisher: Site, partner: Site, context: BrowserContext
) -> None:
    partner.files["hostile.css"] = HOSTILE_CSS.encode()
    pictures = []
    for name, style in (("plain", None), ("hostile", "hostile.css")):
        partner.files[f"{name}.html"] = page(line(publisher), style=style)
        tab = context.new_page()
        tab.goto(partner.address + f"{name}.html")
        expect(tab.locator("press-release img")).to_have_js_property("complete", True)  # noqa: FBT003
        tab.add_style_tag(content="body { margin: 0 }")
        pictures.append(tab.locator("press-release").screenshot())
    assert pictures[0] == pictures[1]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "shown"), [("de", "de"), ("de-AT", "de"), ("en-GB", "en"), ("fr", "en")])
def test_page_s_language_is_picked(publisher: Site, open_page: Callable[..., Page], language: str, shown: str) -> None:
    tab = open_page(line(publisher), language=language)
    expect(tab.locator("press-release article")).to_have_attribute("lang", shown)
    notes = ["Disponible uniquement en anglais."] if language == "fr" else []
    assert tab.locator("press-release .note").all_inner_texts() == notes


@pytest.mark.slow
def test_page_s_region_and_language_lead_to_what_its_readers_understand_best(
    partner: Site, open_page: Callable[..., Page]
) -> None:
    subject = publication(
        editions=tuple(replace(gold_label_in_english(), language=tag) for tag in ("en-GB", "en-US", "pl", "pt-BR"))
    )
    languages = Languages(source="de", targets=("en-GB", "en-US", "pl", "pt-BR", "cs"))
    with published(lambda at: render(Catalogue((subject,)), replace(settings_at(at), languages=languages))) as site:
        (words,) = (found for found in site.files["press.js"].splitlines() if b"const WORDS" in found)
        assert words.isascii()  # whatever a page's encoding is
        for page_language, named, shown, note in (
            ("en-US", "en-GB", "en-US", ""),
            ("en", "en-US", "en-US", ""),
            ("en-AU", "de", "en-GB", ""),
            ("pt", "de", "pt-BR", ""),
            ("pl", "de", "pl", ""),
            ("cs", "pl", "pl", "Jediný dostupný jazyk: polština."),
            ("cs", "cs", "de", "Jediný dostupný jazyk: němčina."),
            ("pl", "nl", "pl", ""),
            ("fr-CA", "de", "de", "Disponible uniquement en allemand."),
            ("ar", "de", "de", "Only available in German."),
        ):
            tab = open_page(line(site, language=named), language=page_language)
            expect(tab.locator("press-release article")).to_have_attribute("lang", shown)
            assert tab.locator("press-release .note").all_inner_texts() == [note] * bool(note), page_language
        spoken = tab.locator("press-release .note")
        assert spoken.evaluate("found => [found.lang, found.dir]") == ["en", "auto"]


def test_language_can_be_chosen_on_the_element(publisher: Site, open_page: Callable[..., Page]) -> None:
    tab = open_page(line(publisher, more='lang="de"'), language="en")
    expect(tab.locator("press-release article")).to_have_attribute("lang", "de")


@pytest.mark.slow
@pytest.mark.parametrize("named", ["de", "en"])
def test_release_without_an_edition_is_shown_in_the_other_language_with_a_note(
    publisher: Site, open_page: Callable[..., Page], named: str
) -> None:
    tab = open_page(line(publisher, "nur-deutsch", named), language="en")
    expect(tab.locator("press-release article")).to_have_attribute("lang", "de")
    note = tab.locator("press-release .note")
    expect(note).to_have_text("Only available in German.")
    expect(note).to_have_attribute("lang", "en")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chosen", "levels"), [("", ["H2", "H3"]), ("1", ["H1", "H2"]), ("4", ["H4", "H5"]), ("6", ["H6", "H6"])]
)
def test_headings_begin_at_the_level_that_the_partner_chooses(
    publisher: Site, open_page: Callable[..., Page], chosen: str, levels: list[str]
) -> None:
    tab = open_page(line(publisher, more=f'heading="{chosen}"' if chosen else ""))
    expect(tab.locator("press-release .press-headline")).to_be_visible()
    found = [
        tab.locator(f"press-release {where}").evaluate("e => e.tagName")
        for where in (".press-headline", ".press-subhead")
    ]
    assert found == levels


def test_list_shows_as_many_as_asked(publisher: Site, open_page: Callable[..., Page]) -> None:
    both = line(publisher, "latest", "de", "press-list", 'lang="de"')
    one = line(publisher, "latest", "de", "press-list", 'lang="de" limit="1"')
    tab = open_page(both, one)
    expect(tab.locator("press-list").nth(0).locator("li")).to_have_count(2)
    expect(tab.locator("press-list").nth(1).locator("li")).to_have_count(1)


def test_link_stands_in_where_no_script_runs(publisher: Site, partner: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    partner.files["index.html"] = page(line(publisher))
    tab = context.new_page()
    tab.goto(partner.address + "index.html")
    expect(tab.get_by_role("link", name="The link")).to_be_visible()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["missing", "not allowed", "no fragment", "no script address"])
def test_link_and_a_note_stand_in_where_the_fragment_cannot_be_had(
    publisher: Site, partner: Site, open_page: Callable[..., Page], trouble: str
) -> None:
    source = {
        "missing": f"{publisher.address}fragments/fehlt.en.html",
        "not allowed": f"{partner.address}elsewhere/x.en.html".replace("127.0.0.1", "localhost"),
        "no fragment": f"{publisher.address}pages/{SLUG}.css",
        "no script address": "javascript:window.hit=1",
    }[trouble]
    partner.files["elsewhere/x.en.html"] = publisher.files[f"fragments/{SLUG}.en.html"]
    if trouble == "no fragment":
        publisher.files[f"pages/{SLUG}.css"] = b"<p>The server's own page for what it lacks</p>"
    tab = open_page(line(publisher).replace(f"{publisher.address}fragments/{SLUG}.en.html", source))
    expect(tab.locator("press-release .note")).to_have_text("The press releases cannot be reached at the moment.")
    expect(tab.get_by_role("link", name="The link")).to_be_visible()
    expect(tab.locator("press-release .box")).not_to_have_attribute("aria-busy", "true")
    assert tab.evaluate("window.hit") is None


@pytest.mark.slow
def test_fragment_far_below_is_loaded_when_the_reader_comes_near(
    publisher: Site, open_page: Callable[..., Page]
) -> None:
    publisher.asked.clear()
    tab = open_page('<div style="height: 9000px">A long page</div>', line(publisher))
    expect(tab.get_by_role("link", name="The link")).to_be_visible()
    tab.wait_for_timeout(300)
    assert not [path for path in publisher.asked if path.startswith("fragments/")]
    tab.locator("press-release").scroll_into_view_if_needed()
    expect(tab.locator("press-release article")).to_be_visible()


HOSTILE_FRAGMENT = """
<article class="press-release evil" id="press" lang="en" style="color: red" onclick="parent.hit=1" part="stolen">
<h2 class="press-headline">Kept<script>window.hit=1</script></h2><style>* { display: none }</style>
<img src="x" onerror="window.hit=1"><img src="javascript:window.hit=1"><iframe srcdoc="<script>parent.hit=1</script>">
</iframe><svg><a href="javascript:window.hit=1"><text>svg</text></a><script>window.hit=1</script></svg>
<a href="javascript:window.hit=1">script</a><a href="data:text/html,x">data</a>
<a href="../pages/x.html" ping="/x">kept</a>
<form action="https://evil.example/"><button formaction="javascript:window.hit=1">form</button></form>
<math><mi xlink:href="javascript:window.hit=1">math</mi></math><template><p>template</p></template>
<press-release src="/again.html">again</press-release><object data="x"></object><link rel="stylesheet" href="/evil.css">
</article>"""


def test_only_what_is_expected_comes_out_of_a_fragment(publisher: Site, open_page: Callable[..., Page]) -> None:
    publisher.files["fragments/hostile.en.html"] = HOSTILE_FRAGMENT.encode()
    publisher.asked.clear()
    tab = open_page(line(publisher, "hostile"))
    article = tab.locator("press-release article")
    expect(article).to_be_visible()
    assert article.evaluate("found => found.outerHTML.replace(/\\n/g, '')") == (
        '<article lang="en" class="press-release" part="release"><h2 class="press-headline" part="headline">Kept</h2>'
        f'<img src="{publisher.address}fragments/x"><img><a rel="noopener" part="link">script</a>'
        f'<a rel="noopener" part="link">data</a><a href="{publisher.address}pages/x.html" rel="noopener" part="link">'
        "kept</a></article>"
    )
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.hit") is None
    assert set(publisher.asked) == {"press.js", "fragments/hostile.en.html", "fragments/x"}


def test_look_is_set_by_properties_and_parts(publisher: Site, partner: Site, open_page: Callable[..., Page]) -> None:
    partner.files["own.css"] = b"""press-release { --press-background: rgb(1, 2, 3); --press-color: rgb(250, 250, 240) }
        press-release::part(headline) { color: rgb(9, 200, 9) }
        press-release::part(kicker) { text-transform: uppercase }"""
    tab = open_page(line(publisher), style="own.css")
    expect(tab.locator("press-release article")).to_be_visible()
    assert colour(tab, "press-release .box", "backgroundColor") == "rgb(1, 2, 3)"
    assert colour(tab, "press-release .press-body p") == "rgb(250, 250, 240)"
    assert colour(tab, "press-release .press-headline") == "rgb(9, 200, 9)"
    assert colour(tab, "press-release .press-kicker", "textTransform") == "uppercase"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theme", "paper"),
    [("", "rgb(255, 255, 255)"), ('theme="dark"', "rgb(23, 25, 28)"), ('theme="auto"', "rgb(23, 25, 28)")],
)
def test_colours_follow_the_page_unless_the_partner_says_otherwise(
    publisher: Site, partner: Site, browser: Browser, theme: str, paper: str
) -> None:
    partner.files["index.html"] = page(line(publisher, more=theme))
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto(partner.address + "index.html")  # a page that knows no dark colours
    expect(tab.locator("press-release article")).to_be_visible()
    assert colour(tab, "press-release .box", "backgroundColor") == paper
    context.close()


@pytest.mark.slow
def test_keyboard_walks_through_the_links_and_is_not_lost_when_the_text_arrives(
    publisher: Site, open_page: Callable[..., Page]
) -> None:
    tab = open_page('<a href="#" id="before">Before</a>', line(publisher), '<a href="#" id="after">After</a>')
    expect(tab.locator("press-release article")).to_be_visible()
    tab.focus("#before")
    walked = []
    for _ in range(8):
        tab.keyboard.press("Tab")
        walked.append(
            tab.evaluate("(document.activeElement.shadowRoot || document).activeElement.getAttribute('href')")
        )
        if walked[-1] == "#":
            break
    assert walked == [
        *("tel:+49364132790", "mailto:presse@optonet.example"),
        *("https://www.cluster-analysis.example/list?a=1&b=2", "#"),
    ]
    waiting = open_page('<div style="height: 9000px">A long page</div>', line(publisher))
    waiting.evaluate("document.querySelector('press-release a').focus()")
    expect(waiting.locator("press-release article")).to_be_focused()


def test_frameworks_may_make_change_and_move_the_element(publisher: Site, open_page: Callable[..., Page]) -> None:
    tab = open_page(f'<script src="{publisher.address}press.js"></script><div id="app"></div><div id="other"></div>')
    first, second = (f"{publisher.address}fragments/{slug}.de.html" for slug in (SLUG, "nur-deutsch"))
    tab.evaluate(
        """address => { const made = document.createElement("press-release");
            document.querySelector("#app").append(made); made.setAttribute("src", address) }""",
        first,
    )
    expect(tab.locator("#app article h2")).to_contain_text("OptoNet")
    tab.evaluate("address => document.querySelector('press-release').setAttribute('src', address)", second)
    expect(tab.locator("#app article h2")).to_have_text("Nur auf Deutsch")
    tab.evaluate("document.querySelector('#other').append(document.querySelector('press-release'))")
    expect(tab.locator("#other article h2")).to_have_text("Nur auf Deutsch")
    tab.evaluate("document.querySelector('#app').append(document.querySelector('press-release').cloneNode(true))")
    expect(tab.locator("#app article h2")).to_have_text("Nur auf Deutsch")
    tab.evaluate(
        """address => { const again = document.createElement("script"); again.src = address;
            document.body.append(again) }""",
        publisher.address + "press.js",
    )
    expect(tab.locator("article")).to_have_count(2)


def test_page_hears_how_it_went(publisher: Site, open_page: Callable[..., Page]) -> None:
    tab = open_page("<p>Waiting</p>")
    heard = tab.evaluate(
        """async ([script, good, bad]) => {
            const heard = [];
            for (const name of ["press-load", "press-error"]) document.addEventListener(name, () => heard.push(name));
            for (const source of [good, bad]) {
                const made = document.createElement("press-release"); made.setAttribute("src", source);
                document.body.append(made);
            }
            const element = document.createElement("script"); element.src = script; document.body.append(element);
            while (heard.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
            return heard.sort();
        }""",
        [publisher.address + path for path in ("press.js", f"fragments/{SLUG}.en.html", "fragments/none.css")],
    )
    assert heard == ["press-error", "press-load"]
