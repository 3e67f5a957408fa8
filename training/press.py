"""Fill the press templates and write them as training data: ``python training/press.py BUILD_DIR``.

``press/templates.txt`` and ``press/sentences.txt`` hold one text a line with entities as ``[words|LABEL]``;
``{slot}`` is filled from ``press/slots.toml``, ``{slot!u}`` in capitals. Writes ``press/train.tsv.gz`` and
``press/train.sources.txt.gz`` below BUILD_DIR, in the format of the other data.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import spacy
from corpus import Sentence, write_sentences
from spacy.language import Language

FOLDER = Path(__file__).with_name("press")
SLOT = re.compile(r"\{(\w+)(!u)?\}")
ENTITY = re.compile(r"\[([^\[\]|]+)\|(PER|ORG|LOC|MISC)\]")


def fill(template: str, slots: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """Put an entry of its list into each slot, never twice the same in one text if the list is long enough."""
    taken: set[str] = set()

    def entry(match: re.Match[str]) -> str:
        choices = [choice for choice in slots[match[1]] if choice not in taken] or list(slots[match[1]])
        chosen = chance.choice(choices)
        taken.add(chosen)
        return chosen.upper() if match[2] else chosen

    return SLOT.sub(entry, template)


def annotated(nlp: Language, marked: str) -> Sentence | None:
    """A marked text as words and tags, or ``None`` if an entity does not begin and end with a word."""
    text, spans, at = "", [], 0
    for match in ENTITY.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    doc = nlp.make_doc(text + marked[at:])
    entities = [doc.char_span(start, end, label) for start, end, label in spans]
    if None in entities:
        return None
    doc.ents = tuple(entity for entity in entities if entity is not None)
    words = [token for token in doc if not token.is_space]
    return Sentence(
        tuple(token.text for token in words),
        tuple(f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in words),
        tuple(bool(token.whitespace_) for token in words),
        "press",
    )


def lines(name: str) -> list[str]:
    """The texts of a file, without empty lines and comments."""
    rows = FOLDER.joinpath(name).read_text("utf-8").splitlines()
    return [row for row in rows if row.strip() and not row.startswith("#")]


def main() -> None:
    """Read the command line and write the data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--times", type=int, default=6, help="how often each template is filled")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()

    chance = random.Random(args.seed)
    slots = tomllib.loads(FOLDER.joinpath("slots.toml").read_text("utf-8"))
    nlp = spacy.blank("de")
    marked = [fill(template, slots, chance) for template in lines("templates.txt") * args.times]
    sentences = [annotated(nlp, text) for text in marked + lines("sentences.txt") * 2]
    kept = [sentence for sentence in sentences if sentence is not None]
    chance.shuffle(kept)
    write_sentences(args.build / "press", kept)
    print(f"{len(kept)} Texte, {len(sentences) - len(kept)} mit Namen quer zu den Wortgrenzen ausgelassen")


if __name__ == "__main__":
    main()
