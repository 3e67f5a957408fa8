"""Entities that look like one and need judgement: pairs by rule, then groups that could all be the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from pipeline.entities import Entity
from pipeline.extract.legal_forms import LEGAL_FORM
from pipeline.register import Entry, Kind, Register, fold


class Reason(StrEnum):
    """Why two entities look like one, the surest first."""

    SPELLING = "spelling"
    LEGAL_FORM = "legal-form"
    ACRONYM = "acronym"
    INITIAL = "initial"
    CONTAINED = "contained"
    ONE_EDIT = "one-edit"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Entities that may be one, the first under the name to keep, and the entry of the register it has, if any.

    Of the reason ``KIND`` are a person and an organisation of the same name; else all are of one kind.
    """

    entities: tuple[Entity, ...]
    reason: Reason
    entry: Entry | None = None

    @property
    def joining(self) -> str:
        """The TOML that makes them one. With an entry there already, the line to have in it instead of its own."""
        first, others = self.entities[0], self.entities[1:]
        if self.reason is Reason.KIND:
            return f"[[organisation]]\nname = {toml_text(first.name)}"
        known = self.entry.names if self.entry else (first.name,)
        new = [other.name for other in others if other.name not in known]
        aliases = f"aliases = {_toml_list((*known[1:], *new))}"
        return aliases if self.entry else f"[[{first.kind}]]\nname = {toml_text(first.name)}\n{aliases}"

    @property
    def parting(self) -> str:
        """The TOML that says that they are not one."""
        if self.reason is Reason.KIND:
            return f"[[person]]\nname = {toml_text(self.entities[0].name)}"
        return f"[[distinct]]\nnames = {_toml_list(entity.name for entity in self.entities)}"


_TRANSLITERATED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "-": None, " ": None, "'": None})
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("am an auf bei der des die das den dem für im in und von vom zu zum zur".split())
# Words that say only what kind of body it is: alone they are part of too many names.
_KINDS = frozenset(
    "akademie amt bank bund gemeinde gesellschaft gruppe hochschule institut klinik klinikum kreis landkreis "
    "ministerium museum netzwerk stadt stiftung theater universität verband verein verlag zentrum".split()
)
_PARTS = re.compile(r"[\s-]+")
_SHORTEST_INITIALS = 3
_SHORTEST_EDITED = 6
# A word that more names have says nothing („Institut“, „Anna“).
_LARGEST_BLOCK = 60
_SHORTEST_CONTAINED = 4


def suggestions(entities: Iterable[Entity], register: Register) -> tuple[Suggestion, ...]:
    """Groups of entities that look like one and of which the register says nothing; no entity is in two groups.

    A group has only entities that all look alike to each other; what is left over is for the next time. The order
    of the entities makes no difference.
    """
    ordered = sorted(entities, key=lambda entity: (entity.kind, entity.name))
    reasons: dict[frozenset[str], Reason] = {}
    pairs = []
    for one, other in _near(ordered):
        reason = _reason(one, other)
        if reason is not None and not _is_judged(one, other, register):
            reasons[frozenset((one.id, other.id))] = reason
            pairs.append((list(Reason).index(reason), one, other))
    groups: list[list[Entity]] = []
    for _, one, other in sorted(pairs, key=lambda pair: (pair[0], pair[1].id, pair[2].id)):
        homes = [group for group in groups if one in group or other in group]
        if not homes:
            groups.append([one, other])
        elif len(homes) == 1:
            newcomer = other if one in homes[0] else one
            if newcomer not in homes[0] and all(frozenset((newcomer.id, e.id)) in reasons for e in homes[0]):
                homes[0].append(newcomer)
    grouped = {entity.id for group in groups for entity in group}
    free = [entity for entity in ordered if entity.id not in grouped]
    return (*(_suggestion(group, reasons, register) for group in groups), *_of_two_kinds(free, register))


def toml_text(text: str) -> str:
    """A text as TOML writes it, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'


def _toml_list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"


def _is_judged(one: Entity, other: Entity, register: Register) -> bool:
    """Whether the register says what they are to each other, or has both names already."""
    names = (one.name, other.name)
    return register.are_distinct(one.kind, *names) or all(register.find(one.kind, name) for name in names)


def _suggestion(group: Sequence[Entity], reasons: Mapping[frozenset[str], Reason], register: Register) -> Suggestion:
    """The group with the name to keep first: that of an entry, else the fullest, else the most frequent."""
    entries = {entity.id: register.find(entity.kind, entity.name) for entity in group}
    first, *others = sorted(
        group,
        key=lambda entity: (
            entries[entity.id] is None,
            not _has_form(entity),
            -len(_words(entity.name)),
            -len(entity.appearances),
            -entity.mentions,
            -len(entity.name),
            entity.name,
        ),
    )
    reason = min((reasons[frozenset((first.id, other.id))] for other in others), key=list(Reason).index)
    return Suggestion((first, *others), reason, entries[first.id])


def _of_two_kinds(entities: Sequence[Entity], register: Register) -> Iterator[Suggestion]:
    people = {fold(entity.name, Kind.ORGANISATION): entity for entity in entities if entity.kind is Kind.PERSON}
    for body in entities:
        person = people.get(fold(body.name, Kind.ORGANISATION)) if body.kind is Kind.ORGANISATION else None
        if person is not None and all(register.find(kind, body.name) is None for kind in Kind):
            yield Suggestion((body, person), Reason.KIND)


def _near(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of a kind that have a rare word, an acronym, or all but one letter in common: not all are compared."""
    blocks: dict[tuple[Kind, str], list[Entity]] = {}
    for entity in entities:
        plain = _plain(entity.name)
        keys = {plain, _plain(_without_form(entity.name)), *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))}
        keys |= {f" {word}" for word in _words(entity.name)}
        keys |= {f" {acronym.lower()}" for acronym in (*entity.acronyms, _initials(entity.name)) if acronym}
        for key in keys:
            blocks.setdefault((entity.kind, key), []).append(entity)
    seen = set()
    for block in blocks.values():
        if len(block) > _LARGEST_BLOCK:
            continue
        for one, other in combinations(block, 2):
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def _reason(one: Entity, other: Entity) -> Reason | None:
    return next((reason for reason, holds in _RULES[one.kind] if holds(one, other) or holds(other, one)), None)


def _spelt_alike(one: Entity, other: Entity) -> bool:
    return _plain(one.name) == _plain(other.name)


def _differ_in_form(one: Entity, other: Entity) -> bool:
    """„OptoNet“ and „OptoNet e.V.“."""
    return not _has_form(one) and _has_form(other) and _plain(one.name) == _plain(_without_form(other.name))


def _is_acronym(one: Entity, other: Entity) -> bool:
    short = one.name
    return short in other.acronyms or (short.isupper() and short == _initials(other.name))


def _has_initial(one: Entity, other: Entity) -> bool:
    """„A. Weber“ or „Henrike Schubotz“, and „Anna Weber“ or „Henrike Maria Schubotz“."""
    first, second = _words(one.name), _words(other.name)
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-1] or len(first) > len(second):
        return False
    rest = iter(second[:-1])
    return all(any(_stands_for(given, full) for full in rest) for given in first[:-1])


def _stands_for(given: str, full: str) -> bool:
    return given == full or (1 in (len(given), len(full)) and given[0] == full[0])


def _surname_only(one: Entity, other: Entity) -> bool:
    """„Poßner“ and „Torsten Poßner“, „Meike Brandt“ and „Meike Brandt-Yilmaz“."""
    first, second = _words(one.name), _words(other.name)
    if len(first) == 1:
        return len(second) > 1 and second[-1] == first[0]
    return len(first) < len(second) and first[0] == second[0] and first[-1] in second[1:]


def _is_contained(one: Entity, other: Entity) -> bool:
    """„Universität Jena“ in „Friedrich-Schiller-Universität Jena“, „Fraunhofer IOF“ around the whole name."""
    if _has_form(one) and _has_form(other) and _without_form(one.name) == _without_form(other.name):
        return False  # „Lumora GmbH“ and „Lumora AG“ are two firms
    first, second = _words(_without_form(one.name)), _words(other.name)
    if not 0 < len(first) < len(second) or not set(first) - _KINDS - _SMALL:
        return False
    if len(first) == 1:
        return second[0] == first[0] and len(first[0]) >= _SHORTEST_CONTAINED
    rest = iter(second)
    around = (first[0], first[-1]) == (second[0], second[-1]) and all(word in rest for word in first)
    return around or any(second[at : at + len(first)] == first for at in range(len(second) - len(first) + 1))


def _one_edit_apart(one: Entity, other: Entity) -> bool:
    """A letter more, less or other; digits make a difference that is meant."""
    first, second = _plain(one.name), _plain(other.name)
    if len(first) > len(second) or len(first) < _SHORTEST_EDITED or len(second) - len(first) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    skipped = first[at + (len(first) == len(second)) :]
    edited = (first[at : at + 1] if len(first) == len(second) else "") + second[at : at + 1]
    return skipped == second[at + 1 :] and not any(letter.isdigit() for letter in edited)


_RULES: Mapping[Kind, tuple[tuple[Reason, Callable[[Entity, Entity], bool]], ...]] = {
    Kind.PERSON: (
        (Reason.SPELLING, _spelt_alike),
        (Reason.INITIAL, _has_initial),
        (Reason.CONTAINED, _surname_only),
        (Reason.ONE_EDIT, _one_edit_apart),
    ),
    Kind.ORGANISATION: (
        (Reason.SPELLING, _spelt_alike),
        (Reason.LEGAL_FORM, _differ_in_form),
        (Reason.ACRONYM, _is_acronym),
        (Reason.CONTAINED, _is_contained),
        (Reason.ONE_EDIT, _one_edit_apart),
    ),
}


@lru_cache(maxsize=2**14)
def _plain(name: str) -> str:
    """A name without what spelling may add or leave out: umlauts, hyphens, spaces, capitals, dots."""
    return name.lower().translate(_TRANSLITERATED).replace(".", "")


@lru_cache(maxsize=2**14)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name.lower()))


def _initials(name: str) -> str:
    """The capitals that „Thüringer Netzwerk Optik e.V.“ would be shortened to; none of fewer than three."""
    initials = "".join(word[0] for word in _PARTS.split(_without_form(name)) if word and word[0].isupper())
    return initials if len(initials) >= _SHORTEST_INITIALS else ""


def _has_form(entity: Entity) -> bool:
    return entity.kind is Kind.ORGANISATION and _without_form(entity.name) != entity.name


@lru_cache(maxsize=2**14)
def _without_form(name: str) -> str:
    """A name without the legal form that closes it."""
    form = next((found for found in LEGAL_FORM.finditer(name) if found.end() == len(name)), None)
    return name[: form.start()].rstrip(" ,") if form else name
