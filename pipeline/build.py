"""One run: what lies in the folder goes through the stages, and what may be seen becomes files.

The order of things lives here; how a stage works does not. The clock, the folders and the environment come
in as arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.catalogue import Catalogue, Failure, Publication
from pipeline.config import Settings
from pipeline.editions import Work, editions_of, prepare_drafts, translators_of
from pipeline.extract import fingerprint
from pipeline.footprint import code_footprint
from pipeline.glossary_file import load_glossary
from pipeline.identity import Record, content_digest, copies_of, identify, published_at
from pipeline.inbox import DroppedFile, Inbox, list_inbox
from pipeline.job import STATE_FILE, Job, withheld_until
from pipeline.keeping import base_of, holds, keys_of, parcels_of
from pipeline.learning import public_lessons, withheld_lessons, written_while_withheld
from pipeline.memory_folder import load_folder, memory_languages
from pipeline.model import Edition, Release, ReleaseWarning
from pipeline.outdated import with_changes
from pipeline.own_texts import Standing, own_texts, standing, with_note
from pipeline.publish import Written, feed_addresses, groups, languages_of, made_from, site_of, write_groups
from pipeline.recovery import recover_records
from pipeline.register import Register
from pipeline.register_file import load_register
from pipeline.shelf import Label, ShelfError, unpack
from pipeline.store import Store
from pipeline.strays import reunite
from pipeline.translate import Translators
from pipeline.understanding import Progress, Silent, Understood, understand_all
from pipeline.websub import announce
from pipeline.withdrawal import Present, expect_few, withdraw


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the catalogue it published, the releases it withheld as read, and the files it wrote.

    ``marked`` are the files that say of themselves that they are withdrawn, ``unannounced`` German sentences about
    feeds of whose change the hub could not be told, ``doubts`` such about the run as a whole. ``fresh`` are the sources
    of the publications that this run has made anew; the others are as they were, and without their texts.
    """

    catalogue: Catalogue
    withheld_releases: tuple[Release, ...]
    written: Written
    marked: tuple[str, ...] = ()
    unannounced: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    fresh: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Survey:
    """The releases of a folder that may be seen, without editions; how many are withheld, and what failed."""

    register: Register
    publications: tuple[Publication, ...]
    withheld: int
    failures: tuple[Failure, ...]


def build(job: Job, *, progress: Progress | None = None) -> Report:
    """Bring the output up to date with the releases folder.

    Raises:
        OSError: the releases folder cannot be read.
        TomlError: the register or the glossary in it cannot be used; then nothing is published.
        StoreError: the state folder cannot be used.
        ModelError: the configured language model cannot be loaded.
        WithdrawalError: so many files are gone that it looks like a mistake; nothing was changed.
        PublishError: the output folder cannot be written.
    """
    with Store.open(job.state / STATE_FILE) as store:
        try:
            return _build(job, store, progress or Silent())
        except ShelfError:
            # The shelf is damaged; nothing on it is anybody's work.
            with store.at_once():
                store.shelf.put((), keep=())
            return _build(job, store, progress or Silent())


def _build(job: Job, store: Store, watch: Progress) -> Report:
    register = load_register(job.releases)
    glossary = load_glossary(job.releases)
    inbox = _inbox(job.releases, job.settings)
    loaded = load_folder(job.releases, store.memory, memory_languages(job.settings))
    failures: list[Failure] = [*inbox.failures, *loaded.failures]
    is_asking = bool(job.settings.translate.providers) and not job.offline
    model = fingerprint(job.settings.extract.model)
    base = base_of(job.settings, register, glossary, model=model, is_asking=is_asking)
    keys = keys_of(job.releases, inbox.files, base=base, now_ns=job.clock_ns)
    labels = store.shelf.labels()
    kept = {source: labels[source] for source, key in keys.items() if holds(labels.get(source), key, now=job.now)}
    understood = _understood(job, store, inbox, kept, register, failures, watch)
    held = {item.release.source: withheld_until(item.release, job.now) for item in understood}
    marked = [item for item in understood if item.release.withdrawn]
    visible = [item for item in understood if held[item.release.source] is None and item not in marked]
    hidden = [item for item in understood if held[item.release.source] is not None and item not in marked]
    kept_ids = {label.id for label in kept.values()}
    known = recover_records(job.output) if store.fresh else store.records(besides=kept_ids)
    found = identify(
        [item.release for item in visible],
        known,
        now=job.now,
        base_url=job.settings.site.base_url,
        held=[item.release for item in (*hidden, *marked)],
        others=store.names(),
    )
    reunion = reunite(visible, inbox.strays, found, known, folder=job.releases)
    visible = list(reunion.items)
    failures = [failure for failure in failures if failure.source not in reunion.taken]
    present = Present(
        shown=_sources(visible),
        held=_sources(hidden),
        marked=_sources(marked),
        unreadable=[failure.source for failure in failures],
    )
    taken_back, withdrawn = withdraw(known, found, present, now=job.now)
    if not job.withdraw_missing:
        expect_few(known, withdrawn, now=job.now, folder=job.releases.as_posix(), others=len(kept))
    records = {source: found[source] for source in present.shown}
    translators = translators_of(job, store.memory, glossary)
    standings = _standings(job, store, visible, records, reunion.notes, failures)
    _learn(job, store, visible, hidden, standings, found)
    if not kept.keys() <= store.shelf.labels().keys():
        # What has just been learnt stands in drafts of others, too.
        return _build(job, store, watch)
    copies = copies_of(_contents(kept, visible))
    fresh = _publications(job, translators, visible, records, copies, standings, watch)
    prepare_drafts(hidden, job, translators, watch)
    as_they_were = [unpack(packed, store.shelf.picture) for source, packed in store.shelf.slim() if source in kept]
    lasting = {
        item.file.source for item in visible if item.file in inbox.files and not standings[item.file.source].gone
    }
    parcels = parcels_of(
        [item for item in fresh if item.release.source in lasting], keys, copies, job.settings, is_asking=is_asking
    )
    with store.at_once():
        if store.fresh:
            store.save(known)
        store.save([*records.values(), *taken_back])
        store.shelf.put(parcels, keep=kept)
    catalogue = Catalogue(
        publications=tuple(sorted([*fresh, *as_they_were], key=lambda item: (-item.published.timestamp(), item.slug))),
        withheld=tuple(reason for item in hidden if (reason := held[item.release.source]) is not None),
        failures=tuple(sorted(failures, key=lambda failure: failure.source)),
        withdrawn=withdrawn,
    )
    watch.start("Veröffentlichen", 1)
    # Still under the store's lock: two runs never write the output at the same time.
    written = _published(job, store, catalogue, kept)
    watch.advance()
    return Report(
        catalogue,
        tuple(item.release for item in hidden),
        written,
        marked=tuple(sorted(present.marked)),
        unannounced=_announced(job, catalogue, written),
        doubts=loaded.doubts,
        fresh=frozenset(present.shown),
    )


def _understood(
    job: Job,
    store: Store,
    inbox: Inbox,
    kept: dict[str, Label],
    register: Register,
    failures: list[Failure],
    watch: Progress,
) -> list[Understood]:
    """The releases that are not as they were; takes from ``kept`` those that others have made copies, or no longer."""

    def understand(files: Sequence[DroppedFile]) -> list[Understood]:
        return understand_all(job.releases, files, job.settings, register, failures, watch, memory=store)

    understood = understand([file for file in inbox.files if file.source not in kept])
    seen = [item for item in understood if not item.release.withdrawn and withheld_until(item.release, job.now) is None]
    copies = copies_of(_contents(kept, seen))
    touched = [source for source, label in kept.items() if copies.get(source) != label.original]
    for source in touched:
        del kept[source]
    return understood + (understand([file for file in inbox.files if file.source in touched]) if touched else [])


def _contents(kept: Mapping[str, Label], visible: Sequence[Understood]) -> dict[str, str]:
    """The digests of the words of all releases that may be seen, by source."""
    known = {source: label.content for source, label in kept.items()}
    return known | {item.release.source: content_digest(item.release) for item in visible}


def _published(job: Job, store: Store, catalogue: Catalogue, kept: Mapping[str, Label]) -> Written:
    """Bring the output up to date; what is as it was stays, and is not even rendered."""

    def full(publication: Publication) -> Publication:
        source = publication.release.source
        return unpack(store.shelf.whole(source), store.shelf.picture) if source in kept else publication

    digests = {label.id: label.digest for label in kept.values()}
    site = site_of(catalogue, job.settings, version=code_footprint(), full=full, digests=digests)
    before = {key: made_from(inputs, files) for key, inputs, files in store.shelf.made()}
    written, after = write_groups(groups(site, job.settings), job.output, ledger=before)
    with store.at_once():
        store.shelf.put_made(
            [(key, made.inputs, made.as_json()) for key, made in after.items() if before.get(key) != made],
            gone=before.keys() - after.keys(),
        )
    return written


def _announced(job: Job, catalogue: Catalogue, written: Written) -> tuple[str, ...]:
    """Tell the hub of every feed that has changed; what went wrong, in German."""
    hub = job.settings.publish.websub_hub
    if not hub or job.offline:
        return ()
    addresses = feed_addresses(catalogue, job.settings)
    return announce([addresses[path] for path in written.written if path in addresses], hub=hub)


def _sources(items: Sequence[Understood]) -> tuple[str, ...]:
    return tuple(item.release.source for item in items)


def survey(releases: Path, *, settings: Settings, now: datetime, progress: Progress | None = None) -> Survey:
    """Who is named in the releases of a folder that may be seen now; nothing is remembered or published.

    Ids and slugs are those of a desk that remembers nothing.

    Raises:
        OSError: the releases folder cannot be read.
        TomlError: the register in it cannot be used.
        ModelError: the configured language model cannot be loaded.
    """
    register = load_register(releases)
    inbox = _inbox(releases, settings)
    failures: list[Failure] = list(inbox.failures)
    understood = understand_all(releases, inbox.files, settings, register, failures, progress or Silent())
    found = [item.release for item in understood if not item.release.withdrawn]
    visible = [release for release in found if withheld_until(release, now) is None]
    records = identify(visible, (), now=now, base_url=settings.site.base_url)
    zone = ZoneInfo(settings.site.timezone)
    publications = []
    for release in visible:
        record = records[release.source]
        moment = published_at(release, record, zone)
        publications.append(Publication(record.id, record.slug, moment, moment, release))
    return Survey(
        register=register,
        publications=tuple(publications),
        withheld=len(found) - len(visible),
        failures=tuple(sorted(failures, key=lambda failure: failure.source)),
    )


def _inbox(releases: Path, settings: Settings) -> Inbox:
    return list_inbox(releases, targets=settings.languages.targets, source_language=settings.languages.source)


def _standings(
    job: Job,
    store: Store,
    visible: Sequence[Understood],
    records: dict[str, Record],
    notes: Mapping[str, Mapping[str, ReleaseWarning]],
    failures: list[Failure],
) -> dict[str, Standing]:
    """What people wrote of the visible releases, by source; brings ``records`` up to date with it."""
    confirmed, learnt = store.confirmed(), store.lessons.learnt()
    standings = {}
    for item in visible:
        release, source = item.release, item.release.source
        texts = own_texts(job.releases, item.file, job.settings, failures)
        standings[source] = standing(
            release,
            texts,
            records[source],
            targets=job.settings.languages.targets,
            confirmed=confirmed,
            laid_out=written_while_withheld(release, texts, learnt),
            notes=notes.get(source),
        )
        records[source] = standings[source].record
    return standings


def _learn(
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
        texts = own_texts(job.releases, item.file, job.settings, [])
        record = found.get(item.release.source)
        teachings += withheld_lessons(
            item.release, texts, learnt, now=job.now, teacher=record.id if record is not None else None
        )
    if teachings:
        store.lessons.learn(teachings)


def _publications(
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
    publications = []
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
        publications.append(publication)
    return publications


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
