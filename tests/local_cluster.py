"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE_S = 60


class LocalCluster:
    """Started with the scheduler; closed with all that was started."""

    def __init__(self, folder: Path, *, scheme: str = "tcp", environ: dict[str, str] | None = None) -> None:
        self._folder = folder
        self._environ = {**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})}
        self.address = f"{scheme}://127.0.0.1:{_free_port()}"
        self.workers: list[subprocess.Popen[bytes]] = []
        host, _, port = self.address.removeprefix(f"{scheme}://").partition(":")
        listen = ["--host", f"{scheme}://{host}", "--port", port]
        self.scheduler = self._start("scheduler", [*listen, "--no-dashboard", "--no-jupyter"], "Scheduler at")

    def add_worker(self, *, code: Path = ROOT, preload: Path | None = None) -> subprocess.Popen[bytes]:
        """One more worker that runs the program in a folder, once the scheduler knows it."""
        options: list[str] = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._folder)]
        if preload is not None:
            options += ["--preload", str(preload)]
        worker = self._start("worker", [self.address, *options], "Registered to", {"PYTHONPATH": str(code)})
        self.workers.append(worker)
        return worker

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(
        self, what: str, options: Sequence[str], sign: str, environ: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        log = self._folder / f"{what}-{len(self.workers)}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *options],
                cwd=self._folder,
                env={**self._environ, **(environ or {})},
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE_S
        while sign.encode() not in log.read_bytes():
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                raise AssertionError(log.read_text("utf-8"))
            time.sleep(0.05)
        return process


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
