"""Single rules, each shown in a sentence or two; the model's votes are set by hand or left out."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.extract import extract_all, spotter
from pipeline.model import Boilerplate, Caption, Contact, Quote, Release


@pytest.fixture(scope="module")
def silent() -> Language:
    """A pipeline that never votes, so that rules stand alone."""
    return spacy.blank("de")


def extract(nlp: Language, *paragraphs: str, **fields: Any) -> Release:
    quotes = tuple(
        Quote(paragraph[start + 1 : end], i, start + 1, i, end)
        for i, paragraph in enumerate(paragraphs)
        for start, end in _stretches(paragraph)
    )
    release = Release(
        source="a.txt",
        digest="",
        language="de",
        headline=fields.pop("headline", "Meldung"),
        paragraphs=paragraphs,
        quotes=quotes,
        **fields,
    )
    (result,) = extract_all([release], spot=spotter(nlp))
    return result


def _stretches(paragraph: str) -> list[tuple[int, int]]:
    starts = [i for i, char in enumerate(paragraph) if char == "„"]
    return [(start, paragraph.index("“", start)) for start in starts]


def organisations(release: Release) -> list[str]:
    return [organisation.name for organisation in release.organisations]


def people(release: Release) -> list[str]:
    return [person.name for person in release.people]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Gebaut hat die Halle die Brandt & Söhne Stahlbau GmbH & Co. KG aus Suhl.",
            "Brandt & Söhne Stahlbau GmbH & Co. KG",
        ),
        ("Das Haus gehört der Baugenossenschaft Am Anger eG.", "Baugenossenschaft Am Anger eG"),
        (
            "Träger ist der Förderverein für Kunst und Kultur Jena e. V. seit 1990.",
            "Förderverein für Kunst und Kultur Jena e. V.",
        ),
        ("Den Plan zeichnete das Jenaer Büro O'Neill + Partner Architekten mbB.", "O'Neill + Partner Architekten mbB"),
        ("Beteiligt ist die Optika Plzeň s.r.o. mit 40 Prozent.", "Optika Plzeň s.r.o."),
        (
            "Das Ministerium für Arbeit, Soziales und Gesundheit zahlt.",
            "Ministerium für Arbeit, Soziales und Gesundheit",
        ),
        ("Zu Gast war die Hochschule für Musik Franz Liszt Weimar.", "Hochschule für Musik Franz Liszt Weimar"),
        ("Das Max-Planck-Institut für chemische Ökologie forscht daran.", "Max-Planck-Institut für chemische Ökologie"),
        ("Geprüft hat das die IHK Südthüringen.", "IHK Südthüringen"),
        ("Gefördert von der Bürgschaftsbank Sachsen-Anhalt wurde es auch.", "Bürgschaftsbank Sachsen-Anhalt"),
    ],
)
def test_an_organisation_is_found_with_both_edges(silent: Language, sentence: str, name: str) -> None:
    assert name in organisations(extract(silent, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Verein und das Ministerium lobten die Jury.",
        "Ein weißer VW Crafter stand in der Saalfelder Straße.",
        "Die Aktie notiert im MDAX und im Prime Standard.",
        "Das Projekt LichtGitter endet im Mai.",
        "Der Erna-Schmidt-Preis wird beim Photonics Day verliehen.",
        "Wir wohnen in der Stadt Jena sehr gern.",
    ],
)
def test_things_and_common_nouns_are_no_organisations(silent: Language, sentence: str) -> None:
    assert organisations(extract(silent, sentence)) == []


def test_an_acronym_in_brackets_means_the_organisation_from_then_on(silent: Language) -> None:
    release = extract(silent, "Die Deutsche Gesellschaft für Lichttechnik (DGLT) tagt.", "Die DGLT hat 300 Mitglieder.")
    (organisation,) = release.organisations
    assert organisation.acronym == "DGLT"
    assert [mention.text for mention in organisation.mentions] == [
        "Deutsche Gesellschaft für Lichttechnik",
        "DGLT",
        "DGLT",
    ]


def test_inflected_and_short_forms_mean_one_organisation_named_in_the_nominative(silent: Language) -> None:
    release = extract(
        silent,
        "Forscher des Fraunhofer-Instituts für Lichtbau IFL messen.",
        "Das Fraunhofer-Institut für Lichtbau IFL freut sich.",
        "Am Fraunhofer IFL und im IFL wird gefeiert.",
    )
    assert organisations(release) == ["Fraunhofer-Institut für Lichtbau IFL"]
    assert [m.text for m in release.organisations[0].mentions][2:] == ["Fraunhofer IFL", "IFL"]


def test_titles_are_kept_apart_from_the_name(silent: Language) -> None:
    (person,) = extract(silent, "Das sagt Prof. Dr.-Ing. habil. Käthe von der Aue.").people
    assert (person.name, person.titles) == ("Käthe von der Aue", "Prof. Dr.-Ing. habil.")


def test_a_bare_surname_joins_its_person_and_a_noun_does_not(silent: Language) -> None:
    release = extract(
        silent,
        "Projektleiter Jan Quelle rechnet mit Aufträgen. Quelle will wachsen.",
        "Das Wasser kommt aus einer Quelle am Hang. Die Quelle ist alt.",
    )
    assert people(release) == ["Jan Quelle"]
    assert [m.text for m in release.people[0].mentions] == ["Jan Quelle", "Quelle"]


def test_a_genitive_s_belongs_to_the_mention(silent: Language) -> None:
    (person,) = extract(silent, "Dr. Ida Thal kam. Auf Thals Vorschlag wurde gebaut.").people
    assert [m.text for m in person.mentions] == ["Ida Thal", "Thals"]


def test_two_people_with_one_surname_stay_two_and_are_doubted(silent: Language) -> None:
    release = extract(silent, "Es kamen Karl Vogt und Anna Vogt. Später sprachen Frau Vogt und Herr Vogt.")
    assert {p.name: [m.text for m in p.mentions] for p in release.people} == {
        "Karl Vogt": ["Karl Vogt", "Vogt"],
        "Anna Vogt": ["Anna Vogt", "Vogt"],
    }
    assert "surname-shared" in {warning.code for warning in release.warnings}


def test_a_name_within_an_organisation_or_a_title_is_no_person(silent: Language) -> None:
    release = extract(silent, "Die Anna Kern GmbH zeigt das Stück »Maria Stuart« am Karl-Marx-Platz.")
    assert people(release) == []


@pytest.mark.parametrize(
    ("sentence", "role", "organisation"),
    [
        (
            "Es sprach Eva Lind, Sprecherin der Geschäftsführung der Lux AG, lange.",
            "Sprecherin der Geschäftsführung",
            "Lux AG",
        ),
        ("Technischer Leiter Dr. Tom Lind von der Lux AG sprach.", "Technischer Leiter", "Lux AG"),
        ("Die Geschäftsführerin der Lux AG, Eva Lind, sprach.", "Geschäftsführerin", "Lux AG"),
        ("Mit der Lux AG wächst Lux-Chefin Eva Lind.", "Lux-Chefin", "Lux AG"),
    ],
)
def test_role_and_organisation_stand_around_the_name(
    silent: Language, sentence: str, role: str, organisation: str
) -> None:
    (person,) = extract(silent, sentence).people
    assert (person.role, person.organisation) == (role, organisation)


def test_a_mayor_belongs_to_no_organisation(silent: Language) -> None:
    release = extract(
        silent,
        "Bürgermeisterin Ute Feld gratulierte der Lux AG.",
        boilerplates=(Boilerplate("Über die Lux AG", "Die Lux AG baut Lampen."),),
    )
    assert [person.organisation for person in release.people] == [None]


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (("„Das ist gut“, sagt Dr. Eva Lind. „Sehr gut.“",), ["Eva Lind", "Eva Lind"]),
        (("Tom Kern will bauen: „Morgen geht es los.“",), ["Tom Kern"]),
        (("Eva Lind kam zuerst.", "„Ich war früh wach“, erzählt sie."), ["Eva Lind"]),
        (("Direktorin Eva Lind traf Tom Kern.", "„Schön“, so die Direktorin."), ["Eva Lind"]),
        (("„Ja“, sagt Eva Lind. „Nein“, entgegnet Tom Kern.",), ["Eva Lind", "Tom Kern"]),
        (("Eva Lind war da.", "„Es war knapp“, heißt es im Protokoll."), [None]),
        (("Eva Lind war da.", "„Es war knapp“, urteilt die Jury."), [None]),
    ],
)
def test_a_quotation_gets_its_speaker(
    silent: Language, paragraphs: tuple[str, ...], speakers: list[str | None]
) -> None:
    release = extract(silent, *paragraphs)
    assert [quote.speaker for quote in release.quotes] == speakers
    doubts = [warning for warning in release.warnings if warning.code == "speaker-unknown"]
    assert len(doubts) == speakers.count(None)


def test_credits_and_contact_lines_name_people(silent: Language) -> None:
    release = extract(
        silent,
        "Die Lux AG baut.",
        captions=(Caption(0, "Der Neubau. Foto: Ignatz Zirbel"),),
        contact=Contact(lines=("Lux AG", "Quirin Ohnesorg", "Pressesprecher", "Telefon 03641 123")),
    )
    assert people(release) == ["Ignatz Zirbel", "Quirin Ohnesorg"]
    assert release.contact.names == ("Quirin Ohnesorg",)
    assert release.people[1].organisation == "Lux AG"
    assert release.people[1].role == "Pressesprecher"


def test_english_labels_are_understood() -> None:
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Ximena Zyx"},
            {"label": "GPE", "pattern": "Quito"},
            {"label": "ORG", "pattern": "QUIPU"},
        ]
    )
    release = extract(nlp, "Aus Quito kam Ximena Zyx zu QUIPU.")
    assert (people(release), organisations(release)) == (["Ximena Zyx"], ["QUIPU"])
    assert [place.name for place in release.places] == ["Quito"]
