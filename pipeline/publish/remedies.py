"""What the officer can do about a doubt, where its message does not say so itself."""

from __future__ import annotations

_CHECK_DRAFT = (
    "Bitte die Stelle im Entwurf prüfen. Ein eigener Text neben der Meldung, etwa „name.en.md“, ersetzt den Entwurf."
)

# By code of the warning; a code's first word and „-“ stands for all that begin so.
_REMEDIES = {
    "body-missing": "Bitte prüfen, ob die Datei vollständig ist.",
    "boilerplate-empty": "Bitte den Text ergänzen oder den Titel aus der Datei nehmen.",
    "control-characters": "Bitte kurz prüfen, ob im Text etwas fehlt.",
    "date-missing": "Bitte Ort und Datum an den Anfang des ersten Absatzes setzen: „Jena, 3. Mai 2024 – …“.",
    "embargo-without-time": "Soll eine andere Uhrzeit gelten, bitte in die Zeile der Sperrfrist schreiben.",
    "footnotes-left-out": "Was Leser brauchen, bitte in den Text aufnehmen.",
    "headline-missing": "Bitte in der Datei eine Überschrift als eigene Zeile über den Text setzen.",
    "page-without-text": "Bitte die Datei mit Text speichern oder den Text abtippen.",
    "paragraph-repeated": "Bitte den Absatz in der Datei einmal streichen.",
    "picture-left-out": "Bitte als JPEG oder PNG neben die Meldung legen.",
    "small-print-left-out": "Gehört es zur Meldung, bitte in den Text aufnehmen.",
    "speaker-unknown": "Bitte im selben Absatz nennen, wer spricht.",
    "tracked-changes": "Bitte die Änderungen in der Datei annehmen oder ablehnen.",
    "translation-": _CHECK_DRAFT,
}


def remedy(code: str) -> str | None:
    """A German sentence that says what to do about a warning with this code, or ``None`` if its message does."""
    return _REMEDIES.get(code) or _REMEDIES.get(code.partition("-")[0] + "-")
