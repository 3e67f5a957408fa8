from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import loopback
import pytest
import requests
from deep_translator import google as deep_google
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Behaviour, Loopback

from pipeline.config import MEMORY, PROVIDER_NAMES, Google, LibreTranslate, Translate
from pipeline.translate.providers import PROVIDERS, Kind, Provider, Question, TranslatorError, make_providers


def both(server: Loopback, *, timeout_s: float = 10, **keys: str) -> tuple[Provider, ...]:
    return make_providers(
        Translate(
            providers=("google", "libretranslate"),
            connect_timeout_s=timeout_s,
            answer_timeout_s=timeout_s,
            google=Google(url=server.google_url),
            libretranslate=LibreTranslate(url=server.libre_url.rstrip("/"), local=True),
        ),
        environ=keys,
    )


def translated(provider: Provider, text: str, *, source: str, target: str) -> str:
    (answer,) = provider.translate([Question(text)], source=source, target=target)
    return answer


def test_providers_come_in_the_configured_order(server: Loopback) -> None:
    google, libre = both(server)
    assert (google.name, google.local) == ("google", False)
    assert (libre.name, libre.local) == ("libretranslate", True)
    assert (MEMORY, *PROVIDERS) == PROVIDER_NAMES


@pytest.mark.parametrize("which", [0, 1])
def test_a_sentence_is_translated(server: Loopback, which: int) -> None:
    provider = both(server)[which]
    assert translated(provider, "Wir & die 3.000 Gäste <5 €", source="de", target="en") == "We & the 3,000 Gäste <5 €"
    assert server.texts == ["Wir & die 3.000 Gäste <5 €"]


def test_google_is_asked_as_its_page_expects(server: Loopback) -> None:
    translated(both(server)[0], "Grüße", source="de", target="en")
    (asked,) = server.requests
    assert urlsplit(asked.path).path == "/m"
    assert parse_qs(urlsplit(asked.path).query) == {"tl": ["en"], "sl": ["de"], "q": ["Grüße"]}


def test_libretranslate_gets_text_and_key_in_the_body_alone(server: Loopback) -> None:
    translated(both(server, LIBRETRANSLATE_API_KEY="geheim")[1], "Grüße", source="de", target="en")
    translated(both(server)[1], "Grüße", source="de", target="en")
    with_key, without_key = server.requests
    assert with_key.path == without_key.path == "/translate"
    assert json.loads(with_key.body) == {
        "q": "Grüße",
        "source": "de",
        "target": "en",
        "format": "text",
        "api_key": "geheim",
    }
    assert "api_key" not in json.loads(without_key.body)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (loopback.never, Kind.TIMEOUT),
        (loopback.captcha, None),
        (loopback.portal, Kind.GARBLED),
        (loopback.empty_body, Kind.GARBLED),
        (loopback.bad_json, Kind.GARBLED),
        (loopback.wrong_json, Kind.GARBLED),
        (loopback.translates_as(""), Kind.GARBLED),
        (loopback.translates_as("  "), Kind.GARBLED),
        (loopback.translates_as("<html><body>Error 500 (Server Error)!!1</body></html>"), Kind.GARBLED),
        (loopback.translates_as("Gr\ufffd\ufffde"), Kind.GARBLED),
        (loopback.status(429), Kind.LIMITED),
        (loopback.status(503), Kind.SERVER),
    ],
)
def test_what_is_no_translation_is_a_failure(
    server: Loopback, which: int, behaviour: Behaviour, kind: Kind | None
) -> None:
    server.always = behaviour
    timeout_s = 0.2 if kind is Kind.TIMEOUT else 10
    with pytest.raises(TranslatorError) as raised:
        translated(both(server, timeout_s=timeout_s)[which], "Viele Grüße aus Jena.", source="de", target="en")
    # Only Google's page can be told for a captcha; an API that answers with one is just garbled.
    assert raised.value.kind is (kind or (Kind.BLOCKED, Kind.GARBLED)[which])


@pytest.mark.parametrize("which", [0, 1])
def test_a_text_about_error_pages_may_be_translated(server: Loopback, which: int) -> None:
    server.always = loopback.translates_as("The tag <div> and captcha pages: too many requests")
    text = "Das Tag <div> und Captcha-Seiten: too many requests"
    assert translated(both(server)[which], text, source="de", target="en").startswith("The tag")


def test_google_echoing_signs_without_letters_gives_them_back(server: Loopback) -> None:
    server.always = loopback.translates_as("…?!")
    assert translated(both(server)[0], "…?!", source="de", target="en") == "…?!"


def test_a_language_that_nobody_knows_is_refused_without_a_request(server: Loopback) -> None:
    for provider in both(server):
        with pytest.raises(TranslatorError) as raised:
            translated(provider, "Licht", source="de", target="xx")
        assert raised.value.kind is Kind.UNKNOWN_PAIR
    assert server.requests == []


def test_a_region_that_the_translator_does_not_know_is_left_out(server: Loopback) -> None:
    translated(both(server)[0], "Licht", source="de-DE", target="en-GB")
    assert "tl=en&sl=de" in server.requests[0].path


def test_a_long_text_travels_in_short_addresses_and_loses_nothing(server: Loopback) -> None:
    server.translate = str
    sentence = "Die Größe der Übertragungsgeräte überrascht „Fachbesucher“ für gewöhnlich; "
    text = sentence * 120 + "ü" * 4_999
    assert translated(both(server)[0], text, source="de", target="en") == text
    assert max(len(asked.path) for asked in server.requests) < 2_100
    assert len(server.requests) > 10


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_any_text_comes_back_as_the_server_sent_it(server: Loopback, text: str) -> None:
    server.translate = str
    for provider in both(server):
        assert translated(provider, text, source="de", target="en") == text


def test_deep_translator_itself_is_left_as_it_was(server: Loopback) -> None:
    translated(both(server)[0], "Licht", source="de", target="en")
    assert deep_google.requests is requests
