"""What a file that the desk laid out for a person says of itself: that its layout is to be taken at its word.

One key of the front matter, or one property of a Word file:
``press-edit: en; entwurf=1f3a9c22e0b4; deutsch=77aa01bc9d2e``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

KEY = "press-edit"
# What stands where a text is still to be written; an edition in which it stands is not finished.
GAP = "[fehlt noch]"
DIGITS = 12
_PART = re.compile(rf"(?P<name>entwurf|deutsch)=(?P<digest>[0-9a-f]{{{DIGITS}}})")


@dataclass(frozen=True, slots=True)
class Mark:
    """``language`` is the edition's; ``draft`` the digest of the machine's words that it was filled with, ``source``
    that of the original they were made for, both cut to ``DIGITS``; ``None`` where it is not said.
    """

    language: str
    draft: str | None = None
    source: str | None = None

    def __str__(self) -> str:
        parts = [("entwurf", self.draft), ("deutsch", self.source)]
        return "; ".join([self.language, *(f"{name}={digest[:DIGITS]}" for name, digest in parts if digest)])

    def is_draft(self, words: str) -> bool:
        """Whether a text with this digest has not a word in it that a person changed."""
        return self.draft is not None and words.startswith(self.draft)


def read_mark(text: str | None) -> Mark | None:
    """The mark that a text is; whatever cannot be read in it is not said."""
    if text is None:
        return None
    found = {part["name"]: part["digest"] for part in _PART.finditer(text)}
    return Mark(text.partition(";")[0].strip(), found.get("entwurf"), found.get("deutsch"))


def mark_in(metadata: Iterable[tuple[str, str]]) -> str | None:
    """The mark among a document's key–value pairs."""
    return next((value for key, value in metadata if key == KEY), None)
