"""Whole releases: what is found fits their texts. How much of it is right, ``tests/evaluate`` measures."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from releases_at_hand import load_releases

from pipeline.extract import extract_all, load_model, spotter
from pipeline.model import Release

RELEASES = load_releases()
pytestmark = pytest.mark.slow
NUMBERS = range(len(RELEASES))


@cache
def extracted() -> tuple[Release, ...]:
    return tuple(extract_all(RELEASES, spot=spotter(load_model("builtin"))))


def name(number: int) -> str:
    return RELEASES[number].source


@pytest.mark.parametrize("number", NUMBERS, ids=name)
def test_mentions_are_slices_of_their_texts_and_never_overlap(number: int) -> None:
    release = extracted()[number]
    texts = dict(release.texts())
    mentions = [
        mention for named in (*release.people, *release.organisations, *release.places) for mention in named.mentions
    ]
    assert mentions
    for mention in mentions:
        assert texts[mention.at][mention.start : mention.end] == mention.text
    spans = sorted((str(m.at), m.start, m.end) for m in mentions)
    for (at, _, end), (next_at, start, _) in pairwise(spans):
        assert at != next_at or end <= start


@pytest.mark.parametrize("number", NUMBERS, ids=name)
def test_speakers_and_employers_are_canonical_names(number: int) -> None:
    release = extracted()[number]
    people = {person.name for person in release.people}
    organisations = {organisation.name for organisation in release.organisations}
    assert {quote.speaker for quote in release.quotes} - {None} <= people
    assert {person.organisation for person in release.people} - {None} <= organisations
    assert set(release.contact.names) <= people


def test_releases_come_back_in_order_with_all_else_unchanged() -> None:
    assert len(extracted()) == len(RELEASES)
    for before, release in zip(RELEASES, extracted(), strict=True):
        assert release.source == before.source
        assert release.paragraphs == before.paragraphs
        assert [quote.text for quote in release.quotes] == [quote.text for quote in before.quotes]
