"""The files in which a person takes an edition over: laid out, written where nothing lies yet, read back."""

from __future__ import annotations

from pipeline.sidecar.formats import FORMATS, LayoutError, Note, written
from pipeline.sidecar.parts import Part, Remarks, parts_of, shape_of
from pipeline.sidecar.place import place

__all__ = ["FORMATS", "LayoutError", "Note", "Part", "Remarks", "parts_of", "place", "shape_of", "written"]
