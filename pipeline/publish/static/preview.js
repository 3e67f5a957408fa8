/* The press desk: search and copying in the preview. Without it the pages have all the same in them. */
(() => {
  "use strict";

  const SHOWN = 50;
  const make = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  // Letters that are no letter with an accent to Unicode, but one to whoever types without it.
  const LETTERS = { ß: "ss", ł: "l", ø: "o", đ: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", þ: "th", ð: "d" };
  const plain = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? letter);

  function search(place) {
    const words = JSON.parse(place.dataset.states);
    let rows = null;
    let loading = false;
    const text = make("input", { type: "search", id: "suche-text", autocomplete: "off", spellcheck: false });
    const state = make("select", { id: "suche-stand" }, make("option", { value: "", textContent: "Jeder Stand" }));
    for (const [value, label] of Object.entries(words)) state.append(make("option", { value, textContent: label }));
    state.append(make("option", { value: "!", textContent: "Mit Hinweisen" }));
    const status = make("p", { className: "search-status" });
    status.setAttribute("role", "status");
    const list = make("ol", { className: "search-results" });
    place.append(
      make("div", { className: "search-fields" },
        make("label", { htmlFor: text.id, textContent: "Alle Meldungen durchsuchen" }), text,
        make("label", { htmlFor: state.id, textContent: "Stand", className: "visually-hidden" }), state),
      status, list,
    );

    function load() {
      if (rows || loading) return;
      loading = true;
      globalThis.pressTitles = (titles) => {
        rows = titles.map((row) => ({ row, words: plain(`${row[2]} ${row[1]} ${row[5]}`) }));
        show();
      };
      const script = make("script", { src: place.dataset.titles });
      script.addEventListener("error", () => {
        loading = false;
        status.textContent = "Das Verzeichnis der Meldungen lässt sich nicht laden.";
      });
      document.head.append(script);
    }

    function show() {
      const wanted = plain(text.value).split(/\s+/).filter(Boolean);
      const chosen = state.value;
      list.replaceChildren();
      status.textContent = "";
      if (!wanted.length && !chosen) return;
      load();
      if (!rows) return;
      const fits = ({ row, words }) =>
        wanted.every((word) => words.includes(word)) &&
        (!chosen || (chosen === "!" ? row[4] > 0 : row[3].includes(chosen)));
      const found = rows.filter(fits);
      const count = found.length === 1 ? "Eine Meldung" : `${found.length || "Keine"} Meldungen`;
      status.textContent = found.length > SHOWN ? `${count}, hier die ${SHOWN} neuesten` : count;
      for (const { row: [address, date, headline, states] } of found.slice(0, SHOWN)) {
        const link = make("a", { href: place.dataset.root + address, textContent: headline });
        const note = [date, ...states.map((name) => words[name] ?? name)].join(" · ");
        list.append(make("li", {}, link, make("span", { className: "quiet", textContent: note })));
      }
    }

    text.addEventListener("focus", load);
    text.addEventListener("input", show);
    state.addEventListener("change", show);
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      text.value = state.value = "";
      show();
    });
  }

  async function copy(code) {
    const text = code.textContent;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not every browser gives a page from the disk its clipboard.
      getSelection().selectAllChildren(code);
      return document.execCommand("copy");
    }
  }

  function copyable(code) {
    const what = code.closest("dd")?.previousElementSibling?.textContent ?? "";
    const button = make("button", { type: "button", className: "copy", textContent: "Kopieren" });
    const hidden = make("span", { className: "visually-hidden", textContent: `: ${what}` });
    button.append(hidden);
    const said = make("span", { className: "copied" });
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      said.textContent = (await copy(code)) ? "Kopiert" : "Bitte mit Strg+C kopieren";
      setTimeout(() => { said.textContent = ""; }, 3000);
    });
    code.after(make("span", { className: "copy-line" }, button, said));
  }

  document.querySelectorAll(".search").forEach(search);
  document.querySelectorAll("dd > code").forEach(copyable);
})();
