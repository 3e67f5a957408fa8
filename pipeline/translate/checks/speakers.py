"""Who says something, by the name beside a speech verb; for telling whether a translation has another one say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speech:
    """How a language attributes speech: a verb with a name beside it, or words before a name."""

    verb: re.Pattern[str]
    before_name: re.Pattern[str]


GERMAN = Speech(
    verb=re.compile(
        r"\b(?:sag(?:t|te|en)|erklär(?:t|te)|beton(?:t|te)|berichtet?e?|mein(?:t|te)|ergänz(?:t|te)|erläuter(?:t|te)"
        r"|unterstreicht|unterstrich|lob(?:t|te)|kündig(?:t|te)|äußer(?:t|te)|schreib(?:t)|schrieb|erzähl(?:t|te)"
        r"|kritisier(?:t|te)|warn(?:t|te)|forder(?:t|te)|zitier(?:t|te)|fügt|fügte|teilt|teilte|freut|so)\b"
    ),
    before_name=re.compile(r"\b(?:laut|nach Angaben von|nach Worten von|so|zufolge)\b", re.IGNORECASE),
)
ENGLISH = Speech(
    verb=re.compile(
        r"\b(?:sa(?:ys?|id)|explain(?:s|ed)|stress(?:es|ed)|emphasi[sz]e[sd]|report(?:s|ed)|add(?:s|ed)|state[sd]"
        r"|not(?:es|ed)|praise[sd]|announce[sd]|wr(?:ites|ote)|t(?:ells|old)|critici[sz]e[sd]|warn(?:s|ed)"
        r"|call(?:s|ed) for|demand(?:s|ed)|believe[sd]|th(?:inks|ought)|comment(?:s|ed)|underline[sd])\b"
    ),
    before_name=re.compile(r"\b(?:according to|in the words of)\b", re.IGNORECASE),
)
_NEAR_CHARS = 60
# A full stop, a colon or a quotation mark between name and verb parts them; a title's stop does not.
_PARTED = re.compile(r"[.!?](?<!Dr\.)(?<!Prof\.)(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)\s|[:;„“”\"]")


def speakers(text: str, people: Iterable[str], speech: Speech) -> list[tuple[str, int, int]]:
    """The names of ``people`` beside speech verbs in a text, each with its place, in order.

    The name right after the verb comes before the one in front of it, and the nearest before others.
    """
    people = set(people)
    if not people:
        return []
    alternatives = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    names = list(re.finditer(rf"(?<!\w)(?:{alternatives})(?!\w)", text))
    found = []
    for verb in speech.verb.finditer(text):
        after = next((name for name in names if 0 <= name.start() - verb.end() <= _NEAR_CHARS), None)
        before = next((name for name in reversed(names) if 0 <= verb.start() - name.end() <= _NEAR_CHARS), None)
        if (
            after
            and not _PARTED.search(text[verb.end() : after.start()])
            and "," not in text[verb.end() : after.start()]
        ):
            found.append((after[0], after.start(), after.end()))
        elif before and not _PARTED.search(text[before.end() : verb.start()]):
            found.append((before[0], before.start(), before.end()))
            if "," in text[before.end() : verb.start()]:  # „Ms Ast, who succeeds Mr Berg, said“: it may be either
                found += [
                    (name[0], name.start(), name.end())
                    for name in names
                    if name.end() < before.start() and not _PARTED.search(text[name.end() : before.start()])
                ]
    for words in speech.before_name.finditer(text):
        after = next((name for name in names if 0 <= name.start() - words.end() <= _NEAR_CHARS), None)
        if after and not _PARTED.search(text[words.end() : after.start()]):
            found.append((after[0], after.start(), after.end()))
    return sorted(set(found), key=lambda item: item[1])
