"""Editions that the original has left behind: where it changed, and for her who wrote them what."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Change, Edition, Release, Remembered, Status
from pipeline.state.identity import translated_texts
from pipeline.translate import Translators, changes, revisions, units_at, with_drafts


def with_revisions(edition: Edition, release: Release, german: Remembered) -> Edition:
    """An outdated edition with where the original has changed since it was ``german``; any other as it is."""
    if edition.status is not Status.OUTDATED or not german:
        return edition
    return replace(edition, revised=revisions(german, translated_texts(release)))


def drafted_changes(
    edition: Edition, release: Release, german: Remembered, translators: Translators
) -> tuple[Change, ...]:
    """What has become of the original since it was ``german``, with drafts, where there are any without errors.

    Translators are asked for what has changed, and for nothing else. What was corrected stands in it, and drafts that
    nobody has approved: it is for her who wrote the ``edition``, and for no file of the output.
    """
    target = edition.language
    found = changes(german, translated_texts(release), edition)
    units = units_at(release, found, target=target, rules=translators.rules)
    answers = translators.answer(units, source=release.language, target=target) if units else {}
    return with_drafts(found, release, answers, target=target)
