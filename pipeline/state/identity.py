"""Which release is which: permanent ids and slugs that survive edits, renamed files and a lost state.

A pure step between what the store remembers and what this run has read.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from itertools import count
from zoneinfo import ZoneInfo

from pipeline.model import Field, Release, Remembered, Texts
from pipeline.slugs import slugify

_NAMESPACE = uuid.UUID("6f1c2b9e-3f5d-5c55-9a5e-0b8f6f1d2c11")
_LONG_WORD = re.compile(r"\w{5,}")
_SKETCH_SIZE = 64
# Above: a new file is the old one, renamed. Below, with another headline: an old name holds a new text.
_SAME_RELEASE = 0.5
# What was taken back is the same only if hardly a word has changed: its address must serve no other release.
_SAME_AGAIN = 0.8
_ANOTHER_RELEASE = 0.25


class Fit(Enum):
    """How a person's text fits the release that it lies beside."""

    CURRENT = "current"
    OUTDATED = "outdated"
    FOREIGN = "foreign"


_NEVER_TRANSLATED = frozenset({Field.DATELINE, Field.CONTACT, Field.LINK})
# Stands for the content that a text was written for, if that was another release.
FOREIGN = "another release"


@dataclass(frozen=True, slots=True)
class ApprovedText:
    """A person's edition: its language, the digest of her file, and the source's content she saw then.

    ``german`` is what of that content is translated, as far as it is known; empty if nothing is.
    """

    language: str
    digest: str
    content: str
    german: Remembered = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of one published release.

    ``digest`` is that of the file, ``content`` that of the text in it; ``sketch`` tells how alike two texts
    are; ``first_seen`` stands in for a missing date; ``updated`` is ``None`` until the text changes. ``published``
    and ``languages`` (its own first) are what was last shown to readers, ``withdrawn`` is when it was taken back.
    ``correction`` is the officer's mark and ``corrected`` when it was made.
    """

    id: str
    slug: str
    source: str
    digest: str
    content: str
    sketch: tuple[str, ...]
    first_seen: datetime
    updated: datetime | None = None
    approved: tuple[ApprovedText, ...] = ()
    published: datetime | None = None
    languages: tuple[str, ...] = ()
    withdrawn: datetime | None = None
    correction: str | None = None
    corrected: datetime | None = None


def identify(
    releases: Sequence[Release],
    known: Iterable[Record],
    *,
    now: datetime,
    base_url: str,
    held: Sequence[Release] = (),
    others: Mapping[str, str] | None = None,
) -> dict[str, Record]:
    """The record of each release, by its source; new or brought up to date.

    The same path is the same release, unless headline and text are both quite different: then somebody has
    saved the next release under the old name. A path not seen before whose text is mostly that of a release
    whose file is gone is that release, renamed. Everything else is new: its id is a UUID of the site's
    address and the path (RFC 9562, version 5), so that it comes out the same again if the state is lost.

    ``held`` are releases that must not be seen now. They keep what was theirs from being given to others, but
    nothing of them is remembered: one that was published before has its record as it was, another has none.
    ``others`` are ids and slugs that are taken besides, by releases of which nothing is asked here.
    """
    remembered = list(known)
    ids = {record.id for record in remembered} | (others or {}).keys()
    slugs = {record.slug for record in remembered} | set((others or {}).values())
    ordered = sorted([*releases, *held], key=lambda release: release.source)
    hidden = {release.source for release in held}
    found: dict[str, Record] = {}
    for release in ordered:
        # More than one where a file's name was used again for another release.
        same_path = [record for record in remembered if record.source == release.source]
        if likely := [record for record in same_path if not _is_another(release, record)]:
            found[release.source] = _most_alike(release, likely)
    taken = {record.id for record in found.values()}
    orphans = {record.id: record for record in remembered if record.id not in taken}
    result: dict[str, Record] = {}
    for release in ordered:
        record = found.get(release.source) or _renamed(release, orphans)
        if release.source in hidden:
            if record is not None:
                orphans.pop(record.id, None)
                result[release.source] = record
            continue
        if record is None:
            record = _new(release, ids, slugs, now=now, base_url=base_url)
            # A text that was written for the release of this name before is not one for this release.
            record = replace(record, approved=_texts_of(release.source, orphans.values()))
        else:
            orphans.pop(record.id, None)
            record = _brought_up_to_date(record, release, now)
        ids.add(record.id)
        slugs.add(record.slug)
        result[release.source] = record
    return result


def approve(
    record: Record,
    texts: Mapping[str, str],
    *,
    german: Texts = (),
    written_for: Mapping[str, str] | None = None,
    confirmed: Collection[tuple[str, str]] = (),
) -> tuple[Record, dict[str, Fit]]:
    """The record with the person's texts there are now (language → digest), and how each fits the source.

    A text is outdated when the source's content is no longer what it was when her file last changed, and foreign
    when it was written for another release that had the same file name. ``german`` is what is translated of the
    source now. ``written_for`` says of files that name it for which content they were laid out (its first digits);
    that counts until a text of that language is known. ``confirmed`` are pairs of a file's digest and a content of
    which a person has said that the one holds for the other.
    """
    before = {text.language: text for text in record.approved}
    laid_out = written_for or {}
    approved = tuple(
        _seen(ApprovedText(language, digest, record.content, german), before.get(language), laid_out.get(language))
        if (digest, record.content) not in confirmed
        else ApprovedText(language, digest, record.content, german)
        for language, digest in sorted(texts.items())
    )
    fits = {text.language: _fit(text, record) for text in approved}
    # A text that is away for the moment, because its file is being renamed, is remembered as it was.
    away = tuple(text for text in record.approved if text.language not in texts)
    return replace(record, approved=tuple(sorted((*approved, *away), key=lambda text: text.language))), fits


def _seen(now: ApprovedText, before: ApprovedText | None, laid_out: str | None) -> ApprovedText:
    """A text that would be current ``now``, with the content that she really had before her."""
    if before is not None and before.digest == now.digest:
        return now if before.content == now.content else before
    if before is None and laid_out and not now.content.startswith(laid_out):
        return replace(now, content=laid_out, german=())
    return now


def _fit(text: ApprovedText, record: Record) -> Fit:
    if text.content == FOREIGN:
        return Fit.FOREIGN
    return Fit.CURRENT if text.content == record.content else Fit.OUTDATED


def copies_of(contents: Mapping[str, str]) -> dict[str, str]:
    """The sources whose words another release has as well, each with the first of those by path.

    ``contents`` are the digests of the releases' words (:func:`content_digest`) by source.
    """
    first: dict[str, str] = {}
    copies: dict[str, str] = {}
    for source, content in sorted(contents.items()):
        original = first.setdefault(content, source)
        if original != source:
            copies[source] = original
    return copies


def published_at(release: Release, record: Record, timezone: ZoneInfo) -> datetime:
    """When the release counts as published, in local time with offset.

    The dateline's day at midnight (a month or year alone is its first day), never before the embargo; the
    moment it was first seen where the text gives no date.
    """
    if release.dateline.date is None:
        moment = record.first_seen
    else:
        parts = [int(part) for part in release.dateline.date.split("-")]
        day = date(*[*parts, 1, 1][:3])
        moment = datetime.combine(day, time(), timezone)
    if release.embargo is not None and release.embargo.until is not None:
        moment = max(moment, release.embargo.until)
    return moment.astimezone(timezone)


def content_digest(release: Release) -> str:
    """A digest of the words a reader sees, blind to what the stages make of them."""
    texts = [text for _, text in release.texts()]
    return _sha("\x1e".join([release.dateline.date or "", *texts]))


def translated_texts(release: Release) -> Texts:
    """What of a release is translated, in reading order."""
    return tuple((at, text) for at, text in release.texts() if at.field not in _NEVER_TRANSLATED)


def sketch(release: Release) -> tuple[str, ...]:
    """The 64 smallest hashes of the body's longer words, for telling how much of a text two releases share.

    Bottom-k sketch after A. Z. Broder, On the resemblance and containment of documents, 1997.
    """
    words = {word for paragraph in release.paragraphs for word in _LONG_WORD.findall(paragraph.lower())}
    return tuple(sorted(_sha(word)[:12] for word in words)[:_SKETCH_SIZE])


def resemblance(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The estimated share of words, 0 to 1, that the texts behind two sketches have in common."""
    smallest = set(sorted({*one, *other})[:_SKETCH_SIZE])
    return len(smallest & set(one) & set(other)) / len(smallest) if smallest else 1.0


def _new(release: Release, ids: set[str], slugs: set[str], *, now: datetime, base_url: str) -> Record:
    slug = slugify(release.headline)
    return Record(
        id=_first_free((_new_id(base_url, release.source, number) for number in count(1)), ids),
        slug=_first_free((_numbered(slug, number) for number in count(1)), slugs),
        source=release.source,
        digest=release.digest,
        content=content_digest(release),
        sketch=sketch(release),
        first_seen=now,
        correction=release.correction,
        corrected=now if release.correction is not None else None,
    )


def _texts_of(source: str, records: Iterable[Record]) -> tuple[ApprovedText, ...]:
    return tuple(
        replace(text, content=FOREIGN) for record in records if record.source == source for text in record.approved
    )


def _brought_up_to_date(record: Record, release: Release, now: datetime) -> Record:
    content = content_digest(release)
    marked = release.correction != record.correction
    if marked:
        at = now if release.correction is not None else None
        record = replace(record, correction=release.correction, corrected=at)
    if record.withdrawn is not None:
        # Back again, and whoever asks for what has changed since must hear of it.
        record = replace(record, withdrawn=None, updated=now)
    if release.digest == record.digest:
        # Only the program may have changed: no news for subscribers, and no reason to call a text outdated.
        approved = tuple(
            replace(text, content=content, german=translated_texts(release)) if text.content == record.content else text
            for text in record.approved
        )
        return replace(record, source=release.source, content=content, sketch=sketch(release), approved=approved)
    return replace(
        record,
        source=release.source,
        digest=release.digest,
        content=content,
        sketch=sketch(release),
        updated=now if marked or content != record.content else record.updated,
    )


def _is_another(release: Release, record: Record) -> bool:
    same_headline = record.slug == slugify(release.headline)
    return not same_headline and resemblance(sketch(release), record.sketch) < _ANOTHER_RELEASE


def _renamed(release: Release, orphans: Mapping[str, Record]) -> Record | None:
    best = _most_alike(release, orphans.values()) if orphans else None
    if best is None:
        return None
    enough = _SAME_RELEASE if best.withdrawn is None else _SAME_AGAIN
    return best if _likeness(release, best) >= enough else None


def _most_alike(release: Release, records: Iterable[Record]) -> Record:
    return min(records, key=lambda record: (-_likeness(release, record), record.id))


def _likeness(release: Release, record: Record) -> float:
    if record.digest == release.digest:
        return 1.0
    # Of a release that was taken back before the state was lost, no word is known.
    return resemblance(sketch(release), record.sketch) if record.sketch else 0.0


def _new_id(base_url: str, source: str, number: int) -> str:
    name = f"{base_url} {source}" if number == 1 else f"{base_url} {source} {number}"
    return uuid.uuid5(_NAMESPACE, name).urn


def _numbered(slug: str, number: int) -> str:
    return slug if number == 1 else f"{slug}-{number}"


def _first_free(names: Iterable[str], taken: set[str]) -> str:
    return next(name for name in names if name not in taken)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
