"""Telling a hub, over real HTTP on this machine."""

from __future__ import annotations

import socket

import pytest
from hub import Hub

from pipeline.websub import announce

FEEDS = ("https://a.example/feeds/de.rss", "https://a.example/feeds/de.atom?x=ä&y=1")


def test_a_hub_is_told_every_address_once(hub: Hub) -> None:
    assert announce(FEEDS, hub=hub.url) == ()
    assert [told["hub.url"] for told in hub.told] == [[address] for address in FEEDS]
    assert {tuple(told["hub.mode"]) for told in hub.told} == {("publish",)}


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_a_refusal_is_told_with_the_feed_and_the_others_are_still_announced(hub: Hub, status: int) -> None:
    hub.status = status
    problems = announce(FEEDS, hub=hub.url)
    assert [problem.split(": ")[0] for problem in problems] == list(FEEDS)
    assert all(str(status) in problem for problem in problems)
    assert len(hub.told) == 2


def test_a_silent_hub_is_waited_for_once_and_not_asked_again(hub: Hub) -> None:
    hub.delay_s = 0.5
    (problem,) = announce(FEEDS, hub=hub.url, answer_timeout_s=0.1)
    assert "und 1 weitere Feeds" in problem
    assert "nicht zu erreichen" in problem
    assert len(hub.told) == 1


def test_a_hub_that_is_not_there_is_a_problem_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (problem,) = announce(FEEDS[:1], hub=f"http://127.0.0.1:{port}/")
    assert problem.startswith(FEEDS[0])
    assert "nicht zu erreichen" in problem
    assert announce([], hub=f"http://127.0.0.1:{port}/") == ()
