"""What a run has come to → what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.catalogue import Catalogue, Withheld
from pipeline.intake.folder import Signature
from pipeline.intake.inbox import DroppedFile
from pipeline.job import Job
from pipeline.model import Release, Status
from pipeline.state.last_run import EditionState, FailedFile, LastRun, ReleaseState, State, next_try
from pipeline.summary import EditionSummary, Summary

_NEVER: Signature = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What lay in the folder: the signature of each file, and the releases with the texts beside them."""

    signatures: Mapping[str, Signature]
    files: Sequence[DroppedFile]


def recorded(
    catalogue: Catalogue,
    published: Iterable[Summary],
    hidden: Sequence[Release],
    found: Found,
    *,
    job: Job,
    before: LastRun | None,
) -> LastRun:
    """The record of a run; ``published`` is all that is to be seen after it, ``hidden`` the releases that it withheld,
    and ``before`` the record of the run before it.

    Files that the run was told to leave out are not in it, and so are new to whoever compares.
    """
    written = {file.source: {language for language, _ in file.texts} for file in found.files}
    may_ask = bool(job.settings.translate.providers) and not job.offline
    by_source = {release.source: release for release in hidden}
    releases = (
        *(_published(item, written.get(item.source, set()), may_ask=may_ask) for item in published),
        *(_withheld(item, by_source[item.source]) for item in catalogue.withheld),
        *(
            ReleaseState(item.source, State.WITHDRAWN, item.digest, item.id, item.slug, reason=item.reason)
            for item in catalogue.withdrawn
        ),
    )
    run = LastRun(
        at=job.now,
        files=_files_read(found.signatures, job, before),
        releases=tuple(sorted(releases, key=lambda item: (item.source, item.id))),
        failures=tuple(FailedFile(item.source, item.reason, item.remedy) for item in catalogue.failures),
    )
    return LastRun(run.at, run.files, run.releases, run.failures, next_try(before, run.waiting(), job.now))


def _files_read(signatures: Mapping[str, Signature], job: Job, before: LastRun | None) -> dict[str, Signature]:
    """The files as the run saw them; one that was read from a copy is as it was when that was made."""
    known = before.files if before else {}
    return {
        path: known.get(path, _NEVER) if path in job.instead else signature
        for path, signature in signatures.items()
        if path not in job.left_out
    }


def _published(item: Summary, written: Iterable[str], *, may_ask: bool) -> ReleaseState:
    return ReleaseState(
        item.source,
        State.PUBLISHED,
        item.file_digest,
        item.id,
        item.slug,
        doubts=(*item.warnings, *(warning for edition in item.editions for warning in edition.warnings)),
        editions=tuple(
            _edition(edition, retried=may_ask and edition.language not in written) for edition in item.editions
        ),
    )


def _edition(edition: EditionSummary, *, retried: bool) -> EditionState:
    # One that is held back for what was found in it has been translated; asking again would bring the same.
    waits = edition.status == Status.PENDING and edition.origin is None and not edition.warnings
    return EditionState(
        edition.language,
        edition.status,
        edition.origin,
        edition.reason,
        retried=retried and waits,
        until=datetime.fromisoformat(edition.until) if edition.until else None,
        changed=edition.changed,
    )


def _withheld(item: Withheld, release: Release) -> ReleaseState:
    return ReleaseState(
        item.source,
        State.WITHHELD,
        release.digest,
        until=item.until,
        reason=item.reason,
        doubts=tuple((warning.code, warning.told) for warning in release.warnings),
    )
