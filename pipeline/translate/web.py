"""One HTTP request that ends in time, whatever the server does.

``requests`` bounds the wait for each packet, not for the answer: a server that drips a byte a second, in
the headers or in the body, outlives any of its time-outs, and looking a name up has none at all. So the
request runs in a helper thread; the caller waits for it until its deadline and not a moment longer. At the
deadline the caller hangs up, that is, shuts the socket down, which makes the helper's blocked read return,
so that it ends by itself: no thread is killed, and none waits on. Bounding the socket itself would need a
hook in each of the layers that read from it: the proxy's tunnel, TLS, the headers and the body.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.translate.errors import Kind, TranslatorError


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may cost; ``answer_timeout_s`` runs from the first look-up to the last byte.

    ``proxied`` says whether the proxy of the environment may be used; it must not for a text that may not
    leave the house.
    """

    connect_timeout_s: float
    answer_timeout_s: float
    max_bytes: int = 1_000_000
    max_redirects: int = 3
    proxied: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer with a status from 200 to 299; looks enough like ``requests.Response``."""

    status_code: int
    text: str

    def json(self) -> Any:
        """The parsed body; a ``TranslatorError`` if it is no JSON."""
        try:
            return json.loads(self.text)
        except ValueError as error:
            raise TranslatorError("hat eine unlesbare Antwort gegeben (kein JSON)", Kind.GARBLED) from error

    def close(self) -> None:
        """Nothing is open any more; deep-translator calls it all the same."""


def fetch(
    method: Literal["GET", "POST"],
    url: str,
    *,
    bounds: Bounds,
    params: Mapping[str, str] | None = None,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Ask once and wait at most ``bounds.answer_timeout_s``.

    ``params`` go into the address, ``body`` as JSON, a key into ``headers``. Only a GET follows redirects, and only
    within http and https: whoever redirects a POST is not the server that the settings mean.

    Raises:
        TranslatorError: there was no answer in time, or its status is not 200 to 299.
    """
    # What speaks HTTP takes its time to load, and most runs ask nobody.
    from pipeline.translate.call import Call, ask

    call = Call()
    outcome: list[Answer | TranslatorError] = []

    def work() -> None:
        outcome.append(ask(call, method, url, params, body, headers, bounds))

    helper = threading.Thread(target=work, name="translator request", daemon=True)
    helper.start()
    helper.join(bounds.answer_timeout_s)
    result = outcome[0] if outcome else None
    call.hang_up()
    if result is None:
        raise TranslatorError(
            f"hat nicht innerhalb von {bounds.answer_timeout_s:g} Sekunden geantwortet".replace(".", ","),
            Kind.TIMEOUT,
        )
    if isinstance(result, TranslatorError):
        raise result
    return result
