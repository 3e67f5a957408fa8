"""The template engine: every value escaped, every undefined name an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as package_files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pipeline.publish.text import clean


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.publish"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _cleaned(value: Any) -> Any:
    """Whatever a template prints, without forbidden characters; markup is made of cleaned text already."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def static_text(name: str) -> str:
    """A file of ``static/`` as it is."""
    return (package_files("pipeline.publish") / "static" / name).read_text("utf-8")


def fill(template: str, **values: object) -> str:
    """The template of this name in ``templates/`` with the values filled in.

    Raises:
        jinja2.UndefinedError: the template names a value that is not given.
    """
    return _environment().get_template(template).render(values)
