"""Interpreters of our own beside this process, which are asked through pipes and can be killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from typing import IO, Any

# What Python and its libraries look at; keys of translators and the like are no business of whoever reads files.
_NEEDED = re.compile(r"PYTHON\w*|PATH|(?:LD|DYLD)_\w+|LANG|LC_\w+|TZ|SYSTEMROOT|TEMP|TMP|TMPDIR")
# Two that are started at one moment would inherit each other's pipes on Windows, and never see their ends.
_ONE_AT_A_TIME = threading.Lock()


def start(code: str) -> subprocess.Popen[bytes]:
    """An interpreter that runs ``code``, with pipes to its standard input and output.

    It finds the same modules as this one (``code`` gets their paths as ``sys.argv[1:]``); whatever else this process
    was started with is none of its business. It ends when its input does, also if this process is killed.
    """
    with _ONE_AT_A_TIME:
        return subprocess.Popen(
            [sys.executable, "-c", f"import sys; sys.path[:] = sys.argv[1:]; {code}", *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if _NEEDED.fullmatch(name.upper())},
        )


def pipe(end: IO[bytes] | None) -> Any:
    """One of its pipes; raises OSError if there is none."""
    if end is None:
        raise OSError("no pipe")
    return end


def channel() -> tuple[IO[bytes], IO[bytes]]:
    """In the interpreter that was started: whence requests come and where replies go.

    Whatever a library prints from now on goes nowhere, and who asks decides alone about the end.
    """
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return sys.stdin.buffer, replies
