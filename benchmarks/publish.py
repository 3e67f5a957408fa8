"""How long publishing takes and how much memory, beside Pelican and Nikola on the same texts in the same run.

    python benchmarks/publish.py [--count N] [--pelican PYTHON] [--nikola PYTHON]

N releases (default: 1000) in two languages, made up here, always the same for the same N. Ours is the publish stage
alone, from a catalogue in memory to a fresh output folder: feeds, fragments, pages, data, ninjs, sitemap and preview.
Then once more with nothing changed, and with one release changed. Pelican and Nikola build the same 2 N articles from
Markdown files, with their default themes and a feed a language. Their interpreters are given as options (each in a
virtual environment of its own, ``pip install 'pelican[markdown]'`` and ``pip install nikola``); without one, its
line is left out and said to be. Seconds are of the whole process; memory is its greatest resident set. What to
compare between machines and versions is the ratio to ours.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Languages, Settings, Site
from pipeline.model import (
    Boilerplate,
    Contact,
    Dateline,
    Edition,
    Field,
    Location,
    Mention,
    Organisation,
    Person,
    Quote,
    Release,
    Status,
)

FIRST = datetime(2015, 1, 1, 9, tzinfo=UTC)
SETTINGS = Settings(
    site=Site(base_url="https://presse.example.org/", name="Presse", publisher="Beispielverbund e.V."),
    languages=Languages(source="de", targets=("en",)),
)
WORDS = {
    "de": "das neue Verfahren misst die Schicht im Werk ohne Pause und spart dem Betrieb jede Woche viele Stunden "
    "weil die Anlage den Fehler früh erkennt bevor Ausschuss entsteht während das Team in Jena weiter forscht",
    "en": "the new method measures the layer in the plant without a pause and saves the firm many hours every week "
    "because the system sees the fault early before waste occurs while the team in Jena goes on with its research",
}
FIRST_NAMES = ("Anke", "Torsten", "Nora", "Jonas", "Leyla", "Piotr", "Miriam", "Hannes")
SURNAMES = ("Kirsten", "Brandl", "Öztürk", "Wieland", "Nowak", "Sommer", "Ahrendt", "Falk")
BODIES = ("Lichtwerk GmbH", "Messtechnik Saale AG", "Klinikum am Fluss", "Verein Optik e.V.")
PARAGRAPHS, SENTENCES = 6, 4

PELICAN_CONF = """
AUTHOR, SITENAME, SITEURL = "Presse", "Presse", "https://presse.example.org"
PATH, TIMEZONE, DEFAULT_LANG = "content", "Europe/Berlin", "de"
FEED_ALL_RSS, TRANSLATION_FEED_RSS = "feeds/all.rss.xml", "feeds/all-{lang}.rss.xml"
FEED_MAX_ITEMS, DEFAULT_PAGINATION = 20, 20
"""
NIKOLA_CONF = """
BLOG_AUTHOR, BLOG_TITLE, BLOG_EMAIL, BLOG_DESCRIPTION = "Presse", "Presse", "presse@example.org", "Presse"
SITE_URL, TIMEZONE, DEFAULT_LANG = "https://presse.example.org/", "Europe/Berlin", "de"
TRANSLATIONS = {"de": "", "en": "./en"}
POSTS, PAGES = (("posts/*.md", "posts", "post.tmpl"),), ()
NAVIGATION_LINKS = {"de": (), "en": ()}
COMPILERS = {"markdown": [".md"]}
FEED_LENGTH = INDEX_DISPLAY_POST_COUNT = 20
"""


def _text(language: str, chance: random.Random, start: str) -> str:
    words = WORDS[language].split()
    sentences = [start]
    for _ in range(SENTENCES):
        chosen = chance.choices(words, k=chance.randint(12, 20))
        sentences.append(" ".join(chosen).capitalize() + ".")
    return " ".join(sentences)


def publication(number: int) -> Publication:
    """A release in two languages, always the same for the same number."""
    chance = random.Random(number)
    person = f"{chance.choice(FIRST_NAMES)} {chance.choice(SURNAMES)}"
    body = chance.choice(BODIES)
    said = _text("de", chance, f"{person} leitet die Entwicklung.").partition(". ")[2].partition(".")[0]
    german = [_text("de", chance, f"{body} in Jena arbeitet mit {person} daran.") for _ in range(PARAGRAPHS)]
    german[2] = f"„{said}“, sagt {person}. {german[2]}"
    english = [_text("en", chance, f"{body} in Jena is working on it with {person}.") for _ in range(PARAGRAPHS)]

    def mentions(form: str) -> tuple[Mention, ...]:
        places = ((index, text.find(form)) for index, text in enumerate(german))
        return tuple(Mention(form, Location(Field.PARAGRAPH, i), at, at + len(form)) for i, at in places if at >= 0)

    when = FIRST + timedelta(hours=9 * number)
    contact = Contact((f"{person}, {body}", "presse@example.org"), (person,), ("presse@example.org",))
    release = Release(
        source=f"{number:06}.txt",
        digest=f"{number:064x}",
        language="de",
        kicker="Forschung",
        headline=f"{body} stellt Verfahren Nummer {number} vor",
        subheadline="Weniger Ausschuss, mehr Zeit",
        dateline=Dateline("Jena", when.date().isoformat()),
        paragraphs=tuple(german),
        quotes=(Quote(said, 2, 1, 2, 1 + len(said), person),),
        boilerplates=(Boilerplate(f"Über {body}", _text("de", chance, f"{body} gibt es seit 1999.")),),
        contact=contact,
        people=(Person(person, None, "Leitung", body, mentions(person)),),
        organisations=(Organisation(body, None, mentions(body)),),
    )
    edition = Edition(
        language="en",
        status=Status.APPROVED,
        origin="human",
        kicker="Research",
        headline=f"{body} presents method number {number}",
        subheadline="Less waste, more time",
        paragraphs=tuple(english),
        boilerplates=(Boilerplate(f"About {body}", _text("en", chance, f"{body} was founded in 1999.")),),
    )
    slug = f"verfahren-{number}"
    return Publication(f"tag:presse.example.org,2015:{slug}", slug, when, when, release, (edition,))


def _catalogue(count: int) -> Catalogue:
    return Catalogue(tuple(publication(number) for number in range(count)))


def _markdown(count: int, folder: Path, header: str, suffixes: dict[str, str]) -> None:
    """The same texts as Markdown files, one a release and language."""
    folder.mkdir(parents=True)
    for number in range(count):
        item = publication(number)
        edition = item.editions[0]
        for language, headline, paragraphs in (
            ("de", item.release.headline, item.release.paragraphs),
            ("en", str(edition.headline), edition.paragraphs),
        ):
            head = header.format(title=headline, slug=item.slug, date=f"{item.published:%Y-%m-%d %H:%M}", lang=language)
            text = head + "\n\n".join(paragraphs) + "\n"
            (folder / f"{item.slug}{suffixes[language]}.md").write_text(text, "utf-8")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of the processor, peak memory in MiB, files made."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    files: int


def measured(command: Sequence[str], folder: Path, output: Path) -> Cost:
    """What a process costs, with those that it waits for."""
    log = folder / "log.txt"
    start = time.perf_counter()
    with log.open("wb") as sink:
        redirect = [(os.POSIX_SPAWN_DUP2, sink.fileno(), stream) for stream in (1, 2)]
        before = Path.cwd()
        os.chdir(folder)
        try:
            pid = os.posix_spawn(command[0], command, os.environ, file_actions=redirect)
        finally:
            os.chdir(before)
        _, status, usage = os.wait4(pid, 0)
    wall_s = time.perf_counter() - start
    if status:
        sys.exit(f"{command}:\n{log.read_text('utf-8', 'replace')[-2000:]}")
    per_mib = 2**20 if sys.platform == "darwin" else 2**10
    files = sum(path.is_file() for path in output.rglob("*"))
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mib, files)


def _publish(count: int, output: Path, changed: int) -> None:
    """What the measured process of ours does: make the catalogue, publish it, say how long each took."""
    from pipeline.publish import publish

    start = time.perf_counter()
    catalogue = _catalogue(count)
    if changed:
        first, *others = catalogue.publications
        edited = replace(first, release=replace(first.release, headline="Neu gefasst"))
        catalogue = Catalogue((edited, *others))
    made = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = publish(catalogue, SETTINGS, output)
    print(made - start, time.perf_counter() - made, memory, len(done.written))


def _ours(count: int, work: Path) -> Iterator[tuple[str, Cost]]:
    output = work / "output"
    me = [sys.executable, str(Path(__file__).resolve()), "--count", str(count), "--into", str(output)]
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
    for name, more in (("press", []), ("press, unchanged", []), ("press, 1 changed", ["--changed", "1"])):
        yield name, measured([*me, *more], work, output)
        made_s, publish_s, memory, written = (work / "log.txt").read_text("utf-8").split()
        print(
            f"    {name}: {float(publish_s):.1f} s to publish ({written} files), {float(made_s):.1f} s and "
            f"{float(memory) / 1024:.0f} MiB to make the texts up",
            flush=True,
        )


def pelican(count: int, work: Path, python: str) -> Cost:
    """What Pelican's full build of the same texts costs."""
    header = "Title: {title}\nSlug: {slug}\nDate: {date}\nLang: {lang}\n\n"
    _markdown(count, work / "content", header, {"de": "", "en": ".en"})
    (work / "pelicanconf.py").write_text(PELICAN_CONF, "utf-8")
    command = [python, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output"]
    return measured(command, work, work / "output")


def _nikola(count: int, work: Path, python: str) -> Cost:
    header = "<!--\n.. title: {title}\n.. slug: {slug}\n.. date: {date} UTC\n-->\n\n"
    _markdown(count, work / "posts", header, {"de": "", "en": ".en"})
    (work / "conf.py").write_text(NIKOLA_CONF, "utf-8")
    return measured([python, "-m", "nikola", "build"], work, work / "output")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1000, help="releases, each in two languages")
    parser.add_argument("--pelican", help="a Python interpreter that has Pelican")
    parser.add_argument("--nikola", help="a Python interpreter that has Nikola")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--changed", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.into:
        _publish(options.count, options.into, options.changed)
        return
    rows: list[tuple[str, Cost]] = []
    missing = []
    with tempfile.TemporaryDirectory(prefix="press-benchmark-") as folder:
        work = Path(folder)
        (work / "ours").mkdir()
        rows += _ours(options.count, work / "ours")
        for name, build in (("pelican", pelican), ("nikola", _nikola)):
            python = shutil.which(getattr(options, name) or "")
            if python is None:
                missing.append(name)
                continue
            (work / name).mkdir()
            rows.append((name, build(options.count, work / name, python)))
    base = rows[0][1]
    print(f"\n{options.count} releases in two languages")
    print(f"{'':18}{'wall s':>9}{'cpu s':>9}{'MiB':>8}{'files':>9}{'wall/ours':>11}{'memory/ours':>13}")
    for name, cost in rows:
        print(
            f"{name:18}{cost.wall_s:>9.1f}{cost.cpu_s:>9.1f}{cost.peak_mib:>8.0f}{cost.files:>9}"
            f"{cost.wall_s / base.wall_s:>11.2f}{cost.peak_mib / base.peak_mib:>13.2f}"
        )
    for name in missing:
        print(f"{name}: left out, no interpreter was given with --{name}")


if __name__ == "__main__":
    main()
