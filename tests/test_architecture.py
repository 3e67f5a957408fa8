"""The house rules that code can hold: imports point one way, and modules stay small."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"
STAGES = ("read", "parse", "extract", "translate", "publish")
# What a room may import from the package besides itself; DESIGN: cli → build → stages → model.
# What the vocabulary and the stages may import from the package besides themselves. Stages never import each other.
ALLOWED = {
    "model": set(),
    "catalogue": {"model"},
    "summary": set(),
    "memory": set(),
    "glossary": set(),
    "register": {"model"},
    "toml_file": set(),
    "slugs": set(),
    "edition_mark": set(),
    "limits": set(),
    "opening": set(),
    "config": {"limits", "toml_file"},
    "entities": {"register", "slugs", "summary"},
    "read": {"config", "edition_mark", "limits", "model", "opening"},
    "parse": {"edition_mark", "model"},
    "extract": {"model", "register"},
    "translate": {"config", "glossary", "memory", "model"},
    "publish": {"catalogue", "config", "entities", "locking", "model", "places", "slugs", "stopping", "summary"},
    "crew": {"extract"},
    "intake": {
        *("catalogue", "config", "crew", "extract", "limits", "memory", "model", "opening", "parse", "read"),
        "register",
    },
    "state": {
        *("catalogue", "config", "glossary", "intake", "job", "memory", "model", "register", "slugs", "summary"),
        "translate",
    },
    "__main__": {"cli"},
}
# Who talks to people; nothing below may know of them.
EDGES = {"cli": {"__main__"}, "commands": {"cli"}}
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "pipeline" else (module,)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def others(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("pipeline.")} - {room(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_vocabulary_and_stages_know_no_more_than_they_need(path: Path) -> None:
    here = room(path)
    allowed = ALLOWED.get(here)
    assert allowed is None or others(path) <= allowed, f"{here} may not import {others(path) - allowed}"
    for edge, users in EDGES.items():
        assert here in users or edge not in others(path), f"{here} may not import {edge}"


def test_imports_point_one_way() -> None:
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        graph.setdefault(room(path), set()).update(others(path))
    # A circle raises, and names the rooms in it.
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("spacy", {"extract", "evaluate"}),
        ("feedgen", {"publish"}),
        ("nh3", {"publish"}),
        ("jinja2", {"publish"}),
        ("deep_translator", {"translate"}),
        ("fxtranslate", {"translate"}),
        ("requests", {"translate", "websub"}),
        ("sacrebleu", {"evaluate"}),
        ("bs4", {"read"}),
        ("sqlite3", {"state"}),
        ("distributed", {"crew"}),
        ("rich", {"reports"}),
        ("pypdfium2", {"read"}),
        ("rapidfuzz", {"memory", "translate"}),
        ("lxml", {"exchange", "read"}),
    ],
)
def test_a_library_is_known_in_its_own_room_only(library: str, rooms: set[str]) -> None:
    users = {room(path) for path in MODULES if any(name.split(".")[0] == library for name in imported(path))}
    assert users <= rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 420


def test_the_command_line_alone_prints() -> None:
    def calls_print(path: Path) -> bool:
        return any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )

    assert {room(path) for path in MODULES if calls_print(path)} <= {"cli", "commands", "reports", "terminal"}
