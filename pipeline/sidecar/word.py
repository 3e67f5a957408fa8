"""An edition as a Word file; what a person should know of a text stands in Word's own comments beside it.

Comments are what survives both Word and LibreOffice and is never published: the reader of ``.docx`` leaves them out.
Written as the few parts of ECMA-376 that a text needs; the same parts always give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from pipeline.model import Field
from pipeline.parse import is_contact_title
from pipeline.read.normalise import normalise
from pipeline.sidecar.markdown import remark_lines
from pipeline.sidecar.parts import Part

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The oldest moment that a ZIP archive knows.
_TIME = (1980, 1, 1, 0, 0, 0)
_AUTHOR = "press edit"

# Id, name, and what Word is to make of it; names that it knows it shows in the language of its menus.
_STYLES: tuple[tuple[str, str, str, str], ...] = (
    ("Normal", "Normal", "", ""),
    ("Dachzeile", "Dachzeile", "", "<w:caps/><w:spacing w:val='20'/>"),
    ("Title", "Title", "<w:keepNext/>", "<w:b/><w:sz w:val='36'/>"),
    ("Subtitle", "Subtitle", "<w:keepNext/>", "<w:sz w:val='28'/>"),
    ("Heading1", "heading 1", "<w:keepNext/><w:spacing w:before='360'/><w:outlineLvl w:val='0'/>", "<w:b/>"),
    ("Heading2", "heading 2", "<w:keepNext/><w:outlineLvl w:val='1'/>", "<w:b/>"),
    ("Caption", "caption", "<w:ind w:left='400'/>", "<w:i/>"),
    ("ListBullet", "List Bullet", "<w:numPr><w:numId w:val='1'/></w:numPr>", ""),
    ("Boilerplate", "Boilerplate", "", ""),
)
_STYLE_OF: Mapping[Field, str] = MappingProxyType(
    {
        Field.KICKER: "Dachzeile",
        Field.HEADLINE: "Title",
        Field.SUBHEADLINE: "Subtitle",
        Field.PARAGRAPH: "Normal",
        Field.SUBHEAD: "Heading2",
        Field.CAPTION: "Caption",
        Field.BOILERPLATE_TITLE: "Heading1",
        Field.BOILERPLATE: "Boilerplate",
    }
)
# Word checks the spelling of a region's language.
_REGIONS: Mapping[str, str] = MappingProxyType(
    {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "pl": "pl-PL", "cs": "cs-CZ"}
)
# Part, its media type (``None`` for what the package knows by its suffix), and what it is to the document.
_PARTS = (
    ("word/document.xml", "wordprocessingml.document.main+xml", None),
    ("word/styles.xml", "wordprocessingml.styles+xml", "styles"),
    ("word/numbering.xml", "wordprocessingml.numbering+xml", "numbering"),
    ("word/comments.xml", "wordprocessingml.comments+xml", "comments"),
    ("docProps/custom.xml", "custom-properties+xml", None),
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{_MAIN}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="400" w:hanging="300"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def word_of(parts: Sequence[Part], *, keys: Sequence[tuple[str, str]], lines: Sequence[str], language: str) -> bytes:
    """The file's bytes: ``keys`` as its properties, ``lines`` for the reader as the first comment, then the parts."""
    first, *others = keys
    properties = [first, *((f"{first[0]} {key}", value) for key, value in others)]
    comments: list[str] = []
    body = "".join(_paragraphs(parts, lines, comments))
    contents = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/relationships/{kind}", f"{kind}.xml") for _, _, kind in _PARTS if kind)
        ),
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": _styles(language),
        "word/numbering.xml": _NUMBERING,
        "word/comments.xml": f'<w:comments xmlns:w="{_MAIN}">{"".join(comments)}</w:comments>',
        "docProps/custom.xml": _properties(properties),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), _HEAD + content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _paragraphs(parts: Sequence[Part], lines: Sequence[str], comments: list[str]) -> Iterator[str]:
    """The paragraphs of the body; their comments go to ``comments``."""
    waiting = ["\n".join(lines)] if lines else []
    for part in parts:
        style = "ListBullet" if part.in_list else _STYLE_OF[part.field]
        if part.field is Field.BOILERPLATE_TITLE and is_contact_title(part.text):
            style = "Heading2"
        waiting += remark_lines(part, str)
        for text in part.text.split("\n\n"):
            start = len(comments)
            comments += [_comment(start + number, remark) for number, remark in enumerate(waiting)]
            yield _paragraph(text, style, range(start, len(comments)))
            waiting = []


def _paragraph(text: str, style: str, numbers: range) -> str:
    opening = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    closing = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>' for number in numbers
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{opening}{_run(text)}{closing}</w:p>'


def _comment(number: int, text: str) -> str:
    paragraphs = "".join(f"<w:p>{_run(line)}</w:p>" for line in text.split("\n"))
    return f'<w:comment w:id="{number}" w:author="{_AUTHOR}" w:initials="p">{paragraphs}</w:comment>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(normalise(text))}</w:t></w:r>'


def _styles(language: str) -> str:
    region = _REGIONS.get(language, language)
    styles = "".join(_style(*style) for style in _STYLES)
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/>'
        f"<w:lang w:val={quoteattr(region)}/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    return f'<w:styles xmlns:w="{_MAIN}">{defaults}{styles}</w:styles>'


def _style(key: str, name: str, paragraph: str, run: str) -> str:
    is_base = key == _STYLES[0][0]
    default, based = (' w:default="1"', "") if is_base else ("", f'<w:basedOn w:val="{_STYLES[0][0]}"/>')
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _properties(keys: Sequence[tuple[str, str]]) -> str:
    """Properties of the file's own, in Word under “Erweiterte Eigenschaften”; the format id is that of ECMA-376."""
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name={quoteattr(key)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (key, value) in enumerate(keys, start=2)
    )
    return f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{items}</Properties>'


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_TYPES}.{kind}"/>' for name, kind, _ in _PARTS)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*pairs: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
