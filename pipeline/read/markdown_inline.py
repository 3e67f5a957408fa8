"""The inside of a Markdown block: its text, links, emphasis and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from pipeline.model import Emphasis, Link, Picture
from pipeline.read.normalise import tidy
from pipeline.read.page_pictures import NO_PICTURES, is_furniture, one_line

_LINE_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_RUNNING_ON = re.compile(r"[a-zäöüß]+[,;.]?(?:\s|\Z)")
_SENTENCE_END = (".", "!", "?", "“", "«")
_SHORT_LINE = 50


@dataclass(frozen=True, slots=True)
class Inline:
    """``text`` keeps meant line breaks as ``"\\n"``; ``emphasis`` is that of the whole text."""

    text: str
    emphasis: Emphasis
    links: tuple[Link, ...]
    has_image: bool
    image_title: str
    pictures: tuple[Picture, ...] = ()


def read_inline(token: Token, *, pictures: Mapping[str, Picture] = NO_PICTURES) -> Inline:
    """Read an inline token; HTML tags in it are dropped to their text, pictures that are not at hand to their title."""
    lines: list[list[str]] = [[""]]
    links: list[Link] = []
    image_title = ""
    shown: list[Picture] = []
    has_image = False
    bold = italic = 0
    plain = {Emphasis.BOLD: False, Emphasis.ITALIC: False}
    link: tuple[str, list[str]] | None = None
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "text_special":
                lines[-1][-1] += child.content
                if link:
                    link[1].append(child.content)
                if child.content.strip():
                    plain[Emphasis.BOLD] |= not bold
                    plain[Emphasis.ITALIC] |= not italic
            case "softbreak":
                lines[-1].append("")
            case "hardbreak":
                lines.append([""])
            case "html_inline" if _LINE_BREAK_TAG.match(child.content):
                lines.append([""])
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                link = (str(child.attrGet("href") or ""), [])
            case "link_close" if link:
                if text := tidy("".join(link[1])):
                    links.append(Link(text, link[0] if link[0] and link[0] not in pictures else None))
                link = None
            case "image":
                has_image = True
                image_title = image_title or str(child.attrGet("title") or "")
                if picture := pictures.get(str(child.attrGet("src"))):
                    shown.append(replace(picture, alt=one_line(child.content) or None))
            case _:
                pass
    text = "\n".join(_join_soft(line) for line in lines)
    shown = [picture for picture in shown if not is_furniture(picture)]
    return Inline(text, _emphasis(plain, text), tuple(links), has_image, image_title, tuple(shown))


def _emphasis(plain: dict[Emphasis, bool], text: str) -> Emphasis:
    if not text.strip():
        return Emphasis.NONE
    return next((emphasis for emphasis, found in plain.items() if not found), Emphasis.NONE)


def _join_soft(lines: Sequence[str]) -> str:
    """Lines of one paragraph: running text is joined, lines of an address stay lines.

    CommonMark joins all of them, but who types an address leaves out the two spaces that Markdown asks
    for. Lines that are all short, end no sentence and begin with no small word are such lines.
    """
    lines = [line.strip() for line in lines]
    are_meant = (
        all(len(line) <= _SHORT_LINE for line in lines)
        and not any(line.endswith(_SENTENCE_END) for line in lines[:-1])
        and not any(_RUNNING_ON.match(line) for line in lines[1:])
    )
    return ("\n" if are_meant else " ").join(lines)
