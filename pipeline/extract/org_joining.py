"""Join the places where organisations are named into organisations, with the forms that mean each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import is_function_word
from pipeline.extract.legal_forms import AFTER_AND, JOINERS, LEGAL_FORM, closes
from pipeline.extract.name_shapes import BRAND, LINKING, is_acronym
from pipeline.extract.org_words import (
    ABBREVIATIONS,
    DEMONYM,
    EVENT_OR_AWARD,
    GENERIC_APPOSITION,
    LONE_GENERIC,
    NAMED_PREFIX,
    NO_ORGANISATION,
    PROPER_ADJECTIVE,
    THING_CUE,
    is_head,
    is_plain_head,
)
from pipeline.extract.role_words import is_role
from pipeline.extract.tokens import Span, Text

ENDING = re.compile(r"(?<=\w{4})(?:es|en|em|er|e|n|s)$")
SHORT_FOR = frozenset({"kurz", "kurz:", "abgekürzt", "im", "Folgenden", "folgend", ":", "nachfolgend"})


@dataclass(slots=True)
class Organ:
    """An organisation while it is being put together; ``forms`` are token keys that mean it.

    ``short`` are forms of one plain word, which mean it only where no article stands before them.
    """

    name: str
    acronym: str | None = None
    forms: dict[tuple[str, ...], None] = field(default_factory=dict)
    short: dict[tuple[str, ...], None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One place where an organisation is named, with the acronym in brackets behind or before it.

    ``registered`` is its canonical name if the register knows one.
    """

    span: Span
    surface: str
    keys: tuple[str, ...]
    acronym: str | None
    registered: str | None


Lookup = Callable[[Span, tuple[str, ...]], str | None]
"""The canonical name that the register has for a span with these keys."""


def unregistered(_span: Span, _keys: tuple[str, ...]) -> None:
    """No name is in the register."""


def join(
    texts: Sequence[Text], spans: Iterable[Span], places: frozenset[str], lookup: Lookup = unregistered
) -> list[Organ]:
    """Make organisations of spans: variants of one name together, short forms with the full one.

    ``places`` are names of places, which are never short forms. The order is that of first appearance.
    """
    found = list(_found(texts, trimmed(texts, longest(texts, spans), lookup), lookup))
    organs: list[tuple[int, Organ]] = []
    registered = {item.registered for item in found if item.registered}
    order = sorted(
        _groups(found), key=lambda group: (-max(_fullness(item.keys) for item in group), found.index(group[0]))
    )
    for group in order:
        acronym = next((item.acronym for item in group if item.acronym), None)
        name = next((item.registered for item in group if item.registered), None)
        known = next((organ for _, organ in organs if organ.name == name), None)
        if known is None:
            fitting = (organ for _, organ in organs if name is None or organ.name not in registered)
            means = _means if name is None else _is_short_for
            known = next((organ for organ in fitting if means(organ, group, acronym)), None)
        if known is None:
            known = Organ(name or _canonical(group))
            organs.append((found.index(group[0]), known))
        known.name = name or known.name
        known.acronym = known.acronym or acronym
        for item in group:
            known.forms.setdefault(item.keys)
        _add_aliases(known, group, places)
    owners = {item.keys: item.registered for item in found if item.registered}
    taken: set[tuple[str, ...]] = set()
    for _, organ in sorted(organs, key=lambda pair: len(pair[1].name.split())):
        for forms in (organ.forms, organ.short):
            for keys in [keys for keys in forms if keys in taken or owners.get(keys, organ.name) != organ.name]:
                del forms[keys]
        taken |= organ.forms.keys() | organ.short.keys()
    return [organ for _, organ in sorted(organs, key=lambda pair: pair[0])]


def _groups(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Names with the same words, inflection and legal form apart; what the register parts stays apart."""
    by_words: dict[tuple[str, ...], list[Found]] = {}
    for item in found:
        by_words.setdefault(stem(without_form(item.keys)), []).append(item)
    for group in by_words.values():
        names = dict.fromkeys(item.registered for item in group)
        if len(names.keys() - {None}) < 2:
            yield group
        else:
            yield from ([item for item in group if item.registered == name] for name in names)


def stem(keys: Iterable[str]) -> tuple[str, ...]:
    """Lower-case keys without inflection, for comparing „Deutschen Gesellschaft“ with „Deutsche Gesellschaft“."""
    return tuple(ENDING.sub("", ENDING.sub("", key.lower())) for key in keys)


def longest(texts: Sequence[Text], spans: Iterable[Span]) -> list[Span]:
    """Of overlapping spans keep those with a legal form, then the longest, then the earlier; in reading order."""
    kept: list[Span] = []

    def rank(span: Span) -> tuple[bool, int, int, int]:
        closed = closes(texts[span.text].slice(span.first, span.last))
        return (not closed, span.first - span.last, span.text, span.first)

    for span in sorted(dict.fromkeys(spans), key=rank):
        if not any(k.text == span.text and k.first < span.last and span.first < k.last for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: (s.text, s.first))


def trimmed(texts: Sequence[Text], spans: list[Span], lookup: Lookup = unregistered) -> list[Span]:
    """Cut leading words off a name where the rest stands by itself elsewhere („Firmenverbund OptoNet e.V.“).

    A registered name stays whole.
    """
    alone = {tuple(t.key for t in texts[s.text].tokens[s.first : s.last]) for s in spans}
    cut = []
    for span in spans:
        keys = tuple(t.key for t in texts[span.text].tokens[span.first : span.last])
        shorter = [
            n
            for n in range(1, len(keys))
            if keys[n:] in alone
            and LEGAL_FORM.search(" ".join(keys[n:]))
            and (DEMONYM.match(keys[n - 1]) or GENERIC_APPOSITION.search(keys[n - 1]) or is_head(keys[n - 1]))
        ]
        whole = not shorter or lookup(span, keys) is not None
        cut.append(span if whole else Span(span.text, span.first + shorter[0], span.last))
    return cut


def _found(texts: Sequence[Text], spans: Iterable[Span], lookup: Lookup) -> Iterator[Found]:
    for span in spans:
        text = texts[span.text]
        keys = tuple(token.key for token in text.tokens[span.first : span.last])
        acronym = _acronym_beside(text, span) or _acronym_inside(keys)
        yield Found(span, text.slice(span.first, span.last), keys, acronym, lookup(span, keys))


def _acronym_beside(text: Text, span: Span) -> str | None:
    """The acronym in brackets behind a name, or the one before a name in brackets."""
    if text.key_at(span.last) == "(":
        at = span.last + 1
        while text.key_at(at) in SHORT_FOR:
            at += 1
        if at < len(text.tokens) and is_acronym(text.tokens[at].text) and text.key_at(at + 1) in {")", ",", ";"}:
            return text.tokens[at].text
    if text.key_at(span.first - 1) == "(" and text.key_at(span.last) == ")" and span.first >= 2:
        before = text.tokens[span.first - 2].text
        if is_acronym(before) and before != text.slice(span.first, span.last):
            return before
    return None


def _acronym_inside(keys: tuple[str, ...]) -> str | None:
    """„… für Angewandte Optik und Feinmechanik IOF“: institutes carry theirs in the name."""
    if len(keys) >= 4 and is_acronym(keys[-1]) and keys[-1].isupper() and not LEGAL_FORM.fullmatch(keys[-1]):
        return keys[-1]
    return None


def without_form(keys: tuple[str, ...]) -> tuple[str, ...]:
    """A name without its legal form."""
    for last in range(1, len(keys)):
        if LEGAL_FORM.fullmatch(" ".join(keys[last:])) or (LEGAL_FORM.match(keys[last]) and last == len(keys) - 1):
            return keys[:last]
        if LEGAL_FORM.fullmatch(keys[last]) and (len(keys) == last + 1 or keys[last + 1] in JOINERS | {"("}):
            return keys[:last]
    return keys


def _fullness(keys: tuple[str, ...]) -> int:
    return 2 * len(keys) + (len(without_form(keys)) < len(keys))


def _canonical(group: list[Found]) -> str:
    """The fullest form; of inflected ones the shortest, which is the nominative („Institut“, „Deutsche“)."""
    best = min(group, key=lambda item: (-_fullness(item.keys), len(item.surface)))
    return " ".join(best.surface.split())


def _means(organ: Organ, group: list[Found], acronym: str | None) -> bool:
    if acronym and organ.acronym == acronym:
        return True
    return any(item.keys in organ.forms or item.keys in organ.short for item in group)


def _is_short_for(organ: Organ, group: list[Found], acronym: str | None) -> bool:
    """Whether a registered name is an organisation's acronym; its first word may be another's („Lumora“)."""
    return organ.acronym is not None and (
        organ.acronym == acronym or any(item.keys == (organ.acronym,) for item in group)
    )


def _add_aliases(organ: Organ, group: list[Found], places: frozenset[str]) -> None:
    for item in group:
        core = without_form(item.keys)
        organ.forms.setdefault(core) if len(core) > 1 or core == item.keys else _single(organ, core[0], frozenset())
        for last in range(1, len(core)):
            keys = core[:last]
            if keys[-1] in LINKING | JOINERS | {","} or keys[-1].endswith("-") or not keys[-1][0].isupper():
                continue
            if is_plain_head(keys[-1]) and all(PROPER_ADJECTIVE.match(key) for key in keys[:-1]):
                continue
            if len(keys) > 1 and (gender_of(keys[0]) is None or len(core) > 3) and not _is_half(core, last):
                organ.forms.setdefault(keys)
            elif len(keys) == 1 and core[1] not in JOINERS | {"und"}:
                _single(organ, keys[0], places)
        if len(core) >= 2 and gender_of(core[0]) and core[1][0].isupper():
            _single(organ, core[1], places)
        if is_head(core[0]) and "-" in core[0] and len(core) > 1:
            organ.forms.setdefault((core[0].split("-")[-1], *core[1:]))
            if core[0].endswith("-Universität"):
                organ.forms.setdefault(("Uni", *core[1:]))
            if NAMED_PREFIX.match(core[0]):
                organ.forms.setdefault(core[:1])
        for opening, short in ABBREVIATIONS.items():
            if core[: len(opening)] == opening and len(core) > len(opening):
                rest = core[len(opening) :]
                organ.forms.setdefault((short, *rest) if rest[0] != "für" else (short,))
        _acronym_forms(organ, core)


def _acronym_forms(organ: Organ, core: tuple[str, ...]) -> None:
    if not organ.acronym:
        return
    organ.forms.setdefault((organ.acronym,))
    family = core[0].split("-")[0]
    if "-" in core[0] and is_head(core[0]):
        organ.forms.setdefault((family, organ.acronym))
        organ.forms.setdefault((f"{family}-{organ.acronym}",))
    if core[-1] != organ.acronym and len(core) > 1 and not is_head(core[-1]):
        organ.forms.setdefault((organ.acronym, core[-1]))


def _single(organ: Organ, word: str, places: frozenset[str]) -> None:
    """Take a first word that can stand for the whole name: no common noun, adjective, place or given name."""
    plain = (
        is_head(word)
        or is_role(word)
        or is_function_word(word)
        or word in places | NO_ORGANISATION | EVENT_OR_AWARD | AFTER_AND
        or len(word) < 3
        or not word[0].isalnum()
        or gender_of(word) is not None
        or bool(
            PROPER_ADJECTIVE.match(word)
            or DEMONYM.match(word)
            or THING_CUE.search(word)
            or LONE_GENERIC.fullmatch(word)
        )
        or bool(GENERIC_APPOSITION.search(word))
    )
    if BRAND.match(word) and not is_head(word) and word not in NO_ORGANISATION:
        organ.forms.setdefault((word,))
    elif not plain:
        organ.short.setdefault((word,))


def _is_half(core: tuple[str, ...], last: int) -> bool:
    """Whether cutting here halves a list: „für Bildung“ of „für Bildung und Forschung“."""
    return (
        core[last] in {"und", ",", "&", "+"}
        or core[last - 1] in {"für", "und"}
        or any(k in {"für", "zur"} for k in core[:last])
    )
