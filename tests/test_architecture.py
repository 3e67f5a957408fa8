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
    "footprint": set(),
    "memory": set(),
    "shelf": {"catalogue", "model"},
    "store_shelf": {"shelf"},
    "keeping": {
        "catalogue",
        "config",
        "footprint",
        "glossary",
        "identity",
        "inbox",
        "model",
        "publish",
        "register",
        "shelf",
        "translate",
    },
    "job": {"catalogue", "config", "model"},
    "edition_mark": set(),
    "own_texts": {
        *("catalogue", "config", "edition_mark", "identity", "inbox", "job", "memory", "model", "translate"),
        "understanding",
    },
    "editing": {
        *(
            "catalogue",
            "glossary_file",
            "edition_mark",
            "editions",
            "identity",
            "inbox",
            "job",
            "memory",
            "model",
            "own_texts",
        ),
        *("recovery", "register_file", "sidecar", "store", "translate", "understanding"),
    },
    "proposals": {"edition_mark", "editing", "identity", "model", "places", "publish", "sidecar", "translate"},
    "places": {"model"},
    "edit_actions": {
        *(
            "glossary_file",
            "edition_mark",
            "editing",
            "editions",
            "identity",
            "inbox",
            "job",
            "model",
            "naming",
            "outdated",
            "places",
        ),
        *("proposals", "sidecar", "store", "translate"),
    },
    "learning": {"identity", "memory", "model", "own_texts", "translate"},
    "outdated": {"identity", "model", "translate"},
    "strays": {"identity", "inbox", "model", "understanding"},
    "conflicts": {"catalogue", "language_tags"},
    "sidecar": {"edition_mark", "identity", "model", "parse", "read"},
    "editions": {"glossary", "identity", "job", "memory", "model", "own_texts", "translate", "understanding"},
    "toml_file": set(),
    "slugs": set(),
    "config": {"toml_file"},
    "register": {"model"},
    "glossary": set(),
    "glossary_file": {"glossary", "inbox", "toml_file"},
    "register_file": {"inbox", "model", "register", "toml_file"},
    "entities": {"catalogue", "model", "register", "slugs"},
    "duplicates": {"entities", "extract", "register"},
    "read": {"edition_mark", "model"},
    "parse": {"edition_mark", "model"},
    "extract": {"model", "register"},
    "translate": {"config", "glossary", "memory", "model"},
    "publish": {"catalogue", "places", "model", "config", "entities", "slugs"},
    "identity": {"model", "slugs"},
    "inbox": {"catalogue", "conflicts", "language_tags"},
    "language_tags": set(),
    "naming": {"inbox"},
    "store": {"store_shelf", "identity", "model", "store_lessons", "store_memory"},
    "store_lessons": {"memory"},
    "store_memory": {"memory"},
    "recovery": {"identity", "model"},
    "withdrawal": {"catalogue", "identity", "model"},
    "websub": set(),
    "memory_folder": {"catalogue", "config", "exchange", "inbox", "store_memory"},
    "build": {
        "footprint",
        "keeping",
        "shelf",
        "catalogue",
        "memory_folder",
        *STAGES,
        "model",
        "config",
        "editions",
        "glossary_file",
        "identity",
        "inbox",
        "job",
        "learning",
        "outdated",
        "own_texts",
        "recovery",
        "register",
        "register_file",
        "store",
        "strays",
        "understanding",
        "websub",
        "withdrawal",
    },
    "understanding": {"catalogue", "read", "parse", "extract", "model", "config", "inbox", "register"},
    "evaluate": {"catalogue", "config", "extract", "model", "read", "translate", "understanding"},
    "exchange": {"language_tags", "memory", "model", "translate"},
    "score_tables": {"catalogue", "evaluate", "model", "report"},
    "report": {
        "report_changes",
        "job",
        "catalogue",
        "build",
        "config",
        "identity",
        "model",
        "publish",
        "slugs",
        "understanding",
    },
    "report_changes": {"catalogue", "model", "places", "publish"},
    "translation_tables": {"evaluate", "report"},
    "entities_report": {"build", "duplicates", "entities", "inbox", "publish", "register", "report"},
    "agency": {"exchange", "memory", "model", "translate"},
    "commands": {
        "agency",
        "catalogue",
        "edition_mark",
        "editions",
        "glossary_file",
        "identity",
        "sidecar",
        "slugs",
        "translate",
        "exchange",
        "edit_actions",
        "job",
        "language_tags",
        "memory",
        "memory_folder",
        "build",
        "config",
        "entities_report",
        "evaluate",
        "extract",
        "inbox",
        "model",
        "naming",
        "publish",
        "register_file",
        "report",
        "score_tables",
        "store",
        "toml_file",
        "translation_tables",
        "store_memory",
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
        ("fxtranslate", {"translate"}),
        ("requests", {"translate", "websub"}),
        ("sacrebleu", {"evaluate"}),
        ("bs4", {"read"}),
        ("sqlite3", {"store_shelf", "store", "store_lessons", "store_memory"}),
        ("rich", {"report", "report_changes", "entities_report", "score_tables", "translation_tables"}),
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

    assert {room(path) for path in MODULES if calls_print(path)} <= {"cli", "commands", "report"}
