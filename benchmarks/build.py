"""How long a whole build takes: the first, one with nothing and with one release changed, the latter also in a watch.

    python benchmarks/build.py [--count N] [--pelican PYTHON] [--model NAME] [--no-model]

N releases (default: 1000) in German, made up here, always the same for the same N, with the English of their
sentences in the translation memory, so that nobody is asked. Every build is a process of its own; seconds are of that
process, of the clock and of the processor, memory is its greatest resident set. Beside it, in the same run: the
language model alone (``nlp.pipe``) over the same texts, and Pelican's full build of 1000 articles if its interpreter is
given (a virtual environment with ``pip install 'pelican[markdown]'``). What to compare between machines and versions
are the ratios.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from publish import WORDS, Cost, measured, pelican, publication

from pipeline.build import build
from pipeline.config import load as load_config
from pipeline.extract import load_model
from pipeline.job import STATE_FILE, Job
from pipeline.memory import HUMAN, Entry
from pipeline.parse import parse
from pipeline.read import read
from pipeline.state.store import Store
from pipeline.translate import units_of

CONFIG = """
[extract]
model = "{model}"
[site]
base_url = "https://presse.example.org/"
publisher = "Beispielverbund e.V."
[translate]
providers = []
"""
ENGLISH = WORDS["en"].split()
PLAIN_WORD = re.compile(r"\b[a-zäöüß]+\b")
# Longer than a file that has just been written is in doubt.
SETTLING_S = 2.5


def write_releases(folder: Path, count: int) -> None:
    """The made-up releases as text files, as an office would drop them."""
    folder.mkdir()
    for number in range(count):
        release = publication(number).release
        head = [release.kicker, release.headline, release.subheadline]
        first, *others = release.paragraphs
        body = [f"Jena, {release.dateline.date}. {first}", *others]
        about = [line for item in release.boilerplates for line in (item.title, item.text)]
        contact = ["Pressekontakt", "\n".join(release.contact.lines)]
        text = "\n\n".join(str(part) for part in (*head, *body, *about, *contact))
        (folder / release.source).write_text(f"{text}\n", "utf-8")


def fill_memory(folder: Path, state: Path) -> int:
    """The English of every sentence, as a person might have approved it; how many there are."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.iterdir()):
        release = parse(read(path, source=path.name), timezone="Europe/Berlin", language="de")
        for unit in units_of(release, target="en"):
            english = PLAIN_WORD.sub(lambda word: ENGLISH[zlib.crc32(word[0].encode()) % len(ENGLISH)], unit.text)
            entries[unit.text] = Entry("de", "en", unit.text, english, HUMAN)
    with Store.open(state / STATE_FILE) as store:
        store.memory.remember(entries.values())
    return len(entries)


def builds(count: int, work: Path, model: str) -> Iterator[tuple[str, Cost]]:
    """What each kind of build costs, on the folder ``work``."""
    (work / "config.toml").write_text(CONFIG.format(model=model), "utf-8")
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
    command = [sys.executable, "-m", "pipeline", "build"]
    time.sleep(SETTLING_S)
    yield "full", measured(command, work, work / "output")
    yield "unchanged", measured(command, work, work / "output")
    changed = work / "releases" / f"{count // 2:06}.txt"
    changed.write_text(changed.read_text("utf-8") + "\nNachtrag: Der Termin steht fest.\n", "utf-8")
    time.sleep(SETTLING_S)
    yield "1 changed", measured(command, work, work / "output")
    yield "unchanged again", measured(command, work, work / "output")


def in_a_watch(count: int, work: Path) -> float:
    """Seconds of the processor for one changed release in a process that has worked before, as a watch has."""
    changed = work / "releases" / f"{count // 3:06}.txt"
    seconds = 0.0
    for turn in ("warm up", "measure"):
        changed.write_text(changed.read_text("utf-8") + f"\nNachtrag: {turn}.\n", "utf-8")
        time.sleep(SETTLING_S)
        job = Job(
            settings=load_config(work / "config.toml"),
            releases=work / "releases",
            output=work / "output",
            state=work / ".press",
            now=datetime.now(UTC),
            environ={},
            clock_ns=time.time_ns(),
        )
        begun = os.times()
        build(job)
        ended = os.times()
        seconds = sum(ended[:4]) - sum(begun[:4])
    return seconds


def model_alone(folder: Path) -> tuple[float, float]:
    """Seconds of the processor for loading the model, and for ``nlp.pipe`` over the texts of a folder."""
    begun = time.process_time()
    nlp = load_model("builtin")
    loaded = time.process_time()
    releases = (
        parse(read(path, source=path.name), timezone="Europe/Berlin", language="de")
        for path in sorted(folder.iterdir())
    )
    texts = ["\n".join(text for _, text in release.texts()) for release in releases]
    read_at = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return loaded - begun, time.process_time() - read_at


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1000, help="releases")
    parser.add_argument("--pelican", help="a Python interpreter that has Pelican")
    parser.add_argument("--model", default="builtin", help="as in config.toml; a blank one leaves what is around it")
    parser.add_argument("--no-model", action="store_true", help="leave the language model alone out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="press-benchmark-") as folder:
        work = Path(folder) / "ours"
        work.mkdir()
        write_releases(work / "releases", options.count)
        (work / ".press").mkdir()
        segments = fill_memory(work / "releases", work / ".press")
        print(f"{options.count} releases, {segments} segments in memory")
        print(f"{'':18}{'wall s':>9}{'cpu s':>9}{'MiB':>8}{'files':>9}", flush=True)
        costs = {}
        for name, cost in builds(options.count, work, options.model):
            costs[name] = cost
            print(f"{name:18}{cost.wall_s:>9.2f}{cost.cpu_s:>9.2f}{cost.peak_mib:>8.0f}{cost.files:>9}", flush=True)
        if not options.no_model:
            load_s, pipe_s = model_alone(work / "releases")
            print(f"model: {load_s:.2f} s to load, {pipe_s:.1f} s for nlp.pipe over the same texts")
            print(f"full build / nlp.pipe: {costs['full'].cpu_s / pipe_s:.2f}")
        print(f"1 changed, in a watch that runs: {in_a_watch(options.count, work):.2f} s of the processor", flush=True)
        if python := shutil.which(options.pelican or ""):
            (Path(folder) / "pelican").mkdir()
            peer = pelican(500, Path(folder) / "pelican", python)
            print(f"Pelican, 1000 articles: {peer.wall_s:.2f} s, {peer.cpu_s:.2f} s of the processor")
            print(f"1 changed / Pelican's full build: {costs['1 changed'].wall_s / peer.wall_s:.2f}")


if __name__ == "__main__":
    main()
