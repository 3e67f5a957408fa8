"""Who is named in the releases of a folder, without a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.catalogue import Failure, Publication
from pipeline.config import Settings
from pipeline.intake.inbox import list_inbox
from pipeline.intake.understanding import Progress, Silent, understand_all
from pipeline.job import withheld_until
from pipeline.publish import summary_of
from pipeline.register import Register
from pipeline.register_file import load_register
from pipeline.state.identity import identify, published_at
from pipeline.summary import Summary


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of the releases of a folder that may be seen; how many are withheld, and what failed."""

    register: Register
    summaries: tuple[Summary, ...]
    withheld: int
    failures: tuple[Failure, ...]


def survey(releases: Path, *, settings: Settings, now: datetime, progress: Progress | None = None) -> Survey:
    """Who is named in the releases of a folder that may be seen now; nothing is remembered or published.

    Ids and slugs are those of a desk that remembers nothing.

    Raises:
        OSError: the releases folder cannot be read.
        TomlError: the register in it cannot be used.
        ModelError: the configured language model cannot be loaded.
    """
    register = load_register(releases)
    inbox = list_inbox(releases, targets=settings.languages.targets, source_language=settings.languages.source)
    failures: list[Failure] = list(inbox.failures)
    understood = understand_all(releases, inbox.files, settings, register, failures, progress or Silent())
    found = [item.release for item in understood if not item.release.withdrawn]
    visible = [release for release in found if withheld_until(release, now) is None]
    records = identify(visible, (), now=now, base_url=settings.site.base_url)
    zone = ZoneInfo(settings.site.timezone)
    summaries = []
    for release in visible:
        record = records[release.source]
        moment = published_at(release, record, zone)
        summaries.append(summary_of(Publication(record.id, record.slug, moment, moment, release), settings))
    return Survey(
        register=register,
        summaries=tuple(summaries),
        withheld=len(found) - len(visible),
        failures=tuple(sorted(failures, key=lambda failure: failure.source)),
    )
