"""A translation server on this machine that speaks every protocol of :mod:`protocols`, well or badly.

Use it as a context manager; ``google_url``, ``libre_url`` and so on go into the settings. ``requests`` lists what was
asked. ``then(*behaviours)`` says what the next requests get; afterwards, and by default, every request gets
``always``, which is a proper answer. Nothing outside 127.0.0.1 is ever asked.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from protocols import Protocol, protocol_of

_WORDS = {
    "aber": "but",
    "auch": "also",
    "auf": "on",
    "aus": "from",
    "bei": "at",
    "das": "the",
    "dem": "the",
    "den": "the",
    "der": "the",
    "des": "of the",
    "die": "the",
    "ein": "a",
    "eine": "a",
    "einem": "a",
    "einen": "a",
    "einer": "a",
    "für": "for",
    "hat": "has",
    "im": "in the",
    "ist": "is",
    "mit": "with",
    "nach": "after",
    "nicht": "not",
    "oder": "or",
    "sich": "itself",
    "sie": "they",
    "sind": "are",
    "um": "at",
    "und": "and",
    "vom": "from the",
    "von": "of",
    "werden": "become",
    "wie": "as",
    "wir": "we",
    "wird": "becomes",
    "wurde": "was",
    "zu": "to",
    "zum": "to the",
    "zur": "to the",
    "Millionen": "million",
    "Mio.": "million",
    "Milliarden": "billion",
    "Januar": "January",
    "Februar": "February",
    "März": "March",
    "Mai": "May",
    "Juni": "June",
    "Juli": "July",
    "Oktober": "October",
    "Dezember": "December",
}
_TOKEN = re.compile(r"\d[\d.,]*\d|\w+\.?|\W")
_DOUBLED = re.compile(r"\b(\w+) \1\b")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
_NUMERIC_DATE = re.compile(r"\d{1,2}\.(\d{1,2})\.\d{4}")


def pseudo_english(text: str) -> str:
    """German with English function words, endings, figures and quotation marks: enough to pass for a translation."""
    words = "".join(_pseudo(token) for token in _TOKEN.findall(text)).replace("„", '"').replace("“", '"')
    return _DOUBLED.sub(r"\1", words)


def _pseudo(token: str) -> str:
    if _PLAIN_NUMBER.fullmatch(token):
        return token.translate(str.maketrans(".,", ",."))
    for word in (token, token.lower()):
        if word in _WORDS:
            english = _WORDS[word]
            return english[0].upper() + english[1:] if token[0].isupper() else english
    # A German word left standing would be a fault of the translation.
    word = token.rstrip(".")
    return f"{word}ly{token[len(word) :]}" if word.islower() and len(word) > 1 else token


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its method, its path with the query, and the texts in it; ``text`` is the first."""

    method: str
    path: str
    texts: tuple[str, ...]
    body: str
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.texts[0]


Behaviour = Callable[["_Handler", str], None]


class Loopback:
    """The server; ``translate`` makes the translations, ``always`` says what a request gets by default."""

    def __init__(self, translate: Callable[[str], str] = pseudo_english) -> None:
        self.translate = translate
        self.always: Behaviour = proper
        self.requests: list[Asked] = []
        self.connections = 0
        self.closing = threading.Event()
        self._next: deque[Behaviour] = deque()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    @property
    def google_url(self) -> str:
        return self.base_url + "m"

    @property
    def libre_url(self) -> str:
        return self.base_url

    @property
    def deepl_url(self) -> str:
        return self.base_url + "v2"

    @property
    def microsoft_url(self) -> str:
        return self.base_url + "azure/translate"

    @property
    def mymemory_url(self) -> str:
        return self.base_url + "get"

    @property
    def llm_url(self) -> str:
        return self.base_url + "v1"

    @property
    def texts(self) -> list[str]:
        """The texts asked for so far."""
        return [text for asked in self.requests for text in asked.texts]

    def then(self, *behaviours: Behaviour) -> None:
        """What the next requests get, one each."""
        self._next.extend(behaviours)

    def behaviour(self) -> Behaviour:
        return self._next.popleft() if self._next else self.always

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A request that never ends must not keep the test from ending.
    block_on_close = False

    def __init__(self, loopback: Loopback) -> None:
        self.loopback = loopback
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: object, client_address: object) -> None:
        self.loopback.connections += 1
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    asked: Asked
    protocol: Protocol

    def do_GET(self) -> None:
        self._serve("GET", "")

    def do_POST(self) -> None:
        self._serve("POST", self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

    def _serve(self, method: str, body: str) -> None:
        loopback = self.server.loopback
        self.protocol = protocol_of(method, self.path)
        self.asked = Asked(method, self.path, tuple(self.protocol.texts(self.path, body)), body, dict(self.headers))
        loopback.requests.append(self.asked)
        with suppress(OSError):
            loopback.behaviour()(self, self.asked.text)

    def page(self, text: str) -> bytes:
        """A proper answer in the protocol that was spoken."""
        return self.answer([self.server.loopback.translate(each) for each in self.asked.texts])

    def answer(self, translations: Sequence[str]) -> bytes:
        """An answer with exactly these translations."""
        return self.protocol.answer(translations, self.asked.body).encode()

    def send(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        kind = "application/json" if self.command == "POST" else "text/html; charset=UTF-8"
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: pytest shows what failed."""


# --- behaviours ------------------------------------------------------------------------------------------


def proper(handler: _Handler, text: str) -> None:
    handler.send(handler.page(text))


def late(seconds: float) -> Behaviour:
    """A proper answer after a while."""

    def answer(handler: _Handler, text: str) -> None:
        handler.server.loopback.closing.wait(seconds)
        proper(handler, text)

    return answer


def never(handler: _Handler, text: str) -> None:
    """Silence until the server ends."""
    handler.server.loopback.closing.wait()


def drip_body(handler: _Handler, text: str) -> None:
    """Headers at once, then a byte every 50 ms."""
    page = handler.page(text) + b" " * 10_000
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(page)))
    handler.end_headers()
    _drip(handler, page)


def drip_headers(handler: _Handler, text: str) -> None:
    """Not even the headers come to an end."""
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000)


def _drip(handler: _Handler, content: bytes) -> None:
    for byte in content:
        if handler.server.loopback.closing.wait(0.05):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def reset(handler: _Handler, text: str) -> None:
    """A TCP reset instead of an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def cut_short(handler: _Handler, text: str) -> None:
    """Half of the body that was promised."""
    page = handler.page(text)
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(page)))
    handler.end_headers()
    handler.wfile.write(page[: len(page) // 2])


def status(code: int, **headers: str) -> Behaviour:
    """An error with a page of its own."""

    def answer(handler: _Handler, text: str) -> None:
        handler.send(b"<html><body><h1>Error</h1></body></html>", status=code, **headers)

    return answer


def redirect(location: str, *, code: int = 302) -> Behaviour:
    """A redirect; to the server's own address it goes in a circle."""
    return status(code, Location=location)


def says(body: str) -> Behaviour:
    """Status 200 with exactly this body."""

    def answer(handler: _Handler, text: str) -> None:
        handler.send(body.encode())

    return answer


def translates_as(translation: str) -> Behaviour:
    """A proper answer with exactly this translation."""

    def answer(handler: _Handler, text: str) -> None:
        handler.send(handler.answer([translation for _ in handler.asked.texts]))

    return answer


def one_too_many(handler: _Handler, text: str) -> None:
    """A proper answer with a translation more than there were texts."""
    handler.send(handler.answer([handler.server.loopback.translate(each) for each in (*handler.asked.texts, "Rest")]))


empty_body = says("")
captcha = says("<html><body>Our systems have detected unusual traffic: <div id=captcha></div></body></html>")
portal = says("<!DOCTYPE html><html><body><h1>WLAN-Anmeldung</h1><p>Bitte anmelden.</p></body></html>")
bad_json = says('{"translatedText": "half')
wrong_json = says('{"error": "?"}')


def huge(handler: _Handler, text: str) -> None:
    """More bytes than any translation has."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x" * 100_000)
