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
    "job": {"catalogue", "config", "folder", "model"},
    "folder": {"inbox"},
    "terminal": set(),
    "system_words": set(),
    "german_time": set(),
    "bullets": {"terminal"},
    "logs": {"terminal"},
    "locking": set(),
    "stopping": set(),
    "last_run": {"folder", "memory"},
    "recording": {"catalogue", "folder", "inbox", "job", "last_run", "model"},
    "stopwatch": {"stopping", "understanding"},
    "open_files": {"folder", "inbox"},
    "watching": {"folder", "last_run"},
    "watch_card": {"locking"},
    "watch_words": {"build", "german_time", "last_run", "stopwatch"},
    "watch": {
        "build",
        "config",
        "extract",
        "folder",
        "job",
        "last_run",
        "memory",
        "open_files",
        "publish",
        "stopwatch",
        "system_words",
        "toml_file",
        "understanding",
        "watch_card",
        "watch_words",
        "watching",
        "withdrawal",
    },
    "standing": {"folder", "last_run", "watch_card"},
    "status_report": {"bullets", "german_time", "last_run", "standing", "terminal"},
    "record_changes": set(),
    "why": {
        "catalogue",
        "config",
        "extract",
        "inbox",
        "last_run",
        "memory",
        "model",
        "publish",
        "record_changes",
        "register_file",
        "store",
        "translate",
        "understanding",
    },
    "why_report": {
        "bullets",
        "config",
        "german_time",
        "last_run",
        "memory",
        "model",
        "report",
        "terminal",
        "why",
    },
    "diagnosis": set(),
    "doctor_disks": {"diagnosis", "system_words"},
    "doctor_asks": {"config", "diagnosis", "translate"},
    "doctor": {
        "config",
        "doctor_disks",
        "extract",
        "diagnosis",
        "folder",
        "register_file",
        "system_words",
        "toml_file",
        "watch_card",
    },
    "starting": set(),
    "editions": {"catalogue", "identity", "inbox", "job", "memory", "model", "translate", "understanding"},
    "toml_file": set(),
    "slugs": set(),
    "config": {"toml_file"},
    "register": {"model"},
    "register_file": {"inbox", "model", "register", "toml_file"},
    "entities": {"catalogue", "model", "register", "slugs"},
    "duplicates": {"entities", "extract", "register"},
    "read": {"model"},
    "parse": {"model"},
    "extract": {"model", "register"},
    "translate": {"config", "memory", "model"},
    "publish": {"catalogue", "model", "config", "entities", "locking", "slugs", "stopping"},
    "identity": {"model", "slugs"},
    "inbox": {"catalogue", "model"},
    "store": {"identity", "memory", "store_memory"},
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
        "folder",
        "last_run",
        "recording",
        "register",
        "register_file",
        "store",
        "understanding",
        "websub",
        "withdrawal",
    },
    "understanding": {"catalogue", "read", "parse", "extract", "memory", "model", "config", "inbox", "register"},
    "evaluate": {"catalogue", "config", "extract", "model", "read", "understanding"},
    "score_tables": {"catalogue", "evaluate", "model", "terminal"},
    "report": {
        "bullets",
        "job",
        "catalogue",
        "build",
        "config",
        "german_time",
        "identity",
        "logs",
        "model",
        "publish",
        "slugs",
        "terminal",
        "understanding",
    },
    "entities_report": {"build", "bullets", "duplicates", "entities", "inbox", "publish", "register", "terminal"},
    "commands": {
        "job",
        "build",
        "config",
        "doctor",
        "doctor_asks",
        "diagnosis",
        "folder",
        "last_run",
        "logs",
        "memory",
        "standing",
        "starting",
        "status_report",
        "stopping",
        "stopwatch",
        "system_words",
        "terminal",
        "toml_file",
        "watch",
        "watch_card",
        "watch_words",
        "watching",
        "why",
        "why_report",
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
    "cli": {"commands", "config", "logs", "stopping", "system_words", "terminal", "toml_file"},
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
        ("rich", {"bullets", "entities_report", "report", "score_tables", "status_report", "why_report"}),
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

    assert {room(path) for path in MODULES if calls_print(path)} <= {"cli", "commands", "report", "terminal"}
