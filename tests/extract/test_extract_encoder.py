"""The shipped model as a spaCy component: what it reads at once, what it shows, and that it can be handed on."""

from __future__ import annotations

import pickle
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract import load_model
from pipeline.extract.encoder import Encoder
from pipeline.extract.pieces import Pieces, best_path, transitions

SENTENCE = "Die Nordwerft GmbH aus Kiel beruft Wiebke Haas."
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


@cache
def builtin() -> Language:
    return load_model("builtin")


def encoder() -> Encoder:
    component = builtin().get_pipe("press_encoder")
    assert isinstance(component, Encoder)
    return component


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in doc.ents]


def test_people_organisations_and_places_are_found() -> None:
    assert found(builtin()(SENTENCE)) == [("Nordwerft GmbH", "ORG"), ("Kiel", "LOC"), ("Wiebke Haas", "PER")]


def test_names_of_things_are_no_entities() -> None:
    doc = builtin()("Auf der Hannover Messe lief der Film Das Boot, und Goethes Faust wurde gelesen.")
    assert "MISC" not in encoder().labels
    assert doc.spans["things"]
    assert {entity.label_ for entity in doc.ents} <= {"PER", "ORG", "LOC"}


def test_a_text_is_understood_alike_whatever_stands_before_and_behind_it() -> None:
    texts = [SENTENCE, "", "  ", "Es regnet.", "Ja. " * 300 + SENTENCE]
    alone = [found(builtin()(text)) for text in texts]
    together = [found(doc) for doc in builtin().pipe(texts)]
    assert together == alone


def test_lines_are_read_apart() -> None:
    assert found(builtin()(f"{SENTENCE}\n{SENTENCE}")) == 2 * found(builtin()(SENTENCE))


def test_a_word_longer_than_the_window_breaks_nothing() -> None:
    doc = builtin()("x" * 5000 + f"äöü {SENTENCE}")
    assert ("Wiebke Haas", "PER") in found(doc)


def test_words_without_their_spaces_are_understood() -> None:
    words = [token.text for token in builtin().make_doc(SENTENCE)]
    doc = Doc(builtin().vocab, words=words)
    for _, component in builtin().pipeline:
        doc = component(doc)
    assert ("Wiebke Haas", "PER") in found(doc)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_and_entities_are_slices_of_it(text: str) -> None:
    doc = builtin()(text)
    for entity in doc.ents:
        assert text[entity.start_char : entity.end_char] == entity.text
        assert not entity.text.isspace()


@pytest.mark.slow
def test_the_component_can_be_handed_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(builtin()))
    assert found(copy(SENTENCE)) == found(builtin()(SENTENCE))
    blank = Encoder(builtin().vocab, tags=encoder().tags, unused=sorted(encoder().unused), window=encoder().window)
    assert found(blank.from_bytes(encoder().to_bytes())(builtin().make_doc(SENTENCE))) == found(builtin()(SENTENCE))


@pytest.mark.slow
def test_neither_torch_nor_a_model_hub_is_needed() -> None:
    code = (
        "import sys; from pipeline.extract import load_model; load_model('builtin')('Anna Lind');"
        "sys.exit(bool({'torch', 'tokenizers', 'huggingface_hub', 'transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "spaces", "cut"),
    [
        (["Der", "Hafen", "."], [True, False, False], ["▁Der", "▁Hafen", "."]),
        (["(", "Kiel", ")"], [False, False, False], ["▁(", "Kiel", ")"]),
        (["ﬁx", "½"], [True, False], ["▁fix", "▁1⁄2"]),
    ],
)
def test_white_space_is_marked_on_the_word_behind_it(words: list[str], spaces: list[bool], cut: list[str]) -> None:
    seen: list[str] = []

    def encode(word: str) -> list[int]:
        seen.append(word)
        return [len(seen)]

    assert len(Pieces(encode).of(words, spaces)) == len(words)
    assert seen == cut


def test_a_word_of_nothing_known_has_one_piece_all_the_same() -> None:
    assert Pieces(lambda word: []).of(["☃"], [False]) == [(3,)]


@given(st.lists(st.lists(st.floats(-9, 9), min_size=5, max_size=5), min_size=1, max_size=12))
def test_no_name_begins_in_its_middle(rows: list[list[float]]) -> None:
    path = [TAGS[tag] for tag in best_path(np.array(rows, dtype="float32"), transitions(TAGS))]
    for before, tag in zip(["O", *path], path, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
    assert len(path) == len(rows)
