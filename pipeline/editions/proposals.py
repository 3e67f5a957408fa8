"""What ``press edit`` and ``press approve`` write: a draft to take over, or what an outdated text could become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.edition_mark import GAP, Mark
from pipeline.editions.editing import Case, Filled
from pipeline.model import Change, Edition, Location, Release
from pipeline.places import change_lines, change_title, text_before
from pipeline.publish import german_name
from pipeline.sidecar import Note, Part, Remarks, parts_of
from pipeline.state.identity import translated_texts
from pipeline.translate import translated, unchanged

_COMMENTS = "Kommentare wie dieser erscheinen nirgends; sie dürfen bleiben oder gelöscht werden."
_LAYOUT = {
    "md": (
        "Aufbau: die Dachzeile steht über der Überschrift; # Überschrift, ## Unterzeile, ### Zwischenüberschrift,",
        "> Bildunterschrift; unter *** die Texte „Über …“, jeder mit ## über sich. Datum und Kontakt kommen aus der",
        "Meldung.",
    ),
    "docx": (
        "Aufbau: die Formatvorlagen sagen, was Dachzeile, Titel, Untertitel, Überschrift 2 (Zwischenüberschrift) und "
        "Beschriftung (Bildunterschrift) ist; unter Überschrift 1 steht ein Text „Über …“. Datum und Kontakt kommen "
        "aus der Meldung.",
    ),
}


def draft_file(case: Case, draft: Filled, *, form: str) -> tuple[tuple[Part, ...], Note]:
    """The draft with all that is to be known of it, for a person to make it hers."""
    name = german_name(case.language)
    lines = [
        f"{name}: „{case.release.source}“" + (f", Entwurf von {draft.origin}" if draft.origin else ""),
        "Sobald hier ein Wort geändert ist, gilt diese Datei; das Programm schreibt nie wieder hinein.",
        _COMMENTS,
        *_LAYOUT[form],
    ]
    if draft.reasons:
        lines.append(
            f"Wo „{GAP}“ steht, ist noch kein Text ({'; '.join(draft.reasons)}); bis dahin erscheint die Fassung nicht."
        )
    mark = Mark(case.language, draft="0", source=case.content)
    return parts_of(case.release, draft.texts, draft.remarks), Note(mark, tuple(lines))


def approved_file(case: Case, draft: Filled, *, form: str) -> tuple[tuple[Part, ...], Note]:
    """The draft as it is, approved: without findings, with the original beside it."""
    remarks = {at: Remarks(german=item.german) for at, item in draft.remarks.items()}
    lines = (f"{german_name(case.language)}: „{case.release.source}“, freigegeben.", _COMMENTS, *_LAYOUT[form])
    mark = Mark(case.language, source=case.content)
    return parts_of(case.release, draft.texts, remarks), Note(mark, lines)


def renewed_file(
    case: Case, text: Release, hers: Edition, changed: Sequence[Change], *, form: str
) -> tuple[tuple[Part, ...], Note]:
    """Her text in the layout that the original has now; where that has changed, with a draft as a comment.

    Where her text cannot be laid out so, it stays as she has it, and all that has changed stands above it.
    """
    lines = [
        f"{german_name(case.language)}: „{case.release.source}“ – Vorschlag; er gilt erst, wenn Sie ihn anstelle von "
        f"„{case.path}“ speichern oder daraus übernehmen.",
        _COMMENTS,
    ]
    mark = Mark(case.language, source=case.content)
    laid_out = _laid_out(case, hers, changed)
    if laid_out is None:
        lines += [line for change in changed for line in _told(change)]
        return parts_of(text, dict(text.texts())), Note(mark, tuple(lines))
    gone = [line for change in changed if change.at is None for line in _told(change)]
    return laid_out, Note(mark, (*lines, *gone))


def _laid_out(case: Case, hers: Edition, changed: Sequence[Change]) -> tuple[Part, ...] | None:
    now = translated_texts(case.release)
    if not case.german or any(change.was and change.hers is None and change.before != "" for change in changed):
        return None
    old_places = unchanged(case.german, now)
    her_texts = dict(translated(hers))
    old_counts, her_counts = _counts(at for at, _ in case.german), _counts(her_texts)
    if any(her_counts.get(name, 0) not in (count, 0) for name, count in old_counts.items()):
        return None
    texts = {at: her_texts[was] for at, was in old_places.items() if was in her_texts}
    remarks = {at: Remarks(german=german) for at, german in now}
    for change in changed:
        if change.at is not None:
            texts[change.at] = change.hers or change.draft or GAP
            offers = (f"Neuer Entwurf: {change.draft}",) if change.hers and change.draft else ()
            remarks[change.at] = replace(remarks[change.at], before=text_before(change) or "", offers=offers)
    return parts_of(case.release, texts, remarks)


def _counts(texts: Iterable[Location]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for at in texts:
        counts[at.field.value] = counts.get(at.field.value, 0) + 1
    return counts


def _told(change: Change) -> list[str]:
    return [f"{change_title(change)}.", *(f"  {name}: {text}" for name, text in change_lines(change))]
