"""A release that would like to be a program: in every format, in every output, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator

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


def publish(desk: Desk, watch: Watch, cases: list[str]) -> None:
    """Every case in a release of every format and in the text that a person wrote for it."""
    config = desk.folder / "config.toml"
    config.write_text(config.read_text("utf-8").replace("https://presse.example/", watch.publisher.address), "utf-8")
    for suffix, release in FORMATS.items():
        for number, case in enumerate(cases):
            desk.drop(f"fall-{number}-{suffix}.{suffix}", release(number, case))
            desk.drop(f"fall-{number}-{suffix}.en.md", FORMATS["md"](number, case))
    assert desk.build().code == 0
    watch.publisher.files.update(desk.files())


def in_one() -> list[str]:
    last = [case for case in CASES if case.startswith(_SWALLOWING)]
    return ["\n\n".join([*(case for case in CASES if case not in last), *last])]


@pytest.mark.parametrize(
    "cases",
    [pytest.param(in_one(), id="all-in-one"), pytest.param(list(CASES), id="one-by-one", marks=pytest.mark.slow)],
)
def test_no_script_runs_and_no_request_leaves(desk: Desk, watch: Watch, cases: list[str]) -> None:
    publish(desk, watch, cases)
    watch.everything()
    assert watch.seen == []
    # Six pages a release at least: fragment, page and bare page in two languages.
    assert watch.opened > 6 * len(cases) * len(FORMATS)


def test_the_watch_notices_what_it_is_there_for(watch: Watch) -> None:
    watch.publisher.files = {
        f"{number}.html": f"<!doctype html><body>{case}".encode()
        for number, case in enumerate(
            (
                "<script>document.title = 'ran'</script>",
                "<p onmouseover='1 + 1'>handler</p>",
                "<a href='javascript:void 0'>link</a>",
                "<script>alert('dialogue')</script>",
                "<img src='elsewhere.png'>",
                "<img src='http://evil.invalid/x.png'>",
                "<meta http-equiv=refresh content='0;url=/1.html'>",
            )
        )
    }
    watch.everything()
    noticed = {line.removeprefix(watch.publisher.address).partition(".html")[0] for line in watch.seen}
    assert noticed == {str(number) for number in range(7)}


@pytest.mark.parametrize(
    "suffix", ["html", pytest.param("md", marks=pytest.mark.slow), pytest.param("eml", marks=pytest.mark.slow)]
)
def test_markup_nested_without_end_is_refused_in_seconds_and_says_why(desk: Desk, suffix: str) -> None:
    desk.drop(f"tief.{suffix}", FORMATS[suffix](1, "<div>" * 90_000 + "ganz unten"))
    desk.drop("werkstatt.txt", WORKSHOP)
    begun = time.process_time()
    outcome = desk.build()
    # Reading is linear in depth; a sanitiser that is not would take a minute and more.
    assert time.process_time() - begun < 20
    assert outcome.code == 1
    assert f"tief.{suffix}" in outcome.out
    assert "viel zu tief verschachtelt" in " ".join(outcome.out.split())
    assert list(desk.data()) == ["werkstatt.txt"]
