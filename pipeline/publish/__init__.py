"""The catalogue to output files: feeds, fragments, data, pages."""

from pipeline.publish.data import data_bytes, data_record, json_bytes
from pipeline.publish.entities import entity_record
from pipeline.publish.outputs import OUTPUTS, RESERVED_SLUGS, render
from pipeline.publish.words import german_name
from pipeline.publish.writing import PublishError, Written, write

__all__ = [
    "OUTPUTS",
    "RESERVED_SLUGS",
    "PublishError",
    "Written",
    "data_bytes",
    "data_record",
    "entity_record",
    "german_name",
    "json_bytes",
    "render",
    "write",
]
