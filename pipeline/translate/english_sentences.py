"""English text → sentences, where the rules for German stop short: behind „a.m.“ and „e.V.“."""

from __future__ import annotations

import re

from pipeline.translate.segments import split

# A weekday or month may follow an hour; other capitals begin a sentence.
_HOUR = r"(?<=\b[ap]\.m\.)\s+(?=[“‘(]?[A-Z](?!\w*day\b))"
# Words of English that open sentences; behind an abbreviation nothing but such a word tells.
_OPENERS = (
    "The|A|An|In|On|At|By|To|Of|It|Its|This|That|These|Those|He|She|They|We|You|I|His|Her|Their|Our|For|With|From|"
    "After|Before|Since|During|Until|As|If|When|While|Where|Who|What|There|Here|But|And|Or|So|Also|Not|No|All|Both|"
    "Each|Every|Some|Most|Many|More|Now|Then|Today|Yesterday|Tomorrow|Around|About|Under|Over|Through|According|How|Why"
)
_BOUNDARY = re.compile(rf"{_HOUR}|(?<=\.)\s+(?=[“‘(]?(?:{_OPENERS})\b)")


def split_english(text: str) -> tuple[str, ...]:
    """The sentences of an English text, without the white space between them."""
    return tuple(part for segment in split(text) for part in _BOUNDARY.split(segment) if part)
