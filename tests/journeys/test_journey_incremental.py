"""Whatever has changed since the last run, the output is what a run that remembers no finished work would make."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.build import Report, build
from pipeline.config import Languages, Publish, Settings, Site, Translate
from pipeline.job import STATE_FILE, Job
from pipeline.memory import Entry
from pipeline.state.store import Store

BERLIN = ZoneInfo("Europe/Berlin")
SETTINGS = Settings(
    site=Site(base_url="https://presse.example.org/", publisher="Lichtverein Jena e. V."),
    languages=Languages(source="de", targets=("en",)),
    translate=Translate(providers=()),
    publish=Publish(feed_length=3, list_minimum=2),
)
# A PNG of one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55000000"
    "0a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
PEOPLE = ("Ada Lindner", "Uwe Brandt", "Mia Koch")
TOPICS = ("Optik", "Verein")


@dataclass(slots=True)
class Twin:
    """One folder of releases and two desks that work on it: one keeps finished work, the other never does."""

    root: Path
    settings: Settings
    now: datetime

    def run(self) -> Report:
        report = self._build("keeping")
        with Store.open(self.root / "forgetful" / STATE_FILE) as store, store.at_once():
            store.shelf.put((), keep=())
            store.shelf.put_made((), gone=[key for key, _, _ in store.shelf.made()])
        self._build("forgetful")
        assert tree(self.root / "keeping-out") == tree(self.root / "forgetful-out")
        return report

    def _build(self, name: str) -> Report:
        return build(
            Job(
                settings=self.settings,
                releases=self.root / "releases",
                output=self.root / f"{name}-out",
                state=self.root / name,
                now=self.now,
                environ={},
                # Files that have just been written count as settled; nothing else is done to them meanwhile.
                clock_ns=time.time_ns() + 10**10,
                withdraw_missing=True,
            )
        )


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text(number: int, person: str = PEOPLE[0], *, head: str = "", extra: str = "") -> str:
    return (
        f"---\ntags: {TOPICS[number % 2]}\n{head}---\n\n# Lampe {number} leuchtet in Jena\n\n"
        f"Jena, {number % 28 + 1}. März 2024. Die Lampe {number} brennt seit gestern auf dem Marktplatz. {extra}\n\n"
        f"„Darauf haben wir {number + 2} Jahre gewartet“, sagt {person}, Vorsitzende des Lichtvereins.\n"
    )


@pytest.fixture
def twin(tmp_path: Path) -> Twin:
    (tmp_path / "releases").mkdir()
    for number in range(6):
        (tmp_path / "releases" / f"lampe-{number}.md").write_text(text(number, PEOPLE[number % 3]), "utf-8")
    return Twin(tmp_path, SETTINGS, datetime(2026, 3, 1, 12, tzinfo=BERLIN))


def test_what_has_not_changed_is_not_worked_on_again(twin: Twin) -> None:
    assert len(twin.run().fresh) == 6
    again = twin.run()
    assert again.fresh == frozenset()
    assert again.written.written == ()
    assert len(again.published) == 6
    (twin.root / "releases" / "lampe-3.md").write_text(text(3, extra="Sie ist hell."), "utf-8")
    one = twin.run()
    assert one.fresh == {"lampe-3.md"}
    assert "fragments/lampe-3-leuchtet-in-jena.de.html" in one.written.written
    assert not any("lampe-1-" in path for path in one.written.written)


def test_an_embargo_holds_even_if_the_clock_goes_back(twin: Twin) -> None:
    (twin.root / "releases" / "lampe-9.md").write_text(text(9, head="embargo: 2026-03-01 10:00\n"), "utf-8")
    assert len(twin.run().published) == 7
    twin.now -= timedelta(hours=4)
    assert len(twin.run().published) == 6
    assert not any(b"Lampe 9" in content for content in tree(twin.root / "keeping-out").values())


@pytest.mark.slow
def test_a_damaged_shelf_is_cleared_and_nothing_is_lost(twin: Twin) -> None:
    twin.run()
    with Store.open(twin.root / "keeping" / STATE_FILE) as store:
        store._connection.execute("UPDATE shelf SET summary = 'x'")
        store._connection.execute("UPDATE whole SET publication = x'00'")
    assert len(twin.run().fresh) == 6
    assert twin.run().fresh == frozenset()


def test_output_that_somebody_has_touched_is_put_right(twin: Twin) -> None:
    twin.run()
    page = next((twin.root / "keeping-out" / "pages").iterdir())
    page.write_text("nicht von uns", "utf-8")
    next((twin.root / "keeping-out" / "data").glob("lampe-*.json")).unlink()
    assert len(twin.run().written.written) == 2


THANKS = "Allen sei gedankt."
IN_ENGLISH = {
    "Lampe {n} leuchtet in Jena": "Lamp {n} shines in Jena",
    "Die Lampe {n} brennt seit gestern.": "Lamp {n} has been on since yesterday.",
    THANKS: "Thanks to all.",
}


@pytest.mark.slow
def test_what_a_person_writes_of_one_release_reaches_the_drafts_of_the_others(twin: Twin) -> None:
    for number in range(6):
        body = f"Jena, 3. März 2024. Die Lampe {number} brennt seit gestern. {THANKS}"
        german = f"# Lampe {number} leuchtet in Jena\n\n{body}\n"
        (twin.root / "releases" / f"lampe-{number}.md").write_text(german, "utf-8")
    entries = [
        Entry("de", "en", text.format(n=number), english.format(n=number), "google")
        for number in range(6)
        for text, english in IN_ENGLISH.items()
    ]
    for name in ("keeping", "forgetful"):
        with Store.open(twin.root / name / STATE_FILE) as store:
            store.memory.remember(entries)
    twin.run()
    assert twin.run().fresh == frozenset()
    english = "# Lamp 2 shines in Jena\n\nJena, 3 March 2024. Lamp 2 has been on since yesterday. We thank everyone.\n"
    (twin.root / "releases" / "lampe-2.en.md").write_text(english, "utf-8")
    twin.now += timedelta(minutes=5)
    twin.run()
    drafts = [path.read_text("utf-8") for path in (twin.root / "keeping-out" / "fragments").glob("lampe-*.en.html")]
    assert len(drafts) == 6
    assert all("We thank everyone." in draft for draft in drafts)
    twin.now += timedelta(minutes=5)
    assert twin.run().fresh == frozenset()


def _add(twin: Twin, chance: random.Random) -> None:
    number = chance.randrange(10, 99)
    (twin.root / "releases" / f"lampe-{number}.md").write_text(text(number, chance.choice(PEOPLE)), "utf-8")


def _pick(twin: Twin, chance: random.Random, pattern: str = "*.md") -> Path:
    names = sorted(twin.root.glob(f"releases/{pattern}"))
    return chance.choice([name for name in names if name.suffixes != [".en", ".md"]])


def _edit(twin: Twin, chance: random.Random) -> None:
    with _pick(twin, chance).open("a", encoding="utf-8") as file:
        file.write(f"\nNachtrag {chance.randrange(1000)}: {chance.choice(PEOPLE)} dankt allen.\n")


def _remove(twin: Twin, chance: random.Random) -> None:
    _pick(twin, chance).unlink()


def _rename(twin: Twin, chance: random.Random) -> None:
    path = _pick(twin, chance)
    path.rename(path.with_name(f"umbenannt-{chance.randrange(1000)}.md"))


def _copy(twin: Twin, chance: random.Random) -> None:
    shutil.copy(_pick(twin, chance), twin.root / "releases" / f"a-kopie-{chance.randrange(1000)}.md")


def _translate(twin: Twin, chance: random.Random) -> None:
    path = _pick(twin, chance)
    english = f"# Lamp {chance.randrange(99)} shines in Jena\n\nThe lamp is on.\n\n“At last”, says {PEOPLE[1]}.\n"
    path.with_name(f"{path.stem}.en.md").write_text(english, "utf-8")


def _picture(twin: Twin, chance: random.Random) -> None:
    path = _pick(twin, chance)
    path.with_suffix(".png").write_bytes(PIXEL)


def _register(twin: Twin, chance: random.Random) -> None:
    entry = f'[[person]]\nname = "{chance.choice(PEOPLE)}"\nurl = "https://example.org/{chance.randrange(9)}"\n'
    (twin.root / "releases" / "register.toml").write_text(entry, "utf-8")


def _configure(twin: Twin, chance: random.Random) -> None:
    twin.settings = replace(SETTINGS, publish=Publish(feed_length=chance.choice((2, 3, 5)), list_minimum=2))


def _embargo(twin: Twin, chance: random.Random) -> None:
    until = twin.now + timedelta(hours=chance.randrange(1, 12))
    number = chance.randrange(100, 200)
    held = text(number, head=f"embargo: {until:%Y-%m-%d %H:%M}\n")
    (twin.root / "releases" / f"lampe-{number}.md").write_text(held, "utf-8")


def _wait(twin: Twin, chance: random.Random) -> None:
    twin.now += timedelta(hours=chance.randrange(1, 9))


def _break(twin: Twin, chance: random.Random) -> None:
    (twin.root / "releases" / "kaputt.docx").write_bytes(b"PK\x03\x04" + chance.randbytes(20))


CHANGES: tuple[Callable[[Twin, random.Random], None], ...] = (
    _add,
    _edit,
    _remove,
    _rename,
    _copy,
    _translate,
    _picture,
    _register,
    _configure,
    _embargo,
    _wait,
    _break,
)


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_each_change_alone_gives_the_output_of_a_whole_run(
    twin: Twin, change: Callable[[Twin, random.Random], None]
) -> None:
    twin.run()
    change(twin, random.Random(1))
    twin.now += timedelta(minutes=5)
    twin.run()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_any_row_of_changes_gives_the_output_of_a_whole_run(twin: Twin, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        for _ in range(chance.randrange(1, 4)):
            chance.choice(CHANGES)(twin, chance)
        twin.now += timedelta(minutes=1)
        twin.run()
