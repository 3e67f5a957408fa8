"""Keys of services stay in the environment: not a file, not a line, not an error holds one."""

from __future__ import annotations

import logging

import loopback
import pytest
from desk import WORKSHOP, Desk
from loopback import Loopback

KEY = "s3cr3t-k3y"


@pytest.mark.parametrize("behaviour", [loopback.proper, loopback.status(403), loopback.bad_json])
def test_no_key_is_in_any_file_or_line_whatever_the_services_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, behaviour: loopback.Behaviour
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("DEEPL_API_KEY", "MICROSOFT_API_KEY", "LIBRETRANSLATE_API_KEY", "LLM_API_KEY"):
        monkeypatch.setenv(name, KEY)
    with Loopback() as server, caplog.at_level(logging.DEBUG):
        desk.configure(
            providers=["deepl", "microsoft", "libretranslate", "llm"],
            deepl={"url": server.deepl_url},
            microsoft={"url": server.microsoft_url},
            libretranslate={"url": server.libre_url},
            llm={"url": server.llm_url, "model": "small"},
        )
        desk.drop("werkstatt.txt", WORKSHOP)
        server.always = behaviour
        outcome = desk.build("--debug")
    asked = [KEY in asked.body + "".join(asked.headers.values()) for asked in server.requests]
    assert asked
    assert all(asked)
    written = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert not [path for path in written if KEY.encode() in path.read_bytes()]
    assert KEY not in outcome.out + outcome.err + caplog.text
