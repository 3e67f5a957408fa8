"""Markdown (``.md``): CommonMark with tables, by the tokens of markdown-it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.edition_mark import mark_in
from pipeline.limits import MAX_BRACKETS, MAX_CHARACTERS, MAX_MARKDOWN_DEPTH
from pipeline.model import Block, Emphasis, Picture, Role
from pipeline.read.comments import without_comments
from pipeline.read.content import Content, UnreadableError
from pipeline.read.encoding import decode
from pipeline.read.frontmatter import split_front_matter
from pipeline.read.markdown_inline import Inline, read_inline
from pipeline.read.messages import SAVE_AS, counted
from pipeline.read.normalise import normalise, tidy
from pipeline.read.page_pictures import NO_PICTURES, lift_pictures
from pipeline.read.plain import check_length, check_lines
from pipeline.read.webpage import html_blocks

# No headline is longer; a longer text above a line of dashes is a paragraph above a rule.
_MAX_UNDERLINED_HEADING = 150

# What a block in a block quotation is called.
QUOTED = "blockquote"
_LANGUAGE_KEYS = ("lang", "language", "sprache")

# Indented text is an accident in a press release, never program code.
_PARSER = MarkdownIt("commonmark", {"maxNesting": MAX_MARKDOWN_DEPTH}).enable("table").disable("code")


def read_markdown(data: bytes) -> Content:
    """Read a Markdown file. Raises ``UnreadableError`` for broken front matter or comments, or abuse of the format."""
    decoded, warnings = decode(data)
    lifted = lift_pictures(decoded)
    check_length(lifted.markup, limit=MAX_CHARACTERS)
    whole = normalise(lifted.markup)
    check_lines(whole)
    metadata, text = split_front_matter(whole)
    values = dict(metadata)
    language = next((values[key] for key in _LANGUAGE_KEYS if values.get(key)), None)
    text = without_comments(text, strict=mark_in(metadata) is not None)
    blocks = markdown_blocks(text, pictures=lifted.pictures)
    return Content(tuple(blocks), metadata, language, (*warnings, *lifted.warnings))


def markdown_blocks(text: str, *, pictures: Mapping[str, Picture] = NO_PICTURES) -> list[Block]:
    """The blocks of a normalised Markdown text without front matter; ``pictures`` are those at hand by address."""
    if text.count("[") > MAX_BRACKETS:
        raise UnreadableError(
            f"Der Text enthält viel zu viele eckige Klammern (mehr als {counted(MAX_BRACKETS)}).", SAVE_AS
        )
    tokens = _PARSER.parse(text)
    if any(token.level >= MAX_MARKDOWN_DEPTH - 1 for token in tokens):
        raise UnreadableError(
            f"Der Text ist viel zu tief verschachtelt (mehr als {MAX_MARKDOWN_DEPTH} Ebenen).", SAVE_AS
        )
    return [block for block in _blocks(tokens, pictures) if block.text or block.role in (Role.RULE, Role.PICTURE)]


def _blocks(tokens: Sequence[Token], pictures: Mapping[str, Picture]) -> Iterator[Block]:
    in_lists = _list_marks(tokens)
    cells: list[str] = []
    below_image = False
    quotations = 0
    for index, token in enumerate(tokens):
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quotations += token.nesting
            case "inline" if tokens[index - 1].type in ("th_open", "td_open"):
                cells.append(tidy(read_inline(token).text))
            case "inline":
                inline = read_inline(token, pictures=pictures)
                yield from (Block(Role.PICTURE, "", picture=picture) for picture in inline.pictures)
                made = _inline_blocks(inline, tokens[index - 1], in_lists.get(index), below_image=below_image)
                yield from (replace(block, hints=(QUOTED,)) for block in made) if quotations else made
                below_image = inline.has_image and not inline.text.strip()
            case "tr_close":
                yield Block(Role.PARAGRAPH, " | ".join(filter(None, cells)))
                cells = []
            case "hr":
                yield Block(Role.RULE, "")
            case "fence":
                yield Block(Role.PARAGRAPH, tidy(token.content))
            case "html_block":
                yield from html_blocks(token.content, pictures=pictures)
            case _:
                pass


def _inline_blocks(inline: Inline, opener: Token, mark: str | None, *, below_image: bool) -> Iterator[Block]:
    """The block of a heading or paragraph; ``mark`` is ``""`` in a list, a text before it in a false list."""
    text = tidy(f"{mark or ''}{inline.text}")
    block = Block(Role.PARAGRAPH, text, emphasis=inline.emphasis, links=inline.links)
    if inline.has_image:
        yield Block(Role.CAPTION, tidy(inline.image_title))
        yield replace(block, role=Role.CAPTION)
    elif opener.type == "heading_open":
        yield from _heading(block, opener)
    elif below_image and inline.emphasis is Emphasis.ITALIC:
        yield replace(block, role=Role.CAPTION)
    elif mark == "":
        yield replace(block, role=Role.LIST_ITEM)
    else:
        yield block


def _heading(block: Block, opener: Token) -> Iterator[Block]:
    if opener.markup[:1] != "#" and len(block.text) > _MAX_UNDERLINED_HEADING:
        yield block
        yield Block(Role.RULE, "")
    elif block.text:
        # Emphasis inside a heading says nothing more than the heading does.
        yield replace(block, role=Role.HEADING, level=int(opener.tag[1:]), emphasis=Emphasis.NONE)
    else:
        yield replace(block, text=opener.markup)


def _list_marks(tokens: Sequence[Token]) -> Mapping[int, str]:
    """For each inline token in a list, ``""``, or what stands before it if the list is a false one.

    CommonMark takes „3. März 2023“ and „- Ende -“ for lists of one item; an officer means a line of text.
    """
    marks: dict[int, str] = {}
    open_lists: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            open_lists.append((_false_mark(tokens, index), index))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            open_lists.pop()
        elif token.type == "inline" and open_lists:
            false_mark, start = open_lists[-1]
            is_first = index == start + 3
            marks[index] = false_mark if is_first else ""
    return marks


def _false_mark(tokens: Sequence[Token], start: int) -> str:
    opener = tokens[start]
    end = start + 1
    items = 0
    while tokens[end].level != opener.level:
        items += tokens[end].type == "list_item_open" and tokens[end].level == opener.level + 1
        end += 1
    if items > 1:
        return ""
    if opener.type == "ordered_list_open":
        return f"{opener.attrGet('start') or 1}{opener.markup} "
    text = tokens[start + 3].content if end > start + 3 else ""
    return f"{opener.markup} " if text.endswith(("-", "–", "*")) else ""
