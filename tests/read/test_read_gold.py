"""Real-looking releases, where the workplace has them: what their truth quotes stands in the blocks."""

import json
from pathlib import Path

import pytest

from pipeline.read import SUFFIXES, read
from pipeline.read.normalise import tidy

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "releases"
RELEASES = sorted(path for path in GOLD.glob("*") if path.suffix in SUFFIXES)


@pytest.mark.skipif(not RELEASES, reason="the gold releases are not on this machine")
def test_everything_that_the_truth_quotes_stands_within_one_block() -> None:
    missing = []
    for path in RELEASES:
        truth = json.loads(path.with_name(f"{path.stem}.gold.json").read_text("utf-8"))
        wanted = [truth["headline"], truth["kicker"], truth["subheadline"], truth["lead"]]
        wanted += truth["captions"] + truth["boilerplates"] + [quote["starts"] for quote in truth["quotes"]]
        wanted += [mention for person in truth["people"] for mention in person["mentions"]]
        wanted += [mention for organisation in truth["organisations"] for mention in organisation["mentions"]]
        blocks = [block.text for block in read(path, source=path.name).blocks]
        found = [any(tidy(text) in block for block in blocks) for text in wanted if text]
        missing += [path.name for is_found in found if not is_found]
    assert missing == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (ROOT / "releases").glob("*.*") if path.suffix != ".toml"),
    ids=lambda path: path.name,
)
def test_the_sample_releases_read_without_a_doubt(path: Path) -> None:
    document = read(path, source=path.name)
    assert document.warnings == ()
    assert len(document.blocks) > 8
