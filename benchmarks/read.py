"""How fast each format is read, beside the bare library call on the same bytes in the same run.

    python benchmarks/read.py [FOLDER]

FOLDER holds files of the formats (default: ``tests/data/read``). One line a format: files a second, those of
the bare call, and the ratio of the two times. The ratio is what to compare between machines and versions.
"""

from __future__ import annotations

import email
import email.policy
import io
import statistics
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from lxml import etree
from markdown_it import MarkdownIt

from pipeline.model import ReleaseError
from pipeline.read import READERS, read

ROUNDS = 7


def _zipped(member: str) -> Callable[[bytes], object]:
    def parse(data: bytes) -> object:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return etree.fromstring(archive.read(member))

    return parse


def _pdf(data: bytes) -> object:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _mail(data: bytes) -> object:
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("html", "plain"))
    return body.get_content() if body is not None else None


# What a program would call that wants the text and no more.
BARE: dict[str, tuple[str, Callable[[bytes], object]]] = {
    ".txt": ("bytes.decode", lambda data: data.decode("utf-8", "replace")),
    ".md": ("markdown-it-py", lambda data: MarkdownIt("commonmark").parse(data.decode("utf-8", "replace"))),
    ".html": ("BeautifulSoup(lxml)", lambda data: BeautifulSoup(data, "lxml").get_text()),
    ".docx": ("zipfile + lxml", _zipped("word/document.xml")),
    ".odt": ("zipfile + lxml", _zipped("content.xml")),
    ".rtf": ("bytes.decode", lambda data: data.decode("cp1252", "replace")),
    ".pdf": ("pypdfium2", _pdf),
    ".eml": ("email", _mail),
}


def _readable(path: Path) -> bool:
    try:
        read(path, source=path.name)
    except ReleaseError:
        return False
    return True


def _seconds(action: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(folder: Path) -> None:
    """Print the table."""
    print(f"{'format':8}{'files':>6}{'files/s':>10}{'bare/s':>12}{'ratio':>9}  bare call")
    for suffix, (name, bare) in BARE.items():
        paths = [path for path in sorted(folder.iterdir()) if path.suffix == suffix and _readable(path)]
        contents = [path.read_bytes() for path in paths]
        if not contents:
            continue
        ours = _seconds(lambda suffix=suffix, contents=contents: [READERS[suffix](data) for data in contents])
        theirs = _seconds(lambda bare=bare, contents=contents: [bare(data) for data in contents])
        count = len(contents)
        print(f"{suffix:8}{count:>6}{count / ours:>10.0f}{count / theirs:>12.0f}{ours / theirs:>9.1f}  {name}")


if __name__ == "__main__":
    warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "tests" / "data" / "read")
