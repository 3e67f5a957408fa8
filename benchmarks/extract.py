"""How fast people and organisations are found, beside the language model alone on the same texts.

``python benchmarks/extract.py [FOLDER]`` prints, for the releases of a folder (the samples by default), words a second
of CPU time for ``nlp.pipe`` alone and for the whole extraction, their ratio, and the memory of the process.
``--releases N`` extracts N short releases besides and prints the memory as it goes.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from spacy.language import Language

from pipeline.extract import extract_all, load_model, spotter
from pipeline.extract.tokens import texts_of
from pipeline.model import Release, ReleaseError
from pipeline.parse import parse
from pipeline.read import read

SAMPLES = Path(__file__).parents[1] / "releases"


def readable(folder: Path) -> Iterator[Release]:
    """The releases of a folder, parsed; what is no German release is passed over."""
    for path in sorted(folder.iterdir()):
        try:
            release = parse(read(path, source=path.name), timezone="Europe/Berlin", language="de")
        except (ReleaseError, OSError):
            continue
        if release.language == "de":
            yield release


def memory_mb() -> float:
    """What the process holds now, in MiB; its peak where the system does not say."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def best_of(times: int, run: Callable[[], object]) -> float:
    """Seconds of CPU time of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        began = time.process_time()
        run()
        seconds.append(time.process_time() - began)
    return min(seconds)


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--releases", type=int, default=0, metavar="N")
    args = parser.parse_args()

    before = memory_mb()
    began = time.process_time()
    nlp = load_model(args.model)
    releases = list(readable(args.folder))
    texts = [text.text for release in releases for text in texts_of(release)]
    words = sum(len(doc) for doc in nlp.tokenizer.pipe(texts))
    print(f"model: {time.process_time() - began:.2f} s of CPU to load, {memory_mb() - before:.0f} MiB with spaCy")
    alone = best_of(3, lambda: [len(doc.ents) for doc in nlp.pipe(texts)])
    whole = best_of(3, lambda: list(extract_all(releases, spot=spotter(nlp))))
    print(f"{len(releases)} releases, {words} words")
    print(f"nlp.pipe alone    {words / alone:7.0f} words/s")
    print(f"whole extraction  {words / whole:7.0f} words/s, ratio {alone / whole:.2f}")
    if args.releases:
        watch_memory(releases, nlp, args.releases)


def watch_memory(releases: Sequence[Release], nlp: Language, most: int) -> None:
    """Print the memory after every tenth of many short releases; each has words that none before it had."""
    short = [Release(release.source, "", "de", release.headline) for release in releases]
    fresh = (
        replace(release, paragraphs=(f"Das sagte Anna Wort{number}x von der Nord{number} GmbH in Ort{number}stadt.",))
        for number, release in enumerate(islice(cycle(short), most))
    )
    for done, _ in enumerate(extract_all(fresh, spot=spotter(nlp)), 1):
        if done % max(1, most // 10) == 0:
            print(f"{done:6d} releases: {memory_mb():.0f} MiB")


if __name__ == "__main__":
    main()
