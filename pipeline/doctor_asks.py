"""A small real request to each translator, for the doctor."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from pipeline.config import Settings
from pipeline.diagnosis import Diagnosis, Grade
from pipeline.translate import Question, TranslatorError, make_providers

_SENTENCE = "Die Tür ist offen."


def ask_translators(settings: Settings, environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    """What each translator makes of a sentence without content, or why it makes nothing of it."""
    target = next(iter(settings.languages.targets), None)
    providers = make_providers(settings.translate, environ=environ)
    if target is None or not providers:
        yield Diagnosis("Übersetzer", Grade.NOTE, "keiner eingerichtet (config.toml, [translate] providers).")
        return
    for provider in providers:
        what = f"Übersetzer {provider.name}"
        begun_s = time.monotonic()
        try:
            (answer,) = provider.translate([Question(_SENTENCE)], source=settings.languages.source, target=target)
        except TranslatorError as error:
            words = f"{provider.name} {error.reason_de}. Bitte Netz, Adresse und Schlüssel prüfen."
            yield Diagnosis(what, Grade.BAD, words)
        else:
            took = f"{time.monotonic() - begun_s:.1f} s".replace(".", ",")
            house = "im Haus" if provider.local else "außer Haus"
            yield Diagnosis(what, Grade.GOOD, f"antwortet ({house}, {took}): „{_SENTENCE}“ – „{answer}“")
