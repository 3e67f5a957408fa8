"""A file that loops, crashes or eats memory costs itself, and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Limits, Settings
from pipeline.intake.reading import read_release
from pipeline.model import ReleaseError

ROOT = Path(__file__).parents[1]
TEXT = "Neue Werkstatt\n\nKahla, 3. Mai 2024 – Die Werkstatt hat seit heute geöffnet und lädt alle ein.\n"

# Stand-ins for a reader that is caught: each is told by the text of the file, in the helper alone.
FAULTS = """
import ctypes, re, time
from pipeline.read import plain
sound = plain.plain_blocks
def faulty(text):
    if "SCHLEIFE" in text:
        re.match(r"(a+)+b", "a" * 64)
    if "ABSTURZ" in text:
        ctypes.string_at(0)
    if "SPEICHER" in text:
        bytearray(1 << 31)
    if "FEHLER" in text:
        raise KeyError("mit Absicht")
    return sound(text)
plain.plain_blocks = faulty
"""


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for releases, and a helper whose reader of text has faults."""
    from pipeline.intake import reading

    (tmp_path / "faults.py").write_text(FAULTS, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(reading, "_START", reading._START.replace("serve()", "import faults; serve()"))
    helper = reading._Helper()
    monkeypatch.setattr(reading, "_helper", lambda _: helper)
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "gut.txt").write_text(TEXT, "utf-8")
    yield folder
    helper.close()


IMPATIENT = replace(Settings(), limits=Limits(max_seconds=1.0))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory holds on Linux only")
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("SCHLEIFE", "länger als 1 Sekunden"),
        pytest.param("ABSTURZ", "abgestürzt", marks=pytest.mark.slow),
        pytest.param("SPEICHER", "mehr Speicher", marks=pytest.mark.slow),
        ("FEHLER", "Unerwarteter Fehler im Programm (KeyError: 'mit Absicht')"),
    ],
)
@pytest.mark.slow
def test_what_befalls_the_reader_is_told_of_that_file_and_the_next_is_read(faulty: Path, word: str, said: str) -> None:
    (faulty / "schlimm.txt").write_text(f"{TEXT}{word}", "utf-8")
    settings = IMPATIENT if word == "SCHLEIFE" else Settings()
    begun = time.monotonic()
    with pytest.raises(ReleaseError) as caught:
        read_release(faulty / "schlimm.txt", source="schlimm.txt", settings=settings, within=faulty)
    assert time.monotonic() - begun < 20
    assert caught.value.source == "schlimm.txt"
    assert said in caught.value.reason
    assert caught.value.remedy
    assert read_release(faulty / "gut.txt", source="gut.txt", settings=Settings()).headline == "Neue Werkstatt"


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="where there are no alarms, a thread watches")
@pytest.mark.slow
def test_the_watch_without_alarms_gives_up_as_well(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.intake import reading

    monkeypatch.setattr(reading, "_ALARM", 0)
    monkeypatch.setattr(reading, "_START", reading._START.replace("serve()", "signal.setitimer = print; serve()"))
    monkeypatch.setattr(reading, "_START", f"import signal; {reading._START}")
    (faulty / "schlimm.txt").write_text(f"{TEXT}SCHLEIFE", "utf-8")
    with pytest.raises(ReleaseError, match="länger als 1 Sekunden"):
        read_release(faulty / "schlimm.txt", source="schlimm.txt", settings=IMPATIENT)


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes through /proc")
def test_the_helper_ends_with_the_process_that_asks_even_if_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "gut.txt").write_text(TEXT, "utf-8")
    script = (
        "import os, time; from pathlib import Path\n"
        "from pipeline.intake import reading; from pipeline.config import Settings\n"
        "reading.read_release(Path('gut.txt'), source='gut.txt', settings=Settings())\n"
        "print(reading._helper(os.getpid())._free[0]._process.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout is not None
        helper = int(asking.stdout.readline())
        assert _lives(helper)
        asking.kill()
    patience = time.monotonic() + 10
    while _lives(helper) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not _lives(helper)


def test_an_interrupted_request_leaves_no_reply_for_the_next(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.intake import reading

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    (faulty / "anders.txt").write_text(TEXT.replace("Neue", "Andere"), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(reading.pickle, "load", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read_release(faulty / "gut.txt", source="gut.txt", settings=Settings())
    release = read_release(faulty / "anders.txt", source="anders.txt", settings=Settings())
    assert release.headline == "Andere Werkstatt"


def test_a_helper_that_has_read_much_is_replaced(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.intake import reading

    few_turns = "import pipeline.intake.reading_helper as helper; helper._TURNS = 2"
    start = reading._START.replace("import faults", few_turns)
    monkeypatch.setattr(reading, "_START", start)
    used = []
    for _ in range(3):
        read_release(faulty / "gut.txt", source="gut.txt", settings=Settings())
        process = reading._helper(0)._process
        used.append(process and process.pid)
    assert used[1] is None
    assert used[0] != used[2]


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_folder_that_the_process_leaves_meanwhile_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("eins", "zwei"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT.replace("Neue", name.title()), "utf-8")
        monkeypatch.chdir(tmp_path / name)
        release = read_release(Path("a.txt"), source="a.txt", settings=Settings(), within=Path())
        assert release.headline == f"{name.title()} Werkstatt"
