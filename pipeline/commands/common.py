"""What the commands share: exit codes, options that more than one has, and what is said of a wrong call."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.config import Settings, load
from pipeline.intake.inbox import printable_name
from pipeline.logs import Style
from pipeline.terminal import printable

OK, SOME_FAILED, WRONG_USE = 0, 1, 2
CRASHED = 70  # EX_SOFTWARE of sysexits.h
DEFAULT_CONFIG = Path("config.toml")


class UsageError(Exception):
    """The command was called in a way that cannot work; the message is German."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of ``press``: its name, a line of help and a longer description in German.

    ``add_options`` adds its options to a parser; ``run`` takes them with the settings and returns the exit code. The
    stages, and spaCy behind them, are imported in ``run``, once the options are known to be right. ``style`` is how its
    log is shown; a command that needs no settings gets the defaults where they are wrong or missing.
    """

    name: str
    help: str
    description: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Settings], int]
    style: Style = Style.QUIET
    needs_settings: bool = True


def add_releases(command: argparse.ArgumentParser) -> None:
    """Add ``--releases``."""
    command.add_argument(
        "--releases",
        type=Path,
        default=Path("releases"),
        metavar="ORDNER",
        help="Ordner der Meldungen (sonst: releases/)",
    )


def add_folders(command: argparse.ArgumentParser) -> None:
    """Add ``--releases``, ``--output`` and ``--state``."""
    add_releases(command)
    command.add_argument(
        "--output", type=Path, default=Path("output"), metavar="ORDNER", help="Ordner der Ausgabe (sonst: output/)"
    )
    add_state(command)


def add_state(command: argparse.ArgumentParser) -> None:
    """Add ``--state``."""
    command.add_argument(
        "--state", type=Path, default=Path(".press"), metavar="ORDNER", help="Ordner für Gemerktes (sonst: .press/)"
    )


def expect_new(path: Path, *, releases: Path) -> None:
    """Where a file for other people may be written: not over another, among the releases or in what is published.

    Raises:
        UsageError: it may not be written there.
    """
    # Only now: it brings the stage with it.
    from pipeline.publish.manifest import MANIFEST

    if path.exists():
        raise UsageError(f"{path}: Das gibt es schon und wird nicht überschrieben. Bitte einen anderen Namen nennen.")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: Den Ordner {path.parent} gibt es nicht. Bitte anlegen.")
    folders = path.resolve().parents
    if releases.resolve() in folders:
        raise UsageError(f"{path}: In {releases} liegen nur Meldungen. Bitte einen anderen Ordner nennen.")
    if any((folder / MANIFEST).exists() for folder in folders):
        raise UsageError(f"{path}: Was in diesem Ordner liegt, ist öffentlich. Bitte einen anderen nennen.")


def settings_of(path: Path | None) -> Settings:
    """The settings in a file, or in ``config.toml`` if there is one; raises TomlError."""
    if path is None:
        return load(DEFAULT_CONFIG) if DEFAULT_CONFIG.exists() else Settings()
    return load(path)


def expect_folders(options: argparse.Namespace) -> None:
    """Raises UsageError unless releases, output and state can be what the options say."""
    expect_releases(options.releases)
    expect_places(options)


def expect_places(options: argparse.Namespace) -> None:
    """Raises UsageError unless output and state can be what the options say; the releases may be away."""
    for option in ("output", "state"):
        expect_folder(getattr(options, option), f"--{option}")
    keep_apart(options)


def expect_releases(folder: Path) -> None:
    """Raises UsageError unless the folder of releases is there."""
    if not folder.exists():
        raise UsageError(
            f"{folder}: Diesen Ordner gibt es nicht. Bitte anlegen und Meldungen hineinlegen "
            "oder mit --releases einen anderen nennen."
        )
    expect_folder(folder, "--releases")


def expect_folder(path: Path, option: str) -> None:
    """Nothing but folders may stand where a folder is, or will be made."""
    there = next((place for place in (path, *path.parents) if place.exists()), None)
    if there is not None and not there.is_dir():
        raise UsageError(f"{option}: {there} ist eine Datei, kein Ordner. Bitte einen anderen Ort nennen.")


def keep_apart(options: argparse.Namespace) -> None:
    """The state holds what must not be seen, so it may not lie in the output; nor may either be the inbox."""
    output, state, releases = (path.resolve() for path in (options.output, options.state, options.releases))
    if state.is_relative_to(output):
        raise UsageError("--state darf nicht in --output liegen: Die Ausgabe ist öffentlich, das Gemerkte nicht.")
    if output == releases or releases.is_relative_to(output) or output.is_relative_to(releases):
        raise UsageError("--output und --releases dürfen nicht ineinander liegen.")


def moment(text: str | None, settings: Settings) -> datetime:
    """The moment that ``--now`` names, or the clock's, in the site's zone; raises UsageError."""
    if text is None:
        return datetime.now(UTC).astimezone(ZoneInfo(settings.site.timezone))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--now {text}: kein Zeitpunkt. Gemeint ist etwa 2026-03-15T10:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.site.timezone))


def complain(message: str, code: int) -> int:
    """Say on standard error what is wrong, one German line or more; returns ``code``."""
    print("\n".join(printable(line) for line in printable_name(message).split("\n")), file=sys.stderr)
    return code


def say(*lines: str) -> None:
    """Print lines as a terminal may show them."""
    for line in lines:
        print(printable(printable_name(line)))
