"""One run: what lies in the folder goes through the stages, and what may be seen becomes files.

The order of things lives here; how a stage works does not. The clock, the folders and the environment come
in as arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline import last_run
from pipeline.catalogue import Catalogue, Failure, Publication
from pipeline.config import Settings
from pipeline.editions import Work, editions_of, own_texts, prepare_drafts, translators_of
from pipeline.folder import MovedError, difference, look
from pipeline.identity import Record, approve, copies_of, identify, published_at
from pipeline.inbox import Inbox, list_inbox, without
from pipeline.job import STATE_FILE, Job, withheld_until
from pipeline.last_run import LastRun, Steps
from pipeline.model import Release, ReleaseWarning
from pipeline.publish import Written, feed_addresses, languages_of, publish
from pipeline.recording import Found, recorded
from pipeline.recovery import recover_records
from pipeline.register import Register
from pipeline.register_file import load_register
from pipeline.store import Store
from pipeline.understanding import Progress, Silent, Understood, understand_all
from pipeline.websub import announce
from pipeline.withdrawal import Present, WithdrawalError, expect_few, expect_readable, withdraw


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the catalogue it published, the releases it withheld as read, and the files it wrote.

    ``marked`` are the files that say of themselves that they are withdrawn, ``unannounced`` German sentences about
    feeds of whose change the hub could not be told; ``run`` is what was recorded, ``steps`` what is new, changed or
    the same since the run before.
    """

    catalogue: Catalogue
    withheld_releases: tuple[Release, ...]
    written: Written
    marked: tuple[str, ...] = ()
    unannounced: tuple[str, ...] = ()
    run: LastRun | None = None
    steps: Steps = field(default_factory=Steps)


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
        MovedError: it changed while it was read, and the job asks for one that does not.
        TomlError: the register in it cannot be used; then nothing is published.
        MemoryFaultError: the state folder cannot be used.
        ModelError: the configured language model cannot be loaded.
        WithdrawalError: so many files are gone or damaged that it looks like a mistake; nothing was changed.
        PublishError: the output folder cannot be written.
    """
    watch = progress or Silent()
    register = load_register(job.releases)
    # Before anything is read: what changes from now on is news for the next run.
    signatures = look(job.releases).files
    inbox = without(_inbox(job.releases, job.settings), job.left_out)
    failures: list[Failure] = list(inbox.failures)
    with Store.open(job.state / STATE_FILE) as store:
        understood = understand_all(
            job.releases, inbox.files, job.settings, register, failures, watch, memory=store, instead=job.instead
        )
        _expect_unmoved(job)
        held = {item.release.source: withheld_until(item.release, job.now) for item in understood}
        marked = [item for item in understood if item.release.withdrawn]
        visible = [item for item in understood if held[item.release.source] is None and item not in marked]
        hidden = [item for item in understood if held[item.release.source] is not None and item not in marked]
        known = recover_records(job.output) if store.fresh else store.records()
        found = identify(
            [item.release for item in visible],
            known,
            now=job.now,
            base_url=job.settings.site.base_url,
            held=[item.release for item in (*hidden, *marked)],
        )
        present = Present(
            shown=_sources(visible),
            held=_sources(hidden),
            marked=_sources(marked),
            unreadable=[failure.source for failure in failures],
        )
        taken_back, withdrawn = withdraw(known, found, present, now=job.now)
        if not job.withdraw_missing:
            expect_few(known, withdrawn, now=job.now, folder=job.releases.as_posix())
            expect_readable(known, failures, folder=job.releases.as_posix())
            _expect_still_there(job.releases, inbox)
        records = {source: found[source] for source in present.shown}
        publications = _publications(job, store, visible, records, failures, watch)
        if store.fresh:
            store.save(known)
        store.save([*records.values(), *taken_back])
        prepare_drafts(hidden, job, translators_of(job, store.memory))
        catalogue = Catalogue(
            publications=tuple(sorted(publications, key=lambda item: (-item.published.timestamp(), item.slug))),
            withheld=tuple(reason for item in hidden if (reason := held[item.release.source]) is not None),
            failures=tuple(sorted(failures, key=lambda failure: failure.source)),
            withdrawn=withdrawn,
        )
        watch.start("Veröffentlichen", 1)
        # Still under the store's lock: two runs never write the output at the same time.
        written = publish(catalogue, job.settings, job.output)
        watch.advance()
    unannounced = _announced(job, catalogue, written)
    withheld = tuple(item.release for item in hidden)
    before = last_run.read(job.state)
    run = recorded(catalogue, withheld, Found(signatures, inbox.files), job=job, before=before)
    last_run.write(job.state, run)
    return Report(
        catalogue,
        withheld,
        written,
        marked=tuple(sorted(present.marked)),
        unannounced=unannounced,
        run=run,
        steps=last_run.steps(before, run),
    )


def _announced(job: Job, catalogue: Catalogue, written: Written) -> tuple[str, ...]:
    """Tell the hub of every feed that has changed; what went wrong, in German."""
    hub = job.settings.publish.websub_hub
    if not hub or job.offline:
        return ()
    addresses = feed_addresses(catalogue, job.settings)
    return announce([addresses[path] for path in written.written if path in addresses], hub=hub)


def _expect_unmoved(job: Job) -> None:
    """Raises MovedError if a file that is not known to be in somebody's hands changed while all were read."""
    if job.settled is None:
        return
    moved = difference(job.settled, look(job.releases).files)
    if {*moved.new, *moved.changed, *moved.gone} - {*job.left_out, *job.instead}:
        raise MovedError


def _expect_still_there(folder: Path, inbox: Inbox) -> None:
    """A drive that is lost while its files are read looks like many that are damaged; then nothing is changed."""
    if inbox.files and not any((folder / file.source).exists() for file in inbox.files):
        raise WithdrawalError(
            f"{folder.as_posix()}: Der Ordner ist während des Lesens verschwunden; darum wurde nichts geändert. Bitte "
            "die Verbindung prüfen und noch einmal starten."
        )


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


def _publications(
    job: Job,
    store: Store,
    visible: Sequence[Understood],
    records: dict[str, Record],
    failures: list[Failure],
    watch: Progress,
) -> list[Publication]:
    """The visible releases with their editions; brings ``records`` up to date with the persons' texts."""
    zone = ZoneInfo(job.settings.site.timezone)
    copies = copies_of([item.release for item in visible])
    works = []
    for item in visible:
        release = _with_more_doubts(item.release, job.now, copies.get(item.release.source))
        texts = own_texts(job, item.file, failures)
        digests = {language: text.digest for language, text in texts.items() if text is not None}
        records[release.source], fits = approve(records[release.source], digests)
        works.append(Work(release, texts, fits))
    publications = []
    watch.start("Übersetzen", len(works))
    for work, editions in editions_of(works, job, translators_of(job, store.memory)):
        release, record = work.release, records[work.release.source]
        published = published_at(release, record, zone)
        publication = Publication(
            id=record.id,
            slug=record.slug,
            published=published,
            updated=max(record.updated.astimezone(zone), published) if record.updated else published,
            release=release,
            editions=editions,
            corrected=record.corrected.astimezone(zone) if record.corrected else None,
        )
        shown = languages_of(publication, job.settings)
        records[release.source] = replace(record, published=published, languages=shown)
        publications.append(publication)
        watch.advance()
    return publications


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
