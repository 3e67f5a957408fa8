"""Permanent ids from our own earlier output, for when the state folder is gone."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.model import Field, Location, Release, Remembered, Revision, Texts
from pipeline.state.identity import FOREIGN, ApprovedText, Record, sketch
from pipeline.translate import formerly

# What a person's text was written for, by the status it was published with.
_CONTENT = {"approved": "", "pending": FOREIGN}
_OUTDATED = "outdated"
_TITLES = (Field.KICKER, Field.HEADLINE, Field.SUBHEADLINE)
_LOG = logging.getLogger(__name__)


def recover_records(output: Path) -> tuple[Record, ...]:
    """The records that ``output/data/*.json`` still tells of, ordered by id; files that tell nothing are skipped.

    When the text last changed is known, what the text was is not: a file that has changed since counts as
    changed, one with the same digest does not.
    """
    records: dict[str, Record] = {}
    for path in sorted((output / "data").glob("*.json")):
        try:
            data = json.loads(path.read_text("utf-8"))
            record = _record(data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            _LOG.debug("no record in %s", path)
            continue
        records.setdefault(record.id, record)
    return tuple(records[id_] for id_ in sorted(records))


def _record(data: dict[str, object]) -> Record:
    texts = {name: str(data[name]) for name in ("id", "slug", "source", "source_digest", "published", "updated")}
    published, updated = (datetime.fromisoformat(texts[name]) for name in ("published", "updated"))
    paragraphs = data["paragraphs"]
    editions = data["editions"]
    correction = data.get("correction")
    if not isinstance(paragraphs, list) or not isinstance(editions, dict) or not isinstance(correction, dict | None):
        raise TypeError("not a release's record")
    withdrawn = data.get("status") == "withdrawn"
    shown = [str(language) for language, edition in sorted(editions.items()) if edition.get("headline")]
    body = Release(source="", digest="", language="", headline="", paragraphs=tuple(map(str, paragraphs)))
    return Record(
        id=texts["id"],
        slug=texts["slug"],
        source=texts["source"],
        digest=texts["source_digest"],
        content="",
        sketch=sketch(body),
        first_seen=published,
        updated=updated if updated != published and not withdrawn else None,
        approved=tuple(
            text
            for language, edition in sorted(editions.items())
            if (text := _approved(language, edition, data)) is not None
        ),
        published=published,
        languages=tuple(map(str, _listed(data.get("languages")) or [data["language"], *shown])),
        withdrawn=updated if withdrawn else None,
        correction=str(correction["text"] or "") if correction else None,
        corrected=datetime.fromisoformat(str(correction["date"])) if correction else None,
    )


def _approved(language: str, edition: dict[str, object], data: dict[str, object]) -> ApprovedText | None:
    """A person's text as it was published, or as it is remembered though it is gone."""
    digest = edition.get("text_digest") or edition.get("text_gone")
    if not digest:
        return None
    content = _CONTENT.get(str(edition["status"]), _OUTDATED) if edition.get("text_digest") else _OUTDATED
    german = _former(edition, data) if content == _OUTDATED else _original(data)
    return ApprovedText(language, str(digest), content, german)


def _former(edition: dict[str, object], data: dict[str, object]) -> Remembered:
    """What an outdated text was written for, as far as the output tells; empty if it does not say where it changed."""
    if written_for := _listed(edition.get("written_for")):  # our output once had the old words themselves
        return tuple((Location(Field(item["field"]), item["index"]), str(item["text"])) for item in written_for)
    if "changes" not in edition:
        return ()
    revised = (
        Revision(Field(item["field"]), tuple(item["was"]), tuple(item["at"])) for item in _listed(edition["changes"])
    )
    return formerly(_original(data), tuple(revised))


def _original(data: dict[str, object]) -> Texts:
    """The original's texts as the record has them; only their order in each field counts."""
    boilerplates = _listed(data.get("boilerplates"))
    fields = {
        **{field: _listed([data[field]] if data.get(field) else []) for field in _TITLES},
        Field.PARAGRAPH: _listed(data.get("paragraphs")),
        Field.SUBHEAD: [item["text"] for item in _listed(data.get("subheads"))],
        Field.CAPTION: _listed(data.get("captions")),
        Field.BOILERPLATE_TITLE: [item["title"] for item in boilerplates],
        Field.BOILERPLATE: [item["text"] for item in boilerplates],
    }
    return tuple(
        (Location(field, index), str(text)) for field, texts in fields.items() for index, text in enumerate(texts)
    )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
