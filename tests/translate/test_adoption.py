from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Boilerplate, Caption, Contact, Release, Status, Subhead
from pipeline.translate.adoption import adopt

ORIGINAL = Release(
    source="fest.txt",
    digest="",
    language="de",
    headline="Das Fest",
    paragraphs=("Eins.", "Zwei."),
    subheads=(Subhead(1, "Weiter"),),
    captions=(Caption(0, "Bild"),),
    boilerplates=(Boilerplate("Über uns", "Text"),),
)
HERS = Release(
    source="fest.en.md",
    digest="hers",
    language="en",
    kicker="Summer",
    headline="The Feast",
    subheadline="An evening",
    paragraphs=("One.", "Two."),
    subheads=(Subhead(1, "Next"),),
    captions=(Caption(0, "Picture"),),
    boilerplates=(Boilerplate("About us", "Text"),),
)


@pytest.mark.parametrize(("outdated", "status"), [(False, Status.APPROVED), (True, Status.OUTDATED)])
def test_her_text_is_the_edition(*, outdated: bool, status: Status) -> None:
    edition = adopt(ORIGINAL, HERS, language="en", outdated=outdated)
    assert (edition.status, edition.origin, edition.language, edition.digest) == (status, "human", "en", "hers")
    assert (edition.kicker, edition.headline, edition.subheadline) == ("Summer", "The Feast", "An evening")
    assert edition.paragraphs == HERS.paragraphs
    assert edition.subheads == HERS.subheads
    assert edition.captions == HERS.captions
    assert edition.boilerplates == HERS.boilerplates
    assert edition.warnings == ()


def test_her_contact_is_the_edition_s_if_she_gives_one() -> None:
    contact = Contact(lines=("Ada Marsh", "ada@fest.example"), names=("Ada Marsh",), emails=("ada@fest.example",))
    original = replace(ORIGINAL, contact=Contact(lines=("Nora Kirsten",), names=("Nora Kirsten",)))

    edition = adopt(original, replace(HERS, contact=contact), language="en", outdated=False)
    assert edition.contact == contact
    assert edition.warnings == ()
    assert adopt(original, HERS, language="en", outdated=False).contact is None


def test_another_structure_is_kept_and_named() -> None:
    hers = replace(HERS, paragraphs=("One.", "Two.", "And a third."), captions=())
    edition = adopt(ORIGINAL, hers, language="en", outdated=False)
    assert edition.paragraphs == hers.paragraphs
    (warning,) = edition.warnings
    assert (warning.code, warning.where) == ("edition-misaligned", "fest.en.md")
    assert "Absätze: 3 statt 2" in warning.message
    assert "Bildunterschriften: 0 statt 1" in warning.message
    assert "Zwischenüberschriften" not in warning.message
