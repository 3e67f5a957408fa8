"""How long drafting takes beside the ideal, and what a run costs in which nothing is new.

    python benchmarks/translate.py [--segments N] [--latency MS]

N different segments (default: 1000) in releases made up here go through the drafting of a run – units, memory,
translator, checks, editions – with a translation service in a process of its own on this machine that takes MS
milliseconds (default: 50) for each request. The ideal is that latency times the rounds in which so many requests at a
time get through. The second run has the memory of the first: it must ask nothing. The ratio is what to compare
between machines and versions.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import multiprocessing
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.config import LibreTranslate, Settings, Translate
from pipeline.editions.composing import Work, editions_of
from pipeline.intake.understanding import Silent
from pipeline.job import STATE_FILE, Job
from pipeline.model import Release, Status
from pipeline.state.store import Store
from pipeline.translate import Manners, Provider, Question, Translators, make_providers

GERMAN = "Im Werk {} misst das neue Verfahren {} Schichten ohne Pause und spart dem Betrieb viele Stunden."
ENGLISH = "In plant {} the new method measures {} layers without a pause and saves the company many hours."
SENTENCE = re.compile(GERMAN.replace("{}", r"(\d+)").replace(".", r"\."))
SENTENCES_A_PARAGRAPH, PARAGRAPHS_A_RELEASE = 4, 6
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def translated(text: str) -> str:
    """What the service makes of a sentence of ours, or of a headline."""
    found = SENTENCE.fullmatch(text)
    return ENGLISH.format(*found.groups()) if found else text.replace("Meldung", "Release")


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, latency_s: float) -> None:
    """One request in LibreTranslate's protocol, whose ``q`` may be a list."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = re.search(r"content-length: (\d+)", head)
    asked = json.loads(await reader.readexactly(int(length[1]) if length else 0))["q"]
    await asyncio.sleep(latency_s)
    said = translated(asked) if isinstance(asked, str) else [translated(text) for text in asked]
    body = json.dumps({"translatedText": said}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()
    writer.close()


def serve(told: Connection, latency_s: float) -> None:
    """The service; tells its port and goes on until it is ended."""

    async def run() -> None:
        server = await asyncio.start_server(lambda reader, writer: answer(reader, writer, latency_s), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


class Counted:
    """A translator that is asked for so many segments together, and whose requests are counted."""

    def __init__(self, provider: Provider, batch_size: int) -> None:
        self.name, self.local, self.takes_hints = provider.name, provider.local, provider.takes_hints
        self.batch_size = batch_size
        self.requests = 0
        self._provider = provider

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """What the translator says."""
        self.requests += 1
        return self._provider.translate(questions, source=source, target=target)


def releases(segments: int) -> list[Release]:
    """Releases with so many different segments together, headlines among them."""
    sentences = [GERMAN.format(number, number * 7 % 911 + 10) for number in range(segments)]
    size = SENTENCES_A_PARAGRAPH * PARAGRAPHS_A_RELEASE
    made = []
    for number in range(math.ceil(segments / (size + 1))):
        own = sentences[number * (size + 1) + 1 : (number + 1) * (size + 1)]
        paragraphs = [
            " ".join(own[start : start + SENTENCES_A_PARAGRAPH]) for start in range(0, len(own), SENTENCES_A_PARAGRAPH)
        ]
        made.append(Release(f"{number}.txt", str(number), "de", f"Meldung {number}", paragraphs=tuple(paragraphs)))
    return made


def drafted(found: Sequence[Release], job: Job, provider: Counted, *, concurrency: int) -> float:
    """The seconds in which a run drafts all releases, the state file opened and closed among them."""
    began = time.perf_counter()
    with Store.open(job.state / STATE_FILE) as store:
        desk = Translators([provider], store.memory, manners={provider.name: Manners(concurrency)}, date="2026-01-05")
        works = [Work(release, {}, {}) for release in found]
        editions = [edition for _, editions in editions_of(works, job, desk, Silent()) for edition in editions]
    wall_s = time.perf_counter() - began
    assert all(edition.status is Status.DRAFT for edition in editions), editions[0]
    return wall_s


def main() -> None:
    """Print a line for each way to ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=1000, metavar="N")
    parser.add_argument("--latency", type=float, default=50, metavar="MS")
    args = parser.parse_args()
    latency_s = args.latency / 1000
    ours, theirs = multiprocessing.Pipe()
    service = multiprocessing.Process(target=serve, args=(theirs, latency_s), daemon=True)
    service.start()
    url = f"http://127.0.0.1:{ours.recv()}/"
    settings = Translate(providers=("libretranslate",), libretranslate=LibreTranslate(url=url, local=True))
    (service_here,) = make_providers(settings, environ={})
    found = releases(args.segments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        job = Job(Settings(translate=settings), path, path, path / "0", NOW, {})
        drafted(found[:2], job, Counted(service_here, 1), concurrency=1)  # what is loaded at first use
        for number, (concurrency, batch) in enumerate(((4, 1), (8, 1), (4, 10), (8, 10)), 1):
            provider = Counted(service_here, batch)
            job = replace(job, state=path / str(number))
            first_s = drafted(found, job, provider, concurrency=concurrency)
            ideal_s = math.ceil(math.ceil(args.segments / batch) / concurrency) * latency_s
            asked, provider.requests = provider.requests, 0
            second_s = drafted(found, job, provider, concurrency=concurrency)
            print(
                f"{concurrency} at a time, {batch:2d} together: {asked:4d} requests, {first_s:6.2f} s, "
                f"ideal {ideal_s:6.2f} s, ratio {first_s / ideal_s:.2f}; second run: {provider.requests} requests, "
                f"{second_s / args.segments * 1000:.2f} ms a segment"
            )
    service.terminate()


if __name__ == "__main__":
    main()
