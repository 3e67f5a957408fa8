from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace

import loopback
import pytest
from loopback import Behaviour, Loopback

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.web import Bounds, fetch

# For a server that answers at once, and for one that does not.
BOUNDS = Bounds(connect_timeout_s=10, answer_timeout_s=10, max_bytes=200_000)
SHORT = Bounds(connect_timeout_s=0.2, answer_timeout_s=0.2)
# The deadline, and what a busy machine may add to it.
AT_MOST_S = SHORT.answer_timeout_s + 2


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (loopback.never, Kind.TIMEOUT),
        (loopback.late(5), Kind.TIMEOUT),
        (loopback.drip_body, Kind.TIMEOUT),
        (loopback.drip_headers, Kind.TIMEOUT),
        (loopback.reset, Kind.UNREACHABLE),
        (loopback.cut_short, Kind.UNREACHABLE),
        (loopback.redirect("/m"), Kind.UNREACHABLE),
        (loopback.redirect("file:///etc/hostname"), Kind.UNREACHABLE),
        (loopback.redirect("http://127.0.0.1:99999999/"), Kind.UNREACHABLE),
        (loopback.status(429, Retry_After="3600"), Kind.LIMITED),
        (loopback.status(403), Kind.BLOCKED),
        (loopback.status(500), Kind.SERVER),
        (loopback.status(404), Kind.REFUSED),
        (loopback.huge, Kind.GARBLED),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whatever_the_server_does_the_call_ends_in_time_with_a_reason(
    server: Loopback, method: str, behaviour: Behaviour, kind: Kind
) -> None:
    server.always = behaviour
    bounds = SHORT if kind is Kind.TIMEOUT else BOUNDS
    began = time.monotonic()
    with pytest.raises(TranslatorError) as raised:
        fetch(method, server.google_url, params={"q": "Licht"}, bounds=bounds)  # type: ignore[arg-type]  # parametrised
    assert time.monotonic() - began < AT_MOST_S
    expected = Kind.REFUSED if method == "POST" and kind is Kind.UNREACHABLE and _redirects(behaviour) else kind
    assert raised.value.kind is expected
    assert raised.value.reason_de


def _redirects(behaviour: Behaviour) -> bool:
    return "status" in behaviour.__qualname__


@pytest.mark.parametrize("behaviour", [loopback.never, loopback.drip_body, loopback.drip_headers])
def test_no_helper_thread_outlives_its_call(server: Loopback, behaviour: Behaviour) -> None:
    server.always = behaviour
    with pytest.raises(TranslatorError):
        fetch("GET", server.google_url, bounds=SHORT)
    helpers = [thread for thread in threading.enumerate() if thread.name == "translator request"]
    for helper in helpers:
        helper.join(0.5)
        assert not helper.is_alive()


def test_a_name_that_is_looked_up_for_ever_costs_no_more_than_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    resolved = threading.Event()

    def hang(*args: object, **kwargs: object) -> object:
        resolved.wait(5)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    began = time.monotonic()
    with pytest.raises(TranslatorError) as raised:
        fetch("GET", "http://translator.invalid/m", bounds=SHORT)
    assert time.monotonic() - began < AT_MOST_S
    assert raised.value.kind is Kind.TIMEOUT
    resolved.set()


def test_a_closed_port_is_unreachable() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        with pytest.raises(TranslatorError) as raised:
            fetch("GET", f"http://127.0.0.1:{port}/", bounds=BOUNDS)
    assert raised.value.kind is Kind.UNREACHABLE


def test_a_get_follows_a_redirect_and_a_post_does_not(server: Loopback) -> None:
    server.then(loopback.redirect("/elsewhere?q=Licht"))
    assert "Licht" in fetch("GET", server.google_url, bounds=BOUNDS).text
    server.then(loopback.redirect("/elsewhere", code=307))
    with pytest.raises(TranslatorError):
        fetch("POST", server.libre_url, body={"q": "Licht"}, bounds=BOUNDS)
    assert len(server.requests) == 3


def test_a_proxy_of_the_environment_never_sees_a_text_that_must_stay_in_the_house(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Loopback() as proxy:
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url)
        monkeypatch.setenv("http_proxy", proxy.base_url)
        direct = replace(BOUNDS, proxied=False)
        fetch("POST", server.libre_url, body={"q": "geheim"}, bounds=direct)
        assert proxy.connections == 0
        fetch("POST", server.libre_url, body={"q": "offen"}, bounds=BOUNDS)
        assert proxy.connections == 1


def test_an_unstated_charset_is_utf_8(server: Loopback) -> None:
    server.always = lambda handler, text: handler.send("Grüße".encode(), Content_Type="text/html")
    assert fetch("GET", server.google_url, bounds=BOUNDS).text == "Grüße"
    server.always = lambda handler, text: handler.send(
        "Grüße".encode("latin-1"), Content_Type="text/html; charset=latin-1"
    )
    assert fetch("GET", server.google_url, bounds=BOUNDS).text == "Grüße"
