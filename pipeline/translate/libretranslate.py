"""A LibreTranslate server, with a key or without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import ModuleType, SimpleNamespace
from typing import Any

from pipeline.translate.deep import Batch, ask_all, made, private_copy, texts_in
from pipeline.translate.portions import Limits, translated
from pipeline.translate.provider import Question
from pipeline.translate.web import Answer, Bounds, fetch

_KEYLESS = "no key: deep-translator insists on one, the server does not"
# Public servers take 2,000 characters a request; an own one usually any number.
_LIMITS = Limits(len, per_text=2_000, per_request=2_000, texts=20)


class LibreTranslateProvider:
    """A server through deep-translator; ``local`` if no text leaves the house."""

    name = "libretranslate"
    batch_size = _LIMITS.texts
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds, local: bool, api_key: str | None = None) -> None:
        self.local = local
        self._url = url.rstrip("/") + "/"
        self._bounds = bounds
        self._api_key = api_key or _KEYLESS

    @cached_property
    def _module(self) -> ModuleType:
        return private_copy("deep_translator.libre", SimpleNamespace(post=self._post))

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time.
        """
        translator = made(self._module.LibreTranslator, source, target, api_key=self._api_key, custom_url=self._url)
        texts = [question.text for question in questions]
        return translated(texts, lambda portion: ask_all(translator, portion), limits=_LIMITS)

    def _post(self, url: str, *, params: Mapping[str, Any]) -> Answer:
        # deep-translator would put text and key into the address, where logs keep them.
        body = {key: value for key, value in params.items() if value != _KEYLESS}
        batch: Batch = params["q"]
        single = len(batch.texts) == 1
        body["q"] = batch.texts[0] if single else list(batch.texts)
        answer = fetch("POST", url, body=body, bounds=self._bounds)
        batch.answers = texts_in(
            answer,
            lambda content: [content["translatedText"]] if single else content["translatedText"],
            expected=len(batch.texts),
        )
        return answer
