"""Which translators there are and how the settings name them. A new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.config import Translate
from pipeline.translate.deep import GoogleProvider, LibreTranslateProvider
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.provider import Provider, Question
from pipeline.translate.web import Bounds

__all__ = ["PROVIDERS", "Kind", "Provider", "Question", "TranslatorError", "make_providers"]


def make_providers(settings: Translate, *, environ: Mapping[str, str]) -> tuple[Provider, ...]:
    """The translators that the settings name, in their order; ``environ`` holds the keys."""
    return tuple(PROVIDERS[name](settings, environ) for name in settings.providers)


def _google(settings: Translate, environ: Mapping[str, str]) -> Provider:
    return GoogleProvider(url=settings.google.url, bounds=_bounds(settings))


def _libretranslate(settings: Translate, environ: Mapping[str, str]) -> Provider:
    server = settings.libretranslate
    return LibreTranslateProvider(
        url=server.url,
        bounds=_bounds(settings, local=server.local),
        local=server.local,
        api_key=environ.get(server.api_key_env) or None,
    )


def _bounds(settings: Translate, *, local: bool = False) -> Bounds:
    return Bounds(
        connect_timeout_s=settings.connect_timeout_s,
        answer_timeout_s=settings.answer_timeout_s,
        proxied=not local,
    )


PROVIDERS: Mapping[str, Callable[[Translate, Mapping[str, str]], Provider]] = {
    "google": _google,
    "libretranslate": _libretranslate,
}
