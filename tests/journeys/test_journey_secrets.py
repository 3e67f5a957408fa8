"""A translator's key is in the request to that translator and nowhere else: not in what is written, shown or logged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import WORKSHOP, Desk
from loopback import Behaviour, Loopback, cut_short, huge, late, proper, redirect, reset, says, status

ROOT = Path(__file__).parents[2]
KEY = "kanarienvogel-8f3a1c"
PASSWORD = "zaunkoenig-77b2"
PROXY_PASSWORD = "rotkehlchen-5d90"
SECRETS = [secret.encode() for secret in (KEY, PASSWORD, PROXY_PASSWORD)]

SLOW = pytest.mark.slow
BEHAVIOURS = [
    pytest.param(proper, id="answers"),
    pytest.param(status(403), id="refuses", marks=SLOW),
    pytest.param(status(500), id="fails", marks=SLOW),
    pytest.param(status(429, **{"Retry-After": "0"}), id="limits", marks=SLOW),
    pytest.param(says("kein JSON"), id="babbles", marks=SLOW),
    pytest.param(redirect("http://127.0.0.1:9/"), id="redirects", marks=SLOW),
    pytest.param(late(3.0), id="is-late", marks=SLOW),
    pytest.param(reset, id="resets", marks=SLOW),
    pytest.param(cut_short, id="breaks-off", marks=SLOW),
    pytest.param(huge, id="never-ends", marks=SLOW),
]


def press(desk: Desk, *arguments: str) -> bytes:
    """What the command prints, run as a process of its own, since in ours pytest has its hands on the log."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HAUS_KEY": KEY,
        "NO_PROXY": "127.0.0.1",
        "HTTPS_PROXY": f"http://presse:{PROXY_PASSWORD}@127.0.0.1:9/",
    }
    command = [sys.executable, "-m", "pipeline", *arguments]
    done = subprocess.run(command, cwd=desk.folder, env=environment, capture_output=True, check=False)
    assert done.returncode in (0, 1, 2)
    return done.stdout + done.stderr


def written(desk: Desk) -> dict[str, bytes]:
    """All that there is after a run but what the officer wrote herself."""
    paths = (path for path in desk.folder.rglob("*") if path.is_file() and path.name != "config.toml")
    return {path.relative_to(desk.folder).as_posix(): path.read_bytes() for path in paths}


def check(desk: Desk, printed: bytes) -> None:
    for secret in SECRETS:
        assert secret not in printed
        assert [path for path, content in written(desk).items() if secret in content or secret.decode() in path] == []


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
@pytest.mark.slow
def test_no_key_is_written_shown_or_logged_whatever_the_translator_does(
    desk: Desk, translator: Loopback, behaviour: Behaviour
) -> None:
    translator.always = behaviour
    libre = translator.libre_url.replace("http://", f"http://presse:{PASSWORD}@")
    desk.configure(
        providers=["google", "libretranslate"],
        connect_timeout_s=1.0,
        answer_timeout_s=1.0,
        longest_wait_s=0.1,
        requests_per_second={"google": 0.0},
        google={"url": "https://127.0.0.1:9/m"},  # through the proxy, whose address has a password
        libretranslate={"url": libre, "api_key_env": "HAUS_KEY"},
    )
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("kaputt.pdf", b"%PDF-1.7 kaputt")
    printed = press(desk, "build", "--debug", "--now", "2024-06-01T12:00")
    assert translator.requests
    # It was in use: else this test would find nothing because there is nothing to find.
    assert all(KEY in asked.body for asked in translator.requests)
    assert not any(KEY in asked.path or KEY in str(asked.headers) for asked in translator.requests)
    assert len(written(desk)) > 10
    check(desk, printed)


def test_a_key_in_the_settings_is_an_unknown_key_and_is_not_repeated(desk: Desk) -> None:
    config = desk.folder / "config.toml"
    config.write_text(f'[translate.libretranslate]\napi_key = "{KEY}"\n', "utf-8")
    printed = press(desk, "build", "--debug")
    assert b"api_key_env" in printed  # what is meant
    check(desk, printed)


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at a process through /proc")
def test_the_process_that_reads_dropped_files_does_not_know_the_keys(desk: Desk) -> None:
    path = desk.drop("werkstatt.txt", WORKSHOP)
    script = (
        "import os; from pathlib import Path\n"
        "from pipeline.intake import reading; from pipeline.config import Settings\n"
        f"reading.read_release(Path({str(path)!r}), source='a', settings=Settings())\n"
        "helper = reading._helper(os.getpid())._free[0]._process.pid\n"
        "print(Path(f'/proc/{helper}/environ').read_text())"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HAUS_KEY": KEY}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=desk.folder, capture_output=True, text=True, check=True
    )
    assert "PYTHONPATH" in done.stdout
    assert KEY not in done.stdout


@pytest.mark.parametrize("key", ["base_url", "logo"])
def test_a_password_in_an_address_that_is_published_is_refused_without_repeating_it(desk: Desk, key: str) -> None:
    (desk.folder / "config.toml").write_text(f'[site]\n{key} = "https://presse:{PASSWORD}@presse.example/"\n', "utf-8")
    printed = press(desk, "build")
    assert b"Passwort" in printed
    check(desk, printed)
