"""The passages of a whole document to blocks: paragraphs joined over breaks, titles by their type, pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Block, Emphasis, Picture, Role
from pipeline.read.normalise import tidy
from pipeline.read.pdf_columns import Region
from pipeline.read.pdf_figures import Figure
from pipeline.read.pdf_joining import join_lines
from pipeline.read.pdf_lines import same_size
from pipeline.read.pdf_pages import Image
from pipeline.read.pdf_paragraphs import Passage, column_end, joined, passages, runs_on

_LARGE, _LARGE_AND_BOLD = 1.15, 1.07  # times the body's type size
_MAX_HEADING = 250
_MAX_LEVEL = 6
_LETTERHEAD_ZONE = 0.15  # of the page's height
_LETTERHEAD_WORDS = 5
_LETTERHEAD_GAP_EM = 2.0
_MIN_PICTURE = 56.0  # points; smaller ones are logos and icons
_MAX_PICTURES = 12
_MANY = 0.4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Flow:
    """The regions to read: the running text page by page, then what stands aside; pitches by type size."""

    main: tuple[tuple[Region, ...], ...]
    aside: tuple[Region, ...]
    pitches: Mapping[float, float]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage or a figure with the page it stands on."""

    page: int
    passage: Passage | None = None
    figure: Figure | None = None
    opens_region: bool = False


def flow_blocks(flow: Flow, *, body: float) -> Iterator[Block]:
    """The blocks of a document; those of side columns have the hint ``sidebar``, a letterhead's ``letterhead``."""
    placed = _joined_over_breaks(list(_placed(flow, body=body)))
    letterhead = _letterhead(placed, flow.heights[0], body=body) if flow.heights else frozenset[int]()
    levels = _levels([item for item in placed if id(item.passage) not in letterhead], body=body)
    names = _picture_names(placed)
    for item in placed:
        if item.figure is not None:
            yield from _figure_blocks(item.figure, names)
        elif item.passage is not None:
            hints = ("letterhead",) if id(item.passage) in letterhead else ()
            yield _block(item.passage, levels=levels, body=body, hints=hints)
    for region in flow.aside:
        for passage in passages(region, pitches=flow.pitches, body=body):
            yield _block(passage, levels={}, body=body, hints=("sidebar",))


def _placed(flow: Flow, *, body: float) -> Iterator[_Placed]:
    right = max((region.right for page in flow.main for region in page if region.is_whole), default=0.0)
    for number, page in enumerate(flow.main):
        for found in page:
            region = replace(found, right=column_end(found, right)) if found.is_whole else found
            figures = sorted(region.figures, key=lambda figure: figure.top)
            opens = True
            for passage in passages(region, pitches=flow.pitches, body=body):
                while figures and figures[0].top <= passage.top:
                    yield _Placed(number, figure=figures.pop(0))
                yield _Placed(number, passage=passage, opens_region=opens)
                opens = False
            yield from (_Placed(number, figure=figure) for figure in figures)


def _joined_over_breaks(placed: Sequence[_Placed]) -> list[_Placed]:
    """The same with paragraphs whole that run over the end of a column or page, or around a picture."""
    result: list[_Placed] = []
    texts = [item.passage for item in placed if item.passage and item.passage.lines > 1]
    indents = sum(passage.is_indented for passage in texts) > _MANY * len(texts)
    for item in placed:
        at = next((at for at in range(len(result) - 1, -1, -1) if result[at].passage is not None), None)
        before = result[at] if at is not None else None
        over_break = item.opens_region or (at is not None and at < len(result) - 1)
        if (
            before
            and before.passage
            and item.passage
            and at is not None
            and over_break
            and _continues(before.passage, item.passage, indents=indents)
        ):
            result[at] = replace(before, passage=joined(before.passage, item.passage))
        else:
            result.append(item)
    return result


def _continues(passage: Passage, following: Passage, *, indents: bool) -> bool:
    """Whether two passages around a break are one; ``indents`` says that this document's paragraphs are indented."""
    alike = same_size(passage.size, following.size) and passage.is_bold == following.is_bold
    if not alike or following.is_item or following.is_indented or "\n" in passage.text:
        return False
    # A short line is a title, even if it reaches the margin.
    is_running = passage.lines > 1 or passage.is_item
    if passage.ends_sentence:
        return indents and is_running and passage.is_full and not passage.text.endswith(":")
    if passage.text.endswith("-"):
        return True
    return (runs_on(following.text) and (is_running or passage.is_full)) or (is_running and passage.is_full)


def _is_large(passage: Passage, *, body: float) -> bool:
    least = _LARGE_AND_BOLD if passage.is_bold else _LARGE
    prose = passage.ends_sentence and passage.lines > 2
    return passage.size >= least * body and len(passage.text) <= _MAX_HEADING and not passage.is_item and not prose


def _levels(placed: Sequence[_Placed], *, body: float) -> dict[float, int]:
    """The heading level of each large type size: the largest on the first page is 1."""
    large = [item for item in placed if item.passage is not None and _is_large(item.passage, body=body)]
    first = max((item.passage.size for item in large if item.passage and item.page == 0), default=0.0)
    levels: dict[float, int] = {}
    rank, last = 0, 0.0
    for size in sorted({item.passage.size for item in large if item.passage}, reverse=True):
        if not rank or (not same_size(size, last) and size < first):
            rank, last = rank + 1, size
        levels[size] = min(rank, _MAX_LEVEL)
    return levels


def _letterhead(placed: Sequence[_Placed], height: float, *, body: float) -> frozenset[int]:
    """The sender's name in large type at the top of the first page: short, alone, with a longer title below."""
    titles = [item.passage for item in placed if item.page == 0 and item.passage and _is_large(item.passage, body=body)]
    on_page = [item.passage for item in placed if item.page == 0 and item.passage]
    found = []
    for passage, below in pairwise(titles):
        following = next((other for other in on_page if other.top > passage.bottom), below)
        words = len(_WORD.findall(passage.text))
        if not (
            passage.bottom < _LETTERHEAD_ZONE * height
            and words <= _LETTERHEAD_WORDS
            and words < max(len(_WORD.findall(title.text)) for title in titles)
            and following.top - passage.bottom > _LETTERHEAD_GAP_EM * passage.size
        ):
            break
        found.append(id(passage))
    return frozenset(found)


def _block(passage: Passage, *, levels: Mapping[float, int], body: float, hints: tuple[str, ...]) -> Block:
    text = tidy(passage.text)
    links = tuple(link for link in passage.links if link.text in text)
    if passage.is_item:
        return Block(Role.LIST_ITEM, text, hints=hints, links=links)
    if "letterhead" not in hints and passage.size in levels and _is_large(passage, body=body):
        return Block(Role.HEADING, text.replace("\n", " "), level=levels[passage.size], hints=hints, links=links)
    emphasis = Emphasis.BOLD if passage.is_bold else Emphasis.ITALIC if passage.is_italic else Emphasis.NONE
    return Block(Role.PARAGRAPH, text, emphasis=emphasis, hints=hints, links=links)


def _picture_names(placed: Sequence[_Placed]) -> dict[int, str]:
    """A name for each picture that is one of the release: of some size, and not the same one on every page."""
    images = [item.figure.image for item in placed if item.figure is not None]
    times = Counter(image.jpeg for image in images if image.jpeg)
    shown = [image for image in images if image.jpeg and times[image.jpeg] == 1 and _is_press_picture(image)]
    return {id(image): f"bild-{number}.jpg" for number, image in enumerate(shown[:_MAX_PICTURES], 1)}


def _is_press_picture(image: Image) -> bool:
    return min(image.x1 - image.x0, image.y1 - image.y0) >= _MIN_PICTURE


def _figure_blocks(figure: Figure, names: Mapping[int, str]) -> Iterator[Block]:
    if id(figure.image) in names and figure.image.jpeg:
        picture = Picture(names[id(figure.image)], "image/jpeg", figure.image.jpeg)
        yield Block(Role.PICTURE, "", picture=picture)
    if figure.caption:
        text = figure.caption[0].text
        for line in figure.caption[1:]:
            text = join_lines(text, line.text)
        links = tuple(link for line in figure.caption for link in line.links)
        yield Block(Role.CAPTION, tidy(text), links=tuple(link for link in links if link.text in text))
