"""House style and glossary in whole drafts."""

from __future__ import annotations

import loopback
import pytest
from loopback import Loopback

from pipeline.config import Google, Style, Translate
from pipeline.glossary import Entry, Glossary
from pipeline.model import Boilerplate, Edition, Release, Status
from pipeline.state.store import Store
from pipeline.translate import Rules, Translators, draft, make_providers

GLOSSARY = Glossary(
    (Entry("Lehrwerkstatt", (), {"en": "training workshop"}, {"en": ("teaching factory",)}),), keep=("Licht 3000",)
)
RULES = Rules(Style(gloss={"e.V.": "registered association"}), GLOSSARY)


def drafted(server: Loopback, store: Store, *paragraphs: str, rules: Rules = RULES) -> Edition:
    settings = Translate(google=Google(url=server.google_url))
    release = Release(
        "a.txt", "0", "de", "Licht", paragraphs=paragraphs, boilerplates=(Boilerplate("Hof", "Hof e.V."),)
    )
    providers = make_providers(settings, environ={})
    return draft(release, target="en", translators=Translators(providers, store.memory, rules=rules))


def test_figures_and_legal_forms_come_in_house_style(server: Loopback, store: Store) -> None:
    edition = drafted(
        server, store, "Der Hof e. V. zahlt 1.250,5 Mio. Euro.", "Der Hof e. V. lädt am 15. März 2023 um 14.30 Uhr ein."
    )
    assert edition.status is Status.DRAFT
    assert edition.warnings == ()
    assert edition.paragraphs == (
        "The Hof e. V. (registered association) zahltly EUR 1,250.5 million.",
        "The Hof e. V. lädtly amly 15 March 2023 at 2.30 p.m. einly.",
    )
    assert edition.boilerplates[0].text == "Hof e.V."


def test_the_glossary_is_asked_for_and_put_right(server: Loopback, store: Store) -> None:
    german = "Die Lehrwerkstatt zahlt."
    server.then(loopback.proper, loopback.translates_as("The teaching factory pays."))
    assert drafted(server, store, german).paragraphs == ("The training workshop pays.",)


def test_a_rendering_that_is_not_the_preferred_one_is_asked_again_behind_a_mask(server: Loopback, store: Store) -> None:
    edition = drafted(server, store, "Die Lehrwerkstatt zahlt.")
    assert edition.paragraphs == ("The training workshop zahltly.",)
    assert "Die XQAA zahlt." in server.texts


def test_what_must_be_kept_and_is_not_holds_the_draft_back(server: Loopback, store: Store) -> None:
    server.translate = lambda text: loopback.pseudo_english(text).replace("Licht 3000", "Light 3000").replace("XQ", "X")
    edition = drafted(server, store, "Die Lampe Licht 3000 zahlt.")
    assert [(warning.code, warning.level) for warning in edition.warnings] == [("translation-name", "error")]


@pytest.mark.parametrize("rules", [RULES, Rules()])
def test_what_is_remembered_is_what_the_translator_said(server: Loopback, store: Store, rules: Rules) -> None:
    drafted(server, store, "Der Hof zahlt 5 Euro.", rules=rules)
    other = drafted(server, store, "Der Hof zahlt 5 Euro.", rules=Rules(Style(currency="€5")))
    assert other.paragraphs == ("The Hof zahltly €5.",)
    assert len(server.requests) == len(set(server.texts))
