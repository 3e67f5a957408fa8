"""A small real request to each translator, and to the cluster, for the doctor."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from urllib.parse import urlsplit

from pipeline.config import Settings
from pipeline.crew.crew import CrewError
from pipeline.doctor.diagnosis import Diagnosis, Grade
from pipeline.extract import fingerprint
from pipeline.intake.hiring import cluster_of
from pipeline.translate import Question, TranslatorError, make_providers

_SENTENCE = "Die Tür ist offen."
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


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


def ask_cluster(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the cluster answers and runs the same program, if one is configured."""
    address, model = settings.run.cluster, settings.extract.model
    if not address:
        return
    try:
        with closing(cluster_of(settings.run, model=model, mark=fingerprint(model))) as cluster:
            words = f"{address} antwortet; Arbeiter: {cluster.workers}, alle mit derselben Fassung wie hier."
    except CrewError as error:
        yield Diagnosis("Cluster", Grade.BAD, str(error))
        return
    parts = urlsplit(address)
    if parts.scheme == "tls" or parts.hostname in _THIS_MACHINE:
        yield Diagnosis("Cluster", Grade.GOOD, words)
    else:
        words += " Texte gehen unverschlüsselt dorthin, auch gesperrte; verschlüsselt: tls:// (docs/operation.md)."
        yield Diagnosis("Cluster", Grade.NOTE, words)
