from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from loopback import Loopback


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "releases").mkdir()
    found = Desk(tmp_path, capsys)
    found.configure(providers=[])
    return found


@pytest.fixture
def translator(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A desk whose Google is a server on this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Loopback() as server:
        desk.configure(
            providers=["google"],
            connect_timeout_s=1.0,
            answer_timeout_s=0.5,
            requests_per_second={"google": 0.0},
            google={"url": server.google_url},
        )
        yield server
