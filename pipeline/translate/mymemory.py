"""MyMemory, which serves other people's translations and, where it has none, a machine's; without a key."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import ModuleType, SimpleNamespace
from typing import Any

from pipeline.translate.deep import ask_one, base, private_copy, texts_in, unknown_languages
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.portions import one_by_one, translated
from pipeline.translate.provider import Question
from pipeline.translate.web import Answer, Bounds, fetch

# 500 bytes a request (https://mymemory.translated.net/doc/spec.php); deep-translator takes fewer than 500 characters.
_LIMITS = one_by_one(lambda text: len(text.encode()), per_text=499)
# What comes in the place of a translation, in an answer that is otherwise a good one.
_USED_UP = re.compile(r"MYMEMORY WARNING|ALL AVAILABLE FREE TRANSLATIONS", re.IGNORECASE)
_COMPLAINT = re.compile(
    r"QUERY LENGTH LIMIT|NO QUERY SPECIFIED|INVALID (?:EMAIL|LANGUAGE PAIR)|IS AN INVALID (?:SOURCE|TARGET) LANGUAGE"
    r"|PLEASE SELECT TWO DISTINCT LANGUAGES"
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|quot|amp|lt|gt|apos|nbsp);", re.IGNORECASE)


class MyMemoryProvider:
    """MyMemory through deep-translator; an ``email`` raises what may be asked a day."""

    name = "mymemory"
    local = False
    batch_size = 1
    takes_hints = False

    def __init__(self, *, url: str, bounds: Bounds, email: str) -> None:
        self._url = url
        self._bounds = bounds
        self._email = email or None

    @cached_property
    def _module(self) -> ModuleType:
        return private_copy("deep_translator.mymemory", SimpleNamespace(get=self._get))

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: no translation came back in time.
        """
        codes = frozenset(self._module.MY_MEMORY_LANGUAGES_TO_CODES.values())
        pair = [_code(tag, codes) for tag in (source, target)]
        if None in pair:
            raise unknown_languages(source, target)
        translator = self._module.MyMemoryTranslator(source=pair[0], target=pair[1], email=self._email)
        translator._base_url = self._url  # the library's own is not encrypted

        def ask(portion: tuple[str, ...]) -> tuple[str]:
            (text,) = portion
            answer = ask_one(translator, text)
            return (answer if _ENTITY.search(text) else html.unescape(answer),)

        return translated([question.text for question in questions], ask, limits=_LIMITS)

    def _get(self, url: str, *, params: Mapping[str, str], proxies: object) -> Answer:
        answer = fetch("GET", url, params=params, bounds=self._bounds)
        content = answer.json()
        if isinstance(content, dict):
            _complain(content, asked=params["q"])
        texts_in(answer, lambda content: [content["responseData"]["translatedText"]], expected=1)
        return answer


def _complain(content: Mapping[str, Any], *, asked: str) -> None:
    """An answer with status 200 may say inside that it is none."""
    status = str(content.get("responseStatus", 200))
    data = content.get("responseData")
    said = " ".join(
        str(text)
        for text in (content.get("responseDetails"), data.get("translatedText") if isinstance(data, dict) else None)
        if text
    )
    used_up = _USED_UP.search(said) and not _USED_UP.search(asked)
    if used_up or status == "429":
        raise TranslatorError("hat das Kontingent dieses Tages aufgebraucht", Kind.LIMITED)
    if status.startswith("5"):
        raise TranslatorError(f"meldet einen eigenen Fehler ({status})", Kind.SERVER)
    if status != "200" or (_COMPLAINT.search(said) and not _COMPLAINT.search(asked)):
        raise TranslatorError(f"weist die Anfrage zurück ({status})", Kind.REFUSED)


def _code(tag: str, codes: frozenset[str]) -> str | None:
    """MyMemory's code for a language; it wants a region: the country of the same letters, else England's."""
    language = base(tag)
    wanted = (tag, f"{language}-{language.upper()}", f"{language}-GB")
    return next((code for code in wanted if code in codes), None) or next(
        (code for code in sorted(codes) if base(code) == language), None
    )
