"""The catalogue to output files: feeds, fragments, data, pages."""

from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.config import Settings
from pipeline.publish.data import data_bytes, data_record, json_bytes
from pipeline.publish.entities import entity_record
from pipeline.publish.feeds import feed_addresses
from pipeline.publish.group import Group
from pipeline.publish.languages import german_name
from pipeline.publish.manifest import MANIFEST, read_manifest
from pipeline.publish.outputs import RELEASE_OUTPUTS, RESERVED_SLUGS, SITE_OUTPUTS, groups, render
from pipeline.publish.refusal import PublishError
from pipeline.publish.site import Site, site_of
from pipeline.publish.summaries import summary_of
from pipeline.publish.view import languages_of
from pipeline.publish.writing import Made, Written, write, write_groups

__all__ = [
    "MANIFEST",
    "RELEASE_OUTPUTS",
    "RESERVED_SLUGS",
    "SITE_OUTPUTS",
    "Group",
    "Made",
    "PublishError",
    "Site",
    "Written",
    "data_bytes",
    "data_record",
    "entity_record",
    "feed_addresses",
    "german_name",
    "groups",
    "json_bytes",
    "languages_of",
    "publish",
    "published_paths",
    "render",
    "site_of",
    "summary_of",
    "write",
    "write_groups",
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
    written, _ = write_groups(groups(site_of(catalogue, settings), settings), output)
    return written
