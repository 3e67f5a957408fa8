from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Field, Location, Mention, Organisation, Person, Place, Release
from pipeline.translate.masks import mask, unmask
from pipeline.translate.terms import Term, TermKind, lost_in, terms_in

HERE = Location(Field.PARAGRAPH, 0)


def mention(text: str, form: str) -> Mention:
    start = text.index(form)
    return Mention(form, HERE, start, start + len(form))


def release(text: str, *, people: dict[str, str] | None = None, organisations: dict[str, str] | None = None) -> Release:
    """A release of one paragraph; the tables map a mention's form to the canonical name."""
    return Release(
        source="a.txt",
        digest="",
        language="de",
        headline="",
        paragraphs=(text,),
        people=tuple(Person(name, mentions=(mention(text, form),)) for form, name in (people or {}).items()),
        organisations=tuple(
            Organisation(name, mentions=(mention(text, form),)) for form, name in (organisations or {}).items()
        ),
        places=(Place("Jena"), Place("Ilmenau")),
    )


def terms_of(form: str, name: str | None = None) -> list[str]:
    text = f"Beteiligt ist {form} seit Mai."
    return [term.text for term in terms_in(release(text, organisations={form: name or form}), text, at=HERE, start=0)]


@pytest.mark.parametrize(
    ("organisation", "protected"),
    [
        ("Bundesministerium für Bildung und Forschung", []),
        ("Bundesministeriums für Bildung und Forschung", []),
        ("Deutsche Gesellschaft für Clusterentwicklung", []),
        ("Thüringer Aufbaubank", []),
        ("Verband Deutscher Linsenhersteller e. V.", []),
        ("Staatsministerium für Wirtschaft, Arbeit und Verkehr", []),
        ("Helmholtz-Zentrum Fulda für Optische Systeme", ["Helmholtz", "Fulda"]),
        ("Technische Hochschule Deggenau", ["Deggenau"]),
        ("BMBF", ["BMBF"]),
        ("Fraunhofer-Institut für Angewandte Optik und Feinmechanik IOF", ["Fraunhofer", "IOF"]),
        ("Fraunhofer-Instituts für Angewandte Optik und Feinmechanik IOF", ["Fraunhofer", "IOF"]),
        ("Friedrich-Schiller-Universität Jena", ["Friedrich", "Schiller", "Jena"]),
        ("Technische Universität Ilmenau", ["Ilmenau"]),
        ("Institut für Lasertechnik Jena", ["Jena"]),
        ("Klinikum Saalfeld", ["Saalfeld"]),
        ("Kreishandwerkerschaft Saale-Holzland", ["Saale", "Holzland"]),
        ("Lichthof Saaletal e.V.", ["Lichthof", "Saaletal"]),
        ("Lichtwerk", ["Lichtwerk"]),
        ("Jenoptik AG", ["Jenoptik AG"]),
        ("Becker & Söhne Dachtechnik GmbH", ["Becker & Söhne Dachtechnik GmbH"]),
        ("Stadtwerke Suhl GmbH & Co. KG", ["Stadtwerke Suhl GmbH & Co. KG"]),
        ("news aktuell", []),
    ],
)
def test_of_an_organisation_only_what_is_a_name_must_stay(organisation: str, protected: list[str]) -> None:
    assert terms_of(organisation) == protected


def test_a_genitive_is_no_part_of_the_name() -> None:
    text = "Rosenzweigs Vorschlag gefiel Hans Meyer und OptoNets Mitgliedern."
    found = terms_in(
        release(
            text,
            people={"Rosenzweigs": "Katrin Rosenzweig", "Hans Meyer": "Hans Meyer"},
            organisations={"OptoNets": "OptoNet e.V."},
        ),
        text,
        at=HERE,
        start=0,
    )
    assert [term.text for term in found] == ["Rosenzweig", "Hans", "Meyer", "OptoNet"]
    assert lost_in("Rosenzweig's proposal pleased Hans Meyer and OptoNet's members.", found) == ()


def test_only_the_mentions_inside_the_segment_count() -> None:
    text = "Eva Stein kam. Der Stein blieb."
    whole = release(text, people={"Eva Stein": "Eva Stein"})
    assert [term.text for term in terms_in(whole, "Eva Stein kam.", at=HERE, start=0)] == ["Eva", "Stein"]
    assert terms_in(whole, "Der Stein blieb.", at=HERE, start=15) == ()
    assert terms_in(whole, "Eva Stein kam.", at=Location(Field.HEADLINE), start=0) == ()


def test_addresses_are_protected_without_the_full_stop_after_them() -> None:
    text = "Mehr auf https://www.lichthof.de/a?b=c, lichthof.de und unter info@lichthof.de."
    found = terms_in(release(text), text, at=HERE, start=0)
    assert [term.text for term in found] == ["https://www.lichthof.de/a?b=c", "lichthof.de", "info@lichthof.de"]
    assert lost_in(text, found) == ()
    assert len(lost_in("More at https://www.lichthof.com", found)) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tel. 03641 930-200 oder +49 3641 930201", ["03641 930-200", "+49 3641 930201"]),
        ("Fax: 03641/930-201.", ["03641/930-201"]),
        ("Mobil +49 (0) 170 1234567", ["+49 (0) 170 1234567"]),
        ("Mehr unter #LichtImHof und bei @lichthof_jena.", ["#LichtImHof", "@lichthof_jena"]),
        ("Das sind 28 000 Gäste, 0,5 Prozent und die Nr. 03641.", []),
        ("Platz #1 und 5 km/h", []),
        ("Am 03.05.2023 um 09:30 Uhr", []),
    ],
)
def test_telephone_numbers_hashtags_and_handles_are_addresses(text: str, found: list[str]) -> None:
    terms = terms_in(release(text), text, at=HERE, start=0)
    assert [term.text for term in terms] == found
    assert {term.kind for term in terms} <= {TermKind.ADDRESS}
    assert lost_in(text, terms) == ()


def test_a_telephone_number_may_be_written_with_other_marks_but_other_digits_are_not_it() -> None:
    text = "Tel. 03641 930-200"
    terms = terms_in(release(text), text, at=HERE, start=0)
    assert lost_in("Phone: 03641 930 200", terms) == ()
    assert lost_in("Phone: 03641/930-200", terms) == ()
    assert lost_in("Phone: 03641 930-201", terms) == terms


def test_parts_of_names_say_what_they_are_and_where_the_whole_stands() -> None:
    text = "Eva Stein vom IOF spricht."
    terms = terms_in(
        release(text, people={"Eva Stein": "Eva Stein"}, organisations={"IOF": "IOF"}), text, at=HERE, start=0
    )
    assert [(term.text, term.kind, term.whole) for term in terms] == [
        ("Eva", TermKind.PERSON, (0, 9)),
        ("Stein", TermKind.PERSON, (0, 9)),
        ("IOF", TermKind.ACRONYM, (14, 17)),
    ]


def test_what_bears_an_acronym_may_be_translated() -> None:
    assert terms_of("BMBF-Sprecherin") == ["BMBF"]
    assert terms_of("Saale-Holzland") == ["Saale", "Holzland"]


def test_an_organisations_own_english_name_in_the_text_counts_and_a_mask_puts_it_in() -> None:
    german, own = "Europäisches Sekretariat für Lichtanalyse", "European Secretariat for Light Analysis"
    text = f"Das {german} ({own}) lädt ein."
    body = Organisation(german, mentions=(mention(text, german), mention(text, own)))
    named = replace(release(text), organisations=(body,))
    terms = terms_in(named, text, at=HERE, start=0)
    assert lost_in(f"The {own} invites.", terms) == ()
    assert unmask(mask(text, terms[:1]).text, mask(text, terms[:1])) == text.replace(german, own)


@pytest.mark.parametrize(
    ("form", "target", "other"),
    [
        ("Universität München", "fr", "l’université de Munich"),
        ("Universität München", "pl", "uniwersytet w Monachium"),
        ("Universität München", "cs", "univerzita v Mnichově"),
        ("Deutschland", "fr", "l’Allemagne"),
        ("Poßner", "pl", "od Poßnera"),
        ("Anna", "cs", "pro Annu"),
    ],
)
def test_names_have_their_forms_in_other_languages(form: str, target: str, other: str) -> None:
    text = f"Von {form}."
    found = terms_in(release(text, organisations={form: form}), text, at=HERE, start=0)
    assert found
    assert lost_in(other, found, target=target) == ()


@pytest.mark.parametrize(
    ("form", "english"),
    [
        ("Universität München", "University of Munich"),
        ("EuGH", "ECJ"),
        ("OptoNet", "OptoNet's"),
        ("D’Angelo", "D'Angelo"),
    ],
)
def test_known_english_forms_and_apostrophes_do_no_harm(form: str, english: str) -> None:
    text = f"Gefördert von {form}."
    found = terms_in(release(text, organisations={form: form}), text, at=HERE, start=0)
    assert found
    assert lost_in(f"Funded by {english}.", found) == ()


@pytest.mark.parametrize("harmed", ["Possner", "Poßners-Team x", "Poßnerin", "he"])
def test_a_harmed_surname_is_lost(harmed: str) -> None:
    text = "So sagt Poßner."
    found = terms_in(release(text, people={"Poßner": "Torsten Poßner"}), text, at=HERE, start=0)
    expected = () if harmed.startswith("Poßners") else found
    assert lost_in(f"So says {harmed}.", found) == expected


def test_neighbours_share_a_placeholder_and_a_genitive_stays_outside() -> None:
    text = "Eva Rosenzweigs Team"
    masked = mask(text, (Term("Eva", 0, 3, TermKind.NAME), Term("Rosenzweig", 4, 14, TermKind.NAME)))
    assert masked.text == "XQAAs Team"
    assert unmask("XQAA's team", masked) == "Eva Rosenzweig's team"


@pytest.mark.parametrize("answer", ["The team", "XQAA and XQAA", "xqaa", "XQAB"])
def test_a_placeholder_must_come_back_exactly_once(answer: str) -> None:
    masked = mask("Eva kam", (Term("Eva", 0, 3, TermKind.NAME),))
    assert unmask(answer, masked) is None


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=8))
def test_masking_is_undone_by_unmasking(text: str, spans: list[tuple[int, int]]) -> None:
    terms = tuple(
        Term(text[start : start + length], start, min(start + length, len(text)), TermKind.NAME)
        for start, length in spans
        if start < len(text)
    )
    masked = mask(text, terms)
    assert unmask(masked.text, masked) == text


def test_a_placeholder_never_stands_in_the_text_already() -> None:
    text = "XQAA und Eva"
    masked = mask(text, (Term("Eva", 9, 12, TermKind.NAME),))
    assert unmask(masked.text, masked) == text
    assert masked.originals == (("XQAB", "Eva"),)


def registered(english: str | None) -> Release:
    text = "Die Friedrich-Schiller-Universität Jena lädt ein, und die Technische Universität Jena zahlt."
    full, other = "Friedrich-Schiller-Universität Jena", "Technische Universität Jena"
    body = Organisation(full, mentions=(mention(text, full), mention(text, other)), english=english)
    return replace(release(text), organisations=(body,))


def test_the_registered_english_name_counts_and_is_what_a_mask_puts_in() -> None:
    named = registered("University of Jena")
    text = named.paragraphs[0]
    terms = terms_in(named, text, at=HERE, start=0)
    assert lost_in("The University of Jena invites, and the University of Jena pays.", terms) == ()
    assert [term.text for term in lost_in("The university invites, and Jena pays.", terms)] == [
        "Friedrich-Schiller-Universität Jena"
    ]
    masked = mask(text, terms[:1])
    assert unmask(masked.text, masked) == text.replace("Friedrich-Schiller-Universität Jena", "University of Jena")


def test_without_an_english_name_only_the_proper_parts_must_stay() -> None:
    named = registered(None)
    terms = terms_in(named, named.paragraphs[0], at=HERE, start=0)
    assert [term.text for term in terms] == ["Friedrich", "Schiller", "Jena", "Jena"]
