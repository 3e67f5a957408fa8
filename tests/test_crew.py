"""Work is given out and comes back in order; what is raised far away is raised here."""

from __future__ import annotations

import os
import pickle
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest

from pipeline.config import Run
from pipeline.crew.crew import Answer, Crew, CrewError, Here, Threads, in_order, outcome
from pipeline.crew.processes import Processes
from pipeline.extract import ModelError, likeness
from pipeline.intake.hiring import hands, worth_counting


def nothing() -> None:
    pass


@pytest.fixture(params=["here", "threads", "processes"])
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    makers = {
        "here": Here,
        "threads": partial(Threads, 3, give_up=nothing),
        "processes": partial(Processes, 2, partial(divmod, 1, 1)),
    }
    with closing(makers[request.param]()) as found:
        yield found


def test_what_comes_back_is_in_the_order_in_which_it_was_given(crew: Crew) -> None:
    def give(number: int) -> Answer[int]:
        # Later ones are done sooner.
        return crew.submit(_squared, number, 0.02 * (number % 3 == 0))

    assert [(n, answer.result()) for n, answer in in_order(give, range(12), ahead=crew.ahead)] == [
        (n, n * n) for n in range(12)
    ]


def test_an_error_of_one_is_raised_for_that_one_alone(crew: Crew) -> None:
    answers = [crew.submit(divmod, 7, number) for number in (2, 0, 3)]
    assert answers[0].result() == (3, 1)
    with pytest.raises(ZeroDivisionError):
        answers[1].result()
    assert answers[2].result() == (2, 1)


def test_no_more_is_given_out_than_is_wanted_ahead() -> None:
    given: list[int] = []
    taken = in_order(given.append, range(9), ahead=3)
    assert next(taken) == (0, None)
    assert given == [0, 1, 2]
    assert [number for number, _ in taken] == list(range(1, 9))


def test_closing_does_not_wait_for_what_is_under_way() -> None:
    interrupted = threading.Event()
    threads = Threads(2, give_up=interrupted.set)
    for _ in range(8):
        threads.submit(interrupted.wait, 60)
    begun_s = time.monotonic()
    threads.close()
    processes = Processes(2, partial(divmod, 1, 1))
    for _ in range(8):
        processes.submit(time.sleep, 60)
    processes.close()
    assert time.monotonic() - begun_s < 10


def test_processes_that_cannot_even_start_are_told_of_with_what_helps() -> None:
    with closing(Processes(2, partial(os._exit, 3))) as crew:
        answer = crew.submit(divmod, 7, 2)
        with pytest.raises(CrewError, match=r"Ende 3\).*weniger erlauben .*workers"):
            answer.result()


def test_a_model_that_cannot_be_loaded_there_is_told_of_as_here() -> None:
    with closing(Processes(2, partial(_refuse, "Das Modell fehlt."))) as crew:
        answer = crew.submit(divmod, 7, 2)
        with pytest.raises(ModelError, match="Das Modell fehlt"):
            answer.result()


def test_an_error_that_cannot_travel_arrives_as_words() -> None:
    class Local(Exception):  # noqa: N818 -- pickle does not find it
        pass

    def fail() -> None:
        raise Local("drei")

    arrived = pickle.loads(pickle.dumps(outcome(fail)))
    with pytest.raises(RuntimeError, match="Local: drei"):
        arrived.get()


def test_what_must_be_alike_names_program_model_and_libraries() -> None:
    found = dict(likeness("builtin", "mark"))
    assert set(found) == {
        *("Programm", "Sprachmodell", "Python", "spacy", "onnxruntime", "sentencepiece", "numpy", "distributed"),
    }
    assert dict(likeness("keines-davon", "mark"))["Sprachmodell"] != found["Sprachmodell"]


def test_as_many_work_as_there_are_cores_if_asked() -> None:
    assert hands(Run(workers=3)) == 3
    assert 1 <= hands(Run(workers=0)) <= (os.cpu_count() or 1)
    assert worth_counting(Run()) == 0
    assert 0 < worth_counting(Run(cluster="tcp://127.0.0.1:1")) < worth_counting(Run(workers=2))


def _squared(number: int, wait_s: float) -> int:
    time.sleep(wait_s)
    return number * number


def _refuse(words: str) -> None:
    raise ModelError(words)
