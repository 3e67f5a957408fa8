"""The house rules that code can hold: imports point one way, and modules stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"
STAGES = ("read", "parse", "extract", "translate", "publish")
# What a room may import from the package besides itself; DESIGN: cli → build → stages → model.
ALLOWED = {
    "model": set(),
    "catalogue": {"model"},
    "memory": set(),
    "job": {"catalogue", "config", "model"},
    "editions": {"catalogue", "identity", "inbox", "job", "memory", "model", "translate", "understanding"},
    "toml_file": set(),
    "slugs": set(),
    "config": {"limits", "toml_file"},
    "register": {"model"},
    "register_file": {"inbox", "limits", "model", "opening", "register", "toml_file"},
    "entities": {"catalogue", "model", "register", "slugs"},
    "duplicates": {"entities", "extract", "register"},
    "limits": set(),
    "opening": set(),
    "reading_helper": {"config", "limits", "model", "parse", "read"},
    "reading": {"config", "model", "reading_helper"},
    "read": {"config", "limits", "model", "opening"},
    "parse": {"model"},
    "extract": {"model", "register"},
    "translate": {"config", "memory", "model"},
    "publish": {"catalogue", "model", "config", "entities", "slugs"},
    "identity": {"model", "slugs"},
    "inbox": {"catalogue", "model"},
    "store": {"identity", "store_memory"},
    "store_memory": {"memory"},
    "recovery": {"identity", "model"},
    "withdrawal": {"catalogue", "identity", "model"},
    "websub": set(),
    "build": {
        "catalogue",
        *STAGES,
        "model",
        "config",
        "editions",
        "identity",
        "inbox",
        "job",
        "recovery",
        "register",
        "register_file",
        "store",
        "understanding",
        "websub",
        "withdrawal",
    },
    "understanding": {
        "catalogue",
        "config",
        "extract",
        "inbox",
        "model",
        "opening",
        "parse",
        "reading",
        "register",
    },
    "evaluate": {"catalogue", "config", "extract", "model", "read", "understanding"},
    "score_tables": {"catalogue", "evaluate", "model", "report"},
    "report": {"job", "catalogue", "build", "config", "identity", "model", "publish", "slugs", "understanding"},
    "entities_report": {"build", "duplicates", "entities", "inbox", "publish", "register", "report"},
    "commands": {
        "job",
        "build",
        "config",
        "entities_report",
        "evaluate",
        "extract",
        "inbox",
        "model",
        "publish",
        "register_file",
        "report",
        "score_tables",
        "store",
        "understanding",
        "withdrawal",
    },
    "cli": {"commands", "config", "toml_file"},
    "__main__": {"cli"},
    "__init__": set(),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "pipeline" else (module,)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    here = room(path)
    others = {name.split(".")[1] for name in imported(path) if name.startswith("pipeline.")} - {here}
    assert others <= ALLOWED[here], f"{path.relative_to(PACKAGE)} may not import {others - ALLOWED[here]}"


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("spacy", {"extract", "understanding", "evaluate"}),
        ("feedgen", {"publish"}),
        ("nh3", {"publish"}),
        ("jinja2", {"publish"}),
        ("deep_translator", {"translate"}),
        ("requests", {"translate", "websub"}),
        ("bs4", {"read"}),
        ("sqlite3", {"store", "store_memory"}),
        ("rich", {"report", "entities_report", "score_tables"}),
        ("pypdfium2", {"read"}),
        ("lxml", {"read"}),
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

    assert {room(path) for path in MODULES if calls_print(path)} <= {"cli", "commands", "report"}
