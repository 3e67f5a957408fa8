from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Boilerplate, Edition, Release, Status, Subhead
from pipeline.translate import lessons
from pipeline.translate.alignment import align
from pipeline.translate.changes import changes, unchanged

RELEASE = Release(
    source="fest.txt",
    digest="",
    language="de",
    kicker="Sommer",
    headline="Das Fest",
    paragraphs=(
        "Das Fest beginnt am Freitag um 10 Uhr. Der Eintritt ist frei.",
        "„Wir freuen uns sehr“, sagt Anna Lind. „Es wird ein schöner Tag für alle im Ort.“",
    ),
    subheads=(Subhead(1, "Weiter"),),
    boilerplates=(Boilerplate("Über uns", "Der Verein hat 210 Mitglieder."),),
)
HERS = Edition(
    "en",
    Status.APPROVED,
    kicker="Summer",
    headline="The feast",
    paragraphs=(
        "The feast starts on Friday at 10 a.m. Admission is free.",
        "“We are delighted,” says Anna Lind. “It will be a lovely day for everyone in town.”",
    ),
    subheads=(Subhead(1, "More"),),
    boilerplates=(Boilerplate("About us", "The club has 210 members."),),
)


def learnt(release: Release, edition: Edition) -> dict[str, str]:
    return {lesson.text: lesson.translation for lesson in lessons(release, edition)}


def test_each_sentence_is_learnt_with_the_one_before_it() -> None:
    found = lessons(RELEASE, HERS)
    assert [(item.text, item.translation) for item in found] == [
        ("Sommer", "Summer"),
        ("Das Fest", "The feast"),
        ("Das Fest beginnt am Freitag um 10 Uhr.", "The feast starts on Friday at 10 a.m."),
        ("Der Eintritt ist frei.", "Admission is free."),
        ("Weiter", "More"),
        ("„Wir freuen uns sehr“, sagt Anna Lind.", "“We are delighted,” says Anna Lind."),
        ("Es wird ein schöner Tag für alle im Ort.", "It will be a lovely day for everyone in town."),
        ("Über uns", "About us"),
        ("Der Verein hat 210 Mitglieder.", "The club has 210 members."),
    ]
    assert [item.context for item in found] == ["", *(item.text for item in found[:-1])]


def test_sentences_that_she_joined_or_parted_are_not_learnt_but_the_others_are() -> None:
    first = "Doors open at 10 a.m. on Friday, when the feast begins, and admission is free."
    second = HERS.paragraphs[1].replace(" says Anna Lind.", " says Anna Lind. She smiles all day.")
    found = learnt(RELEASE, replace(HERS, paragraphs=(first, second)))
    assert "Das Fest beginnt am Freitag um 10 Uhr." not in found
    assert "Der Eintritt ist frei." not in found
    assert found["Es wird ein schöner Tag für alle im Ort."] == "It will be a lovely day for everyone in town."


def test_nothing_is_learnt_where_the_parts_do_not_pair_up() -> None:
    found = learnt(RELEASE, replace(HERS, paragraphs=HERS.paragraphs[:1], boilerplates=()))
    assert found == {"Sommer": "Summer", "Das Fest": "The feast"}


def test_a_sentence_beside_another_one_s_figure_or_left_in_german_is_not_learnt() -> None:
    boilerplate = Boilerplate("About us", "The club has 120 members.")
    german = replace(HERS, boilerplates=(boilerplate,), paragraphs=(RELEASE.paragraphs[0], HERS.paragraphs[1]))
    found = learnt(RELEASE, german)
    assert "Der Verein hat 210 Mitglieder." not in found
    assert "Das Fest beginnt am Freitag um 10 Uhr." not in found


def test_sentences_align_by_length_as_gale_and_church_have_it() -> None:
    source = ["a" * 60, "b" * 20, "c" * 90]
    assert [(bead.source, bead.target) for bead in align(source, ["x" * 85, "y" * 88])] == [
        ((0, 1), (0,)),
        ((2,), (1,)),
    ]
    assert [(bead.source, bead.target) for bead in align(source, ["x" * 58, "z" * 22, "y" * 95])] == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
    ]


@given(st.lists(st.text(max_size=200), max_size=8), st.lists(st.text(max_size=200), max_size=8))
def test_every_sentence_is_in_one_bead_and_in_order(source: list[str], target: list[str]) -> None:
    beads = align(source, target)
    assert [index for bead in beads for index in bead.source] == list(range(len(source)))
    assert [index for bead in beads for index in bead.target] == list(range(len(target)))


def texts(release: Release) -> tuple:
    return tuple(release.texts())


def test_what_changed_came_and_went_is_told_with_her_text_of_it() -> None:
    now = replace(
        RELEASE,
        kicker=None,
        paragraphs=(
            "Ein ganz neuer Absatz steht davor.",
            RELEASE.paragraphs[0].replace("10 Uhr", "11 Uhr"),
            *RELEASE.paragraphs[1:],
        ),
    )
    gone, added, reworded = changes(texts(RELEASE), texts(now), HERS)
    assert (gone.at, gone.before, gone.after, gone.hers) == (None, "Sommer", None, "Summer")
    assert (added.was, added.before, added.hers) == (None, None, None)
    assert (reworded.was.index, reworded.at.index, reworded.hers) == (0, 1, HERS.paragraphs[0])  # type: ignore[union-attr]
    moved = {
        at.index: was.index for at, was in unchanged(texts(RELEASE), texts(now)).items() if at.field == "paragraph"
    }
    assert moved == {2: 1}
    assert changes(texts(RELEASE), texts(RELEASE), HERS) == ()


def test_her_text_of_a_change_is_left_open_where_the_parts_did_not_pair_up() -> None:
    now = replace(RELEASE, paragraphs=(RELEASE.paragraphs[0].replace("10", "11"), RELEASE.paragraphs[1]))
    (change,) = changes(texts(RELEASE), texts(now), replace(HERS, paragraphs=HERS.paragraphs[:1]))
    assert (change.hers, change.draft) == (None, None)
