"""Lists for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.terminal import printable


def bullets(title: str, items: Iterable[str], *, style: str) -> list[RenderableType]:
    """A title and a point an item, for the terminal."""
    points = [Padding(Text(f"• {printable(item)}"), (0, 0, 0, 2), expand=False) for item in items]
    return [Text(title, style=style), *points]
