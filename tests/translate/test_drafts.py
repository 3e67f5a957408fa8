from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

import loopback
import pytest
from loopback import Behaviour, Loopback

from pipeline.config import Google, LibreTranslate, Translate
from pipeline.memory import Entry, Memory
from pipeline.model import (
    Boilerplate,
    Caption,
    Edition,
    Field,
    Level,
    Location,
    Mention,
    Organisation,
    Person,
    Release,
    ReleaseWarning,
    Status,
    Subhead,
)
from pipeline.state.store import Store
from pipeline.translate.drafts import draft, held_back
from pipeline.translate.providers import make_providers
from pipeline.translate.translators import Translators
from pipeline.translate.units import units_of

# Short where the server is silent; long where it answers at once, for a busy machine's sake.
SILENCE_S = 0.2
ENOUGH_S = 10.0
PARAGRAPHS = (
    "Der Lichthof Saaletal e. V. feiert am 15. März 2023 mit 3.000 Gästen. Das Fest beginnt um 14 Uhr.",
    "„Wir freuen uns. Das ist ein Anfang!“ So Dr. Eva Rosenzweig, die den Verein leitet.",
)
RELEASE = Release(
    source="2023/fest.txt",
    digest="0",
    language="de",
    kicker="Sommer in Jena",
    headline="Lichthof feiert das Fest der Lampen",
    subheadline="Ein Abend für alle",
    paragraphs=PARAGRAPHS,
    subheads=(Subhead(1, "Wie es weitergeht"),),
    captions=(Caption(1, "Die Lampen im Hof. Foto: Uwe Ast"),),
    boilerplates=(Boilerplate("Über den Lichthof", "Der Verein ist 12 Jahre alt.\n\nEr hat 83 Mitglieder."),),
    people=(Person("Eva Rosenzweig", mentions=(Mention("Eva Rosenzweig", Location(Field.PARAGRAPH, 1), 45, 59),)),),
    organisations=(
        Organisation(
            "Lichthof Saaletal e. V.", mentions=(Mention("Lichthof Saaletal e. V.", Location(Field.PARAGRAPH), 4, 27),)
        ),
    ),
)
# kicker, headline, sub-headline, 2 + 3 sentences, sub-head, 2 in the caption, title, 2 in the boilerplate
SEGMENTS = 14


def translators(
    server: Loopback, memory: Memory, *names: str, other: Loopback | None = None, timeout_s: float = ENOUGH_S
) -> Translators:
    settings = Translate(
        providers=names or ("google",),
        connect_timeout_s=timeout_s,
        answer_timeout_s=timeout_s,
        google=Google(url=server.google_url),
        libretranslate=LibreTranslate(url=(other or server).libre_url, local=True),
    )
    return Translators(make_providers(settings, environ={}), memory, pause=lambda seconds: None)


def test_a_release_becomes_a_draft_aligned_one_to_one(server: Loopback, store: Store) -> None:
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert (edition.status, edition.origin, edition.language) == (Status.DRAFT, "google", "en")
    assert edition.headline == "Lichthof feiertly the Fest the Lampen"
    assert edition.paragraphs == (
        "The Lichthof Saaletal e. V. feiertly amly 15. March 2023 with 3,000 Gästen. The Fest beginntly at 14 Uhr.",
        "“We freuenly unsly. The is a Anfang!” So Dr. Eva Rosenzweig, the Verein leitetly.",
    )
    assert [subhead.before for subhead in edition.subheads] == [1]
    assert edition.captions == (Caption(1, "The Lampen in the Hof. Foto: Uwe Ast"),)
    assert edition.boilerplates[0].text == "The Verein is 12 Jahre altly.\n\nEr has 83 Mitglieder."
    assert edition.warnings == ()
    assert len(server.requests) == SEGMENTS


def test_nothing_is_asked_twice(server: Loopback, store: Store) -> None:
    first = draft(RELEASE, target="en", translators=translators(server, store.memory))
    again = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert again == first
    shared = replace(RELEASE, source="b.txt", headline="Etwas anderes", paragraphs=("Ein neuer Satz.",), people=())
    draft(shared, target="en", translators=translators(server, store.memory))
    assert server.texts[SEGMENTS:] == ["Etwas anderes", "Ein neuer Satz."]


def test_offline_gives_a_draft_from_memory_alone(server: Loopback, store: Store) -> None:
    drafted = draft(RELEASE, target="en", translators=translators(server, store.memory))
    server.requests.clear()
    assert draft(RELEASE, target="en", translators=Translators.offline(store.memory)) == drafted
    changed = replace(RELEASE, headline="Neu")
    edition = draft(changed, target="en", translators=Translators.offline(store.memory))
    assert edition == Edition(
        language="en",
        status=Status.PENDING,
        reason="Es wurde ohne Netz gearbeitet.",
    )
    assert server.requests == []


def test_without_a_translator_the_edition_waits_and_says_why(store: Store) -> None:
    edition = draft(RELEASE, target="en", translators=Translators((), store.memory))
    assert edition.status is Status.PENDING
    assert edition.reason is not None
    assert "kein Übersetzer eingerichtet" in edition.reason


def test_a_text_under_embargo_sends_not_a_byte_out_of_the_house(server: Loopback, store: Store) -> None:
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory).local_only())
    assert server.connections == 0
    assert edition.status is Status.PENDING
    assert edition.reason is not None
    assert "Sperrfrist" in edition.reason


def test_a_text_under_embargo_may_be_shown_to_a_local_translator(server: Loopback, store: Store) -> None:
    with Loopback() as local:
        desk = translators(server, store.memory, "google", "libretranslate", other=local)
        edition = draft(RELEASE, target="en", translators=desk.local_only())
        assert (edition.status, edition.origin) == (Status.DRAFT, "libretranslate")
        assert len(local.texts) == SEGMENTS
    assert server.connections == 0


@pytest.mark.parametrize(
    ("behaviour", "most_requests", "word"),
    [
        (loopback.never, 2, "geantwortet"),
        (loopback.drip_body, 2, "geantwortet"),
        (loopback.drip_headers, 2, "geantwortet"),
        (loopback.reset, 3, "Verbindung abgebrochen"),
        (loopback.status(429, Retry_After="3600"), 1, "429"),
        (loopback.status(429), 1, "429"),
        (loopback.status(429, Retry_After="1"), 3, "429"),
        (loopback.status(500), 9, "500"),
        (loopback.status(403), 1, "403"),
        (loopback.captcha, 1, "Captcha"),
        (loopback.empty_body, 3, "ohne Übersetzung"),
        (loopback.portal, 3, "ohne Übersetzung"),
        (loopback.huge, 3, "zu große"),
        (loopback.redirect("/m"), 12, "leitet"),
    ],
)
def test_a_failing_translator_costs_little_and_leaves_a_reason(
    server: Loopback, store: Store, behaviour: Behaviour, most_requests: int, word: str
) -> None:
    server.always = behaviour
    timeout_s = SILENCE_S if word == "geantwortet" else ENOUGH_S
    began = time.monotonic()
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory, timeout_s=timeout_s))
    assert time.monotonic() - began < 2 * SILENCE_S + 3
    assert edition.status is Status.PENDING
    assert edition.paragraphs == ()
    assert edition.reason is not None
    assert word in edition.reason
    assert 1 <= len(server.requests) <= most_requests


def test_two_silences_in_a_run_are_enough_for_all_its_releases(server: Loopback, store: Store) -> None:
    server.always = loopback.never
    desk = translators(server, store.memory, timeout_s=SILENCE_S)
    for number in range(5):
        draft(replace(RELEASE, headline=f"Fest {number}"), target="en", translators=desk)
    assert len(server.requests) == 2


@pytest.mark.parametrize("good", [0, 1, 6, SEGMENTS - 1])
def test_the_next_run_asks_only_for_what_is_missing(server: Loopback, store: Store, good: int) -> None:
    server.then(*[loopback.proper] * good)
    server.always = loopback.status(403)
    pending = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert pending.status is Status.PENDING
    asked = server.texts[:good]
    server.requests.clear()
    server.always = loopback.proper
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert edition.status is Status.DRAFT
    assert len(server.requests) == SEGMENTS - good
    assert not set(asked) & set(server.texts)


def test_a_run_that_is_killed_has_kept_every_answer(server: Loopback, store: Store) -> None:
    class Fragile:
        """The store, until the run is killed right after the fifth answer was kept."""

        kept = 0
        recall = staticmethod(store.memory.recall)

        def remember(self, entries: Iterable[Entry]) -> None:
            store.memory.remember(entries)
            self.kept += 1
            if self.kept == 5:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft(RELEASE, target="en", translators=translators(server, Fragile()))
    # Whatever was in flight is lost, and nothing else.
    assert len(server.requests) <= 6
    draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert len(server.requests) <= SEGMENTS + 1


def test_the_next_translator_takes_over_and_both_are_named(server: Loopback, store: Store) -> None:
    with Loopback() as second:
        server.then(loopback.proper)
        server.always = loopback.status(403)
        desk = translators(server, store.memory, "google", "libretranslate", other=second)
        edition = draft(RELEASE, target="en", translators=desk)
        assert (edition.status, edition.origin) == (Status.DRAFT, "google+libretranslate")
        assert len(server.requests) == 2
        assert len(second.texts) == SEGMENTS - 1


def test_if_all_fail_the_reason_names_each(server: Loopback, store: Store) -> None:
    server.always = loopback.status(403)
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory, "google", "libretranslate"))
    assert edition.reason is not None
    assert edition.reason.startswith(
        "google verweigert die Antwort (HTTP 403); libretranslate verweigert die Antwort (HTTP 403)."
    )


@pytest.mark.parametrize("hiccup", [loopback.status(503), loopback.status(429, Retry_After="1")])
def test_a_hiccup_is_tried_once_more(server: Loopback, store: Store, hiccup: Behaviour) -> None:
    server.then(hiccup)
    assert draft(RELEASE, target="en", translators=translators(server, store.memory)).status is Status.DRAFT
    assert len(server.requests) == SEGMENTS + 1


def test_single_failures_between_answers_do_not_silence_a_translator(server: Loopback, store: Store) -> None:
    server.then(*[loopback.reset, loopback.reset, loopback.proper] * 4, loopback.reset)
    draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert len(server.requests) == SEGMENTS


# --- names, checks and quotation marks -------------------------------------------------------------------


def one_sentence(text: str, name: str) -> Release:
    start = text.index(name)
    mention = Mention(name, Location(Field.PARAGRAPH), start, start + len(name))
    return Release(
        source="a.txt",
        digest="",
        language="de",
        headline="Licht",
        paragraphs=(text,),
        people=(Person(name, mentions=(mention,)),),
    )


def losing(name: str) -> Callable[[str], str]:
    return lambda text: loopback.pseudo_english(text).replace(name, "Steinman")


def test_a_lost_name_is_asked_again_behind_a_mask(server: Loopback, store: Store) -> None:
    server.translate = losing("Steinmann")
    release = one_sentence("Es gratuliert Uwe Steinmann aus Jena.", "Uwe Steinmann")
    edition = draft(release, target="en", translators=translators(server, store.memory))
    assert edition.paragraphs == ("Es gratuliertly Uwe Steinmann from Jena.",)
    assert edition.warnings == ()
    assert server.texts == ["Licht", "Es gratuliert Uwe Steinmann aus Jena.", "Es gratuliert Uwe XQAA aus Jena."]


@pytest.mark.parametrize(
    "masked", ["Congratulations from Jena.", "XQAA and Uwe XQAA from Jena.", "Uwe XQAA, 5 of Jena."]
)
def test_a_mask_that_does_not_come_back_soundly_is_not_used(server: Loopback, store: Store, masked: str) -> None:
    server.translate = losing("Steinmann")
    server.then(loopback.proper, loopback.proper, loopback.translates_as(masked))
    release = one_sentence("Es gratuliert Uwe Steinmann aus Jena.", "Uwe Steinmann")
    edition = draft(release, target="en", translators=translators(server, store.memory))
    assert edition.status is Status.DRAFT
    assert edition.paragraphs == ("Es gratuliertly Uwe Steinman from Jena.",)
    (warning,) = edition.warnings
    assert (warning.code, warning.paragraph) == ("translation-name", 0)
    assert warning.message == "Der Name „Steinmann“ ist in der Übersetzung anders geschrieben: „Steinman“."
    again = draft(release, target="en", translators=Translators.offline(store.memory))
    assert again == edition


def test_a_failure_behind_the_mask_keeps_the_first_answer_only_if_it_has_no_error(
    server: Loopback, store: Store
) -> None:
    server.translate = losing("Steinmann")
    server.then(loopback.proper, loopback.proper, loopback.status(403))
    release = one_sentence("Es gratuliert Uwe Steinmann aus Jena.", "Uwe Steinmann")
    edition = draft(release, target="en", translators=translators(server, store.memory))
    assert edition.status is Status.PENDING
    assert "403" in (edition.reason or "")
    kept = "Lichthof Saale Kekse"
    body = Organisation(kept, mentions=(Mention(kept, Location(Field.PARAGRAPH), 3, 3 + len(kept)),))
    release = replace(release, paragraphs=(f"Am {kept} im Hof.",), people=(), organisations=(body,))
    server.translate = lambda text: loopback.pseudo_english(text).replace("Kekse", "biscuits")
    server.then(loopback.proper, loopback.status(403))
    edition = draft(release, target="en", translators=translators(server, store.memory))
    assert edition.status is Status.DRAFT
    assert [warning.code for warning in edition.warnings] == ["translation-name"]


def test_a_wrong_figure_is_a_warning_at_its_paragraph(server: Loopback, store: Store) -> None:
    server.translate = lambda text: loopback.pseudo_english(text).replace("3,000", "300")
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert {(warning.code, warning.paragraph) for warning in edition.warnings} == {("translation-figure", 0)}
    assert edition.warnings[0].where is not None
    assert edition.warnings[0].where.startswith("Der Lichthof")


def test_german_that_comes_back_is_a_warning(server: Loopback, store: Store) -> None:
    server.translate = str
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert "translation-untranslated" in {warning.code for warning in edition.warnings}


def test_a_quotation_over_sentences_keeps_its_marks(server: Loopback, store: Store) -> None:
    server.translate = lambda text: loopback.pseudo_english(text).replace('"', "")
    edition = draft(RELEASE, target="en", translators=translators(server, store.memory))
    assert edition.paragraphs[1].startswith("“We freuenly unsly. The is a Anfang!” So")


def test_no_thread_is_left_behind(server: Loopback, store: Store) -> None:
    server.always = loopback.drip_headers
    draft(RELEASE, target="en", translators=translators(server, store.memory, timeout_s=SILENCE_S))
    for thread in threading.enumerate():
        if thread.name == "translator request":
            thread.join(0.5)
            assert not thread.is_alive()


def test_a_mask_puts_the_registered_english_name_in_and_only_into_english(server: Loopback, store: Store) -> None:
    name = "Freie Lichtschule Saaletal"
    release = one_sentence(f"Die {name} zahlt.", name)
    body = Organisation(name, mentions=release.people[0].mentions, english="Light School")
    release = replace(release, people=(), organisations=(body,))
    server.translate = losing(name)
    english = draft(release, target="en", translators=translators(server, store.memory))
    assert "Light School" in english.paragraphs[0]
    assert english.warnings == ()
    french = draft(release, target="fr", translators=translators(server, store.memory))
    assert "Light School" not in french.paragraphs[0]


def test_what_is_said_of_a_draft_that_is_held_back_quotes_the_release_and_not_the_draft() -> None:
    message = "Hier fehlen Anführungszeichen: „The town pays for the light in …“"
    name = ReleaseWarning(
        "translation-name", "Der Name „Eva Rosenzweig“ fehlt in der Übersetzung.", "x", 1, Level.ERROR
    )
    where = "Die Stadt zahlt"
    edition = Edition(
        "en",
        Status.DRAFT,
        "google",
        headline="Light",
        paragraphs=("“The town pays for the light in the first year.”",),
        warnings=(ReleaseWarning("translation-quotes", message, where, 0), name),
    )
    held = held_back(edition, RELEASE)
    assert held.warnings == (
        ReleaseWarning("translation-quotes", "Hier fehlen Anführungszeichen: „Die Stadt zahlt“", where, 0),
        name,
    )
    assert (held.status, held.origin, held.headline, held.paragraphs) == (Status.PENDING, "google", None, ())
    sound = replace(edition, warnings=edition.warnings[:1])
    assert held_back(sound, RELEASE) == sound


def test_of_several_bad_answers_the_first_translators_is_kept(server: Loopback, store: Store) -> None:
    server.translate = str
    desk = translators(server, store.memory, "google", "libretranslate")
    release = Release("a.txt", "", "de", "Das Licht brennt dort bis zum frühen Morgen.")
    edition = draft(release, target="en", translators=desk)
    assert (edition.status, edition.origin) == (Status.DRAFT, "google")
    assert edition.headline == release.headline
    assert [entry.origin for entry in store.memory.recall(release.headline, source="de", target="en")] == [
        "google",
        "libretranslate",
    ]


def test_progress_moves_by_segment_and_ends_where_it_should(server: Loopback, store: Store) -> None:
    units = units_of(RELEASE, target="en")
    for behaviour in (loopback.status(403), loopback.proper, loopback.proper):
        server.always = behaviour
        steps: list[int] = []
        desk = translators(server, store.memory, "google", "libretranslate")
        desk.answer(units, source="de", target="en", tell=steps.append)
        assert sum(steps) == SEGMENTS
        assert max(steps[:-1]) == 1
