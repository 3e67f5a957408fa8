from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Loopback

from pipeline.state.store import Store


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    # A proxy in the environment must not come between the tests and this machine.
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Loopback() as loopback:
        yield loopback


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "press.sqlite") as opened:
        yield opened
