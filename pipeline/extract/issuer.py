"""Tell which organisation writes the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.extract.mentions import Seen
from pipeline.extract.org_joining import Organ
from pipeline.extract.tokens import Text
from pipeline.model import Field, Release

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SENDER_WORDS = frozenset("presse info kontakt news medien gmbh stadt".split())


def find_issuer(release: Release, texts: Sequence[Text], organs: Sequence[Organ], seen: Sequence[Seen]) -> int | None:
    """Index of the organisation that the release speaks for, or ``None``.

    Asks in turn: the domain of the contact's e-mail address, the first „Über …“, the contact lines, and
    last the organisation that is named at least twice as often as any other.
    """
    scores = [
        (max((_domain_score(mail, organ) for mail in release.contact.emails), default=0), who)
        for who, organ in enumerate(organs)
    ]
    best = max((score for score, _ in scores), default=0)
    if best >= 3:
        return next(who for score, who in scores if score == best)
    for field in (Field.BOILERPLATE_TITLE, Field.CONTACT):
        for sighting in seen:
            if texts[sighting.span.text].at.field is field:
                return sighting.who
    counts = Counter(sighting.who for sighting in seen).most_common(2)
    if counts and (len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]):
        return counts[0][0]
    return None


def _domain_score(mail: str, organ: Organ) -> int:
    """How many letters of the domain the organisation's acronym and words explain."""
    domain = mail.rpartition("@")[2].rpartition(".")[0].lower()
    parts = set(domain.replace(".", "-").split("-"))
    score = 0
    if organ.acronym and organ.acronym.lower().translate(_FOLD) in parts:
        score += len(organ.acronym) + 2
    for word in dict.fromkeys(organ.name.lower().translate(_FOLD).split()):
        if word in SENDER_WORDS:
            continue
        if word in parts or (len(word) >= 5 and word in domain):
            score += len(word)
    return score
