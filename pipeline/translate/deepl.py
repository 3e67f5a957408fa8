"""DeepL's service, with a key of the free or the paid kind."""

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

_FREE_URL = "https://api-free.deepl.com/v2/"
_PRO_URL = "https://api.deepl.com/v2/"
_FREE_KEY_END = ":fx"
# 50 texts and 128 KiB a request (https://developers.deepl.com/api-reference/translate), measured as they travel.
_LIMITS = Limits(lambda text: len(json.dumps(text)) + 2, per_text=20_000, per_request=100_000, texts=50)
# English and Portuguese want a region as target; ours writes „15 March“.
_TARGETS: Mapping[str, str] = {"en": "EN-GB", "pt": "PT-PT", "zh-CN": "ZH-HANS", "zh-TW": "ZH-HANT"}
_WITH_REGION = frozenset({"EN-GB", "EN-US", "PT-BR", "PT-PT", "ZH-HANS", "ZH-HANT", "ES-419"})


class DeepLProvider:
    """DeepL through deep-translator; an empty ``url`` means the server that the kind of key belongs to."""

    name = "deepl"
    local = False
    batch_size = _LIMITS.texts
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds, api_key: str | None, api_key_env: str) -> None:
        self._bounds = bounds
        self._api_key = api_key
        self._api_key_env = api_key_env
        by_key = _FREE_URL if (api_key or "").endswith(_FREE_KEY_END) else _PRO_URL
        self._url = (url or by_key).rstrip("/") + "/"

    @cached_property
    def _module(self) -> ModuleType:
        return private_copy("deep_translator.deepl", SimpleNamespace(get=self._get))

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time, or there is no key.
        """
        if not self._api_key:
            raise keyless(self._api_key_env)
        # deep-translator's list of languages is short and old; which ones there are, the service says.
        translator = self._module.DeeplTranslator(source="de", target="en", api_key=self._api_key)
        translator._base_url = self._url
        translator.source, translator.target = base(source).upper(), _target(target)
        texts = [question.text for question in questions]
        return translated(texts, lambda portion: ask_all(translator, portion), limits=_LIMITS)

    def _get(self, url: str, *, params: Mapping[str, Any]) -> Answer:
        # deep-translator would put text and key into the address of a GET, which DeepL no longer takes either.
        batch: Batch = params["text"]
        answer = fetch(
            "POST",
            url,
            body={
                "text": list(batch.texts),
                "source_lang": params["source_lang"],
                "target_lang": params["target_lang"],
            },
            headers={"Authorization": f"DeepL-Auth-Key {params['auth_key']}"},
            bounds=self._bounds,
        )
        batch.answers = texts_in(
            answer, lambda content: [each["text"] for each in content["translations"]], expected=len(batch.texts)
        )
        return answer


def _target(tag: str) -> str:
    regional = _TARGETS.get(tag, tag.upper())
    if regional in _WITH_REGION:
        return regional
    return _TARGETS.get(base(tag), base(tag).upper())
