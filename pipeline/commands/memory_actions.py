"""What ``press memory`` does, once its options are known to be right."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.commands.common import OK, SOME_FAILED, WRONG_USE, UsageError, complain, expect_new, say
from pipeline.config import Settings
from pipeline.exchange import ExchangeError, bytes_of, read_contents, write_tmx
from pipeline.exchange.contents import core
from pipeline.intake.language_tags import meant_by
from pipeline.job import STATE_FILE
from pipeline.memory import LEAST_LIKENESS, Entry, nearest
from pipeline.memory_folder import file_key, keep, load_folder, memory_languages
from pipeline.sidecar import place
from pipeline.state.store import Store, StoreError
from pipeline.state.store_memory import StoredMemory

_SHOWN = 5


def act(options: argparse.Namespace, settings: Settings) -> int:
    """Do what ``options.action`` names; returns the exit code."""
    try:
        return _ACTIONS[options.action](options, settings)
    except (ExchangeError, StoreError) as error:
        return complain(str(error), WRONG_USE)


def _export(options: argparse.Namespace, settings: Settings) -> int:
    expect_new(options.file, releases=options.releases)
    with _memory(options, settings) as memory:
        entries = [
            entry
            for source, target in _languages(memory, options.lang)
            for entry in memory.entries(source=source, target=target)
        ]
    chosen = [entry for entry in entries if options.with_confidential or not entry.confidential]
    left_out = len(entries) - len(chosen)
    if not chosen:
        secret = f" außer {left_out} vertraulichen Paaren (--with-confidential nimmt sie mit)" if left_out else ""
        return complain(f"Gemerkt ist noch nichts{secret}; es wurde keine Datei geschrieben.", SOME_FAILED)
    place(options.file, write_tmx(chosen))
    say(f"{options.file}: {_pairs(len(chosen))} geschrieben.")
    if left_out:
        say(f"{left_out} vertrauliche ausgelassen; --with-confidential nimmt sie mit.")
    if any(entry.confidential for entry in chosen):
        say("Vorsicht: Darin steht Vertrauliches aus gesperrten Meldungen.")
    return OK


def _import(options: argparse.Namespace, settings: Settings) -> int:
    languages = memory_languages(settings)
    # All are read before any is taken: a broken one leaves everything as it was.
    read = []
    for path in options.files:
        data = bytes_of(path)
        try:
            read.append((path, data, read_contents(path.name, data, languages)))
        except ExchangeError as error:
            raise ExchangeError(f"{path}: {error.reason}", error.remedy) from error
    with _memory(options, settings) as memory:
        for path, data, contents in read:
            # First to where it is safe: what is not loaded for any reason the next run loads.
            kept = keep(path.name, data, options.releases)
            new = memory.load(contents.entries, file=file_key(data, languages))
            say(f"{path}: {_pairs(len(contents.entries))}, {new} davon neu oder neuer als Gemerktes.")
            if contents.foreign:
                say(f"  {_pairs(contents.foreign)} in anderen Sprachen oder ohne Text ausgelassen.")
            if contents.unconfirmed:
                say(f"  {_pairs(contents.unconfirmed)} ausgelassen: nicht bestätigt oder verworfen.")
            say(f"  Aufgehoben als {kept}; bitte dort lassen, damit nichts verloren geht.")
    return OK


def _show(options: argparse.Namespace, settings: Settings) -> int:
    text = core(options.text)
    with _memory(options, settings) as memory:
        pairs = _languages(memory, options.lang)
        exact = [entry for source, target in pairs for entry in memory.recall(text, source=source, target=target)]
        alike = [
            (score, entry)
            for source, target in pairs
            for score, entry in nearest(
                text,
                [entry for entry in memory.entries(source=source, target=target) if entry.text != text],
                at_least=LEAST_LIKENESS,
                limit=_SHOWN,
            )
        ]
    if exact:
        say("Genau dieser Text:")
    for entry in exact:
        say(f"  {_about(entry, settings)}", f"    {entry.translation}", *_more(entry))
    if alike:
        say("Ähnlich; wird angeboten, aber nie von selbst verwendet:")
    for score, entry in alike:
        say(f"  {score:.0f} %, {_about(entry, settings)}", f"    {entry.text}", f"    {entry.translation}")
    if not exact and not alike:
        say("Dazu ist nichts gemerkt.")
    return OK


@contextmanager
def _memory(options: argparse.Namespace, settings: Settings) -> Iterator[StoredMemory]:
    """The memory with all that lies in its folder; doubts about the files are told."""
    with Store.open(options.state / STATE_FILE) as store:
        loaded = load_folder(options.releases, store.memory, memory_languages(settings))
        failed = [f"{failure.source}: {failure.reason} {failure.remedy}" for failure in loaded.failures]
        for doubt in (*failed, *loaded.doubts):
            complain(doubt, OK)
        yield store.memory


def _languages(memory: StoredMemory, wanted: str | None) -> list[tuple[str, str]]:
    """The pairs of languages that there is something in, into the one that is wanted if any is."""
    pairs = memory.languages()
    if wanted is None:
        return list(pairs)
    target = meant_by(wanted, (target for _, target in pairs))
    if target is None:
        there = ", ".join(sorted({target for _, target in pairs})) or "keine"
        raise UsageError(f"--lang {wanted}: In diese Sprache ist nichts übersetzt; gemerkt sind: {there}.")
    return [pair for pair in pairs if pair[1] == target]


def _about(entry: Entry, settings: Settings) -> str:
    """Which languages, whose translation, from when."""
    who = "von Menschen" if entry.is_human else f"von {entry.origin}"
    parts = [f"{entry.source} → {entry.target}", f"{who} ({entry.author})" if entry.author else who]
    if entry.date:
        parts.append(f"{datetime.fromisoformat(entry.date).astimezone(ZoneInfo(settings.site.timezone)):%d.%m.%Y}")
    return ", ".join([*parts, "vertraulich"] if entry.confidential else parts)


def _more(entry: Entry) -> Iterator[str]:
    if entry.context:
        yield f"    nach: {entry.context}"
    if entry.note:
        yield f"    Notiz: {' / '.join(entry.note.splitlines())}"


def _pairs(count: int) -> str:
    return "1 Paar" if count == 1 else f"{count} Paare"


_ACTIONS = {"export": _export, "import": _import, "show": _show}
