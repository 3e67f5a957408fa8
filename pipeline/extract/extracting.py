"""Fill releases with people, organisations, places and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract import org_joining, people, people_joining
from pipeline.extract.issuer import find_issuer
from pipeline.extract.mentions import Seen, scan, to_mention
from pipeline.extract.org_candidates import candidates, credits_and_senders
from pipeline.extract.org_joining import Organ
from pipeline.extract.people_joining import Human
from pipeline.extract.places import place_words, places
from pipeline.extract.registered import Names, Ruling, organisations_ruled, people_ruled, settled
from pipeline.extract.roles import assign
from pipeline.extract.scene import Scene
from pipeline.extract.speakers import speakers
from pipeline.extract.spotting import Spotted, Spotter
from pipeline.extract.tokens import Span, Text, texts_of
from pipeline.extract.votes import Votes, kind_of
from pipeline.model import Contact, Field, Mention, Organisation, Person, Release, ReleaseWarning
from pipeline.register import EMPTY_REGISTER, Kind, Register

_BARRED = {"people": "person", "organisations": "organisation", "places": "place"}
"""What the register calls the kinds of votes."""


def extract_all(
    releases: Iterable[Release], *, spot: Spotter, register: Register = EMPTY_REGISTER
) -> Iterator[Release]:
    """Yield each release with people, organisations, places, speakers and doubts, in the order given.

    ``spot`` is what a language model sees in texts; link texts are left out. What the ``register`` says outranks
    rules and model.
    """
    names = Names(register)
    for release in releases:
        texts = texts_of(release)
        ruling = names.rule(texts)
        votes = _votes(texts, spot([text.text for text in texts]), ruling)
        yield _extract(release, texts, votes, ruling, names)


def _extract(release: Release, texts: tuple[Text, ...], votes: Votes, ruling: Ruling, names: Names) -> Release:
    words = place_words(texts, votes.places)
    spans = candidates(texts, votes, words)
    spans += credits_and_senders(texts)
    spans, ruling = organisations_ruled(texts, spans, ruling, names.register)
    organs = org_joining.join(texts, spans, words, names.organisations(ruling))
    long_forms = [replace(organ, short={}) for organ in organs]
    taken = [seen.span for seen in scan(texts, [], long_forms, settled(ruling, [], organs)).organisations]
    found = people.find(texts, votes, taken, words)
    found, ruling = people_ruled(texts, found, ruling)
    humans = people_joining.join(texts, found, names.person)
    _drop_namesakes(humans, organs)
    seen = scan(texts, humans, organs, settled(ruling, humans, organs), votes)
    scene = Scene(texts, humans, organs, seen, find_issuer(release, texts, organs, seen.organisations))
    assign(scene)
    said = speakers(release, scene)
    covered = [sighting.span for sighting in (*seen.people, *seen.organisations)]
    return replace(
        release,
        people=tuple(
            _person(human, _mentions(texts, seen.people, who), names)
            for who, human in enumerate(humans)
            if any(s.who == who for s in seen.people)
        ),
        organisations=tuple(
            _organisation(organ, _mentions(texts, seen.organisations, who), names)
            for who, organ in enumerate(organs)
            if any(s.who == who for s in seen.organisations)
        ),
        places=places(texts, [*votes.places, *_dateline(texts, ruling)], covered),
        quotes=tuple(
            replace(quote, speaker=None if who is None else humans[who].name)
            for quote, who in zip(release.quotes, said, strict=True)
        ),
        contact=_contact(release.contact, texts, humans, seen.people),
        warnings=release.warnings + tuple(_doubts(release, humans, said)),
    )


def _votes(texts: Sequence[Text], spotted: Sequence[Sequence[Spotted]], ruling: Ruling) -> Votes:
    """The model's names as spans of our tokens, without those ruled out; those that cut one are widened to it."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for index, (text, seen) in enumerate(zip(texts, spotted, strict=True)):
        for name in seen:
            inside = [i for i, token in enumerate(text.tokens) if token.start < name.end and name.start < token.end]
            if not inside:
                continue
            kind, span = kind_of(name.label), Span(index, inside[0], inside[-1] + 1)
            if ruling.allows(_BARRED.get(kind, kind), span):
                found[kind].append(span)
    return Votes(**{kind: tuple(spans) for kind, spans in found.items()})


def _dateline(texts: Sequence[Text], ruling: Ruling) -> list[Span]:
    spans = (
        Span(index, 0, len(text.tokens))
        for index, text in enumerate(texts)
        if text.at.field is Field.DATELINE and text.tokens
    )
    return [span for span in spans if ruling.allows("place", span)]


def _drop_namesakes(humans: Sequence[Human], organs: Sequence[Organ]) -> None:
    """A person's surname alone means the person, never the firm that bears it."""
    surnames = {human.surname for human in humans}
    for organ in organs:
        for keys in surnames & organ.short.keys():
            del organ.short[keys]


def _mentions(texts: Sequence[Text], seen: Sequence[Seen], who: int) -> tuple[Mention, ...]:
    return tuple(to_mention(texts, sighting.span) for sighting in seen if sighting.who == who)


def _person(human: Human, mentions: tuple[Mention, ...], names: Names) -> Person:
    person = Person(human.name, human.titles, human.role, human.organisation, mentions)
    entry = names.find(Kind.PERSON, human.name)
    return person if entry is None else replace(person, english=entry.english, url=entry.url, picture=entry.picture)


def _organisation(organ: Organ, mentions: tuple[Mention, ...], names: Names) -> Organisation:
    acronym = organ.acronym if organ.acronym != organ.name else None
    body = Organisation(organ.name, acronym, mentions)
    entry = names.find(Kind.ORGANISATION, organ.name)
    return body if entry is None else replace(body, english=entry.english, url=entry.url, picture=entry.picture)


def _contact(contact: Contact, texts: Sequence[Text], humans: Sequence[Human], seen: Sequence[Seen]) -> Contact:
    """The people on the contact lines; names that were there already and are not among them stay."""
    named = [humans[s.who].name for s in seen if texts[s.span.text].at.field is Field.CONTACT]
    kept = [name for name in contact.names if not any(name in found or found in name for found in named)]
    return replace(contact, names=tuple(dict.fromkeys(named + kept)))


def _doubts(release: Release, humans: Sequence[Human], said: Sequence[int | None]) -> Iterator[ReleaseWarning]:
    for quote, who in zip(release.quotes, said, strict=True):
        if who is None:
            start = quote.text if len(quote.text) <= 40 else quote.text[:40].rsplit(" ", 1)[0] + " …"
            yield ReleaseWarning(
                "speaker-unknown",
                f"Wer das Zitat „{start}“ sagt, geht aus dem Text nicht hervor.",
                "quotes",
                quote.paragraph,
            )
    for surname, bearers in people_joining.shared_surnames(humans):
        names = " und ".join(human.name for human in bearers)
        yield ReleaseWarning(
            "surname-shared",
            f"Den Nachnamen „{surname}“ tragen mehrere Personen: {names}. Bitte prüfen Sie, wer jeweils gemeint ist.",
            "people",
        )
