"""Whatever the text: mentions fit it, never overlap, and the same text gives the same result."""

from __future__ import annotations

from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import extract_all, spotter
from pipeline.extract.tokens import tokenise
from pipeline.model import Boilerplate, Caption, Contact, Dateline, Quote, Release

NLP = spacy.blank("de")
PIECES = st.sampled_from(
    """
    Dr. Prof. Frau Herr Anna Karl-Heinz von der Heide Lind Linds Rot Graf Geschäftsführerin Leiter des der bei GmbH &
    Co. KG e. V. e.V. AG Lux LUX (LUX) Institut für Optik und Technik Universität Jena Straße Preis „ “ » « , . : - –
    sagt so die Stadt D'Angelo ’s 2024 Fraunhofer IOF Fraunhofer-Institut © Foto: / \n Über | ( )
    """.split(" ")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=80))


@st.composite
def releases(draw: st.DrawFn) -> Release:
    paragraphs = tuple(draw(st.lists(TEXTS, max_size=4)))
    quotes = []
    for index, paragraph in enumerate(paragraphs):
        start = paragraph.find("„")
        end = paragraph.find("“", start + 1)
        if 0 <= start < end:
            quotes.append(Quote(paragraph[start + 1 : end], index, start + 1, index, end))
    return Release(
        source="a.txt",
        digest="",
        language="de",
        headline=draw(TEXTS),
        dateline=Dateline(draw(st.none() | st.sampled_from(["Jena", "Halle (Saale)"]))),
        paragraphs=paragraphs,
        quotes=tuple(quotes),
        captions=tuple(Caption(0, text) for text in draw(st.lists(TEXTS, max_size=1))),
        boilerplates=tuple(Boilerplate(text, text) for text in draw(st.lists(TEXTS, max_size=1))),
        contact=Contact(lines=tuple(draw(st.lists(TEXTS, max_size=3)))),
    )


@settings(max_examples=75, deadline=None)
@given(releases())
def test_mentions_fit_their_texts_and_never_overlap(release: Release) -> None:
    (result,) = extract_all([release], spot=spotter(NLP))
    texts = dict(result.texts())
    spans = []
    for named in (*result.people, *result.organisations, *result.places):
        assert named.mentions
        for mention in named.mentions:
            assert texts[mention.at][mention.start : mention.end] == mention.text
            spans.append((str(mention.at), mention.start, mention.end))
    spans.sort()
    for (at, _, end), (next_at, start, _) in pairwise(spans):
        assert at != next_at or end <= start
    assert list(extract_all([release], spot=spotter(NLP))) == [result]


@given(st.text(max_size=200))
def test_tokens_are_slices_in_order(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        end = token.end
