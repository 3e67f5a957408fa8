"""translate-toolkit, which only those have who asked for it: it is under the GPL."""

from __future__ import annotations

import importlib
from types import ModuleType

from pipeline.exchange.errors import MissingExtraError


def toolkit(module: str) -> ModuleType:
    """A module of ``translate.storage``.

    Raises:
        MissingExtraError: the library is not installed.
    """
    try:
        return importlib.import_module(f"translate.storage.{module}")
    except ModuleNotFoundError as error:
        raise MissingExtraError from error
