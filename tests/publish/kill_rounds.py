"""Publish again and again, kill it with SIGKILL at random moments, and look at what readers would find each time.

    python tests/publish/kill_rounds.py KILLS SEED FOLDER

Two catalogues take turns: releases come, go, change their words, their picture, their topic and their English edition.
Each run is a process of its own. After every kill each file must parse and be, byte for byte, what one of the two
catalogues makes of it; and whatever the lists and feeds lead to, however many steps away, must be there. Every tenth
run lives, and must leave exactly what a run into an empty folder leaves. Prints what was found as JSON; the first
fault ends it.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html
from publish_samples import SETTINGS as SAMPLE_SETTINGS
from publish_samples import at, gold_label_in_english, gold_label_release, publication

from pipeline.catalogue import Catalogue
from pipeline.model import Caption, Picture, Status
from pipeline.publish import publish, render, write

SETTINGS = replace(SAMPLE_SETTINGS, publish=replace(SAMPLE_SETTINGS.publish, feed_length=10))
BASE = SETTINGS.site.base_url
ADDRESS = re.compile(re.escape(BASE) + r"([^\s\"'<>\\?#]*)")
# Archives are reached from their feeds alone.
LISTS = re.compile(r"(feeds/(?!archive/)|fragments/(latest\.|\w+/)|data/index\.json|sitemap|robots\.txt|index\.html)")
HIDDEN = re.compile(r"(.*/)?\.(press-[\d-]+\.tmp|press\.lock|manifest\.json)\Z")
RELEASES = 36
EVERY = 10
PAUSE_S = 0.0002
RENAMES_SHARE = 8  # of a run, the part in which it renames and removes, roughly


def catalogue(side: int) -> Catalogue:
    """One of the two: two thirds of the releases are in both, and half of those differ."""
    shown = [number for number in range(RELEASES) if number % 3 != 2 + side and (number % 3, side) != (1, 0)]
    items = []
    for number in shown:
        release = gold_label_release()
        editions = (gold_label_in_english(Status.DRAFT if number % 4 else Status.APPROVED),)
        if number % 2:
            release = replace(release, headline=f"{release.headline} – Stand {side}")
        if number % 4 == side:
            editions = ()
        if number % 2 == 0:
            release = replace(release, tags=(f"Seite {side}",))
        if number % 5 == 0:
            data = f"a picture, {side if number % 2 else 'the same'}".encode() * 5000
            caption = release.captions[0].text
            release = replace(
                release,
                captions=(Caption(1, caption),),
                pictures=(Picture("bild.png", "image/png", data, alt="Urkunde", caption=caption),),
            )
        items.append(
            publication(f"m-{number}", release=release, editions=editions, published=at(2020 + number % 4, 3, 1))
        )
    return Catalogue(tuple(items))


def links(path: str, content: bytes) -> set[str]:
    """The output paths that a file leads to; parsing it is part of it."""
    # The script leads to nothing but by the page that it runs in; its comment shows an example.
    text = "" if path.startswith("media/") or path == "press.js" else content.decode()
    found = set(ADDRESS.findall(unescape(text)))
    if path.endswith((".rss", ".atom", ".xml", ".opml")):
        etree.fromstring(content)
    elif path.endswith(".json"):
        records = json.loads(content)
        if path == "data/index.json":
            found |= {f"data/{record['slug']}.json" for record in records}
    elif path.endswith(".html"):
        for element in lxml_html.fromstring(text).iter():
            target = element.get("href") or element.get("src") or ""
            if target and ":" not in target and not target.startswith("#"):
                found.add(urljoin(BASE + path, target).removeprefix(BASE).partition("#")[0])
    return found - {""}


class FaultError(Exception):
    """What a reader must never meet."""


def listing(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def follow(found: Mapping[str, bytes], leads_to: Callable[[str], set[str]]) -> None:
    """Whatever the lists and feeds lead to, however many steps away, must be there."""
    reached = {path for path in found if LISTS.match(path)}
    waiting = list(reached)
    while waiting:
        path = waiting.pop()
        for target in leads_to(path):
            if target not in found:
                raise FaultError(f"{path} leads to {target}, which is missing")
            if target not in reached:
                reached.add(target)
                waiting.append(target)


def look(output: Path, sides: list[dict[str, bytes]], known: dict[tuple[str, bytes], set[str]]) -> str:
    """Check the folder after a kill; which part of the run the kill has hit."""
    found = {path: content for path, content in listing(output).items() if not HIDDEN.match(path)}
    for path, content in found.items():
        if content not in (sides[0].get(path), sides[1].get(path)):
            raise FaultError(f"{path} is neither the old nor the new file: {len(content)} bytes")
    if lost := (sides[0].keys() & sides[1].keys()) - found.keys():
        raise FaultError(f"in both catalogues, but gone: {sorted(lost)}")
    follow(found, lambda path: known[path, found[path]])
    olds = [all(found.get(path) == content for path, content in side.items()) for side in sides]
    if any(olds):
        return "untouched or done"
    return "in the middle"


def start(action: Callable[[], object]) -> int:
    """A process of its own that does it; returns its id. It ends with 1, and says why, if that fails."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            action()
            code = 0
        except BaseException:  # noqa: BLE001 - whatever it is, the process must end here
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def live(action: Callable[[], object]) -> float:
    """Let a process do it to the end; the seconds it took."""
    clock = time.perf_counter()
    _, status = os.waitpid(start(action), 0)
    if status:
        raise FaultError(f"a process that was not killed failed: {status}")
    return time.perf_counter() - clock


def kill(child: int) -> None:
    """SIGKILL, if it still lives."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def wait_for_renames(manifest: Path) -> Callable[[int], None]:
    """Waits until a child begins to rename its files in: then it replaces the manifest."""
    before = manifest.stat().st_ino

    def wait(child: int) -> None:
        # Not waitpid: the child must stay, so that its id is that of no other process when it is killed.
        while (
            manifest.stat().st_ino == before
            and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        ):
            time.sleep(PAUSE_S)

    return wait


def main(kills: int, seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    catalogues = [catalogue(side) for side in (0, 1)]
    sides = [render(made, SETTINGS) for made in catalogues]
    known = {(path, content): links(path, content) for side in sides for path, content in side.items()}
    output = folder / "output"
    publish(catalogues[0], SETTINGS, output)
    publish_s = live(lambda: publish(catalogues[1], SETTINGS, output))
    hits: Counter[str] = Counter()
    for number in range(1, kills + 1):
        side = number % 2
        if chance.randrange(3):
            # Most kills go where they hurt: among the renames and removals.
            wait = wait_for_renames(output / ".manifest.json")
            child = start(lambda side=side: write(sides[side], output))
            wait(child)
            time.sleep(chance.uniform(0, publish_s / RENAMES_SHARE))
        else:
            child = start(lambda side=side: publish(catalogues[side], SETTINGS, output))
            time.sleep(chance.uniform(0, publish_s))
        kill(child)
        hits[look(output, sides, known)] += 1
        if number % EVERY == 0:
            side = chance.randrange(2)
            # The machine may be busier or idler by now; kills are to keep hitting runs that are at work.
            publish_s = live(lambda side=side: publish(catalogues[side], SETTINGS, output))
            left = listing(output)
            left.pop(".manifest.json")
            if left != sides[side]:
                odd = {path for path in left.keys() | sides[side].keys() if left.get(path) != sides[side].get(path)}
                raise FaultError(f"the run after a kill did not repair {sorted(odd)}")
    print(json.dumps({"kills": kills, "files": len(sides[0].keys() | sides[1].keys()), "hits": hits}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
