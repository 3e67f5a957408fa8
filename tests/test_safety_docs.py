"""What the pages on security and reliability point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_FILE = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.py)`")


@pytest.mark.parametrize("page", ["security.md", "reliability.md"])
def test_every_module_and_test_that_a_page_names_exists(page: str) -> None:
    named = set(_FILE.findall((ROOT / "docs" / page).read_text("utf-8")))
    there = {
        path.relative_to(ROOT).as_posix() for room in ("pipeline", "tests") for path in (ROOT / room).rglob("*.py")
    }
    assert named
    assert [name for name in named if not any(path == name or path.endswith(f"/{name}") for path in there)] == []
