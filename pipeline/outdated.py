"""Editions that the original has left behind: what changed, with a fresh draft of that alone."""

from __future__ import annotations

from dataclasses import replace

from pipeline.identity import translated_texts
from pipeline.model import Change, Edition, Release, Status, Texts
from pipeline.translate import Translators, changes, units_at, with_drafts


def with_changes(edition: Edition, release: Release, german: Texts, translators: Translators) -> Edition:
    """An outdated edition with what has become of the original since it was ``german``; any other as it is.

    Translators are asked for what has changed, and for nothing else.
    """
    if edition.status is not Status.OUTDATED or not german:
        return edition
    found = changes(german, translated_texts(release), edition)
    return replace(edition, written_for=german, changes=drafted(found, release, translators, target=edition.language))


def drafted(
    found: tuple[Change, ...], release: Release, translators: Translators, *, target: str
) -> tuple[Change, ...]:
    """The changes with drafts in the language ``target``, where there are any without errors."""
    units = units_at(release, found, target=target, rules=translators.rules)
    answers = translators.answer(units, source=release.language, target=target) if units else {}
    return with_drafts(found, release, answers, target=target)
