from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from typing import Any

import loopback
import pytest
from loopback import Behaviour, Loopback

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.libretranslate import LibreTranslateProvider
from pipeline.translate.lines import Line, Manners
from pipeline.translate.provider import Provider, Question
from pipeline.translate.web import Bounds, fetch

BOUNDS = Bounds(connect_timeout_s=5.0, answer_timeout_s=5.0, proxied=False)


class InBatches:
    """A translator that sends a list of texts and takes a list of translations."""

    name = "batches"
    local = True
    takes_hints = False

    def __init__(self, url: str, batch_size: int) -> None:
        self.batch_size = batch_size
        self._url = url

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        body = {"q": [question.text for question in questions]}
        return tuple(fetch("POST", self._url, body=body, bounds=BOUNDS).json()["translatedText"])  # type: ignore[arg-type]


def singly(server: Loopback) -> Provider:
    return LibreTranslateProvider(url=server.libre_url, bounds=BOUNDS, local=True)


def ask(line: Line, *texts: str) -> tuple[str | TranslatorError, ...]:
    return line.ask([Question(text) for text in texts], source="de", target="en")


def kinds(outcomes: Sequence[str | TranslatorError]) -> list[Kind | None]:
    return [outcome.kind if isinstance(outcome, TranslatorError) else None for outcome in outcomes]


class Clock:
    """A clock that stands still until somebody waits by it."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(server: Loopback, clock: Clock) -> Line:
    return Line(singly(server), Manners(longest_wait_s=30), pause=clock.pause, clock=clock)


# --- tries and waits -------------------------------------------------------------------------------------


def years_ago(behaviour: Behaviour) -> Behaviour:
    """The same, said by a server whose clock is years behind."""

    def answer(handler: Any, text: str) -> None:
        handler.date_time_string = lambda: formatdate(1_700_000_000, usegmt=True)
        behaviour(handler, text)

    return answer


@pytest.mark.parametrize("code", [429, 503, 500])
@pytest.mark.parametrize("stated", ["12", formatdate(1_700_000_012, usegmt=True)])
def test_the_wait_that_a_server_asks_for_is_kept_and_a_little_spread(
    server: Loopback, line: Line, clock: Clock, code: int, stated: str
) -> None:
    server.then(years_ago(loopback.status(code, Retry_After=stated)))
    assert ask(line, "Das Licht") == ("The Licht",)
    assert 12 <= sum(clock.pauses) <= 13
    assert len(server.requests) == 2


def test_our_own_waits_grow_and_differ(server: Loopback, line: Line, clock: Clock) -> None:
    server.always = loopback.status(500)
    for _ in range(3):
        ask(line, "Licht")
    assert len(server.requests) == 9
    firsts, seconds = clock.pauses[::2], clock.pauses[1::2]
    assert all(0.25 <= wait <= 0.75 for wait in firsts)
    assert all(0.5 <= wait <= 1.5 for wait in seconds)
    assert len(set(clock.pauses)) == len(clock.pauses)


@pytest.mark.parametrize("code", [429, 503])
def test_a_wait_that_is_too_long_ends_the_asking_for_this_run(
    server: Loopback, line: Line, clock: Clock, code: int
) -> None:
    server.always = loopback.status(code, Retry_After="31")
    assert kinds(ask(line, "Licht")) != [None]
    server.always = loopback.proper
    (again,) = ask(line, "Lampe")
    assert isinstance(again, TranslatorError)
    assert str(code) in again.reason_de
    assert len(server.requests) == 1
    assert clock.pauses == []


@pytest.mark.parametrize("stated", ["", "bald", "-5", "1.5", "Wed, 99 Foo 2020 00:00:00 GMT", "٣"])
def test_a_wait_that_cannot_be_read_is_none(server: Loopback, line: Line, stated: str) -> None:
    server.always = loopback.status(429, Retry_After=stated.encode().decode("latin-1"))
    (outcome,) = ask(line, "Licht")
    assert isinstance(outcome, TranslatorError)
    assert outcome.retry_after_s is None
    assert len(server.requests) == 1


def test_a_date_that_is_past_means_at_once(server: Loopback, line: Line, clock: Clock) -> None:
    server.then(loopback.status(503, Retry_After=formatdate(1_000_000_000, usegmt=True)))
    assert kinds(ask(line, "Licht")) == [None]
    assert sum(clock.pauses) <= 1


@pytest.mark.slow
def test_the_wait_that_a_server_asks_for_holds_for_every_thread(server: Loopback) -> None:
    arrived: list[float] = []

    def noting(behaviour: Behaviour) -> Behaviour:
        def answer(handler: Any, text: str) -> None:
            arrived.append(time.monotonic())
            behaviour(handler, text)

        return answer

    server.then(noting(loopback.status(429, Retry_After="1")))
    server.always = noting(loopback.proper)
    line = Line(singly(server), Manners(concurrency=4))
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(ask, line, "eins")
        while not arrived:
            time.sleep(0.01)
        time.sleep(0.2)  # the refusal has been read by now
        others = [threads.submit(ask, line, text) for text in ("zwei", "drei", "vier")]
        assert [kinds(asked.result()) for asked in (first, *others)] == [[None]] * 4
    assert all(moment - arrived[0] >= 0.95 for moment in arrived[1:])


def test_many_threads_keep_to_the_rate_and_a_short_text_does_not_wait(server: Loopback) -> None:
    line = Line(singly(server), Manners(concurrency=8, requests_per_second=40))
    began = time.monotonic()
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(lambda number: ask(line, f"Licht {number}"), range(5)))
    burst_s = time.monotonic() - began
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: ask(line, f"Licht {number}"), range(5, 25)))
    assert len(server.requests) == 25
    # Five are free; the others come one every 25 ms from the first on.
    assert time.monotonic() - began >= 20 / 40
    assert burst_s < 20 / 40


# --- the breaker -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "most"),
    [
        (loopback.status(403), 1),
        (loopback.status(429), 1),
        (loopback.bad_json, 3),
        (loopback.status(400), 3),
        (loopback.reset, 3),
        (loopback.status(500), 9),
    ],
)
def test_what_opened_the_breaker_is_what_everybody_hears_afterwards(
    server: Loopback, line: Line, behaviour: Behaviour, most: int
) -> None:
    server.always = behaviour
    heard = [kinds(ask(line, f"Licht {number}")) for number in range(20)]
    assert len(server.requests) == most
    assert heard == [heard[0]] * 20
    assert heard[0] != [None]


def test_an_answer_in_between_closes_the_account_of_failures(server: Loopback, line: Line) -> None:
    server.then(*[loopback.bad_json, loopback.bad_json, loopback.proper] * 4)
    heard = [kinds(ask(line, f"Licht {number}")) for number in range(12)]
    assert heard == [[Kind.GARBLED], [Kind.GARBLED], [None]] * 4


def test_threads_that_fail_together_stop_together(server: Loopback, clock: Clock) -> None:
    server.always = loopback.status(403)
    line = Line(singly(server), Manners(concurrency=8), pause=clock.pause)
    start = threading.Barrier(8)

    def all_at_once(number: int) -> list[Kind | None]:
        start.wait()
        return [kind for turn in range(20) for kind in kinds(ask(line, f"Licht {number} {turn}"))]

    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(all_at_once, range(8)))
    assert heard == [[Kind.BLOCKED] * 20] * 8
    assert len(server.requests) <= 8


# --- batches ---------------------------------------------------------------------------------------------


def in_lists(refuses: Callable[[list[str]], bool], refusal: Behaviour) -> Behaviour:
    """Proper answers to lists, unless one is refused."""

    def answer(handler: Any, text: str) -> None:
        behave = refusal if refuses(list(handler.asked.texts)) else loopback.proper
        behave(handler, text)

    return answer


@pytest.fixture
def batches(server: Loopback, clock: Clock) -> Line:
    return Line(InBatches(server.libre_url, 16), Manners(), pause=clock.pause, clock=clock)


TEXTS = [f"Das Licht {number}" for number in range(16)]
TOO_FEW: Behaviour = loopback.says('{"translatedText": ["Light"]}')
EMPTY: Behaviour = loopback.says(json.dumps({"translatedText": [" "] * 16}))


@pytest.mark.parametrize("refusal", [loopback.status(400), loopback.status(413), loopback.bad_json, TOO_FEW, EMPTY])
@pytest.mark.parametrize("poison", [{0}, {7}, {15}, {3, 12}, set()])
def test_one_question_costs_no_other_its_answer(
    server: Loopback, batches: Line, refusal: Behaviour, poison: set[int]
) -> None:
    bad = {TEXTS[number] for number in poison}
    server.always = in_lists(lambda texts: bool(bad & set(texts)), refusal)
    heard = ask(batches, *TEXTS)
    right = [outcome == text.replace("Das", "The") for text, outcome in zip(TEXTS, heard, strict=True)]
    # A list with one text too few is right for a single one.
    lost = set() if refusal is TOO_FEW else poison
    assert [number for number, is_right in enumerate(right) if not is_right] == sorted(poison)
    assert [number for number, kind in enumerate(kinds(heard)) if kind] == sorted(lost)
    assert len(server.requests) <= 1 + 8 * len(poison)


def test_a_batch_that_is_too_large_is_asked_in_parts_and_nobody_is_blamed(server: Loopback, batches: Line) -> None:
    server.always = in_lists(lambda texts: len(texts) > 2, loopback.status(413))
    for turn in range(4):
        assert kinds(ask(batches, *(f"{text} {turn}" for text in TEXTS))) == [None] * 16


def test_a_service_that_is_out_of_order_is_not_asked_for_every_question_of_a_batch(
    server: Loopback, batches: Line
) -> None:
    server.always = loopback.bad_json
    assert kinds(ask(batches, *TEXTS)) == [Kind.GARBLED] * 16
    assert len(server.requests) <= 8
    server.requests.clear()
    ask(batches, *TEXTS)
    assert server.requests == []


def test_a_language_that_a_translator_does_not_know_does_not_silence_it_for_the_others(
    server: Loopback, line: Line
) -> None:
    for _ in range(10):
        (unknown,) = line.ask([Question("Licht")], source="de", target="tlh")
        assert isinstance(unknown, TranslatorError)
        assert unknown.kind is Kind.UNKNOWN_PAIR
    assert server.requests == []
    assert kinds(ask(line, "Das Licht")) == [None]


def test_a_translator_that_breaks_down_is_a_failure_like_any_other() -> None:
    class Broken:
        name = "broken"
        local = False
        takes_hints = False
        batch_size = 1

        def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
            raise KeyError("result")

    (outcome,) = ask(Line(Broken(), Manners()), "Licht")
    assert isinstance(outcome, TranslatorError)
    assert outcome.reason_de == "ist an einem Fehler gescheitert (KeyError)"
