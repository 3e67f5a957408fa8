"""The ``press`` command: options in, progress and report out, exit codes for scripts.

0: every release was handled. 1: some file failed, or the output could not be written. 2: wrong usage or
configuration. 70: a mistake of our own. ``press status`` has more. What a run does is none of its business.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from pipeline import config, logs
from pipeline.commands import COMMANDS
from pipeline.commands.common import CRASHED, OK, SOME_FAILED, WRONG_USE, UsageError, complain, settings_of
from pipeline.logs import DEBUG_FILE, Style, debug_file
from pipeline.stopping import stoppable
from pipeline.system_words import system_in_german
from pipeline.toml_file import TomlError

_LOG = logging.getLogger(__name__)
_OBJECTS_BEFORE_A_LOOK = 50_000
# What argparse says in English, and how we say it; anything else keeps its words, in a German sentence.
_USAGE_ERRORS: Mapping[str, str] = {
    r"the following arguments are required: (.+)": "Es fehlt noch: {0}.",
    r"unrecognized arguments: (.+)": "Das kennt der Befehl nicht: {0}.",
    r"one of the arguments (.+) is required": "Es fehlt noch eines von: {0}.",
    r"argument (.+): not allowed with argument (.+)": "{0} und {1} gehen nicht zusammen.",
    r"argument (.+): expected one argument": "Hinter {0} fehlt die Angabe.",
    r"argument (.+): ignored explicit argument (.+)": "{0} steht für sich, ohne Angabe dahinter.",
    r"ambiguous option: (\S+) could match (.+)": "{0} ist nicht eindeutig; gemeint sein kann {1}.",
}
_INVALID_CHOICE = re.compile(r"argument (BEFEHL|AKTION): invalid choice: '(.*?)' \(choose from (.*)\)", re.DOTALL)
_CHOICE = re.compile(r"[\w-]+")


class _Parser(argparse.ArgumentParser):
    """A parser that says in German what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        """Say it with the way to the help, and end."""
        sys.exit(complain(f"{_usage_in_german(message)}\nHilfe: press --help", WRONG_USE))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (those of the process by default); returns the exit code."""
    # A pipe or a Windows console may not know every letter; a name with an odd one must not end the run.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    # Nearly all that a run makes lasts to its end; to look for circles in it after every 700 things costs a sixth.
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK)
    debug = None
    if options.debug:
        debug = debug_file(getattr(options, "state", Path(".press")), outside=getattr(options, "output", None))
    if options.log_json:
        options.style = Style.EVENTS
    logs.set_up(options.style, debug=debug)
    with stoppable(), _threads_told():
        code = _ended(options)
    if debug is not None:
        complain(f"Was das Programm im Einzelnen getan hat, steht in {debug}.", code)
    return code


@contextmanager
def _threads_told() -> Iterator[None]:
    """Within, a mistake of ours in another thread is a German sentence too."""

    def tell(failed: threading.ExceptHookArgs) -> None:
        _LOG.error("Fehler im Programm (%s); bitte melden.", failed.exc_type.__name__)
        _LOG.debug("unexpected failure in a thread", exc_info=failed.exc_value)

    before, threading.excepthook = threading.excepthook, tell
    try:
        yield
    finally:
        threading.excepthook = before


def _ended(options: argparse.Namespace) -> int:
    """Run the command; whatever happens becomes a German sentence and an exit code, never a traceback."""
    try:
        settings = settings_of(options.config) if options.needs_settings else config.Settings()
        code: int = options.run(options, settings)
    except (TomlError, UsageError) as error:
        return complain(str(error), WRONG_USE)
    except BrokenPipeError:  # whoever read has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 -- Python flushes it at the end
        return OK
    except OSError as error:
        _LOG.debug("the system refused", exc_info=True)
        return complain(system_in_german(error), WRONG_USE)
    except KeyboardInterrupt:
        return complain(
            "Abgebrochen. Was schon übersetzt war, ist gemerkt; der nächste Lauf macht weiter.", SOME_FAILED
        )
    except Exception as error:  # noqa: BLE001 -- the last resort: our own mistakes are told like all others
        _LOG.debug("unexpected failure", exc_info=True)
        again = "Bitte melden" if options.debug else "Bitte noch einmal mit --debug starten und melden"
        return complain(
            f"Das hätte nicht geschehen dürfen: ein Fehler im Programm ({type(error).__name__}). Was veröffentlicht "
            f"ist, ist unversehrt. {again}, mit der Datei {DEBUG_FILE}.",
            CRASHED,
        )
    return code


def _parser() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--config", type=Path, metavar="DATEI", help="Konfiguration (sonst: config.toml, wenn vorhanden)"
    )
    common.add_argument(
        "--debug",
        action="store_true",
        help=f"schreibt in {DEBUG_FILE} im Ordner für Gemerktes, was das Programm im Einzelnen tut",
    )
    common.add_argument(
        "--log-json",
        action="store_true",
        help="meldet auf der Standardfehlerausgabe jedes Ereignis als JSON-Zeile, für Server",
    )
    parser = _Parser(
        prog="press",
        description="Macht aus deutschen Pressemitteilungen Feeds, HTML-Fragmente und englische Entwürfe.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="BEFEHL")
    for command in COMMANDS:
        own = commands.add_parser(command.name, parents=[common], help=command.help, description=command.description)
        command.add_options(own)
        own.set_defaults(run=command.run, style=command.style, needs_settings=command.needs_settings)
    return parser


def _names() -> list[str]:
    return sorted(command.name for command in COMMANDS)


def _usage_in_german(message: str) -> str:
    if found := _INVALID_CHOICE.match(message):
        what, names = found[1].title(), sorted(_CHOICE.findall(found[3]))
        nearest = difflib.get_close_matches(found[2], names, 1, 0.5)
        hint = f"gemeint ist wohl „{nearest[0]}“" if nearest else f"möglich: {', '.join(names)}"
        article = "Den" if what == "Befehl" else "Die"
        return f"{article} {what} „{found[2]}“ gibt es nicht – {hint}."
    for pattern, sentence in _USAGE_ERRORS.items():
        if known := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*known.groups())
    return f"Der Aufruf ist nicht zu verstehen ({message})."
