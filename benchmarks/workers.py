"""What a full build gains from more processes: one, two, and a Dask cluster of two workers on this machine.

    python benchmarks/workers.py [--count N] [--workers N]

N releases (default: 300) as in ``benchmarks/build.py``, and as many workers (default: 2) each time; the cluster, which
has loaded nothing yet, needs the extra ``cluster`` and is left out without it. Seconds are of the clock, and of the
processor in all processes together, the cluster's workers included. What to compare are the ratios to one process: the
clock's says what is gained, the processor's what that costs. The outputs must be the same.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from build import CONFIG, SETTLING_S, fill_memory, write_releases
from publish import Cost, measured


@contextmanager
def local_cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler on this machine, and the processes of its workers."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield cluster.scheduler_address, list(client.run(os.getpid).values())


def cpu_s(processes: list[int]) -> float:
    """Seconds of the processor that these processes have used so far."""
    import psutil  # comes with the cluster

    return sum(sum(psutil.Process(process).cpu_times()[:2]) for process in processes)


def full_build(work: Path, name: str, run: str) -> Cost:
    """What a build from nothing but the translation memory costs; its output is kept under ``name``."""
    for left in ("output", ".press"):
        shutil.rmtree(work / left, ignore_errors=True)
    shutil.copytree(work / "state", work / ".press")
    (work / "config.toml").write_text(f"{CONFIG.format(model='builtin')}\n[run]\n{run}\n", "utf-8")
    cost = measured([sys.executable, "-m", "pipeline", "build"], work, work / "output")
    (work / "output").rename(work / name)
    return cost


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    names = [sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file()) for place in (one, other)]
    return names[0] == names[1] and not any(filecmp.cmpfiles(one, other, names[0], shallow=False)[1:])


def costs(work: Path, workers: int) -> Iterator[tuple[str, Cost]]:
    """What each kind of build costs."""
    yield "one process", full_build(work, "one process", "workers = 1")
    several = f"{workers} processes"
    yield several, full_build(work, several, f"workers = {workers}")
    try:
        with local_cluster(workers) as (address, processes):
            name, before_s = f"cluster of {workers}", cpu_s(processes)
            cost = full_build(work, name, f'cluster = "{address}"')
            yield name, replace(cost, cpu_s=cost.cpu_s + cpu_s(processes) - before_s)
    except ModuleNotFoundError as error:
        print(f"cluster left out: {error.name} is not installed")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=300, help="releases")
    parser.add_argument("--workers", type=int, default=2, help="processes, and workers of the cluster")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
    with tempfile.TemporaryDirectory(prefix="press-benchmark-") as folder:
        work = Path(folder)
        write_releases(work / "releases", options.count)
        (work / "state").mkdir()
        fill_memory(work / "releases", work / "state")
        time.sleep(SETTLING_S)
        print(f"{options.count} releases, {os.cpu_count()} cores")
        print(f"{'':16}{'wall s':>9}{'ratio':>8}{'cpu s':>9}{'ratio':>8}", flush=True)
        one: Cost | None = None
        for name, cost in costs(work, options.workers):
            one = one or cost
            ratios = f"{cost.wall_s / one.wall_s:>8.2f}{cost.cpu_s:>9.1f}{cost.cpu_s / one.cpu_s:>8.2f}"
            difference = "" if same(work / "one process", work / name) else "  OUTPUT DIFFERS"
            print(f"{name:16}{cost.wall_s:>9.1f}{ratios}{difference}", flush=True)


if __name__ == "__main__":
    main()
