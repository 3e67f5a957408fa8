"""``press models fetch`` against a server on this machine with a small catalogue, read by the real fxtranslate."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from websites import Site, serving

from pipeline.cli import main
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.firefox import FirefoxProvider
from pipeline.translate.provider import Question

pytestmark = pytest.mark.slow  # CI installs the engine for the slow tests alone
pytest.importorskip("fxtranslate", reason="fxtranslate is not installed")


def packed(content: bytes) -> bytes:
    """A zstd frame of raw blocks (RFC 8878)."""
    blocks = [content[start : start + 100_000] for start in range(0, len(content), 100_000)]
    framed = [
        struct.pack("<I", len(block) << 3 | (number == len(blocks)))[:3] + block
        for number, block in enumerate(blocks, 1)
    ]
    return b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(content)) + b"".join(framed)


@dataclass
class Mozilla:
    site: Site
    records: list[dict[str, object]]

    def offer(
        self, kind: str, source: str, target: str, content: bytes, *, version: str = "3.0", **more: object
    ) -> None:
        name = f"{kind}.{source}{target}.bin"
        location = f"work space/{version}/{name}.zst"
        travelling = packed(content)
        self.site.files[location.replace(" ", "%20")] = travelling
        record = {
            "name": name,
            "fileType": kind,
            "sourceLanguage": source,
            "targetLanguage": target,
            "version": version,
            "decompressedHash": hashlib.sha256(content).hexdigest(),
            "attachment": {
                "location": location,
                "size": len(travelling),
                "hash": hashlib.sha256(travelling).hexdigest(),
            },
        }
        self.records.append({**record, **more})
        self.site.files["records"] = json.dumps({"data": self.records}).encode()

    def pair(self, source: str, target: str, **more: object) -> None:
        for kind in ("model", "vocab", "lex"):
            self.offer(kind, source, target, f"{kind} of {source}-{target} ".encode() * 20_000, **more)

    @property
    def files_asked(self) -> list[str]:
        return [path.rpartition("/")[2] for path in self.site.asked if path != "records"]


@pytest.fixture
def mozilla(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mozilla]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(Site()) as site:
        Path("config.toml").write_text(
            f'[translate.firefox]\nfolder = "models"\ncatalogue_url = "{site.address}records"\n'
            f'files_url = "{site.address}"\n',
            "utf-8",
        )
        yield Mozilla(site, [])


def fetch(capsys: pytest.CaptureFixture[str], pair: str = "de-en") -> tuple[int, str, str]:
    code = main(["models", "fetch", pair])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_pair_is_fetched_with_its_sizes_told_and_its_hashes_right(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str]
) -> None:
    mozilla.pair("de", "en")
    code, out, err = fetch(capsys)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "de-en  model.deen.bin  0,3 MB"
    assert "Zusammen 0,9 MB" in out
    assert (Path("models/de-en/model.deen.bin")).read_bytes() == b"model of de-en " * 20_000
    assert sorted(path.name for path in Path("models").rglob("*")) == [
        "de-en",
        "lex.deen.bin",
        "model.deen.bin",
        "vocab.deen.bin",
    ]
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out == "de-en  0,9 MB\n"


def test_a_pair_that_has_none_is_fetched_in_two_over_english(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str]
) -> None:
    mozilla.pair("de", "en")
    mozilla.pair("en", "pl")
    assert fetch(capsys, "de-pl")[0] == 0
    assert sorted(path.name for path in Path("models").iterdir()) == ["de-en", "en-pl"]


def test_the_latest_version_that_the_engine_understands_is_taken(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ("2.0", "3.0", "3.10", "3.9", "4.0"):
        mozilla.pair("de", "en", version=version)
    assert fetch(capsys)[0] == 0
    assert {path.split("/")[1] for path in mozilla.site.asked if "/" in path} == {"3.10"}


def test_the_vocabulary_of_the_same_build_is_taken(mozilla: Mozilla, capsys: pytest.CaptureFixture[str]) -> None:
    mozilla.pair("de", "en", version="3.1", architecture="base")
    mozilla.pair("de", "en", version="3.0", architecture="tiny")
    mozilla.offer("vocab", "de", "en", b"of the tiny one", version="3.2", architecture="tiny")
    assert fetch(capsys)[0] == 0
    assert {path.split("/")[1] for path in mozilla.site.asked if "/" in path} == {"3.1"}


def test_what_is_there_and_right_is_not_fetched_again(mozilla: Mozilla, capsys: pytest.CaptureFixture[str]) -> None:
    mozilla.pair("de", "en")
    fetch(capsys)
    mozilla.site.asked.clear()
    Path("models/de-en/lex.deen.bin").write_bytes(b"damaged")
    Path("models/de-en/old.bin").write_bytes(b"of an older version")
    assert fetch(capsys)[0] == 0
    assert mozilla.files_asked == ["lex.deen.bin.zst"]
    assert not Path("models/de-en/old.bin").exists()


def test_an_attempt_that_broke_off_is_taken_up_and_the_old_model_stays_until_then(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str]
) -> None:
    mozilla.pair("de", "en")
    fetch(capsys)
    mozilla.records.clear()
    for kind in ("model", "vocab", "lex"):
        mozilla.offer(kind, "de", "en", f"new {kind}".encode(), version="3.1")
    (missing,) = [path for path in mozilla.site.files if path.endswith("3.1/lex.deen.bin.zst")]
    content = mozilla.site.files.pop(missing)
    code, _, err = fetch(capsys)
    assert code == 1
    assert err.startswith("lex.deen.bin: Die Datei lässt sich nicht laden (HTTPError).")
    assert Path("models/de-en/model.deen.bin").read_bytes().startswith(b"model of de-en")
    mozilla.site.files[missing] = content
    mozilla.site.asked.clear()
    assert fetch(capsys)[0] == 0
    assert mozilla.files_asked == ["lex.deen.bin.zst"]
    assert Path("models/de-en/model.deen.bin").read_bytes() == b"new model"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"decompressedHash": "0" * 64}, "model.deen.bin: Die Datei ist beschädigt angekommen"),
        (
            {"attachment": {"location": "work space/3.0/model.deen.bin.zst", "hash": "0" * 64}},
            "model.deen.bin: Die Datei ist",
        ),
        (
            {"attachment": {"location": "work space/3.0/model.deen.bin.zst", "size": 9}},
            "model.deen.bin: Die Datei ist größer",
        ),
        ({"name": "../../model.bin"}, "Das Verzeichnis nennt für de-en eine Datei mit einem unzulässigen Namen."),
    ],
)
def test_what_is_not_as_the_catalogue_says_is_not_taken(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str], more: dict[str, object], sentence: str
) -> None:
    mozilla.offer("vocab", "de", "en", b"vocabulary")
    mozilla.offer("model", "de", "en", b"model" * 100, **more)
    code, _, err = fetch(capsys)
    assert (code, err.startswith(sentence)) == (1, True), err
    assert not list(Path().rglob("model.*"))


def test_a_catalogue_that_is_none_or_has_not_the_pair_is_explained(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch(capsys)[2].startswith(
        f"{mozilla.site.address}records: Das Verzeichnis der Modelle weist die Anfrage zurück"
    )
    for content in (b"<html>", b"[]", b'{"data": [3]}'):
        mozilla.site.files["records"] = content
        assert fetch(capsys)[2] == "Für de-en ist kein Modell im Angebot, das zu diesem fxtranslate passt.\n"
    mozilla.offer("model", "de", "en", b"alone")
    assert fetch(capsys)[2].startswith("Das Angebot für de-en ist unvollständig")


def test_the_real_engine_says_of_a_file_that_it_is_no_model(
    mozilla: Mozilla, capsys: pytest.CaptureFixture[str]
) -> None:
    mozilla.pair("de", "en")
    fetch(capsys)
    with pytest.raises(TranslatorError, match="kann das Modell de-en nicht laden") as raised:
        FirefoxProvider(folder=Path("models")).translate([Question("Licht")], source="de", target="en")
    assert raised.value.kind is Kind.BLOCKED
