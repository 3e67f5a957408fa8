from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.glossary import Entry, Glossary
from pipeline.model import Level
from pipeline.translate.checks import Finding, Side, excerpt, findings
from pipeline.translate.terms import Term, TermKind

E, W = Level.ERROR, Level.WARNING


def check(german: str, other: str, *terms: Term, target: str = "en") -> tuple[Finding, ...]:
    return findings(german, other, terms=terms, target=target)


def codes(german: str, other: str, *terms: Term, target: str = "en") -> list[tuple[str, Level]]:
    return [(finding.code.removeprefix("translation-"), finding.level) for finding in check(german, other, *terms)]


def named(german: str, *names: str, kind: TermKind = TermKind.PERSON) -> list[Term]:
    """A term for each word of the names, as they stand in the German."""
    terms = []
    for name in names:
        begin = german.index(name)
        whole = (begin, begin + len(name))
        for word in name.split():
            start = german.index(word, begin)
            terms.append(Term(word, start, start + len(word), kind, whole=whole))
    return terms


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Wir feiern das Label mit 115 Gästen.", "We celebrate the label with 115 guests."),
        ("„Das ist gut“, sagt sie.", '"That is good," she says.'),
        ("OptoNet e.V.", "OptoNet e.V."),
        ("Cluster Management Excellence Award", "Cluster Management Excellence Award"),
        (
            "Das Institut für Optik und Feinmechanik in Jena gewinnt.",
            "The Institut für Optik und Feinmechanik der Technik in Jena is the winner.",
        ),
        ("Das ist nicht möglich.", "That is impossible."),
        ("Nicht nur Jena, sondern auch Gera zahlt.", "Both Jena and Gera pay."),
        ("Das Stück „Der Weg ins Freie“ läuft.", "The play “Der Weg ins Freie” is on."),
        ("Es kostet 5 Euro.", "It costs €5."),
        ("Der Anteil stieg auf 12 Prozent.", "The share rose to 12%."),
        ("Das globale Modell ist digital und transparent.", "The global model is digital and transparent."),
        ("Die Sitzung war sehr, sehr lang.", "The meeting was very, very long."),
        ("Am 3. Mai spricht Dr. Ost. Danach ist Pause.", "Dr. Ost speaks on 3 May. A break follows at 2 p.m. sharp."),
    ],
)
def test_a_good_translation_raises_no_alarm(german: str, english: str) -> None:
    assert [code for code, _ in codes(german, english) if code != "figure"] == []


@pytest.mark.parametrize(
    ("german", "english", "found"),
    [
        ("Wir feiern heute das neue Label.", "Wir feiern heute das neue Label.", ("untranslated", E)),
        (
            "Sie kommt aus Jena und lebt mit dem Rad.",
            "Sie kommt from Jena und lebt mit dem Rad.",
            ("untranslated", E),
        ),
        ("Wir zählen 115 Mitglieder.", "We count 151 members.", ("figure", E)),
        ("Es sind 5 Sitze, 5 sind frei.", "There are 5 seats, some are free.", ("figure", W)),
        ("Das kostet 5 Euro.", "That costs 5 dollars.", ("unit", E)),
        ("Die Strecke ist 5 Kilometer lang.", "The route is 5 long.", ("unit", W)),
        ("Der Anteil liegt bei 5 %.", "The share is 5.", ("unit", W)),
        ("„Das ist gut“, sagt sie.", "That is good, she says.", ("quotes", W)),
        ("Das ist ein ziemlich langer Satz mit vielen Wörtern darin.", "This is a long one.", ("length", W)),
        ("Das ist ein ziemlich langer Satz mit vielen Wörtern darin.", "Long.", ("length", E)),
        ("Das ist gut. Das bleibt so. Das freut uns.", "That is good.", ("sentences", W)),
        ("Das ist gut.", "That is good. It is. It stays so. We like it.", ("sentences", W)),
        ("Das wird der Verein nicht dulden.", "The association will tolerate this.", ("negation", E)),
        ("Er kam ohne Begleitung.", "He came with company.", ("negation", E)),
        ("Das wird er nicht dulden, weil es unfair ist.", "He will tolerate it as it is unfair.", ("negation", W)),
        ("Uns freut die neue Halle.", "We like die neue hall.", ("german", E)),
        ("Das Programm ist vielfältig.", "The programme is vielfältig.", ("german", W)),
        ("Die Besprechung war gut.", "The Besprechung was good.", ("german", W)),
        ("Das Team freut sich.", "The team is glad glad.", ("repetition", W)),
        ("Das Team freut sich.", "The team is glad, the team is glad.", ("repetition", E)),
        ("Das Team freut sich.", "It is a big day, a big day for us, it is a big day yes.", ("repetition", E)),
        ("Eva kam.", "XQAA came.", ("mask", E)),
        ("Eva kam.", "Xq ab came.", ("mask", E)),
        ("Eva kam.", "<b>Eva</b> came.", ("page", E)),
        ("Eva & Uwe.", "Eva &amp; Uwe.", ("page", E)),
        ("Eva kam.", "Error 503: Service Unavailable", ("page", E)),
        ("Eva kam.", "Here is the translation: Eva came.", ("page", E)),
    ],
)
def test_an_error_is_found(german: str, english: str, found: tuple[str, Level]) -> None:
    assert found in codes(german, english)


def test_a_clause_that_is_missing_is_a_warning() -> None:
    german = "Die Halle, die seit Mai gebaut wird und den Verein entlasten soll, wird am Freitag eröffnet."
    assert codes(german, "The hall, under construction since May to help the club, opens on Friday.") == []
    assert codes(german, "The hall, under construction, will be opened on Friday.") == [("clause", W)]


@pytest.mark.parametrize(
    ("english", "found"),
    [
        ("Uwe Possner came.", [("name", E)]),
        ("Uwe came.", [("name", E)]),
        ("Uwe Poßner's team came.", []),
        ("Mr Poßner, Uwe, came.", []),
    ],
)
def test_a_persons_name_must_stay(english: str, found: list[tuple[str, Level]]) -> None:
    german = "Uwe Poßner kam."
    assert codes(german, english, *named(german, "Uwe Poßner")) == found


def test_a_misspelt_name_is_shown_where_it_stands() -> None:
    german = "Uwe Poßner kam."
    (finding,) = check(german, "Uwe Possner came.", *named(german, "Uwe Poßner"))
    assert finding.place is not None
    assert (finding.place.side, finding.place.start, finding.place.end) == (Side.ANSWER, 4, 11)
    assert "„Possner“" in finding.message


def test_a_noun_in_an_organisations_name_may_be_translated_but_not_replaced() -> None:
    german = "Es laden die Saale Kekse ein."
    terms = named(german, "Saale Kekse", kind=TermKind.NAME)
    assert codes(german, "It is the Saale biscuits who invite you.", *terms) == [("name", W)]
    assert codes(german, "It is the Saale Cookies who invite you.", *terms) == [("name", E)]
    assert codes(german, "It is they who invite you.", *terms) == [("name", E), ("name", E)]


def test_who_says_it_must_stay_the_same() -> None:
    german = "„Gut“, sagt Eva Ast, die Uwe Berg nachfolgt."
    terms = named(german, "Eva Ast", "Uwe Berg")
    assert codes(german, "“Good,” says Eva Ast, who succeeds Uwe Berg.", *terms) == []
    assert codes(german, "“Good,” Ms Eva Ast, who succeeds Uwe Berg, said.", *terms) == []
    assert codes(german, "“Good,” says Uwe Berg, who succeeds Eva Ast.", *terms) == [("speaker", E)]


SAID = [
    ("„Gut“, sagt Eva Ast, die Uwe Berg nachfolgt.", "“Good,” says Eva Ast, who succeeds Uwe Berg."),
    ("„Gut“, so Eva Ast über Uwe Berg.", "“Good,” said Eva Ast about Uwe Berg."),
    ("Eva Ast dankte: „Uwe Berg hat viel getan“, sagte sie.", "Eva Ast gave thanks: “Uwe Berg did a lot,” she said."),
    ("Laut Eva Ast kam Uwe Berg zu spät.", "According to Eva Ast, Uwe Berg came too late."),
    ("Eva Ast erklärte Uwe Berg den Plan.", "Eva Ast explained the plan to Uwe Berg."),
    ("„Neu“, betont Eva Ast im Gespräch mit Uwe Berg.", "“New,” Eva Ast stresses, talking to Uwe Berg."),
    ("„Neu“, ergänzt Prof. Dr. Eva Ast, und Uwe Berg nickt.", "“New,” adds Prof. Eva Ast, and Uwe Berg nods."),
    ("Uwe Berg geht, wie Eva Ast berichtet.", "Uwe Berg is leaving, as Eva Ast reports."),
    ("Eva Ast lobte Uwe Berg.", "Eva Ast praised Uwe Berg."),
    ("„Uwe Berg fehlt“, schreibt Eva Ast.", "“Uwe Berg is missing,” writes Eva Ast."),
]


@pytest.mark.parametrize(("german", "english"), SAID)
def test_the_same_speaker_raises_no_alarm(german: str, english: str) -> None:
    assert codes(german, english, *named(german, "Eva Ast", "Uwe Berg")) == []


def test_most_swapped_speakers_are_found() -> None:
    exchange = {"Eva Ast": "Uwe Berg", "Uwe Berg": "Eva Ast"}
    found = [
        ("speaker", E)
        in codes(
            german,
            re.sub("Eva Ast|Uwe Berg", lambda name: exchange[name[0]], english),
            *named(german, "Eva Ast", "Uwe Berg"),
        )
        for german, english in SAID
    ]
    assert sum(found) >= 0.8 * len(SAID), found


def test_the_glossary_counts() -> None:
    entry = Entry(
        "Lehrwerkstatt", preferred={"en": "training workshop"}, forbidden={"en": ("teaching factory",)}, note=None
    )
    glossary = Glossary((entry,))

    def found(english: str) -> list[tuple[str, Level]]:
        german = "Neue Lehrwerkstatt eröffnet"
        return [(f.code, f.level) for f in findings(german, english, terms=(), target="en", glossary=glossary)]

    assert found("New training workshops open") == []
    assert found("New learning shop opens") == [("translation-glossary", W)]
    assert found("New teaching factory opens") == [("translation-glossary", E)]


@pytest.mark.parametrize(
    ("target", "good", "bad"),
    [
        (
            "fr",
            "1 250,5 tonnes pour 3 millions d’euros le 15 mars",
            "1.250,5 tonnes pour 3 milliards d’euros le 5 mars",
        ),
        ("pl", "1250,5 tony za 3 miliony euro 15 marca", "1250,5 tony za 3 miliardy euro 5 marca"),
        ("cs", "1 250,5 tuny za 3 miliony eur 15. března", "125,05 tuny za 3 miliony eur 15. května"),
    ],
)
def test_figures_are_checked_in_other_languages_as_well(target: str, good: str, bad: str) -> None:
    german = "1.250,5 Tonnen für 3 Mio. Euro am 15. März"
    assert check(german, good, target=target) == ()
    assert {finding.code for finding in check(german, bad, target=target)} == {"translation-figure"}


def test_in_languages_that_inflect_names_an_inflected_name_is_right() -> None:
    german = "Für Torsten Poßner und Anna Ost."
    terms = named(german, "Torsten Poßner", "Anna Ost")
    assert check(german, "Dla Torstena Poßnera i Anny Ost.", *terms, target="pl") == ()
    assert [f.code for f in check(german, "Dla Torstena Possnera i Anny Ost.", *terms, target="pl")] == [
        "translation-name"
    ]


@pytest.mark.parametrize(
    ("target", "answer"), [("fr", "Nous sommes mit dem Rad contents."), ("pl", "Jest mit dem Rad.")]
)
def test_german_left_is_found_in_other_languages_as_well(target: str, answer: str) -> None:
    assert ("translation-german", E) in [
        (f.code, f.level) for f in check("Wir sind mit dem Rad da.", answer, target=target)
    ]


def test_messages_are_short_and_name_the_word() -> None:
    (finding, _) = findings("Wir zählen 115 Mitglieder.", "We count 151 members.", terms=(), target="en")
    assert finding.message == "Die Zahl „115“ fehlt in der Übersetzung oder ist verändert."


def test_an_excerpt_ends_at_a_word_and_has_no_marks_of_its_own() -> None:
    assert excerpt("„Kurz“") == "Kurz"
    long = excerpt("Wort " * 40)
    assert long.endswith("Wort …")
    assert len(long) < 65


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "fr", "pl", "cs", "tlh"]))
def test_no_text_breaks_the_checks_and_every_place_is_in_its_text(german: str, other: str, target: str) -> None:
    for finding in check(german, other, target=target):
        if finding.place is not None:
            text = german if finding.place.side is Side.SOURCE else other
            assert 0 <= finding.place.start <= finding.place.end <= len(text)
