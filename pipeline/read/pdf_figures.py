"""Pictures on a page and the small type right under them, which is their caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.pdf_lines import Line, same_size
from pipeline.read.pdf_pages import Image, Page

_MIN_SIDE = 40.0  # points; smaller ones are icons
_BACKGROUND = 0.8  # of the page's area
_MAX_LINES_OVER = 3
_CAPTION_SIZE = 0.93  # of the body's type size
_UNDER_EM = 2.6
_PITCH_EM = 1.6
_OVERHANG = 8.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the lines of its caption."""

    image: Image
    caption: tuple[Line, ...] = ()

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.image.x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self.image.x1

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.image.y0

    @property
    def bottom(self) -> float:
        """The lower edge, that of the caption if there is one."""
        return self.caption[-1].y if self.caption else self.image.y1


Item = Line | Figure


def split_figures(page: Page, lines: Sequence[Line], *, body: float) -> tuple[list[Figure], list[Line]]:
    """The figures of a page, and its lines without their captions. Backgrounds and icons are left out."""
    figures: list[Figure] = []
    rest = list(lines)
    for image in sorted(page.images, key=lambda image: (image.y0, image.x0)):
        if _is_background(image, page, lines) or min(image.x1 - image.x0, image.y1 - image.y0) < _MIN_SIDE:
            continue
        caption = _caption(image, rest, body=body)
        taken = {id(line) for line in caption}
        rest = [line for line in rest if id(line) not in taken]
        figures.append(Figure(image, tuple(caption)))
    return figures, rest


def _is_background(image: Image, page: Page, lines: Sequence[Line]) -> bool:
    if (image.x1 - image.x0) * (image.y1 - image.y0) > _BACKGROUND * page.width * page.height:
        return True
    over = sum(image.x0 <= line.x0 and line.x1 <= image.x1 and image.y0 < line.y < image.y1 for line in lines)
    return over >= _MAX_LINES_OVER


def _caption(image: Image, lines: Sequence[Line], *, body: float) -> list[Line]:
    """The lines of small or italic type under a picture, one close below the other."""
    caption: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        if line.y <= image.y1 or line.x0 < image.x0 - _OVERHANG or line.x0 > (image.x0 + image.x1) / 2:
            continue
        if not caption:
            is_set_apart = line.size <= _CAPTION_SIZE * body or (line.is_italic and line.size <= body)
            if line.y - image.y1 > _UNDER_EM * line.size or not is_set_apart:
                break
        elif line.y - caption[-1].y > _PITCH_EM * line.size or not same_size(line.size, caption[0].size):
            break
        caption.append(line)
    return caption
