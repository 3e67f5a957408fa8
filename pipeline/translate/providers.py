"""Which translators there are and how the settings name them. A new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from pipeline.config import Translate
from pipeline.translate.deep import GoogleProvider, LibreTranslateProvider
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.web import Bounds

__all__ = ["PROVIDERS", "Kind", "Provider", "TranslatorError", "make_providers"]


class Provider(Protocol):
    """A translator; ``local`` if no text leaves the house with it."""

    @property
    def name(self) -> str:
        """As in the settings and in an edition's origin."""

    @property
    def local(self) -> bool:
        """Whether a release under embargo may be shown to it."""

    def translate(self, text: str, *, source: str, target: str) -> str:
        """The translation of one segment of any length; languages are BCP 47 tags.

        Raises:
            TranslatorError: there is none; within the time that the settings allow a request.
        """


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
