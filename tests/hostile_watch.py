"""Opens everything in an output folder in a real browser and notes what no press release may do there."""

from __future__ import annotations

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
_PROVOKE = """() => {
    const roots = [document];
    for (const element of document.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    const elements = roots.flatMap((root) => [...root.querySelectorAll('*')]);
    const offers = [];
    for (const element of elements) {
        for (const name of ['mouseover', 'focus', 'load', 'error', 'toggle', 'begin', 'beforeinput', 'start'])
            element.dispatchEvent(new Event(name));
        for (const name of ['href', 'xlink:href', 'src', 'action', 'formaction']) {
            const value = element.getAttribute(name);
            if (value && /^(javascript|data|vbscript|blob):/i.test(new URL(value, document.baseURI).href))
                offers.push(element.outerHTML.slice(0, 99));
        }
        if (element.localName === 'a' && element.href && !/^(https?|mailto|tel):/i.test(element.href)) element.click();
    }
    return offers;
}"""


@dataclass
class Watch:
    """Watches a browser on a publisher's and a partner's site; ``seen`` holds each offence with its page."""

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
        here: list[str] = [""]
        self._listen(tab, here)
        outputs = [path for path in self.publisher.files if path.rpartition(".")[2] in _OPENED]
        for path in outputs:
            here[0] = self.publisher.address + path
            tab.goto(here[0], wait_until="load")
            self._provoke(tab, here[0])
        for path in outputs:
            if path.startswith("feeds/") and not path.endswith(".json"):
                texts = [found.text or "" for found in etree.fromstring(self.publisher.files[path]).iter(*_FEED_TEXTS)]
                self._show(tab, here, f"taken-for-html/{path}.html", "\n".join(texts).encode("utf-8", "replace"))
        fragments = [path for path in outputs if path.startswith("fragments/")]
        for number in range(0, len(fragments), 20):
            self._embed(tab, here, fragments[number : number + 20])
        context.close()

    def _embed(self, tab: Page, here: list[str], fragments: list[str]) -> None:
        names = [
            "press-list" if self.publisher.files[path].startswith(b"<section") else "press-release"
            for path in fragments
        ]
        lines = [
            f'<{name} lang="{path.split(".")[-2]}" src="{self.publisher.address}{path}"></{name}>'
            for name, path in zip(names, fragments, strict=True)
        ]
        script = f'<script src="{self.publisher.address}press.js" async></script>'
        # High enough that all of them count as near.
        tab.set_viewport_size({"width": 1000, "height": 4000})
        self._show(tab, here, "embedding.html", partner_page(script, *lines), settle=len(lines))
        tab.set_viewport_size({"width": 1000, "height": 1000})

    def _show(self, tab: Page, here: list[str], path: str, content: bytes, *, settle: int = 0) -> None:
        self.partner.files[path] = content if settle else b"<!doctype html><meta charset=utf-8><body>" + content
        here[0] = self.partner.address + path
        tab.goto(here[0], wait_until="load")
        if settle:
            tab.locator(":is(press-release, press-list) .box > :is(article, section)").nth(settle - 1).wait_for()
        self._provoke(tab, here[0])

    def _provoke(self, tab: Page, where: str) -> None:
        self.opened += 1
        try:
            self.seen += [f"{where}: {offer}" for offer in tab.evaluate(_PROVOKE)]
            if tab.evaluate("window.hit ?? null") is not None:
                self.seen.append(f"{where}: window.hit")
        except Error as error:  # the page went away under it
            self.seen.append(f"{where}: {error.message}")
        if tab.url != where:
            self.seen.append(f"{where}: went to {tab.url}")

    def _listen(self, tab: Page, here: list[str]) -> None:
        known = {self.publisher.address + path for path in self.publisher.files}
        scripts = self.publisher.address + "press.js"

        def on_request(request: Any) -> None:
            if request.url not in known and request.url != here[0] and not request.url.endswith("/favicon.ico"):
                self.seen.append(f"{here[0]}: asked for {request.url}")

        def on_script(event: dict[str, Any]) -> None:
            # What the test itself evaluates has no address.
            if event["url"] not in ("", scripts) and not event["url"].startswith("__"):
                self.seen.append(f"{here[0]}: script from {event['url']}")

        tab.on("request", on_request)
        tab.on("dialog", lambda dialog: (self.seen.append(f"{here[0]}: {dialog.message}"), dialog.dismiss()))
        tab.on("popup", lambda opened: self.seen.append(f"{here[0]}: opened {opened.url}"))
        session = tab.context.new_cdp_session(tab)
        session.on("Debugger.scriptParsed", on_script)
        session.send("Debugger.enable")
