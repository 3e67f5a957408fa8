"""How the checks of translations do on a file of German sentences and their translations by people and machines.

``python benchmarks/checks.py FILE.tsv`` wants columns ``source`` and one a translator, tab-separated with a header.
It prints, by column, on how many lines there is an error and on how many any finding: false alarms where the
translation is good. Then it plants one fault of each kind into every good translation that has the place for it, by
rule and with a fixed seed, and prints how many are found. ``--verbose`` prints the alarms and the faults missed.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from planting import FAULTS, Line

from pipeline.extract import extract_all, load_model, spotter
from pipeline.model import Field, Level, Location, Release
from pipeline.translate.checks import Finding, findings
from pipeline.translate.terms import Term, terms_in

GOOD = ("reference", "google", "microsoft")
HERE = Location(Field.PARAGRAPH, 0)
SEED = 2018


@dataclass(frozen=True, slots=True)
class Pair:
    """A German sentence with the names found in it, and its translations by column."""

    source: str
    terms: tuple[Term, ...]
    translations: Mapping[str, str]

    def check(self, answer: str) -> tuple[Finding, ...]:
        """What the checks find in an answer."""
        return findings(self.source, answer, terms=self.terms, target="en")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of ``total`` have a finding of any level, and how many an error."""

    total: int
    any_level: int
    error: int

    def of_errors(self) -> float:
        """The share of errors, 1 for none of none."""
        return self.error / self.total if self.total else 1.0

    def of_any(self) -> float:
        """The share of findings, 1 for none of none."""
        return self.any_level / self.total if self.total else 1.0


def read_pairs(path: Path) -> list[Pair]:
    """The lines of a file, with names found by the built-in model, each line as a release of its own."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {column: undoubled(text) for column, text in row.items()} for row in csv.DictReader(file, delimiter="\t")
        ]
    releases = [
        Release(source=str(number), digest="", language="de", headline="", paragraphs=(row["source"],))
        for number, row in enumerate(rows)
    ]
    found = extract_all(releases, spot=spotter(load_model("builtin")))
    return [
        Pair(
            row["source"],
            terms_in(release, row["source"], at=HERE, start=0),
            {column: text for column, text in row.items() if column not in ("set", "source")},
        )
        for row, release in zip(rows, found, strict=True)
    ]


def undoubled(text: str) -> str:
    """A text without a second layer of CSV quoting, which some published files have."""
    while len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', ""):
        if '""' not in text[1:-1]:
            return text
        text = text[1:-1].replace('""', '"')
    return text


def alarms(pairs: Sequence[Pair], column: str) -> Rate:
    """Findings on a column as it is."""
    return rate(pair.check(pair.translations[column]) for pair in pairs)


def rate(found: Iterator[tuple[Finding, ...]]) -> Rate:
    """Counts over the findings of several answers."""
    levels = [{finding.level for finding in each} for each in found]
    return Rate(len(levels), sum(map(bool, levels)), sum(Level.ERROR in each for each in levels))


def planted(pairs: Sequence[Pair], kind: str) -> Iterator[tuple[Pair, str, str]]:
    """Each good translation that has the place for a fault of a kind: the pair, the translation, the faulty one."""
    random = Random(f"{SEED} {kind}")
    names = sorted({term.text for pair in pairs for term in pair.terms if len(term.text) > 3})
    plant: Callable[[Line, Random, Sequence[str]], str | None] = FAULTS[kind]
    for pair in pairs:
        for column in GOOD:
            good = pair.translations[column]
            faulty = plant(Line(pair.source, good, pair.terms), random, names)
            if faulty is not None and faulty != good:
                yield pair, good, faulty


def detection(pairs: Sequence[Pair], kind: str) -> Rate:
    """How many planted faults of a kind raise a finding that the good translation does not."""
    return rate(
        tuple(finding for finding in pair.check(faulty) if _is_new(finding, pair.check(good)))
        for pair, good, faulty in planted(pairs, kind)
    )


def _is_new(finding: Finding, before: Sequence[Finding]) -> bool:
    return (finding.code, finding.message) not in {(each.code, each.message) for each in before}


def _print_alarms(pairs: Sequence[Pair], column: str) -> None:
    for pair in pairs:
        for finding in pair.check(pair.translations[column]):
            print(f"    {column} {finding.level} {finding.code} {finding.message}\n      {pair.source}")
            print(f"      {pair.translations[column]}")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    pairs = read_pairs(args.file)

    print(f"{len(pairs)} lines\n\n{'alarms':<24}{'lines':>7}{'any':>8}{'error':>8}")
    columns = list(pairs[0].translations)
    rates = {column: alarms(pairs, column) for column in columns}
    for column, found in rates.items():
        print(f"{column:<24}{found.total:>7}{found.of_any():>8.1%}{found.of_errors():>8.1%}")
    good = [rates[column] for column in GOOD]
    lines, errors = sum(found.total for found in good), sum(found.error for found in good)
    print(
        f"{'the good ones together':<24}{lines:>7}{sum(f.any_level for f in good) / lines:>8.1%}{errors / lines:>8.1%}"
    )
    if args.verbose:
        for column in GOOD:
            _print_alarms(pairs, column)

    print(f"\n{'planted':<24}{'lines':>7}{'any':>8}{'error':>8}")
    for kind in FAULTS:
        found = detection(pairs, kind)
        print(f"{kind:<24}{found.total:>7}{found.of_any():>8.1%}{found.of_errors():>8.1%}")
        if args.verbose:
            for pair, good_one, faulty in planted(pairs, kind):
                if not {f.message for f in pair.check(faulty)} - {f.message for f in pair.check(good_one)}:
                    print(f"    missed\n      {pair.source}\n      {good_one}\n      {faulty}")


if __name__ == "__main__":
    main()
