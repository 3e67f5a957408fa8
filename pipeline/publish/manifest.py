"""``.manifest.json``: which files in the output folder are ours, path to SHA-256. Only these are ever removed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.publish.refusal import in_german

MANIFEST = ".manifest.json"
_LOG = logging.getLogger(__name__)
_NAME = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_SAFE_PATH = re.compile(rf"{_NAME}(?:/{_NAME})*", re.ASCII)


def check_path(path: str) -> None:
    """Nothing but plain names parted by ``/``, none of them hidden.

    Raises:
        ValueError: the path could lead elsewhere, or a server could take it for something else.
    """
    if not _SAFE_PATH.fullmatch(path):
        raise ValueError(f"no plain relative output path: {path!r}")


def read_manifest(output: Path) -> dict[str, str]:
    """The entries with a safe path; nothing if there is no manifest or it cannot be understood.

    Raises:
        PublishError: the system refuses to read it.
    """
    target = output / MANIFEST
    try:
        with in_german(target):
            entries = json.loads(target.read_bytes()) if target.exists() else {}
    except ValueError:
        _LOG.warning("%s: unreadable, rebuilt from what is published now", target)
        return {}
    if not isinstance(entries, dict):
        return {}
    return {path: str(digest) for path, digest in entries.items() if _SAFE_PATH.fullmatch(path)}


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """The manifest for these paths and digests, a line each, sorted."""
    lines = [f'  "{path}": "{digest}"' for path, digest in sorted(digests.items())]  # neither needs escapes
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode() if lines else b"{}\n"
