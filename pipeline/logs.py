"""Where log records go: words for people, events for programs, and everything to a file for finding mistakes."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from pipeline.terminal import printable

DEBUG_FILE = "debug.log"
_OURS = "pipeline"
_DEBUG_BYTES, _DEBUG_FILES = 5_000_000, 3
# What an event may carry. Sentences are not among it, for some quote a release; nor is anything of other libraries.
_FIELDS = (
    "why",
    "release",
    "editions",
    "doubts",
    "until",
    "published",
    "withheld",
    "failed",
    "new",
    "changed",
    "unchanged",
    "files_written",
    "seconds",
    "stages",
    "problem",
    "retry_s",
    "holder",
)


class Style(Enum):
    """How a command's log is shown on standard error."""

    QUIET = "warnings alone, as plain sentences"
    DIARY = "all that happens, with the time"
    EVENTS = "all that happens, one JSON object a line"


def set_up(style: Style, *, debug: Path | None) -> None:
    """Send the program's log to standard error, and all of it to the file ``debug`` if there is one."""
    # Where the log cannot be written, that is no reason to fail, nor to print a traceback.
    logging.raiseExceptions = False
    root = logging.getLogger()
    for handler in [*root.handlers]:
        if getattr(handler, "is_ours", False):
            root.removeHandler(handler)
            handler.close()
    ours = logging.getLogger(_OURS)
    ours.setLevel(logging.DEBUG if debug else logging.INFO)
    shown: logging.Handler = logging.StreamHandler(sys.stderr)
    shown.setLevel(logging.WARNING if style is Style.QUIET else logging.INFO)
    shown.setFormatter({Style.QUIET: _Sentences, Style.DIARY: _Diary, Style.EVENTS: _Events}[style]())
    _add(root, shown)
    if debug is not None:
        from logging.handlers import RotatingFileHandler  # here, for it brings more along than a help text needs

        kept = RotatingFileHandler(debug, maxBytes=_DEBUG_BYTES, backupCount=_DEBUG_FILES, encoding="utf-8", delay=True)
        kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        _add(root, kept)
    # It would log whole addresses, and in them the texts that are being translated.
    logging.getLogger("urllib3").setLevel(logging.WARNING)


def debug_file(state: Path, *, outside: Path | None) -> Path:
    """Where the debug log goes: into the state folder, or to the system's temporary files if that cannot be.

    ``outside`` is a public folder in which it must not lie.
    """
    public = outside is not None and state.resolve().is_relative_to(outside.resolve())
    if not public:
        try:
            state.mkdir(parents=True, exist_ok=True)
            with (state / DEBUG_FILE).open("ab"):
                return state / DEBUG_FILE
        except OSError:
            pass
    import tempfile  # as above

    return Path(tempfile.gettempdir()) / f"press-{DEBUG_FILE}"


class _Sentences(logging.Formatter):
    """A plain sentence, with nothing in it that a terminal obeys; never a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(record.getMessage())


class _Diary(_Sentences):
    """The sentence with its time."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{datetime.fromtimestamp(record.created).astimezone():%d.%m.%Y %H:%M:%S} {super().format(record)}"


class _Events(logging.Formatter):
    """One JSON object a line: when, how grave, what; a record that is no event is told by its logger's name alone."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", f"log:{record.name}"),
        }
        event |= {name: value for name in _FIELDS if (value := getattr(record, name, None)) is not None}
        return json.dumps(event)


def _add(root: logging.Logger, handler: logging.Handler) -> None:
    handler.is_ours = True  # type: ignore[attr-defined]  # to be told apart from those of whoever calls main()
    root.addHandler(handler)
