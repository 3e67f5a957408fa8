"""What translators are shown besides the segment, and that nothing of it is confidential."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Settings
from pipeline.editions.composing import Work, editions_of, prepare_drafts
from pipeline.intake.inbox import DroppedFile
from pipeline.intake.understanding import Silent, Understood
from pipeline.job import Job
from pipeline.memory import HUMAN, Entry
from pipeline.model import Field, Location, Mention, Organisation, Release
from pipeline.state.store_memory import SCHEMA, StoredMemory
from pipeline.translate import Kind, Manners, Question, TranslatorError, Translators

JOB = Job(Settings(), Path(), Path(), Path(), datetime(2024, 5, 3, tzinfo=UTC), {})
LAMPS = Entry("de", "en", "Die Lampen leuchten am Fluss.", "The lamps shine by the river.", "google", date="2024")


@dataclass
class Witness:
    """A translator that keeps all it is shown and says what it is told to, over and over."""

    name: str = "witness"
    local: bool = False
    takes_hints: bool = True
    batch_size: int = 1
    says: Sequence[str] = ("well",)
    seen: list[Question] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._next = cycle(self.says)

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        self.seen += questions
        match next(self._next):
            case "limited":
                raise TranslatorError("will nicht mehr", Kind.LIMITED, retry_after_s=0)
            case "garbled":
                raise TranslatorError("redet wirr", Kind.GARBLED)
            case "server":
                raise TranslatorError("stolpert", Kind.SERVER)
            case "german":
                return tuple(question.text for question in questions)
            case _:
                return tuple(question.text.replace("Die Lampe", "The lamp") for question in questions)

    @property
    def told(self) -> str:
        """All that it was shown, hints among it."""
        return repr(self.seen)


def memory() -> StoredMemory:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    return StoredMemory(connection)


def release(*sentences: str, source: str = "a.txt") -> Release:
    return Release(source, source, "de", "Lampe", paragraphs=tuple(sentences))


def run(
    known: StoredMemory, providers: Sequence[Witness], *, seen: Sequence[Release], hidden: Sequence[Release]
) -> None:
    manners = {provider.name: Manners(concurrency=2) for provider in providers}
    desk = Translators(providers, known, manners=manners, date="2024-05-03", pause=lambda seconds: None)
    list(editions_of([Work(item, {}, {}) for item in seen], JOB, desk, Silent()))
    prepare_drafts([Understood(DroppedFile(item.source), item) for item in hidden], JOB, desk, Silent())


def examples(witness: Witness) -> list[tuple[str, str]]:
    return [example for question in witness.seen for example in question.examples]


# --- what helps ------------------------------------------------------------------------------------------


def test_the_like_of_a_segment_is_shown_people_first_and_never_the_segment_itself() -> None:
    known, witness = memory(), Witness()
    hers = replace(LAMPS, text="Die Lampen leuchten heute am Flussufer.", translation="Lights, today.", origin=HUMAN)
    known.remember(
        [
            LAMPS,
            hers,
            replace(LAMPS, text="Ganz anderes."),
            replace(LAMPS, text="Die Lampen leuchten am Fluss!", origin="deepl", translation="The lamps are off."),
        ]
    )
    run(known, [witness], seen=[release("Die Lampen leuchten am Fluss!")], hidden=[])
    asked = {question.text: question for question in witness.seen}
    assert set(asked) == {"Lampe"}  # deepl's answer holds
    known.remember([replace(LAMPS, text="Die Lampen leuchten am Fluss?", origin="deepl", translation="Die Lampen?")])
    run(known, [witness], seen=[release("Die Lampen leuchten am Flusse.")], hidden=[])
    (question,) = (question for question in witness.seen if question.text == "Die Lampen leuchten am Flusse.")
    assert question.examples[0] == (hers.text, hers.translation)
    assert (LAMPS.text, LAMPS.translation) in question.examples
    assert all(text not in ("Ganz anderes.", question.text) for text, _ in question.examples)
    assert len(question.examples) <= 5


def test_registered_english_names_are_shown_where_they_stand() -> None:
    text = "Die Lichtwerke Saale leuchten."
    mention = Mention("Lichtwerke Saale", Location(Field.PARAGRAPH), 4, 20)
    body = Organisation("Lichtwerke Saale", mentions=(mention,), english="Saale Light Works")
    witness = Witness()
    run(memory(), [witness], seen=[replace(release(text), organisations=(body,))], hidden=[])
    assert {question.text: question.terms for question in witness.seen}[text] == (
        ("Lichtwerke Saale", "Saale Light Works"),
    )


def test_whoever_takes_no_hints_gets_none() -> None:
    known, witness = memory(), Witness(takes_hints=False)
    known.remember([LAMPS])
    run(known, [witness], seen=[release("Die Lampen leuchten am Flusse.")], hidden=[])
    assert witness.seen
    assert all(question == Question(question.text) for question in witness.seen)


# --- what is confidential --------------------------------------------------------------------------------

PUBLIC, SECRET = "Die Lampen leuchten am Flusse.", replace(LAMPS, confidential=True)


def test_a_confidential_example_is_shown_in_the_house_for_a_confidential_release() -> None:
    known, inside, outside = memory(), Witness("inside", local=True), Witness("outside")
    known.remember([SECRET])
    run(known, [outside, inside], seen=[], hidden=[release(PUBLIC)])
    assert (SECRET.text, SECRET.translation) in examples(inside)
    assert outside.seen == []


@pytest.mark.parametrize("local", [True, False])
def test_a_confidential_example_is_not_shown_for_a_public_release_which_it_might_slip_into(*, local: bool) -> None:
    known, witness = memory(), Witness(local=local)
    known.remember([SECRET])
    run(known, [witness], seen=[release(PUBLIC)], hidden=[])
    assert PUBLIC in [question.text for question in witness.seen]
    assert examples(witness) == []


def test_what_has_become_public_may_be_an_example() -> None:
    known, witness = memory(), Witness()
    known.remember([SECRET])
    run(known, [witness], seen=[release(SECRET.text, source="b.txt")], hidden=[])
    run(known, [witness], seen=[release(PUBLIC)], hidden=[])
    assert (SECRET.text, SECRET.translation) in examples(witness)


SENTENCES = [f"Die Lampe Kennwort{number}x leuchtet am Abend über dem Fluss." for number in range(6)]
BEHAVIOURS = st.lists(
    st.sampled_from(["well", "well", "well", "german", "limited", "garbled", "server"]), min_size=1, max_size=4
)
WITNESSES = st.builds(
    Witness,
    name=st.sampled_from(["one", "two", "three"]),
    local=st.booleans(),
    takes_hints=st.sampled_from([True, True, False]),
    batch_size=st.integers(1, 3),
    says=BEHAVIOURS,
)
RELEASES = st.lists(
    st.tuples(st.lists(st.sampled_from(range(6)), min_size=1, max_size=3), st.booleans()), min_size=1, max_size=3
)
RUNS = st.lists(
    st.tuples(st.lists(WITNESSES, max_size=3, unique_by=lambda witness: witness.name), RELEASES), min_size=2, max_size=4
)


@given(runs=RUNS)
def test_nobody_outside_ever_sees_what_no_public_release_has_said(
    runs: list[tuple[list[Witness], list[tuple[list[int], bool]]]],
) -> None:
    known = memory()
    public: set[int] = set()
    for witnesses, releases in runs:
        made = [
            (release(*(SENTENCES[number] for number in numbers), source=f"{index}.txt"), secret, numbers)
            for index, (numbers, secret) in enumerate(releases)
        ]
        public |= {number for _, secret, numbers in made if not secret for number in numbers}
        run(
            known,
            witnesses,
            seen=[item for item, secret, _ in made if not secret],
            hidden=[item for item, secret, _ in made if secret],
        )
        for witness in witnesses:
            if not witness.local:
                told = {number for number in range(6) if f"Kennwort{number}x" in witness.told}
                assert told <= public
        for entry in known.entries(source="de", target="en"):
            if not entry.confidential and entry.text in SENTENCES:
                assert SENTENCES.index(entry.text) in public
