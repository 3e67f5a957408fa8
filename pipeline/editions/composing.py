"""The editions of releases: what a person wrote, and drafts where nobody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from pipeline.editions.own_texts import edition_of_text
from pipeline.glossary import Glossary
from pipeline.intake.understanding import Progress, Understood
from pipeline.job import Job
from pipeline.memory import Memory
from pipeline.model import Edition, Release
from pipeline.state.identity import Fit
from pipeline.translate import (
    Draft,
    Manners,
    Rules,
    Translators,
    Unit,
    edition_of,
    held_back,
    make_providers,
    units_of,
)


@dataclass(frozen=True, slots=True)
class Work:
    """A release with what people wrote of it, by language, and how that fits; ``None`` is one that cannot be read."""

    release: Release
    texts: Mapping[str, Release | None]
    fits: Mapping[str, Fit]


def translators_of(job: Job, memory: Memory, glossary: Glossary) -> Translators:
    """The translators that a run may ask, and what their drafts keep to."""
    settings = job.settings.translate
    rules = Rules(settings.style, glossary)
    if job.offline:
        return Translators.offline(memory, rules=rules)
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
        rules=rules,
        date=job.now.astimezone(UTC).isoformat(timespec="seconds"),
    )


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
                edition_of_text(release, work.texts[target], target, job.now, fit=work.fits.get(target, Fit.CURRENT))
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
            release, target, {unit: answers[release.language, target][unit] for unit in units}, translators.rules
        )
        for release, target, units in cut
    }
