"""The built-in model as a spaCy component: a small transformer in ONNX that names people, organisations and places.

It is registered as the factory ``press_encoder`` (also by an entry point, so that ``spacy.load`` finds it wherever
this package is installed). ``onnxruntime`` computes, on one thread; ``sentencepiece`` cuts words into pieces –
rather than ``tokenizers``, which brings a client for a model hub and ten more packages with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import sentencepiece
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from pipeline.extract.pieces import END, START, Pieces, best_path, transitions
from pipeline.extract.spotting import THINGS

GRAPH, PIECES = "encoder.onnx", "pieces.model"
_ENDS = frozenset(".!?…")
_CLOSING = frozenset("\"'“”«»‘’)]")


class Encoder:
    """Sets ``doc.ents`` from the scores of an ONNX graph: rows (1, pieces) to scores (1, pieces, tags).

    ``tags`` are those of IOB2 in the order of the scores, O first; names with a label in ``unused`` are no entities
    and go to ``doc.spans["things"]``. ``window`` is how many pieces are read at once, at most: whole sentences of
    one line, as many as fit. A window's result depends on nothing outside it.
    """

    def __init__(self, vocab: Vocab, *, tags: Sequence[str], unused: Sequence[str], window: int) -> None:
        self.vocab = vocab
        self.tags = tuple(tags)
        self.unused = frozenset(unused)
        self.window = window
        self._allowed = transitions(self.tags)
        self._files: dict[str, bytes] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that entities can bear."""
        return tuple(dict.fromkeys(tag[2:] for tag in self.tags if tag[2:] and tag[2:] not in self.unused))

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a text; those that other components set are replaced."""
        names = list(self._names(doc))
        doc.ents = tuple(name for name in names if name.label_ not in self.unused)
        doc.spans[THINGS] = [name for name in names if name.label_ in self.unused]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Set the entities of each text in turn; nothing is gained by batches, so their size is left aside."""
        yield from map(self, stream)

    def use(self, files: dict[str, bytes]) -> None:
        """Take the graph and the vocabulary, as stored."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._files = files
        self._session = onnxruntime.InferenceSession(files[GRAPH], options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces(sentencepiece.SentencePieceProcessor(model_proto=files[PIECES]).encode)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The graph and the vocabulary in one string."""
        return b"".join(len(data).to_bytes(8, "little") + data for data in (self._files[GRAPH], self._files[PIECES]))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Encoder:
        """Take what ``to_bytes`` gave."""
        size = int.from_bytes(data[:8], "little")
        self.use({GRAPH: data[8 : 8 + size], PIECES: data[16 + size :]})
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write both files into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._files.items():
            folder.joinpath(name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Read both files from a folder; raises ``OSError`` if one is missing."""
        self.use({name: Path(path, name).read_bytes() for name in (GRAPH, PIECES)})
        return self

    def __reduce__(self) -> tuple[Callable[..., Encoder], tuple[Any, ...]]:
        """What a worker process makes its own from: a session cannot be handed on."""
        return _made, (self.vocab, self.tags, sorted(self.unused), self.window, self._files)

    def _names(self, doc: Doc) -> Iterator[Span]:
        words = [token for token in doc if not token.is_space]
        rows = self._pieces.of([token.text for token in words], [_space_behind(token) for token in words])
        for first, last in _windows(words, [len(row) for row in rows], self.window - 2):
            yield from self._spans(doc, words[first:last], self._tags(rows[first:last]))

    def _tags(self, rows: Sequence[tuple[int, ...]]) -> list[str]:
        """One tag a word of a window; of a word that is longer than the window the first piece is read."""
        line: list[int] = [START]
        firsts = []
        for row in rows:
            firsts.append(len(line))
            line += row if len(line) + len(row) < self.window else row[:1]
        line.append(END)
        scores = self._session.run(None, {"rows": np.array([line], dtype="int64")})[0][0]
        return [self.tags[tag] for tag in best_path(scores[firsts], self._allowed)]

    def _spans(self, doc: Doc, words: Sequence[Token], tags: Sequence[str]) -> Iterator[Span]:
        start = 0
        for at, after in enumerate([*tags[1:], "O"]):
            label = tags[at][2:]
            if tags[at].startswith("B-"):
                start = at
            if label and after != f"I-{label}":
                yield Span(doc, words[start].i, words[at].i + 1, label=label)


def _made(vocab: Vocab, tags: Sequence[str], unused: Sequence[str], window: int, files: dict[str, bytes]) -> Encoder:
    encoder = Encoder(vocab, tags=tags, unused=unused, window=window)
    encoder.use(files)
    return encoder


def _space_behind(token: Token) -> bool:
    """Whether white space follows, of whatever kind."""
    return bool(token.whitespace_) or (token.i + 1 < len(token.doc) and token.nbor().is_space)


def _windows(words: Sequence[Token], sizes: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Cut words into windows of whole sentences of at most ``most`` pieces; a longer sentence is cut within."""
    first = filled = 0
    for start, end in _sentences(words):
        whole = sum(sizes[start:end])
        breaks_line = start > 0 and _new_line(words[start])
        if filled and (filled + whole > most or breaks_line):
            yield first, start
            first, filled = start, 0
        for at in range(start, end):
            if at > first and filled + sizes[at] > most:
                yield first, at
                first, filled = at, 0
            filled += sizes[at]
    if first < len(words):
        yield first, len(words)


def _sentences(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Sentences by rule: they end at a line break, or at a full stop that no lower-case word follows."""
    start = 0
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        closed = before if before.text not in _CLOSING or at < 2 else words[at - 2]
        ends = closed.text in _ENDS and word.text not in _CLOSING and not word.text[0].islower()
        if ends or _new_line(word):
            yield start, at
            start = at
    if words:
        yield start, len(words)


def _new_line(word: Token) -> bool:
    before = word.doc[word.i - 1]
    return before.is_space and "\n" in before.text


@Language.factory(
    "press_encoder",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"tags": ["O"], "unused": [], "window": 128},
)
def make_encoder(
    nlp: Language, name: str, tags: Sequence[str], unused: Sequence[str], window: int
) -> Callable[[Doc], Doc]:
    """Make the component for a pipeline; its files come with ``from_disk``."""
    return Encoder(nlp.vocab, tags=tags, unused=unused, window=window)
