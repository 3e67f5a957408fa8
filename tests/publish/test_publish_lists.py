"""What readers can follow: lists by topic, organisation and person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from publish_samples import (
    SETTINGS,
    at,
    gold_label_release,
    mentions,
    publication,
    small_edition,
    small_release,
)

from pipeline.catalogue import Publication
from pipeline.config import Publish, Settings
from pipeline.model import Boilerplate, Caption, Contact, Organisation, Person, Quote, Release, Status
from pipeline.publish import summary_of
from pipeline.publish.lists import Kind, Listing, all_listings, subjects
from pipeline.slugs import name_slug, same_name

FROM_TWO = replace(SETTINGS, publish=Publish(list_minimum=2))
FROM_ONE = replace(SETTINGS, publish=Publish(list_minimum=1))


def tagged(day: int, *tags: str, english: bool = False) -> Publication:
    edition = small_edition(f"Release {day}", "Text.", status=Status.APPROVED)
    return publication(
        f"meldung-{day}",
        release=replace(small_release(f"Meldung {day}", "Text."), tags=tags),
        editions=(edition,) if english else (),
        published=at(2023, 5, day),
    )


def listings(publications: Iterable[Publication], language: str, configured: Settings) -> tuple[Listing, ...]:
    return all_listings((summary_of(item, configured) for item in publications), configured)[language]


def found(*publications: Publication, language: str = "de", configured: Settings = FROM_TWO) -> dict[str, Listing]:
    return {f"{item.kind}/{item.slug}": item for item in listings(publications, language, configured)}


def slugs_of(listing: Listing) -> list[str]:
    return [member.slug for member in listing.members]


def test_the_latest_come_first_and_are_all_newest_first() -> None:
    latest = listings([tagged(2), tagged(3), tagged(1)], "de", FROM_TWO)[0]
    assert (latest.kind, latest.slug, latest.title) == (Kind.LATEST, "latest", "OptoNet Presse")
    assert slugs_of(latest) == ["meldung-3", "meldung-2", "meldung-1"]


def test_a_topic_has_a_list_from_the_configured_number_of_releases_on() -> None:
    lists = found(tagged(1, "Photonik", "Jena"), tagged(2, "Photonik"), tagged(3))
    assert list(lists) == ["latest/latest", "topic/photonik"]
    assert lists["topic/photonik"].title == "Photonik"
    assert slugs_of(lists["topic/photonik"]) == ["meldung-2", "meldung-1"]


def test_releases_of_every_language_count_and_a_language_with_nothing_to_read_has_no_list() -> None:
    publications = (tagged(1, "Photonik", "Jena"), tagged(2, "Photonik", "Jena"), tagged(3, "Jena", english=True))
    assert list(found(*publications)) == ["latest/latest", "topic/jena", "topic/photonik"]
    english = found(*publications, language="en")
    assert list(english) == ["latest/latest", "topic/jena"]
    assert slugs_of(english["topic/jena"]) == ["meldung-3"]


def test_spellings_that_differ_in_case_or_spaces_are_one_topic_by_its_usual_spelling() -> None:
    lists = found(tagged(1, "photonik", "Photonik"), tagged(2, "Photonik"), tagged(3, "Photonik"))
    assert [item.title for item in lists.values()][1:] == ["Photonik"]
    lists = found(tagged(1, "E-Mobilität\u00a0Jena"), tagged(2, "e-mobilität Jena"))
    assert len(lists) == 2


def test_a_person_is_followed_where_the_text_speaks_of_her_and_not_for_being_its_contact_or_photographer() -> None:
    plain = replace(
        small_release("Neue Halle", "Die Halle steht, sagt Ada Lenz."),
        captions=(Caption(0, "Die Halle. Foto: Emil Knips"),),
        boilerplates=(Boilerplate("Über das Werk", "Das Werk leitet Paul Berg."),),
        contact=Contact(lines=("Nora Kirsten",), names=("Nora Kirsten",)),
    )
    names = ("Ada Lenz", "Emil Knips", "Nora Kirsten", "Paul Berg")
    release = replace(plain, people=tuple(Person(name, mentions=mentions(plain, name)) for name in names))
    assert subjects(release, Kind.PERSON) == ("Ada Lenz",)
    quoted = replace(release, quotes=(Quote("steht", 0, 10, 0, 15, "Paul Berg"),))
    assert subjects(quoted, Kind.PERSON) == ("Ada Lenz", "Paul Berg")


def test_an_organisation_is_followed_where_the_text_tells_or_presents_it() -> None:
    plain = replace(
        small_release("Neue Halle", "Die Halle baut die Bau GmbH."),
        captions=(Caption(0, "Die Halle. Foto: Bildhaus AG"),),
        boilerplates=(Boilerplate("Über die Werk AG", "Die Werk AG ist Mitglied im Dachverband e.V."),),
    )
    names = ("Bau GmbH", "Bildhaus AG", "Werk AG", "Dachverband e.V.")
    release = replace(plain, organisations=tuple(Organisation(name, None, mentions(plain, name)) for name in names))
    assert subjects(release, Kind.ORGANISATION) == ("Bau GmbH", "Werk AG")


def test_people_and_organisations_have_lists_by_their_canonical_names() -> None:
    twice = [publication(f"m-{day}", release=gold_label_release(), published=at(2023, 5, day)) for day in (1, 2)]
    lists = found(*twice, language="en")
    assert lists["person/anke-siegmeier"].title == "Anke Siegmeier"
    assert lists[f"organisation/{name_slug('OptoNet e.V.')}"].title == "OptoNet e.V."
    assert [member.slug for member in lists["person/anke-siegmeier"].members] == ["m-2", "m-1"]
    assert "person/nora-kirsten" not in lists


NAMES = st.text(alphabet="abeuÄäüß .-é1Жλ", min_size=1, max_size=12) | st.sampled_from(
    ["Müller", "Mueller", "OptoNet e.V.", "OptoNet e. V.", "E-Bus", "E Bus", "latest", "ein sehr langer Name " * 6]
)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_two_names_never_share_a_slug_and_every_slug_is_fit_for_an_address(one: str, other: str) -> None:
    assume(same_name(one) and same_name(other))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name_slug(one))
    assert (name_slug(one) == name_slug(other)) == (same_name(one) == same_name(other))


def test_a_name_that_looks_like_another_s_slug_with_digest_does_not_take_it() -> None:
    shown = name_slug("OptoNet e.V.")
    assert name_slug(shown.replace("-", " ")) != shown


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(1, 7)), st.sets(st.integers(1, 6)))
def test_neither_order_nor_other_releases_change_a_slug(order: list[int], gone: set[int]) -> None:
    names = ("Müller", "Mueller", "OptoNet e.V.", "OptoNet e. V.", "E-Bus", "E Bus")
    everything = [tagged(day, *names[: day % 7]) for day in order]
    whole = found(*everything, configured=FROM_ONE)
    rest = found(*(item for item in everything if item.published.day not in gone), configured=FROM_ONE)
    assert list(whole) == list(found(*sorted(everything, key=lambda item: item.slug), configured=FROM_ONE))
    assert {key: item.title for key, item in rest.items()}.items() <= {
        key: item.title for key, item in whole.items()
    }.items()


def test_a_name_of_nothing_but_spaces_and_controls_is_no_subject() -> None:
    release: Release = replace(small_release("Kurz"), tags=(" ", "\x00", "Licht\x07"))
    assert subjects(release, Kind.TOPIC) == ("Licht",)
