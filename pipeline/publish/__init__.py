"""The catalogue to output files: feeds, fragments, data, pages."""

from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.config import Settings
from pipeline.publish.data import data_bytes, data_record, json_bytes
from pipeline.publish.entities import entity_record
from pipeline.publish.feeds import feed_addresses
from pipeline.publish.manifest import read_manifest
from pipeline.publish.outputs import OUTPUTS, RESERVED_SLUGS, all_slugs, render, rendered
from pipeline.publish.refusal import PublishError
from pipeline.publish.view import languages_of
from pipeline.publish.words import german_name
from pipeline.publish.writing import Written, write

__all__ = [
    "OUTPUTS",
    "RESERVED_SLUGS",
    "PublishError",
    "Written",
    "all_slugs",
    "data_bytes",
    "data_record",
    "entity_record",
    "feed_addresses",
    "german_name",
    "json_bytes",
    "languages_of",
    "publish",
    "published_paths",
    "render",
    "write",
]


def published_paths(output: Path) -> tuple[str, ...]:
    """The paths of all files of ours in the output folder, sorted; raises PublishError."""
    return tuple(sorted(read_manifest(output)))


def publish(catalogue: Catalogue, settings: Settings, output: Path) -> Written:
    """Bring the output folder up to date with the catalogue, one file in memory at a time.

    Raises:
        PublishError: the folder cannot be written; what readers see is whole, old or new.
        ValueError: a slug is unusable, or two outputs claim the same path; nothing has changed.
    """
    return write(rendered(catalogue, settings), output)
