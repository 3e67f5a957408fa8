"""The formats in which an edition is laid out: what is not read back as it was meant is not written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

from pipeline.edition_mark import KEY, Mark
from pipeline.model import Document, Release
from pipeline.parse import parse
from pipeline.read import READERS
from pipeline.sidecar.markdown import Escaping, markdown_of
from pipeline.sidecar.parts import Part, Remarks, shape_of, shape_read
from pipeline.sidecar.word import word_of
from pipeline.state.identity import content_digest


class LayoutError(Exception):
    """An edition cannot be laid out in a format so that it is read back as it is; the message is German."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands at the top of the file: lines for the person who opens it; and the file's own keys."""

    mark: Mark
    lines: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


# Ways to write one edition, the pleasantest first.
_Writer = Callable[[Sequence[Part], Note], bytes]


def _markdown(escaping: Escaping) -> _Writer:
    def write(parts: Sequence[Part], note: Note) -> bytes:
        return markdown_of(parts, keys=_keys(note), lines=note.lines, escaping=escaping).encode()

    return write


def _word(parts: Sequence[Part], note: Note) -> bytes:
    return word_of(parts, keys=_keys(note), lines=note.lines, language=note.mark.language)


FORMATS: Mapping[str, tuple[_Writer, ...]] = MappingProxyType(
    {
        "md": tuple(_markdown(escaping) for escaping in Escaping),
        "docx": (_word,),
    }
)
"""By suffix without its dot."""

_NO_EMBARGO = ("sperrfrist", "keine")


def written(parts: Sequence[Part], note: Note, *, form: str) -> bytes:
    """The bytes of a file in the format ``form`` that is read back with exactly these parts.

    If the note's mark names a draft, any will do: the digest of the words as they are read back takes its place. Where
    the words sound like an embargo, the file says that it has none: the release's own is what counts.

    Raises:
        LayoutError: the format cannot hold them.
    """
    bare = [replace(part, remarks=Remarks()) for part in parts]
    for keys, write in product(((), (_NO_EMBARGO,)), FORMATS[form]):
        attempt = replace(note, keys=(*note.keys, *keys))
        # Comments may be deleted: the texts that they part must not run together then.
        read = [_read(write(kept, attempt), attempt, form) for kept in (parts, bare)]
        if all(item.embargo is None and shape_read(item) == shape_of(parts) for item in read):
            draft = note.mark.draft and content_digest(read[0])
            return write(parts, replace(attempt, mark=replace(note.mark, draft=draft)))
    raise LayoutError(
        f"Dieser Text lässt sich nicht als .{form} schreiben. Bitte mit --format ein anderes Format wählen."
    )


def _read(data: bytes, note: Note, form: str) -> Release:
    content = READERS[f".{form}"](data)
    document = Document("", "", content.blocks, content.metadata, content.language, set_aside=content.set_aside)
    return parse(document, language=note.mark.language)


def _keys(note: Note) -> tuple[tuple[str, str], ...]:

    return ((KEY, str(note.mark)), *note.keys)
