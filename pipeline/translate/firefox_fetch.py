"""Firefox's models from Mozilla, or from a copy in the house: what there is, how big it is, and onto this machine.

The catalogue is a Remote Settings collection: a record a file, with the attachment's place, size and SHA-256, and the
SHA-256 of what is in it (https://remote-settings.readthedocs.io). Which records the installed engine understands, it
says itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from pipeline.translate.errors import TranslatorError
from pipeline.translate.firefox_models import find_model, pair_of
from pipeline.translate.web import Bounds, fetch

_KINDS = ("model", "vocab", "srcvocab", "trgvocab", "lex")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CATALOGUE_BOUNDS = Bounds(connect_timeout_s=10, answer_timeout_s=60, max_bytes=50_000_000)
_TIMEOUT_S = (10, 60)
_MAX_BYTES = 1_000_000_000
_CHUNK_BYTES = 1 << 16


class ModelsError(Exception):
    """Models cannot be listed or fetched; the message is German."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that is offered: packed with zstd at ``url``; size and hashes (SHA-256) as far as they are told."""

    pair: str
    name: str
    url: str
    packed_bytes: int | None
    packed_hash: str | None
    file_hash: str | None


def catalogue(url: str) -> str:
    """All that is offered, as the collection's JSON.

    Raises:
        ModelsError: it cannot be had, or the package that reads it is missing.
    """
    if find_spec("fxtranslate") is None:
        raise ModelsError("Dazu fehlt das Paket fxtranslate. Bitte installieren: pip install fxtranslate")
    try:
        return fetch("GET", url, bounds=_CATALOGUE_BOUNDS).text
    except TranslatorError as error:
        raise ModelsError(f"{url}: Das Verzeichnis der Modelle {error.reason_de}.") from error


def offered(records: str, source: str, target: str, *, files_url: str) -> tuple[ModelFile, ...]:
    """The files that translate from one language into another, of one pair or of two over English.

    Raises:
        ModelsError: there are none, or the catalogue is none.
    """
    from fxtranslate import discovery

    try:
        route: Mapping[str, str] = discovery.resolve_route(records, source, target)
        # Read beside it, for the engine's own reading leaves out sizes and the hash of what travels.
        entries = [entry for entry in json.loads(records)["data"] if isinstance(entry, dict)]
    except (ValueError, LookupError, TypeError) as error:
        raise ModelsError(
            f"Für {pair_of(source, target)} ist kein Modell im Angebot, das zu diesem fxtranslate passt."
        ) from error
    stations = [route["src"], *([route["pivot"]] if route["kind"] == "pivot" else []), route["trg"]]
    return tuple(
        file
        for start, end in pairwise(stations)
        for file in _files(entries, start, end, files_url, discovery.model_pairs)
    )


def _files(
    entries: Sequence[Mapping[str, Any]],
    source: str,
    target: str,
    files_url: str,
    usable_pairs: Callable[[str], Sequence[object]],
) -> Iterator[ModelFile]:
    fitting = [
        entry
        for entry in entries
        if (entry.get("sourceLanguage"), entry.get("targetLanguage")) == (source, target)
        and usable_pairs(json.dumps({"data": [{**entry, "fileType": "model"}]}))
    ]
    build: object = None
    for kind in _KINDS:
        of_kind = [entry for entry in fitting if entry.get("fileType") == kind]
        if of_kind:
            # A pair may be offered in several builds, and a vocabulary fits its own model alone; the model comes first.
            of_build = [entry for entry in of_kind if build in (None, entry.get("architecture"))] or of_kind
            latest = max(of_build, key=lambda entry: _version(entry.get("version")))
            build = build or latest.get("architecture")
            yield _file(latest, pair_of(source, target), files_url)


def _file(entry: Mapping[str, Any], pair: str, files_url: str) -> ModelFile:
    name, attachment = str(entry["name"]), entry["attachment"]
    if not _FILE_NAME.fullmatch(name):
        raise ModelsError(f"Das Verzeichnis nennt für {pair} eine Datei mit einem unzulässigen Namen.")
    return ModelFile(
        pair=pair,
        name=name,
        url=f"{files_url.rstrip('/')}/{quote(str(attachment['location']).lstrip('/'))}",
        packed_bytes=size if isinstance(size := attachment.get("size"), int) else None,
        packed_hash=attachment.get("hash"),
        file_hash=entry.get("decompressedHash"),
    )


def _version(version: object) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in str(version or "0").split("."))


def fetch_models(files: Sequence[ModelFile], folder: Path, *, advance: Callable[[], None]) -> None:
    """Bring files into the folder, each pair as a whole; ``advance`` is called after each file.

    What an earlier attempt brought is not fetched again; an older model stays until its successor is complete.

    Raises:
        ModelsError: a file cannot be had, or is not what the catalogue says.
        OSError: the folder cannot be written.
    """
    for pair in dict.fromkeys(file.pair for file in files):
        beside = folder / f".{pair}.part"
        beside.mkdir(parents=True, exist_ok=True)
        for file in (file for file in files if file.pair == pair):
            _bring(file, beside / file.name, earlier=folder / pair / file.name)
            advance()
        for path in beside.iterdir():
            if path.name not in {file.name for file in files if file.pair == pair}:
                path.unlink()
        if find_model(folder, beside.name) is None:
            raise ModelsError(f"Das Angebot für {pair} ist unvollständig: Modell oder Vokabular fehlt.")
        shutil.rmtree(folder / pair, ignore_errors=True)
        beside.rename(folder / pair)


def _bring(file: ModelFile, place: Path, *, earlier: Path) -> None:
    for path in (place, earlier):
        if file.file_hash and path.is_file() and _sha256(path.read_bytes()) == file.file_hash:
            if path != place:
                shutil.copyfile(path, place)
            return
    content = _unpacked(file, _downloaded(file))
    unfinished = place.with_name(f".{place.name}")
    unfinished.write_bytes(content)
    unfinished.replace(place)


def _downloaded(file: ModelFile) -> bytes:
    content = bytearray()
    most = file.packed_bytes or _MAX_BYTES
    try:
        with requests.get(
            file.url, stream=True, timeout=_TIMEOUT_S, headers={"Accept-Encoding": "identity"}
        ) as response:
            response.raise_for_status()
            for chunk in response.iter_content(_CHUNK_BYTES):
                content += chunk
                if len(content) > most:
                    raise ModelsError(f"{file.name}: Die Datei ist größer als angegeben; sie wurde nicht übernommen.")
    except (requests.RequestException, OSError) as error:
        raise ModelsError(
            f"{file.name}: Die Datei lässt sich nicht laden ({type(error).__name__}). Ein neuer Versuch macht da "
            "weiter, wo dieser aufhörte."
        ) from error
    if file.packed_hash and _sha256(content) != file.packed_hash:
        raise _damaged(file)
    return bytes(content)


def _unpacked(file: ModelFile, packed: bytes) -> bytes:
    from fxtranslate import discovery

    with suppress(ValueError):
        content: bytes = discovery.verify_and_decompress(packed, file.file_hash)
        return content
    raise _damaged(file)


def _damaged(file: ModelFile) -> ModelsError:
    return ModelsError(
        f"{file.name}: Die Datei ist beschädigt angekommen und wurde nicht übernommen. Bitte noch einmal."
    )


def _sha256(content: bytes | bytearray) -> str:
    return hashlib.sha256(content).hexdigest()
