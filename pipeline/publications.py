"""Releases that may be seen → publications: with what people wrote of them, what that teaches, and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.catalogue import Failure, Publication
from pipeline.editions.composing import Work, editions_of
from pipeline.editions.learning import public_lessons, withheld_lessons, written_while_withheld
from pipeline.editions.outdated import drafted_changes, with_revisions
from pipeline.editions.own_texts import Standing, own_texts, standing, with_note
from pipeline.intake.understanding import Progress, Understood
from pipeline.job import Job
from pipeline.model import Change, Edition, Release, ReleaseWarning, Remembered
from pipeline.publish import languages_of
from pipeline.state.identity import Record, published_at
from pipeline.state.store import Store
from pipeline.translate import Translators


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
) -> tuple[list[Publication], dict[tuple[str, str], tuple[Change, ...]]]:
    """The visible releases with their editions; brings ``records`` up to date with what is shown.

    Apart from them, because no reader may see it, what has changed under outdated editions, by source and language.
    """
    zone = ZoneInfo(job.settings.site.timezone)
    works = []
    for item in visible:
        release = _with_more_doubts(item.release, job.now, copies.get(item.release.source))
        found = standings[release.source]
        works.append(Work(release, found.texts, found.fits))
    made = []
    changed = {}
    for work, editions in editions_of(works, job, translators, watch):
        release, record = work.release, records[work.release.source]
        found = standings[release.source]
        published = published_at(release, record, zone)
        told = [_told(edition, found, release) for edition in editions]
        for edition in told:
            if edition.revised is not None:
                german = _german(found, edition.language)
                changed[release.source, edition.language] = drafted_changes(edition, release, german, translators)
        publication = Publication(
            id=record.id,
            slug=record.slug,
            published=published,
            updated=max(record.updated.astimezone(zone), published) if record.updated else published,
            release=release,
            editions=tuple(told),
            corrected=record.corrected.astimezone(zone) if record.corrected else None,
        )
        shown = languages_of(publication, job.settings)
        records[release.source] = replace(record, published=published, languages=shown)
        made.append(publication)
    return made, changed


def _told(edition: Edition, found: Standing, release: Release) -> Edition:
    """An edition with what is to be told of a person's file, and where it no longer fits."""
    return with_revisions(with_note(edition, found), release, _german(found, edition.language))


def _german(found: Standing, language: str) -> Remembered:
    """What her text was written for, as far as it is known."""
    return next((text.german for text in found.record.approved if text.language == language), ())


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
