from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import pytest

from pipeline.intake.understanding import Silent
from pipeline.stopping import Stopped, stop_if_asked, stoppable, unbroken
from pipeline.stopwatch import Stopwatch

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent as POSIX systems do")


def test_a_signal_ends_a_wait_at_once() -> None:
    def wait() -> None:
        with stoppable():
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            time.sleep(30)

    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    begun_s = time.monotonic()
    with pytest.raises(Stopped):
        wait()
    assert time.monotonic() - begun_s < 5


def test_what_must_be_whole_is_finished_first() -> None:
    done = []

    def work() -> None:
        with stoppable():
            with unbroken():
                os.kill(os.getpid(), signal.SIGTERM)
                done.append("one")
                with unbroken():
                    done.append("two")
                stop_if_asked()
                done.append("three")
            done.append("never")

    with pytest.raises(Stopped):
        work()
    assert done == ["one", "two", "three"]


def test_a_signal_that_a_library_swallowed_is_heard_after_the_next_release() -> None:
    done = []

    def work() -> None:
        with stoppable():
            watch = Stopwatch(Silent(), time.monotonic)
            watch.start("Lesen", 3)
            for number in range(3):
                with suppress(KeyboardInterrupt):
                    os.kill(os.getpid(), signal.SIGTERM)
                done.append(number)
                watch.advance()

    with pytest.raises(Stopped):
        work()
    assert done == [0]


def test_outside_signals_are_what_they_were() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stoppable():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
    stop_if_asked()
