"""``press why`` in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from pipeline.config import Settings
from pipeline.german_time import in_words
from pipeline.memory import HUMAN
from pipeline.model import Field
from pipeline.reports.bullets import bullets
from pipeline.reports.report import print_check
from pipeline.state.last_run import EditionState, LastRun, ReleaseState, State
from pipeline.status.why import Explanation, Part
from pipeline.terminal import printable

_FIELDS: Mapping[Field, str] = {
    Field.KICKER: "Dachzeile",
    Field.HEADLINE: "Überschrift",
    Field.SUBHEADLINE: "Unterzeile",
    Field.PARAGRAPH: "Absatz",
    Field.SUBHEAD: "Zwischentitel",
    Field.CAPTION: "Bildtext",
    Field.BOILERPLATE_TITLE: "Titel „Über …“",
    Field.BOILERPLATE: "Über …",
}
_REPEATED = frozenset({Field.PARAGRAPH, Field.SUBHEAD, Field.CAPTION, Field.BOILERPLATE_TITLE, Field.BOILERPLATE})
_STATUS = {
    "approved": "freigegeben, von einem Menschen",
    "draft": "maschineller Entwurf",
    "outdated": "veraltet: Die Meldung hat sich seither geändert",
    "pending": "wartet",
}
_QUOTED, _AROUND = 90, 25


def print_explanation(
    found: Explanation, run: LastRun | None, *, settings: Settings, now: datetime, outdated: Sequence[str] = ()
) -> None:
    """Where one file stands and why, then stage by stage; ``outdated`` are lines on what changed under her texts."""
    console = Console(highlight=False)
    zone = ZoneInfo(settings.site.timezone)
    name = found.file.source if found.file else found.asked
    console.print(Text(printable(name), style="bold"))
    if name != found.asked:
        console.print(Text(printable(f"„{found.asked}“ gehört zu dieser Meldung.")))
    for line in _standing(found, run, zone):
        console.print(Text(printable(line)))
    if found.release is not None:
        _headed(console, "Gelesen und zerlegt")
        print_check(found.release, settings=settings, now=now)
        _headed(console, "Personen, Organisationen und Orte")
        console.print(Text(printable(_names(found, settings))))
    for language, lines in _editions(found, zone):
        _headed(console, f"Fassung „{language}“")
        for line in lines:
            console.print(Text(printable(line)))
    if outdated:
        _headed(console, "Seit Ihre Fassung entstand")
        for line in outdated:
            console.print(Text(printable(line)))
    if found.changes:
        title = "Unterschiede zu dem, was veröffentlicht ist:"
        console.print()
        changes = [_change(item.what, *_differing(item.old, item.new)) for item in found.changes]
        for part in bullets(title, changes, style="bold"):
            console.print(part)
    if found.files:
        console.print()
        console.print(Text("Veröffentlicht unter:", style="bold"))
        for path in found.files:
            # An address that is broken into lines cannot be followed.
            console.print(Text(f"  {_address(path, settings)}"), soft_wrap=True)


def _address(path: str, settings: Settings) -> str:
    languages = settings.languages
    language = next((target for target in languages.targets if f".{target}." in path), languages.source)
    return f"{settings.site.base_url_for(language)}{path}"


def _headed(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold underline"))


def _standing(found: Explanation, run: LastRun | None, zone: ZoneInfo) -> Iterator[str]:
    """What has become of it, and why."""
    for failure in found.failures:
        yield f"Nicht verarbeitet: {failure.reason} {failure.remedy}"
    state = found.state
    if run is None:
        yield "Hier gab es noch keinen Lauf. Bitte starten: press build"
    elif state is None:
        if not found.failures:
            yield f"Im letzten Lauf ({in_words(run.at, zone)}) kam die Datei nicht vor."
    else:
        yield f"Letzter Lauf ({in_words(run.at, zone)}): {_state(state, zone)}"
        if found.release is not None and state.digest != found.release.digest:
            yield "Seither wurde die Datei geändert; der nächste Lauf übernimmt das."
        elif found.release is not None:
            yield "Seither ist die Datei unverändert."


def _state(state: ReleaseState, zone: ZoneInfo) -> str:
    if state.state is State.WITHHELD:
        until = f" bis {in_words(state.until, zone)}" if state.until else ""
        return f"zurückgehalten{until} ({state.reason})."
    if state.state is State.WITHDRAWN:
        return f"zurückgezogen; {state.reason}. Unter der bisherigen Adresse steht ein Hinweis."
    return f"veröffentlicht unter der Kennung {state.id}."


def _names(found: Explanation, settings: Settings) -> str:
    model = f"Modell „{settings.extract.model}“, dazu Regeln und Register"
    if found.remembered_names:
        return f"Was das Modell in diesen Texten sah, war gemerkt ({model})."
    return f"Das Modell wurde jetzt gefragt ({model}); der nächste Lauf merkt es sich."


def _editions(found: Explanation, zone: ZoneInfo) -> Iterator[tuple[str, list[str]]]:
    """Each edition: where it stands, and whose its parts are."""
    states = {edition.language: edition for edition in found.state.editions} if found.state else {}
    texts = dict(found.file.texts) if found.file else {}
    for language in dict.fromkeys((*texts, *(found.parts or {}), *states)):
        lines = [_edition(states[language], zone)] if language in states else []
        if language in texts:
            lines.append(f"Ihr eigener Text: {texts[language]}")
        lines += [_part(part) for part in (found.parts or {}).get(language, ())]
        if lines:
            yield language, lines


def _edition(edition: EditionState, zone: ZoneInfo) -> str:
    parts = [f"{_STATUS[edition.status]}."]
    if edition.reason:
        parts.append(edition.reason)
    if edition.until:
        parts.append(f"Frei ab {in_words(edition.until, zone)}.")
    elif edition.retried:
        parts.append("Wird von selbst wieder versucht.")
    return " ".join(parts)


def _part(part: Part) -> str:
    number = f" {part.at.index + 1}" if part.at.field in _REPEATED else ""
    origins = []
    for origin, day, count in part.origins:
        who = {"": "noch nicht übersetzt", HUMAN: "von einem Menschen"}.get(origin, origin)
        when = f", {day[8:10]}.{day[5:7]}.{day[:4]}" if day else ""
        times = f" ({count}×)" if count > 1 else ""
        origins.append(f"{who}{when}{times}")
    return f"{_FIELDS.get(part.at.field, part.at.field.value)}{number}: {'; '.join(origins)}"


def _change(what: str, old: str, new: str) -> str:
    if not old:
        return f"{what}: neu „{new}“"
    return f"{what}: war „{old}“, ist jetzt „{new}“" if new else f"{what}: weg „{old}“"


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two texts, shortened to where they differ with some words around it."""
    old, new = (" ".join(text.split()) for text in (old, new))
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return _excerpt(old, start, len(old) - end), _excerpt(new, start, len(new) - end)


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _excerpt(text: str, start: int, end: int) -> str:
    first = text.rfind(" ", 0, max(start - _AROUND, 0)) + 1
    last = text.find(" ", min(end, start + _QUOTED) + _AROUND)
    last = len(text) if last < 0 else last
    return f"{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}"
