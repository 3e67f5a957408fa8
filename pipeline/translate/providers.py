"""Which translators there are and how the settings name them. A new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.config import MEMORY, Translate
from pipeline.translate.deepl import DeepLProvider
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.firefox import FirefoxProvider
from pipeline.translate.google import GoogleProvider
from pipeline.translate.libretranslate import LibreTranslateProvider
from pipeline.translate.llm import LlmProvider
from pipeline.translate.microsoft import MicrosoftProvider
from pipeline.translate.mymemory import MyMemoryProvider
from pipeline.translate.provider import Provider, Question
from pipeline.translate.web import Bounds

__all__ = ["PROVIDERS", "Kind", "Provider", "Question", "TranslatorError", "make_providers"]


def make_providers(settings: Translate, *, environ: Mapping[str, str]) -> tuple[Provider, ...]:
    """The translators that the settings name, in their order; ``environ`` holds the keys.

    ``memory`` is none of them: it is asked before anybody, named or not.
    """
    return tuple(PROVIDERS[name](settings, environ) for name in settings.providers if name != MEMORY)


def _google(settings: Translate, environ: Mapping[str, str]) -> Provider:
    return GoogleProvider(url=settings.google.url, bounds=_bounds(settings))


def _deepl(settings: Translate, environ: Mapping[str, str]) -> Provider:
    service = settings.deepl
    return DeepLProvider(
        url=service.url,
        bounds=_bounds(settings),
        api_key=_key(environ, service.api_key_env),
        api_key_env=service.api_key_env,
    )


def _microsoft(settings: Translate, environ: Mapping[str, str]) -> Provider:
    service = settings.microsoft
    return MicrosoftProvider(
        url=service.url,
        bounds=_bounds(settings),
        region=service.region,
        api_key=_key(environ, service.api_key_env),
        api_key_env=service.api_key_env,
    )


def _mymemory(settings: Translate, environ: Mapping[str, str]) -> Provider:
    return MyMemoryProvider(url=settings.mymemory.url, bounds=_bounds(settings), email=settings.mymemory.email)


def _libretranslate(settings: Translate, environ: Mapping[str, str]) -> Provider:
    server = settings.libretranslate
    return LibreTranslateProvider(
        url=server.url,
        bounds=_bounds(settings, local=server.local),
        local=server.local,
        api_key=_key(environ, server.api_key_env),
    )


def _llm(settings: Translate, environ: Mapping[str, str]) -> Provider:
    server = settings.llm
    return LlmProvider(
        url=server.url,
        model=server.model,
        bounds=_bounds(settings, local=server.local),
        local=server.local,
        api_key=_key(environ, server.api_key_env),
        thinking_tokens=server.thinking_tokens,
    )


def _firefox(settings: Translate, environ: Mapping[str, str]) -> Provider:
    return FirefoxProvider(folder=Path(settings.firefox.folder))


def _key(environ: Mapping[str, str], name: str) -> str | None:
    # A key often ends in the line break of the file that it was read from; no header may hold one.
    return environ.get(name, "").strip() or None


def _bounds(settings: Translate, *, local: bool = False) -> Bounds:
    return Bounds(
        connect_timeout_s=settings.connect_timeout_s,
        answer_timeout_s=settings.answer_timeout_s,
        proxied=not local,
    )


PROVIDERS: Mapping[str, Callable[[Translate, Mapping[str, str]], Provider]] = {
    "google": _google,
    "deepl": _deepl,
    "microsoft": _microsoft,
    "mymemory": _mymemory,
    "libretranslate": _libretranslate,
    "llm": _llm,
    "firefox": _firefox,
}
