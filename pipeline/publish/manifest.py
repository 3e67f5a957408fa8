"""``.manifest.json``: which files in the output folder are ours, path to SHA-256. Only these are ever removed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.publish.refusal import in_german

MANIFEST = ".manifest.json"
_LOG = logging.getLogger(__name__)
_SAFE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\Z", re.ASCII)


def check_path(path: str) -> None:
    """Nothing but plain names parted by ``/``, none of them hidden.

    Raises:
        ValueError: the path could lead elsewhere, or a server could take it for something else.
    """
    if not all(_SAFE_NAME.match(name) for name in path.split("/")):
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
    listed = {}
    for path, digest in entries.items():
        with suppress(ValueError):
            check_path(path)
            listed[path] = str(digest)
    return listed


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """The manifest for these paths and digests, sorted."""
    return (json.dumps(dict(sorted(digests.items())), indent=2) + "\n").encode()
