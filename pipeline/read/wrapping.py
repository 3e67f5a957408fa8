"""Which line breaks of a plain text were made by a program that wraps lines, and which by a person.

The classical test: a greedy wrapper breaks a line only where the next word would not have fitted, so a
break between ``line`` and ``next`` is a wrap at width ``w`` if ``len(line) <= w < len(line) + 1 +
len(first word of next)``. Every break thus names an interval of widths; the width that most breaks agree
on is the document's, if it lies in the usual range and the breaks that support it are evidence enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

MIN_WIDTH, MAX_WIDTH = 50, 100
_SLACK = 20
_ENOUGH_BREAKS = 3

_RUNNING_ON = re.compile(r"[^\W\d_A-ZÄÖÜ]+[,;]?(?=\s)")
_BROKEN_WORD = re.compile(r"(?P<piece>[^\W\d_]+)-\Z")
_UNFINISHED = re.compile(
    r"\s(?:der|die|das|des|dem|den|ein|eine|einer|eines|einem|einen|im|am|zum|zur|vom|beim|und|oder|sowie|von|mit|für)\Z"
)
"""Words with which no line ends that a person meant to end there."""
_AFTER_SUSPENDED_HYPHEN = re.compile(r"(?:und|oder|bzw\.|sowie|als|wie|noch|aber|sondern|bis|statt|plus)\b")


def wrap_width(paragraphs: Iterable[Sequence[str]]) -> int | None:
    """The width in characters at which the lines were wrapped, or ``None`` if they were not.

    ``paragraphs`` are runs of lines between empty lines. The narrowest width on which most breaks agree
    counts: it is the length of the longest line that a wrapper made.
    """
    support: dict[int, int] = {}
    running_on: set[int] = set()
    overlong = 0
    for lines in paragraphs:
        overlong += sum(len(line) > MAX_WIDTH + _SLACK for line in lines)
        for line, following in pairwise(lines):
            widest = len(line) + len(_first_word(following))
            for width in range(max(len(line), MIN_WIDTH), min(widest, MAX_WIDTH) + 1):
                support[width] = support.get(width, 0) + 1
                if _RUNNING_ON.match(following):
                    running_on.add(width)
    if not support:
        return None
    best = max(support, key=lambda width: (support[width], -width))
    if support[best] <= 2 * overlong:
        return None
    return best if support[best] >= _ENOUGH_BREAKS or best in running_on else None


def is_wrapped(line: str, following: str, *, width: int | None) -> bool:
    """Whether these two lines are one in a text that was wrapped at ``width``.

    Beside the classical test, a line of some length that runs on with a small letter or a divided word is
    one that a person wrapped by eye.
    """
    if width is None or not line.strip() or not following.strip() or len(line) > width + _SLACK:
        return False
    if _UNFINISHED.search(line):
        return True
    runs_on = bool(_RUNNING_ON.match(following)) or bool(_BROKEN_WORD.search(line))
    return len(line) + len(_first_word(following)) >= width or (runs_on and 2 * len(line) >= width)


def is_midway(line: str, following: str, *, width: int | None) -> bool:
    """Whether a line within wrapped prose runs on although the next word might have fitted.

    People who wrap by eye keep „Dr. Birte“ and „Lorenzen-Kühl“ together or not; the sentence goes on all the same.
    """
    if width is None or line.rstrip().endswith((".", "!", "?", ":", "…", "“", "«", '"')):
        return False
    return 4 * len(line) >= 3 * width and 2 * len(following) >= width and len(line) <= width + _SLACK


def join_wrapped(line: str, following: str) -> str:
    """The two lines as one, with a hyphen at the break resolved.

    After letters and a hyphen, a small letter continues a divided word (the hyphen goes) unless an „und“
    shows a suspended hyphen; a capital or a digit continues a compound (the hyphen stays), and so does
    what follows an abbreviation in capitals (``DNA-``).
    """
    left, right = line.rstrip(), following.lstrip()
    broken = _BROKEN_WORD.search(left[left.rfind(" ") + 1 :])  # the last word: many lines make a long text
    if broken is None or _AFTER_SUSPENDED_HYPHEN.match(right):
        return f"{left} {right}"
    if right[:1].islower() and not broken["piece"].isupper():
        return left[:-1] + right
    return left + right if right[:1].isalnum() else f"{left} {right}"


def _first_word(line: str) -> str:
    words = line.split(maxsplit=1)
    return words[0] if words else ""
