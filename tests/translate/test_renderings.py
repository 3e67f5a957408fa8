from __future__ import annotations

import pytest

from pipeline.glossary import Entry, Glossary
from pipeline.translate.masks import mask, unmask
from pipeline.translate.renderings import glossary_terms, put_right, renderings
from pipeline.translate.terms import lost_in

GLOSSARY = Glossary(
    (
        Entry("Lehrwerkstatt", ("Lehrwerkstätten",), {"en": "training workshop"}, {"en": ("teaching workshop",)}),
        Entry("Vorstand", (), {"en": "executive board"}, {"en": ("board",)}),
        Entry("Netzwerk", (), {"en": "alliance"}, {"en": ("network",)}, compounds=True),
    ),
    keep=("Gold-Label", "Licht 3000"),
)


def test_a_translator_is_told_what_the_segment_needs() -> None:
    found = renderings(GLOSSARY, "Das Gold-Label für die Lehrwerkstätten im Netzwerktreffen", "en-GB")
    assert found == (("Lehrwerkstätten", "training workshop"), ("Gold-Label", "Gold-Label"))
    assert renderings(GLOSSARY, "Das Gold-Label für die Lehrwerkstätten", "fr") == (("Gold-Label", "Gold-Label"),)


def test_what_must_be_kept_must_stand_in_the_translation() -> None:
    terms = glossary_terms(GLOSSARY, "Das Gold-Label für Licht 3000", "en")
    assert lost_in("The Gold-Label for Licht 3000", terms) == ()
    assert [term.text for term in lost_in("The gold label for Light 3000", terms)] == ["Gold-Label", "Licht 3000"]


def test_a_mask_puts_the_preferred_rendering_in_place() -> None:
    german = "Die Lehrwerkstatt öffnet."
    terms = glossary_terms(GLOSSARY, german, "en")
    assert lost_in("Training workshops open.", terms) == ()
    assert lost_in("The Lehrwerkstatt opens.", terms) == terms
    masked = mask(german, terms)
    assert masked.text == "Die XQAA öffnet."
    assert unmask("The XQAA opens.", masked) == "The training workshop opens."
    assert glossary_terms(GLOSSARY, "Die Lehrwerkstätten öffnen.", "en") == ()


def test_a_rendering_and_a_name_beside_it_have_placeholders_of_their_own() -> None:
    german = "Die Lehrwerkstatt Gold-Label"
    masked = mask(german, glossary_terms(GLOSSARY, german, "en"))
    assert masked.text == "Die XQAA XQAB"
    assert unmask("The XQAA XQAB", masked) == "The training workshop Gold-Label"


@pytest.mark.parametrize(
    ("german", "answer", "right"),
    [
        ("Die Lehrwerkstatt", "The teaching workshop", "The training workshop"),
        ("Lehrwerkstätten", "Teaching workshops", "Training workshops"),
        ("Die Lehrwerkstatt", "Two teaching workshops and a teaching workshop", None),
        ("Der Vorstand tagt.", "The board meets.", "The executive board meets."),
        ("Der Vorstand tagt.", "The executive board meets.", None),
        ("Ein Vorstand tagt.", "A board meets.", None),
        ("Das Netzwerktreffen", "The network meeting", None),
        ("Der Rat", "The board", None),
    ],
)
def test_a_forbidden_rendering_is_put_right_where_that_is_safe(german: str, answer: str, right: str | None) -> None:
    assert put_right(GLOSSARY, german, answer, "en") == (right or answer)


def test_other_languages_are_not_touched() -> None:
    glossary = Glossary((Entry("Vorstand", (), {"fr": "directoire"}, {"fr": ("conseil",)}),))
    assert put_right(glossary, "Der Vorstand", "le conseil", "fr") == "le conseil"
