"""What ``press translate`` does, once its options are known to be right."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence, Sized
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from itertools import count
from pathlib import Path, PurePosixPath

from pipeline.catalogue import Failure
from pipeline.commands.common import (
    OK,
    SOME_FAILED,
    WRONG_USE,
    UsageError,
    complain,
    expect_new,
    moment,
    say,
)
from pipeline.config import Settings
from pipeline.edition_mark import Mark
from pipeline.editions.agency import Returned, edition_texts, offers_of, returned
from pipeline.editions.composing import translators_of
from pipeline.exchange import ExchangeError, bytes_of
from pipeline.exchange.segments import Translation, contents_of
from pipeline.exchange.xliff import read_translation
from pipeline.exchange.xliff_writing import Offer, write_xliff
from pipeline.extract import ModelError
from pipeline.glossary_file import load_glossary
from pipeline.intake.inbox import BESIDE, DroppedFile, list_inbox
from pipeline.intake.language_tags import meant_by
from pipeline.intake.naming import NamingError, find_release
from pipeline.intake.understanding import Silent, read_release, understand_all
from pipeline.job import STATE_FILE, Job, withheld_until
from pipeline.memory_folder import file_key, keep, load_folder, memory_languages
from pipeline.model import Release, ReleaseError
from pipeline.register_file import load_register
from pipeline.sidecar import LayoutError, Note, parts_of, place, written
from pipeline.slugs import slugify
from pipeline.state.identity import content_digest
from pipeline.state.store import Store, StoreError
from pipeline.translate import units_of

_QUOTED_CHARS = 60
_SHOWN = 10


def act(options: argparse.Namespace, settings: Settings) -> int:
    """Export or import, as the options say; returns the exit code."""
    run = _export if options.export_xliff else _import
    job = Job(
        settings=settings,
        releases=options.releases,
        output=Path("output"),
        state=options.state,
        now=moment(None, settings),
        environ=os.environ,
        offline=True,
    )
    try:
        return run(job, options)
    except (ExchangeError, LayoutError, ModelError, NamingError, StoreError) as error:
        return complain(str(error), WRONG_USE)


def _export(job: Job, options: argparse.Namespace) -> int:
    path: Path = options.export_xliff
    expect_new(path, releases=job.releases)
    target = _target(options.lang, job.settings)
    with Store.open(job.state / STATE_FILE) as store:
        load_folder(job.releases, store.memory, memory_languages(job.settings))
        release = _understood(_found(options.name, job, store), job, store)
        held = withheld_until(release, job.now) is not None
        translators = translators_of(job, store.memory, load_glossary(job.releases))
        if held:
            # What is remembered of it stays confidential.
            translators = translators.local_only()
        units = units_of(release, target=target, rules=translators.rules)
        answers = translators.answer(units, source=release.language, target=target)
        offers = offers_of(units, answers, store.memory, source=release.language, target=target)
    place(path, write_xliff(release, offers, target=target, confidential=held))
    done, drafted = (sum(test(offer) for offer in offers) for test in (_is_done, lambda offer: bool(offer.draft_of)))
    left = len(offers) - done - drafted
    say(f"{path}: {_counted(offers)}, {done} schon von Menschen übersetzt, {drafted} als Entwurf, {left} offen.")
    if held:
        say("Vorsicht: Die Meldung ist gesperrt, und die Datei ist vertraulich. Bitte nur an Befugte weitergeben.")
    return OK


def _import(job: Job, options: argparse.Namespace) -> int:
    path: Path = options.import_xliff
    data = bytes_of(path)
    try:
        translation = read_translation(data)
    except ExchangeError as error:
        raise ExchangeError(f"{path}: {error.reason}", error.remedy) from error
    languages = memory_languages(job.settings)
    if not translation.target:
        raise UsageError(f"{path}: Die Datei sagt nicht, in welche Sprache sie übersetzt ist.")
    target = _target(options.lang or translation.target, job.settings)
    if languages.target(translation.target) != target:
        raise UsageError(f"{path}: Die Datei ist eine Übersetzung in „{translation.target}“, nicht in „{target}“.")
    with Store.open(job.state / STATE_FILE) as store:
        file = _found(options.name, job, store)
        release = _read(file, job)
        back = returned(translation, units_of(release, target=target))
        if len(back.changed) == len(translation.segments):
            raise UsageError(f"{path}: Nichts in der Datei stammt aus „{file.source}“. Es wurde nichts übernommen.")
        # First to where it is safe: what is not loaded for any reason the next run loads.
        kept = keep(path.name, data, job.releases)
        _remember(translation, job, store, release=release, file=file_key(data, languages))
    say(f"{path}: {_counted(back.texts)} übernommen; die Datei ist aufgehoben als {kept}.")
    _say_changed(back, file)
    if back.missing:
        say(f"Nicht dabei oder nicht als übersetzt gekennzeichnet: {_counted(back.missing)}")
        say(*_listed([unit.text for unit in back.missing]))
        say("Die Fassung wird abgelegt, wenn nichts mehr fehlt.")
        return SOME_FAILED
    lines = (f"Aus {path.name}, von Menschen übersetzt. Von jetzt an gilt, was hier steht.",)
    mark = Mark(target, source=content_digest(release))
    parts = parts_of(release, edition_texts(release, back, target=target))
    _put_down(written(parts, Note(mark, lines), form="md"), file, target, job)
    return OK


def _remember(translation: Translation, job: Job, store: Store, *, release: Release, file: str) -> None:
    """Keep what people translated; dated now, when they handed it over, for XLIFF itself does not say."""
    date = job.now.astimezone(UTC).isoformat(timespec="seconds")
    contents = contents_of(translation, memory_languages(job.settings), date=date)
    held = withheld_until(release, job.now) is not None
    store.memory.load(
        (replace(entry, confidential=entry.confidential or held) for entry in contents.entries), file=file
    )


def _put_down(data: bytes, file: DroppedFile, target: str, job: Job) -> None:
    """Write the edition beside its release, and where she has one already beside that."""
    name = f"{PurePosixPath(file.source).with_suffix('')}.{target}.md"
    hers = dict(file.texts).get(target)
    if hers is None:
        try:
            place(job.releases / name, data)
        except FileExistsError:
            hers = name
        else:
            say(f"Abgelegt als {job.releases / name}; der nächste Lauf veröffentlicht es.")
            return
    for number in count(1):
        beside = job.releases / f"{hers}{'' if number == 1 else f'.{number}'}{BESIDE}"
        with suppress(FileExistsError):
            place(beside, data)
            break
    say(
        f"„{hers}“ gibt es schon und bleibt, wie es ist. Die Übersetzung liegt daneben als {beside}; "
        "wird der Name ohne „.neu“ verwendet, gilt sie.",
    )


def _say_changed(back: Returned, file: DroppedFile) -> None:
    if back.changed:
        say(f"Nicht mehr in „{file.source}“, weil sich das Deutsche geändert hat: {_counted(back.changed)}")
        say(*_listed([segment.source for segment in back.changed]))


def _counted(segments: Sized) -> str:
    return "1 Segment" if len(segments) == 1 else f"{len(segments)} Segmente"


def _listed(texts: Sequence[str]) -> list[str]:
    shown = [f"  • {text if len(text) <= _QUOTED_CHARS else text[:_QUOTED_CHARS] + ' …'}" for text in texts[:_SHOWN]]
    return [*shown, f"  … und {len(texts) - _SHOWN} weitere"] if len(texts) > _SHOWN else shown


def _target(wanted: str | None, settings: Settings) -> str:
    targets = settings.languages.targets
    if wanted is None and len(targets) == 1:
        return targets[0]
    if wanted is None:
        raise UsageError(f"Bitte mit --lang die Sprache nennen: {', '.join(targets) or 'keine ist eingerichtet'}.")
    found = meant_by(wanted, targets)
    if found is None:
        raise UsageError(f"Die Sprache „{wanted}“ ist nicht eingerichtet (config.toml, [languages] targets).")
    return found


def _found(name: str, job: Job, store: Store) -> DroppedFile:
    languages = job.settings.languages
    files = list_inbox(job.releases, targets=languages.targets, source_language=languages.source).files

    def slugs() -> Mapping[str, str]:
        """The addresses of what was published, and of what never was those that it would get."""
        known = {record.source: record.slug for record in store.records()}
        for file in files:
            if file.source not in known:
                with suppress(ReleaseError):
                    release = read_release(
                        job.releases / file.source, source=file.source, settings=job.settings, within=job.releases
                    )
                    known[file.source] = slugify(release.headline)
        return known

    return find_release(name, files, folder=job.releases, slugs=slugs)


def _read(file: DroppedFile, job: Job) -> Release:
    try:
        return read_release(job.releases / file.source, source=file.source, settings=job.settings, within=job.releases)
    except ReleaseError as error:
        raise UsageError(str(error)) from error


def _understood(file: DroppedFile, job: Job, store: Store) -> Release:
    failures: list[Failure] = []
    register = load_register(job.releases)
    found = understand_all(job.releases, [file], job.settings, register, failures, Silent(), memory=store)
    for failure in failures:
        raise UsageError(f"{failure.source}: {failure.reason} {failure.remedy}")
    return found[0].release


def _is_done(offer: Offer) -> bool:
    return bool(offer.target) and not offer.draft_of
