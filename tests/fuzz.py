"""Damaged files through the readers and the parser, each in time and memory, and what became of them as a table.

    python tests/fuzz.py [--count 10000] [--seed 0] [--form pdf …] [--keep FOLDER]

The files are made by ``mutations`` from the sound ones in ``tests/data/`` and ``releases/``; a number and a seed always
give the same file. They are read in a process of its own that may use 1 GiB of address space, and is killed after ten
seconds. Anything but a release or a ``ReleaseError`` is a finding: its file is kept, with what happened, in ``--keep``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from mutation_words import TOKENS
from mutations import mutate

from pipeline.model import ReleaseError
from pipeline.parse import parse
from pipeline.read import read

ROOT = Path(__file__).resolve().parents[1]
MAX_SECONDS = 10.0
MAX_MEMORY_BYTES = 1 << 30
_SUFFIXES = {"md": ("md", "markdown")}
# A process that has read so many files is replaced: what it holds must not hide what one file takes.
_TURNS = 500


@dataclass
class Found:
    """What became of the inputs of one format; ``findings`` are their numbers with what happened."""

    form: str
    counts: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest: int = 0
    peak_bytes: int = 0
    findings: list[tuple[int, str]] = field(default_factory=list)


def corpus(form: str) -> list[bytes]:
    """The sound files of a format, in the order of their paths."""
    folders = (ROOT / "tests" / "data", ROOT / "releases")
    suffixes = _SUFFIXES.get(form, (form,))
    paths = sorted(path for folder in folders for suffix in suffixes for path in folder.rglob(f"*.{suffix}"))
    return [path.read_bytes() for path in paths]


def fuzz(form: str, numbers: Sequence[int], *, seed: int = 0, keep: Path | None = None) -> Found:
    """Read these inputs of a format and count what became of them."""
    found = Found(form)
    sound = corpus(form)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"eingabe.{form}"
        worker = _Worker(path)
        for turn, number in enumerate(numbers):
            if turn % _TURNS == _TURNS - 1:
                worker.end()
                worker = _Worker(path)
            data = mutate(form, number, sound, seed=seed)
            path.write_bytes(data)
            outcome, said, seconds, peak = worker.ask()
            if outcome in ("hung", "died"):
                worker = _Worker(path)
            if outcome == "hung":  # on a busy machine once may be chance; twice is the file
                outcome, said, seconds, peak = worker.ask()
                if outcome in ("hung", "died"):
                    worker = _Worker(path)
            found.counts[outcome] += 1
            found.peak_bytes = max(found.peak_bytes, peak)
            if seconds > found.slowest_s:
                found.slowest_s, found.slowest = seconds, number
            if outcome not in ("accepted", "refused"):
                found.findings.append((number, f"{outcome}: {said}"))
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{form}-{seed}-{number}.{form}").write_bytes(data)
                    (keep / f"{form}-{seed}-{number}.said").write_text(f"{outcome}\n{said}\n", "utf-8")
        worker.end()
    return found


class _Worker:
    """A process that reads one file again and again, and may be killed."""

    def __init__(self, path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._ours, path), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self) -> tuple[str, str, float, int]:
        """What became of the file, what was said, the seconds it took and the most memory so far, in bytes."""
        clock = time.perf_counter()
        try:
            self._ours.send(None)
            if self._ours.poll(MAX_SECONDS):
                outcome, said, peak = self._ours.recv()
                return outcome, said, time.perf_counter() - clock, peak
        except (EOFError, OSError):
            self._process.join()
            return "died", f"exit code {self._process.exitcode}", time.perf_counter() - clock, 0
        self._process.kill()
        self._process.join()
        return "hung", f"no answer in {MAX_SECONDS:g} s", MAX_SECONDS, 0

    def end(self) -> None:
        self._ours.close()
        self._process.join()


def _work(asked: Connection, others: Connection, path: Path) -> None:
    others.close()  # else it would never hear that the other end is gone
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    # A core dump a crash would fill the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            asked.recv()
        except EOFError:
            return
        signal.alarm(int(2 * MAX_SECONDS))  # should nobody be left to kill it
        outcome, said = _outcome(path)
        signal.alarm(0)
        asked.send((outcome, said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def _outcome(path: Path) -> tuple[str, str]:
    try:
        parse(read(path, source=path.name), timezone="Europe/Berlin", language="de")
    except ReleaseError as error:
        return "refused", error.reason
    except MemoryError:
        return "memory", traceback.format_exc(limit=-8)
    except BaseException:  # noqa: BLE001 - whatever else there is, is what we look for
        return "traceback", traceback.format_exc(limit=-8)
    return "accepted", ""


def table(results: Sequence[Found]) -> str:
    """The counts as Markdown."""
    columns = ("accepted", "refused", "traceback", "hung", "memory", "died")
    lines = [
        f"| format | inputs | {' | '.join(columns)} | slowest | peak |",
        "| --- |" + " ---: |" * (len(columns) + 3),
    ]
    for found in results:
        counts = " | ".join(f"{found.counts[column]:,}" for column in columns)
        slowest, peak = f"{found.slowest_s:.2f} s (#{found.slowest})", f"{found.peak_bytes / 2**20:.0f} MiB"
        lines.append(f"| {found.form} | {found.counts.total():,} | {counts} | {slowest} | {peak} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz the formats, print the table and the findings; 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000, help="inputs a format")
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--form", nargs="*", choices=list(TOKENS), default=list(TOKENS))
    parser.add_argument("--keep", type=Path, help="folder for the files that were findings")
    options = parser.parse_args(arguments)
    results = []
    for form in options.form:
        numbers = range(options.start, options.start + options.count)
        results.append(fuzz(form, numbers, seed=options.seed, keep=options.keep))
        print(json.dumps({"form": form, "counts": results[-1].counts}), file=sys.stderr, flush=True)
    print(table(results))
    for found in results:
        for number, said in found.findings:
            print(f"\n{found.form} #{number}: {said}")
    return int(any(found.findings for found in results))


if __name__ == "__main__":
    sys.exit(main())
