"""The one place where we touch deep-translator; a module beside this one for each of its translators.

They call ``requests`` as a global of their module, without any time-out. Rather than patch that module for
everybody in the process, or kill threads that hang in it, each provider loads a private copy of the module and
gives it an object of ours in place of ``requests``: the address, the bounds and the way that texts and keys
travel are then ours, while the protocol, that is, which parameters to send and where the translation stands
in the answer, stays theirs. The price is that the version of deep-translator must be pinned. It takes its time to load,
so it is loaded when somebody is asked.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import Any

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.web import Answer


class Batch(str):
    """Several texts in the place of the one that deep-translator takes.

    It passes the object on to our request function untouched, which sends all of ``texts`` and leaves the
    ``answers`` here; each call has its own, so threads do not meet.
    """

    texts: tuple[str, ...]
    answers: tuple[str, ...]

    def __new__(cls, texts: Sequence[str]) -> Batch:
        """The first of the texts, with all of them."""
        batch = super().__new__(cls, texts[0])
        batch.texts = tuple(texts)
        batch.answers = ()
        return batch


def private_copy(module_name: str, web: object) -> ModuleType:
    """A module of deep-translator for one provider alone, with ``web`` in place of ``requests``."""
    spec = importlib.util.find_spec(module_name)
    if spec is None or spec.loader is None:
        raise ImportError(module_name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["requests"] = web
    return module


def made(translator: Callable[..., Any], source: str, target: str, **options: str) -> Any:
    """A translator for two BCP 47 tags; deep-translator knows few with a region (``zh-CN``).

    Raises:
        TranslatorError: it does not know one of the languages.
    """
    from deep_translator.exceptions import LanguageNotSupportedException

    for languages in ((source, target), (base(source), base(target))):
        try:
            return translator(source=languages[0], target=languages[1], **options)
        except LanguageNotSupportedException:
            continue
    raise unknown_languages(source, target)


def unknown_languages(source: str, target: str) -> TranslatorError:
    """That a translator does not know this pair."""
    return TranslatorError(f"kann nicht von „{source}“ nach „{target}“ übersetzen", Kind.UNKNOWN_PAIR)


def base(tag: str) -> str:
    """A language without script and region."""
    return tag.split("-")[0]


def ask_one(translator: Any, text: str) -> str:
    """What deep-translator makes of one text.

    Raises:
        TranslatorError: nothing.
    """
    from deep_translator.exceptions import BaseError, RequestError, ServerException, TranslationNotFound

    try:
        answer = translator.translate(text)
    except TranslationNotFound as error:
        raise TranslatorError("hat eine Seite ohne Übersetzung geschickt", Kind.GARBLED) from error
    except (BaseError, RequestError, ServerException) as error:
        raise TranslatorError(f"hat nicht übersetzt ({type(error).__name__})", Kind.REFUSED) from error
    # None is how deep-translator says that a text without letters came back as it was.
    return text if answer is None else str(answer)


def ask_all(translator: Any, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The answers of one request to several texts, for a request function that understands a :class:`Batch`.

    Raises:
        TranslatorError: there are none.
    """
    batch = Batch(texts)
    ask_one(translator, batch)
    return batch.answers


def texts_in(answer: Answer, find: Callable[[Any], Iterable[Any]], *, expected: int) -> tuple[str, ...]:
    """The translations that ``find`` takes from a JSON answer, made sure of before deep-translator reads it.

    Raises:
        TranslatorError: the answer has another shape, or not as many as ``expected``.
    """
    content = answer.json()
    try:
        found = tuple(find(content))
    except (LookupError, TypeError, AttributeError) as error:
        raise TranslatorError("hat eine unlesbare Antwort gegeben", Kind.GARBLED) from error
    if not all(isinstance(text, str) for text in found):
        raise TranslatorError("hat eine unlesbare Antwort gegeben", Kind.GARBLED)
    if len(found) != expected:
        raise TranslatorError(f"hat {len(found)} statt {expected} Antworten gegeben", Kind.GARBLED)
    return found


def keyless(variable: str) -> TranslatorError:
    """That the key is missing which a service insists on; ``variable`` is where it is looked for."""
    return TranslatorError(f"braucht einen Schlüssel in der Umgebungsvariablen {variable or '…'}", Kind.BLOCKED)
