"""The services with keys, quotas and batches: DeepL, Microsoft, MyMemory, LibreTranslate, and an OpenAI endpoint."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import loopback
import pytest
from loopback import Behaviour, Loopback, says

from pipeline.config import DeepL, Google, LibreTranslate, Llm, Microsoft, MyMemory, Translate
from pipeline.translate.deepl import DeepLProvider
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.provider import Provider, Question
from pipeline.translate.providers import make_providers
from pipeline.translate.web import Bounds

SERVICES = ("google", "deepl", "microsoft", "mymemory", "libretranslate", "llm")
BATCHES = ("deepl", "microsoft", "libretranslate")
KEYS = {"deepl": "DEEPL_API_KEY", "microsoft": "MICROSOFT_API_KEY", "libretranslate": "LIBRETRANSLATE_API_KEY"}
KEYS |= {"llm": "LLM_API_KEY"}
SECRET = "s3cr3t-key:fx"
ENVIRONMENT = dict.fromkeys(KEYS.values(), SECRET)


def provider(server: Loopback, name: str, *, environ: dict[str, str] = ENVIRONMENT, email: str = "") -> Provider:
    settings = Translate(
        providers=(name,),
        connect_timeout_s=10,
        answer_timeout_s=10,
        google=Google(url=server.google_url),
        deepl=DeepL(url=server.deepl_url),
        microsoft=Microsoft(url=server.microsoft_url, region="westeurope"),
        mymemory=MyMemory(url=server.mymemory_url, email=email),
        libretranslate=LibreTranslate(url=server.libre_url),
        llm=Llm(url=server.llm_url, model="small"),
    )
    (made,) = make_providers(settings, environ=environ)
    return made


def translated(made: Provider, *texts: str, source: str = "de", target: str = "en") -> tuple[str, ...]:
    return made.translate([Question(text) for text in texts], source=source, target=target)


@pytest.mark.parametrize("name", SERVICES)
def test_a_sentence_is_translated(server: Loopback, name: str) -> None:
    made = provider(server, name)
    assert (made.name, made.local) == (name, False)
    assert translated(made, "Wir & die 3.000 Gäste <5 €") == ("We & the 3,000 Gäste <5 €",)
    assert server.texts == ["Wir & die 3.000 Gäste <5 €"]


@pytest.mark.parametrize("name", BATCHES)
def test_several_segments_travel_in_one_request_and_come_back_in_order(server: Loopback, name: str) -> None:
    server.translate = str.upper
    made = provider(server, name)
    texts = [f"satz {number}" for number in range(made.batch_size)]
    assert translated(made, *texts) == tuple(text.upper() for text in texts)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_is_bounded_by_its_size_too_and_long_texts_are_cut(server: Loopback, name: str) -> None:
    server.translate = str
    texts = ["Ein Satz über Größe. " * 300, "  Ein kurzer. ", "Ü" * 60_000]
    assert translated(provider(server, name), *texts) == tuple(texts)
    assert len(server.requests) > 1
    largest = {"deepl": 131_072, "microsoft": 400_000, "libretranslate": 20_000}[name]
    assert max(len(asked.body) for asked in server.requests) < largest
    assert max(sum(map(len, asked.texts)) for asked in server.requests) <= 50_000


@pytest.mark.parametrize("name", BATCHES)
def test_an_answer_too_many_is_no_answer_at_all(server: Loopback, name: str) -> None:
    server.always = loopback.one_too_many
    with pytest.raises(TranslatorError, match="hat 3 statt 2 Antworten gegeben") as raised:
        translated(provider(server, name), "eins", "zwei")
    assert raised.value.kind is Kind.GARBLED


@pytest.mark.parametrize("name", SERVICES)
def test_a_batch_of_one_empty_answer_fails(server: Loopback, name: str) -> None:
    server.always = loopback.translates_as(" ")
    with pytest.raises(TranslatorError) as raised:
        translated(provider(server, name), "Licht")
    assert raised.value.kind is Kind.GARBLED


@pytest.mark.parametrize("name", SERVICES[1:])
@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (loopback.portal, Kind.GARBLED),
        (loopback.empty_body, Kind.GARBLED),
        (loopback.bad_json, Kind.GARBLED),
        (loopback.wrong_json, Kind.GARBLED),
        (says("[]"), Kind.GARBLED),
        (says("null"), Kind.GARBLED),
        (says('{"translations": [{"text": null}], "translatedText": 3, "choices": []}'), Kind.GARBLED),
        (loopback.translates_as("<html><body>Error 500 (Server Error)!!1</body></html>"), Kind.GARBLED),
        (loopback.status(401), Kind.BLOCKED),
        (loopback.status(403), Kind.BLOCKED),
        (loopback.status(400), Kind.REFUSED),
        (loopback.status(413), Kind.REFUSED),
        (loopback.status(456), Kind.LIMITED),
        (loopback.status(429), Kind.LIMITED),
        (loopback.status(503), Kind.SERVER),
        (loopback.reset, Kind.UNREACHABLE),
    ],
)
def test_what_is_no_translation_is_a_failure(server: Loopback, name: str, behaviour: Behaviour, kind: Kind) -> None:
    server.always = behaviour
    with pytest.raises(TranslatorError) as raised:
        translated(provider(server, name), "Viele Grüße aus Jena.")
    assert raised.value.kind is kind


@pytest.mark.parametrize("name", SERVICES[1:])
def test_a_server_that_asks_for_a_pause_says_how_long(server: Loopback, name: str) -> None:
    server.always = loopback.status(429, Retry_After="7")
    with pytest.raises(TranslatorError) as raised:
        translated(provider(server, name), "Licht")
    assert raised.value.retry_after_s == 7


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("behaviour", [loopback.proper, loopback.status(403), loopback.status(500), loopback.bad_json])
def test_a_key_is_in_no_address_no_log_and_no_error(
    server: Loopback, name: str, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    server.always = behaviour
    told = []
    with caplog.at_level(logging.DEBUG):
        try:
            translated(provider(server, name), "Licht im Haus")
        except TranslatorError as error:
            while error is not None:
                told.append(f"{error!r} {error.args}")
                error = error.__cause__ or error.__context__  # type: ignore[assignment]  # walks up to the first
    (asked,) = server.requests
    assert SECRET in "".join(asked.headers.values()) + asked.body
    assert "Licht" not in asked.path
    for text in (asked.path, caplog.text, *told):
        assert SECRET not in text


@pytest.mark.parametrize("name", ["deepl", "microsoft"])
def test_without_its_key_a_service_is_not_asked(server: Loopback, name: str) -> None:
    with pytest.raises(TranslatorError, match=f"Umgebungsvariablen {KEYS[name]}") as raised:
        translated(provider(server, name, environ={KEYS[name]: " \n"}), "Licht")
    assert raised.value.kind is Kind.BLOCKED
    assert server.requests == []


def test_deepl_is_asked_as_it_expects_and_a_key_of_a_file_loses_its_line_break(server: Loopback) -> None:
    made = provider(server, "deepl", environ={"DEEPL_API_KEY": SECRET + "\n"})
    translated(made, "Grüße", "Licht")
    (asked,) = server.requests
    assert (asked.method, asked.path) == ("POST", "/v2/translate")
    assert asked.headers["Authorization"] == f"DeepL-Auth-Key {SECRET}"
    assert json.loads(asked.body) == {"text": ["Grüße", "Licht"], "source_lang": "DE", "target_lang": "EN-GB"}


@pytest.mark.parametrize(
    ("key", "host"), [("abc:fx", "https://api-free.deepl.com/v2/"), ("abc", "https://api.deepl.com/v2/")]
)
def test_the_kind_of_key_says_which_server_of_deepl_it_is_for(key: str, host: str) -> None:
    bounds = Bounds(connect_timeout_s=1, answer_timeout_s=1)
    assert DeepLProvider(url="", bounds=bounds, api_key=key, api_key_env="")._url == host


def test_microsoft_is_asked_as_it_expects_and_nobody_else_for_its_languages(server: Loopback) -> None:
    translated(provider(server, "microsoft"), "Grüße", "Licht")
    (asked,) = server.requests
    assert urlsplit(asked.path).path == "/azure/translate"
    assert parse_qs(urlsplit(asked.path).query) == {"api-version": ["3.0"], "from": ["de"], "to": ["en"]}
    assert json.loads(asked.body) == [{"text": "Grüße"}, {"text": "Licht"}]
    headers = {name.lower(): value for name, value in asked.headers.items()}
    assert headers["ocp-apim-subscription-key"] == SECRET
    assert headers["ocp-apim-subscription-region"] == "westeurope"


@pytest.mark.parametrize(
    ("name", "tags", "sent"),
    [
        ("deepl", ("de-AT", "en-US"), ("DE", "EN-US")),
        ("deepl", ("de", "pt-BR"), ("DE", "PT-BR")),
        ("deepl", ("de", "fr-CH"), ("DE", "FR")),
        ("microsoft", ("de-AT", "en-GB"), ("de", "en")),
        ("microsoft", ("de", "pt-PT"), ("de", "pt-pt")),
        ("microsoft", ("de", "pt-BR"), ("de", "pt")),
        ("microsoft", ("de", "zh-TW"), ("de", "zh-Hant")),
        ("mymemory", ("de", "en"), ("de-DE", "en-GB")),
        ("mymemory", ("de-AT", "en-US"), ("de-AT", "en-US")),
        ("mymemory", ("de", "pt-BR"), ("de-DE", "pt-BR")),
        ("mymemory", ("de", "cs"), ("de-DE", "cs-CZ")),
        ("libretranslate", ("de-DE", "en-GB"), ("de", "en")),
    ],
)
def test_languages_are_named_as_the_service_names_them(
    server: Loopback, name: str, tags: tuple[str, str], sent: tuple[str, str]
) -> None:
    translated(provider(server, name), "Licht", source=tags[0], target=tags[1])
    (asked,) = server.requests
    body = json.loads(asked.body) if name in ("deepl", "libretranslate") else None
    query = parse_qs(urlsplit(asked.path).query)
    found = {
        "deepl": lambda: (body["source_lang"], body["target_lang"]),
        "libretranslate": lambda: (body["source"], body["target"]),
        "microsoft": lambda: (query["from"][0], query["to"][0]),
        "mymemory": lambda: tuple(query["langpair"][0].split("|")),
    }[name]()
    assert found == sent


def test_mymemory_is_refused_a_language_it_does_not_know_without_a_request(server: Loopback) -> None:
    with pytest.raises(TranslatorError, match="von „de“ nach „xx“") as raised:
        translated(provider(server, "mymemory"), "Licht", target="xx")
    assert (raised.value.kind, server.requests) == (Kind.UNKNOWN_PAIR, [])


def test_mymemory_gets_at_most_500_bytes_at_once_and_the_email_if_there_is_one(server: Loopback) -> None:
    server.translate = str
    text = "Die Größe der Übertragungsgeräte überrascht „Fachbesucher“; " * 30
    assert translated(provider(server, "mymemory", email="presse@example.org"), text) == (text,)
    assert max(len(asked.text.encode()) for asked in server.requests) < 500
    assert {parse_qs(urlsplit(asked.path).query)["de"][0] for asked in server.requests} == {"presse@example.org"}


def _mymemory(text: str, *, status: object = 200, details: str = "") -> Behaviour:
    answer = {"responseData": {"translatedText": text}, "responseStatus": status, "responseDetails": details}
    return says(json.dumps({**answer, "matches": []}))


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (
            _mymemory("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT IN 9 HOURS"),
            Kind.LIMITED,
        ),
        (_mymemory("", status="429", details="TOO MANY"), Kind.LIMITED),
        (_mymemory("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", status="403"), Kind.REFUSED),
        (_mymemory("INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT"), Kind.REFUSED),
        (_mymemory("", status=500), Kind.SERVER),
        (says('{"responseData": {"translatedText": null}, "responseStatus": 200, "matches": []}'), Kind.GARBLED),
    ],
)
def test_mymemory_may_fail_inside_an_answer_with_status_200(server: Loopback, behaviour: Behaviour, kind: Kind) -> None:
    server.always = behaviour
    with pytest.raises(TranslatorError) as raised:
        translated(provider(server, "mymemory"), "Viele Grüße aus Jena.")
    assert raised.value.kind is kind


def test_entities_of_mymemory_become_characters_unless_the_text_has_them_itself(server: Loopback) -> None:
    server.always = loopback.translates_as("It&#39;s &quot;light&quot;")
    assert translated(provider(server, "mymemory"), "Es ist „Licht“") == ("""It's "light\"""",)
    assert translated(provider(server, "mymemory"), "Das Zeichen &quot; ist „Licht“") == ("It&#39;s &quot;light&quot;",)


def test_memory_among_the_providers_is_nobody_to_be_asked(server: Loopback) -> None:
    def names(*providers: str) -> Sequence[str]:
        return [made.name for made in make_providers(Translate(providers=providers), environ={})]

    assert names("memory") == []
    assert names("google", "memory", "libretranslate") == ["google", "libretranslate"]


def test_only_where_a_server_or_model_can_be_in_the_house_the_settings_say_so() -> None:
    settings = Translate(
        providers=("google", "deepl", "microsoft", "mymemory", "libretranslate", "llm", "firefox"),
        libretranslate=LibreTranslate(local=True),
        llm=Llm(local=True),
    )
    local = {made.name: made.local for made in make_providers(settings, environ={})}
    assert [name for name in local if local[name]] == ["libretranslate", "llm", "firefox"]
