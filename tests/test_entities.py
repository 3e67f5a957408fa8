"""Who is named in all releases together, whatever their order; and which names look like one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.duplicates import Reason, Suggestion, suggestions, toml_text
from pipeline.entities import Entity
from pipeline.entities import gather as gather_summaries
from pipeline.model import Field, Location, Mention, Organisation, Person, Picture, Release
from pipeline.publish import summary_of
from pipeline.register import EMPTY_REGISTER, Register
from pipeline.register_file import parse_register
from pipeline.toml_file import TomlFile

START = datetime(2024, 1, 1, tzinfo=UTC)
HEADLINE = Location(Field.HEADLINE)


def mentions(*forms: str) -> tuple[Mention, ...]:
    return tuple(Mention(form, HEADLINE, 0, len(form)) for form in forms)


def person(name: str, *forms: str) -> Person:
    return Person(name, mentions=mentions(*(forms or (name,))))


def body(name: str, *forms: str, acronym: str | None = None) -> Organisation:
    return Organisation(name, acronym, mentions(*(forms or (name,))))


def publication(day: int, *named: Person | Organisation) -> Publication:
    moment = START + timedelta(days=day)
    release = Release(
        f"{day}.txt",
        "",
        "de",
        f"Meldung {day}",
        people=tuple(item for item in named if isinstance(item, Person)),
        organisations=tuple(item for item in named if isinstance(item, Organisation)),
    )
    return Publication(f"urn:{day}", f"meldung-{day}", moment, moment, release)


def gather(publications: Iterable[Publication]) -> tuple[Entity, ...]:
    return gather_summaries(summary_of(item, Settings()) for item in publications)


def register(text: str) -> Register:
    return parse_register(
        TomlFile("register.toml", text, tomllib.loads(text)), picture=lambda name: Picture(name, "", b"")
    )


def test_an_entity_has_its_forms_counts_and_first_and_last_release() -> None:
    (found,) = gather(
        [
            publication(9, body("OptoNet e.V.", "OptoNet", "OptoNet")),
            publication(2, body("OptoNet e. V.", "OptoNet e. V.", acronym="ON")),
            publication(5, body("OptoNet e.V.", "OptoNet e.V.", "OptoNets")),
        ]
    )
    assert (found.id, found.name, found.acronyms) == ("organisation:optonet-e-v", "OptoNet e.V.", ("ON",))
    assert found.forms == ("OptoNet", "OptoNet e. V.", "OptoNet e.V.", "OptoNets")
    assert (len(found.appearances), found.mentions) == (3, 5)
    assert (found.first.slug, found.last.slug) == ("meldung-2", "meldung-9")
    assert found.also == ("optonet", "optonets")


def test_a_release_with_two_spellings_counts_once() -> None:
    (found,) = gather([publication(1, body("OptoNet e.V."), body("OPTONET eV", "OPTONET eV", "OPTONET eV"))])
    assert (len(found.appearances), found.mentions) == (1, 3)


def test_the_uninflected_name_is_the_canonical_one() -> None:
    (found,) = gather(
        [
            publication(1, body("Deutschen Gesellschaft für Optik")),
            publication(2, body("Deutsche Gesellschaft für Optik")),
        ]
    )
    assert found.name == "Deutsche Gesellschaft für Optik"


def test_a_person_and_an_organisation_of_the_same_name_are_two() -> None:
    found = gather([publication(1, person("Anna Lux"), body("Anna Lux"))])
    assert [entity.id for entity in found] == ["person:anna-lux", "organisation:anna-lux"]


def test_of_two_names_with_the_same_slug_the_older_keeps_it() -> None:
    old, new = publication(1, person("Ina Müller")), publication(2, person("Ina Mueller"))
    before = {entity.name: entity.slug for entity in gather([old])}
    after = {entity.name: entity.slug for entity in gather([new, old])}
    assert before == {"Ina Müller": "ina-mueller"}
    assert after["Ina Müller"] == "ina-mueller"
    assert after["Ina Mueller"].startswith("ina-mueller-")


NAMED = st.one_of(
    st.sampled_from(["Anna Weber", "ANNA WEBER", "A. Weber", "Anna  Weber", "Otto Müller", "Otto Mueller"]).map(person),
    st.sampled_from(
        ["OptoNet e.V.", "OptoNet e. V.", "OPTONET eV", "OptoNet", "Deutsche Bank", "Deutschen Bank", "Lux"]
    ).map(body),
)
RELEASES = st.lists(st.lists(NAMED, max_size=4, unique_by=lambda item: item.name), max_size=6)


@settings(deadline=None)
@given(RELEASES, st.randoms(use_true_random=False))
def test_the_order_of_releases_makes_no_difference(releases: list[list[Person | Organisation]], random: object) -> None:
    publications = [publication(day // 2, *named) for day, named in enumerate(releases)]
    publications = [
        Publication(f"{i}", f"m-{i}", p.published, p.updated, p.release) for i, p in enumerate(publications)
    ]
    shuffled = list(publications)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    entities, again = gather(publications), gather(shuffled)
    assert entities == again
    assert suggestions(entities, EMPTY_REGISTER) == suggestions(tuple(reversed(again)), EMPTY_REGISTER)
    assert len({entity.id for entity in entities}) == len(entities)


def only(*named: Person | Organisation, by: Register = EMPTY_REGISTER) -> Suggestion | None:
    found = suggestions(gather(publication(day, item) for day, item in enumerate(named)), by)
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("kept", "other", "reason"),
    [
        (body("OptoNet e.V."), body("OptoNet"), Reason.LEGAL_FORM),
        (body("OptoNet e.V."), body("Opto-Net"), Reason.LEGAL_FORM),
        (body("European Cluster Initiative", acronym="EUCI"), body("EUCI"), Reason.ACRONYM),
        (body("Verband Deutscher Optiker e.V."), body("VDO"), Reason.ACRONYM),
        (body("Bürger-Bund e.V."), body("Buergerbund e.V."), Reason.SPELLING),
        (body("Stadtwerke Dornfelde GmbH"), body("Stadtwerke Dornfelden GmbH"), Reason.ONE_EDIT),
        (body("Friedrich-Schiller-Universität Jena"), body("Universität Jena"), Reason.CONTAINED),
        (body("Fraunhofer-Institut für Optik IOF"), body("Fraunhofer IOF"), Reason.CONTAINED),
        (person("Anna Weber"), person("A. Weber"), Reason.INITIAL),
        (person("Henrike Maria Schubotz"), person("Henrike Schubotz"), Reason.INITIAL),
        (person("Torsten Poßner"), person("Poßner"), Reason.CONTAINED),
        (person("Meike Brandt-Yilmaz"), person("Meike Brandt"), Reason.CONTAINED),
        (person("Anke Siegmaier"), person("Anke Siegmeier"), Reason.ONE_EDIT),
        (person("Jan Peter"), person("Jan Peters"), Reason.ONE_EDIT),
    ],
)
def test_names_that_look_alike_are_suggested(
    kept: Person | Organisation, other: Person | Organisation, reason: Reason
) -> None:
    found = only(other, kept) or only(kept, other)
    assert found is not None
    assert {entity.name for entity in found.entities} == {kept.name, other.name}
    assert found.reason is reason
    if reason not in (Reason.SPELLING, Reason.ONE_EDIT):
        assert found.entities[0].name == kept.name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("Lumora Glas GmbH"), body("Lumora Glas AG")),
        (body("Stadt Jena"), body("Stadtwerke Jena GmbH")),
        (body("Polizeirevier 1"), body("Polizeirevier 2")),
        (body("Universität"), body("Universität Jena")),
        (body("Institut für Optik"), body("Institut für Glas")),
        (person("Anna Weber"), person("Otto Weber")),
        (person("A. Weber"), person("Otto Weber")),
    ],
)
def test_names_that_only_share_a_word_are_not(one: Person | Organisation, other: Person | Organisation) -> None:
    assert only(one, other) is None


def test_the_lines_to_paste_join_and_the_other_lines_part() -> None:
    found = only(body("OptoNet"), body("OptoNet e.V."))
    assert found is not None
    assert found.joining == '[[organisation]]\nname = "OptoNet e.V."\naliases = ["OptoNet"]'
    assert found.parting == '[[distinct]]\nnames = ["OptoNet e.V.", "OptoNet"]'
    for lines in (found.joining, found.parting):
        assert only(body("OptoNet"), body("OptoNet e.V."), by=register(lines)) is None


def test_with_an_entry_there_the_line_replaces_its_aliases() -> None:
    entry = '[[organisation]]\nname = "OptoNet e.V."\naliases = ["Optonet"]\n'
    found = only(body("OptoNet e.V."), body("Optonetz e.V."), by=register(entry))
    assert found is not None
    assert found.entry is not None
    assert found.joining == 'aliases = ["Optonet", "Optonetz e.V."]'
    assert register(entry.replace('aliases = ["Optonet"]', found.joining)).entries[0].aliases[-1] == "Optonetz e.V."


def test_what_could_be_either_of_two_is_asked_of_one_at_a_time() -> None:
    found = only(person("A. Weber"), person("Anna Weber"), person("Andreas Weber"))
    assert found is not None
    assert len(found.entities) == 2


def test_a_name_found_as_person_and_as_organisation_is_asked() -> None:
    found = only(person("Lux Lumora"), body("Lux Lumora"))
    assert found is not None
    assert (found.reason, found.joining) == (Reason.KIND, '[[organisation]]\nname = "Lux Lumora"')
    assert only(person("Lux Lumora"), body("Lux Lumora"), by=register(found.parting)) is None


LOOSE_NAMES = st.lists(
    st.sampled_from("Anna A. Weber Müller Mueller Lux LUX e.V. Bund Jena Otto".split()), min_size=1, max_size=3
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(*(LOOSE_NAMES.map(" ".join).map(make) for make in (person, body))), max_size=7))
def test_all_lines_together_make_a_register_that_settles_them(named: list[Person | Organisation]) -> None:
    entities = gather(publication(day, item) for day, item in enumerate(named))
    text = ""
    for _ in range(20):
        by = register(text)
        found = [item for item in suggestions(entities, by) if item.entry is None]
        if not found:
            break
        text += "".join(f"{item.joining if item.reason is not Reason.KIND else item.parting}\n\n" for item in found)
        register(text)
        asked = {frozenset(e.id for e in item.entities) for item in found}
        assert not asked & {frozenset(e.id for e in item.entities) for item in suggestions(entities, register(text))}


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_survives_being_written_as_toml(text: str) -> None:
    assert tomllib.loads(f"x = {toml_text(text)}")["x"] == text
