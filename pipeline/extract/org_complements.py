"""What may follow a head word in an organisation's name: places, patrons, „für A, B und C“."""

from __future__ import annotations

import re

from pipeline.extract.first_names import gender_of
from pipeline.extract.function_words import CALENDAR, INDEFINITE, is_function_word
from pipeline.extract.legal_forms import JOINERS
from pipeline.extract.name_shapes import is_name_part
from pipeline.extract.org_words import PROPER_ADJECTIVE, THING_END, is_head, is_plain_head
from pipeline.extract.role_words import is_role
from pipeline.extract.tokens import Text

CLUB = re.compile(
    r"(?:gesellschaft|verein|verband|vereinigung|stiftung|initiative|bund|kreis|netzwerk)(?:s|es)?$", re.IGNORECASE
)
RESEARCH = re.compile(r"(?:institut|kommission)(?:s|es)?$", re.IGNORECASE)
SEATED = re.compile(r"(?:kammer|universität|hochschule|gesellschaft|loge|^IHK|^HWK)$", re.IGNORECASE)
"""Institutions whose name may end in „zu“ and their seat: „Humboldt-Universität zu Berlin“."""
OFFICIAL = re.compile(
    r"(?:gericht|anwaltschaft|amt|ministerium|inspektion|kammer|werke|verwaltung|kasse|bank|direktion)s?$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:18|19|20)\d\d$")
SPORTS = re.compile(r"(?:verein|[Cc]lub|klub)$|^(?:TV|TSV|SV|SC|FC|SG|VfB|VfL|FSV|TuS|MTV|ESV|ASV|HC|EHC)$")
"""Clubs, whose names hold the year of their foundation: „TSV 1860 Neustadt“."""
PLACE_LINKS = frozenset("am an im in zu ob vor bei".split())


def complement_right(text: Text, at: int) -> int:
    """Take what follows a head into the name: a place, „für A, B und C“, a name, an acronym."""
    tokens = text.tokens
    last = names_right(text, at)
    if last < len(tokens) and _leads_on(tokens[at - 1].text, tokens[last].text) and text.adjacent(last - 1):
        after = _list_right(text, last + 1)
        if after > last + 1:
            last = _land_right(text, names_right(text, _field_right(text, at, after)))
        while last < len(tokens) and tokens[last].text in {"de", "di"} and names_right(text, last + 1) > last + 1:
            last = names_right(text, last + 1)
    elif text.key_at(at - 1) == "Kirche" and text.key_at(at) in {"in", "im", "von"}:
        last = names_right(text, at + 1)  # „Evangelische Kirche in Mitteldeutschland“
    elif last == at and CLUB.search(text.key_at(at - 1)) and _of_a_kind(text, at):
        last = at + 2  # „Verband deutscher Musikschulen“
    elif last == at and text.key_at(at) in {"der", "des"} and text.adjacent(at - 1):
        taken = _owner_right(text, at + 1)
        last = taken if taken > at + 1 else last
    return last


def _field_right(text: Text, at: int, last: int) -> int:
    """„Bundesamt für Sicherheit in der Informationstechnik“: an office whose field is told in two steps."""
    noun = text.key_at(last + 2)
    office = re.search(r"(?:amt|anstalt|agentur)(?:s|es)?$", text.key_at(at - 1))
    within = text.key_at(last) == "in" and text.key_at(last + 1) == "der" and noun[:1].isupper()
    return last + 3 if office and within and not is_head(noun) else last


def _land_right(text: Text, at: int) -> int:
    """„Ministerium für Umwelt des Landes Sachsen-Anhalt“: whose it is, if a land is named."""
    if text.key_at(at) == "des" and text.key_at(at + 1) in {"Landes", "Freistaats", "Freistaates", "Kantons"}:
        last = names_right(text, at + 2)
        return last if last > at + 2 else at
    return at


def _of_a_kind(text: Text, at: int) -> bool:
    adjective, noun = text.key_at(at), text.key_at(at + 1)
    own = adjective in {"deutscher", "europäischer", "freier", "privater", "kommunaler", "junger", "selbständiger"}
    return own and noun[:1].isupper() and text.adjacent(at - 1) and text.adjacent(at)


def _leads_on(head: str, link: str) -> bool:
    """Whether a small word goes on with the name: „für“ always, „zur“ behind clubs and institutes."""
    purpose = link in {"zur", "zum"} and bool(CLUB.search(head) or RESEARCH.search(head))
    return link in {"für", "of", "for", "de", "di"} or purpose


def _owner_right(text: Text, at: int) -> int:
    """„Museum der Stadt Jena“, „Verein der Freunde …“: only words that are themselves part of names."""
    if text.key_at(at) in {
        "Freunde",
        "Stadt",
        "Künste",
        "Wissenschaften",
        "Natur",
        "Moderne",
        "Länder",
        "Freistaats",
        "Freistaates",
        "Landes",
        "Kantons",
        "Landeshauptstadt",
    }:
        last = names_right(text, at + 1)
        return max(last, at + 1)
    noun = text.key_at(at + 1)
    if text.key_at(at) in {"bildenden", "schönen"} and noun == "Künste":
        return max(names_right(text, at + 2), at + 2)
    if PROPER_ADJECTIVE.match(text.key_at(at)) and noun[:1].isupper() and text.adjacent(at) and not is_role(noun):
        return at + 2  # „Zentralverband des Deutschen Handwerks“
    return at


def names_right(text: Text, at: int) -> int:
    """Capitalised names directly behind: places, patrons, acronyms, „Frankfurt am Main“, „Deutscher Ingenieure“."""
    tokens = text.tokens
    last = at
    while last < len(tokens) and last > 0 and text.adjacent(last - 1):
        token = tokens[last]
        link = token.text in PLACE_LINKS and last > at and last + 1 < len(tokens)
        if (
            link
            and text.adjacent(last)
            and tokens[last + 1].text
            in {
                "Main",
                "Saale",
                "Rhein",
                "Oder",
                "Gera",
                "See",
                "Harz",
                "Inn",
                "Neckar",
                "Donau",
                "Ilm",
                "Elbe",
                "Ruhr",
                "Weser",
            }
        ):
            last += 2
            continue
        if (
            token.text == "zu"
            and SEATED.search(tokens[at - 1].text)
            and text.adjacent(last)
            and is_name_part(tokens[last + 1])
        ):
            last += 2
            continue
        if token.text in JOINERS and last > at and text.adjacent(last) and is_name_part(tokens[last + 1]):
            last += 2
            continue
        if _person_begins(text, at, last):
            break
        if YEAR.match(token.text) and SPORTS.search(tokens[at - 1].text):
            last += 1
            continue
        if not is_name_part(token) or is_role(token.text) or token.opens_sentence:
            break
        if is_function_word(token.text) and token.text not in {"Am", "Zum", "Zur", "Im", "An"}:
            break
        if THING_END.search(token.text) and not is_head(token.text) and token.text != "Halle":
            break
        last += 1
    return _second_seat(text, at, last)


def _second_seat(text: Text, at: int, last: int) -> int:
    """„Polizeiinspektion Emsland/Grafschaft Bentheim“: an office for two places, joined by a slash."""
    if last > at and text.key_at(last) == "/" and text.key_at(last + 1)[:1].isupper():
        glued = text.tokens[last - 1].end == text.tokens[last].start and not text.adjacent(last)
        if glued and OFFICIAL.search(text.tokens[at - 1].text):
            return max(last + 2, names_right(text, last + 2))
    return last


def _person_begins(text: Text, at: int, here: int) -> bool:
    """„am Landgericht Christian Kropp“: courts and offices bear no patron's name, so this is a person."""
    tokens = text.tokens
    named = gender_of(tokens[here].text) is not None and here + 1 < len(tokens) and text.adjacent(here)
    return named and tokens[here + 1].text[0].isupper() and bool(OFFICIAL.search(tokens[at - 1].text))


def _list_right(text: Text, at: int) -> int:
    """„Angewandte Optik und Feinmechanik“, „Wirtschaft, Arbeit und Verkehr“: a list of noun phrases."""
    tokens = text.tokens
    last = _phrase_right(text, at)
    if last == at:
        return at
    while last < len(tokens):
        word = tokens[last].text
        if word in {"und", "and", "&"} and text.adjacent(last):
            after = _phrase_right(text, last + 1)
            if after == last + 1 or (
                is_head(tokens[after - 1].text)
                and tokens[after - 1].text[0].isupper()
                and is_plain_head(tokens[after - 1].text)
            ):
                break
            return after
        if word == "," and _and_follows(text, last):
            after = _phrase_right(text, last + 1)
            if after == last + 1:
                break
            last = after
            continue
        break
    return last


def _and_follows(text: Text, comma: int) -> bool:
    """Whether a list goes on to „und“ with nothing but noun phrases between."""
    at = comma
    while at < len(text.tokens) and text.tokens[at].text == ",":
        after = _phrase_right(text, at + 1)
        if after == at + 1:
            return False
        at = after
    return at < len(text.tokens) and text.tokens[at].text in {"und", "and"} and _phrase_right(text, at + 1) > at + 1


def _phrase_right(text: Text, at: int) -> int:
    """A noun with its adjectives: „chemische Ökologie“, „Photonische Mikrosysteme“, „Sozial-“."""
    tokens = text.tokens
    last = at
    while last < len(tokens) and (last == at or text.adjacent(last - 1)):
        word = tokens[last].text
        if (
            word[0].isupper()
            and word not in CALENDAR
            and not is_role(word)
            and not (last > at and is_function_word(word))
        ):
            if last > at and tokens[last - 1].text[0].isupper() and is_head(word) and is_plain_head(word):
                break
            last += 1
        elif (
            word.islower()
            and (last == at or text.key_at(last - 1) in {"die", "den", "das"})
            and word not in INDEFINITE
            and (word in {"die", "den", "das"} or word.endswith(("e", "en", "er", "es")))
            and last + 1 < len(tokens)
            and tokens[last + 1].text[0].isupper() | (word in {"die", "den", "das"})
        ):
            last += 1
        elif word == "-" and last + 1 < len(tokens) and tokens[last + 1].text.islower() and not text.adjacent(last):
            return last + 2  # „Fabrikbetrieb und -automatisierung“
        else:
            break
    return last if last > at and tokens[last - 1].text[0].isupper() else at
