"""How translation services speak: the texts in a request, and the answer with their translations, by path.

Together with :mod:`loopback`, which behaves well or badly in each of them.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Protocol:
    """``texts`` reads a request's path and body, ``answer`` makes the body of a proper answer."""

    texts: Callable[[str, str], list[str]]
    answer: Callable[[Sequence[str], str], str]


def protocol_of(method: str, path: str) -> Protocol:
    """The protocol that a request speaks, by the end of its path."""
    place = urlsplit(path).path
    return next((spoken for end, spoken in _PROTOCOLS if place.endswith(end)), _LIBRE if method == "POST" else _GOOGLE)


def _query(path: str) -> list[str]:
    return [parse_qs(urlsplit(path).query).get("q", [""])[0]]


def _google(translations: Sequence[str], body: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Google Translate</title></head><body>"
        '<div class="input-field">…</div>'
        f'<div class="result-container">{html.escape(translations[0])}</div></body></html>'
    )


def _libre_texts(path: str, body: str) -> list[str]:
    asked = json.loads(body or "{}").get("q", "")
    return asked if isinstance(asked, list) else [asked]


def _libre(translations: Sequence[str], body: str) -> str:
    several = isinstance(json.loads(body or "{}").get("q"), list)
    return json.dumps({"translatedText": list(translations) if several else translations[0]})


def _deepl(translations: Sequence[str], body: str) -> str:
    return json.dumps({"translations": [{"detected_source_language": "DE", "text": text} for text in translations]})


def _microsoft(translations: Sequence[str], body: str) -> str:
    return json.dumps([{"translations": [{"text": text, "to": "en"}]} for text in translations])


def _mymemory(translations: Sequence[str], body: str) -> str:
    data = {"translatedText": translations[0], "match": 0.85}
    return json.dumps({"responseData": data, "quotaFinished": False, "responseStatus": 200, "matches": []})


def _openai(translations: Sequence[str], body: str) -> str:
    return openai_says(translations[0])


def openai_says(content: Any, *, finish_reason: str = "stop") -> str:
    """A chat completion with exactly this content."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": finish_reason}]})


_GOOGLE = Protocol(lambda path, body: _query(path), _google)
_LIBRE = Protocol(_libre_texts, _libre)
_PROTOCOLS = (
    ("/v2/translate", Protocol(lambda path, body: json.loads(body)["text"], _deepl)),
    ("/azure/translate", Protocol(lambda path, body: [each["text"] for each in json.loads(body)], _microsoft)),
    ("/get", Protocol(lambda path, body: _query(path), _mymemory)),
    ("/chat/completions", Protocol(lambda path, body: [json.loads(body)["messages"][-1]["content"]], _openai)),
)
