"""Fill releases with people, organisations, places and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract import org_joining, people, people_joining
from pipeline.extract.issuer import find_issuer
from pipeline.extract.mentions import Seen, scan, to_mention
from pipeline.extract.org_candidates import candidates, credits_and_senders
from pipeline.extract.org_joining import Organ
from pipeline.extract.people_joining import Human
from pipeline.extract.places import place_words, places
from pipeline.extract.roles import assign
from pipeline.extract.scene import Scene
from pipeline.extract.speakers import speakers
from pipeline.extract.tokens import Span, Text, texts_of
from pipeline.extract.votes import Votes, kind_of
from pipeline.model import Contact, Field, Mention, Organisation, Person, Release, ReleaseWarning

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

THINGS = "things"
"""The key of ``doc.spans`` in which the built-in model keeps names that it shows to nobody."""


def extract_all(releases: Iterable[Release], *, nlp: Language) -> Iterator[Release]:
    """Yield each release with people, organisations, places, speakers and doubts, in the order given.

    ``nlp`` is any spaCy pipeline with named entities; link texts are left out. Memory does not grow with the number
    of releases.
    """
    for release in releases:
        texts = texts_of(release)
        with nlp.memory_zone():  # else spaCy keeps every new word for ever
            votes = _votes(texts, tuple(nlp.pipe(text.text for text in texts)))
        yield _extract(release, texts, votes)


def _extract(release: Release, texts: tuple[Text, ...], votes: Votes) -> Release:
    words = place_words(texts, votes.places)
    spans = candidates(texts, votes, words)
    spans += credits_and_senders(texts)
    organs = org_joining.join(texts, spans, words)
    taken = [seen.span for seen in scan(texts, [], [replace(organ, short={}) for organ in organs]).organisations]
    humans = people_joining.join(texts, people.find(texts, votes, taken, words))
    _drop_namesakes(humans, organs)
    seen = scan(texts, humans, organs)
    scene = Scene(texts, humans, organs, seen, find_issuer(release, texts, organs, seen.organisations))
    assign(scene)
    said = speakers(release, scene)
    covered = [sighting.span for sighting in (*seen.people, *seen.organisations)]
    return replace(
        release,
        people=tuple(
            _person(human, _mentions(texts, seen.people, who))
            for who, human in enumerate(humans)
            if any(s.who == who for s in seen.people)
        ),
        organisations=tuple(
            _organisation(organ, _mentions(texts, seen.organisations, who))
            for who, organ in enumerate(organs)
            if any(s.who == who for s in seen.organisations)
        ),
        places=places(texts, [*votes.places, *_dateline(texts)], covered),
        quotes=tuple(
            replace(quote, speaker=None if who is None else humans[who].name)
            for quote, who in zip(release.quotes, said, strict=True)
        ),
        contact=_contact(release.contact, texts, humans, seen.people),
        warnings=release.warnings + tuple(_doubts(release, humans, said)),
    )


def _votes(texts: Sequence[Text], docs: Sequence[Doc]) -> Votes:
    """The model's entities as spans of our tokens; those that cut one are widened to it."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for index, (text, doc) in enumerate(zip(texts, docs, strict=True)):
        for entity in (*doc.ents, *doc.spans.get(THINGS, ())):
            inside = [
                i
                for i, token in enumerate(text.tokens)
                if token.start < entity.end_char and entity.start_char < token.end
            ]
            if inside:
                found[kind_of(entity.label_)].append(Span(index, inside[0], inside[-1] + 1))
    return Votes(**{kind: tuple(spans) for kind, spans in found.items()})


def _dateline(texts: Sequence[Text]) -> list[Span]:
    return [
        Span(index, 0, len(text.tokens))
        for index, text in enumerate(texts)
        if text.at.field is Field.DATELINE and text.tokens
    ]


def _drop_namesakes(humans: Sequence[Human], organs: Sequence[Organ]) -> None:
    """A person's surname alone means the person, never the firm that bears it."""
    surnames = {human.surname for human in humans}
    for organ in organs:
        for keys in surnames & organ.short.keys():
            del organ.short[keys]


def _mentions(texts: Sequence[Text], seen: Sequence[Seen], who: int) -> tuple[Mention, ...]:
    return tuple(to_mention(texts, sighting.span) for sighting in seen if sighting.who == who)


def _person(human: Human, mentions: tuple[Mention, ...]) -> Person:
    return Person(human.name, human.titles, human.role, human.organisation, mentions)


def _organisation(organ: Organ, mentions: tuple[Mention, ...]) -> Organisation:
    acronym = organ.acronym if organ.acronym != organ.name else None
    return Organisation(organ.name, acronym, mentions)


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
