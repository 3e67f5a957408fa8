"""The other end of ``processes``: a process that does one piece of work after the other."""

from __future__ import annotations

import os
import pickle

from pipeline.crew.children import channel
from pipeline.crew.crew import outcome


def serve() -> None:
    """Work until there is no more."""
    requests, replies = channel()
    while True:
        try:
            function, args, kwargs = pickle.load(requests)
        except EOFError:
            return
        data = pickle.dumps(outcome(function, *args, **kwargs))
        try:
            replies.write(data)
            replies.flush()
        except BrokenPipeError:
            os._exit(0)  # nobody listens any more, not even for what is still to be flushed
