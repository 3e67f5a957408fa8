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

from pipeline import translate
from pipeline.catalogue import Catalogue, Failure, Publication, Withheld
from pipeline.config import Settings
from pipeline.identity import Fit, Record, approve, copies_of, identify, published_at
from pipeline.inbox import Inbox, list_inbox
from pipeline.model import Edition, Release, ReleaseError, ReleaseWarning, Status
from pipeline.publish import Written, feed_addresses, languages_of, publish
from pipeline.recovery import recover_records
from pipeline.register import Register
from pipeline.register_file import load_register
from pipeline.store import Store
from pipeline.understanding import Progress, Silent, Understood, read_release, understand_all
from pipeline.websub import announce
from pipeline.withdrawal import Present, expect_few, withdraw

STATE_FILE = "press.sqlite"


@dataclass(frozen=True, slots=True)
class Job:
    """Where a run reads and writes, and what it may do; ``now`` carries an offset.

    ``withdraw_missing`` takes back releases whose files are gone, however many there are.
    """

    settings: Settings
    releases: Path
    output: Path
    state: Path
    now: datetime
    environ: Mapping[str, str]
    offline: bool = False
    withdraw_missing: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the catalogue it published, the releases it withheld as read, and the files it wrote.

    ``marked`` are the files that say of themselves that they are withdrawn, ``unannounced`` German sentences about
    feeds of whose change the hub could not be told.
    """

    catalogue: Catalogue
    withheld_releases: tuple[Release, ...]
    written: Written
    marked: tuple[str, ...] = ()
    unannounced: tuple[str, ...] = ()


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
        TomlError: the register in it cannot be used; then nothing is published.
        StoreError: the state folder cannot be used.
        ModelError: the configured language model cannot be loaded.
        WithdrawalError: so many files are gone that it looks like a mistake; nothing was changed.
        PublishError: the output folder cannot be written.
    """
    watch = progress or Silent()
    register = load_register(job.releases)
    inbox = _inbox(job.releases, job.settings)
    failures: list[Failure] = list(inbox.failures)
    with Store.open(job.state / STATE_FILE) as store:
        understood = understand_all(job.releases, inbox.files, job.settings, register, failures, watch, memory=store)
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
        records = {source: found[source] for source in present.shown}
        publications = _publications(job, store, visible, records, failures, watch)
        if store.fresh:
            store.save(known)
        store.save([*records.values(), *taken_back])
        _prepare_drafts(job, store, hidden)
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
    return Report(
        catalogue,
        tuple(item.release for item in hidden),
        written,
        marked=tuple(sorted(present.marked)),
        unannounced=_announced(job, catalogue, written),
    )


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


def withheld_until(release: Release, now: datetime) -> Withheld | None:
    """Why a release must not be seen at a moment, or ``None`` if it may be."""
    if release.embargo is None:
        return None
    until = release.embargo.until
    if until is None:
        return Withheld(release.source, None, f"Die Sperrfrist „{release.embargo.text}“ ist nicht eindeutig zu lesen.")
    return Withheld(release.source, until, "Sperrfrist") if now < until else None


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
    translators = _translators(job, store)
    copies = copies_of([item.release for item in visible])
    watch.start("Übersetzen", len(visible))
    publications = []
    for item in visible:
        release = _with_more_doubts(item.release, job.now, copies.get(item.release.source))
        texts = {language: _own_text(job, language, path, failures) for language, path in item.file.texts}
        digests = {language: text.digest for language, text in texts.items() if text is not None}
        record, fits = approve(records[release.source], digests)
        records[release.source] = record
        editions = []
        for language in job.settings.languages.targets:
            if language == release.language:
                continue
            if language in texts:
                text = texts[language]
                editions.append(_approved(release, text, language, job, fit=fits.get(language, Fit.CURRENT)))
            else:
                editions.append(translate.draft(release, target=language, translators=translators))
        published = published_at(release, record, zone)
        publication = Publication(
            id=record.id,
            slug=record.slug,
            published=published,
            updated=max(record.updated.astimezone(zone), published) if record.updated else published,
            release=release,
            editions=tuple(editions),
            corrected=record.corrected.astimezone(zone) if record.corrected else None,
        )
        shown = languages_of(publication, job.settings)
        records[release.source] = replace(record, published=published, languages=shown)
        publications.append(publication)
        watch.advance()
    return publications


def _translators(job: Job, store: Store) -> translate.Translators:
    if job.offline:
        return translate.Translators.offline(store)
    return translate.Translators(translate.make_providers(job.settings.translate, environ=job.environ), store)


def _own_text(job: Job, language: str, source: str, failures: list[Failure]) -> Release | None:
    """A person's text, read like any release; ``None`` and a failure on the list if it cannot be read."""
    try:
        return read_release(job.releases / source, source=source, settings=job.settings, language=language)
    except ReleaseError as error:
        failures.append(Failure(source, error.reason, error.remedy))
    return None


def _approved(release: Release, text: Release | None, language: str, job: Job, *, fit: Fit) -> Edition:
    """The edition that a person wrote; none at all, rather than a draft in its place, if hers cannot be shown."""
    if text is None:
        return Edition(language, Status.PENDING, reason="Die eigene Übersetzung lässt sich nicht lesen.")
    if held := withheld_until(text, job.now):
        # Not the line itself: what stands in it is published with the reason.
        unclear = "" if held.until else "; ihre Sperrfrist ist nicht eindeutig zu lesen"
        return Edition(language, Status.PENDING, reason=f"Die eigene Übersetzung ist gesperrt{unclear}.")
    if text.withdrawn:
        return Edition(language, Status.PENDING, reason="Die eigene Übersetzung ist als zurückgezogen gekennzeichnet.")
    if fit is Fit.FOREIGN:
        reason = (
            f"„{text.source}“ gehört zu einer anderen Meldung, die früher unter diesem Namen lag. "
            "Bitte den Text anpassen oder die Datei umbenennen."
        )
        return Edition(language, Status.PENDING, reason=reason, digest=text.digest)
    if any(warning.code == "language-unexpected" for warning in text.warnings):
        reason = (
            f"„{text.source}“ scheint nicht in der Sprache „{language}“ geschrieben zu sein. Bitte die Datei prüfen."
        )
        return Edition(language, Status.PENDING, reason=reason)
    edition = translate.adopt(release, text, language=language, outdated=fit is Fit.OUTDATED)
    if fit is not Fit.OUTDATED:
        return edition
    message = (
        f"„{text.source}“ ist älter als die letzte Änderung der Meldung und erscheint als veraltet; bitte abgleichen."
    )
    return replace(edition, warnings=(*edition.warnings, ReleaseWarning("edition-outdated", message)))


def _prepare_drafts(job: Job, store: Store, hidden: Sequence[Understood]) -> None:
    """Have withheld releases drafted into the memory by translators in the house, and by no other."""
    translators = _translators(job, store).local_only()
    for item in hidden:
        written = {language for language, _ in item.file.texts}
        for language in job.settings.languages.targets:
            if language not in written and language != item.release.language:
                translate.draft(item.release, target=language, translators=translators)


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
