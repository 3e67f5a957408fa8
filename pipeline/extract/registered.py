"""What the officer's register says of a release's texts: names that stand, and stretches that name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.legal_forms import LEGAL_FORM
from pipeline.extract.mentions import Seen, Settled, is_surname_alone
from pipeline.extract.org_joining import Lookup, Organ, without_form
from pipeline.extract.org_words import is_head
from pipeline.extract.people import Named, registered
from pipeline.extract.people_joining import Human
from pipeline.extract.tokens import Span, Text, tokenise, with_genitive
from pipeline.register import Entry, Kind, Register, fold

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch that names what an entry stands for."""

    span: Span
    entry: Entry


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the register says of one release: its claims, and by kind the stretches that are no such entity."""

    claims: tuple[Claim, ...] = ()
    barred: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def allows(self, kind: str, span: Span) -> bool:
        """Whether a stretch may be an entity of a kind."""
        return not any(span.within(stretch) for stretch in self.barred.get(kind, ()))


class Names:
    """A register made ready for looking its names up, by the keys of their tokens."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._entries: dict[Keys, Entry] = {}
        self._never: dict[Keys, frozenset[str]] = {}
        self._spellings: dict[tuple[Kind, str], Entry] = {}
        for entry in register.entries:
            for name in entry.names:
                self._spellings[entry.kind, fold(name, entry.kind)] = entry
            for keys in _cases(entry.names):
                self._entries.setdefault(keys, entry)
        never = register.never
        for names, kinds in (
            (never.people, {"person"}),
            (never.organisations, {"organisation"}),
            (never.names, {"person", "organisation", "place"}),
        ):
            for keys in _cases(names):
                self._never[keys] = self._never.get(keys, frozenset()) | kinds
        self._lengths = _lengths(self._entries.keys() | self._never.keys())

    def find(self, kind: Kind, name: str) -> Entry | None:
        """The entry of a kind that a name, however spelt, belongs to."""
        return self._spellings.get((kind, fold(name, kind)))

    def _entry(self, kind: Kind, keys: Keys) -> Entry | None:
        """The entry of a kind that a name means, in any case and spelling."""
        found = self._entries.get(keys)
        if found is not None:
            return found if found.kind is kind else None
        return self.find(kind, " ".join(keys))

    def person(self, keys: Keys) -> str | None:
        """The canonical name of the person that keys mean."""
        entry = self._entry(Kind.PERSON, keys)
        return entry.name if entry else None

    def organisations(self, ruling: Ruling) -> Lookup:
        """The lookup of the canonical name of the organisation that a span with its keys means."""
        claimed = {claim.span: claim.entry.name for claim in ruling.claims}

        def lookup(span: Span, keys: Keys) -> str | None:
            entry = None if span in claimed else self._entry(Kind.ORGANISATION, keys)
            return entry.name if entry else claimed.get(span)

        return lookup

    def rule(self, texts: Sequence[Text]) -> Ruling:
        """What stands where: of names that overlap the longest counts, known or never meant."""
        claims: list[Claim] = []
        barred: dict[str, list[Span]] = {}
        for span, keys in sorted(self._matches(texts), key=lambda match: match[0].first - match[0].last):
            entry = self._entries.get(keys)
            for kind in self._never.get(keys, ()):
                if not any(claim.span.overlaps(span) and claim.entry.kind == kind for claim in claims):
                    barred.setdefault(kind, []).append(span)
            if entry is None or any(claim.span.overlaps(span) for claim in claims):
                continue
            if not any(span.overlaps(stretch) for stretch in barred.get(entry.kind, ())):
                claims.append(Claim(span, entry))
        return Ruling(tuple(claims), {kind: tuple(spans) for kind, spans in barred.items()})

    def _matches(self, texts: Sequence[Text]) -> Iterator[tuple[Span, Keys]]:
        for index, text in enumerate(texts):
            for at, token in enumerate(text.tokens):
                for length in self._lengths.get(token.key, ()):
                    keys = tuple(following.key for following in text.tokens[at : at + length])
                    if len(keys) == length and (keys in self._entries or keys in self._never):
                        yield Span(index, at, at + length), keys


def organisations_ruled(
    texts: Sequence[Text], spans: Iterable[Span], ruling: Ruling, register: Register
) -> tuple[list[Span], Ruling]:
    """The spans to make organisations of, claimed ones among them, and the claims that stand beside them.

    A registered name is part of a longer one only where that has a legal form („Lumora Akademie GmbH“), or names an
    organisation after a registered person. With nothing but its legal form behind it, it is the same one.
    """
    spans = [span for span in spans if ruling.allows("organisation", span)]
    claims = []
    for claim in ruling.claims:
        longer = [span for span in spans if claim.span != span and claim.span.within(span)]
        if claim.entry.kind is Kind.PERSON:
            if not any(_closed(texts, span) or _has_head(texts, span) for span in longer):
                claims.append(claim)
            continue
        closed = [span for span in longer if span.last > claim.span.last and _closed(texts, span)]
        same = next((span for span in closed if _adds_its_form(texts, span, claim, register)), None)
        if same is not None:
            claims.append(Claim(same, claim.entry))
        elif not closed:
            claims.append(claim)
    free = [span for span in spans if not any(span.overlaps(claim.span) for claim in claims)]
    claimed = [claim.span for claim in claims if claim.entry.kind is Kind.ORGANISATION]
    return free + claimed, Ruling(tuple(claims), ruling.barred)


def people_ruled(texts: Sequence[Text], found: Iterable[Named], ruling: Ruling) -> tuple[list[Named], Ruling]:
    """The places where people are named, claimed ones among them, and the claims that stand beside them.

    A longer name that rules are sure of is another person's („Hans Peter Müller“, not Peter Müller). A surname that
    is an alias means whoever the release introduces by it, and nobody where it is part of a name or a noun.
    """
    found = [named for named in found if ruling.allows("person", named.span)]
    introduced = {case for named in found if named.given for case in with_genitive(_keys(texts, named.span)[-1:])}
    in_full = {claim.entry.name for claim in ruling.claims if len(_keys(texts, claim.span)) > 1}
    claims = []
    for claim in ruling.claims:
        surname = _keys(texts, claim.span) if _is_surname(claim) else None
        longer = (named for named in found if named.span != claim.span and claim.span.within(named.span))
        belongs_elsewhere = any(named.given and (named.sure or surname is not None) for named in longer)
        if surname is not None and not belongs_elsewhere:
            borrowed = surname in introduced and claim.entry.name not in in_full
            belongs_elsewhere = borrowed or not is_surname_alone(texts[claim.span.text], claim.span)
        if claim.entry.kind is Kind.ORGANISATION or not belongs_elsewhere:
            claims.append(claim)
    kept = [named for named in found if not any(named.span.overlaps(claim.span) for claim in claims)]
    kept += [registered(texts, claim.span) for claim in claims if claim.entry.kind is Kind.PERSON]
    return sorted(kept, key=lambda named: (named.span.text, named.span.first)), Ruling(tuple(claims), ruling.barred)


def settled(ruling: Ruling, humans: Sequence[Human], organs: Sequence[Organ]) -> Settled:
    """The claims as mentions of those who have been put together."""
    who = {(Kind.PERSON, human.name): index for index, human in enumerate(humans)}
    who |= {(Kind.ORGANISATION, organ.name): index for index, organ in enumerate(organs)}
    mentions = {
        (claim.span.text, claim.span.first): (claim.entry.kind.value, Seen(claim.span, index))
        for claim in ruling.claims
        if (index := who.get((claim.entry.kind, claim.entry.name))) is not None
    }
    return Settled(mentions, ruling.barred)


def _is_surname(claim: Claim) -> bool:
    """Whether one word stands for a person whose name has several."""
    return claim.entry.kind is Kind.PERSON and claim.span.last - claim.span.first == 1 and " " in claim.entry.name


def _closed(texts: Sequence[Text], span: Span) -> bool:
    return bool(LEGAL_FORM.fullmatch(texts[span.text].tokens[span.last - 1].text))


def _has_head(texts: Sequence[Text], span: Span) -> bool:
    """Whether a word says that it is an institution („Anna Lux Stiftung“)."""
    return any(is_head(token.text) for token in texts[span.text].tokens[span.first : span.last])


def _adds_its_form(texts: Sequence[Text], span: Span, claim: Claim, register: Register) -> bool:
    """Whether a longer name is the claimed one with its legal form, and she does not say that they are two."""
    keys = _keys(texts, span)
    if span.first != claim.span.first or without_form(keys) != _keys(texts, claim.span):
        return False
    return not register.are_distinct(Kind.ORGANISATION, claim.entry.name, " ".join(keys))


def _keys(texts: Sequence[Text], span: Span) -> Keys:
    return tuple(token.key for token in texts[span.text].tokens[span.first : span.last])


def _cases(names: Iterable[str]) -> Iterator[Keys]:
    for name in names:
        yield from with_genitive(tuple(token.key for token in tokenise(name)))


def _lengths(names: Iterable[Keys]) -> dict[str, list[int]]:
    """By the first key of names, how many tokens they have."""
    lengths: dict[str, set[int]] = {}
    for keys in names:
        lengths.setdefault(keys[0], set()).add(len(keys))
    return {key: sorted(found) for key, found in lengths.items()}
