"""What ``press edit`` and ``press approve`` do, and what they say of it in German."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.edition_mark import GAP
from pipeline.editions.composing import translators_of
from pipeline.editions.editing import Case, draft_for, edition_of_case, inbox_of, open_case, records_of
from pipeline.editions.outdated import drafted_changes
from pipeline.editions.proposals import approved_file, draft_file, renewed_file
from pipeline.glossary_file import load_glossary
from pipeline.intake.inbox import PROPOSAL
from pipeline.intake.name_memory import NameMemory
from pipeline.intake.naming import find_release
from pipeline.job import Job
from pipeline.model import Change, ReleaseError
from pipeline.places import NOTHING_TRANSLATED, change_lines, change_title
from pipeline.sidecar import Note, Part, place, written
from pipeline.state.identity import Fit
from pipeline.state.store import Store
from pipeline.translate import spelled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: German lines, and the file that is there now; not ``is_good`` if what was asked was not done."""

    lines: tuple[str, ...]
    path: Path | None = None
    is_good: bool = True


def edit(name: str, language: str, job: Job, store: Store, *, form: str) -> Outcome:
    """Lay out the draft of a release for a person, or a proposal where her text is outdated; never over a file.

    Raises:
        NamingError, ReleaseError, ModelError, LayoutError: see what it calls.
    """
    case = _case(name, language, job, store)
    if case.release.language == language:
        return _no_translation(case)
    if case.path is None:
        draft = draft_for(case, job, store)
        parts, note = draft_file(case, draft, form=form)
        path = job.releases / case.beside(f".{form}")
        if not _placed(path, parts, note, form):
            return _there(path)
        gaps = sum(part.text.count(GAP) for part in parts)
        lines = [f"Angelegt: {path}"]
        if gaps == sum(part.text.count("\n\n") + 1 for part in parts):
            lines.append(f"Ein Entwurf war nicht zu haben: {'; '.join(draft.reasons)}.")
            lines.append(f"Der deutsche Text steht als Kommentar über jeder Stelle, an der „{GAP}“ steht.")
        elif gaps:
            lines.append(f"An {gaps} Stellen fehlt der Entwurf noch („{GAP}“): {'; '.join(draft.reasons)}.")
        if draft.doubts:
            lines.append(f"Zu prüfen (steht als Kommentar an der Stelle): {len(draft.doubts)}")
        lines.append("Sobald ein Wort darin geändert ist, gilt die Datei; bis dahin bleibt es beim Entwurf.")
        return Outcome(tuple(lines), path)
    path = job.releases / case.path
    if case.failure is not None:
        return Outcome(
            (f"Die Fassung liegt schon in {path}, ist aber nicht zu lesen.", case.failure), path, is_good=False
        )
    if case.fit is not Fit.OUTDATED:
        return _there(path, untouched=case.is_untouched)
    return _propose(case, job, store, path)


def approve(
    name: str | None, language: str, job: Job, store: Store, *, form: str, despite_errors: bool = False
) -> Iterator[Outcome]:
    """Take the draft of a release as it is, or of all that have no more than one (``name`` is ``None``).

    What is withheld is not approved unless it is named.

    Raises:
        NamingError, ReleaseError, ModelError, LayoutError: see what it calls.
    """
    if name is not None:
        yield _approve(_case(name, language, job, store), job, store, form=form, despite_errors=despite_errors)
        return
    records = records_of(job, store)
    for file in inbox_of(job).files:
        try:
            case = open_case(job, store, file, language, records)
        except ReleaseError as error:
            yield Outcome((str(error),), is_good=False)
            continue
        if _has_draft_alone(case):
            yield _approve(case, job, store, form=form, despite_errors=despite_errors)


def _has_draft_alone(case: Case) -> bool:
    release = case.release
    is_shown = not case.is_withheld and not release.withdrawn and release.language != case.language
    return is_shown and (case.path is None or case.is_untouched)


def _no_translation(case: Case) -> Outcome:
    line = (
        f"{case.release.source} ist schon in der Sprache „{case.language}“ geschrieben und braucht keine Übersetzung."
    )
    return Outcome((line,), is_good=False)


def known_changes(source: str, job: Job, store: Store, *, names: NameMemory | None = None) -> Iterator[str]:
    """What has changed under the outdated texts of a release, named by its path; drafts from memory alone.

    Nothing of what is not in the releases folder, or cannot be read. ``names``: see :func:`open_case`.
    """
    files = [item for item in inbox_of(job).files if source in (item.source, *(path for _, path in item.texts))]
    records = records_of(job, store)
    for file in files:
        for language, path in file.texts:
            case = open_case(job, store, file, language, records, names=names)
            if case.fit is Fit.OUTDATED:
                yield f"{path} ist veraltet, weil sich der Ausgangstext seither geändert hat."
                yield from _change_lines(case, _changed(case, job, store))


def _case(name: str, language: str, job: Job, store: Store) -> Case:
    records = records_of(job, store)
    file = find_release(
        name, inbox_of(job).files, folder=job.releases, slugs=lambda: {item.source: item.slug for item in records}
    )
    return open_case(job, store, file, language, records)


def _approve(case: Case, job: Job, store: Store, *, form: str, despite_errors: bool) -> Outcome:
    source = case.release.source
    if case.release.language == case.language:
        return _no_translation(case)
    if case.failure is not None:
        return Outcome((f"{case.path}: {case.failure}",), is_good=False)
    if case.text is not None and not case.is_untouched:
        return _confirm(case, job, store)
    draft = draft_for(case, job, store)
    doubts = [f"  • {doubt}" for doubt in draft.doubts]
    if case.text is None and draft.reasons:
        return Outcome((f"{source}: Es gibt keinen ganzen Entwurf. {'; '.join(draft.reasons)}.",), is_good=False)
    if draft.errors and not despite_errors:
        how = f"press edit {spelled(source)} --lang {case.language}"
        lines = (f"{source}: Der Entwurf hat Fehler und ist nicht freigegeben.", *doubts)
        return Outcome((*lines, f"Zum Durchsehen: {how}. Trotzdem freigeben: --despite-errors"), is_good=False)
    told = [f"{source}: Im Zweifel, bitte noch einmal ansehen:", *doubts] if doubts else []
    if case.text is not None:
        return Outcome((*told, *_confirm(case, job, store).lines))
    path = job.releases / case.beside(f".{form}")
    parts, note = approved_file(case, draft, form=form)
    if not _placed(path, parts, note, form):
        return _there(path)
    return Outcome((*told, f"Freigegeben: {path}"), path)


def _confirm(case: Case, job: Job, store: Store) -> Outcome:
    """Keep that a file holds for the original as it is now; the file itself is not touched."""
    if case.text is None or case.path is None:
        raise ValueError("there is nothing to confirm")
    path = job.releases / case.path
    if edition_of_case(case, job) is None and case.fit is not Fit.FOREIGN:
        return Outcome((f"{path}: Die Fassung ist noch nicht fertig; press build sagt, was fehlt.",), is_good=False)
    if case.fit is Fit.CURRENT:
        return Outcome((f"{path}: Die Fassung gilt schon und passt zum deutschen Text.",), path)
    changed = _changed(case, job, store) if case.fit is Fit.OUTDATED else ()
    store.confirm(case.text.digest, case.content)
    return Outcome((*_change_lines(case, changed), f"Freigegeben, wie sie ist: {path}"), path)


def _propose(case: Case, job: Job, store: Store, path: Path) -> Outcome:
    """What has changed, and a file beside hers with what she could make of it."""
    hers = edition_of_case(case, job)
    if hers is None or case.text is None:
        return Outcome(
            (f"{path}: Die Fassung ist noch nicht fertig; press build sagt, was fehlt.",), path, is_good=False
        )
    changed = _changed(case, job, store)
    form = "docx" if PurePosixPath(path.name).suffix.lower() == ".docx" else "md"
    parts, note = renewed_file(case, case.text, hers, changed, form=form)
    proposal = job.releases / case.beside(f".{PROPOSAL}.{form}")
    stays = f"Passt Ihre Fassung noch, wie sie ist: press approve {spelled(case.release.source)} --lang {case.language}"
    lines = (f"{path} ist veraltet und bleibt, wie sie ist.", *_change_lines(case, changed))
    if not _placed(proposal, parts, note, form):
        there = f"Ein Vorschlag liegt schon in {proposal}; für einen neuen bitte erst löschen."
        return Outcome((*lines, there, stays), proposal)
    return Outcome((*lines, f"Vorschlag, zum Übernehmen oder Umbenennen: {proposal}", stays), proposal)


def _changed(case: Case, job: Job, store: Store) -> tuple[Change, ...]:
    hers = edition_of_case(case, job)
    if hers is None or not case.german:
        return ()
    translators = translators_of(job, store.memory, load_glossary(job.releases))
    if case.is_withheld:
        translators = translators.local_only()
    return drafted_changes(hers, case.release, case.german, translators)


def _change_lines(case: Case, changed: Sequence[Change]) -> Iterator[str]:
    if case.fit is not Fit.OUTDATED:
        return
    if not case.german:
        yield "Wie der deutsche Text lautete, als Ihre Fassung entstand, ist nicht bekannt."
    elif not changed:
        yield NOTHING_TRANSLATED
    for change in changed:
        yield f"{change_title(change)}:"
        yield from (f"  {name}: {text}" for name, text in change_lines(change))


def _placed(path: Path, parts: Sequence[Part], note: Note, form: str) -> bool:
    """Whether the file was written; not where one is by now."""
    try:
        place(path, written(parts, note, form=form))
    except FileExistsError:
        return False
    return True


def _there(path: Path, *, untouched: bool = False) -> Outcome:
    lines = [f"Die Fassung liegt schon in {path}; es wurde nichts geschrieben."]
    if untouched:
        lines.append("Noch ist kein Wort darin geändert; bis dahin bleibt es beim Entwurf.")
    return Outcome(tuple(lines), path)
