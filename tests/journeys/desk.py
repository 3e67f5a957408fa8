"""A press desk in a temporary folder, run as its users run it: through the command, on real files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import pytest

from pipeline.cli import main

_TEXTS = Path(__file__).parents[1] / "data" / "journeys"
WORKSHOP = (_TEXTS / "werkstatt.txt").read_text("utf-8")
CONCERT = (_TEXTS / "konzert.txt").read_text("utf-8")
SECRET = (_TEXTS / "geheim.txt").read_text("utf-8")
ENGLISH = (_TEXTS / "werkstatt.en.md").read_text("utf-8")


@dataclass
class Outcome:
    """How a call ended and what it printed."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """The folders of one desk, and the command that works on them."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def drop(self, name: str, text: str | bytes) -> Path:
        path = self.releases / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def configure(self, **translate: object) -> None:
        lines = ['[site]\nbase_url = "https://presse.example/"\n', "[translate]"]
        plain = {key: value for key, value in translate.items() if not isinstance(value, dict)}
        lines += [f"{key} = {json.dumps(value)}" for key, value in plain.items()]
        for name, table in translate.items():
            if isinstance(table, dict):
                lines += [f"[translate.{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
        (self.folder / "config.toml").write_text("\n".join(lines), "utf-8")

    def press(self, *arguments: str) -> Outcome:
        self.capsys.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as ended:  # argparse
            code = int(ended.code or 0)
        printed = self.capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    def build(self, *arguments: str, now: str = "2024-06-01T12:00") -> Outcome:
        return self.press("build", "--now", now, *arguments)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def data(self) -> dict[str, dict[str, Any]]:
        records = (json.loads(path.read_text("utf-8")) for path in sorted((self.output / "data").glob("*.json")))
        return {record["source"]: record for record in records if isinstance(record, dict)}

    def feed(self, language: str) -> Any:
        return feedparser.parse((self.output / "feeds" / f"{language}.rss").read_bytes())
