"""Permanent ids from our own earlier output, for when the state folder is gone."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

from pipeline.identity import FOREIGN, ApprovedText, Record, sketch
from pipeline.model import Release

# What a person's text was written for, by the status it was published with.
_CONTENT = {"approved": "", "pending": FOREIGN}
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
            ApprovedText(language, str(edition["text_digest"]), _CONTENT.get(edition["status"], "outdated"))
            for language, edition in sorted(editions.items())
            if edition.get("text_digest")
        ),
        published=published,
        languages=tuple(map(str, _listed(data.get("languages")) or [data["language"], *shown])),
        withdrawn=updated if withdrawn else None,
        correction=str(correction["text"] or "") if correction else None,
        corrected=datetime.fromisoformat(str(correction["date"])) if correction else None,
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
