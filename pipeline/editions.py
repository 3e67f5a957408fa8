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
from pipeline.memory import Memory
from pipeline.model import Edition, Release, ReleaseError, ReleaseWarning, Status
from pipeline.translate import (
    Answer,
    Draft,
    Manners,
    TranslatorError,
    Translators,
    Unit,
    adopt,
    draft,
    edition_of,
    held_back,
    make_providers,
    units_of,
)
from pipeline.understanding import Understood, read_release

# So many units at least are put to the translators together: enough for several at a time, little to keep in memory.
_TOGETHER = 200


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
    works: Sequence[Work], job: Job, translators: Translators
) -> Iterator[tuple[Work, tuple[Edition, ...]]]:
    """Each release with its editions in the order of the target languages."""
    targets = job.settings.languages.targets
    for together in _portions(works, targets):
        drafts = {
            target: _drafts([work for work, missing in together if target in missing], target, translators)
            for target in targets
        }
        for work, missing in together:
            yield (
                work,
                tuple(
                    held_back(edition_of(drafts[target][work.release.source]))
                    if target in missing
                    else _approved(
                        work.release, work.texts[target], target, job, fit=work.fits.get(target, Fit.CURRENT)
                    )
                    for target in targets
                    if target != work.release.language
                ),
            )


def prepare_drafts(hidden: Iterable[Understood], job: Job, translators: Translators) -> None:
    """Have withheld releases drafted into the memory by translators in the house, and by no other."""
    local = translators.local_only()
    for item in hidden:
        written = {language for language, _ in item.file.texts}
        for language in job.settings.languages.targets:
            if language not in written and language != item.release.language:
                draft(item.release, target=language, translators=local)


def _portions(works: Sequence[Work], targets: Sequence[str]) -> Iterator[list[tuple[Work, tuple[str, ...]]]]:
    """Releases with the languages that they have no text in, as many together as are put to the translators at once."""
    portion: list[tuple[Work, tuple[str, ...]]] = []
    size = 0
    for work in works:
        missing = tuple(target for target in targets if target not in work.texts and target != work.release.language)
        portion.append((work, missing))
        size += len(work.release.paragraphs) * len(missing)
        if size >= _TOGETHER:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _drafts(works: Sequence[Work], target: str, translators: Translators) -> dict[str, Draft]:
    """The drafts of releases by their source."""
    units = {work.release.source: units_of(work.release, target=target) for work in works}
    by_language: dict[str, list[Unit]] = defaultdict(list)
    for work in works:
        by_language[work.release.language] += units[work.release.source]
    answers: dict[str, dict[Unit, Answer | TranslatorError]] = {
        language: translators.answer(asked, source=language, target=target) for language, asked in by_language.items()
    }
    return {
        work.release.source: Draft(
            work.release, target, {unit: answers[work.release.language][unit] for unit in units[work.release.source]}
        )
        for work in works
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
    edition = adopt(release, text, language=language, outdated=fit is Fit.OUTDATED)
    if fit is not Fit.OUTDATED:
        return edition
    message = (
        f"„{text.source}“ ist älter als die letzte Änderung der Meldung und erscheint als veraltet; bitte abgleichen."
    )
    return replace(edition, warnings=(*edition.warnings, ReleaseWarning("edition-outdated", message)))
