"""Opens everything in an output folder in a real browser and notes what no press release may do there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from partner_pages import page as partner_page
from playwright.sync_api import Browser, Error, Page
from websites import Site

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED_TEXTS = ("title", "description", _CONTENT, f"{_ATOM}title", f"{_ATOM}summary", f"{_ATOM}content")
_OPENED = ("html", "rss", "atom", "json")
_AT_ONCE = 25
_PATIENCE_MS = 180_000
# Fires what waits for a reader in the page and in its frames, and returns what is not as it must be.
_PROVOKE = """() => {
    const offences = [];
    const documents = [document];
    for (const frame of document.querySelectorAll('iframe.opened')) {
        const inside = frame.contentDocument;
        if (!inside || inside.URL !== frame.src) offences.push(`${frame.src} went away`);
        else documents.push(inside);
    }
    for (const one of documents) {
        const elements = [...one.querySelectorAll('*')];
        for (const element of [...elements])
            if (element.shadowRoot) elements.push(...element.shadowRoot.querySelectorAll('*'));
        for (const element of elements) {
            if (element.className === 'opened') continue;
            for (const name of ['mouseover', 'focus', 'load', 'error', 'toggle', 'begin', 'beforeinput', 'start'])
                element.dispatchEvent(new Event(name));
            for (const name of ['href', 'xlink:href', 'src', 'action', 'formaction']) {
                const value = (element.getAttribute(name) || '').replace(/[\\x00-\\x20]/g, '');
                if (/^(javascript|data|vbscript|blob):/i.test(value))
                    offences.push(`${one.URL}: ${element.outerHTML.slice(0, 99)}`);
            }
        }
        if (one.defaultView.hit !== undefined) offences.push(`${one.URL}: window.hit`);
    }
    return offences;
}"""


@dataclass
class Watch:
    """Watches a browser on a publisher's and a partner's site; ``seen`` holds the offences, ``opened`` counts pages."""

    browser: Browser
    publisher: Site
    partner: Site
    seen: list[str] = field(default_factory=list)
    opened: int = 0

    def everything(self) -> None:
        """Open every output of the publisher, the texts of its feeds taken for HTML, and its fragments embedded."""
        # Our own pages forbid scripts; what is in them has to be harmless without that.
        context = self.browser.new_context(bypass_csp=True, viewport={"width": 1000, "height": 1000})
        tab = context.new_page()
        tab.set_default_timeout(_PATIENCE_MS)
        outputs = [path for path in self.publisher.files if path.rpartition(".")[2] in _OPENED]
        for path in outputs:
            if path.startswith("feeds/") and not path.endswith(".json"):
                texts = [found.text or "" for found in etree.fromstring(self.publisher.files[path]).iter(*_FEED_TEXTS)]
                taken = "<!doctype html><meta charset=utf-8><body>" + "\n".join(texts)
                self.publisher.files[f"taken-for-html/{path}.html"] = taken.encode("utf-8", "replace")
        flush = self._listen(tab)
        for number, paths in enumerate(_parted([path for path in self.publisher.files if path in outputs])):
            self._open(tab, number, paths)
        for number, paths in enumerate(_parted([path for path in self.publisher.files if path.startswith("taken-")])):
            self._open(tab, 1000 + number, paths)
        for paths in _parted([path for path in outputs if path.startswith("fragments/")]):
            self._embed(tab, paths)
        flush()
        context.close()

    def _open(self, tab: Page, number: int, paths: Sequence[str]) -> None:
        """Show these outputs side by side, each in a frame of its own origin."""
        frames = "\n".join(f'<iframe class="opened" src="{self.publisher.address}{path}"></iframe>' for path in paths)
        self._show(tab, self.publisher, f"gallery-{number}.html", f"<!doctype html><body>{frames}".encode())
        self.opened += len(paths)

    def _embed(self, tab: Page, fragments: Sequence[str]) -> None:
        """Show these fragments through the custom elements on one page of the partner."""
        lines = [
            f'<{name} lang="{path.split(".")[-2]}" src="{self.publisher.address}{path}"></{name}>'
            for path in fragments
            for name in ("press-list" if self.publisher.files[path].startswith(b"<section") else "press-release",)
        ]
        script = f'<script src="{self.publisher.address}press.js" async></script>'
        # High enough that all of them count as near.
        tab.set_viewport_size({"width": 1000, "height": 6000})
        self._show(tab, self.partner, "embedding.html", partner_page(script, *lines), settle=len(lines))
        tab.set_viewport_size({"width": 1000, "height": 1000})
        self.opened += len(lines)

    def _show(self, tab: Page, site: Site, path: str, content: bytes, *, settle: int = 0) -> None:
        site.files[path] = content
        # A frame that sends itself elsewhere does so once it has loaded.
        tab.goto(site.address + path, wait_until="load" if settle else "networkidle")
        if settle:
            tab.locator(":is(press-release, press-list) .box > :is(article, section)").nth(settle - 1).wait_for()
        try:
            self.seen += tab.evaluate(_PROVOKE)
        except Error as error:  # the page went away under it
            self.seen.append(f"{path}: {error.message}")
        if tab.url != site.address + path:
            self.seen.append(f"{path}: went to {tab.url}")

    def _listen(self, tab: Page) -> Callable[[], object]:
        """Note what the page does from now on; the function that comes back waits for what is still on its way."""
        scripts = {self.publisher.address + name for name in ("press.js", "preview.js", "preview/titles.js")}

        def on_request(request: Any) -> None:
            for site in (self.publisher, self.partner):
                if request.url.startswith(site.address) and request.url.removeprefix(site.address) in site.files:
                    return
            if not request.url.endswith("/favicon.ico"):
                self.seen.append(f"{request.frame.url}: asked for {request.url}")

        def on_script(event: dict[str, Any]) -> None:
            # What the test itself evaluates has no address.
            if event["url"] not in {"", *scripts} and not event["url"].startswith("__"):
                self.seen.append(f"{event['url']}: ran a script")

        tab.on("request", on_request)
        tab.on("dialog", lambda dialog: (self.seen.append(f"dialogue: {dialog.message}"), dialog.dismiss()))
        tab.on("popup", lambda opened: self.seen.append(f"opened {opened.url}"))
        session = tab.context.new_cdp_session(tab)
        session.on("Debugger.scriptParsed", on_script)
        session.send("Debugger.enable")
        return lambda: session.send("Runtime.evaluate", {"expression": "0"})


def _parted(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), _AT_ONCE):
        yield paths[start : start + _AT_ONCE]
