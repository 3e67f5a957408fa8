"""The same build by one process, by several, and by a cluster; whoever dies on the way costs time and no release."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from desk import Desk
from local_cluster import LocalCluster
from loopback import Loopback

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
PATIENCE_S = 120
WORDS = (
    "Werkstatt Brücke Sammlung Hochschule Forschung Lampe Verfahren Messe Prüfung Halle Konzert Ausstellung eröffnet "
    "prüft sammelt fördert zeigt verbindet erweitert heute künftig gemeinsam erstmals regional nachhaltig öffentlich"
).split()
PEOPLE = ("Katrin Sommerfeld", "Jonas Wieland", "Leyla Öztürk", "Piotr Nowak", "Miriam Falk")
BODIES = ("Lichtwerk Saale GmbH", "Stadtwerke Kahla", "Hochschule am Fluss", "Optikverein Jena e.V.")

# A model that is loaded at once, and stands in where it does not matter what is found.
SMALL_MODEL = """
import sys, spacy
nlp = spacy.blank("de")
nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Lichtwerk Saale GmbH"}])
nlp.to_disk(sys.argv[1])
"""
# Text that kills whoever asks the model about it.
FAULTS = """
import os, signal
from pipeline.extract import asking
sound = getattr(asking.spotter, "sound", asking.spotter)  # a worker loads this twice
def faulty(nlp):
    spot = sound(nlp)
    def spotting(texts):
        if any("ABSTURZ" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        if any("FEHLER" in text for text in texts):
            raise KeyError("mit Absicht")
        return spot(texts)
    return spotting
faulty.sound = sound
asking.spotter = faulty
"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes through /proc and kills them"),
]


def release(number: int) -> str:
    chance = random.Random(number)

    def sentence() -> str:
        who, body = chance.choice(PEOPLE), chance.choice(BODIES)
        return f"{who} von {body} {' '.join(chance.choices(WORDS, k=12))}."

    paragraphs = [" ".join(sentence() for _ in range(5)) for _ in range(5)]
    quote = f"„Wir sind die Nummer {number}“, sagt {chance.choice(PEOPLE)}, Leitung der {chance.choice(BODIES)}."
    about = f"Über {BODIES[number % 3]}\n\n{BODIES[number % 3]} gibt es seit 1999."
    body = "\n\n".join([*paragraphs, quote, about])
    return f"{chance.choice(BODIES)} meldet Nummer {number}\n\nJena, {number % 27 + 1}. März 2024 – {body}\n"


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with twenty releases of ours and the samples, one of them withheld."""
    shutil.copytree(ROOT / "releases", desk.releases, dirs_exist_ok=True)
    for number in range(20):
        desk.drop(f"meldung-{number:02}.txt", release(number))
    return desk


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A desk whose model is small."""
    subprocess.run([sys.executable, "-c", SMALL_MODEL, str(desk.folder / "model")], check=True, env=ENVIRONMENT)
    for number in range(40):
        desk.drop(f"meldung-{number:02}.txt", release(number))
    return desk


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A scheduler without workers."""
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    with closing(LocalCluster(tmp_path_factory.mktemp("cluster"))) as found:
        yield found


def configure(desk: Desk, run: str, *, model: str = "builtin") -> None:
    desk.configure(providers=[])
    path = desk.folder / "config.toml"
    path.write_text(f'{path.read_text("utf-8")}\n[extract]\nmodel = "{model}"\n[run]\n{run}\n', "utf-8")


def start(desk: Desk) -> subprocess.Popen[bytes]:
    """A build in a process of its own, from nothing."""
    for name in ("output", ".press"):
        shutil.rmtree(desk.folder / name, ignore_errors=True)
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "build", "--now", "2025-06-01T12:00"],
        cwd=desk.folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish(build: subprocess.Popen[bytes]) -> tuple[int, str]:
    said = build.communicate(timeout=PATIENCE_S)[0].decode()
    return build.returncode, " ".join(said.split())


def wait_for_names(desk: Desk, count: int) -> None:
    """Until the model's answers about so many texts are remembered."""
    until = time.monotonic() + PATIENCE_S
    state = f"file:{desk.folder / '.press' / 'press.sqlite'}?mode=ro"
    while time.monotonic() < until:
        try:
            with closing(sqlite3.connect(state, uri=True)) as store:
                if store.execute("SELECT count(*) FROM spotted").fetchone()[0] >= count:
                    return
        except sqlite3.OperationalError:  # not there yet
            pass
        time.sleep(0.02)
    raise AssertionError("the run never came to its names")


def processes_of(build: subprocess.Popen[bytes]) -> list[int]:
    """Those that ask the model."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = int((entry / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            if parent == build.pid and b"crew.worker" in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


def kill_a_process(build: subprocess.Popen[bytes]) -> None:
    os.kill(processes_of(build)[0], signal.SIGKILL)


def built(desk: Desk, *, kill: Callable[[subprocess.Popen[bytes]], object] | None = None) -> dict[str, bytes]:
    """What a build writes; ``kill`` is done in the middle of it."""
    build = start(desk)
    if kill is not None:
        wait_for_names(desk, 5)
        kill(build)
    code, said = finish(build)
    assert code == 0, said
    return desk.files()


def test_every_byte_is_the_same_when_half_of_those_who_ask_the_model_are_killed(
    full: Desk, cluster: LocalCluster
) -> None:
    configure(full, "workers = 1")
    alone = built(full)
    assert len(alone) > 200
    configure(full, "workers = 2")
    assert built(full, kill=kill_a_process) == alone
    unlucky, survivor = cluster.add_worker(), cluster.add_worker()
    configure(full, f'cluster = "{cluster.address}"')
    assert built(full, kill=lambda _: unlucky.kill()) == alone
    assert survivor.poll() is None


def test_every_byte_is_the_same_whoever_asks_the_model(small: Desk, cluster: LocalCluster) -> None:
    model = str(small.folder / "model")
    configure(small, "workers = 1", model=model)
    alone = built(small)
    configure(small, "workers = 2", model=model)
    assert built(small) == alone
    cluster.add_worker()
    cluster.add_worker()
    configure(small, f'workers = 2\ncluster = "{cluster.address}"', model=model)
    assert built(small) == alone


def test_whoever_is_asked_to_end_takes_the_processes_along(full: Desk) -> None:
    configure(full, "workers = 2")
    build = start(full)
    wait_for_names(full, 5)
    children = processes_of(build)
    assert len(children) == 2
    begun_s = time.monotonic()
    build.send_signal(signal.SIGTERM)
    code, said = finish(build)
    assert time.monotonic() - begun_s < 10
    assert (code, said) == (1, "Abgebrochen. Was schon übersetzt war, ist gemerkt; der nächste Lauf macht weiter.")
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_dask_is_imported_for_a_cluster_alone(small: Desk) -> None:
    configure(small, "workers = 2", model="model")
    script = (
        "import sys; from pipeline.cli import main; main(['build'])\n"
        "import pipeline.watch.watcher, pipeline.doctor.translators\n"
        "sys.exit(9 if {'dask', 'distributed', 'tornado'} & sys.modules.keys() else 0)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=small.folder, env=ENVIRONMENT, capture_output=True, check=False)
    assert done.returncode == 0
    assert (small.output / "index.html").exists()


def test_the_doctor_says_how_the_cluster_is(small: Desk, cluster: LocalCluster) -> None:
    configure(small, f'cluster = "{cluster.address}"')
    assert f"· Cluster: {cluster.address}; nicht gefragt" in small.press("doctor").out
    cluster.add_worker()
    assert f"✓ Cluster: {cluster.address} antwortet; Arbeiter: 1, alle mit" in small.press("doctor", "--ask").out
    cluster.close()
    assert f"✗ Cluster: Der Cluster {cluster.address}" in small.press("doctor", "--ask").out


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes certificates with openssl")
def test_a_cluster_with_certificates_is_asked_through_them_and_nobody_else_is_served(
    small: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dask = pytest.importorskip("dask", reason="the extra cluster is not installed")
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*command, "-days", "2", "-subj", "/CN=127.0.0.1"], cwd=folder, check=True, capture_output=True)
    certificates = {"ca-file": "cert.pem"}
    for who in ("client", "scheduler", "worker"):
        certificates |= {f"{who}.cert": "cert.pem", f"{who}.key": "key.pem"}
    ours = {f"distributed.comm.tls.{key}": str(folder / name) for key, name in certificates.items()}
    environ = {f"DASK_{key.replace('.', '__').replace('-', '_').upper()}": path for key, path in ours.items()}
    with closing(LocalCluster(folder, scheme="tls", environ=environ)) as cluster:
        cluster.add_worker()
        configure(small, f'cluster = "{cluster.address}"', model=str(small.folder / "model"))
        outcome = small.build()
        assert outcome.code == 2
        assert f"Für {cluster.address} fehlen Zertifikate" in outcome.err
        with dask.config.set(ours):
            assert small.build().code == 0
    assert len(small.data()) == 40


def faulty(desk: Desk) -> Path:
    faults = desk.folder / "faults.py"
    faults.write_text(FAULTS, "utf-8")
    desk.drop("schlimm.txt", release(98).replace("Jena", "ABSTURZ", 1))
    desk.drop("falsch.txt", release(99).replace("Jena", "FEHLER", 1))
    return faults


def faulty_processes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the processes of this machine die of it."""
    from pipeline.crew import processes as crew_processes

    faults = faulty(desk)
    monkeypatch.syspath_prepend(str(faults.parent))
    monkeypatch.setattr(crew_processes, "_START", crew_processes._START.replace("serve()", "import faults; serve()"))
    return faults


def check_the_faulty_two(desk: Desk) -> None:
    outcome = desk.build()
    said = " ".join((outcome.out + outcome.err).split())
    assert outcome.code == 1
    assert "schlimm.txt: Beim Suchen nach Namen ist der Prozess 3-mal abgestürzt" in said
    assert "falsch.txt: Unerwarteter Fehler im Programm (KeyError: 'mit Absicht')" in said
    assert "Traceback" not in said
    assert len(desk.data()) == 40


def test_a_text_that_kills_every_process_is_told_by_its_file_and_all_others_are_published(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty_processes(small, monkeypatch)
    configure(small, "workers = 2", model="model")
    check_the_faulty_two(small)


def test_a_text_that_kills_every_worker_of_a_cluster_is_told_by_its_file_too(
    small: Desk, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = faulty_processes(small, monkeypatch)
    for _ in range(6):  # four die of it before the scheduler gives up; then it is tried on this machine
        cluster.add_worker(preload=faults)
    configure(small, f'cluster = "{cluster.address}"', model=str(small.folder / "model"))
    check_the_faulty_two(small)


def test_without_a_scheduler_the_run_says_so_and_changes_nothing(small: Desk, cluster: LocalCluster) -> None:
    configure(small, "workers = 1", model=str(small.folder / "model"))
    before = built(small)
    cluster.close()
    configure(small, f'cluster = "{cluster.address}"', model=str(small.folder / "model"))
    shutil.rmtree(small.folder / ".press")
    begun_s = time.monotonic()
    outcome = small.build()
    assert time.monotonic() - begun_s < 30
    assert outcome.code == 2
    assert f"Der Cluster {cluster.address} (config.toml, [run] cluster) antwortet nicht" in outcome.err
    assert "Traceback" not in outcome.err
    assert small.files() == before


def test_a_scheduler_without_workers_and_one_that_is_lost_are_told_of(small: Desk, cluster: LocalCluster) -> None:
    configure(small, f'cluster = "{cluster.address}"', model=str(small.folder / "model"))
    code, said = finish(start(small))
    assert (code, said.count("hat keinen Arbeiter")) == (2, 1)
    faults = small.folder / "slow.py"
    faults.write_text(FAULTS.replace('if any("ABSTURZ"', '__import__("time").sleep(0.5)\n        if any("ABSTURZ"'))
    cluster.add_worker(preload=faults)
    build = start(small)
    wait_for_names(small, 5)
    cluster.scheduler.kill()
    code, said = finish(build)
    assert code == 2
    assert f"Die Verbindung zum Cluster {cluster.address} ist abgerissen. Was gefunden ist, ist gemerkt" in said
    assert "Traceback" not in said


def test_without_the_extra_the_run_says_what_to_install(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    configure(small, 'cluster = "tcp://127.0.0.1:9"', model=str(small.folder / "model"))
    outcome = small.build()
    assert outcome.code == 2
    assert 'pip install "press-pipeline[cluster]"' in outcome.err


def test_whatever_else_listens_there_is_no_scheduler(small: Desk) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    with Loopback() as server:
        host = server.google_url.partition("//")[2].partition("/")[0]
        configure(small, f'cluster = "tcp://{host}"', model=str(small.folder / "model"))
        code, said = finish(start(small))
    assert code == 2
    assert f"Der Cluster tcp://{host} (config.toml, [run] cluster) antwortet nicht." in said
    assert "Traceback" not in said


def test_a_worker_without_the_program_is_told_of(small: Desk, cluster: LocalCluster, tmp_path: Path) -> None:
    # Where it is installed for the tests, too, this hides it.
    other = tmp_path / "other"
    other.mkdir()
    (other / "pipeline.py").write_text("raise ModuleNotFoundError(\"No module named 'pipeline'\")", "utf-8")
    cluster.add_worker(code=other)
    configure(small, f'cluster = "{cluster.address}"', model=str(small.folder / "model"))
    code, said = finish(start(small))
    assert code == 2
    assert "läuft dieses Programm nicht" in said
    assert "Traceback" not in said


def test_a_worker_with_another_version_is_refused_before_it_is_asked(
    small: Desk, cluster: LocalCluster, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "pipeline", other / "pipeline", ignore=shutil.ignore_patterns("__pycache__", "*.onnx"))
    with (other / "pipeline" / "extract" / "spotting.py").open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    cluster.add_worker()
    cluster.add_worker(code=other)
    configure(small, f'cluster = "{cluster.address}"', model=str(small.folder / "model"))
    code, said = finish(start(small))
    assert code == 2
    assert "ist nicht wie dieser Rechner" in said
    assert "Programm (" in said
    assert "spacy" not in said
    assert not small.output.exists()


def test_few_texts_are_nobodys_business_but_this_process_es(small: Desk) -> None:
    for path in small.releases.iterdir():
        if path.name > "meldung-03.txt":
            path.unlink()
    # Nobody answers there; nobody is asked.
    configure(small, 'workers = 8\ncluster = "tcp://127.0.0.1:9"', model=str(small.folder / "model"))
    assert small.build().code == 0
    assert len(small.data()) == 4


def test_who_works_is_no_reason_to_work_again(small: Desk) -> None:
    configure(small, "workers = 1", model=str(small.folder / "model"))
    time.sleep(2.1)  # else the files have just changed
    assert small.build().code == 0
    before = {path: path.stat().st_mtime_ns for path in small.output.rglob("*")}
    configure(small, "workers = 2", model=str(small.folder / "model"))
    outcome = small.build("--debug")
    assert outcome.code == 0
    assert {path: path.stat().st_mtime_ns for path in small.output.rglob("*")} == before
