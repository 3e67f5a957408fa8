from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hub import Hub
from hypothesis import settings

# A busy machine is no fault of the text that is tried.
settings.register_profile("press", deadline=None)
settings.load_profile("press")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Hub() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
