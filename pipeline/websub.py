"""Telling a WebSub hub which feeds have changed, so that subscribers need not come and look."""

from __future__ import annotations

from collections.abc import Iterable

import requests

CONNECT_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 10.0


def announce(
    addresses: Iterable[str],
    *,
    hub: str,
    connect_timeout_s: float = CONNECT_TIMEOUT_S,
    answer_timeout_s: float = ANSWER_TIMEOUT_S,
) -> tuple[str, ...]:
    """Ask the hub to fetch every one of the feeds; what went wrong, in German, empty if nothing did.

    WebSub (https://www.w3.org/TR/websub/) leaves open how a publisher speaks to its hub; hubs understand the form
    that PubSubHubbub 0.4 had. A hub that cannot be reached is not asked again for the other feeds.
    """
    problems: list[str] = []
    timeout = (connect_timeout_s, answer_timeout_s)
    waiting = list(addresses)
    while waiting:
        address = waiting.pop(0)
        form = {"hub.mode": "publish", "hub.url": address, "hub.topic": address}
        try:
            # Only what came is of interest, and a redirect would turn the request into another one.
            with requests.post(hub, data=form, timeout=timeout, allow_redirects=False, stream=True) as answer:
                if not 200 <= answer.status_code < 300:
                    problems.append(f"{address}: Der Hub {hub} antwortet mit {answer.status_code}.")
        except (requests.RequestException, ValueError) as error:
            rest = f" und {len(waiting)} weitere Feeds" if waiting else ""
            problems.append(f"{address}{rest}: Der Hub {hub} ist nicht zu erreichen ({type(error).__name__}).")
            break
    return tuple(problems)
