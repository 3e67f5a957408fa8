/* The press desk: <press-release> and <press-list> show fragments on other people's pages.

   <script src="https://presse.example.org/press.js" async></script>
   <press-release src="https://presse.example.org/fragments/x.en.html"><a href="…">Headline</a></press-release>

   Attributes: heading="3" (level of the headline), theme="auto|light|dark" (else the page's color-scheme),
   limit="5" (lists), lang="en" (else the page's). Look: the --press-* properties below and ::part(headline), one part
   a press- class. Events: press-load, press-error. Nothing is stored, nobody is counted, no other file is loaded. */

(() => {
  "use strict";
  const HTML = "http://www.w3.org/1999/xhtml";
  const ELEMENTS = new Set(
    ("a address article blockquote br data div figcaption figure footer header h1 h2 h3 h4 h5 h6 img li p section " +
      "span time ul").split(" "),
  );
  const COPIED = "lang dir datetime value alt loading itemprop itemscope itemtype".split(" ");
  const ADDRESSES = { href: /^(https?|mailto|tel):/, src: /^https?:/, cite: /^https?:/ };
  /* Put in by the press desk: the words of this file by language, and the languages of the releases, theirs first. */
  const WORDS = {};
  const LANGUAGES = [];
  const TIMEOUT_MS = 15000;
  const LANGUAGE = /\.([a-z]{2,3}(?:-[a-z0-9]+)*)(?=\.html(?:[?#]|$))/i;

  const STYLE = `
:host { all: initial !important; display: block !important; color-scheme: inherit !important;
  margin: var(--press-margin, 1em 0) !important; max-width: var(--press-max-width, 46em) !important;
  container-type: inline-size !important }
:host([hidden]) { display: none !important }
:host([theme=auto]) { color-scheme: light dark !important }
:host([theme=light]) { color-scheme: light !important }
:host([theme=dark]) { color-scheme: dark !important }
.box {
  --ink: var(--press-color, light-dark(#1c1d1f, #eceae4));
  --soft: var(--press-soft, light-dark(#55585c, #b3b4b6));
  --line: var(--press-line, light-dark(#d9d6cf, #3b3e43));
  --accent: var(--press-accent, light-dark(#0b5a66, #83cbd6));
  /* An inline block, for a page's text-decoration goes through any other. */
  display: inline-block; width: 100%; box-sizing: border-box; vertical-align: top;
  padding: var(--press-padding, clamp(1.1em, 5cqi, 2.25em));
  border: 1px solid var(--line); border-radius: var(--press-radius, .5em);
  background: var(--press-background, light-dark(#fff, #17191c)); color: var(--ink);
  font: var(--press-size, 1em)/1.6 var(--press-font, system-ui, sans-serif); overflow-wrap: break-word }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px }
[tabindex]:focus { outline: 0 }
p, h1, h2, h3, h4, h5, h6, ul, figure, blockquote { margin: 0 0 1em }
:is(p, ul, figure, blockquote, address):last-child { margin-bottom: 0 }
h1, h2, h3, h4, h5, h6 { font-size: 1.1em; line-height: 1.3; text-wrap: balance }
.press-header { margin-bottom: 1.5em }
.press-headline { margin-bottom: .35em; font: 700 clamp(1.4em, .95em + 2.6cqi, 2em)/1.2 var(--press-heading-font,
  var(--press-font, system-ui, sans-serif)); letter-spacing: -.01em }
.press-kicker { margin-bottom: .4em; color: var(--accent); font-size: .875em; font-weight: 600 }
.press-subheadline { margin-bottom: .6em; font-size: 1.15em; line-height: 1.4 }
.press-dateline, .press-caption { color: var(--soft); font-size: .875em }
.press-notice, .note { display: table; padding: .3em .7em; border: 1px solid var(--line); border-radius: .3em;
  color: var(--soft); font-size: .875em }
.press-subhead { margin-top: 1.6em }
.press-picture { display: block; max-width: 100%; height: auto; margin-bottom: .5em; border-radius: .25em }
.press-quote { padding-inline-start: 1em; border-inline-start: 3px solid var(--accent); font-size: 1.1em }
.press-boilerplate, .press-footer { margin-top: 2em; padding-top: 1.25em; border-top: 1px solid var(--line);
  font-size: .9em }
.press-footer { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr)); gap: 1.25em 2em }
.press-address { font-style: normal }
.press-body ul { padding-inline-start: 1.25em }
.press-latest ul, .press-link-list { padding: 0; list-style: none }
.press-latest .press-headline { font-size: 1.2em }
.press-latest .press-dateline { margin-bottom: .2em }
.press-item + .press-item { margin-top: 1.25em; padding-top: 1.25em; border-top: 1px solid var(--line) }
@media print {
  .box { --ink: #000; --soft: #000; --line: #999; --accent: #000; padding: 0; border: 0; background: none }
  h1, h2, h3, h4, h5, h6 { break-after: avoid }
  figure, blockquote { break-inside: avoid }
}`;

  const primary = (language) => language.split("-")[0].toLowerCase();
  const exactly = (language, known) => known.find((one) => one.toLowerCase() === language.toLowerCase());
  /* The known language that readers of another understand best: itself, without its region, with another region. */
  const nearest = (language, known) =>
    exactly(language, known) ||
    known.find((one) => one === primary(language)) ||
    known.find((one) => primary(one) === primary(language));
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /* The fragment at an address, or null. XMLHttpRequest parses into a document without a window: no script runs in it,
     nothing is loaded, links resolve against the fragment's address – and no Trusted Types policy is asked, for no
     markup is ever assigned. */
  const load = (address, selector) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.addEventListener("loadend", () => {
        const found = request.status === 200 && request.response;
        resolve((found && found.querySelector(selector)) || null);
      });
      request.open("GET", address);
      request.responseType = "document";
      request.overrideMimeType("text/html;charset=utf-8");
      request.timeout = TIMEOUT_MS;
      request.send();
    });

  /* Builds anew what is expected in a fragment; anything else stays behind with all that is in it. */
  const copy = (node, shift) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.namespaceURI !== HTML || !ELEMENTS.has(node.localName)) return "";
    const level = /^h(\d)$/.exec(node.localName);
    const name = level ? `h${Math.min(6, Math.max(1, +level[1] + shift))}` : node.localName;
    const made = make(name, {}, ...[...node.childNodes].map((child) => copy(child, shift)));
    for (const attribute of COPIED)
      if (node.hasAttribute(attribute)) made.setAttribute(attribute, node.getAttribute(attribute));
    for (const [attribute, allowed] of Object.entries(ADDRESSES))
      if (node.hasAttribute(attribute) && allowed.test(node[attribute])) made.setAttribute(attribute, node[attribute]);
    if (name === "a") made.rel = "noopener";
    const classes = [...node.classList].filter((one) => one.startsWith("press-"));
    if (classes.length) made.className = classes.join(" ");
    const parts = classes.map((one) => one.slice(6)).concat(name === "a" ? "link" : []);
    if (parts.length) made.setAttribute("part", parts.join(" "));
    return made;
  };

  const firstLevel = (node) => {
    const levels = [...node.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => +heading.localName[1]);
    return Math.min(...levels, 6);
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  class PressElement extends HTMLElement {
    static observedAttributes = ["src", "heading", "limit", "lang"];
    #box = make("div", { className: "box" });
    #turn = 0;
    #watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#show(), {
      rootMargin: "600px",
    });

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#box);
      this.#box.part = "box";
    }

    connectedCallback() {
      this.#wait();
    }

    disconnectedCallback() {
      this.#turn++;
      this.#watch.disconnect();
    }

    attributeChangedCallback(_name, before, after) {
      if (this.isConnected && before !== after) this.#wait();
    }

    get #language() {
      return (this.closest("[lang]") || document.documentElement).lang || "";
    }

    /* The language in which this file speaks to the page's readers. */
    get #spoken() {
      return nearest(this.#language, Object.keys(WORDS)) || "en";
    }

    #say(what) {
      return { textContent: WORDS[this.#spoken][what], lang: this.#spoken, dir: "auto" };
    }

    /* The link that the page holds, until the fragment is near the window. */
    #wait() {
      this.#turn++;
      this.#box.ariaBusy = null;
      this.#fallBack();
      this.#watch.disconnect();
      if (this.getAttribute("src")) this.#watch.observe(this);
    }

    #fallBack(...before) {
      const address = this.#address;
      const link = address ? make("a", { href: address, ...this.#say("open") }) : "";
      this.#box.replaceChildren(...before, make("slot", {}, link));
    }

    get #address() {
      const { href } = make("a", { href: this.getAttribute("src") });
      return ADDRESSES.src.test(href) ? href : null;
    }

    /* The address in the page's language first, then as it is written, then in the other languages of the releases. */
    get #addresses() {
      const given = this.#address;
      if (!given || !LANGUAGE.test(given)) return given ? [given] : [];
      const own = LANGUAGE.exec(given)[1];
      const page = this.#language;
      const same = primary(page) === primary(own) && own;
      const first = page && (exactly(page, LANGUAGES) || same || nearest(page, LANGUAGES) || primary(page));
      return [...new Set([first || own, own, ...LANGUAGES])].map((language) => given.replace(LANGUAGE, `.${language}`));
    }

    async #show() {
      this.#watch.disconnect();
      const turn = this.#turn;
      this.#box.ariaBusy = "true";
      let found = null;
      for (const address of this.#addresses) {
        found = await load(address, this.constructor.selector);
        if (turn !== this.#turn) return;
        if (found) break;
      }
      this.#box.ariaBusy = null;
      if (found) this.#fill(found);
      else this.#fallBack(make("p", { className: "note", part: "note", ...this.#say("failed") }));
      this.dispatchEvent(new CustomEvent(found ? "press-load" : "press-error", { bubbles: true }));
    }

    #fill(found) {
      const heading = Math.min(6, Math.max(0, parseInt(this.getAttribute("heading"), 10) || 0));
      const limit = parseInt(this.getAttribute("limit"), 10) || Infinity;
      [...found.querySelectorAll(".press-item")].slice(limit).forEach((item) => item.remove());
      const article = copy(found, heading ? heading - firstLevel(found) : 0);
      const had = this.matches(":focus-within");
      this.#box.replaceChildren(...this.#note(article.lang), article);
      if (had) {
        article.tabIndex = -1;
        article.focus({ preventScroll: true });
      }
    }

    /* Says so where the text is in another language than the page. */
    #note(language) {
      const page = this.#language;
      if (!page || !language || primary(language) === primary(page)) return [];
      const name = new Intl.DisplayNames([this.#spoken], { type: "language" }).of(primary(language));
      const note = make("p", { className: "note", part: "note", ...this.#say("only") });
      note.textContent = note.textContent.replace("{language}", () => name);
      return [note];
    }
  }

  const define = (name, selector) => {
    if (!customElements.get(name)) customElements.define(name, class extends PressElement { static selector = selector });
  };
  define("press-release", "article.press-release");
  define("press-list", "section.press-latest");
})();
