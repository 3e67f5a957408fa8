"""Records after the contract."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from publish_samples import (
    DRAFTS_KEPT_BACK,
    SETTINGS,
    at,
    everywhere,
    gold_label_in_english,
    gold_label_release,
    publication,
    small_release,
    with_lists,
)

from pipeline.catalogue import Catalogue, Publication
from pipeline.model import Dropped, Edition, Embargo, Link, ReleaseWarning, Status
from pipeline.publish import data_bytes, data_record, render

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "release.schema.json"
KEYS = [
    *("schema", "id", "slug", "source", "language", "kicker", "headline", "subheadline", "dateline"),
    *("published", "updated", "embargo", "paragraphs", "subheads", "quotes", "captions", "boilerplates"),
    *("contact", "links", "people", "organisations", "places", "warnings", "editions"),
]


def record(subject: Publication) -> Any:
    return json.loads(data_bytes(subject))


def samples() -> list[Publication]:
    pending = Edition("en", Status.PENDING, reason="Google war nicht erreichbar.")
    return [
        publication(),
        publication("entwurf", editions=(gold_label_in_english(Status.DRAFT),)),
        publication("wartet", editions=(pending,)),
        publication("karg", release=small_release("Kurz gemeldet"), editions=()),
        with_lists(),
        everywhere("<script>alert(1)</script>"),
    ]


@pytest.mark.parametrize("subject", samples()[:5], ids=lambda subject: subject.slug)
def test_record_fulfils_the_contract(subject: Publication) -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract lies beside the checkout and is not here")
    schema = json.loads(CONTRACT.read_text("utf-8"))

    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(record(subject))


def test_record_fulfils_the_contract_where_drafts_are_kept_back() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract lies beside the checkout and is not here")
    files = render(Catalogue((samples()[1],)), DRAFTS_KEPT_BACK)
    written = json.loads(files["data/entwurf.json"])

    Draft202012Validator(json.loads(CONTRACT.read_text("utf-8"))).validate(written)
    assert written["editions"]["en"]["status"] == "draft"
    assert written["editions"]["en"]["headline"] is None


def test_keys_come_in_the_contract_s_order_and_ours_after_them() -> None:
    assert list(record(publication())) == [*KEYS, "tags", "attachments", "source_digest", "list_items"]


def test_file_is_indented_by_two_spaces_in_plain_utf_8_with_a_newline_at_the_end() -> None:
    content = data_bytes(publication())

    assert content.startswith(b'{\n  "schema": 1,\n  "id": ')
    assert "Geschäftsführerin".encode() in content
    assert content.endswith(b"}\n")
    assert not content.endswith(b"\n\n")


def test_record_is_what_the_file_holds() -> None:
    assert data_record(publication()) == record(publication())


def test_mentions_are_distinct_forms_in_reading_order_wherever_the_stage_listed_them() -> None:
    release = gold_label_release()
    shuffled = replace(
        release,
        organisations=tuple(
            replace(organisation, mentions=organisation.mentions[::-1]) for organisation in release.organisations
        ),
    )

    organisations = record(publication(release=shuffled))["organisations"]

    assert organisations[0]["mentions"] == ["OptoNet e.V.", "OptoNet"]
    assert organisations[1] == {
        "name": "European Cluster Excellence Initiative",
        "acronym": "ECEI",
        "mentions": ["European Cluster Excellence Initiative", "ECEI"],
    }


def test_list_items_stay_paragraphs_and_are_named_by_their_indexes() -> None:
    found = record(with_lists())

    assert found["paragraphs"] == ["Es gibt:", "Gold", "Silber", "Dazu:", "Bronze", "Blech"]
    assert found["list_items"] == [1, 2, 4, 5]
    assert record(publication())["list_items"] == []


def test_quotes_name_their_speaker_or_null() -> None:
    quotes = record(publication())["quotes"]

    assert [quote["speaker"] for quote in quotes] == [
        "Torsten Poßner",
        "Torsten Poßner",
        "Anke Siegmeier",
        None,
    ]


def test_times_are_iso_with_offset_and_give_the_identity_back() -> None:
    subject = publication(published=at(2023, 3, 1, 0), updated=at(2023, 7, 2, 15))

    found = record(subject)

    assert found["published"] == "2023-03-01T00:00:00+01:00"
    assert found["updated"] == "2023-07-02T15:00:00+02:00"
    assert (found["id"], found["slug"], found["source"]) == (
        subject.id,
        subject.slug,
        subject.release.source,
    )
    assert datetime.fromisoformat(found["published"]) == subject.published


def test_past_embargo_is_its_time_and_an_unreadable_one_null() -> None:
    release = small_release("Kurz gemeldet")
    past = replace(release, embargo=Embargo(at(2023, 5, 3, 11), "Sperrfrist: 3. Mai 2023, 11 Uhr"))
    unreadable = replace(release, embargo=Embargo(None, "Sperrfrist: bis zum Festakt"))

    assert record(publication(release=past))["embargo"] == "2023-05-03T11:00:00+02:00"
    assert record(publication(release=unreadable))["embargo"] is None
    assert record(publication(release=release))["embargo"] is None


def test_what_a_warning_quotes_for_the_officer_is_in_no_file() -> None:
    secret = ReleaseWarning(
        "small-print-left-out", "Kleingedrucktes fehlt.", private="Es lautet: „Nur für den Beirat“."
    )
    edition = replace(gold_label_in_english(), warnings=(secret,))
    subject = publication(editions=(edition,))
    subject = replace(subject, release=replace(subject.release, warnings=(secret,)))
    files = render(Catalogue((subject,)), SETTINGS)
    assert [path for path, content in files.items() if b"Beirat" in content] == []
    assert {path for path, content in files.items() if b"Kleingedrucktes fehlt." in content} >= {"index.html"}


def test_dropped_text_stays_out_of_the_public_record() -> None:
    release = replace(small_release("Kurz gemeldet"), dropped=(Dropped("Bitte nicht weitergeben!", "mail"),))

    assert b"nicht weitergeben" not in data_bytes(publication(release=release))


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.org/a?b=1&c=ä#d", True),
        ("http://example.org", True),
        ("mailto:presse@example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:x", False),
        ("//evil.example/x", False),
        ("../index.html", False),
        ("https://", False),
        ("http://[", False),
        ("mailto:", False),
        ('https://example.org/"onload="x', False),
        (None, False),
    ],
)
def test_only_plain_web_and_mail_addresses_are_kept(href: str | None, kept: bool) -> None:  # noqa: FBT001 - a column of the table above
    release = replace(small_release("Kurz gemeldet"), links=(Link("Mehr", href),))

    assert record(publication(release=release))["links"] == [{"text": "Mehr", "href": href if kept else None}]


def test_paragraph_of_a_warning_is_told_in_editions() -> None:
    edition = record(samples()[1])["editions"]["en"]

    assert edition["warnings"][0]["code"] == "number-changed"
    assert edition["warnings"][0]["paragraph"] == 1


def test_text_that_utf_8_cannot_carry_is_left_out() -> None:
    found = record(publication(release=small_release("Kurz\ud800 gemeldet\x00")))

    assert found["headline"] == "Kurz gemeldet"


def test_index_lists_every_release_newest_first_with_its_languages() -> None:
    pending = Edition("en", Status.PENDING, reason="…")
    publications = (
        publication("alt", published=at(2022, 1, 1)),
        publication("neu", published=at(2023, 1, 1), editions=(pending,)),
    )

    listed = json.loads(render(Catalogue(publications), SETTINGS)["data/index.json"])

    assert [(entry["slug"], entry["languages"]) for entry in listed] == [
        ("neu", ["de"]),
        ("alt", ["de", "en"]),
    ]
    assert list(listed[0]) == ["id", "slug", "headline", "published", "updated", "languages"]


def test_empty_index_is_an_empty_list() -> None:
    assert render(Catalogue(), SETTINGS)["data/index.json"] == b"[]\n"
