"""Walking and weighing a parsed page without recursion, however deep its elements are nested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from enum import Enum

from bs4.element import NavigableString, Tag

from pipeline.limits import MAX_PAGE_DEPTH
from pipeline.read.content import UnreadableError
from pipeline.read.messages import SAVE_AS

_NO_TEXT = frozenset(
    "script style noscript template iframe object svg math canvas video audio map head title meta link base "
    "button select textarea input datalist option".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zäöü])(?=[A-Z])")
_BETWEEN_WORDS = re.compile(r"[^0-9a-zäöüß]+")


class Step(Enum):
    """What a walk meets: an element's start, its end, or text."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"


def walk(root: Tag, *, skipped: AbstractSet[int] = frozenset()) -> Iterator[tuple[Step, Tag, str]]:
    """Everything in ``root`` in reading order, without scripts and elements whose ``id()`` is skipped.

    With ``Step.TEXT``, the element is the text's parent. Raises ``UnreadableError`` when the nesting is
    absurd.
    """
    open_tags = [root]
    rows = [iter(root.contents)]
    while rows:
        child = next(rows[-1], None)
        tag = open_tags[-1]
        if child is None:
            rows.pop()
            open_tags.pop()
            if rows:
                yield Step.CLOSE, tag, ""
        elif isinstance(child, Tag):
            if child.name in _NO_TEXT or id(child) in skipped:
                continue
            if len(rows) > MAX_PAGE_DEPTH:
                raise UnreadableError(
                    f"Die Webseite ist viel zu tief verschachtelt (mehr als {MAX_PAGE_DEPTH} Elemente ineinander).",
                    SAVE_AS,
                )
            yield Step.OPEN, child, ""
            open_tags.append(child)
            rows.append(iter(child.contents))
        elif type(child) is NavigableString:  # its subclasses are comments, doctypes and scripts
            yield Step.TEXT, tag, str(child)


def tags_in(root: Tag, *, skipped: AbstractSet[int] = frozenset()) -> Iterator[Tag]:
    """All elements in ``root`` in reading order; reacts to additions to ``skipped`` while it runs."""
    return (tag for step, tag, _ in walk(root, skipped=skipped) if step is Step.OPEN)


def weigh(root: Tag, *, skipped: AbstractSet[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Characters of prose and of link text in each element, by its ``id()``."""
    prose, linked = {id(root): 0}, {id(root): 0}
    sums = [[0, 0]]
    links_open = 0
    for step, tag, text in walk(root, skipped=skipped):
        if step is Step.OPEN:
            links_open += tag.name == "a"
            sums.append([0, 0])
        elif step is Step.CLOSE:
            links_open -= tag.name == "a"
            own = sums.pop()
            prose[id(tag)], linked[id(tag)] = own
            sums[-1][0] += own[0]
            sums[-1][1] += own[1]
        else:
            sums[-1][1 if links_open else 0] += len(" ".join(text.split()))
    prose[id(root)], linked[id(root)] = sums[0]
    return prose, linked


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value as text, ``""`` if it is missing; lists of classes are joined."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def is_hidden(tag: Tag) -> bool:
    """Whether the element itself says that it does not show."""
    return (
        tag.has_attr("hidden")
        or attribute(tag, "aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(attribute(tag, "style")))
    )


def names(tag: Tag) -> tuple[str, ...]:
    """The class names of an element in lower case, as they stand."""
    return tuple(attribute(tag, "class").lower().split())


def name_words(tag: Tag) -> list[str]:
    """The words in an element's classes and id: ``siteNav main-menu`` gives site, nav, main, menu."""
    raw = f"{attribute(tag, 'class')} {attribute(tag, 'id')}"
    return [word for word in _BETWEEN_WORDS.split(_CAMEL.sub("-", raw).lower()) if word]


def font_size(tag: Tag) -> int:
    """The size of a ``<font>`` from 1 to 7, relative ones counted from 3; 0 without one."""
    value = attribute(tag, "size").strip()
    sign = value[:1] if value[:1] in ("+", "-") else ""
    digits = value.removeprefix(sign)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 3):
        return 0
    size = int(digits)
    return {"+": 3 + size, "-": 3 - size}.get(sign, size)
