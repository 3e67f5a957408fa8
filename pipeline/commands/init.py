"""``press init``: begin a new desk."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.common import OK, Command, expect_folder
from pipeline.config import Settings
from pipeline.terminal import printable


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="ORDNER", help="sonst: dieser hier")


def _run(options: argparse.Namespace, _defaults: Settings) -> int:
    expect_folder(options.folder, "ORDNER")
    from pipeline.starting import start_desk

    started = start_desk(options.folder)
    lines = [f"Angelegt: {options.folder / name}" for name in started.made]
    lines += [f"Gab es schon und bleibt, wie es ist: {options.folder / name}" for name in started.kept]
    lines += [
        "",
        "Als Nächstes in config.toml unter [site] die eigene Adresse und den Namen eintragen, die erste Meldung nach "
        "releases/ legen und starten: press build",
        "Ob alles richtig eingerichtet ist, sagt: press doctor",
    ]
    print("\n".join(map(printable, lines)))
    return OK


INIT = Command(
    "init",
    help="legt eine Konfiguration und eine Beispielmeldung an",
    description="Legt in einem Ordner eine erklärte config.toml und releases/ mit einer Beispielmeldung an. "
    "Überschreibt nichts.",
    add_options=_add_options,
    run=_run,
    needs_settings=False,
)
