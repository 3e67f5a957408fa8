"""Tell who says each quotation: the clause behind it, the one before it, the quotation before that."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.mentions import Seen
from pipeline.extract.role_words import is_role, role_gender
from pipeline.extract.scene import Scene, last_person, same_role
from pipeline.extract.speech_verbs import COLLECTIVE, NOBODY, SPEECH_VERBS
from pipeline.extract.tokens import Span, Text
from pipeline.model import Field, Quote, Release

OPENING_MARKS = frozenset('„»«“"‚›')
CLOSING_MARKS = frozenset('“”«»"‘’‹')
PRONOUNS = {"sie": "f", "Sie": "f", "er": "m", "Er": "m"}
POSSESSIVES = {"Sein": "m", "Seine": "m", "Ihr": "f", "Ihre": "f"}
ARTICLES = {"der": "m", "die": "f"}
AGED = re.compile(r"\d{1,3}-?[Jj]ährige[nr]?$")  # „räumt der 71-Jährige ein“
ENDS = frozenset(".!?")
RETROSPECTIVE = re.compile(r"^(?:Mit diesen Worten|So |Das sagte?|Dies(?:es)? |Damit |Das |Davon )")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to before ``last`` of the text with the index ``text`` that may name a speaker."""

    text: int
    first: int
    last: int


def speakers(release: Release, scene: Scene) -> list[int | None]:
    """For each quotation the index of its speaker, or ``None`` where the text does not say."""
    paragraphs = {text.at.index: index for index, text in enumerate(scene.texts) if text.at.field is Field.PARAGRAPH}
    found: list[int | None] = []
    for number, quote in enumerate(release.quotes):
        found.append(_speaker(release, scene, paragraphs, number, quote, found))
    return found


def _speaker(
    release: Release, scene: Scene, paragraphs: dict[int, int], number: int, quote: Quote, known: list[int | None]
) -> int | None:
    behind = _clause_behind(release, scene, paragraphs, number)
    if behind is not None:
        words = _words(scene, behind)
        if NOBODY.search(words) or COLLECTIVE.search(words):
            return None
        speaker = _in_clause(scene, behind)
        if speaker is not None or scene.texts[behind.text].key_at(behind.first) in SPEECH_VERBS | {"so"}:
            return speaker
    before = _words_before(release, scene, paragraphs, number)
    previous = release.quotes[number - 1] if number else None
    follows = previous is not None and previous.end_paragraph == quote.paragraph
    if before.first < before.last:
        sentence = _last_sentence(scene, before)
        leads_in = scene.texts[sentence.text].tokens[sentence.last - 1].text in {":", ","}
        if leads_in and NOBODY.search(_words(scene, sentence)):
            return None
        own = (
            Clause(before.text, _after_attribution(scene, before), before.last)
            if follows and not leads_in
            else sentence
        )
        speaker = _in_clause(scene, own) if own.first < own.last else None
        if speaker is not None and (leads_in or not follows or _has_person(scene, own)):
            return speaker
    if follows:
        return known[number - 1]
    return _from_neighbours(release, scene, paragraphs, number, quote, known)


def _clause_behind(release: Release, scene: Scene, paragraphs: dict[int, int], number: int) -> Clause | None:
    """„…“, sagt X.: the rest of the sentence behind the closing mark, if it goes on with a small letter."""
    quote = release.quotes[number]
    index = paragraphs[quote.end_paragraph]
    text = scene.texts[index]
    first = next((i for i, token in enumerate(text.tokens) if token.start >= quote.end), len(text.tokens))
    while first < len(text.tokens) and text.tokens[first].text in CLOSING_MARKS:
        first += 1
    comma = first < len(text.tokens) and text.tokens[first].text in {",", "–", "-"}
    if comma:
        first += 1
    last = _sentence_end(release, text, number, first)
    if first >= last or not (comma or text.tokens[first].text.islower()):
        return None
    return Clause(index, first, last)


def _sentence_end(release: Release, text: Text, number: int, first: int) -> int:
    quote = release.quotes[number]
    following = release.quotes[number + 1] if number + 1 < len(release.quotes) else None
    limit = following.start if following and following.paragraph == quote.end_paragraph else len(text.text) + 1
    last = first
    while last < len(text.tokens) and text.tokens[last].start < limit:
        if text.tokens[last].text in ENDS and not text.key_at(last - 1).isdigit():
            break
        if text.tokens[last].text in OPENING_MARKS and text.tokens[last].end >= limit:
            break
        last += 1
    return last


def _words_before(release: Release, scene: Scene, paragraphs: dict[int, int], number: int) -> Clause:
    """What stands in the paragraph before the opening mark, back to the quotation before."""
    quote = release.quotes[number]
    index = paragraphs[quote.paragraph]
    text = scene.texts[index]
    last = next((i for i, token in enumerate(text.tokens) if token.end > quote.start - 1), len(text.tokens))
    while last and text.tokens[last - 1].text in OPENING_MARKS:
        last -= 1
    first = 0
    if number and release.quotes[number - 1].end_paragraph == quote.paragraph:
        end = release.quotes[number - 1].end
        first = next((i for i, token in enumerate(text.tokens) if token.start >= end), last)
        while first < last and text.tokens[first].text in CLOSING_MARKS:
            first += 1
    return Clause(index, first, last)


def _last_sentence(scene: Scene, clause: Clause) -> Clause:
    tokens = scene.texts[clause.text].tokens
    first = clause.last - 1
    while first > clause.first and not (tokens[first - 1].text in ENDS and tokens[first].opens_sentence):
        first -= 1
    return Clause(clause.text, first, clause.last)


def _after_attribution(scene: Scene, clause: Clause) -> int:
    """Where the words between two quotations stop to belong to the first one."""
    tokens = scene.texts[clause.text].tokens
    for at in range(clause.first, clause.last):
        if tokens[at].text in ENDS and not (at and tokens[at - 1].text.isdigit()):
            return at + 1
    return clause.last


def _in_clause(scene: Scene, clause: Clause) -> int | None:
    """The first that can speak in a clause: a person named, a pronoun, a role with its article."""
    text = scene.texts[clause.text]
    for at in range(clause.first, clause.last):
        person = _person_at(scene, clause.text, at)
        if person is not None and (not _is_owner(scene, text, person) or _sums_up(text, person, clause)):
            return person.who
        word = text.tokens[at].text
        if text.key_at(at - 1) in SPEECH_VERBS and (familiar := _by_given_name(scene, word)) is not None:
            return familiar
        opens = at == clause.first and text.tokens[clause.last - 1].text == ":"
        if word in PRONOUNS and (
            opens or text.key_at(at - 1) in SPEECH_VERBS | {"so", "wie"} or text.key_at(at + 1) in SPEECH_VERBS
        ):
            return last_person(scene, Span(clause.text, at, at + 1), PRONOUNS[word])
        if opens and word in POSSESSIVES:  # „Sein Fazit: „…““
            return last_person(scene, Span(clause.text, at, at + 1), POSSESSIVES[word])
        if word.lower() in ARTICLES and AGED.match(text.key_at(at + 1)):
            return last_person(scene, Span(clause.text, at, at + 1), ARTICLES[word.lower()])
        if word.lower() in {"der", "die", "unser", "unsere", "ihr", "ihre", "sein", "seine"}:
            role = _role_in(text, at + 1, clause.last)
            if role is not None:
                return _by_role(scene, clause, at, role)
    return None


def _by_given_name(scene: Scene, word: str) -> int | None:
    """„sagt Ida“: the one person who bears this given name."""
    bearers = [who for who, human in enumerate(scene.humans) if human.given[:1] == (word,)]
    return bearers[0] if len(bearers) == 1 else None


def _role_in(text: Text, at: int, last: int) -> int | None:
    """The token of a role behind an article, with at most two adjectives between."""
    for ahead in range(at, min(at + 3, last)):
        if is_role(text.tokens[ahead].text):
            return ahead
        if not text.tokens[ahead].text.endswith(("e", "er", "en")):
            return None
    return None


def _by_role(scene: Scene, clause: Clause, at: int, role: int) -> int | None:
    """A person named with the role („die Direktorin des IKTS, Renate Schnee“), of that role, or named last."""
    text = scene.texts[clause.text]
    named = None
    for ahead in range(role + 1, clause.last):
        word = text.tokens[ahead].text
        if person := _person_at(scene, clause.text, ahead):
            named = (
                person.who
                if not _is_owner(scene, text, person) and text.key_at(ahead - 1) not in {"von", "vom", "mit", "über"}
                else named
            )
            break
        if (word in SPEECH_VERBS and ahead > role + 1) or word in {"dass", "mit", "über"}:
            break
    if named is not None:
        return named
    noun = text.tokens[role].text
    organ = next(
        (s.who for s in scene.seen.organisations if s.span.text == clause.text and role < s.span.first < clause.last),
        None,
    )
    same = [who for who, human in enumerate(scene.humans) if same_role(human.role, noun)]
    if organ is not None and len(same) > 1:
        same = [who for who in same if scene.humans[who].organisation == scene.organs[organ].name] or same
    if len(same) == 1:
        return same[0]
    if noun in {"Professor", "Professorin"}:
        titled = [who for who, human in enumerate(scene.humans) if "Prof" in (human.titles or "")]
        if len(titled) == 1:
            return titled[0]
    last = last_person(scene, Span(clause.text, at, at + 1), role_gender(noun))
    return last if last is not None or not same else same[0]


def _person_at(scene: Scene, text: int, at: int) -> Seen | None:
    return next((s for s in scene.seen.people if s.span.text == text and s.span.first == at), None)


def _is_owner(scene: Scene, text: Text, seen: Seen) -> bool:
    """Whether a name stands in the genitive before what it owns („Rosenzweigs Stellvertreter“)."""
    last = text.tokens[seen.span.last - 1].key
    return last.endswith("s") and last != scene.humans[seen.who].surname[-1]


SUMMARIES = frozenset(
    """
    Antwort Appell Argument Bilanz Botschaft Einschätzung Empfehlung Erklärung Fazit Kommentar Motto Rat Ratschlag
    Rechnung Resümee Tipp Überzeugung Urteil Versprechen Vorschlag Wunsch
    """.split()
)


def _sums_up(text: Text, seen: Seen, clause: Clause) -> bool:
    """„Brandts Appell an die Schulen: „…““ or „…“, lautet Starks Rechnung: what a person has said."""
    introduced = text.tokens[clause.last - 1].text == ":" or text.key_at(clause.first) in {"lautet", "war", "ist"}
    return introduced and text.key_at(seen.span.last) in SUMMARIES


def _has_person(scene: Scene, clause: Clause) -> bool:
    return any(s.span.text == clause.text and clause.first <= s.span.first < clause.last for s in scene.seen.people)


def _words(scene: Scene, clause: Clause) -> str:
    return scene.texts[clause.text].slice(clause.first, clause.last) if clause.first < clause.last else ""


def _from_neighbours(
    release: Release, scene: Scene, paragraphs: dict[int, int], number: int, quote: Quote, known: list[int | None]
) -> int | None:
    """A quotation in a paragraph of its own: the sentence behind, the paragraph before, the one behind."""
    index = paragraphs[quote.end_paragraph]
    text = scene.texts[index]
    first = next((i for i, token in enumerate(text.tokens) if token.start > quote.end), len(text.tokens))
    rest = Clause(index, first, len(text.tokens))
    if first < len(text.tokens) and RETROSPECTIVE.match(_words(scene, rest)):
        sentence = Clause(index, first, _sentence_end(release, text, number, first))
        speaker = _in_clause(scene, sentence)
        if speaker is not None:
            return speaker
    behind = paragraphs.get(quote.end_paragraph + 1)
    if behind is not None and first >= len(text.tokens) and RETROSPECTIVE.match(scene.texts[behind].text):
        tokens = scene.texts[behind].tokens
        end = next((i for i, token in enumerate(tokens) if token.text in ENDS), len(tokens))
        speaker = _in_clause(scene, Clause(behind, 0, end))
        if speaker is not None:
            return speaker
    before = paragraphs.get(quote.paragraph - 1)
    if before is not None and scene.texts[before].tokens:
        whole = Clause(before, 0, len(scene.texts[before].tokens))
        sentence = _last_sentence(scene, whole)
        speaker = _in_clause(scene, sentence)
        if speaker is not None:
            return speaker
    if before is not None:
        spoken = [
            known[i] for i, other in enumerate(release.quotes[:number]) if other.end_paragraph == quote.paragraph - 1
        ]
        if spoken:
            return spoken[-1]
        people = [s.who for s in scene.seen.people if s.span.text == before]
        return people[-1] if people else None
    return None
