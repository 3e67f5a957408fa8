"""One release in one language, for a person who takes it over: where her text stands, and what a draft has for her."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from pipeline.catalogue import Failure
from pipeline.edition_mark import GAP
from pipeline.editions.composing import translators_of
from pipeline.editions.own_texts import edition_of_text, own_texts, standing
from pipeline.glossary_file import load_glossary
from pipeline.intake.inbox import DroppedFile, Inbox, list_inbox
from pipeline.intake.name_memory import NameMemory
from pipeline.intake.understanding import Silent, understand_all
from pipeline.job import Job, withheld_until
from pipeline.memory import HUMAN, LEAST_LIKENESS, Entry, nearest
from pipeline.model import Edition, Field, Location, Release, ReleaseError, Remembered
from pipeline.register_file import load_register
from pipeline.sidecar import Remarks
from pipeline.state.identity import Fit, Record, content_digest, translated_texts
from pipeline.state.recovery import recover_records
from pipeline.state.store import Store
from pipeline.translate import Answer, TranslatorError, Translators, Unit, compose, translated, units_of

_OFFERED = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A release and what there is of it in ``language``.

    ``path`` is that of a person's file, relative to the releases, with the ``text`` in it, ``None`` if it cannot be
    read (``failure`` says in German why). ``fit`` is ``None`` where there is no text or not a word of it is hers.
    ``german`` is what her text was written for as far as it is known, empty if nothing is.
    """

    release: Release
    language: str
    is_withheld: bool
    path: str | None = None
    text: Release | None = None
    failure: str | None = None
    fit: Fit | None = None
    german: Remembered = ()

    @property
    def is_untouched(self) -> bool:
        """Whether there is a file, but nobody has changed a word in it or said that it holds."""
        return self.text is not None and self.fit is None

    @property
    def content(self) -> str:
        """The digest of the original's content now."""
        return content_digest(self.release)

    def beside(self, suffix: str) -> str:
        """The path of a file beside the release, with the language and a suffix such as ``.md``."""
        return f"{PurePosixPath(self.release.source).with_suffix('')}.{self.language}{suffix}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a draft has for each text: words or ``GAP``, with what to remark; ``reasons`` say why there are gaps.

    ``doubts`` are all findings, in order; ``errors`` how many of them hold the draft back, ``origin`` whose it is.
    """

    texts: Mapping[Location, str]
    remarks: Mapping[Location, Remarks]
    doubts: tuple[str, ...]
    errors: int
    reasons: tuple[str, ...]
    origin: str


def records_of(job: Job, store: Store) -> tuple[Record, ...]:
    """What is remembered of releases, from the output where the state knows nothing."""
    return recover_records(job.output) if store.fresh else store.records()


def inbox_of(job: Job) -> Inbox:
    """What lies in the releases folder."""
    languages = job.settings.languages
    return list_inbox(job.releases, targets=languages.targets, source_language=languages.source)


def open_case(
    job: Job,
    store: Store,
    file: DroppedFile,
    language: str,
    records: Sequence[Record],
    *,
    names: NameMemory | None = None,
) -> Case:
    """One release of the inbox, in one of the target languages; ``names`` are remembered there, if not in the store.

    Raises:
        ReleaseError: the release cannot be read.
        ModelError: the configured language model cannot be loaded.
    """
    failures: list[Failure] = []
    register = load_register(job.releases)
    found = understand_all(job.releases, [file], job.settings, register, failures, Silent(), memory=names or store)
    if not found:
        raise ReleaseError(failures[0].source, failures[0].reason, failures[0].remedy)
    release = found[0].release
    # What was taken back is shown to nobody new either.
    case = Case(release, language, release.withdrawn or withheld_until(release, job.now) is not None)
    paths = dict(file.texts)
    if language not in paths:
        return case
    text = own_texts(job.releases, file, job.settings, failures)[language]
    if text is None:
        why = next(f"{item.reason} {item.remedy}" for item in failures if item.source == paths[language])
        return replace(case, path=paths[language], failure=why)
    record = next((item for item in records if item.source == release.source), None)
    return _judged(case, text, record, job, store, paths[language])


def _judged(case: Case, text: Release, record: Record | None, job: Job, store: Store, path: str) -> Case:
    """The case with a person's text and how it fits, as the next run will see it."""
    content = case.content
    known = record or _never_published(case.release, job.now)
    if known.digest != case.release.digest:
        known = replace(known, content=content)
    found = standing(case.release, {case.language: text}, known, targets=(case.language,), confirmed=store.confirmed())
    before = next((item.german for item in known.approved if item.language == case.language), ())
    return replace(
        case,
        path=path,
        text=text,
        fit=found.fits.get(case.language),
        german=before,
    )


def _never_published(release: Release, now: datetime) -> Record:
    return Record("", "", release.source, release.digest, content_digest(release), (), first_seen=now)


def filled(case: Case, translators: Translators, entries: Sequence[Entry]) -> Filled:
    """What translators and memory have for a release; ``entries`` are people's words that may be offered."""
    units = units_of(case.release, target=case.language, rules=translators.rules)
    answers = translators.answer(units, source=case.release.language, target=case.language) if units else {}
    failed = {unit.at: answer for unit, answer in answers.items() if isinstance(answer, TranslatorError)}
    sound = {unit: answer for unit, answer in answers.items() if isinstance(answer, Answer)}
    drafted = translated(
        compose(case.release, {unit: answer.text for unit, answer in sound.items()}, target=case.language)
    )
    texts = {at: _gaps(at, text) if at in failed else text for at, text in drafted}
    doubts = {unit: [finding.message for finding in answer.findings] for unit, answer in sound.items()}
    remarks = {
        at: Remarks(
            german=german,
            doubts=tuple(dict.fromkeys(doubt for unit in sound if unit.at == at for doubt in doubts[unit])),
            offers=tuple(offer for unit in units if unit.at == at for offer in _offers(unit, answers, entries)),
        )
        for at, german in translated_texts(case.release)
    }
    return Filled(
        texts=texts,
        remarks=remarks,
        doubts=tuple(dict.fromkeys(doubt for found in doubts.values() for doubt in found)),
        errors=sum(answer.errors for answer in sound.values()),
        reasons=tuple(dict.fromkeys(error.reason_de for error in failed.values())),
        origin="+".join(dict.fromkeys(answer.origin for answer in sound.values())),
    )


def draft_for(case: Case, job: Job, store: Store) -> Filled:
    """What may be had for a release: of one that is withheld, from translators in the house alone."""
    translators = translators_of(job, store.memory, load_glossary(job.releases))
    entries = store.memory.entries(source=case.release.language, target=case.language)
    offered = [entry for entry in entries if entry.is_human and (case.is_withheld or not entry.confidential)]
    return filled(case, translators.local_only() if case.is_withheld else translators, offered)


def edition_of_case(case: Case, job: Job) -> Edition | None:
    """Her edition, if she has a text that can be one."""
    if case.text is None:
        return None
    edition = edition_of_text(case.release, case.text, case.language, job.now, fit=case.fit or Fit.CURRENT)
    return edition if edition.headline else None


def _offers(unit: Unit, answers: Mapping[Unit, Answer | TranslatorError], entries: Sequence[Entry]) -> Iterator[str]:
    """What people have said of sentences that resemble one that no person has translated."""
    answer = answers.get(unit)
    if isinstance(answer, Answer) and answer.origin == HUMAN:
        return
    for score, entry in nearest(unit.text, entries, at_least=LEAST_LIKENESS, limit=_OFFERED):
        yield f"Ähnlich zu {int(score)} %: „{entry.text}“ hieß „{entry.translation}“."


def _gaps(at: Location, text: str) -> str:
    return "\n\n".join(GAP for _ in text.split("\n\n")) if at.field is Field.BOILERPLATE else GAP
