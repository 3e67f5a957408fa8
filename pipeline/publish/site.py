"""What the renderers are given: all that is to be published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.catalogue import Catalogue, Failure, Publication, Withdrawn, Withheld
from pipeline.config import Settings
from pipeline.publish.lists import Listing, all_listings
from pipeline.publish.summaries import summary_of
from pipeline.publish.view import without_kept_back_drafts
from pipeline.summary import Summary, newest_first


@dataclass(frozen=True, slots=True)
class Site:
    """All that is to be published, as a renderer sees it.

    ``publications``, newest first, are without their texts; ``full`` gives one with them. ``listings`` are the lists
    by language. ``base`` is a digest of what all files depend on: the program and its settings.
    """

    publications: tuple[Summary, ...]
    withheld: tuple[Withheld, ...]
    failures: tuple[Failure, ...]
    withdrawn: tuple[Withdrawn, ...]
    full: Callable[[Summary], Publication]
    listings: Mapping[str, tuple[Listing, ...]]
    base: str

    def inputs(self, *parts: object, of: Iterable[Summary] = ()) -> str:
        """A digest of what a group is made of: values whose ``repr`` tells all of them, and publications."""
        return _sha(repr((self.base, parts, [item.digest for item in of])))


def site_of(
    catalogue: Catalogue,
    settings: Settings,
    *,
    version: str = "",
    summaries: Iterable[Summary] | None = None,
    full: Callable[[Summary], Publication] | None = None,
) -> Site:
    """The site of a catalogue; ``version`` is that of the program.

    ``summaries`` are those of all publications, and ``full`` gives such as the catalogue does not have with it.
    """
    known = {item.id: item for item in catalogue.publications}
    if summaries is None:
        summaries = [summary_of(item, settings) for item in catalogue.publications]
    ordered = newest_first(summaries)

    def whole(summary: Summary) -> Publication:
        found = known.get(summary.id) or (full(summary) if full else None)
        if found is None:
            raise KeyError(summary.id)
        return without_kept_back_drafts(found, settings)

    return Site(
        publications=ordered,
        withheld=catalogue.withheld,
        failures=catalogue.failures,
        withdrawn=catalogue.withdrawn,
        full=whole,
        listings=all_listings(ordered, settings),
        base=_sha(repr((version, settings))),
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
