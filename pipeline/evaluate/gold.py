"""Read ``NAME.gold.json``: what a person says stands in a release."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pipeline.evaluate.facts import Record


class AnnotationError(Exception):
    """An annotation cannot be used; ``reason`` and ``remedy`` are German sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


def read_gold(data: bytes) -> Record:
    """The record in the bytes of an annotation; keys that are not scored are left aside.

    Raises :class:`AnnotationError` if it is no JSON or a field is not of its type.
    """
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise AnnotationError(
            f"Die Annotation ist kein JSON in UTF-8 ({error}).", "Bitte die Stelle im Editor berichtigen."
        ) from error
    if not isinstance(record, dict):
        raise _wrong("", "ein Objekt in geschweiften Klammern")
    for field, check in _FIELDS.items():
        if field in record:
            check(record[field], field)
    if not _FIELDS.keys() & record.keys():
        raise AnnotationError(
            "Die Annotation nennt nichts, was bewertet wird.",
            f"Bitte mindestens eines davon eintragen: {', '.join(_FIELDS)}.",
        )
    return record


_Check = Callable[[Any, str], None]


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, "ein Text in Anführungszeichen")


def _text_or_null(value: Any, where: str) -> None:
    if value is not None:
        _text(value, where)


def _list_of(check: _Check) -> _Check:
    def check_list(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise _wrong(where, "eine Liste in eckigen Klammern")
        for index, item in enumerate(value):
            check(item, f"{where}[{index}]")

    return check_list


def _object(required: dict[str, _Check], optional: dict[str, _Check]) -> _Check:
    def check_object(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(where, "ein Objekt in geschweiften Klammern")
        for key, check in required.items():
            check(value.get(key), f"{where}.{key}")
        for key, check in optional.items():
            if key in value:
                check(value[key], f"{where}.{key}")

    return check_object


_FORMS = _list_of(_text)
_FIELDS: dict[str, _Check] = {
    "people": _list_of(
        _object(
            {"name": _text},
            {"titles": _text_or_null, "role": _text_or_null, "organisation": _text_or_null, "mentions": _FORMS},
        )
    ),
    "organisations": _list_of(_object({"name": _text}, {"acronym": _text_or_null, "mentions": _FORMS})),
    "quotes": _list_of(_object({"starts": _text}, {"speaker": _text_or_null})),
    "must_not_be_people": _FORMS,
    "must_not_be_organisations": _FORMS,
}


def _wrong(where: str, wanted: str) -> AnnotationError:
    what = f"„{where}“" if where else "Der Inhalt"
    return AnnotationError(f"{what} ist nicht, was es sein muss: {wanted}.", "Bitte in der Annotation berichtigen.")
