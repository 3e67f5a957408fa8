"""Records for agencies, held against IPTC's own schema."""

from __future__ import annotations

import json
from dataclasses import replace
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
    publication,
    small_release,
    with_lists,
)
from test_publish_linked_data import complete

from pipeline.catalogue import Catalogue, Publication, Withdrawn
from pipeline.config import Settings
from pipeline.model import Contact, Status
from pipeline.publish import render

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "ninjs" / "ninjs-schema_3.1.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
BASE = "https://presse.example.org/"


def records(subject: Publication, settings: Settings = SETTINGS) -> dict[str, Any]:
    """Language to record."""
    files = render(Catalogue((subject,)), settings)
    return {path.split(".")[-2]: json.loads(content) for path, content in files.items() if path.startswith("ninjs/")}


SAMPLES = [
    complete(),
    complete(Status.DRAFT),
    complete(Status.OUTDATED),
    publication("karg", release=small_release("Kurz gemeldet"), editions=()),
    with_lists(),
    everywhere("<script>alert(1)</script> & „]]>“\n\n"),
]


@pytest.mark.parametrize("subject", SAMPLES, ids=lambda subject: subject.slug)
def test_record_is_valid_after_the_schema_of_iptc(subject: Publication) -> None:
    found = records(subject)

    assert found.keys() == {"de", *(edition.language for edition in subject.editions)}
    for record in found.values():
        VALIDATOR.validate(record)


def test_what_was_withdrawn_is_canceled_under_its_old_names_and_without_a_word_of_it() -> None:
    subject = complete()
    before = records(subject)
    item = Withdrawn(
        id=subject.id,
        slug=subject.slug,
        published=subject.published,
        since=at(2024, 6, 2),
        languages=("de", "en"),
        digest="",
        source="geheim.txt",
        reason="geheim",
    )
    files = render(Catalogue(withdrawn=(item,)), SETTINGS)

    for language in item.languages:
        record = json.loads(files[f"ninjs/{subject.slug}.{language}.json"])
        VALIDATOR.validate(record)
        assert record["uri"] == before[language]["uri"]
        assert record["pubStatus"] == "canceled"
        assert record["versionCreated"] == item.since.isoformat()
        assert "headlines" not in record
        assert "bodies" not in record
        assert "geheim" not in json.dumps(record)


def test_the_desk_is_told_of_a_correction() -> None:
    subject = complete(Status.DRAFT)
    release = replace(subject.release, correction="Es sind 15.")
    found = records(replace(subject, release=release, corrected=at(2024, 6, 2)))

    assert found["de"]["edNote"] == "Korrektur (2. Juni 2024): Es sind 15."
    assert found["en"]["edNote"].endswith("Correction (2 June 2024)")


def test_the_validator_would_notice() -> None:
    record = records(complete())["de"]

    assert not VALIDATOR.is_valid({**record, "pubstatus": "usable"})
    assert not VALIDATOR.is_valid({**record, "type": "release"})
    assert not VALIDATOR.is_valid({key: value for key, value in record.items() if key != "uri"})


def test_record_names_its_standard_itself_and_its_moments() -> None:
    record = records(complete())["de"]

    assert record["standard"] == {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    }
    assert record["standard"]["schema"] == SCHEMA["$id"]
    assert (record["firstCreated"], record["versionCreated"]) == (
        "2023-03-01T00:00:00+01:00",
        "2023-04-02T10:00:00+02:00",
    )
    assert record["language"] == "de"


def test_edition_has_an_identifier_of_its_own_and_leads_to_the_original() -> None:
    german, english = records(complete())["de"], records(complete())["en"]

    assert german["uri"] == complete().id
    assert english["uri"] == complete().id + "#en"
    (original,) = [item for item in english["associations"] if item["rel"] == "original"]
    (translation,) = [item for item in german["associations"] if item["rel"] == "translation"]
    assert (original["uri"], translation["uri"]) == (german["uri"], english["uri"])
    assert original["renditions"][0]["href"] == BASE + "ninjs/optonet-gold-label.de.json"


def test_body_comes_plain_and_as_html_in_which_every_text_is_escaped() -> None:
    subject = with_lists()
    release = replace(subject.release, paragraphs=("Es gilt: 3 < 4 & mehr", *subject.release.paragraphs[1:]))
    plain, html = records(replace(subject, release=release))["de"]["bodies"]

    assert plain["value"].startswith("Es gilt: 3 < 4 & mehr\n\nGold")
    assert plain["charCount"] == len(plain["value"])
    assert html["value"] == (
        "<p>Es gilt: 3 &lt; 4 &amp; mehr</p>\n<ul><li>Gold</li><li>Silber</li></ul>\n<p>Dazu:</p>\n"
        "<ul><li>Bronze</li></ul>\n<h2>Trost</h2>\n<ul><li>Blech</li></ul>"
    )


def test_picture_is_an_association_with_caption_credit_and_size() -> None:
    (picture,) = [item for item in records(complete())["en"]["associations"] if item["type"] == "picture"]

    assert picture["by"] == "OptoNet/Archiv"
    assert picture["descriptions"][0]["value"] == "The OptoNet team with the certificate. Photo: OptoNet/Archive"
    (rendition,) = picture["renditions"]
    assert (rendition["width"], rendition["height"], rendition["contentType"]) == (1200, 800, "image/png")
    assert rendition["href"] == picture["uri"] == BASE + "media/optonet-gold-label-1.png"


def test_people_organisations_and_places_say_whether_it_is_about_them() -> None:
    record = records(complete())["de"]

    assert record["organisations"][0] == {"name": "OptoNet e.V.", "rel": "about"}
    assert record["people"][0] == {
        "name": "Torsten Poßner",
        "rel": "mentions",
        "uri": "https://optonet.example/possner",
        "literal": "Dr. Torsten Poßner",
    }
    assert record["located"] == "Jena"
    assert [subject["name"] for subject in record["subjects"]] == ["Photonik", "Cluster"]


def test_desk_finds_the_press_contact_in_its_language() -> None:
    english = gold_label_in_english()
    own = replace(english, contact=Contact(("Ada Marsh",), ("Ada Marsh",), ("ada@optonet.example",), ()))

    german_contact = records(publication(editions=(english,)))["en"]["infoSources"][0]["contactInfo"]
    english_contact = records(publication(editions=(own,)))["en"]["infoSources"][0]["contactInfo"]

    assert german_contact[0]["lang"] == "de"
    assert {"type": "phone", "role": "press contact", "value": "+49364132790"} in german_contact
    assert english_contact[0]["lang"] == "en"
    assert english_contact[1]["value"] == "ada@optonet.example"


def test_draft_is_marked_for_the_desk_and_for_programs() -> None:
    draft, approved = records(complete(Status.DRAFT))["en"], records(complete())["en"]

    assert draft["digitalSourceType"]["uri"].endswith("/trainedAlgorithmicMedia")
    assert draft["edNote"] == "Machine translation, not yet reviewed (Google Translate)"
    assert not approved.keys() & {"digitalSourceType", "edNote"}


def test_draft_that_is_kept_back_has_no_record() -> None:
    assert records(complete(Status.DRAFT), DRAFTS_KEPT_BACK).keys() == {"de"}


def test_the_officer_s_warnings_and_file_names_stay_out() -> None:
    files = render(Catalogue((publication(),)), SETTINGS)

    for path in ("ninjs/optonet-gold-label.de.json", "ninjs/optonet-gold-label.en.json"):
        assert b"niemand als Sprecher genannt" not in files[path]
        assert b"2023-03-gold-label.docx" not in files[path]
