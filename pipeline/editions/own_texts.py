"""What people wrote of releases: read, judged, and made the edition wherever it can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pipeline.catalogue import Failure
from pipeline.config import Settings
from pipeline.edition_mark import GAP, read_mark
from pipeline.intake.inbox import DroppedFile
from pipeline.intake.understanding import read_release
from pipeline.job import withheld_until
from pipeline.memory import HUMAN
from pipeline.model import TEXT_GONE, Edition, Release, ReleaseError, ReleaseWarning, Status
from pipeline.state.identity import Fit, Record, approve, content_digest, translated_texts
from pipeline.translate import adopt, spelled

Texts = Mapping[str, Release | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What people's texts of a release amount to: its record, brought up to date, and by language the texts that count,
    how they fit and what is to be told; in ``gone`` the digests of files that are not there any more.
    """

    record: Record
    texts: Texts
    fits: Mapping[str, Fit]
    notes: Mapping[str, ReleaseWarning]
    gone: Mapping[str, str]


def own_texts(
    folder: Path,
    file: DroppedFile,
    settings: Settings,
    failures: list[Failure],
    *,
    instead: Mapping[str, Path] = MappingProxyType({}),
) -> Texts:
    """What people wrote of a release, by language; ``None`` and a failure on the list where it cannot be read.

    ``instead`` names, by source, files that are read from another place than the folder.
    """
    return {
        language: _own_text(
            instead.get(source, folder / source),
            source,
            language,
            settings,
            failures,
            within=None if source in instead else folder,
        )
        for language, source in file.texts
    }


def standing(
    release: Release,
    texts: Texts,
    record: Record,
    *,
    targets: Collection[str],
    confirmed: Collection[tuple[str, str]] = (),
    laid_out: Mapping[str, str] | None = None,
    notes: Mapping[str, ReleaseWarning] | None = None,
) -> Standing:
    """Which texts are a person's and how they fit; ``texts`` are all there are, by language.

    A file that ``press edit`` wrote and in which no word has changed is the machine's still, unless a person has said
    of it that it holds; ``confirmed`` and ``laid_out`` are those of :func:`approve`. ``notes`` are
    what is known already that is to be told of a file, by language.
    """
    known = {(text.language, text.digest) for text in record.approved}
    untouched = {
        language: text
        for language, text in texts.items()
        if text is not None
        and is_untouched(text)
        and (language, text.digest) not in known
        and (text.digest, record.content) not in confirmed
    }
    hers = {language: text for language, text in texts.items() if language not in untouched}
    digests = {language: text.digest for language, text in hers.items() if text is not None}
    marks = {language: read_mark(text.mark) for language, text in hers.items() if text is not None}
    written_for = {language: mark.source for language, mark in marks.items() if mark is not None and mark.source}
    brought, fits = approve(
        record,
        digests,
        german=translated_texts(release),
        written_for=written_for | dict(laid_out or {}),
        confirmed=confirmed,
    )
    gone = {
        text.language: text.digest
        for text in record.approved
        if text.language in targets and text.language not in texts
    }
    told = dict(notes or {})
    told |= {language: _untouched(release, language, text) for language, text in untouched.items()}
    told |= {language: _gone(release, language) for language in gone}
    return Standing(brought, hers, fits, told, gone)


def with_note(edition: Edition, found: Standing) -> Edition:
    """An edition with what is to be told of a person's file."""
    note = found.notes.get(edition.language)
    if note is None:
        return edition
    digest = found.gone.get(edition.language, edition.digest)
    return replace(edition, warnings=(*edition.warnings, note), digest=digest)


def is_untouched(text: Release) -> bool:
    """Whether not a word has changed since ``press edit`` filled the file with a draft."""
    mark = read_mark(text.mark)
    return mark is not None and mark.is_draft(content_digest(text))


def _untouched(release: Release, language: str, text: Release) -> ReleaseWarning:
    name = PurePosixPath(text.source).name
    message = (
        f"In „{name}“ ist noch kein Wort geändert; bis dahin gilt sie als Entwurf. Passt er, wie er ist: "
        f"press approve {spelled(release.source)} --lang {language}"
    )
    return ReleaseWarning("edition-untouched", message)


def _gone(release: Release, language: str) -> ReleaseWarning:
    message = (
        "Die eigene Übersetzung liegt nicht mehr im Ordner. Bis sie wieder da ist, erscheint ein Entwurf aus den "
        f"Sätzen, die von ihr gemerkt sind. Als Datei gibt es ihn mit: press edit {spelled(release.source)} "
        f"--lang {language}"
    )
    return ReleaseWarning(TEXT_GONE, message)


def _own_text(
    path: Path, source: str, language: str, settings: Settings, failures: list[Failure], *, within: Path | None
) -> Release | None:
    """A person's text, read like any release; ``None`` and a failure on the list if it cannot be read."""
    try:
        return read_release(path, source=source, settings=settings, language=language, within=within)
    except ReleaseError as error:
        failures.append(Failure(source, error.reason, error.remedy))
    return None


def edition_of_text(release: Release, text: Release | None, language: str, now: datetime, *, fit: Fit) -> Edition:
    """The edition that a person wrote; none at all, rather than a draft in its place, if hers cannot be shown."""
    if text is None:
        return Edition(language, Status.PENDING, HUMAN, reason="Die eigene Übersetzung lässt sich nicht lesen.")
    if held := withheld_until(text, now):
        # Not the line itself: what stands in it is published with the reason.
        unclear = "" if held.until else "; ihre Sperrfrist ist nicht eindeutig zu lesen"
        reason = f"Die eigene Übersetzung ist gesperrt{unclear}."
        return Edition(language, Status.PENDING, HUMAN, reason=reason, until=held.until)
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
    if gaps := sum(text_.count(GAP) for _, text_ in text.texts()):
        places = "An einer Stelle" if gaps == 1 else f"An {gaps} Stellen"
        reason = f"{places} von „{text.source}“ steht noch „{GAP}“. Bitte dort den Text einsetzen."
        return Edition(language, Status.PENDING, HUMAN, reason=reason)
    edition = adopt(release, text, language=language, outdated=fit is Fit.OUTDATED)
    if fit is not Fit.OUTDATED:
        return edition
    message = (
        f"„{text.source}“ ist älter als die letzte Änderung der Meldung und erscheint als veraltet; bitte abgleichen. "
        f"Was sich geändert hat, mit einem Vorschlag: press edit {spelled(release.source)} --lang {language}"
    )
    return replace(edition, warnings=(*edition.warnings, ReleaseWarning("edition-outdated", message)))
