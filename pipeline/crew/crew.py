"""How work is mapped: given out piece by piece to whoever does it, and taken back in order.

A piece is a function of a module with plain values, so that it can be done here, in a process beside this one or on
another machine; what comes back is the same. State stays with whoever gives the work out.
"""

from __future__ import annotations

import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, cast

from pipeline.extract import ModelError

_Piece = TypeVar("_Piece")
_Asked = TypeVar("_Asked")
_Result = TypeVar("_Result")
_Given = TypeVar("_Given", covariant=True)
_Arguments = ParamSpec("_Arguments")
# A wait without an end cannot be interrupted on Windows.
_LOOK_UP_S = 0.5


class CrewError(ModelError):
    """Whoever should ask the model cannot: in German why, and what to do. What was found is remembered."""


class LostError(Exception):
    """A piece of work that has ended those who did it, again and again; both sentences are German."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason, self.remedy = reason, remedy


class Answer(Protocol[_Given]):
    """What will come back of a piece of work."""

    def result(self) -> _Given:
        """Its value, once it is there; raises what was raised in the work, LostError or CrewError."""


class Crew(Protocol):
    """Whoever works. ``ahead`` is how many pieces it wants before the first is waited for."""

    ahead: int

    def submit(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Answer[_Result]:
        """Have a piece of work done."""

    def close(self) -> None:
        """End; what is under way is given up."""


def in_order(
    give: Callable[[_Piece], _Asked], pieces: Iterable[_Piece], *, ahead: int
) -> Iterator[tuple[_Piece, _Asked]]:
    """Give out every piece, at most ``ahead`` before the first comes back; each with what ``give`` gave, in order.

    ``pieces`` are given out as late as that: what is learnt from one can spare the work of a later one.
    """
    waiting: deque[tuple[_Piece, _Asked]] = deque()
    for piece in pieces:
        waiting.append((piece, give(piece)))
        if len(waiting) >= ahead:
            yield waiting.popleft()
    yield from waiting


class Here:
    """Nobody but this thread: each piece is done when its result is asked for."""

    ahead = 1

    def submit(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Answer[_Result]:
        """Do it later."""
        return _Later(partial(function, *args, **kwargs))

    def close(self) -> None:
        """Nothing is under way."""


class Threads:
    """So many threads, for work that waits; ``give_up`` ends at once what they still wait for at the close."""

    def __init__(self, count: int, *, give_up: Callable[[], None]) -> None:
        self.ahead = 3 * count
        self._give_up = give_up
        self._pool = ThreadPoolExecutor(count, "crew")

    def submit(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Answer[_Result]:
        """Do it in the next free thread."""
        return _Waiting(self._pool.submit(function, *args, **kwargs))

    def close(self) -> None:
        """End all threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._give_up()
        self._pool.shutdown()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a function somewhere else: its value, or what it raised."""

    value: Any = None
    error: Exception | None = None

    def get(self) -> Any:
        """The value; raises the error."""
        if self.error is not None:
            raise self.error
        return self.value


def outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Outcome:
    """Call a function; what comes of it can be sent to another process."""
    try:
        return Outcome(function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 -- whoever gave the work raises it
        error.add_note(traceback.format_exc())
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # noqa: BLE001 -- one that cannot be sent is told of in words
            return Outcome(error=RuntimeError(f"{type(error).__name__}: {error}"))
        return Outcome(error=error)


@dataclass(frozen=True, slots=True)
class _Later(Generic[_Given]):
    work: Callable[[], _Given]

    def result(self) -> _Given:
        return self.work()


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[_Given]):
    future: Future[Any]

    def result(self) -> _Given:
        while not self.future.done():
            wait([self.future], timeout=_LOOK_UP_S)
        return cast(_Given, self.future.result())
