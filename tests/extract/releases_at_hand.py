"""Read the releases in ``tests/data/extract`` and compare what was found with what they expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.model import Boilerplate, Caption, Contact, Dateline, Quote, Release

FOLDER = Path(__file__).parents[1] / "data" / "extract"
SPEECH = re.compile(r"„([^„“]*)“|»([^»«]*)«")


@dataclass(frozen=True, slots=True)
class Case:
    """A release and the sets that it should give, by the name of the measure."""

    name: str
    release: Release
    wanted: dict[str, set[Any]]
    speakers: list[str | None]
    tempting: set[tuple[str, str]]


def load_cases() -> list[Case]:
    return [_case(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _case(path: Path) -> Case:
    data = yaml.safe_load(path.read_text("utf-8"))
    paragraphs = tuple(data["paragraphs"])
    quotes = tuple(_quotes(paragraphs, set(data.get("terms") or ())))
    release = Release(
        source=path.name,
        digest="",
        language="de",
        headline=data["headline"],
        kicker=data.get("kicker"),
        subheadline=data.get("subheadline"),
        dateline=Dateline(data.get("dateline")),
        paragraphs=paragraphs,
        quotes=quotes,
        captions=tuple(Caption(1, text) for text in data.get("captions") or ()),
        boilerplates=tuple(Boilerplate(item["title"], item["text"]) for item in data.get("boilerplates") or ()),
        contact=Contact(lines=tuple(data.get("contact") or ()), emails=tuple(data.get("emails") or ())),
    )
    people = [[part.strip() for part in line.split("|")] for line in data["people"]]
    organisations = [_organisation(line) for line in data["organisations"]]
    wanted: dict[str, set[Any]] = {
        "people": {name for name, *_ in people},
        "person mentions": {(row[0], form.strip()) for row in people for form in row[3].split(";")},
        "titles": {(row[0], row[1]) for row in people if row[1]},
        "roles' organisations": {(row[0], row[2]) for row in people if row[2]},
        "organisations": {name for name, _, _ in organisations},
        "acronyms": {(name, acronym) for name, acronym, _ in organisations if acronym},
        "organisation mentions": {
            (name, form.strip()) for name, _, forms in organisations for form in forms.split(";")
        },
    }
    tempting = {("person", name) for name in data.get("not_people") or ()}
    tempting |= {("organisation", name) for name in data.get("not_organisations") or ()}
    speakers = [None if name == "-" else name for name in data["speakers"]]
    return Case(path.stem, release, wanted, speakers, tempting)


def _organisation(line: str) -> tuple[str, str, str]:
    name, acronym, forms = (part.strip() for part in line.rsplit(" |", 2))
    return name, acronym, forms


def _quotes(paragraphs: tuple[str, ...], terms: set[str]) -> list[Quote]:
    return [
        Quote(
            text=match[match.lastindex or 0], paragraph=i, start=match.start() + 1, end_paragraph=i, end=match.end() - 1
        )
        for i, paragraph in enumerate(paragraphs)
        for match in SPEECH.finditer(paragraph)
        if match[match.lastindex or 0] not in terms
    ]


def found_in(release: Release) -> dict[str, set[Any]]:
    """What an extracted release gives, in the same measures."""
    return {
        "people": {p.name for p in release.people},
        "person mentions": {(p.name, m.text) for p in release.people for m in p.mentions},
        "titles": {(p.name, p.titles) for p in release.people if p.titles},
        "roles' organisations": {(p.name, p.organisation) for p in release.people if p.organisation},
        "organisations": {o.name for o in release.organisations},
        "acronyms": {(o.name, o.acronym) for o in release.organisations if o.acronym},
        "organisation mentions": {(o.name, m.text) for o in release.organisations for m in o.mentions},
    }


def tempted(case: Case, release: Release) -> set[tuple[str, str]]:
    """What a release should not have been tempted to."""
    got = {("person", p.name) for p in release.people} | {("organisation", o.name) for o in release.organisations}
    return got & case.tempting


def f1(wanted: list[set[Any]], found: list[set[Any]]) -> float:
    """F1 over the pooled items of all releases."""
    right = sum(len(w & f) for w, f in zip(wanted, found, strict=True))
    total = sum(len(w) for w in wanted) + sum(len(f) for f in found)
    return 2 * right / total if total else 1.0
