"""Small drawings as SVG for a page that has a style of its own: no colour and no text is set here.

Bars grow with their numbers from zero; every number that is drawn stands as text beside it in the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

_STEP, _BAR, _HEIGHT = 10, 7, 100
_WIDTH = 200

_COLUMNS = Markup(
    '<svg class="columns-chart" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
)
_COLUMN = Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>')
_METER = Markup(
    '<svg class="meter" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>'
)
_PART = Markup('<rect class="{}" x="{}" y="0" width="{}" height="10"/>')


def columns_chart(counts: Sequence[tuple[str, int]], *, label: str) -> Markup:
    """Upright bars side by side, each with its words as a tooltip; ``label`` says to all what they show."""
    most = max((count for _, count in counts), default=0)
    bars = Markup("").join(
        _COLUMN.format(
            number * _STEP, _number(_HEIGHT - _share(count, most)), _BAR, _number(_share(count, most)), words
        )
        for number, (words, count) in enumerate(counts)
        if count
    )
    return _COLUMNS.format(max(1, len(counts)) * _STEP, _HEIGHT, label, bars)


def meter(parts: Sequence[tuple[str, int]], *, whole: int) -> Markup:
    """A lying bar of parts, each a class and a number, as long as their sum is of the ``whole``."""
    drawn, at = [], 0
    for css_class, count in parts:
        if count:
            drawn.append(_PART.format(css_class, _number(at * _WIDTH / whole), _number(count * _WIDTH / whole)))
        at += count
    return _METER.format(_WIDTH, Markup("").join(drawn))


def _share(count: int, most: int) -> float:
    return count * _HEIGHT / most


def _number(value: float) -> str:
    """At most two decimals, and none where they say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
