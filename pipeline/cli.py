"""The ``press`` command: options in, progress and report out, exit codes for scripts.

0: every release was handled. 1: some file failed, or the output could not be written. 2: wrong usage or
configuration. What a run does is none of its business.
"""

from __future__ import annotations

import argparse
import difflib
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from pipeline import config, register_file
from pipeline.inbox import printable_name, translation_of
from pipeline.toml_file import TomlError

DEFAULT_CONFIG = Path("config.toml")
OK, SOME_FAILED, WRONG_USE = 0, 1, 2


# What argparse says in English, and how we say it; anything else keeps its words, in a German sentence.
_COMMANDS = ("build", "check", "entities", "evaluate")
_USAGE_ERRORS: Mapping[str, str] = {
    r"the following arguments are required: (.+)": "Es fehlt noch: {0}.",
    r"unrecognized arguments: (.+)": "Das kennt der Befehl nicht: {0}.",
    r"argument (.+): expected one argument": "Hinter {0} fehlt die Angabe.",
    r"argument (.+): ignored explicit argument (.+)": "{0} steht für sich, ohne Angabe dahinter.",
    r"ambiguous option: (\S+) could match (.+)": "{0} ist nicht eindeutig; gemeint sein kann {1}.",
}
_INVALID_CHOICE = re.compile(r"argument BEFEHL: invalid choice: '(.*?)' ", re.DOTALL)


class _UsageError(Exception):
    """The command was called in a way that cannot work; the message is German."""


class _Parser(argparse.ArgumentParser):
    """A parser that says in German what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        """Say it with the way to the help, and end."""
        sys.exit(_complain(f"{_usage_in_german(message)}\nHilfe: press --help", WRONG_USE))


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
        settings = _settings(options.config)
        return _RUN[options.command](options, settings)
    except (TomlError, _UsageError) as error:
        return _complain(str(error), WRONG_USE)
    except OSError as error:
        return _complain(_system_in_german(error), WRONG_USE)
    except KeyboardInterrupt:
        return _complain(
            "Abgebrochen. Was schon übersetzt war, ist gemerkt; der nächste Lauf macht weiter.", SOME_FAILED
        )


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
    build = commands.add_parser(
        "build",
        parents=[common],
        help="liest den Ordner releases/ und schreibt output/",
        description="Liest alle Meldungen und bringt die Ausgabe auf den neuesten Stand.",
    )
    _add_releases(build)
    build.add_argument(
        "--output", type=Path, default=Path("output"), metavar="ORDNER", help="Ordner der Ausgabe (sonst: output/)"
    )
    build.add_argument(
        "--state", type=Path, default=Path(".press"), metavar="ORDNER", help="Ordner für Gemerktes (sonst: .press/)"
    )
    build.add_argument("--offline", action="store_true", help="fragt keinen Übersetzer im Netz")
    build.add_argument(
        "--withdraw-missing",
        action="store_true",
        help="zieht Meldungen, deren Dateien fehlen, auch dann zurück, wenn es die meisten sind",
    )
    build.add_argument(
        "--now", metavar="ZEIT", help="tut, als wäre es dieser Zeitpunkt, etwa 2026-03-15T10:00 (für Sperrfristen)"
    )
    check = commands.add_parser(
        "check",
        parents=[common],
        help="zeigt, was von einer Datei verstanden wurde",
        description="Zeigt, was von einer Datei verstanden wurde; veröffentlicht nichts.",
    )
    check.add_argument("file", type=Path, metavar="DATEI")
    check.add_argument("--json", action="store_true", help="gibt den Datensatz aus, wie ihn output/data/ enthält")
    evaluate = commands.add_parser(
        "evaluate",
        parents=[common],
        help="misst an annotierten Texten, wie gut Namen gefunden werden",
        description="Misst an den annotierten Texten eines Ordners, wie gut Personen und Organisationen gefunden "
        "werden: vom Sprachmodell allein und von der ganzen Auswertung.",
    )
    evaluate.add_argument("folder", type=Path, metavar="ORDNER", help="Ordner mit NAME.gold.json oder NAME.tsv(.gz)")
    evaluate.add_argument(
        "--model",
        action="append",
        metavar="NAME",
        help="Sprachmodell wie in config.toml (sonst: das dort genannte); mehrmals genannt: Vergleich",
    )
    evaluate.add_argument("--json", action="store_true", help="gibt die Zahlen für Programme aus")
    evaluate.add_argument("--verbose", action="store_true", help="nennt jeden Fehler mit seiner Datei")
    entities = commands.add_parser(
        "entities",
        parents=[common],
        help="listet Personen und Organisationen aller Meldungen und was doppelt aussieht",
        description="Listet, wer in den Meldungen vorkommt, und was doppelt aussieht, mit den Zeilen für "
        "releases/register.toml; veröffentlicht nichts. Zurückgehaltene Meldungen bleiben außen vor.",
    )
    _add_releases(entities)
    entities.add_argument(
        "--json", action="store_true", help="gibt die Liste wie output/data/entities.json aus, dazu die Vorschläge"
    )
    return parser


def _add_releases(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--releases",
        type=Path,
        default=Path("releases"),
        metavar="ORDNER",
        help="Ordner der Meldungen (sonst: releases/)",
    )


def _settings(path: Path | None) -> config.Settings:
    if path is None:
        return config.load(DEFAULT_CONFIG) if DEFAULT_CONFIG.exists() else config.Settings()
    return config.load(path)


def _build(options: argparse.Namespace, settings: config.Settings) -> int:
    # The stages and spaCy behind them are imported only once the options are known to be right.
    now = _now(options.now, settings)
    _expect_releases(options.releases)
    for option in ("output", "state"):
        _expect_folder(getattr(options, option), f"--{option}")
    _keep_apart(options)
    from pipeline import build, report
    from pipeline.extract import ModelError
    from pipeline.publish import PublishError
    from pipeline.store import StoreError
    from pipeline.withdrawal import WithdrawalError

    job = build.Job(
        settings=settings,
        releases=options.releases,
        output=options.output,
        state=options.state,
        now=now,
        environ=os.environ,
        offline=options.offline,
        withdraw_missing=options.withdraw_missing,
    )
    try:
        with report.progress_bar() as progress:
            done = build.build(job, progress=progress)
    except (ModelError, StoreError, WithdrawalError) as error:
        return _complain(str(error), WRONG_USE)
    except PublishError as error:
        return _complain(str(error), SOME_FAILED)
    report.print_report(done, job)
    return SOME_FAILED if done.catalogue.failures else OK


def _check(options: argparse.Namespace, settings: config.Settings) -> int:
    path: Path = options.file
    if path.is_dir():
        raise _UsageError(f"{path} ist ein Ordner, keine Datei. Alle Meldungen eines Ordners liest: press build")
    if not path.exists():
        raise _UsageError(f"{path}: Diese Datei gibt es nicht.")
    if printable_name(path.name) != path.name:
        return _complain(
            f"{path}: Der Name enthält Zeichen, die nicht in UTF-8 gespeichert sind (hier als „?“ gezeigt). "
            "Bitte die Datei umbenennen.",
            SOME_FAILED,
        )
    from pipeline import report
    from pipeline.extract import ModelError
    from pipeline.model import ReleaseError
    from pipeline.understanding import understand

    translation = translation_of(path.name, targets=settings.languages.targets)
    register = register_file.load_register(_folder_of_register(path))
    try:
        release = understand(
            path, settings=settings, register=register, language=translation[1] if translation else None
        )
    except ReleaseError as error:
        return _complain(str(error), SOME_FAILED)
    except ModelError as error:
        return _complain(str(error), WRONG_USE)
    now = _now(None, settings)
    if options.json:
        report.print_record(release, settings=settings, now=now)
    else:
        report.print_check(release, settings=settings, now=now, translation=translation)
    return OK


def _evaluate(options: argparse.Namespace, settings: config.Settings) -> int:
    folder: Path = options.folder
    if not folder.exists():
        raise _UsageError(f"{folder}: Diesen Ordner gibt es nicht.")
    if not folder.is_dir():
        raise _UsageError(f"{folder} ist eine Datei, kein Ordner. Bitte den Ordner nennen, in dem sie liegt.")
    from pipeline import report, score_tables
    from pipeline.evaluate import evaluate, read_annotations
    from pipeline.extract import ModelError, load_model

    names = dict.fromkeys(options.model or [settings.extract.model])
    try:
        models = {name: load_model(name) for name in names}
    except ModelError as error:
        return _complain(str(error), WRONG_USE)
    annotations = read_annotations(folder, settings=settings)
    if not (annotations.releases or annotations.sentences or annotations.failures):
        raise _UsageError(
            f"{folder}: Hier liegt kein annotierter Text. Gemeint sind Meldungen mit NAME.gold.json daneben "
            "oder Sätze in NAME.tsv."
        )
    with report.progress_bar() as progress:
        evaluations = [evaluate(annotations, nlp=nlp, model=name, progress=progress) for name, nlp in models.items()]
    detail = score_tables.Detail.MISTAKES if options.verbose else score_tables.Detail.SCORES
    if options.json:
        print(score_tables.as_json(annotations, evaluations, detail=detail))
    else:
        score_tables.print_scores(annotations, evaluations, detail=detail)
    failed = annotations.failures or any(evaluation.failures for evaluation in evaluations)
    return SOME_FAILED if failed else OK


def _entities(options: argparse.Namespace, settings: config.Settings) -> int:
    _expect_releases(options.releases)
    from pipeline import build, entities_report, report
    from pipeline.extract import ModelError

    try:
        with report.progress_bar() as progress:
            survey = build.survey(options.releases, settings=settings, now=_now(None, settings), progress=progress)
    except ModelError as error:
        return _complain(str(error), WRONG_USE)
    if options.json:
        entities_report.print_entities_record(survey)
    else:
        entities_report.print_entities(survey, options.releases)
    return SOME_FAILED if survey.failures else OK


_RUN: Mapping[str, Callable[[argparse.Namespace, config.Settings], int]] = {
    "build": _build,
    "check": _check,
    "entities": _entities,
    "evaluate": _evaluate,
}


def _folder_of_register(file: Path) -> Path:
    """The folder whose register counts for a file: the outermost one below where the command works, else its own."""
    here = Path.cwd()
    above = [folder for folder in file.absolute().parents if folder != here and folder.is_relative_to(here)]
    return next((folder for folder in reversed(above) if register_file.find_register(folder)), file.parent)


def _expect_releases(folder: Path) -> None:
    if not folder.exists():
        raise _UsageError(
            f"{folder}: Diesen Ordner gibt es nicht. Bitte anlegen und Meldungen hineinlegen "
            "oder mit --releases einen anderen nennen."
        )
    _expect_folder(folder, "--releases")


def _expect_folder(path: Path, option: str) -> None:
    """Nothing but folders may stand where a folder is, or will be made."""
    there = next((place for place in (path, *path.parents) if place.exists()), None)
    if there is not None and not there.is_dir():
        raise _UsageError(f"{option}: {there} ist eine Datei, kein Ordner. Bitte einen anderen Ort nennen.")


def _keep_apart(options: argparse.Namespace) -> None:
    """The state holds what must not be seen, so it may not lie in the output; nor may either be the inbox."""
    output, state, releases = (path.resolve() for path in (options.output, options.state, options.releases))
    if state.is_relative_to(output):
        raise _UsageError("--state darf nicht in --output liegen: Die Ausgabe ist öffentlich, das Gemerkte nicht.")
    if output == releases or releases.is_relative_to(output) or output.is_relative_to(releases):
        raise _UsageError("--output und --releases dürfen nicht ineinander liegen.")


def _now(text: str | None, settings: config.Settings) -> datetime:
    if text is None:
        return datetime.now(UTC).astimezone(ZoneInfo(settings.site.timezone))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _UsageError(f"--now {text}: kein Zeitpunkt. Gemeint ist etwa 2026-03-15T10:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.site.timezone))


def _usage_in_german(message: str) -> str:
    if found := _INVALID_CHOICE.match(message):
        nearest = difflib.get_close_matches(found[1], _COMMANDS, 1, 0.5)
        hint = f"gemeint ist wohl „{nearest[0]}“" if nearest else f"möglich: {', '.join(_COMMANDS)}"
        return f"Den Befehl „{found[1]}“ gibt es nicht – {hint}."
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


def _complain(message: str, code: int) -> int:
    # Only now: report brings the stages with it.
    from pipeline.report import printable

    print("\n".join(printable(line) for line in printable_name(message).split("\n")), file=sys.stderr)
    return code
