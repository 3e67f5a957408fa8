"""A release that would like to be a program: in every format, in every output, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

import pytest
from desk import WORKSHOP, Desk
from hostile_releases import CASES, FORMATS
from hostile_watch import Watch
from playwright.sync_api import Browser
from websites import Site, chromium, serving

# Apart from the others, for they would hide those that follow them in a page.
_SWALLOWING = ("<script>window.hit=1//", "<noscript>", "<math><mtext>", "<iframe", "<svg><style>", "<template>")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    with serving(Site(headers={"Access-Control-Allow-Origin": "*"})) as publisher, serving(Site()) as partner:
        yield Watch(browser, publisher, partner)


def publish(desk: Desk, watch: Watch, cases: list[str], formats: Collection[str]) -> None:
    """Every case in a release of every one of the formats and in the text that a person wrote for it."""
    config = desk.folder / "config.toml"
    config.write_text(config.read_text("utf-8").replace("https://presse.example/", watch.publisher.address), "utf-8")
    for suffix in formats:
        for number, case in enumerate(cases):
            own = _closed(case) if suffix == "md" else case
            desk.drop(f"fall-{number}-{suffix}.{suffix}", FORMATS[suffix](number, own))
            desk.drop(f"fall-{number}-{suffix}.en.md", FORMATS["md"](number, _closed(case)))
    assert desk.build().code == 0
    watch.publisher.files.update(desk.files())


def _closed(case: str) -> str:
    """A case for Markdown, where a comment without an end would have the whole file refused."""
    return f"{case}\n\n-->" if case.rfind("<!--") > case.rfind("-->") else case


def in_one() -> list[str]:
    last = [case for case in CASES if case.startswith(_SWALLOWING)]
    return ["\n\n".join([*(case for case in CASES if case not in last), *last])]


@pytest.mark.parametrize(
    ("cases", "formats"),
    [
        pytest.param(in_one(), tuple(FORMATS), id="all-in-one", marks=pytest.mark.slow),
        # The two that are parsed as markup each in its own way; the others' text takes the same roads.
        pytest.param(list(CASES), ("html", "md"), id="one-by-one", marks=pytest.mark.slow),
    ],
)
def test_no_script_runs_and_no_request_leaves(
    desk: Desk, watch: Watch, cases: list[str], formats: tuple[str, ...]
) -> None:
    publish(desk, watch, cases, formats)
    watch.everything()
    assert watch.seen == []
    # Six pages a release at least: fragment, page and bare page in two languages.
    assert watch.opened > 6 * len(cases) * len(formats)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("markup", "noticed"),
    [
        ("<script>document.title = 'ran'</script>", "ran a script"),
        ("<p onmouseover='1 + 1'>handler</p>", "ran a script"),
        ("<script>parent.hit = 1</script>", "window.hit"),
        ("<a href=' \x01javascript:void 0'>link</a>", "<a href="),
        ("<script>alert('dialogue')</script>", "dialogue: dialogue"),
        ("<img src='elsewhere.png'>", "asked for"),
        ("<img src='http://evil.invalid/x.png'>", "asked for http://evil.invalid"),
        ("<meta http-equiv=refresh content='0;url=/other.html'>", "went away"),
    ],
)
def test_the_watch_notices_what_it_is_there_for(watch: Watch, markup: str, noticed: str) -> None:
    watch.publisher.files = {"x.html": f"<!doctype html><body>{markup}".encode(), "other.html": b"<!doctype html>"}
    watch.everything()
    assert any(noticed in line for line in watch.seen), watch.seen


@pytest.mark.parametrize(
    "suffix", ["html", pytest.param("md", marks=pytest.mark.slow), pytest.param("eml", marks=pytest.mark.slow)]
)
def test_markup_nested_without_end_is_refused_in_seconds_and_says_why(desk: Desk, suffix: str) -> None:
    desk.drop(f"tief.{suffix}", FORMATS[suffix](1, "<div>" * 25_000 + "ganz unten"))
    desk.drop("werkstatt.txt", WORKSHOP)
    begun = time.process_time()
    outcome = desk.build()
    # Reading is linear in depth; a sanitiser that is not would take a minute and more.
    assert time.process_time() - begun < 20
    assert outcome.code == 1
    assert f"tief.{suffix}" in outcome.out
    assert "viel zu tief verschachtelt" in " ".join(outcome.out.split())
    assert list(desk.data()) == ["werkstatt.txt"]
