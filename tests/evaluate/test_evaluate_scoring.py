"""How annotated and found names are compared and counted."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.evaluate import AnnotatedRelease, Annotations, Mistake, Part, Score, evaluate
from pipeline.evaluate.annotated import AnnotatedSentences
from pipeline.evaluate.counting import Temptations
from pipeline.evaluate.normal import form_pattern, normalised
from pipeline.evaluate.sentences import Sentence, Tagged
from pipeline.evaluate.spans import annotated_spans
from pipeline.model import Release


def model(names: dict[str, str]) -> Language:
    """A model that knows just these names, by their label."""
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    return nlp


def release(*paragraphs: str) -> Release:
    return Release(source="a.txt", digest="", language="de", headline="Neues aus der Stadt", paragraphs=paragraphs)


def spans(text: str, gold: dict[str, list[str]]) -> set[tuple[str, str]]:
    """The label and the words of each span that forms of people and organisations give in a text."""
    record = {kind: [{"name": forms[0], "mentions": forms}] for kind, forms in gold.items()}
    return {(label, item[0]) for label, items in annotated_spans([text], record).items() for item in items}


def test_shares_follow_from_the_counts() -> None:
    score = Score(right=6, extra=2, missing=4)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert Score(right=0, extra=0, missing=0).f1 == 1
    assert Score(right=0, extra=0, missing=3).f1 == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Verein e. V.", "Verein e.V."),
        ("Verein\u00a0e.\u202fV.", "Verein e.V."),
        ("Klein\u2011Bauer", "Klein-Bauer"),
        ("Licht\u00adwerk  AG", "Lichtwerk AG"),
        ("Mu\u0308ller", "Müller"),
    ],
)
def test_spellings_that_mean_the_same_are_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    "text", ["der Ort & Rat e. V. tagt", "Ort  & Rat\u00a0e.V.", "„Ort & Rat e.V.“", "Ort & Rat e.V.."]
)
def test_a_form_is_found_however_its_spaces_are_written(text: str) -> None:
    assert form_pattern("Ort & Rat e. V.").search(text)


@pytest.mark.parametrize(
    "text", ["Lumo-Team", "Stadt-Lumo", "Lumos", "info@Lumo", "Lumo@haus.example", "www.Lumo.example", "Alumo", "lumo"]
)
def test_a_form_within_a_word_or_an_address_is_none(text: str) -> None:
    assert form_pattern("Lumo").search(text) is None


def test_longer_forms_go_first_and_none_overlaps_another() -> None:
    text = "Die Vogel Optik GmbH gehört Anna Vogel. Vogel lacht. Vogels Optik auch."
    found = spans(text, {"people": ["Anna Vogel", "Vogel", "Vogels"], "organisations": ["Vogel Optik GmbH"]})
    assert found == {("ORG", "Vogel Optik GmbH"), ("PER", "Anna Vogel"), ("PER", "Vogel"), ("PER", "Vogels")}


def test_a_form_of_a_person_and_a_firm_counts_as_the_persons() -> None:
    assert spans("Hagen lacht.", {"organisations": ["Hagen"], "people": ["Hagen"]}) == {("PER", "Hagen")}


def test_labels_of_which_the_annotation_says_nothing_are_not_scored() -> None:
    assert set(annotated_spans(["Anna"], {"people": [{"name": "Anna", "mentions": ["Anna"]}]})) == {"PER"}
    assert set(annotated_spans(["Anna"], {"people": [{"name": "Anna"}], "organisations": []})) == {"ORG"}


def test_the_model_alone_is_scored_on_exact_spans_of_sentences() -> None:
    words = "Anna Vogel von Lumo besucht Gera und die Messe Lux .".split()
    entities = (Tagged("PER", 0, 2), Tagged("ORG", 3, 4), Tagged("LOC", 5, 6), Tagged("MISC", 8, 10))
    annotations = Annotations(sentences=(AnnotatedSentences("s.tsv", (Sentence(tuple(words), entities),)),))
    nlp = model({"Anna": "PERSON", "Lumo": "ORG", "Gera": "GPE", "Lux": "LOC", "Messe": "MISC"})
    evaluation = evaluate(annotations, nlp=nlp, model="m")
    assert evaluation.scores == {
        Part.SENTENCES: {
            "PER": Score(right=0, extra=1, missing=1),
            "ORG": Score(right=1, extra=0, missing=0),
            "LOC": Score(right=1, extra=1, missing=0),
            "all": Score(right=2, extra=2, missing=1),
        }
    }
    assert evaluation.mistakes[Part.SENTENCES][0] == Mistake(
        "s.tsv", "PER", ("Anna", "Satz 1, Zeichen 1–4"), found=True
    )


def test_the_model_alone_and_the_whole_extraction_are_scored_on_releases() -> None:
    text = "Dr. Anna Vogel, Geschäftsführerin der Lumo GmbH, freut sich. Vogel dankt der Stadt Gera."
    gold = {
        "people": [
            {
                "name": "Anna Vogel",
                "titles": "Dr.",
                "organisation": "Lumo GmbH",
                "mentions": ["Anna Vogel", "Vogel"],
            },
            {"name": "Peter Fink", "mentions": []},
        ],
        "organisations": [{"name": "Lumo GmbH", "mentions": ["Lumo GmbH"]}],
        "must_not_be_people": ["Vogel", "Anna Vogel"],
        "must_not_be_organisations": ["Gera"],
    }
    annotations = Annotations(releases=(AnnotatedRelease(release(text), gold),))
    evaluation = evaluate(annotations, nlp=model({"Anna Vogel": "PER", "Lumo": "ORG"}), model="m")
    assert evaluation.scores[Part.RELEASES] == {
        "PER": Score(right=1, extra=0, missing=1),
        "ORG": Score(right=0, extra=1, missing=1),
        "all": Score(right=1, extra=1, missing=2),
    }
    whole = evaluation.scores[Part.EXTRACTION]
    assert set(whole) == {
        "people",
        "person mentions",
        "titles",
        "roles' organisations",
        "organisations",
        "organisation mentions",
    }
    assert whole["people"] == Score(right=1, extra=0, missing=1)
    assert whole["person mentions"] == Score(right=2, extra=0, missing=0)
    assert whole["titles"] == whole["roles' organisations"] == Score(right=1, extra=0, missing=0)
    assert evaluation.temptations == Temptations(taken=1, total=3)
    assert Mistake("a.txt", "false people", ("Anna Vogel",), found=True) in evaluation.mistakes[Part.EXTRACTION]


def test_quotations_are_compared_by_their_beginning_and_speaker(tmp_path: Path) -> None:
    from pipeline.config import Settings
    from pipeline.intake.understanding import read_release

    path = tmp_path / "a.txt"
    path.write_text(
        "Neues Haus\n\nGera, 3. Mai 2024 – „Das ist ein sehr guter Tag“, sagt Anna Vogel. Alle lachten.\n\n"
        "„Ich sehe das ganz anders als sie“, sagt Peter Fink.\n",
        "utf-8",
    )
    item = read_release(path, source="a.txt", settings=Settings())
    gold = {
        "quotes": [
            {"starts": "Das ist ein sehr guter Ta", "speaker": "Anna Vogel"},
            {"starts": "Ich sehe das ganz anders ", "speaker": None},
        ]
    }
    nlp = model({"Anna Vogel": "PER", "Peter Fink": "PER"})
    evaluation = evaluate(Annotations(releases=(AnnotatedRelease(item, gold),)), nlp=nlp, model="m")
    assert evaluation.scores == {Part.EXTRACTION: {"speakers": Score(right=1, extra=1, missing=1)}}


@Language.component("breaks_on_fink")
def breaks_on_fink(doc: Doc) -> Doc:
    if "Fink" in doc.text:
        raise ValueError("Fink")
    return doc


def test_a_release_on_which_the_model_breaks_is_named_and_the_others_are_scored() -> None:
    nlp = model({"Anna Vogel": "PER"})
    nlp.add_pipe("breaks_on_fink")
    gold = {"people": [{"name": "Anna Vogel"}]}
    good, bad = release("Anna Vogel kommt."), release("Peter Fink kommt.")
    annotations = Annotations(releases=(AnnotatedRelease(bad, gold), AnnotatedRelease(good, gold)))
    evaluation = evaluate(annotations, nlp=nlp, model="m")
    assert [failure.source for failure in evaluation.failures] == ["a.txt"]
    assert evaluation.scores[Part.EXTRACTION]["people"] == Score(right=1, extra=0, missing=0)
