"""Language tags as people and programs write them, and the configured language that one means."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A language with script or region: "en-GB".
TAG = re.compile(r"(?P<language>[^\W\d_]+)([-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3}))*")


def meant_by(tag: str, languages: Iterable[str]) -> str | None:
    """The one of ``languages`` (BCP 47) that a tag names: itself in any case, or its language without region.

    ``en_GB`` and ``EN`` mean ``en``; where ``en-GB`` is one of the languages, it is meant by its own tag only.
    """
    by_tag = {language.casefold(): language for language in languages}
    plain = tag.replace("_", "-").casefold()
    found = TAG.fullmatch(plain)
    return by_tag.get(plain) or (by_tag.get(found["language"]) if found else None)
