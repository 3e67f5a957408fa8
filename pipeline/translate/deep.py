"""The one place where we touch deep-translator.

Its translators call ``requests`` as a global of their module, without any time-out. Rather than patch that
module for everybody in the process, or kill threads that hang in it, each provider loads a private copy of
the module and gives it an object of ours in place of ``requests``: the address, the bounds and the way a
text travels are then ours, while the protocol, that is, which parameters to send and where the translation
stands in the answer, stays theirs. The price is that the version of deep-translator must be pinned.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

from deep_translator.exceptions import (
    BaseError,
    LanguageNotSupportedException,
    RequestError,
    ServerException,
    TranslationNotFound,
)

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.provider import Question
from pipeline.translate.segments import join, pieces
from pipeline.translate.web import Answer, Bounds, fetch

_MAX_URL_TEXT_BYTES = 2_000
_MAX_BODY_TEXT_CHARS = 2_000
_LIBRE_KEYLESS = "no key: deep-translator insists on one, the server does not"

_MARKUP = re.compile(r"<!doctype|</?(?:html|head|body|script|div|span|title|h1|p|br)\b[^>]*>", re.IGNORECASE)
_CAPTCHA = re.compile(r"captcha|unusual traffic|/sorry/", re.IGNORECASE)
_RESULT = re.compile(r"""class=["']?(?:result-container|t0)\b""")
_ERROR_PAGE = re.compile(
    r"unusual traffic from your computer|that’s an error|that's an error|error 5\d\d \(server error\)"
    r"|enable javascript|too many requests|service unavailable",
    re.IGNORECASE,
)


class GoogleProvider:
    """Google's translation page through deep-translator, or whatever speaks like it at ``url``."""

    name = "google"
    local = False
    batch_size = 1
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds) -> None:
        self._url = url
        self._bounds = bounds
        self._module = _private_copy("deep_translator.google", SimpleNamespace(get=self._get))

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time.
        """
        translator = _made(self._module.GoogleTranslator, source, target)
        translator._base_url = self._url  # the constructor offers no way to set it
        return tuple(_translated(question.text, _fits_address, translator.translate) for question in questions)

    def _get(self, url: str, *, params: Mapping[str, str], proxies: object) -> Answer:
        answer = fetch("GET", url, params=params, bounds=self._bounds)
        if _CAPTCHA.search(answer.text) and not _RESULT.search(answer.text):
            raise TranslatorError("verlangt einen Beweis, dass ein Mensch fragt (Captcha)", Kind.BLOCKED)
        return answer


class LibreTranslateProvider:
    """A LibreTranslate server through deep-translator; ``local`` if no text leaves the house."""

    name = "libretranslate"
    batch_size = 1
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds, local: bool, api_key: str | None = None) -> None:
        self.local = local
        self._url = url.rstrip("/") + "/"
        self._bounds = bounds
        self._api_key = api_key or _LIBRE_KEYLESS
        self._module = _private_copy("deep_translator.libre", SimpleNamespace(post=self._post))

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time.
        """
        translator = _made(self._module.LibreTranslator, source, target, api_key=self._api_key, custom_url=self._url)
        return tuple(_translated(question.text, _fits_body, translator.translate) for question in questions)

    def _post(self, url: str, *, params: Mapping[str, str]) -> Answer:
        # deep-translator would put text and key into the address, where logs keep them.
        body = {key: value for key, value in params.items() if value != _LIBRE_KEYLESS}
        answer = fetch("POST", url, body=body, bounds=self._bounds)
        content = answer.json()
        if not isinstance(content, dict) or not isinstance(content.get("translatedText"), str):
            raise TranslatorError("hat eine unlesbare Antwort gegeben", Kind.GARBLED)
        return answer


def _private_copy(module_name: str, web: object) -> ModuleType:
    spec = importlib.util.find_spec(module_name)
    if spec is None or spec.loader is None:
        raise ImportError(module_name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["requests"] = web
    return module


def _made(translator: Callable[..., Any], source: str, target: str, **options: str) -> Any:
    """A translator for two BCP 47 tags; deep-translator knows few with a region (``zh-CN``)."""
    for languages in ((source, target), (source.split("-")[0], target.split("-")[0])):
        try:
            return translator(source=languages[0], target=languages[1], **options)
        except LanguageNotSupportedException:
            continue
    raise TranslatorError(f"kann nicht von „{source}“ nach „{target}“ übersetzen", Kind.REFUSED)


def _fits_address(text: str) -> bool:
    return len(quote_plus(text)) <= _MAX_URL_TEXT_BYTES


def _fits_body(text: str) -> bool:
    return len(text) <= _MAX_BODY_TEXT_CHARS


def _translated(text: str, fits: Callable[[str], bool], ask: Callable[[str], str | None]) -> str:
    """A text translated in parts that fit, with the white space around each as it was."""
    return join(_around(part, ask) for part in pieces(text, fits=fits))


def _around(part: str, ask: Callable[[str], str | None]) -> str:
    core = part.strip()
    if not core:
        return part
    start = part.index(core)
    return part[:start] + _sound(core, _outcome(core, ask)) + part[start + len(core) :]


def _outcome(core: str, ask: Callable[[str], str | None]) -> str:
    try:
        answer = ask(core)
    except TranslationNotFound as error:
        raise TranslatorError("hat eine Seite ohne Übersetzung geschickt", Kind.GARBLED) from error
    except (BaseError, RequestError, ServerException) as error:
        raise TranslatorError(f"hat nicht übersetzt ({type(error).__name__})", Kind.REFUSED) from error
    # None is how deep-translator says that a text without letters came back as it was.
    return core if answer is None else answer


def _sound(core: str, answer: str) -> str:
    """The answer, if it can be one: an empty one or an error page is a failure, not a translation."""
    if not answer.strip():
        raise TranslatorError("hat eine leere Antwort gegeben", Kind.GARBLED)
    for sign in (_MARKUP, _ERROR_PAGE):
        if sign.search(answer) and not sign.search(core):
            raise TranslatorError("hat eine Fehlerseite statt einer Übersetzung geschickt", Kind.GARBLED)
    if "\ufffd" in answer and "\ufffd" not in core:
        raise TranslatorError("hat zerstörte Zeichen geschickt", Kind.GARBLED)
    return answer.strip()
