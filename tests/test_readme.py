"""The README keeps its promises: its commands are there, its pictures too, and no warning is unexplained."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def codes() -> set[str]:
    """The code of every warning that the program can attach."""
    found = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in ("ReleaseWarning", "Finding") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_warning_is_explained() -> None:
    # '-figure' in the table stands for 'translation-figure', and so on.
    explained = set(re.findall(r"`([a-z-]+)`", README.split("### What the warnings mean")[1].split("\n## ")[0]))
    explained |= {f"translation{code}" for code in explained if code.startswith("-")}
    assert len(codes()) > 15
    assert codes() <= explained


@pytest.mark.parametrize("mark", ["run-command", "test-command"])
def test_both_commands_are_marked_and_one_line(mark: str) -> None:
    block = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert len(block[1].splitlines()) == 1


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_file_that_it_links_is_there(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_the_locks_hold_hashes_and_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    pins = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE | re.IGNORECASE)
    assert len(pins) > 20
    assert all("--hash=sha256:" in part for part in re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:])
