"""What a bare ``press --help`` costs: the list of modules that it imports is held here."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTED = """
import json, sys
before = set(sys.modules)
from pipeline.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""
# The program's own modules that options and help texts need, beside one for each command; none brings a library along.
OURS = {
    "pipeline",
    "pipeline.catalogue",
    "pipeline.cli",
    "pipeline.commands",
    "pipeline.config",
    "pipeline.intake",
    "pipeline.intake.conflicts",
    "pipeline.intake.inbox",
    "pipeline.intake.language_tags",
    "pipeline.limits",
    "pipeline.logs",
    "pipeline.model",
    "pipeline.stopping",
    "pipeline.system_words",
    "pipeline.terminal",
    "pipeline.toml_file",
}


def test_help_imports_nothing_but_the_standard_library_and_a_few_modules_of_ours() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LISTED], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    found = json.loads(done.stderr)
    ours = {name for name in found if name.split(".")[0] == "pipeline" and not name.startswith("pipeline.commands.")}
    assert ours == OURS
    foreign = {name.split(".")[0] for name in found} - {"pipeline"} - sys.stdlib_module_names
    # The standard library's own, but named after the machine.
    assert not {name for name in foreign if not name.startswith("_sysconfigdata")}


def test_help_takes_less_than_a_quarter_of_a_second_of_cpu() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.25
