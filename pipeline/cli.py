"""The ``press`` command: options in, progress and report out, exit codes for scripts.

0: every release was handled. 1: some file failed, or the output could not be written. 2: wrong usage or
configuration. What a run does is none of its business.
"""

from __future__ import annotations

import argparse
import difflib
import logging
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from pipeline import config
from pipeline.commands import COMMANDS
from pipeline.commands.common import SOME_FAILED, WRONG_USE, UsageError, complain
from pipeline.toml_file import TomlError

DEFAULT_CONFIG = Path("config.toml")

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
    logging.basicConfig(format="%(message)s", level=logging.DEBUG if options.debug else logging.WARNING)
    # It would log whole addresses, and in them the texts that are being translated.
    logging.getLogger("urllib3").setLevel(logging.WARNING)
    try:
        code: int = options.run(options, _settings(options.config))
    except (TomlError, UsageError) as error:
        return complain(str(error), WRONG_USE)
    except OSError as error:
        return complain(_system_in_german(error), WRONG_USE)
    except KeyboardInterrupt:
        return complain(
            "Abgebrochen. Was schon übersetzt war, ist gemerkt; der nächste Lauf macht weiter.", SOME_FAILED
        )
    return code


def _parser() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--config", type=Path, metavar="DATEI", help="Konfiguration (sonst: config.toml, wenn vorhanden)"
    )
    common.add_argument("--debug", action="store_true", help="zeigt, was das Programm im Einzelnen tut")
    parser = _Parser(
        prog="press",
        description="Macht aus deutschen Pressemitteilungen Feeds, HTML-Fragmente und englische Entwürfe.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="BEFEHL")
    for command in COMMANDS:
        own = commands.add_parser(command.name, parents=[common], help=command.help, description=command.description)
        command.add_options(own)
        own.set_defaults(run=command.run)
    return parser


def _settings(path: Path | None) -> config.Settings:
    if path is None:
        return config.load(DEFAULT_CONFIG) if DEFAULT_CONFIG.exists() else config.Settings()
    return config.load(path)


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


def _system_in_german(error: OSError) -> str:
    """What the system refused, without its number; the words for what people meet are ours."""
    place = f"{error.filename}: " if error.filename is not None else ""
    match error:
        case FileNotFoundError():
            return f"{place}Das gibt es nicht (mehr)."
        case PermissionError():
            return f"{place}Hier fehlen die Rechte zum Lesen oder Schreiben. Bitte die Rechte prüfen."
        case NotADirectoryError():
            return f"{place}Das ist eine Datei, kein Ordner."
        case IsADirectoryError():
            return f"{place}Das ist ein Ordner, keine Datei."
        case _:
            return f"{place}Das System meldet einen Fehler ({error.strerror or type(error).__name__})."
