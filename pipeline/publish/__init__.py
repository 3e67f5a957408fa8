"""The catalogue to output files: feeds, fragments, data, pages."""

from pipeline.publish.data import data_bytes, data_record
from pipeline.publish.feeds import feed_addresses
from pipeline.publish.outputs import OUTPUTS, RESERVED_SLUGS, all_slugs, render
from pipeline.publish.view import languages_of
from pipeline.publish.words import german_name
from pipeline.publish.writing import PublishError, Written, write

__all__ = [
    "OUTPUTS",
    "RESERVED_SLUGS",
    "PublishError",
    "Written",
    "all_slugs",
    "data_bytes",
    "data_record",
    "feed_addresses",
    "german_name",
    "languages_of",
    "render",
    "write",
]
