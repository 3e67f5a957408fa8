"""What ``docs/operation.md`` promises and the services in it: they call what there is."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.commands import COMMANDS
from pipeline.commands.common import CRASHED, WRONG_USE
from pipeline.status import standing
from pipeline.watch.decisions import PATIENCE_S, SETTLED_S, Why

DOCS = Path(__file__).parents[1] / "docs"
OPERATION = (DOCS / "operation.md").read_text("utf-8")
UNIT = DOCS / "deploy" / "press-watch.service"


def calls() -> list[list[str]]:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT.read_text("utf-8"))
    plist = plistlib.loads((DOCS / "deploy" / "press-watch.plist").read_bytes())
    task = re.search(r"press\.exe (.*?) 2>", OPERATION)
    assert task is not None
    return [shlex.split(unit["Service"]["ExecStart"])[1:], plist["ProgramArguments"][1:], task[1].split()]


@pytest.mark.parametrize("arguments", calls(), ids=["systemd", "launchd", "windows"])
def test_the_services_start_a_watch(arguments: list[str]) -> None:
    assert cli._parser().parse_args(arguments).command == "watch"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_one_and_leaves_the_service_little() -> None:
    # The program is not installed where the unit expects it, and nothing else may be wrong.
    found = subprocess.run(["systemd-analyze", "verify", UNIT], capture_output=True, check=False, text=True)
    complaints = [line for line in found.stderr.splitlines() if "press-watch" in line]
    assert all("is not executable" in line for line in complaints)
    security = ["systemd-analyze", "security", "--offline=true", "--threshold=25", UNIT]
    assert subprocess.run(security, capture_output=True, check=False).returncode == 0


def test_every_command_of_the_page_and_every_number_in_it_is_right() -> None:
    named = set(re.findall(r"press (\w+)", OPERATION))
    assert {"init", "doctor", "watch", "status", "why"} <= named <= {command.name for command in COMMANDS} | {"desk"}
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", OPERATION, re.MULTILINE)}
    status = {standing.ALL_WELL, standing.FAILED, standing.OUT_OF_DATE, standing.WAITING}
    assert codes == status | {WRONG_USE, CRASHED}
    assert SETTLED_S == 2
    assert "still for two seconds" in OPERATION
    assert PATIENCE_S == 30
    assert "After 30 seconds of unrest" in OPERATION


def test_every_event_is_in_the_table() -> None:
    sources = "".join(path.read_text("utf-8") for path in (DOCS.parent / "pipeline").rglob("*.py"))
    told = set(re.findall(r'"event": "([a-z-]+)"', sources))
    assert len(told) > 8
    assert told <= set(re.findall(r"`([a-z-]+)`", OPERATION))
    assert {why.name.lower() for why in Why} <= set(re.findall(r"`([a-z-]+)`", OPERATION))
