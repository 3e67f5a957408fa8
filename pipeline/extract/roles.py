"""Give people their role and organisation from what stands around their names."""

from __future__ import annotations

import re

from pipeline.extract.function_words import is_function_word
from pipeline.extract.legal_forms import LEGAL_FORM, closes
from pipeline.extract.offices import offices_around, role_phrase
from pipeline.extract.people_joining import Human
from pipeline.extract.role_words import INNER_ROLES, NEAREST_ROLES, PRIVATE_ROLES, TOWN_ROLES, role_gender
from pipeline.extract.scene import Scene, last_person, same_role
from pipeline.extract.speech_verbs import SPEECH_VERBS
from pipeline.extract.tokens import Span
from pipeline.model import Field

TOWN = re.compile(r"(?:Landeshauptstadt|Stadt|Gemeinde|Landkreis|Stadtverwaltung)\s")
FIRM = re.compile(rf"&|\+|{LEGAL_FORM.pattern}", re.VERBOSE)
MINISTRY = re.compile(r"ministerium|kanzlei|behörde|senats", re.IGNORECASE)


def assign(scene: Scene) -> None:
    """Fill ``role`` and ``organisation`` of the people of a scene."""
    colleagues: dict[int, int | None] = {}
    for sighting in scene.seen.people:
        human = scene.humans[sighting.who]
        for office in offices_around(scene, sighting.span):
            organ = office.organ
            if organ is None and office.possessive == "person":
                colleagues.setdefault(sighting.who, last_person(scene, sighting.span, None))
            elif organ is None and office.possessive:
                organ = scene.nearest_organ(sighting.span)
            if organ is None and office.role:
                organ = _kind_named(scene, sighting.span, office.role)
            if human.role is None and office.role:
                human.role = office.role
                human.organisation = human.organisation or _named(scene, organ)
            elif human.organisation is None and organ is not None:
                human.organisation = _named(scene, organ)
    _assign_anaphoric(scene)
    for who, human in enumerate(scene.humans):
        colleague = colleagues.get(who)
        if human.organisation is None and colleague is not None:
            human.organisation = scene.humans[colleague].organisation
        elif human.organisation is None:
            human.organisation = _named(scene, _default_organ(scene, who, human))


KINDS = {
    re.compile(r"\b(?:der|zur) Gewerkschaft\b"): re.compile(r"^IG |^ver\.?di|Gewerkschaft|^GEW|^GdP|^NGG|^EVG"),
    re.compile(r"\b(?:des|im|beim) (?:Verein|Förderverein|Freundeskreis|Club|Klub)\w*\b"): re.compile(
        r"e\.\s?V\.|[Vv]erein|[Cc]lub|kreis|^(?:TV|TSV|SV|SG|FC|SC)\b"
    ),
    re.compile(r"\b(?:des|im|beim) \w*[Vv]erband\w*\b"): re.compile(r"[Vv]erband"),
    re.compile(r"\b(?:der|an der|bei der) \w*[Ss]tiftung\b"): re.compile(r"[Ss]tiftung"),
    re.compile(r"\b(?:des|am|im|beim) Institut\w*\b"): re.compile(r"[Ii]nstitut"),
    re.compile(r"\b(?:der|an der) (?:Universität|Hochschule|Uni)\b"): re.compile(
        r"[Uu]niversität|[Hh]ochschule|^T[UH] "
    ),
    re.compile(r"\b(?:des|am|im|beim) (?:Museum|Theater|Klinikum|Krankenhaus|Gymnasium)\w*\b"): re.compile(
        r"[Mm]useum|[Tt]heater|[Kk]linikum|[Kk]rankenhaus|[Gg]ymnasium"
    ),
    re.compile(r"\b(?:der|an der|in der) (?:Klinik|Kammer|Bank|Sparkasse|Genossenschaft)\b"): re.compile(
        r"[Kk]linik|[Kk]ammer|[Bb]ank|[Ss]parkasse|eG$|[Gg]enossenschaft"
    ),
}
"""A role's noun without a name („Bevollmächtigte der Gewerkschaft“) → names that can be meant."""


def _kind_named(scene: Scene, span: Span, role: str) -> int | None:
    """The organisation of the kind that a role speaks of, named last before it."""
    for noun, names in KINDS.items():
        if noun.search(role):
            fitting = (
                s.who
                for s in reversed(scene.seen.organisations)
                if (s.span.text, s.span.first) < (span.text, span.first) and names.search(scene.organs[s.who].name)
            )
            return next(fitting, None)
    return None


def _named(scene: Scene, organ: int | None) -> str | None:
    return None if organ is None else scene.organs[organ].name


def _assign_anaphoric(scene: Scene) -> None:
    """„Die Direktorin des IKTS leitet …“, „bedauert die Vorsitzende des Beirats“: the person named last."""
    for index, text in enumerate(scene.texts):
        if text.at.field is not Field.PARAGRAPH:
            continue
        for at in range(len(text.tokens) - 1):
            token = text.tokens[at]
            leads = token.opens_sentence and token.text in {"Die", "Der"}
            said = token.text in {"die", "der"} and text.key_at(at - 1) in SPEECH_VERBS | {"so"}
            if not (leads or said):
                continue
            office = role_phrase(scene, index, at + 1)
            if office is None or office.role is None or _name_follows(scene, index, at, office.role):
                continue
            who = last_person(scene, Span(index, at, at + 1), role_gender(office.role))
            if who is None or scene.humans[who].role is not None:
                continue
            if any(same_role(human.role, office.role) for human in scene.humans):
                continue
            scene.humans[who].role = office.role
            if office.organ is not None and scene.humans[who].organisation is None:
                scene.humans[who].organisation = _named(scene, office.organ)


def _name_follows(scene: Scene, index: int, at: int, role: str) -> bool:
    """Whether a name stands beside the role itself, so that it is no reference back."""
    end = scene.texts[index].tokens[at].end + len(role) + 12
    start = scene.texts[index].tokens[at].start
    tokens = scene.texts[index].tokens
    return any(s.span.text == index and start <= tokens[s.span.first].start <= end for s in scene.seen.people)


def _default_organ(scene: Scene, who: int, human: Human) -> int | None:
    """The organisation that a role without one can only mean, or a contact person's."""
    spans = [s.span for s in scene.seen.people if s.who == who]
    if not spans:
        return None
    contact = next((span for span in spans if scene.texts[span.text].at.field is Field.CONTACT), None)
    if contact is not None:
        return _contact_organ(scene, contact)
    role = human.role
    if role is None or is_function_word(role):
        return None
    namesake = next(
        (
            i
            for i, organ in enumerate(scene.organs)
            if FIRM.search(organ.name) and human.surname[-1] in organ.name.replace("-", " ").split()
        ),
        None,
    )
    if namesake is not None:
        return namesake
    if re.search(r"minister|staatssekretär", role, re.IGNORECASE) and not PRIVATE_ROLES.search(role):
        ministries = [s for s in scene.seen.organisations if MINISTRY.search(scene.organs[s.who].name)]
        return ministries[0].who if ministries else None
    if TOWN_ROLES.search(role):
        return next((i for i, organ in enumerate(scene.organs) if TOWN.match(organ.name)), None)
    if PRIVATE_ROLES.search(role):
        return None
    if NEAREST_ROLES.search(role):
        return scene.nearest_organ(spans[0])
    if not INNER_ROLES.search(role):
        return None
    told_of = _told_of(scene, spans[0])
    return scene.issuer if told_of is None else told_of


def _told_of(scene: Scene, span: Span) -> int | None:
    """The firm that the sentences of a paragraph before a person tell of, if it is not the one that writes."""
    if scene.texts[span.text].at.field is not Field.PARAGRAPH:
        return None
    before = [s.who for s in scene.seen.organisations if s.span.text == span.text and s.span.first < span.first]
    named = [who for who in before if closes(scene.organs[who].name)]
    return named[-1] if named and before[-1] == named[-1] and scene.issuer not in before else None


def _contact_organ(scene: Scene, span: Span) -> int | None:
    """The organisation on the contact lines nearest to a name, else the issuer."""
    lines = [s for s in scene.seen.organisations if scene.texts[s.span.text].at.field is Field.CONTACT]
    if not lines:
        return scene.issuer
    return min(lines, key=lambda s: (abs(s.span.text - span.text), s.span.text)).who
