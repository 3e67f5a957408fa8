"""One run: what lies in the folder goes through the stages, and what may be seen becomes files.

The order of things lives here; how a stage works does not. The clock, the folders and the environment come
in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.catalogue import Catalogue, Failure
from pipeline.editions.composing import prepare_drafts, translators_of
from pipeline.editions.strays import reunite
from pipeline.extract import fingerprint
from pipeline.glossary import Glossary
from pipeline.glossary_file import load_glossary
from pipeline.intake.folder import MovedError, Signature, difference, look
from pipeline.intake.inbox import DroppedFile, Inbox, list_inbox, without
from pipeline.intake.understanding import Progress, Silent, Understood, understand_all
from pipeline.job import STATE_FILE, Job, withheld_until
from pipeline.memory_folder import load_folder, memory_languages
from pipeline.model import Change, Release
from pipeline.publications import learn, publications, standings
from pipeline.publish import (
    MANIFEST,
    Group,
    Made,
    Site,
    Written,
    feed_addresses,
    groups,
    site_of,
    summary_of,
    write_groups,
)
from pipeline.register import Register
from pipeline.register_file import load_register
from pipeline.state import last_run, quiet
from pipeline.state.footprint import code_footprint
from pipeline.state.identity import Record, content_digest, copies_of, identify
from pipeline.state.keeping import Key, base_of, holds, keys_of, parcels_of
from pipeline.state.last_run import LastRun, Steps
from pipeline.state.recording import Found, recorded
from pipeline.state.recovery import recover_records
from pipeline.state.shelf import Label, ShelfError, unpack
from pipeline.state.store import Store
from pipeline.summary import Summary, from_json
from pipeline.translate import make_providers
from pipeline.withdrawal import Present, WithdrawalError, expect_few, expect_readable, withdraw


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the catalogue of it, the releases it withheld as read, and the files it wrote.

    The catalogue has the publications that the run has made anew, ``fresh`` are their sources; ``published``, newest
    first, is all that is to be seen now. ``changed``, by source and language, is what has become of originals under
    outdated editions of the fresh. ``marked`` are the files that say of themselves that they are withdrawn,
    ``unannounced`` German sentences about feeds of whose change the hub could not be told, ``doubts`` such about the
    run as a whole. ``run`` is what was recorded, ``steps`` what is new, changed or the same since the run before.
    """

    catalogue: Catalogue
    withheld_releases: tuple[Release, ...]
    written: Written
    published: tuple[Summary, ...] = ()
    marked: tuple[str, ...] = ()
    unannounced: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    fresh: frozenset[str] = frozenset()
    changed: Mapping[tuple[str, str], tuple[Change, ...]] = field(default_factory=dict)
    run: LastRun | None = None
    steps: Steps = field(default_factory=Steps)


def build(job: Job, *, progress: Progress | None = None) -> Report:
    """Bring the output up to date with the releases folder.

    Raises:
        OSError: the releases folder cannot be read.
        MovedError: it changed while it was read, and the job asks for one that does not.
        TomlError: the register or the glossary in it cannot be used; then nothing is published.
        MemoryFaultError: the state folder cannot be used.
        ModelError: the configured language model cannot be loaded.
        WithdrawalError: so many files are gone or damaged that it looks like a mistake; nothing was changed.
        PublishError: the output folder cannot be written.
    """
    # Before anything is read: what changes from now on is news for the next run.
    signatures = look(job.releases).files
    quiet.record(job.state, None)
    with Store.open(job.state / STATE_FILE) as store:
        try:
            report = _build(job, store, signatures, progress or Silent())
        except ShelfError:
            # The shelf is damaged; nothing on it is anybody's work.
            with store.at_once():
                store.shelf.put((), keep=())
            report = _build(job, store, signatures, progress or Silent())
    quiet.record(job.state, _quiet_after(job, report, signatures))
    return report


def _quiet_after(job: Job, report: Report, signatures: Mapping[str, Signature]) -> quiet.Quiet | None:
    """What the next run can rely on, if this one has left nothing to do."""
    prepares = bool(report.withheld_releases) and any(
        provider.local for provider in make_providers(job.settings.translate, environ=job.environ)
    )
    if report.run is None or report.unannounced or report.doubts or prepares or job.instead or job.left_out:
        return None
    paths = [*report.written.written, *report.written.unchanged]
    return quiet.quiet_after(job, report.run, signatures, paths, manifest=MANIFEST)


def _build(job: Job, store: Store, signatures: Mapping[str, Signature], watch: Progress) -> Report:
    register = load_register(job.releases)
    glossary = load_glossary(job.releases)
    inbox = without(_inbox(job), job.left_out)
    loaded = load_folder(job.releases, store.memory, memory_languages(job.settings))
    failures: list[Failure] = [*inbox.failures, *loaded.failures]
    keys = _keys(job, inbox, register, glossary, signatures)
    labels = store.shelf.labels()
    kept = {source: labels[source] for source, key in keys.items() if holds(labels.get(source), key, now=job.now)}
    understood = _understood(job, store, inbox, kept, register, failures, watch)
    _expect_unmoved(job)
    held = {item.release.source: withheld_until(item.release, job.now) for item in understood}
    marked = [item for item in understood if item.release.withdrawn]
    others = [item for item in understood if not item.release.withdrawn]
    visible = [item for item in others if held[item.release.source] is None]
    hidden = [item for item in others if held[item.release.source] is not None]
    known = _known(job, store, kept)
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
        expect_readable(known, failures, folder=job.releases.as_posix(), others=len(kept))
        _expect_still_there(job.releases, inbox)
    records = {source: found[source] for source in present.shown}
    translators = translators_of(job, store.memory, glossary)
    stand = standings(job, store, visible, records, reunion.notes, failures)
    learn(job, store, visible, hidden, stand, found)
    if not kept.keys() <= store.shelf.labels().keys():
        # What has just been learnt stands in drafts of others, too.
        return _build(job, store, signatures, watch)
    copies = copies_of(_contents(kept, visible))
    fresh, changed = publications(job, translators, visible, records, copies, stand, watch)
    prepare_drafts(hidden, job, translators, watch)
    made = {item.release.source: summary_of(item, job.settings) for item in fresh}
    as_they_were = [_kept(text) for source, text in store.shelf.summaries() if source in kept]
    # A text under another release's name, or one that is gone, is looked for anew in every run.
    dropped = set(inbox.files)
    lasting = {item.file.source for item in visible if item.file in dropped and not stand[item.file.source].gone}
    to_keep = [(item, made[source]) for item in fresh if (source := item.release.source) in lasting]
    parcels = parcels_of(to_keep, keys, copies, is_asking=_is_asking(job))
    with store.at_once():
        if store.fresh:
            store.save(known)
        store.save([*records.values(), *taken_back])
        store.shelf.put(parcels, keep=kept)
    catalogue = Catalogue(
        publications=tuple(fresh),
        withheld=tuple(reason for item in hidden if (reason := held[item.release.source]) is not None),
        failures=tuple(sorted(failures, key=lambda failure: failure.source)),
        withdrawn=withdrawn,
    )
    site = site_of(
        catalogue,
        job.settings,
        version=code_footprint(),
        summaries=[*made.values(), *as_they_were],
        full=lambda item: unpack(store.shelf.whole(item.source), store.shelf.picture),
    )
    # Still under the store's lock: two runs never write the output at the same time.
    written = _written(site, job, store, watch)
    withheld = tuple(item.release for item in hidden)
    before = last_run.read(job.state)
    run = recorded(catalogue, site.publications, withheld, Found(signatures, inbox.files), job=job, before=before)
    last_run.write(job.state, run)
    return Report(
        catalogue,
        withheld,
        written,
        published=site.publications,
        marked=tuple(sorted(present.marked)),
        unannounced=_announced(job, site, written),
        doubts=loaded.doubts,
        fresh=frozenset(present.shown),
        changed=changed,
        run=run,
        steps=last_run.steps(before, run),
    )


def _kept(text: str) -> Summary:
    """A summary from the shelf; raises ShelfError if it is none."""
    try:
        return from_json(text)
    except ValueError as error:
        raise ShelfError from error


def _is_asking(job: Job) -> bool:
    return bool(job.settings.translate.providers) and not job.offline


def _keys(
    job: Job, inbox: Inbox, register: Register, glossary: Glossary, signatures: Mapping[str, Signature]
) -> dict[str, Key]:
    """What each release depends on; one that is read from another place than the folder has no key."""
    model = fingerprint(job.settings.extract.model)
    base = base_of(job.settings, register, glossary, model=model, is_asking=_is_asking(job))
    lying = [file for file in inbox.files if not {file.source, *(path for _, path in file.texts)} & job.instead.keys()]
    return keys_of(lying, signatures, base=base, now_ns=job.clock_ns)


def _known(job: Job, store: Store, kept: Mapping[str, Label]) -> tuple[Record, ...]:
    """What is remembered of the releases that are not as they were, and of those that are gone."""
    if store.fresh:
        return recover_records(job.output)
    return store.records(besides={label.id for label in kept.values()})


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
        return understand_all(
            job.releases, files, job.settings, register, failures, watch, memory=store, instead=job.instead
        )

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


def _written(site: Site, job: Job, store: Store, watch: Progress) -> Written:
    """Bring the output up to date; what is as it was stays, and is not even rendered."""
    before = {key: Made(inputs, listed) for key, inputs, listed in store.shelf.made()}
    watch.start("Veröffentlichen", len(site.publications))

    def counted() -> Iterator[Group]:
        for number, group in enumerate(groups(site, job.settings), 1):
            yield group
            # The releases come first; what follows takes little time.
            if number <= len(site.publications):
                watch.advance()

    written, after = write_groups(counted(), job.output, ledger=before)
    with store.at_once():
        store.shelf.put_made(
            [(key, made.inputs, made.listed) for key, made in after.items() if before.get(key) != made],
            gone=before.keys() - after.keys(),
        )
    return written


def _announced(job: Job, site: Site, written: Written) -> tuple[str, ...]:
    """Tell the hub of every feed that has changed; what went wrong, in German."""
    hub = job.settings.publish.websub_hub
    if not hub or job.offline:
        return ()
    from pipeline.websub import announce

    addresses = feed_addresses(site, job.settings)
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


def _inbox(job: Job) -> Inbox:
    languages = job.settings.languages
    return list_inbox(job.releases, targets=languages.targets, source_language=languages.source)
