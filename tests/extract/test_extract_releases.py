"""Whole releases: what is found in them, and that it fits their texts."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from releases_at_hand import Case, f1, found_in, load_cases, tempted

from pipeline.extract import extract_all, load_model
from pipeline.model import Release

CASES = load_cases()
FLOORS = {
    "people": 0.97,
    "person mentions": 0.96,
    "titles": 0.97,
    "roles' organisations": 0.85,
    "organisations": 0.93,
    "acronyms": 0.93,
    "organisation mentions": 0.93,
}


@cache
def extracted() -> tuple[Release, ...]:
    nlp = load_model("builtin")
    return tuple(extract_all((case.release for case in CASES), nlp=nlp))


@pytest.mark.parametrize("measure", FLOORS)
def test_the_measure_over_all_releases_stays_above_its_floor(measure: str) -> None:
    wanted = [case.wanted[measure] for case in CASES]
    found = [found_in(release)[measure] for release in extracted()]
    wrong = [(c.name, w ^ f) for c, w, f in zip(CASES, wanted, found, strict=True) if w != f]
    assert f1(wanted, found) >= FLOORS[measure], wrong


def test_nearly_all_quotations_get_their_speaker() -> None:
    pairs = [
        (case.name, quote.speaker, wanted)
        for case, release in zip(CASES, extracted(), strict=True)
        for quote, wanted in zip(release.quotes, case.speakers, strict=True)
    ]
    wrong = [pair for pair in pairs if pair[1] != pair[2]]
    assert len(wrong) <= 0.05 * len(pairs), wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_release_tempts_to_a_false_name(case: Case) -> None:
    assert not tempted(case, extracted()[CASES.index(case)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mentions_are_slices_of_their_texts_and_never_overlap(case: Case) -> None:
    release = extracted()[CASES.index(case)]
    texts = dict(release.texts())
    mentions = [
        mention for named in (*release.people, *release.organisations, *release.places) for mention in named.mentions
    ]
    for mention in mentions:
        assert texts[mention.at][mention.start : mention.end] == mention.text
    spans = sorted((str(m.at), m.start, m.end) for m in mentions)
    for (at, _, end), (next_at, start, _) in pairwise(spans):
        assert at != next_at or end <= start


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_speakers_and_employers_are_canonical_names(case: Case) -> None:
    release = extracted()[CASES.index(case)]
    people = {person.name for person in release.people}
    organisations = {organisation.name for organisation in release.organisations}
    assert {quote.speaker for quote in release.quotes} - {None} <= people
    assert {person.organisation for person in release.people} - {None} <= organisations
    assert set(release.contact.names) <= people


def test_releases_come_back_in_order_with_all_else_unchanged() -> None:
    for case, release in zip(CASES, extracted(), strict=True):
        assert release.source == case.release.source
        assert release.paragraphs == case.release.paragraphs
        assert [quote.text for quote in release.quotes] == [quote.text for quote in case.release.quotes]
