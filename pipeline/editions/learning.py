"""What people's texts teach the memory, and which of them have anything new to teach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.editions.own_texts import Standing, Texts, edition_of_text, is_untouched
from pipeline.memory import HUMAN, Entry, Teaching
from pipeline.model import Release, Status
from pipeline.state.identity import Fit, content_digest
from pipeline.translate import lessons

# By teacher and language: the text learnt from last, the original it was of, and whether that was withheld.
Learnt = Mapping[tuple[str, str], tuple[str, str, bool]]


def public_lessons(release: Release, found: Standing, learnt: Learnt, *, now: datetime) -> list[Teaching]:
    """What the texts of a release that may be seen teach: those that are current and have not taught it yet."""
    record = found.record
    teachings = []
    for language, text in found.texts.items():
        state = (text.digest if text else "", record.content, False)
        if text is None or found.fits.get(language) is not Fit.CURRENT or learnt.get((record.id, language)) == state:
            continue
        teaching = _teaching(release, text, language, now, teacher=record.id, content=record.content)
        if teaching is not None:
            teachings.append(replace(teaching, formerly=(_by_path(release),)))
    return teachings


def withheld_lessons(
    release: Release, texts: Texts, learnt: Learnt, *, now: datetime, teacher: str | None = None
) -> list[Teaching]:
    """What the texts of a withheld release teach in the house; ``teacher`` is its id, if it was published before.

    Nothing is recorded of such a release but this. So a text that has taught once teaches no more until it is
    changed itself: it may be outdated.
    """
    name = teacher or _by_path(release)
    content = content_digest(release)
    teachings = []
    for language, text in texts.items():
        if text is None or is_untouched(text) or learnt.get((name, language), ("",))[0] == text.digest:
            continue
        teaching = _teaching(release, text, language, now, teacher=name, content=content, confidential=True)
        if teaching is not None:
            teachings.append(teaching)
    return teachings


def written_while_withheld(release: Release, texts: Texts, learnt: Learnt) -> dict[str, str]:
    """By language the original's content that a text was written for while its release was withheld."""
    found = {language: learnt.get((_by_path(release), language)) for language in texts}
    return {
        language: lesson[1]
        for language, lesson in found.items()
        if lesson is not None and (text := texts[language]) is not None and text.digest == lesson[0]
    }


def _by_path(release: Release) -> str:
    """What a release is called as long as it has no id."""
    return f"file:{release.source}"


def _teaching(
    release: Release,
    text: Release,
    language: str,
    now: datetime,
    *,
    teacher: str,
    content: str,
    confidential: bool = False,
) -> Teaching | None:
    """What a current text teaches; ``None`` if it cannot be an edition as it is."""
    edition = edition_of_text(release, text, language, now, fit=Fit.CURRENT)
    if edition.status is not Status.APPROVED:
        return None
    date = now.astimezone(UTC).isoformat(timespec="seconds")
    entries = tuple(
        Entry(
            release.language,
            language,
            lesson.text,
            lesson.translation,
            HUMAN,
            context=lesson.context,
            date=date,
            confidential=confidential,
        )
        for lesson in lessons(release, edition)
    )
    return Teaching(teacher, language, text.digest, content, confidential, entries)
