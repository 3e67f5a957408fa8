"""The configurations in ``docs/deploy/``, each on a real server of its kind that serves a real output."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from publish_samples import SETTINGS
from test_publish_linked_data import complete

from pipeline.catalogue import Catalogue
from pipeline.publish import render, write

DOCS = Path(__file__).parents[2] / "docs"
START_S = 20
SLUG = "optonet-gold-label"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    output: Path

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def changed(text: str, changes: dict[str, str]) -> str:
    """The text as its reader is told to change it; each line to change must be there, once."""
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def nginx(folder: Path, output: Path, port: int) -> list[str]:
    config = changed(
        (DOCS / "deploy" / "nginx.conf").read_text("utf-8"),
        {"listen 80;": f"listen 127.0.0.1:{port};", "root /srv/press/output;": f"root {output};"},
    )
    (folder / "press.conf").write_text(config, "utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}\ndaemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder}/press.conf;\n}}\n",
        "utf-8",
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def caddy(folder: Path, output: Path, port: int) -> list[str]:
    config = changed(
        (DOCS / "deploy" / "Caddyfile").read_text("utf-8"),
        {"presse.example.org {": f"http://127.0.0.1:{port} {{", "/srv/press/output": str(output)},
    )
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + config, "utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


COMMANDS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(name: str, folder: Path) -> Iterator[Server]:
    output, port = folder / "output", free_port()
    write(render(Catalogue((complete(),)), SETTINGS), output)
    (output / "pages" / ".press-1-2.tmp").write_text("half", "utf-8")
    log = folder / "log.txt"
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with log.open("wb") as sink:
        process = subprocess.Popen(COMMANDS[name](folder, output, port), stdout=sink, stderr=sink, env=environment)
    try:
        until = time.monotonic() + START_S
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < until, log.read_text("utf-8")
            time.sleep(0.05)
        yield Server(port, output)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module", params=COMMANDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if shutil.which(request.param, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        pytest.skip(f"no {request.param} on this machine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{os.environ.get('PATH', '')}:/usr/sbin")
        with running(request.param, tmp_path_factory.mktemp(request.param)) as started:
            yield started


TYPES = {
    "": "text/html; charset=utf-8",
    "feeds/de.rss": "application/rss+xml; charset=utf-8",
    "feeds/de.atom": "application/atom+xml; charset=utf-8",
    "feeds/de.json": "application/feed+json; charset=utf-8",
    "feeds/press.opml": "text/x-opml; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
    f"fragments/{SLUG}.de.html": "text/html; charset=utf-8",
    "fragments/latest.en.html": "text/html; charset=utf-8",
    f"pages/{SLUG}.en.html": "text/html; charset=utf-8",
    f"embed/{SLUG}.en.html": "text/html; charset=utf-8",
    f"oembed/{SLUG}.en.json": "application/json; charset=utf-8",
    f"data/{SLUG}.json": "application/json; charset=utf-8",
    f"ninjs/{SLUG}.de.json": "application/json; charset=utf-8",
    "press.css": "text/css; charset=utf-8",
    "press.js": "text/javascript; charset=utf-8",
    f"media/{SLUG}-1.png": "image/png",
}


@pytest.mark.parametrize(("path", "kind"), TYPES.items())
def test_every_file_comes_whole_with_its_type_and_for_scripts_of_all_sites(
    server: Server, path: str, kind: str
) -> None:
    answer = server.get(f"/{path}", Origin="https://partner.example")

    assert answer.status == 200
    assert answer.body == (server.output / (path or "index.html")).read_bytes()
    assert answer.headers["content-type"].lower().replace('"', "") == kind
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "x-frame-options" not in answer.headers


@pytest.mark.parametrize(("name", "kind"), [("x.json", "application/feed+json"), ("x.atom", "application/atom+xml")])
def test_feeds_of_topics_have_their_types(server: Server, name: str, kind: str) -> None:
    (server.output / "feeds" / "topic").mkdir(exist_ok=True)
    (server.output / "feeds" / "topic" / name).write_text("{}", "utf-8")

    assert server.get(f"/feeds/topic/{name}").headers["content-type"] == f"{kind}; charset=utf-8"


def test_pictures_may_be_kept_longer_than_texts(server: Server) -> None:
    assert server.get(f"/media/{SLUG}-1.png").headers["cache-control"] == "public, max-age=3600"
    for path in ("", "feeds/de.rss", f"data/{SLUG}.json", f"pages/{SLUG}.de.html"):
        assert server.get(f"/{path}").headers["cache-control"] == "public, max-age=300"


def test_reader_who_has_it_already_is_told_so(server: Server) -> None:
    first = server.get("/feeds/de.rss")

    assert server.get("/feeds/de.rss", If_None_Match=first.headers["etag"]).status == 304
    assert server.get("/feeds/de.rss", If_Modified_Since=first.headers["last-modified"]).status == 304


def test_text_is_sent_compressed(server: Server) -> None:
    answer = server.get(f"/data/{SLUG}.json", Accept_Encoding="gzip")

    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body) < (server.output / f"data/{SLUG}.json").stat().st_size


@pytest.mark.parametrize(
    "path",
    [".manifest.json", "pages/.press-1-2.tmp", "./.manifest.json", "%2emanifest.json", "pages/../.manifest.json"],
)
def test_hidden_files_are_not_served(server: Server, path: str) -> None:
    answer = server.get(f"/{path}")

    assert answer.status in (400, 404)
    assert b"sha" not in answer.body
    assert SLUG.encode() not in answer.body


@pytest.mark.parametrize("path", ["pages/none.de.html", "pages/", "pages", "feeds/none.json", "none"])
def test_what_is_not_there_is_not_found_and_no_folder_is_listed(server: Server, path: str) -> None:
    answer = server.get(f"/{path}")

    assert answer.status == 404
    assert SLUG.encode() not in answer.body
    assert "cache-control" not in answer.headers


def test_copy_by_rsync_is_the_output_without_what_is_hidden(tmp_path: Path) -> None:
    if shutil.which("rsync") is None:
        pytest.skip("no rsync on this machine")
    found = re.search(r"<!-- rsync-command -->\n```sh\n(.+)\n```", (DOCS / "deploy.md").read_text("utf-8"))
    assert found is not None
    command = changed(found[1], {"web@server:/srv/press/output/": "copy/"})
    files = render(Catalogue((complete(),)), SETTINGS)
    write(files, tmp_path / "output")
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "withdrawn.html").write_text("old", "utf-8")

    subprocess.run(command, shell=True, check=True, cwd=tmp_path)

    copied = {
        path.relative_to(tmp_path / "copy").as_posix(): path
        for path in (tmp_path / "copy").rglob("*")
        if path.is_file()
    }
    assert {path: place.read_bytes() for path, place in copied.items()} == files
    assert copied["press.css"].stat().st_mtime == (tmp_path / "output" / "press.css").stat().st_mtime
