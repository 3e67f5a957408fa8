from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Dateline, Embargo, Release
from pipeline.slugs import slugify
from pipeline.state.identity import (
    Fit,
    Record,
    approve,
    copies_of,
    identify,
    published_at,
    resemblance,
    sketch,
    translated_texts,
)

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
BASE = "https://presse.example/"
BODY = (
    "Der Förderverein der Stadtkirche sammelt seit vielen Jahren Spenden für eine neue Orgel.",
    "Damit ist inzwischen knapp die Hälfte der veranschlagten Kosten gedeckt, sagt der Vorstand.",
    "Im kommenden Frühjahr beginnt die Werkstatt in Bautzen mit dem Bau der größten Pfeifen.",
)
OTHER = ("Klarstrom übernimmt den Standort Gera und stellt dort dreißig weitere Fachleute für Wechselrichter ein.",)


def release(source: str = "orgel.txt", headline: str = "Neue Orgel", body: tuple[str, ...] = BODY) -> Release:
    return Release(source, f"digest of {headline} {body}", "de", headline, paragraphs=body)


def once(found: Release, known: tuple[Record, ...] = (), later: timedelta = timedelta()) -> Record:
    return identify([found], known, now=NOW + later, base_url=BASE)[found.source]


def test_the_id_is_the_same_from_the_same_address_and_path_and_a_uri() -> None:
    assert once(release()).id == once(release()).id
    assert once(release()).id.startswith("urn:uuid:")
    assert once(release()).id != once(release(source="anders.txt")).id


def test_id_and_slug_survive_an_edited_headline_and_the_change_is_dated() -> None:
    first = once(release())
    second = once(release(headline="Neue Orgel für Kahla"), (first,), timedelta(days=1))
    assert (second.id, second.slug) == (first.id, first.slug)
    assert (first.updated, second.updated) == (None, NOW + timedelta(days=1))


def test_id_and_slug_survive_a_renamed_file_even_with_small_edits() -> None:
    first = once(release())
    renamed = once(release(source="2026/orgel-neu.txt", body=(*BODY[:2], BODY[2] + " Das dauert.")), (first,))
    assert (renamed.id, renamed.slug, renamed.source) == (first.id, first.slug, "2026/orgel-neu.txt")


def test_a_copy_is_a_release_of_its_own() -> None:
    first = once(release())
    both = identify([release(), release(source="kopie.txt")], (first,), now=NOW, base_url=BASE)
    assert both["orgel.txt"].id == first.id
    assert both["kopie.txt"].id != first.id
    assert both["kopie.txt"].slug == "neue-orgel-2"


def test_another_release_saved_under_an_old_name_gets_an_id_of_its_own() -> None:
    first = once(release())
    second = once(release(headline="Klarstrom wächst", body=OTHER), (first,))
    assert second.id != first.id
    back = once(release(), (first, second))
    assert back.id == first.id


def test_a_file_saved_again_without_a_change_of_words_is_no_update() -> None:
    first = once(release())
    again = once(replace(release(), digest="other bytes"), (first,), timedelta(days=1))
    assert again.updated is None


def test_a_person_text_is_outdated_when_the_source_changes_and_not_when_she_edits_it() -> None:
    record, fits = approve(once(release()), {"en": "her file"})
    assert fits == {"en": Fit.CURRENT}
    changed = once(release(headline="Neue Orgel für Kahla"), (record,))
    still, fits = approve(changed, {"en": "her file"})
    assert fits == {"en": Fit.OUTDATED}
    _, fits = approve(still, {"en": "her file, edited"})
    assert fits == {"en": Fit.CURRENT}


def test_a_better_parser_makes_no_text_outdated() -> None:
    record, _ = approve(once(release()), {"en": "her file"})
    reread = replace(release(), kicker="Vereinsleben")
    _, fits = approve(once(reread, (record,)), {"en": "her file"})
    assert fits == {"en": Fit.CURRENT}


def test_a_person_text_for_the_release_that_had_the_name_before_is_foreign_until_she_edits_it() -> None:
    record, _ = approve(once(release()), {"en": "her file"})
    another = once(release(headline="Klarstrom wächst", body=OTHER), (record,))
    assert another.id != record.id
    another, fits = approve(another, {"en": "her file"})
    assert fits == {"en": Fit.FOREIGN}
    again = once(release(headline="Klarstrom wächst", body=OTHER), (record, another))
    _, fits = approve(again, {"en": "her file"})
    assert fits == {"en": Fit.FOREIGN}
    _, fits = approve(again, {"en": "her new file"})
    assert fits == {"en": Fit.CURRENT}


def test_a_text_keeps_the_german_that_it_was_written_for() -> None:
    german = translated_texts(release())
    record, _ = approve(once(release()), {"en": "her file"}, german=german)
    changed = release(body=(*BODY[:2], "Im Herbst."))
    record, fits = approve(once(changed, (record,)), {"en": "her file"}, german=translated_texts(changed))
    assert fits == {"en": Fit.OUTDATED}
    assert record.approved[0].german == german
    record, fits = approve(record, {"en": "her file, edited"}, german=translated_texts(changed))
    assert fits == {"en": Fit.CURRENT}
    assert record.approved[0].german == translated_texts(changed)


def test_what_a_person_says_of_a_file_holds_for_that_file_and_that_german_alone() -> None:
    record, _ = approve(once(release()), {"en": "her file"})
    changed = once(release(headline="Neue Orgel für Kahla"), (record,))
    said = {("her file", changed.content)}
    held, fits = approve(changed, {"en": "her file"}, confirmed=said)
    assert fits == {"en": Fit.CURRENT}
    _, fits = approve(held, {"en": "her file"})
    assert fits == {"en": Fit.CURRENT}
    again = once(release(headline="Neue Orgel in Kahla"), (held,))
    assert approve(again, {"en": "her file"}, confirmed=said)[1] == {"en": Fit.OUTDATED}


def test_a_file_laid_out_for_an_older_german_is_outdated_until_she_edits_it_again() -> None:
    record, fits = approve(once(release()), {"en": "her file"}, written_for={"en": "0123456789ab"})
    assert fits == {"en": Fit.OUTDATED}
    _, fits = approve(record, {"en": "her file, edited"}, written_for={"en": "0123456789ab"})
    assert fits == {"en": Fit.CURRENT}
    _, fits = approve(once(release()), {"en": "her file"}, written_for={"en": record.content[:12]})
    assert fits == {"en": Fit.CURRENT}


def test_copies_are_told_by_their_words() -> None:
    copies = copies_of({"b.txt": "one", "a.txt": "one", "c.txt": "another"})
    assert copies == {"b.txt": "a.txt"}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023", "2023-01-01T00:00:00+01:00"),
        ("2023-07", "2023-07-01T00:00:00+02:00"),
        ("2023-07-09", "2023-07-09T00:00:00+02:00"),
    ],
)
def test_a_release_counts_as_published_on_its_day(date: str, expected: str) -> None:
    found = replace(release(), dateline=Dateline("Jena", date))
    assert published_at(found, once(found), ZoneInfo("Europe/Berlin")).isoformat() == expected


def test_never_before_its_embargo_and_without_a_date_when_first_seen() -> None:
    zone = ZoneInfo("Europe/Berlin")
    until = datetime(2023, 7, 9, 11, tzinfo=zone)
    found = replace(release(), dateline=Dateline("Jena", "2023-07-09"), embargo=Embargo(until, "Sperrfrist"))
    assert published_at(found, once(found), zone) == until
    assert published_at(release(), once(release()), zone) == NOW


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Gold für OptoNet e.V.", "gold-fuer-optonet-e-v"),
        ("Łódź grüßt Besançon!", "lodz-gruesst-besancon"),
        ("Index", "release-index"),
        ("«»", "release"),
    ],
)
def test_slugs_are_readable(headline: str, slug: str) -> None:
    assert slugify(headline) == slug


@given(st.text(max_size=200))
def test_every_slug_fits_the_contract(headline: str) -> None:
    slug = slugify(headline)
    assert len(slug) <= 80
    assert all(part and part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-"))


@given(st.permutations(["a.txt", "b.txt", "c.txt"]))
def test_the_order_of_the_files_changes_nothing(order: list[str]) -> None:
    releases = {name: release(source=name, headline="Gleich", body=(f"Text {name} " * 5,)) for name in order}
    found = identify([releases[name] for name in order], (), now=NOW, base_url=BASE)
    assert [found[name].slug for name in ("a.txt", "b.txt", "c.txt")] == ["gleich", "gleich-2", "gleich-3"]


def test_resemblance_is_one_for_the_same_words_and_nought_for_others() -> None:
    assert resemblance(sketch(release()), sketch(release())) == 1
    assert resemblance(sketch(release()), sketch(release(body=OTHER))) < 0.1


def test_a_held_release_keeps_what_is_its_own_and_a_new_one_gets_nothing() -> None:
    first = once(release())
    alike = release(source="neu.txt", headline="Neue Orgel in Kahla", body=(*BODY[:2], "Das Fest ist im Mai."))
    held = [release(headline="Neue Orgel, gesperrt"), release(source="geheim.txt", headline="Geheim", body=OTHER)]
    found = identify([alike], [first], now=NOW, base_url=BASE, held=held)
    assert found["orgel.txt"] == first
    assert found["neu.txt"].id != first.id
    assert "geheim.txt" not in found


def test_what_was_taken_back_returns_by_its_path_or_nearly_all_of_its_words_and_is_news_then() -> None:
    gone = replace(once(release()), withdrawn=NOW)
    later = NOW + timedelta(days=1)
    for back in (release(), release(source="anders.txt"), release(source="anders.txt", headline="Orgel")):
        record = once(back, (gone,), timedelta(days=1))
        assert (record.id, record.withdrawn, record.updated) == (gone.id, None, later)
    mostly = (
        *BODY[:2],
        "Die Kosten teilen sich Gemeinde, Landkreis und zwölf Handwerksbetriebe zu gleichen Teilen.",
    )
    assert once(release(source="anders.txt", body=mostly), (gone,)).id != gone.id
    assert once(release(source="anders.txt", body=mostly), (replace(gone, withdrawn=None),)).id == gone.id


def test_a_correction_is_dated_when_it_is_made_or_changes() -> None:
    first = once(release())
    marked = replace(release(), digest="marked", correction="Es sind dreißig.")
    second = once(marked, (first,), timedelta(days=1))
    assert (second.corrected, second.updated) == (NOW + timedelta(days=1), NOW + timedelta(days=1))
    assert second.content == first.content
    third = once(replace(marked, digest="again"), (second,), timedelta(days=2))
    assert (third.corrected, third.updated) == (second.corrected, second.updated)
    assert once(release(), (third,), timedelta(days=3)).corrected is None
    assert once(replace(release(), correction="")).corrected == NOW
