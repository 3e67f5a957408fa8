"""Join the places where people are named into people, and give the forms that mean each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.extract.first_names import gender_of
from pipeline.extract.people import Named
from pipeline.extract.titles import NOBILITY, PARTICLES
from pipeline.extract.tokens import Text, tokenise


@dataclass(slots=True)
class Human:
    """A person while being put together; ``full`` and ``surnames`` are token keys that mean them."""

    name: str
    given: tuple[str, ...]
    surname: tuple[str, ...]
    titles: str | None = None
    gender: str | None = None
    role: str | None = None
    organisation: str | None = None
    full: dict[tuple[str, ...], None] = field(default_factory=dict)
    surnames: dict[tuple[str, ...], None] = field(default_factory=dict)


def unregistered(_keys: tuple[str, ...]) -> None:
    """No name is in the register."""


def join(
    texts: Sequence[Text],
    found: Sequence[Named],
    lookup: Callable[[tuple[str, ...]], str | None] = unregistered,
) -> list[Human]:
    """Make people of names: full names first, then surnames that belong to nobody yet and are sure.

    ``lookup`` gives the canonical name that the register has for a name's keys.
    """
    humans: list[Human] = []
    full = [named for named in found if named.given]
    spelt = {_keys(texts, named) for named in full}
    for named in full:
        keys = _keys(texts, named)
        base = (*keys[:-1], keys[-1].removesuffix("s"))
        name = lookup(keys)
        if keys[-1].endswith("s") and base != keys and (base in spelt or (name and lookup(base) == name)):
            keys = base
        human = next((h for h in humans if (h.name == name if name else keys in h.full)), None)
        if human is None:
            human = _new(texts, named, keys) if name is None else _by_register(name)
            humans.append(human)
        if name is not None:
            _know(human, keys)
        _note(human, named)
    for named in found:
        if named.given:
            continue
        keys = _keys(texts, named)
        matching = _matching(humans, keys)
        if len(matching) == 1:
            _note(matching[0], named)
        elif not matching and named.sure:
            human = _new(texts, named, keys)
            humans.append(human)
            _note(human, named)
    return humans


def shared_surnames(humans: Sequence[Human]) -> list[tuple[str, list[Human]]]:
    """Surnames that more than one person bears, with these people."""
    by_name: dict[tuple[str, ...], list[Human]] = {}
    for human in humans:
        by_name.setdefault(human.surname, []).append(human)
    return [(" ".join(name), people) for name, people in by_name.items() if len(people) > 1]


def _keys(texts: Sequence[Text], named: Named) -> tuple[str, ...]:
    span = named.span
    return tuple(token.key for token in texts[span.text].tokens[span.first : span.last])


def _new(texts: Sequence[Text], named: Named, keys: tuple[str, ...]) -> Human:
    given, surname = split_name(keys)
    span = named.span
    surface = " ".join(texts[span.text].slice(span.first, span.last).split())
    if keys != _keys(texts, named):
        surface = surface.removesuffix("s")
    human = Human(surface, given, surname)
    _know(human, keys)
    return human


def _by_register(name: str) -> Human:
    return Human(name, *split_name(tuple(token.key for token in tokenise(name))))


def _know(human: Human, keys: tuple[str, ...]) -> None:
    """Take a name as one that means this person, and so its surname."""
    given, surname = split_name(keys)
    human.full[keys] = None
    if given:
        human.full.setdefault(given[:1] + surname)
    human.surnames[surname] = None
    tail = list(surname)
    while len(tail) > 1 and tail[0] in NOBILITY:
        tail = tail[1:]
        human.surnames.setdefault(tuple(tail))
    if surname[0] in NOBILITY and len(surname) > 2:
        human.surnames.setdefault((surname[0], surname[-1]))
        human.surnames.setdefault(surname[-1:])


def split_name(keys: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and surname; particles and words of nobility open the surname."""
    for at in range(len(keys)):
        if keys[at] in PARTICLES | NOBILITY:
            return keys[:at], keys[at:]
    return keys[:-1], keys[-1:]


def _matching(humans: Sequence[Human], keys: tuple[str, ...]) -> list[Human]:
    forms = {keys, (*keys[:-1], keys[-1].removesuffix("s"))}
    return [human for human in humans if forms & (human.surnames.keys() | human.full.keys())]


def _note(human: Human, named: Named) -> None:
    if named.titles and len(named.titles) > len(human.titles or ""):
        human.titles = " ".join(named.titles.split())
    human.gender = human.gender or named.gender or (gender_of(human.given[0]) if human.given else None)
