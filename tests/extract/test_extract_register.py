"""What the register says outranks rules and model; by example and by property."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRuler
from test_extract_properties import PIECES, releases

from pipeline.extract import extract_all, spotter
from pipeline.model import Dateline, Picture, Quote, Release
from pipeline.register import Entry, Kind, Never, Register

PERSON, ORGANISATION = Kind.PERSON, Kind.ORGANISATION
OPTONET = Entry(ORGANISATION, "OptoNet e.V.", ("OptoNet", "Optonet"), "OptoNet Network", "https://optonet.example/")
POSSNER = Entry(PERSON, "Torsten Poßner", ("Poßner", "T. Poßner"))
SILENT = spacy.blank("de")


def voting(*names: tuple[str, str]) -> Language:
    """A model that takes these words for what it is told."""
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in names])
    return nlp


def extract(*paragraphs: str, register: Register, nlp: Language = SILENT, headline: str = "Meldung") -> Release:
    quotes = tuple(
        Quote(text[start + 1 : (end := text.index("“", start))], index, start + 1, index, end)
        for index, text in enumerate(paragraphs)
        for start in [i for i, letter in enumerate(text) if letter == "„"]
    )
    release = Release("a.txt", "", "de", headline, dateline=Dateline("Jena"), paragraphs=paragraphs, quotes=quotes)
    (found,) = extract_all([release], spot=spotter(nlp), register=register)
    return found


def known(*entries: Entry, never: Never | None = None, distinct: tuple[tuple[str, ...], ...] = ()) -> Register:
    return Register(entries, never or Never(), distinct)


def names(release: Release) -> tuple[list[str], list[str]]:
    return [person.name for person in release.people], [body.name for body in release.organisations]


def forms(release: Release) -> dict[str, list[str]]:
    return {named.name: [m.text for m in named.mentions] for named in (*release.people, *release.organisations)}


@pytest.mark.parametrize("form", ["OptoNet e.V.", "OptoNet e. V.", "OptoNet", "Optonet", "OptoNets", "Optonets"])
def test_a_registered_name_is_found_where_no_rule_and_no_model_finds_it(form: str) -> None:
    found = extract(f"Dort steht nun {form} seit gestern.", register=known(OPTONET))
    assert forms(found) == {"OptoNet e.V.": [form]}


@pytest.mark.parametrize("form", ["OPTONET", "optonet", "OptoNet-Team", "OptoNetz"])
def test_a_name_in_other_letters_or_in_a_longer_word_is_not(form: str) -> None:
    assert forms(extract(f"Dort steht nun {form} seit gestern.", register=known(OPTONET))) == {}


def test_a_rule_s_find_in_another_spelling_takes_the_canonical_name() -> None:
    found = extract("Die OPTONET eV lud ein.", register=known(OPTONET))
    assert forms(found) == {"OptoNet e.V.": ["OPTONET eV"]}


def test_variants_are_joined_and_the_canonical_name_is_used_for_employers_and_speakers() -> None:
    found = extract(
        "„Wir sind bereit“, sagt Thorsten Possner, Vorsitzender der Optonet. Possner freut sich. OptoNet e.V. auch.",
        register=known(OPTONET, Entry(PERSON, "Torsten Poßner", ("Thorsten Possner",))),
    )
    assert names(found) == (["Torsten Poßner"], ["OptoNet e.V."])
    assert found.people[0].organisation == "OptoNet e.V."
    assert found.people[0].role == "Vorsitzender"
    assert [quote.speaker for quote in found.quotes] == ["Torsten Poßner"]
    assert forms(found) == {
        "Torsten Poßner": ["Thorsten Possner", "Possner"],
        "OptoNet e.V.": ["Optonet", "OptoNet e.V."],
    }


def test_an_entry_outranks_the_model_s_kind() -> None:
    nlp = voting(("Ximena Zyx", "PER"))
    text = "Gebaut hat es Ximena Zyx in Jena."
    assert names(extract(text, register=known(), nlp=nlp)) == (["Ximena Zyx"], [])
    assert names(extract(text, register=known(Entry(ORGANISATION, "Ximena Zyx")), nlp=nlp)) == ([], ["Ximena Zyx"])


def test_the_longest_registered_name_counts() -> None:
    school = Entry(ORGANISATION, "Lux Schule")
    found = extract("Die Lux Schule und Lux.", register=known(Entry(ORGANISATION, "Lux"), school))
    assert forms(found) == {"Lux Schule": ["Lux Schule"], "Lux": ["Lux"]}


def test_a_legal_form_behind_a_registered_name_belongs_to_it() -> None:
    lumora = Entry(ORGANISATION, "Lumora")
    assert forms(extract("Die Lumora GmbH baut.", register=known(lumora))) == {"Lumora": ["Lumora GmbH"]}
    apart = known(lumora, distinct=(("Lumora", "Lumora GmbH"),))
    assert forms(extract("Die Lumora GmbH baut.", register=apart)) == {"Lumora GmbH": ["Lumora GmbH"]}


def test_a_longer_name_with_a_legal_form_is_another_organisation() -> None:
    found = extract("Lumora Akademie GmbH und Lumora bauen.", register=known(Entry(ORGANISATION, "Lumora")))
    assert forms(found) == {"Lumora Akademie GmbH": ["Lumora Akademie GmbH"], "Lumora": ["Lumora"]}


def test_an_organisation_named_after_a_registered_person_is_no_person() -> None:
    found = extract("Die Carl Zeiss AG lädt ein.", register=known(Entry(PERSON, "Carl Zeiss")))
    assert names(found) == ([], ["Carl Zeiss AG"])


def test_two_firms_that_differ_in_their_form_stay_two_if_she_has_entered_both() -> None:
    register = known(Entry(ORGANISATION, "Lumora GmbH"), Entry(ORGANISATION, "Lumora AG"))
    found = extract("Die Lumora GmbH kauft die Lumora AG.", register=register)
    assert forms(found) == {"Lumora GmbH": ["Lumora GmbH"], "Lumora AG": ["Lumora AG"]}


def test_titles_before_a_registered_person_are_kept() -> None:
    found = extract("Es spricht Frau Prof. Dr. Xu Lux heute.", register=known(Entry(PERSON, "Xu Lux")))
    assert (found.people[0].name, found.people[0].titles) == ("Xu Lux", "Prof. Dr.")


def test_a_surname_as_alias_means_the_person_unless_the_release_introduces_another() -> None:
    assert forms(extract("Das sagte Dr. Poßner gestern.", register=known(POSSNER))) == {"Torsten Poßner": ["Poßner"]}
    found = extract("Das sagte Anna Poßner gestern. Poßner lachte.", register=known(POSSNER))
    assert forms(found) == {"Anna Poßner": ["Anna Poßner", "Poßner"]}
    assert forms(extract("Im Sommer regnet es.", register=known(Entry(PERSON, "Elke Sommer", ("Sommer",))))) == {}


def test_an_organisation_that_the_model_sees_around_a_registered_person_is_none() -> None:
    nlp = voting(("Zyxwerk Xu Lux", "ORG"))
    found = extract("Es kam Zyxwerk Xu Lux heute.", register=known(Entry(PERSON, "Xu Lux")), nlp=nlp)
    assert names(found) == (["Xu Lux"], [])


def test_a_surname_behind_a_genitive_of_the_full_name_is_the_same_person() -> None:
    found = extract("Xu Polans Werk. Polan dankt.", register=known(Entry(PERSON, "Xu Polan")))
    assert forms(found) == {"Xu Polan": ["Xu Polans", "Polan"]}


def test_a_longer_name_is_another_person_s() -> None:
    found = extract("Das sagte Hans Peter Müller gestern.", register=known(Entry(PERSON, "Peter Müller")))
    assert names(found) == (["Hans Peter Müller"], [])


def test_what_is_never_a_person_is_none_and_may_be_an_organisation() -> None:
    nlp = voting(("Gute Laune", "PER"))
    text = "Das Start-up Gute Laune lädt ein. Auch Gute Laune kommt."
    assert names(extract(text, register=known(), nlp=voting(("Gute Laune", "PER"))))[0] == []
    found = extract("Auch Anna Laune kommt.", register=known(never=Never(people=("Anna Laune",))), nlp=nlp)
    assert names(found) == ([], [])
    found = extract(text, register=known(never=Never(people=("Gute Laune",))), nlp=nlp)
    assert names(found) == ([], ["Gute Laune"])
    found = extract(text, register=known(never=Never(names=("Gute Laune",))), nlp=nlp)
    assert names(found) == ([], [])


def test_a_name_that_is_never_an_organisation_may_be_part_of_a_longer_one() -> None:
    found = extract("Die Lumora GmbH baut. Lumora wächst.", register=known(never=Never(organisations=("Lumora",))))
    assert forms(found) == {"Lumora GmbH": ["Lumora GmbH"]}


def test_what_is_never_a_name_is_no_place_either() -> None:
    nlp = voting(("Zyxhausen", "LOC"))
    text = "Sie kommen aus Zyxhausen."
    assert [place.name for place in extract(text, register=known(), nlp=nlp).places] == ["Jena", "Zyxhausen"]
    found = extract(text, register=known(never=Never(names=("Zyxhausen", "Jena"))), nlp=nlp)
    assert found.places == ()


def test_what_is_entered_comes_with_the_name() -> None:
    portrait = Picture("p.png", "image/png", b"p")
    found = extract(
        "OptoNet ehrt Torsten Poßner.", register=known(OPTONET, Entry(PERSON, "Torsten Poßner", picture=portrait))
    )
    assert (found.organisations[0].english, found.organisations[0].url) == ("OptoNet Network", OPTONET.url)
    assert found.people[0].picture == portrait
    assert found.people[0].url is None


WORDS = PIECES.filter(lambda piece: any(letter.isalpha() for letter in piece))
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    free = draw(st.lists(NAMES, unique=True, max_size=8))
    entries = [
        Entry(draw(st.sampled_from(Kind)), free[at], tuple(free[at + 1 : at + 2])) for at in range(0, len(free), 2)
    ]
    never = Never(*(tuple(draw(st.lists(NAMES, max_size=2))) for _ in range(3)))
    return Register(tuple(entries), never)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(releases(), registers())
def test_whatever_the_register_mentions_fit_and_never_overlap(release: Release, register: Register) -> None:
    (result,) = extract_all([release], spot=spotter(SILENT), register=register)
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
    for kind, all_named in ((PERSON, result.people), (ORGANISATION, result.organisations)):
        found = [named.name for named in all_named]
        assert len(set(found)) == len(found)
        barred = {*register.never.names, *(register.never.people if kind is PERSON else register.never.organisations)}
        mentioned = {mention.text for named in all_named for mention in named.mentions}
        assert not mentioned & barred - {name for entry in register.entries for name in entry.names}
    speakers = {quote.speaker for quote in result.quotes} - {None}
    assert speakers <= {person.name for person in result.people}


@settings(max_examples=60, deadline=None)
@given(releases())
def test_an_empty_register_changes_nothing(release: Release) -> None:
    assert list(extract_all([release], spot=spotter(SILENT), register=Register())) == list(
        extract_all([release], spot=spotter(SILENT))
    )
