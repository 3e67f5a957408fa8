"""Releases that may be seen → publications: with what people wrote of them, what that teaches, and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.catalogue import Failure, Publication
from pipeline.editions import Work, editions_of
from pipeline.identity import Record, published_at
from pipeline.job import Job
from pipeline.learning import public_lessons, withheld_lessons, written_while_withheld
from pipeline.model import Edition, Release, ReleaseWarning
from pipeline.outdated import with_changes
from pipeline.own_texts import Standing, own_texts, standing, with_note
from pipeline.publish import languages_of
from pipeline.store import Store
from pipeline.translate import Translators
from pipeline.understanding import Progress, Understood


def standings(
    job: Job,
    store: Store,
    visible: Sequence[Understood],
    records: dict[str, Record],
    notes: Mapping[str, Mapping[str, ReleaseWarning]],
    failures: list[Failure],
) -> dict[str, Standing]:
    """What people wrote of the visible releases, by source; brings ``records`` up to date with it."""
    confirmed, learnt = store.confirmed(), store.lessons.learnt()
    found = {}
    for item in visible:
        release, source = item.release, item.release.source
        texts = own_texts(job.releases, item.file, job.settings, failures, instead=job.instead)
        found[source] = standing(
            release,
            texts,
            records[source],
            targets=job.settings.languages.targets,
            confirmed=confirmed,
            laid_out=written_while_withheld(release, texts, learnt),
            notes=notes.get(source),
        )
        records[source] = found[source].record
    return found


def learn(
    job: Job,
    store: Store,
    visible: Sequence[Understood],
    hidden: Sequence[Understood],
    standings: Mapping[str, Standing],
    found: Mapping[str, Record],
) -> None:
    """Have the memory learn what people have written since the last run, before anything is drafted."""
    learnt = store.lessons.learnt()
    teachings = [
        teaching
        for item in visible
        for teaching in public_lessons(item.release, standings[item.release.source], learnt, now=job.now)
    ]
    for item in hidden:
        texts = own_texts(job.releases, item.file, job.settings, [], instead=job.instead)
        record = found.get(item.release.source)
        teachings += withheld_lessons(
            item.release, texts, learnt, now=job.now, teacher=record.id if record is not None else None
        )
    if teachings:
        store.lessons.learn(teachings)


def publications(
    job: Job,
    translators: Translators,
    visible: Sequence[Understood],
    records: dict[str, Record],
    copies: Mapping[str, str],
    standings: Mapping[str, Standing],
    watch: Progress,
) -> list[Publication]:
    """The visible releases with their editions; brings ``records`` up to date with what is shown."""
    zone = ZoneInfo(job.settings.site.timezone)
    works = []
    for item in visible:
        release = _with_more_doubts(item.release, job.now, copies.get(item.release.source))
        found = standings[release.source]
        works.append(Work(release, found.texts, found.fits))
    made = []
    for work, editions in editions_of(works, job, translators, watch):
        release, record = work.release, records[work.release.source]
        published = published_at(release, record, zone)
        publication = Publication(
            id=record.id,
            slug=record.slug,
            published=published,
            updated=max(record.updated.astimezone(zone), published) if record.updated else published,
            release=release,
            editions=tuple(_told(edition, standings[release.source], release, translators) for edition in editions),
            corrected=record.corrected.astimezone(zone) if record.corrected else None,
        )
        shown = languages_of(publication, job.settings)
        records[release.source] = replace(record, published=published, languages=shown)
        made.append(publication)
    return made


def _told(edition: Edition, found: Standing, release: Release, translators: Translators) -> Edition:
    """An edition with what is to be told of a person's file, and of what it no longer fits."""
    german = next((text.german for text in found.record.approved if text.language == edition.language), ())
    return with_changes(with_note(edition, found), release, german, translators)


def _with_more_doubts(release: Release, now: datetime, original: str | None) -> Release:
    doubts = []
    day = release.dateline.date
    if day is not None and day > now.date().isoformat()[: len(day)]:
        message = (
            f"Das Datum {day} liegt in der Zukunft. Soll die Meldung bis dahin warten, braucht sie eine Sperrfrist."
        )
        doubts.append(ReleaseWarning("date-in-future", message, "dateline"))
    if original is not None:
        message = f"Der Text ist derselbe wie in „{original}“; beide erscheinen. Bitte eine der Dateien entfernen."
        doubts.append(ReleaseWarning("release-repeated", message))
    return replace(release, warnings=(*release.warnings, *doubts))
