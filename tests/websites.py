"""Two web sites on this machine: a publisher's, with our output, and a partner's, with pages that embed it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

_TYPES = {
    **{"html": "text/html", "js": "text/javascript", "css": "text/css", "json": "application/json"},
    **{"rss": "text/xml", "atom": "text/xml"},
}
_QUIET = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")

_PATIENCE_MS = 20_000


@dataclass
class Site:
    """``files`` (paths without the first ``/``) at ``address``, with the same ``headers``; ``asked`` are the paths."""

    files: dict[str, bytes] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site, with its address, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path[1:].partition("?")[0]
            site.asked.append(path)
            content = site.files.get(path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", _TYPES.get(path.rpartition(".")[2], "application/octet-stream"))
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def published(render: Callable[[str], dict[str, bytes]]) -> Iterator[Site]:
    """A publisher's site with what ``render`` makes for its address, open to other origins as the README asks."""
    with serving(Site(headers={"Access-Control-Allow-Origin": "*"})) as site:
        site.files.update(render(site.address))
        yield site


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; skips where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", *_QUIET])
        except Error as error:
            pytest.skip(f"Chromium does not start: {error}")
        # A busy machine is slow, not wrong.
        expect.set_options(timeout=_PATIENCE_MS)
        yield launched
        launched.close()
