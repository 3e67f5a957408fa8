"""Google's translation page, without a key and without batches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import ModuleType, SimpleNamespace
from urllib.parse import quote_plus

from pipeline.translate.deep import ask_one, made, private_copy
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.portions import one_by_one, translated
from pipeline.translate.provider import Question
from pipeline.translate.web import Answer, Bounds, fetch

_CAPTCHA = re.compile(r"captcha|unusual traffic|/sorry/", re.IGNORECASE)
_RESULT = re.compile(r"""class=["']?(?:result-container|t0)\b""")
# The text travels in the address.
_LIMITS = one_by_one(lambda text: len(quote_plus(text)), per_text=2_000)


class GoogleProvider:
    """Google's page through deep-translator, or whatever speaks like it at ``url``."""

    name = "google"
    local = False
    batch_size = 1
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds) -> None:
        self._url = url
        self._bounds = bounds

    @cached_property
    def _module(self) -> ModuleType:
        return private_copy("deep_translator.google", SimpleNamespace(get=self._get))

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time.
        """
        translator = made(self._module.GoogleTranslator, source, target)
        translator._base_url = self._url  # the constructor offers no way to set it
        texts = [question.text for question in questions]
        return translated(texts, lambda part: (ask_one(translator, part[0]),), limits=_LIMITS)

    def _get(self, url: str, *, params: Mapping[str, str], proxies: object) -> Answer:
        answer = fetch("GET", url, params=params, bounds=self._bounds)
        if _CAPTCHA.search(answer.text) and not _RESULT.search(answer.text):
            raise TranslatorError("verlangt einen Beweis, dass ein Mensch fragt (Captcha)", Kind.BLOCKED)
        return answer
