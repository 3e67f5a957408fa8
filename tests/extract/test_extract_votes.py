"""What the model's votes change about the rules; the votes are set by hand, by patterns."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler

from pipeline.extract import extract_all, spotter
from pipeline.extract.acronyms import is_short_for
from pipeline.extract.votes import kind_of
from pipeline.model import Release


def voting(**votes: str) -> Language:
    """A pipeline that finds these words, by label: ``PER="Anna Lind|Rot"``."""
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [
        {"label": label, "pattern": [{"ORTH": token.text} for token in nlp.make_doc(words)]}
        for label, names in votes.items()
        for words in names.split("|")
    ]
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(patterns)
    return nlp


def extract(nlp: Language, *paragraphs: str, headline: str = "Neues vom Hafen") -> Release:
    release = Release(source="a.txt", digest="", language="de", headline=headline, paragraphs=paragraphs)
    (result,) = extract_all([release], spot=spotter(nlp))
    return result


def organisations(release: Release) -> list[str]:
    return [organisation.name for organisation in release.organisations]


def people(release: Release) -> list[str]:
    return [person.name for person in release.people]


@pytest.mark.parametrize(
    ("sentence", "vote", "name"),
    [
        (
            "Beraten hat die Wirtschaftskanzlei Borg Lindner PartG mbB.",
            "Borg Lindner PartG mbB",
            "Borg Lindner PartG mbB",
        ),
        ("Der Saal gehört der Tochtergesellschaft Nordwerft Immobilien GmbH.", "Nordwerft Immobilien GmbH", None),
        ("Das Foto kommt aus der Universitätsbibliothek Kiel Fotografien.", "Universitätsbibliothek Kiel", None),
        ("Gezählt hat die Organisation Watt Watch.", "Organisation Watt Watch", "Watt Watch"),
        ("Es spielt der TSV Kappeln 1919 aus dem Norden.", "TSV Kappeln 1919", None),
    ],
)
def test_the_model_knows_where_a_name_begins_and_ends(sentence: str, vote: str, name: str | None) -> None:
    assert organisations(extract(voting(ORG=vote), sentence)) == [name or vote]


def test_a_person_in_the_same_phrase_is_not_swallowed_by_an_organisation() -> None:
    nlp = voting(ORG="Hochschule für Musik Lübeck", PER="Tilda Marsch")
    release = extract(nlp, "Dabei sind die Hochschule für Musik Lübeck und die Cellistin Tilda Marsch.")
    assert organisations(release) == ["Hochschule für Musik Lübeck"]
    assert people(release) == ["Tilda Marsch"]


def test_what_the_model_takes_for_an_event_is_no_organisation() -> None:
    sentence = "Im Juni folgt der Ostsee Verein Gipfel."
    assert organisations(extract(voting(ORG="Ostsee Verein Gipfel"), sentence)) != []
    assert organisations(extract(voting(MISC="Ostsee Verein Gipfel"), sentence)) == []


def test_a_fair_that_one_is_at_is_no_organisation() -> None:
    release = extract(voting(ORG="NordBau Kiel"), "Gezeigt wird die Pumpe auf der NordBau Kiel.")
    assert organisations(release) == []


def test_a_brand_without_legal_form_is_believed_where_the_model_is_steady() -> None:
    release = extract(voting(ORG="Wattwerk"), "Entwickelt hat es Wattwerk aus Husum.", "Jetzt sucht Wattwerk Leute.")
    assert organisations(release) == ["Wattwerk"]
    assert [mention.text for mention in release.organisations[0].mentions] == ["Wattwerk", "Wattwerk"]


def test_a_surname_is_no_firm_because_the_model_took_it_for_one_once() -> None:
    nlp = voting(ORG="Haas", PER="Wiebke Haas")
    release = extract(nlp, "Am Ruder steht Kapitänin Wiebke Haas.", "Gebaut wurde es in Haas Werkstatt.")
    assert organisations(release) == []
    assert people(release) == ["Wiebke Haas"]


@pytest.mark.parametrize(
    ("sentence", "vote", "name"),
    [
        ("Das sagte Ladina von Planta am Freitag.", "Ladina von Planta", "Ladina von Planta"),
        ("Dann kam Nele Sommer Entwarnung gebend zurück.", "Nele Sommer", "Nele Sommer"),
        ("Es sprach Dr. Anneke tom Diek zu den Gästen.", "Anneke tom Diek", "Anneke tom Diek"),
    ],
)
def test_the_model_knows_where_a_persons_name_ends(sentence: str, vote: str, name: str) -> None:
    assert people(extract(voting(PER=vote), sentence)) == [name]


def test_a_first_name_alone_does_not_cut_the_name_that_a_title_leads_to() -> None:
    assert people(extract(voting(PER="Birte"), "Es sprach Dr. Birte Lorenzen zu den Gästen.")) == ["Birte Lorenzen"]


def test_a_stage_name_behind_a_calling_is_a_person() -> None:
    assert people(extract(voting(PER="Milou"), "Gemalt hat es die Künstlerin Milou.")) == ["Milou"]


def test_a_first_name_is_a_mention_of_the_one_person_who_bears_it() -> None:
    nlp = voting(PER="Lena Moor|Lena")
    release = extract(nlp, "Es kocht Lena Moor.", "Den Erfolg hat Lena selbst nicht erwartet.")
    assert people(release) == ["Lena Moor"]
    assert [mention.text for mention in release.people[0].mentions] == ["Lena Moor", "Lena"]


def test_a_town_stays_a_town_where_a_person_bears_its_name() -> None:
    nlp = voting(PER="Ralf Kiel|Kiels", LOC="Kiel")
    release = extract(nlp, "Es rechnet Dr. Ralf Kiel.", "Nach Kiels Zahlen sinkt der Bedarf.", "Beraten wird in Kiel.")
    assert [mention.text for mention in release.people[0].mentions] == ["Ralf Kiel", "Kiels"]


def test_a_headline_in_capitals_names_nobody_by_mistake() -> None:
    release = extract(voting(PER="AN DIE SPITZE"), "Es regnet.", headline="AN DIE SPITZE")
    assert people(release) == []


def test_an_acronym_that_stands_alone_means_the_name_it_is_made_of() -> None:
    nlp = voting(ORG="Wasserverband Obere Schlei|WOS")
    release = extract(nlp, "Der Wasserverband Obere Schlei, kurz WOS, baut.", "Der WOS zahlt selbst.")
    assert organisations(release) == ["Wasserverband Obere Schlei"]
    assert release.organisations[0].acronym == "WOS"


@pytest.mark.parametrize(
    ("acronym", "words", "short"),
    [
        ("ZDH", "Zentralverband des Deutschen Handwerks", True),
        ("ZWAV", "Zweckverband Wasser und Abwasser Vogtland-Göltzsch", True),
        ("SWR", "Sparkassenstiftung Westerwald", False),
        ("DB", "Deutsche Bundesstiftung", False),
        ("NBO", "Naturschutzgemeinschaft", False),
    ],
)
def test_acronyms_are_made_of_initials(acronym: str, words: str, *, short: bool) -> None:
    assert is_short_for(acronym, words.split()) is short


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("PER", "people"),
        ("person", "people"),
        ("organization", "organisations"),
        ("GPE", "places"),
        ("EVENT", "things"),
    ],
)
def test_labels_of_other_models_are_understood(label: str, kind: str) -> None:
    assert kind_of(label) == kind


@pytest.mark.parametrize("words", ["Kieler Hafennetzwerk", "Kieler Werftbranche", "Kieler Firma"])
def test_a_kind_of_body_and_its_town_are_no_name(words: str) -> None:
    release = extract(voting(ORG=words), f"Es freut sich das {words} über den Preis.")
    assert organisations(release) == []


def test_a_name_that_its_acronym_vouches_for_stands_whatever_the_model_takes_it_for() -> None:
    nlp = voting(MISC="European Harbour Excellence Initiative", ORG="EHEI")
    release = extract(nlp, "Den Preis der European Harbour Excellence Initiative (EHEI) gibt es jährlich.")
    assert [(one.name, one.acronym) for one in release.organisations] == [
        ("European Harbour Excellence Initiative", "EHEI")
    ]
