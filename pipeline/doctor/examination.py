"""Whether the set-up is sound: one finding a question, each with what to do. Nothing is changed or left behind."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipeline.config import Settings
from pipeline.doctor.diagnosis import Diagnosis, Grade
from pipeline.doctor.disks import clock, local_disk, one_disk, space, writable
from pipeline.intake.folder import look
from pipeline.register_file import load_register
from pipeline.system_words import system_in_german
from pipeline.toml_file import TomlError
from pipeline.watch import card as watch_card

DISTRIBUTION = "press-pipeline"
_EXAMPLE_HOSTS = ("example.org", "example.com", "example.net", "example")
_OWN_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Setup:
    """What is looked at. ``settings`` is the error where the configuration cannot be read."""

    settings: Settings | TomlError
    releases: Path
    output: Path
    state: Path
    environ: Mapping[str, str]
    now: datetime


def examine(setup: Setup, *, ask: Callable[[Settings], Iterable[Diagnosis]] | None = None) -> Iterator[Diagnosis]:
    """Every finding, as soon as it is there; ``ask`` makes those about others by asking them."""
    yield _python()
    yield _extras()
    settings = setup.settings
    if isinstance(settings, TomlError):
        yield Diagnosis("Konfiguration", Grade.BAD, str(settings))
        settings = Settings()
    else:
        yield Diagnosis("Konfiguration", Grade.GOOD, "ohne Fehler gelesen.")
        yield _address(settings)
    yield _releases(setup.releases)
    yield _register(setup.releases)
    for what, folder in (("Ausgabe", setup.output), ("Gemerktes", setup.state)):
        yield writable(what, folder)
        yield space(what, folder)
    yield one_disk(setup.output)
    yield local_disk(setup.state)
    yield clock(setup.now, setup.state)
    yield _zone(settings, setup.now)
    yield _watch(setup.state)
    yield _model(settings)
    if ask is not None:
        yield from ask(settings)
    else:
        names = ", ".join(settings.translate.providers) or "keiner"
        yield Diagnosis(
            "Übersetzer", Grade.NOTE, f"{names}; nicht gefragt. Eine kleine Anfrage stellt: press doctor --ask"
        )
        if settings.run.cluster:
            yield Diagnosis("Cluster", Grade.NOTE, f"{settings.run.cluster}; nicht gefragt, ebenso.")


def _python() -> Diagnosis:
    return Diagnosis("Python", Grade.GOOD, f"{platform.python_version()} auf {platform.system()}, {sys.executable}.")


def _extras() -> Diagnosis:
    """Which of the optional parts are there; an extra is there if all of its packages are."""
    try:
        own = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return Diagnosis(
            "Zusätze", Grade.NOTE, "Das Programm läuft aus seinem Quelltext; Zusätze sind nicht erkennbar."
        )
    needs: dict[str, list[str]] = {}
    for requirement in own.requires or ():
        name, _, marker = requirement.partition(";")
        if "extra ==" in marker:
            extra = marker.split("extra ==")[1].strip().strip("'\" )")
            needs.setdefault(extra, []).append(_package(name))
    ours = sorted(extra for extra in needs if extra not in ("test", "build", "training"))
    there = [extra for extra in ours if all(map(_is_installed, needs[extra]))]
    missing = [extra for extra in ours if extra not in there]
    words = f"vorhanden: {', '.join(there) or 'keine'}; nicht vorhanden: {', '.join(missing) or 'keine'}."
    if missing:
        words += f" Wer einen braucht: pip install '{DISTRIBUTION}[{missing[0]}]'"
    return Diagnosis("Zusätze", Grade.GOOD, words)


def _package(requirement: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _address(settings: Settings) -> Diagnosis:
    bases = (settings.site.base_url, *settings.site.base_urls.values())
    for base in bases:
        host = urlsplit(base).hostname or ""
        if any(host == example or host.endswith(f".{example}") for example in _EXAMPLE_HOSTS):
            words = f"{base} ist das Beispiel. Bitte vor dem ersten Lauf in config.toml die eigene eintragen ([site])."
            return Diagnosis("Adresse", Grade.BAD, words)
        if host in _OWN_HOSTS:
            words = f"{base} gilt nur auf diesem Rechner. Bitte in config.toml die öffentliche eintragen ([site])."
            return Diagnosis("Adresse", Grade.NOTE, words)
        if base.startswith("http:"):
            return Diagnosis(
                "Adresse", Grade.NOTE, f"{base} ist unverschlüsselt; Partner mit https binden sie nicht ein."
            )
    return Diagnosis("Adresse", Grade.GOOD, f"{', '.join(bases)}")


def _releases(folder: Path) -> Diagnosis:
    try:
        count = len(look(folder).files)
    except OSError as error:
        return Diagnosis("Meldungen", Grade.BAD, f"{system_in_german(error, folder)} Ein Beispiel legt an: press init")
    return Diagnosis("Meldungen", Grade.GOOD, f"{folder}: {count} Dateien.")


def _register(folder: Path) -> Diagnosis:
    try:
        load_register(folder)
    except TomlError as error:
        return Diagnosis("Register", Grade.BAD, str(error))
    except OSError as error:
        return Diagnosis("Register", Grade.BAD, system_in_german(error, folder))
    return Diagnosis("Register", Grade.GOOD, "ohne Fehler gelesen, oder keines da.")


def _zone(settings: Settings, now: datetime) -> Diagnosis:
    name = settings.site.timezone
    there, here = now.astimezone(ZoneInfo(name)), now.astimezone()
    words = f"Sperrfristen gelten nach {name}; dort ist es {there:%H:%M} Uhr."
    if there.utcoffset() != here.utcoffset():
        words += f" Dieser Rechner zeigt {here:%H:%M} Uhr; das macht nichts."
    return Diagnosis("Zeitzone", Grade.GOOD, words)


def _watch(state: Path) -> Diagnosis:
    card = watch_card.watcher(state)
    if card is None:
        return Diagnosis("press watch", Grade.NOTE, "läuft nicht.")
    if card.problem:
        return Diagnosis("press watch", Grade.BAD, f"läuft ({card}), aber: {card.problem}")
    return Diagnosis("press watch", Grade.GOOD, f"läuft ({card}).")


def _model(settings: Settings) -> Diagnosis:
    from pipeline.extract import ModelError, load_model, spotter

    name = settings.extract.model
    try:
        begun_s = time.monotonic()
        found = spotter(load_model(name))(["Die Oberbürgermeisterin Katrin Sommerfeld sprach in Jena."])[0]
    except ModelError as error:
        return Diagnosis("Sprachmodell", Grade.BAD, str(error))
    took = f"{time.monotonic() - begun_s:.1f} s".replace(".", ",")
    if not found:
        words = f"„{name}“ findet in einem einfachen Satz keinen Namen. Bitte prüfen, ob es ein deutsches Modell ist."
        return Diagnosis("Sprachmodell", Grade.NOTE, words)
    return Diagnosis("Sprachmodell", Grade.GOOD, f"„{name}“ geladen und gefragt, {took}.")
