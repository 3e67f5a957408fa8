"""What the officer's glossary says of a segment, against its translation."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Level
from pipeline.translate.checks.finding import Finding, Pair
from pipeline.translate.renderings import forbidden_in, is_rendered


def glossary_ignored(pair: Pair) -> Iterator[Finding]:
    """A preferred rendering that is missing, and a forbidden one that is there."""
    hits = pair.glossary.hits(pair.segment)
    for hit in hits:
        preferred = hit.entry.preferred.get(pair.target)
        use = f" Richtig ist „{preferred}“." if preferred else ""
        wrong = forbidden_in(pair.answer, hit.entry, pair.target)
        for start, end in wrong:
            message = f"„{pair.answer[start:end]}“ soll „{hit.entry.german}“ nicht heißen.{use}"
            yield Finding("translation-glossary", message, Level.ERROR, pair.in_answer(start, end))
        if preferred and not wrong and not hit.part and not is_rendered(pair.answer, preferred, pair.target):
            message = f"„{hit.text}“ soll „{preferred}“ heißen (Glossar)."
            yield Finding("translation-glossary", message, Level.WARNING, pair.in_source(hit.start, hit.end))
