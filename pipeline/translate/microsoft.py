"""Microsoft's translator (Azure AI Translator 3.0), with a key and, mostly, a region."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import ModuleType, SimpleNamespace
from typing import Any

from pipeline.translate.deep import Batch, ask_all, base, keyless, private_copy, texts_in
from pipeline.translate.portions import Limits, translated
from pipeline.translate.provider import Question
from pipeline.translate.web import Answer, Bounds, fetch

_VERSION = "?api-version=3.0"
# 50,000 characters and 1,000 texts a request
# (https://learn.microsoft.com/azure/ai-services/translator/service-limits).
_LIMITS = Limits(len, per_text=5_000, per_request=40_000, texts=50)
# Where its codes are other than BCP 47 or have a region; elsewhere the language alone does.
_CODES: Mapping[str, str] = {
    "pt-PT": "pt-pt",
    "fr-CA": "fr-ca",
    "zh": "zh-Hans",
    "zh-CN": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh-Hans": "zh-Hans",
    "zh-Hant": "zh-Hant",
    "sr": "sr-Latn",
    "sr-Latn": "sr-Latn",
    "sr-Cyrl": "sr-Cyrl",
    "no": "nb",
}


class MicrosoftProvider:
    """Microsoft's service through deep-translator."""

    name = "microsoft"
    local = False
    batch_size = _LIMITS.texts
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds, region: str, api_key: str | None, api_key_env: str) -> None:
        self._url = url.rstrip("/") + _VERSION
        self._bounds = bounds
        self._region = region
        self._api_key = api_key
        self._api_key_env = api_key_env

    @cached_property
    def _module(self) -> ModuleType:
        import requests

        web = SimpleNamespace(get=_languages, post=self._post, exceptions=requests.exceptions)
        return private_copy("deep_translator.microsoft", web)

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time, or there is no key.
        """
        if not self._api_key:
            raise keyless(self._api_key_env)
        translator = self._module.MicrosoftTranslator(
            source="auto", target="auto", api_key=self._api_key, region=self._region or None
        )
        translator._base_url = self._url
        translator.source, translator.target = _code(source), _code(target)
        texts = [question.text for question in questions]
        return translated(texts, lambda portion: ask_all(translator, portion), limits=_LIMITS)

    def _post(
        self, url: str, *, params: Mapping[str, str], headers: Mapping[str, str], json: Any, proxies: object
    ) -> Answer:
        batch: Batch = json[0]["text"]
        answer = fetch(
            "POST",
            url,
            params=params,
            body=[{"text": text} for text in batch.texts],
            headers=headers,
            bounds=self._bounds,
        )
        batch.answers = texts_in(
            answer,
            lambda content: [each["translations"][0]["text"] for each in content],
            expected=len(batch.texts),
        )
        return answer


def _languages(url: str) -> Answer:
    """No languages: deep-translator asks a fixed address for them each time, and which there are the service says."""
    return Answer(200, json.dumps({"translation": {}}))


def _code(tag: str) -> str:
    return _CODES.get(tag) or _CODES.get(base(tag)) or base(tag)
