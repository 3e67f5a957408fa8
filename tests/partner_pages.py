"""A partner's pages that make it hard to be embedded: global styles, a strict policy, odd frames."""

from __future__ import annotations

# Resets and shouting rules as old sites have them, with and without !important, on every element.
HOSTILE_CSS = """
*, *::before, *::after { all: unset }
head, script, style, title { display: none !important }
html { font-size: 62.5%; background: Canvas; color-scheme: light dark }
body { display: block; padding: 12px }
* { box-sizing: content-box !important; color: #f0f !important; background: #ff0 !important; border: 3px dotted #0f0;
  font: italic 700 31px/0.8 cursive !important; letter-spacing: 0.3em !important; text-transform: uppercase !important;
  text-align: right !important; white-space: nowrap !important; word-spacing: 2em !important; text-indent: 4em;
  display: inline !important; float: right !important; position: static !important; width: 30px;
  opacity: 0.2 !important; transform: rotate(4deg) !important;
  margin: -20px; padding: 40px; direction: rtl; visibility: hidden; quotes: none;
  list-style: none !important; text-decoration: line-through !important; cursor: wait; user-select: none }
html, body, main { display: block !important; float: none !important; opacity: 1 !important; transform: none !important;
  visibility: visible; background: none !important; margin: 0; padding: 0; border: 0; width: auto; direction: ltr }
h1, h2, h3, p, a, article, section, time, ul, li, figure, blockquote, address { display: none !important }
.press-headline, .press-body, .box, #content { display: none !important; color: red !important }
"""


def strict_policy(publisher: str) -> str:
    """A policy without any ``unsafe-*`` that lets in the publisher's script, fragments and pictures, no more."""
    origin = publisher.rstrip("/")
    return (
        f"default-src 'none'; script-src {origin}; connect-src {origin}; img-src {origin}; style-src 'self'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def page(*body: str, language: str = "en", style: str | None = None) -> bytes:
    """A whole page with these lines in its body and, if given, the style sheet of this name."""
    link = f'<link rel="stylesheet" href="/{style}">' if style else ""
    lines = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>Partner</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{link}</head>\n'
        f"<body>\n<main>\n{lines}\n</main>\n</body>\n</html>\n"
    ).encode()
