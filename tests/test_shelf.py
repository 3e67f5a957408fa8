from __future__ import annotations

import os
import pickle
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue import Publication
from pipeline.model import Edition, Person, Picture, Release, Status
from pipeline.state.shelf import ShelfError, pack, unpack

MORNING = datetime(2026, 3, 1, 8, tzinfo=ZoneInfo("Europe/Berlin"))
PORTRAIT = Picture("ada.png", "image/png", b"\x89PNG portrait")
PUBLICATION = Publication(
    "urn:uuid:1",
    "lampe",
    MORNING,
    MORNING,
    Release(
        source="lampe.md",
        digest="d",
        language="de",
        headline="Die Lampe leuchtet",
        pictures=(Picture("lampe.png", "image/png", b"\x89PNG lamp", caption="Die Lampe"),),
        people=(Person("Ada Lindner", picture=PORTRAIT),),
    ),
    (Edition("en", Status.DRAFT, headline="The lamp shines"),),
)


def refuse(_sha256: bytes) -> bytes:
    raise AssertionError("no picture was packed")


def test_a_publication_comes_back_with_its_pictures() -> None:
    packed, pictures = pack(PUBLICATION)
    assert sorted(pictures.values()) == [b"\x89PNG lamp", b"\x89PNG portrait"]
    assert b"portrait" not in packed
    back = unpack(packed, pictures.__getitem__)
    assert back == PUBLICATION
    assert back.published.tzinfo is MORNING.tzinfo


@given(st.text(), st.datetimes(timezones=st.timezones()))
def test_any_text_and_time_come_back(text: str, moment: datetime) -> None:
    release = Release(source=text, digest="", language="de", headline=text, paragraphs=(text,))
    publication = Publication("urn:uuid:1", "x", moment, moment, release)
    packed, _ = pack(publication)
    assert unpack(packed, refuse) == publication


class _Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x80\x05garbage",
        pack(PUBLICATION)[0][:-20],
        pickle.dumps(_Evil()),
        pickle.dumps(replace(PUBLICATION, slug=_Evil())),  # type: ignore[arg-type]
        pickle.dumps("text"),
        b"\x80\x05cpipeline.model\nreplace\n.",
    ],
)
def test_what_is_no_packed_publication_is_refused_and_runs_nothing(packed: bytes) -> None:
    with pytest.raises(ShelfError):
        unpack(packed, refuse)


def test_a_picture_that_is_gone_makes_it_useless() -> None:
    packed, _ = pack(PUBLICATION)
    with pytest.raises(ShelfError):
        unpack(packed, {}.__getitem__)
