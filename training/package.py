"""Make the folder that ships from a trained pipeline: ``python training/package.py MODEL BUILD_DIR TARGET``.

Leaves out the words of the training data (the model looks words up by their hash) and writes name, version,
licence, description and the scores on the development data into ``meta.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy
from evaluate import score

META = {
    "name": "press_ner",
    "version": "1.0.0",
    "description": "Small German named entity recogniser (PER, ORG, LOC) for press releases: CNN and Brown clusters.",
    "author": "press-pipeline",
    "license": "CC BY 4.0",
    "spacy_version": ">=3.8.7,<3.9.0",
    "sources": [
        {"name": "GermEval 2014 NER", "license": "CC BY 4.0", "author": "D. Benikova, C. Biemann, M. Reznicek"},
        {"name": "DFKI SmartData corpus", "license": "CC BY 4.0", "author": "M. Schiersch et al."},
        {"name": "WikiNER (German)", "license": "CC BY 4.0", "author": "J. Nothman et al."},
        {"name": "spacy-lookups-data: de_lexeme_cluster", "license": "MIT", "author": "Explosion"},
    ],
}


def main() -> None:
    """Read the command line and write the folder."""
    source, build, target = map(Path, sys.argv[1:])
    nlp = spacy.load(source)
    scores = {path.stem: score(nlp, path) for path in sorted(build.glob("dev*.spacy"))}
    for name in nlp.config["paths"]:
        nlp.config["paths"][name] = None  # where it was trained is of no use elsewhere
    nlp.to_disk(target)
    strings = sorted({*spacy.blank("de").vocab.strings, *nlp.get_pipe("ner").labels})
    (target / "vocab" / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), "utf-8")
    meta = json.loads((target / "meta.json").read_text("utf-8"))
    meta |= META | {"performance": {"metric": "exact spans: F1 (precision / recall), per cent", **scores}}
    (target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
