"""Find every mention of known people and organisations in all texts, so that none overlaps another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import CALENDAR, DETERMINERS, is_function_word
from pipeline.extract.org_joining import Organ
from pipeline.extract.org_words import THING_END, is_head
from pipeline.extract.people_joining import Human
from pipeline.extract.role_words import is_role
from pipeline.extract.speech_verbs import SPEECH_VERBS
from pipeline.extract.titles import ADDRESS, FEMALE_ADDRESS, TITLE
from pipeline.extract.tokens import Span, Text, with_genitive
from pipeline.extract.votes import NO_VOTES, Votes
from pipeline.model import Location, Mention

MODALS = frozenset(
    """
    will kann soll muss darf mag hat ist war wird sei wäre hatte freut lobt nahm kam ging sah gab steht traf
    sprach hielt zog fand rief blieb lud trug hob sagte leitet führt
    """.split()
)
LEADS_TO_NAME = frozenset(
    """
    von mit für bei an so und wie laut nach durch gegen um neben als auch ist war hat will doch denn dass
    weil ob während da
    """.split()
)


_Fits = Callable[[Text, int, int], bool]
"""Whether the tokens ``first`` to before ``last`` of a text can be a mention."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention by tokens: ``who`` is an index into the people or the organisations."""

    span: Span
    who: int


@dataclass(frozen=True, slots=True)
class Sightings:
    """All mentions of people and organisations, in reading order."""

    people: tuple[Seen, ...]
    organisations: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    keys: tuple[str, ...]
    kind: str
    who: int
    fits: _Fits


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known beforehand: mentions by the text and token they begin at, with their kind, and ``barred``
    stretches by kind, within which no form of that kind is a mention.
    """

    mentions: Mapping[tuple[int, int], tuple[str, Seen]] = field(default_factory=dict)
    barred: Mapping[str, Sequence[Span]] = field(default_factory=dict)

    def at(self, text: int, token: int) -> tuple[str, Seen] | None:
        """The kind and the mention that begins at a token."""
        return self.mentions.get((text, token))

    def leaves_open(self, form: _Form, text: int, first: int) -> bool:
        """Whether a form may be a mention from a token on."""
        span = Span(text, first, first + len(form.keys))
        return not any((text, token) in self.mentions for token in range(first, span.last)) and not any(
            span.within(stretch) for stretch in self.barred.get(form.kind, ())
        )


NOTHING_SETTLED = Settled()


def scan(
    texts: Sequence[Text],
    humans: Sequence[Human],
    organs: Sequence[Organ],
    settled: Settled = NOTHING_SETTLED,
    votes: Votes = NO_VOTES,
) -> Sightings:
    """Look at every token for the longest form that begins there; forms of one word mind their neighbours.

    What is ``settled`` is taken as it is, and other forms are looked for around it. Whether a surname that is also a
    noun or a place means its bearer is for the ``votes`` to say where they do.
    """
    bare = _bare(_common_nouns(texts, humans), _doubles(texts, votes))
    forms: dict[str, list[_Form]] = {}
    for form in _forms(humans, organs, bare):
        forms.setdefault(form.keys[0], []).append(form)
    for entries in forms.values():
        entries.sort(key=lambda form: -len(form.keys))
    people: list[Seen] = []
    organisations: list[Seen] = []
    for index, text in enumerate(texts):
        at = 0
        while at < len(text.tokens):
            if (fixed := settled.at(index, at)) is not None:
                kind, seen = fixed
                (people if kind == "person" else organisations).append(seen)
                at = seen.span.last
                continue
            open_forms = [form for form in forms.get(text.tokens[at].key, []) if settled.leaves_open(form, index, at)]
            fitting = _longest(text, at, open_forms)
            if not fitting:
                at += 1
                continue
            span = Span(index, at, at + len(fitting[0].keys))
            if fitting[0].kind == "person":
                people.append(Seen(span, _which(texts, span, fitting, humans, people)))
            else:
                organisations.append(Seen(span, fitting[0].who))
            at = span.last
    return Sightings(tuple(people), tuple(organisations))


def is_surname_alone(text: Text, span: Span) -> bool:
    """Whether a surname stands there by itself: no noun behind an article, no part of another name."""
    return _bare(frozenset(), {})(text, span.first, span.last)


def to_mention(texts: Sequence[Text], span: Span) -> Mention:
    """A span of tokens as a slice of the text it stands in."""
    text = texts[span.text]
    start, end = text.tokens[span.first].start, text.tokens[span.last - 1].end
    return Mention(text.text[start:end], text.at, start, end)


def _forms(humans: Sequence[Human], organs: Sequence[Organ], bare: _Fits) -> Iterator[_Form]:
    for who, organ in enumerate(organs):
        for keys in organ.forms:
            yield from _with_genitive(keys, "organisation", who, _anywhere)
        for keys in organ.short:
            yield from _with_genitive(keys, "organisation", who, _without_article)
    for who, human in enumerate(humans):
        for keys in human.full:
            yield from _with_genitive(keys, "person", who, _outside_terms if human.given else bare)
        for keys in human.surnames:
            if keys not in human.full:
                yield from _with_genitive(keys, "person", who, bare)


def _with_genitive(keys: tuple[str, ...], kind: str, who: int, fits: _Fits) -> Iterator[_Form]:
    return (_Form(case, kind, who, fits) for case in with_genitive(keys))


def _longest(text: Text, at: int, forms: list[_Form]) -> list[_Form]:
    """The longest forms that stand at a token; several only if people share a name."""
    best: list[_Form] = []
    for form in forms:
        size = len(form.keys)
        if best and (size < len(best[0].keys) or form.kind != "person" or best[0].kind != "person"):
            break
        if at + size > len(text.tokens) or any(text.tokens[at + i].key != form.keys[i] for i in range(size)):
            continue
        if form.fits(text, at, at + size) and form.who not in {other.who for other in best}:
            best.append(form)
    return best


def _which(
    texts: Sequence[Text], span: Span, fitting: list[_Form], humans: Sequence[Human], before: Sequence[Seen]
) -> int:
    """Of people who share a form take the one that the address fits, else the one named last."""
    candidates = [form.who for form in fitting]
    if len(candidates) == 1:
        return candidates[0]
    text = texts[span.text]
    address = next(
        (text.key_at(i) for i in range(span.first - 1, max(-1, span.first - 5), -1) if text.key_at(i) in ADDRESS), None
    )
    if address:
        wanted = "f" if address in FEMALE_ADDRESS else "m"
        candidates = [who for who in candidates if humans[who].gender in {wanted, None}] or candidates
    titled = bool(TITLE.fullmatch(text.key_at(span.first - 1)))
    if titled and any(humans[who].titles for who in candidates):
        candidates = [who for who in candidates if humans[who].titles]
    return next((seen.who for seen in reversed(before) if seen.who in candidates), candidates[0])


def _common_nouns(texts: Sequence[Text], humans: Sequence[Human]) -> frozenset[str]:
    """Surnames that the release also uses as nouns („in der Quelle“), or that name professions."""
    names = {human.surname[-1] for human in humans}
    nouns = {name for name in names if is_role(name) or name in CALENDAR}
    for text in texts:
        for at in range(1, len(text.tokens)):
            word = text.tokens[at].text
            before, earlier = text.tokens[at - 1].text.lower(), text.key_at(at - 2).lower()
            described = before.endswith(("e", "en", "er", "es", "em")) and earlier in DETERMINERS
            if word in names and (before in DETERMINERS or described):
                nouns.add(word)
    return frozenset(nouns)


def _anywhere(text: Text, first: int, last: int) -> bool:
    return not _thing_follows(text, last)


def _outside_terms(text: Text, first: int, last: int) -> bool:
    return not text.is_masked(text.tokens[first].start, text.tokens[last - 1].end) and not _thing_follows(text, last)


def _without_article(text: Text, first: int, last: int) -> bool:
    return (
        text.key_at(first - 1).lower() not in DETERMINERS
        and not _thing_follows(text, last)
        and not _part_of_longer(text, first, last)
    )


def _part_of_longer(text: Text, first: int, last: int) -> bool:
    """Whether a capitalised word directly before or behind makes this part of another name."""
    after = (
        last < len(text.tokens)
        and text.adjacent(last - 1)
        and text.tokens[last].text[0].isupper()
        and not is_role(text.tokens[last].text)
    )
    return after and not is_function_word(text.tokens[last].text) and text.tokens[last].text not in ADDRESS


def _thing_follows(text: Text, last: int) -> bool:
    if last >= len(text.tokens) or not text.adjacent(last - 1):
        return False
    word = text.tokens[last].text
    if text.tokens[last - 1].key.endswith("s"):
        return False  # a genitive: „Subramanians Team“
    return word[0].isupper() and bool(THING_END.search(word)) and not is_head(word) and len(word) > 3


def _doubles(texts: Sequence[Text], votes: Votes) -> dict[tuple[Location, int], bool]:
    """Single tokens that the model takes for a person (true) or for a place (false), by text and place in it."""
    return {
        (texts[vote.text].at, at): person
        for spans, person in ((votes.places, False), (votes.people, True))
        for vote in spans
        for at in range(vote.first, vote.last)
    }


def _bare(nouns: frozenset[str], doubles: Mapping[tuple[Location, int], bool]) -> _Fits:
    def fits(text: Text, first: int, last: int) -> bool:
        token = text.tokens[first]
        before = text.key_at(first - 1)
        described = before.endswith(("e", "en", "er", "es")) and text.key_at(first - 2).lower() in DETERMINERS
        vote = doubles.get((text.at, last - 1))
        if not _outside_terms(text, first, last) or before.lower() in DETERMINERS:
            return False
        if vote:
            return True
        if described and before.islower():
            return False
        bound = before in ADDRESS or bool(TITLE.fullmatch(before)) or is_role(before)
        if bound:
            return True
        noble = token.text.islower()
        if before[:1].isupper() and text.adjacent(first - 1) and not noble and not is_function_word(before):
            return False
        if (
            gender_of(token.text)
            and last < len(text.tokens)
            and text.adjacent(last - 1)
            and text.tokens[last].text[0].isupper()
        ):
            return False
        if vote is False and before in {"aus", "in"}:
            return False
        if text.tokens[last - 1].text not in nouns:
            return True
        after = text.key_at(last)
        verb = after.islower() and (after in MODALS or after.endswith("t") or after.endswith("te"))
        if token.opens_sentence:
            return verb
        return before in SPEECH_VERBS or before in LEADS_TO_NAME or verb

    return fits
