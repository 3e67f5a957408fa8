"""Firefox's translation models, run on this machine by ``fxtranslate`` (an extra); no text leaves the house.

Nothing is downloaded here: ``press models fetch`` does that when it is asked to.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.firefox_models import Model, legs, pair_of
from pipeline.translate.portions import one_by_one, translated
from pipeline.translate.provider import Question

_PACKAGE = "fxtranslate"
# The engine drops what goes beyond 127 tokens of a sentence without a word. A token of German has four letters and
# more on average. Its own way of cutting texts takes „19. Jahrhundert“ for two sentences; ours does not.
_LIMITS = one_by_one(len, per_text=300)

_Job = tuple[Model, str, "Future[str]"]


class FirefoxProvider:
    """The models below ``folder``; a pair without a model of its own goes over English."""

    name = "firefox"
    local = True
    batch_size = 1
    takes_hints = False

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        # An engine belongs to the thread that made it and refuses all others, so all work is done on one of its own.
        self._thread = Thread(target=_work, args=(self._jobs,), name="firefox translator", daemon=True)
        self._thread.start()
        weakref.finalize(self, self._jobs.put, None)

    def translate(self, questions: Sequence[Question], *, source: str, target: str) -> tuple[str, ...]:
        """The translation of each segment; languages are BCP 47 tags.

        Raises:
            TranslatorError: the package or a model is missing, or the engine failed.
        """
        if find_spec(_PACKAGE) is None:
            raise TranslatorError(f"braucht das Paket {_PACKAGE} (pip install {_PACKAGE})", Kind.BLOCKED)
        models = legs(self._folder, source, target)
        if not models:
            pair = pair_of(source.split("-")[0], target.split("-")[0])
            raise TranslatorError(f"braucht ein Modell für {pair} (press models fetch {pair})", Kind.BLOCKED)
        texts = tuple(question.text for question in questions)
        for model in models:
            texts = translated(texts, partial(self._ask, model), limits=_LIMITS)
        return texts

    def _ask(self, model: Model, portion: tuple[str, ...]) -> tuple[str]:
        answer: Future[str] = Future()
        self._jobs.put((model, portion[0], answer))
        return (answer.result(),)


def _work(jobs: SimpleQueue[_Job | None]) -> None:
    """Do jobs until there is none; engines are made, used and dropped in this thread."""
    engines: dict[Model, Any] = {}
    while (job := jobs.get()) is not None:
        model, text, answer = job
        try:
            if model not in engines:
                engines[model] = _engine(model)
            answer.set_result(engines[model].translate(text))
        except TranslatorError as error:
            answer.set_exception(error)
        except BaseException as error:  # noqa: BLE001 - the engine's panics are no Exceptions, and somebody waits
            answer.set_exception(
                TranslatorError(f"ist an einem Satz gescheitert ({type(error).__name__})", Kind.GARBLED)
            )


def _engine(model: Model) -> Any:
    from fxtranslate import Translator

    try:
        return Translator(
            model.weights.read_bytes(),
            model.source_vocabulary.read_bytes(),
            model.target_vocabulary.read_bytes(),
            model.shortlist.read_bytes() if model.shortlist else None,
        )
    except (ValueError, OSError, ImportError) as error:
        raise TranslatorError(
            f"kann das Modell {model.pair} nicht laden; es lässt sich ersetzen: press models fetch {model.pair}",
            Kind.BLOCKED,
        ) from error
