"""What speaks HTTP for :mod:`pipeline.translate.web`: one request, whose sockets another thread can shut down."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.web import Answer, Bounds

_LOG = logging.getLogger(__name__)
_CHUNK_BYTES = 16_384
_GRACE_S = 1.0


class Call:
    """The sockets of one request, so that another thread can hang up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._over = False

    def hold(self, opened: socket.socket) -> None:
        """Take note of a socket; a ``TimeoutError`` if the call is over already."""
        # A duplicate stands for the same connection even after TLS has taken the original over.
        with self._lock:
            if self._over:
                opened.close()
                raise TimeoutError
            self._sockets.append(opened.dup())

    def hang_up(self) -> None:
        """Shut down what is open: whoever reads from it goes on at once."""
        with self._lock:
            self._over = True
            for held in self._sockets:
                with suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)
                held.close()
            self._sockets.clear()


class _Adapter(HTTPAdapter):
    """Hands every socket that ``requests`` opens to the call."""

    def __init__(self, call: Call) -> None:
        self._call = call
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = _held(pool.ConnectionCls, self._call)
        return pool


def _held(connection_class: Any, call: Call) -> Any:
    class Held(connection_class):  # type: ignore[misc]  # the class is only known at run time
        def _new_conn(self) -> socket.socket:
            opened: socket.socket = super()._new_conn()
            call.hold(opened)
            return opened

    return Held


def ask(
    call: Call,
    method: str,
    url: str,
    params: Mapping[str, str] | None,
    body: Any,
    headers: Mapping[str, str] | None,
    bounds: Bounds,
) -> Answer | TranslatorError:
    """The answer, or what went wrong; does not raise, for there is nobody above it in its thread."""
    with requests.Session() as session:
        session.mount("http://", _Adapter(call))
        session.mount("https://", _Adapter(call))
        session.max_redirects = bounds.max_redirects
        session.trust_env = bounds.proxied
        try:
            with session.request(
                method,
                url,
                params=params,
                json=body,
                stream=True,
                allow_redirects=method == "GET",
                # The read time-out ends the helper should hanging up not wake it; the caller is faster.
                timeout=(bounds.connect_timeout_s, bounds.answer_timeout_s + _GRACE_S),
                headers={**(headers or {}), "Accept-Encoding": "identity", "Connection": "close"},
            ) as response:
                if not 200 <= response.status_code < 300:
                    return _refusal(response)
                return _read(response, max_bytes=bounds.max_bytes)
        except requests.exceptions.Timeout as error:
            return _failed("hat nicht rechtzeitig geantwortet", Kind.TIMEOUT, error)
        except (requests.exceptions.TooManyRedirects, requests.exceptions.InvalidSchema) as error:
            return _failed("leitet im Kreis oder an eine unzulässige Adresse weiter", Kind.UNREACHABLE, error)
        except requests.exceptions.SSLError as error:
            return _failed("hat kein gültiges Zertifikat", Kind.UNREACHABLE, error)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            broken_off = any(isinstance(part, urllib3.exceptions.ProtocolError) for part in (error, *error.args))
            reason = "hat die Verbindung abgebrochen" if broken_off else "ist nicht erreichbar"
            return _failed(reason, Kind.UNREACHABLE, error)


def _failed(reason: str, kind: Kind, error: Exception) -> TranslatorError:
    # The error's own text holds the whole address and so the text to be translated: not for the log.
    _LOG.debug("request failed: %s", type(error).__name__)
    failure = TranslatorError(reason, kind)
    failure.__cause__ = error
    return failure


def _read(response: requests.Response, *, max_bytes: int) -> Answer | TranslatorError:
    content = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        content += chunk
        if len(content) > max_bytes:
            return TranslatorError("hat eine viel zu große Antwort gegeben", Kind.GARBLED)
    # Without a stated charset ``requests`` would take Latin-1; both servers mean UTF-8.
    stated = "charset" in response.headers.get("Content-Type", "").lower()
    encoding = (response.encoding if stated else None) or "utf-8"
    try:
        text = content.decode(encoding, errors="replace")
    except LookupError:
        text = content.decode("utf-8", errors="replace")
    return Answer(response.status_code, text)


def _refusal(response: requests.Response) -> TranslatorError:
    status = response.status_code
    if status == 429:
        reason = "nimmt im Augenblick keine weiteren Anfragen an (HTTP 429)"
        return TranslatorError(reason, Kind.LIMITED, retry_after_s=_retry_after_s(response.headers))
    if status == 456:  # DeepL's own: the characters of the month are used up
        return TranslatorError("hat das Kontingent des Kontos aufgebraucht (HTTP 456)", Kind.LIMITED)
    if status in (401, 403, 407, 451):
        return TranslatorError(f"verweigert die Antwort (HTTP {status})", Kind.BLOCKED)
    if status >= 500:
        reason = f"meldet einen eigenen Fehler (HTTP {status})"
        return TranslatorError(reason, Kind.SERVER, retry_after_s=_retry_after_s(response.headers))
    if status < 400:
        return TranslatorError(f"leitet an eine andere Adresse weiter (HTTP {status})", Kind.REFUSED)
    return TranslatorError(f"weist die Anfrage zurück (HTTP {status})", Kind.REFUSED)


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """The wait that a server asks for, as seconds or as a date (RFC 9110, 10.2.3); ``None`` if it cannot be read."""
    stated = headers.get("Retry-After", "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated)
    until = _http_date(stated)
    if until is None:
        return None
    # By the server's own clock, if it tells it: ours may be wrong.
    return max(0.0, (until - (_http_date(headers.get("Date", "")) or datetime.now(UTC))).total_seconds())


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
