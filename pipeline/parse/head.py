"""What stands above the body: kicker, headline, subheadline, and the lines that are none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model import Dropped, Role
from pipeline.parse import labels, words
from pipeline.parse.units import Unit

_BREADCRUMB = re.compile(r"\s*[›»>→]\s*")
_LABEL_PREFIX = re.compile(
    r"\A(?:(?:presse|medien)[-\s]?(?:mitteilung|information|info|meldung)|pm|press\s+release|wg|fwd?|aw|re)\s*[:–|-]\s+",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,40})\Z")
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_PREPOSITION = re.compile(
    r"\b(?:für|mit|nach|von|im|in|am|an|auf|bei|zu[mr]?|aus|über|gegen|vor|ohne|for|of|to|with)\b"
)
# Lower-case words that look like finite verbs: 'geht', 'zeigen', 'eröffnete'.
_VERB = re.compile(r"\b(?!(?:mit|seit|statt|erst|jetzt|nicht|fast|samt|weit|gut)\b)[a-zäöüß]{2,}(?:t|en|ten|te)\b")
_ADJECTIVE_OR_PREPOSITION = re.compile(
    r"\A(?:neuen|großen|ersten|zweiten|gegen|neben|zwischen|wegen|guten|alten|jungen)\Z"
)
_MAX_SUBHEADLINE = 220
_MAX_KICKER = 90
_SURE_KICKER = 3
_LEGAL_FORM = re.compile(r"(?:\b(?:g?GmbH|mbH|AG|KG|KGaA|SE|UG|eG|OHG|Stiftung|AöR)|\be\.\s?V\.)\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """The titles of a release, the lines left for the body, and those that were dropped."""

    kicker: str | None
    headline: str | None
    subheadline: str | None
    rest: tuple[Unit, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def read_head(candidates: Sequence[Unit]) -> Head:
    """The titles among the lines above the body that no other rule has claimed."""
    candidates = _unbroken(candidates)
    marked = [index for index, unit in enumerate(candidates) if _is_headline_mark(unit)]
    if marked:
        level = min(candidates[index].level or 9 for index in marked)
        return _around(candidates, next(index for index in marked if (candidates[index].level or 9) == level))
    if not candidates:
        return Head(None, None, None)
    if (trail := _repeated_by_trail(candidates)) is not None:
        return _below_trail(candidates, *trail)
    return _around(candidates, _plain_headline(candidates))


def _repeated_by_trail(candidates: Sequence[Unit]) -> tuple[int, int] | None:
    """The indexes of a breadcrumb trail and of the headline below it that its last crumb repeats."""
    for at, unit in enumerate(candidates):
        crumbs = _BREADCRUMB.split(unit.text)
        if len(crumbs) > 1 and crumbs[0].lower().strip() in words.BREADCRUMB_WORDS:
            same = (below for below in range(at + 1, len(candidates)) if candidates[below].text == crumbs[-1])
            if (headline := next(same, None)) is not None:
                return at, headline
    return None


def _below_trail(candidates: Sequence[Unit], trail: int, headline: int) -> Head:
    """The titles below a trail; what stands around it is the page's own."""
    head = _around(candidates[headline:], 0)
    above = [Dropped(unit.text, "navigation") for unit in candidates[:headline]]
    return replace(head, dropped=(*above, *head.dropped))


def _unbroken(candidates: Sequence[Unit]) -> list[Unit]:
    """The lines with those of one heading joined, but for a kicker that stands in the heading's first line."""
    result: list[Unit] = []
    for _, group in groupby(candidates, key=lambda unit: (unit.block, unit.is_heading)):
        lines = list(group)
        if len(lines) == 1 or not lines[0].is_heading:
            result += lines
            continue
        joined = " ".join(unit.text for unit in lines[1:])
        if _kicker_score(lines[0].text, joined) >= _SURE_KICKER and joined[0].isupper():
            result += [replace(lines[0], role=Role.PARAGRAPH, level=0), replace(lines[0], text=joined)]
        else:
            result.append(replace(lines[0], text=f"{lines[0].text} {joined}"))
    return result


def without_sender(head: Head, names: Sequence[str]) -> Head:
    """The titles without a kicker that only names the house: one of ``names``, or a name with its legal form."""
    kicker = head.kicker
    if kicker is None:
        return head
    of_some_words = len(kicker.split()) > 1
    named = any(kicker == name or (of_some_words and name.endswith(f" {kicker}")) for name in names)
    if not (named or _LEGAL_FORM.search(kicker)):
        return head
    return replace(head, kicker=None, dropped=(*head.dropped, Dropped(kicker, "letterhead")))


def clean_headline(text: str) -> tuple[str, str | None]:
    """A headline without breadcrumb and 'Pressemitteilung:', and the subheadline that a trail joins to it.

    In 'Aktuelles › Gold für OptoNet e.V. · Europäische Auszeichnung geht …' both stand in one line.
    """
    crumbs = [crumb for crumb in _BREADCRUMB.split(text) if crumb]
    trail = len(crumbs) > 1 and any(crumb.lower().strip() in words.BREADCRUMB_WORDS for crumb in crumbs[:-1])
    headline = crumbs[-1] if trail else text
    subheadline = None
    if trail and " · " in headline:
        headline, _, subheadline = headline.partition(" · ")
    headline = _LABEL_PREFIX.sub("", headline).strip()
    return headline, subheadline.strip() if subheadline else None


def without_site_name(title: str, site_name: str | None = None) -> str:
    """A page title without the name of the site behind it: 'Neues Labor - Universität X' → 'Neues Labor'."""
    match = _SITE_NAME.search(title)
    if match is None or (site_name is not None and match["site"].strip() != site_name):
        return title
    return title[: match.start()].strip() if _looks_like_site(match["site"]) or site_name else title


def _looks_like_site(text: str) -> bool:
    return len(text.split()) <= 5 and not _has_verb(text)


def _is_headline_mark(unit: Unit) -> bool:
    return unit.is_heading or labels.has_hint(unit, words.HINTS_HEADLINE)


def _around(candidates: Sequence[Unit], at: int) -> Head:
    """The titles around the line that is the headline."""
    headline, joined = clean_headline(candidates[at].text)
    above = [unit for unit in candidates[:at] if not labels.is_navigation(unit.text)]
    hinted = [unit for unit in above if labels.has_hint(unit, words.HINTS_KICKER)]
    kicker = (hinted or above)[-1] if above else None
    if kicker is not None and len(kicker.text) > _MAX_KICKER:
        kicker = None
    below = list(candidates[at + 1 :])
    subheadline = _subheadline(candidates[at], below) if joined is None else None
    if subheadline is not None:
        below.remove(subheadline)
    trail = candidates[at].text.partition(headline)[0].strip()
    dropped = [Dropped(unit.text, "navigation") for unit in candidates[:at] if unit is not kicker]
    dropped += [Dropped(trail, "navigation")] if trail else []
    return Head(
        kicker=kicker.text.rstrip(":").strip() if kicker else None,
        headline=headline,
        subheadline=joined or (subheadline.text if subheadline else None),
        rest=tuple(below),
        dropped=tuple(dropped),
    )


def _subheadline(headline: Unit, below: Sequence[Unit]) -> Unit | None:
    if hinted := [unit for unit in below if labels.has_hint(unit, words.HINTS_SUBHEADLINE)]:
        return hinted[0]
    if not below or below[0].role is Role.LIST_ITEM:
        return None
    first = below[0]
    if first.is_heading:
        return first if first.level > headline.level else None
    return first if len(first.text) <= _MAX_SUBHEADLINE else None


def _plain_headline(candidates: Sequence[Unit]) -> int:
    """The index of the headline among lines without markup: the first, or the second below a kicker."""
    if len(candidates) == 1:
        return 0
    first, second = candidates[0].text, candidates[1].text
    if labels.has_hint(candidates[0], words.HINTS_KICKER):
        return 1
    if _BREADCRUMB.search(first):
        return 0
    return 1 if _kicker_score(first, second) >= (3 if len(candidates) == 2 else 2) else 0


def _kicker_score(first: str, second: str) -> int:
    """How much a line looks like the kicker of the one below it: short, a topic, no sentence."""
    count = len(_WORD.findall(first))
    score = 2 if count <= 3 else 1 if count <= 5 else -3
    score += 2 if first.endswith(":") or (first.isupper() and not second.isupper()) else 0
    score -= 2 if _has_verb(first) else 0
    score -= 1 if _PREPOSITION.search(first) else 0
    score += 1 if len(second) > 1.5 * len(first) else -1
    score += 1 if _has_verb(second) else 0
    return score


def _has_verb(text: str) -> bool:
    return any(not _ADJECTIVE_OR_PREPOSITION.match(match[0]) for match in _VERB.finditer(text))
