"""What is laid out for a person is read back as exactly what it was, whatever the words look like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands.edition_options import FORMATS as OFFERED
from pipeline.config import Settings
from pipeline.edition_mark import Mark, read_mark
from pipeline.intake.understanding import read_release
from pipeline.model import Boilerplate, Caption, Document, Release, Subhead
from pipeline.parse import parse
from pipeline.read import READERS
from pipeline.sidecar import FORMATS, LayoutError, Note, Remarks, parts_of, shape_of, written
from pipeline.sidecar.parts import shape_read
from pipeline.state.identity import content_digest

RELEASES = sorted(path for path in (Path(__file__).parents[2] / "releases").iterdir() if path.suffix != ".toml")
NOTE = Note(Mark("en", draft="0" * 12, source="1" * 12), ("Bitte durchsehen. --> Nichts davon erscheint.",))
COMMENTS = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)

# Texts that want to be something else: markup, lists, dates, embargoes, contacts, ends of comments.
TRICKY = st.sampled_from(
    [
        *(
            "# Not a headline",
            "1. One",
            "2. Two",
            "12) Twelve",
            "- a dash",
            "* star",
            "+ plus",
            "> quoted",
            "---",
            "***",
        ),
        *(
            "--> out",
            "<!-- in",
            "a --> b",
            "a <b>bold</b> c",
            "&amp; &copy;",
            "*all slanted*",
            "`code`",
            "snake_case_name",
        ),
        *(
            "3. May 2026 was fine.",
            "1,250.5 million",
            "15.03.2026",
            "[link](https://x.example)",
            "![x](y.png)",
            "| a | b |",
        ),
        *(
            "Not before 15 March 2026",
            "Confidential",
            "For immediate release",
            "Embargo: 1.3.2031, 10 am",
            "Sperrfrist",
        ),
        *(
            "Press contact",
            "Contact",
            "About us",
            "About the fair: it has been held in Fulda for more than forty years now.",
        ),
        *(
            "Berlin, 3 May 2024 – It rains.",
            "Jena (ots) - It rains.",
            "###",
            "- End -",
            "Photo: A. Nobody",
            "=====",
            "Tel. 03641 123",
        ),
        *(
            "Sehr geehrte Damen und Herren",
            "Ends with a backslash \\",
            "a\\--> b",
            "C #",
            "#hashtag",
            "   spaces   inside  ",
        ),
        *(
            "~~~",
            "```",
            "\tTab",
            "Zeile\nUmbruch",
            "status: withdrawn",
            "[fehlt noch]",
            "“Quoted,” she said.",
            "{braces}",
            "$1",
        ),
    ]
)
TEXTS = TRICKY | st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=60)
SEVERAL = st.lists(TEXTS, max_size=4)


@st.composite
def releases(draw: st.DrawFn) -> Release:
    paragraphs = draw(SEVERAL)
    places = st.integers(0, len(paragraphs))
    boilerplates = draw(st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=2)), max_size=2))
    items = st.lists(st.integers(0, max(len(paragraphs) - 1, 0)), max_size=2, unique=True)
    return Release(
        source="x.txt",
        digest="",
        language="de",
        kicker=draw(st.none() | TEXTS),
        headline=draw(TEXTS.filter(lambda text: text.strip() and text.strip("# ")) | st.just("Gold")),
        subheadline=draw(st.none() | TEXTS),
        paragraphs=tuple(paragraphs),
        list_items=tuple(sorted(draw(items))) if paragraphs else (),
        subheads=tuple(Subhead(at, draw(TEXTS)) for at in sorted(draw(st.lists(places, max_size=2)))),
        captions=tuple(Caption(at, draw(TEXTS)) for at in sorted(draw(st.lists(places, max_size=2)))),
        boilerplates=tuple(Boilerplate(title, "\n\n".join(texts)) for title, texts in boilerplates),
    )


def read_back(data: bytes, form: str) -> Release:
    content = READERS[f".{form}"](data)
    return parse(Document("x", "", content.blocks, content.metadata, set_aside=content.set_aside), language="en")


def remarks(release: Release) -> dict:
    return {
        at: Remarks(text, doubts=("Die Zahl „14“ fehlt --> hier.",), offers=("Früher: <!-- so --!>",))
        for at, text in release.texts()
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.name)
def test_our_releases_come_back_as_they_were(path: Path, form: str) -> None:
    release = read_release(path, source=path.name, settings=Settings())
    parts = parts_of(release, dict(release.texts()), remarks(release))
    found = read_back(written(parts, NOTE, form=form), form)
    expected = (
        (release.kicker, release.headline, release.subheadline),
        release.paragraphs,
        tuple((item.before, item.text) for item in release.subheads),
        tuple((item.before, item.text) for item in release.captions),
        tuple((item.title, item.text) for item in release.boilerplates),
    )
    assert shape_read(found) == expected
    assert found.list_items == release.list_items
    assert found.embargo is None


def is_read_back_from_markdown(release: Release) -> None:
    parts = parts_of(release, dict(release.texts()), remarks(release))
    if not any(part.field.value == "headline" for part in parts):
        return
    data = written(parts, NOTE, form="md")
    for kept in (data, COMMENTS.sub("", data.decode()).encode(), data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data):
        found = read_back(kept, "md")
        assert shape_read(found) == shape_of(parts)
        assert found.embargo is None
        assert not found.withdrawn
        mark = read_mark(found.mark)
        assert mark is not None
        assert mark.is_draft(content_digest(found))


def is_read_back_from_word_or_refused(release: Release) -> None:
    parts = parts_of(release, dict(release.texts()), remarks(release))
    if not any(part.field.value == "headline" for part in parts):
        return
    try:
        data = written(parts, NOTE, form="docx")
    except LayoutError:
        # Two boilerplates of which the second has no title, or one that is called like a contact.
        assert len(release.boilerplates) > 0
        return
    found = read_back(data, "docx")
    assert shape_read(found) == shape_of(parts)
    mark = read_mark(found.mark)
    assert mark is not None
    assert mark.is_draft(content_digest(found))
    assert data == written(parts, NOTE, form="docx")


def test_the_commands_offer_the_formats_that_there_are() -> None:
    assert set(OFFERED) == set(FORMATS)


@settings(max_examples=25)
@given(releases())
def test_any_text_comes_back_with_its_comments_or_without(release: Release) -> None:
    is_read_back_from_markdown(release)
    is_read_back_from_word_or_refused(release)


@pytest.mark.slow
@settings(max_examples=800)
@given(releases())
def test_any_text_at_all_comes_back(release: Release) -> None:
    is_read_back_from_markdown(release)
    is_read_back_from_word_or_refused(release)
