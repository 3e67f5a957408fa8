"""House style: the figures of an English answer written as the press office wants them, guided by the German source.

Only what the source has is touched, and its value never changes: an expression of the answer is written anew where it
means the same as one of the source, and is left alone where there is any doubt.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.config import Style
from pipeline.translate.style.dates import dates_styled
from pipeline.translate.style.gloss import glossed
from pipeline.translate.style.money import money_styled
from pipeline.translate.style.numbers import numbers_styled, percents_styled
from pipeline.translate.style.times import times_styled

__all__ = ["glossed", "styled"]

# Amounts and shares first, so that their figures are whole when single numbers are looked at.
_PASSES: tuple[Callable[[str, str, Style], str], ...] = (
    money_styled,
    percents_styled,
    dates_styled,
    times_styled,
    numbers_styled,
)


def styled(segment: str, answer: str, *, style: Style, target: str) -> str:
    """The answer to a German segment in house style; one in another language than English (BCP 47) as it is.

    ``1.250,5 Mio. Euro`` becomes ``EUR 1,250.5 million``, ``15.03.2023`` ``15 March 2023``, ``14.30 Uhr`` ``2.30 p.m.``
    """
    if target.split("-")[0] != "en":
        return answer
    for write in _PASSES:
        answer = write(segment, answer, style)
    return answer
