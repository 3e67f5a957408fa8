"""The editions of releases: what a person wrote, and drafts where nobody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from pipeline.catalogue import Failure
from pipeline.identity import Fit
from pipeline.inbox import DroppedFile
from pipeline.job import Job, withheld_until
from pipeline.memory import HUMAN, Memory
from pipeline.model import Edition, Release, ReleaseError, ReleaseWarning, Status
from pipeline.translate import (
    Draft,
    Manners,
    Translators,
    Unit,
    adopt,
    edition_of,
    held_back,
    make_providers,
    units_of,
)
from pipeline.understanding import Progress, Understood, read_release


@dataclass(frozen=True, slots=True)
class Work:
    """A release with what people wrote of it, by language, and how that fits; ``None`` is one that cannot be read."""

    release: Release
    texts: Mapping[str, Release | None]
    fits: Mapping[str, Fit]


def translators_of(job: Job, memory: Memory) -> Translators:
    """The translators that a run may ask."""
    if job.offline:
        return Translators.offline(memory)
    settings = job.settings.translate
    return Translators(
        make_providers(settings, environ=job.environ),
        memory,
        manners={
            name: Manners(
                concurrency=settings.concurrency,
                requests_per_second=settings.requests_per_second.get(name, 0.0),
                longest_wait_s=settings.longest_wait_s,
            )
            for name in settings.providers
        },
        date=job.now.astimezone(UTC).isoformat(timespec="seconds"),
    )


def own_texts(job: Job, file: DroppedFile, failures: list[Failure]) -> dict[str, Release | None]:
    """What people wrote of a release, by language; ``None`` and a failure on the list where it cannot be read."""
    return {language: _own_text(job, language, path, failures) for language, path in file.texts}


def editions_of(
    works: Sequence[Work], job: Job, translators: Translators, watch: Progress
) -> Iterator[tuple[Work, tuple[Edition, ...]]]:
    """Each release with its editions in the order of the target languages."""
    targets = job.settings.languages.targets
    wanted = [(work.release, target) for work in works for target in targets if target not in work.texts]
    drafts = _drafts(wanted, translators, watch, stage="Übersetzen")
    for work in works:
        release = work.release
        yield (
            work,
            tuple(
                _approved(release, work.texts[target], target, job, fit=work.fits.get(target, Fit.CURRENT))
                if target in work.texts
                else held_back(edition_of(drafts[release.source, target]), release)
                for target in targets
                if target != release.language
            ),
        )


def prepare_drafts(hidden: Sequence[Understood], job: Job, translators: Translators, watch: Progress) -> None:
    """Have withheld releases drafted into the memory by translators in the house, and by no other."""
    local = translators.local_only()
    if not local:
        return
    wanted = [
        (item.release, target)
        for item in hidden
        for target in job.settings.languages.targets
        if target not in {language for language, _ in item.file.texts}
    ]
    _drafts(wanted, local, watch, stage="Gesperrtes im Haus übersetzen")


def _drafts(
    wanted: Iterable[tuple[Release, str]], translators: Translators, watch: Progress, *, stage: str
) -> dict[tuple[str, str], Draft]:
    """The drafts of releases in languages, by source and language; all are asked for together."""
    cut = [
        (release, target, units_of(release, target=target, rules=translators.rules))
        for release, target in wanted
        if target != release.language
    ]
    together: dict[tuple[str, str], dict[Unit, None]] = defaultdict(dict)
    for release, target, units in cut:
        together[release.language, target].update(dict.fromkeys(units))
    if cut:
        watch.start(stage, sum(map(len, together.values())))
    answers = {
        (source, target): translators.answer(units, source=source, target=target, tell=watch.advance)
        for (source, target), units in together.items()
    }
    return {
        (release.source, target): Draft(
            release, target, {unit: answers[release.language, target][unit] for unit in units}
        )
        for release, target, units in cut
    }


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
        return Edition(language, Status.PENDING, HUMAN, reason="Die eigene Übersetzung lässt sich nicht lesen.")
    if held := withheld_until(text, job.now):
        # Not the line itself: what stands in it is published with the reason.
        unclear = "" if held.until else "; ihre Sperrfrist ist nicht eindeutig zu lesen"
        return Edition(language, Status.PENDING, HUMAN, reason=f"Die eigene Übersetzung ist gesperrt{unclear}.")
    if text.withdrawn:
        return Edition(
            language, Status.PENDING, HUMAN, reason="Die eigene Übersetzung ist als zurückgezogen gekennzeichnet."
        )
    if fit is Fit.FOREIGN:
        reason = (
            f"„{text.source}“ gehört zu einer anderen Meldung, die früher unter diesem Namen lag. "
            "Bitte den Text anpassen oder die Datei umbenennen."
        )
        return Edition(language, Status.PENDING, HUMAN, reason=reason, digest=text.digest)
    if any(warning.code == "language-unexpected" for warning in text.warnings):
        reason = (
            f"„{text.source}“ scheint nicht in der Sprache „{language}“ geschrieben zu sein. Bitte die Datei prüfen."
        )
        return Edition(language, Status.PENDING, HUMAN, reason=reason)
    edition = adopt(release, text, language=language, outdated=fit is Fit.OUTDATED)
    if fit is not Fit.OUTDATED:
        return edition
    message = (
        f"„{text.source}“ ist älter als die letzte Änderung der Meldung und erscheint als veraltet; bitte abgleichen."
    )
    return replace(edition, warnings=(*edition.warnings, ReleaseWarning("edition-outdated", message)))
