"""The list of people and organisations, and what the register adds to a release's record."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from publish_samples import SETTINGS, gold_label_release, publication
from test_publish_data import CONTRACT, record

from pipeline.catalogue import Catalogue, Publication, Withheld
from pipeline.model import Picture
from pipeline.publish import render
from pipeline.publish.ownership import looks_like_ours

PORTRAIT = Picture("p.png", "image/png", b"portrait")


def entered() -> Publication:
    release = gold_label_release()
    people = (replace(release.people[0], url="https://p.example/", english="T. Possner", picture=PORTRAIT),)
    organisations = (replace(release.organisations[0], url="javascript:alert(1)"), *release.organisations[1:])
    return publication(release=replace(release, people=(*people, *release.people[1:]), organisations=organisations))


def listed(*publications: Publication) -> list[dict[str, Any]]:
    files = render(Catalogue(publications, (Withheld("geheim.txt", None, "Sperrfrist"),)), SETTINGS)
    found: list[dict[str, Any]] = json.loads(files["data/entities.json"])
    return found


def test_everyone_is_listed_with_counts_and_first_and_last_release() -> None:
    found = {item["id"]: item for item in listed(publication(), publication("zweite"))}
    poet = found["person:torsten-possner"]
    assert (poet["name"], poet["release_count"], poet["releases"]) == (
        "Torsten Poßner",
        2,
        [poet["first"]["slug"], poet["last"]["slug"]],
    )
    assert poet["mention_count"] == 2 * len(gold_label_release().people[0].mentions)
    assert all(item["url"] is None for item in found.values())


def test_what_is_entered_stands_in_the_list_and_in_the_record_with_safe_addresses_only() -> None:
    files = render(Catalogue((entered(),)), SETTINGS)
    (person,) = (item for item in listed(entered()) if item["name"] == "Torsten Poßner")
    own = record(entered())["people"][0]
    for found in (person, own):
        assert (found["url"], found["english"]) == ("https://p.example/", "T. Possner")
        assert files[found["picture"]] == b"portrait"
    assert "url" not in record(entered())["organisations"][0]
    assert not any(item["url"] for item in listed(entered()) if item["kind"] == "organisation")


def test_without_a_register_a_record_has_no_more_keys_than_before() -> None:
    assert list(record(publication())["people"][0]) == ["name", "titles", "role", "organisation", "mentions"]


def test_the_record_still_fulfils_the_contract() -> None:
    if CONTRACT.exists():
        from jsonschema import Draft202012Validator

        Draft202012Validator(json.loads(CONTRACT.read_text("utf-8"))).validate(record(entered()))


def test_the_list_is_known_as_ours_with_and_without_entities() -> None:
    for catalogue in (Catalogue(), Catalogue((publication(),))):
        assert looks_like_ours("data/entities.json", render(catalogue, SETTINGS)["data/entities.json"])


def test_the_preview_links_a_name_to_its_address() -> None:
    page = render(Catalogue((entered(),)), SETTINGS)["index.html"].decode()
    assert '<a href="https://p.example/" rel="noopener noreferrer">Dr. Torsten Poßner</a>' in page
    assert "javascript:" not in page
