"""A folder in which everything lies that can lie in one: each is told or read, and the good release is published."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

import pytest
from desk import CONCERT, ENGLISH, WORKSHOP, Desk
from fuzz import corpus
from mutation_words import TOKENS
from mutations import mutate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these names and files need a Linux file system")


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def text(number: int) -> str:
    """A release of its own: two with the same words would be told as a copy."""
    return CONCERT.replace("\n", f" {number}\n", 1)


ODD_NAMES = (
    *("zeile\numbruch.txt", "tab\tund\rwagen.txt", "..punkte.txt...txt", "-rf.txt", "--output=x.txt", "a..b.txt"),
    *("glocke\x07.txt", "flucht\x1b[31m.txt", "rechts\u202etxt.exe.txt", "nul-breit\u200b.txt", "anführung\"'<>&.txt"),
    *("CON.txt", "nul.txt", "COM1.md", "punkt am ende..md", "leer am ende .txt", "*?|.txt", "c:\\windows\\a.txt"),
    *("😀.txt", "é.txt", "e\u0301.txt", "Klein.txt", "KLEIN.txt", "%2e%2e%2f.txt", "$(id).txt", "{{7*7}}.txt"),
    "l" * 251 + ".txt",  # 255 bytes, the most there is
    "ü" * 125 + ".txt",
)


def printed(outcome: object) -> str:
    return f"{outcome.out}\n{outcome.err}"  # type: ignore[attr-defined]


def check_output(desk: Desk, *, slugs: int) -> None:
    """Every path is plain, and every release has one of its own."""
    files = desk.files()
    assert len([path for path in files if path.startswith("pages/") and path.endswith(".de.html")]) == slugs
    for path, content in files.items():
        assert path.isascii()
        assert path.isprintable()
        assert ".." not in path.split("/")
        assert len(path) < 200
        assert not path.startswith(("/", "-"))
        if path.endswith((".html", ".rss", ".atom")):
            assert b"'<>&.txt" not in content
    assert len({path.lower() for path in files}) == len(files)  # also where case does not count
    assert {path.name for path in desk.folder.iterdir()} <= {
        "releases",
        "output",
        ".press",
        "config.toml",
        "geheim.txt",
    }


@pytest.mark.parametrize(
    "names", [pytest.param(ODD_NAMES[::5], id="some"), pytest.param(ODD_NAMES, id="all", marks=pytest.mark.slow)]
)
def test_no_name_is_too_odd_to_be_published_or_told(desk: Desk, names: tuple[str, ...]) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    for number, name in enumerate(names):
        desk.drop(name, text(number))
    outcome = desk.build()
    assert "Traceback" not in printed(outcome)
    assert all(character.isprintable() or character == "\n" for character in printed(outcome))
    shown = set(desk.data())
    # What begins with a dot is hidden; records are XML's characters, so they name a file without its controls.
    dropped = [name for name in ("werkstatt.txt", *names) if not name.startswith(".")]
    assert shown == {_CONTROLS.sub("", name.replace("\r", "\n")) for name in dropped}
    check_output(desk, slugs=len(dropped))
    before = desk.files()
    desk.build()
    assert desk.files() == before


def test_no_kind_of_file_holds_up_the_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    (desk.folder / "geheim.txt").write_text("GEHEIM\n\nDas steht außerhalb des Ordners der Meldungen.", "utf-8")
    releases = desk.releases
    os.mkfifo(releases / "rohr.txt")
    os.mkfifo(releases / "werkstatt.jpg")
    os.mkfifo(releases / "rohr.en.md")
    (releases / "geraet.txt").symlink_to("/dev/zero")
    (releases / "ordner.txt").mkdir()
    (releases / "fort.txt").symlink_to("../geheim.txt")
    (releases / "fort.png").symlink_to(desk.folder / "geheim.txt")
    (releases / "nirgends.txt").symlink_to("nirgends")
    (releases / "kreis.txt").symlink_to("kreis.txt")
    (releases / "hinaus").symlink_to(desk.folder, target_is_directory=True)
    (releases / "selbst").symlink_to(releases, target_is_directory=True)
    desk.drop("leer.txt", b"")
    desk.drop(os.fsdecode(b"k\xe4se.txt"), CONCERT)
    desk.drop(os.fsdecode(b"ordner-k\xe4se/a.txt"), CONCERT)
    desk.drop("/".join(["tief"] * 100) + "/unten.txt", CONCERT)
    monkeypatch.chdir(releases)  # a socket's address is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("dose.txt")
    monkeypatch.chdir(desk.folder)
    outcome = desk.build()
    assert outcome.code == 1
    assert "Traceback" not in printed(outcome)
    for name in ("rohr.txt", "geraet.txt", "fort.txt", "nirgends.txt", "kreis.txt", "leer.txt", "k?se.txt", "dose.txt"):
        assert name in outcome.out
    assert set(desk.data()) == {"werkstatt.txt", "/".join(["tief"] * 100) + "/unten.txt"}
    assert not any(b"GEHEIM" in content for content in desk.files().values())
    check_output(desk, slugs=2)


def test_a_picture_beside_a_release_is_taken_from_the_folder_alone_and_not_of_any_size(desk: Desk) -> None:
    config = desk.folder / "config.toml"
    config.write_text(f"{config.read_text('utf-8')}\n[limits]\nmax_file_mb = 1\n", "utf-8")
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("konzert.txt", CONCERT)
    (desk.folder / "geheim.txt").write_bytes(b"\x89PNG\r\n\x1a\nGEHEIM")
    (desk.releases / "werkstatt.png").symlink_to("../geheim.txt")
    desk.drop("konzert.jpg", b"\xff\xd8\xff" + bytes(1_000_000))
    desk.build()
    doubts = {source: [item["code"] for item in record["warnings"]] for source, record in desk.data().items()}
    assert "picture-unreadable" in doubts["konzert.txt"]
    assert not any(b"GEHEIM" in content for content in desk.files().values())
    assert not any(path.startswith("media/") for path in desk.files())


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_a_register_that_is_no_file_stops_the_run_with_a_word_and_holds_nothing_up(desk: Desk, make: object) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    make(desk.releases / "register.toml")  # type: ignore[operator]
    outcome = desk.build()
    assert outcome.code == 2
    assert "sondern ein Ordner oder Gerät" in outcome.err


def test_a_text_of_hers_that_is_a_link_outwards_is_not_published(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    (desk.folder / "geheim.txt").write_text(ENGLISH, "utf-8")
    (desk.releases / "werkstatt.en.txt").symlink_to("../geheim.txt")
    outcome = desk.build()
    assert "führt aus dem Ordner hinaus" in " ".join(outcome.out.split())
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "pending"


@pytest.mark.skipif(os.geteuid() == 0, reason="for root nothing is unreadable")
def test_files_and_folders_without_permission_are_told(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("zu.txt", CONCERT).chmod(0)
    folder = desk.drop("zu/konzert.txt", CONCERT).parent
    folder.chmod(0)
    try:
        outcome = desk.build()
    finally:
        folder.chmod(0o755)
    assert outcome.code == 1
    assert "zu.txt" in outcome.out
    assert list(desk.data()) == ["werkstatt.txt"]


@pytest.mark.parametrize("count", [pytest.param(6, id="6"), pytest.param(400, id="400", marks=pytest.mark.slow)])
def test_damaged_files_among_good_ones_cost_no_other_release(desk: Desk, count: int) -> None:
    good = {f"gut-{number}.txt": text(number) for number in range(count // 2)}
    for name, words in good.items():
        desk.drop(name, words)
    forms = list(TOKENS)
    for number in range(count):
        form = forms[number % len(forms)]
        desk.drop(f"schaden-{number}.{form}", mutate(form, 700_000 + number, corpus(form)))
    outcome = desk.build()
    assert outcome.code in (0, 1)
    assert "Traceback" not in printed(outcome)
    assert set(good) <= set(desk.data())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("max_page = 3", "max_pages"),
        ("max_file_mb = 0", "größer als 0"),
        ("max_seconds = inf", "höchstens 3600"),
        ("max_pictures = 1.5", "ganze Zahl"),
    ],
)
def test_a_wrong_limit_in_the_settings_is_told_with_its_line(desk: Desk, line: str, said: str) -> None:
    Path("config.toml").write_text(f"[limits]\n{line}\n", "utf-8")
    outcome = desk.build()
    assert outcome.code == 2
    assert "Zeile 2" in outcome.err
    assert said in outcome.err
