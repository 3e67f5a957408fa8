"""Documents as lines: the unit in which the parts of a release are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Block, Document, Emphasis, Link, Picture, Role

_SENTENCE_END = re.compile(r"[.!?…][\"“”»«)’']*\s*\Z")
_QUOTE_END = re.compile(r"[“”»«\"]\s*\Z")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a block: its text, what the markup says of it, and the number of its block."""

    text: str
    role: Role
    level: int
    emphasis: Emphasis
    hints: tuple[str, ...]
    links: tuple[Link, ...]
    block: int
    picture: Picture | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the markup calls it a heading."""
        return self.role is Role.HEADING

    @property
    def ends_sentence(self) -> bool:
        """Whether it closes like a sentence; 'e. V.' and the like at the end of a title do not count."""
        return bool(_SENTENCE_END.search(self.text)) and not re.search(
            r"\b(?:e\.\s?V|Co|Inc|Ltd|u\.\s?a)\.\Z", self.text
        )

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text rather than a title, a label or an address."""
        if self.is_heading or self.role is Role.CAPTION:
            return False
        closed = self.ends_sentence or self.text.endswith(":") or bool(_QUOTE_END.search(self.text))
        return (len(self.text) >= 60 and closed) or len(self.text) >= 200


def units(document: Document) -> tuple[Unit, ...]:
    """The lines of a document's blocks in order; rules and pictures stay as units without text."""
    return tuple(unit for number, block in enumerate(document.blocks) for unit in _lines(block, number))


def _lines(block: Block, number: int) -> list[Unit]:
    silent = block.role in (Role.RULE, Role.PICTURE)
    texts = [""] if silent else [line.strip() for line in block.text.split("\n")]
    return [
        Unit(
            text=text,
            role=block.role,
            level=block.level,
            emphasis=block.emphasis,
            hints=block.hints,
            links=tuple(link for link in block.links if link.text and link.text in text),
            block=number,
            picture=block.picture,
        )
        for text in texts
        if text or silent
    ]
