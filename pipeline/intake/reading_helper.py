"""The other end of ``reading``: a process that reads and parses the files that it is asked for.

Requests come in on standard input, replies go out on what was standard output; whatever a library prints goes nowhere.
"""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from pipeline.config import Limits
from pipeline.crew.children import channel
from pipeline.limits import MAX_MEMORY_BYTES
from pipeline.model import Document, Release, ReleaseError

# What libraries forget to free must not add up to the limit of a file that needs little.
_TURNS = 2_000
_SMALLER = "Bitte nur den Text mit wenigen Bildern in eine neue Datei kopieren und diese ablegen."
_REPORT = "Bitte die Datei in einem anderen Format speichern und den Fehler mit der Datei melden."


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read, by whose limits, and what its text is to be understood by."""

    path: Path
    source: str
    within: Path | None
    limits: Limits
    timezone: str
    language: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The release in a file, or why there is none; ``traceback`` is that of a mistake of ours.

    ``is_last`` says that the helper answers no more and wants to be replaced by a fresh one.
    """

    result: Release | ReleaseError
    traceback: str = ""
    is_last: bool = False


def answer(request: Request) -> Reply:
    """Read and parse a file; whatever goes wrong becomes a ``ReleaseError``."""
    parse, read = _stages()
    try:
        document = read(request.path, source=request.source, limits=request.limits, within=request.within)
        return Reply(parse(document, timezone=request.timezone, language=request.language))
    except ReleaseError as error:
        return Reply(error)
    except MemoryError:
        problem = "Das Lesen braucht mehr Speicher, als erlaubt ist."
        return Reply(ReleaseError(request.source, problem, _SMALLER), is_last=True)
    except Exception as error:  # noqa: BLE001 - the border at which our own mistakes must not stop the other files
        problem = f"Unerwarteter Fehler im Programm ({type(error).__name__}: {error})."
        return Reply(ReleaseError(request.source, problem, _REPORT), traceback.format_exc())


def serve() -> None:
    """Answer requests until there are no more."""
    requests, replies = channel()
    _limit_memory()
    _stages()  # before the clock runs
    for turn in count(1):
        try:
            request: Request = pickle.load(requests)
        except EOFError:
            return
        _alarm(request.limits.max_seconds)
        reply = answer(request)
        data = pickle.dumps(replace(reply, is_last=reply.is_last or turn == _TURNS))
        _alarm(0)
        try:
            replies.write(data)
            replies.flush()
        except BrokenPipeError:
            os._exit(0)  # nobody listens any more, not even for what is still to be flushed


def _stages() -> tuple[Callable[..., Release], Callable[..., Document]]:
    """Imported where they are needed: the process that asks does without them."""
    from pipeline.parse import parse
    from pipeline.read import read

    return parse, read


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; macOS takes no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """Have the system end this process after so many seconds; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
