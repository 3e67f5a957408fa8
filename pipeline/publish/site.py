"""What the renderers are given: all that is to be published, and the files that they make of it, in groups."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.catalogue import Catalogue, Failure, Publication, Withdrawn, Withheld
from pipeline.config import Settings
from pipeline.model import Edition, Picture, Release, Status
from pipeline.publish.view import prepared, without_kept_back_drafts

# Relative path (with „/“) and content.
Files = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together; ``key`` names the group for ever.

    ``inputs`` is a digest of everything that their content depends on: while it stays, so do they, and ``make`` need
    not be called. ``None`` stands for what is not worth the telling.
    """

    key: str
    inputs: str | None
    make: Callable[[], Files]


@dataclass(frozen=True, slots=True)
class Site:
    """All that is to be published, as a renderer sees it.

    ``publications``, newest first, may be without their texts (see :func:`slim`); ``full`` gives one with them.
    ``digest`` gives that of a publication with all its text. ``base`` is a digest of what all files depend on: the
    program and its settings.
    """

    publications: tuple[Publication, ...]
    withheld: tuple[Withheld, ...]
    failures: tuple[Failure, ...]
    withdrawn: tuple[Withdrawn, ...]
    full: Callable[[Publication], Publication]
    digest: Callable[[Publication], str]
    base: str

    def inputs(self, *parts: object, of: Iterable[Publication] = ()) -> str:
        """A digest of what a group is made of: values whose ``repr`` tells all of them, and publications."""
        return _sha(repr((self.base, parts, tuple(map(self.digest, of)))))


def site_of(
    catalogue: Catalogue,
    settings: Settings,
    *,
    version: str = "",
    full: Callable[[Publication], Publication] = lambda item: item,
    digests: Mapping[str, str] | None = None,
) -> Site:
    """The site of a catalogue; ``version`` is that of the program.

    Where publications are slim, ``full`` gives the whole one, and ``digests`` has theirs by id.
    """
    visible = prepared(catalogue, settings)
    known = dict(digests or {})
    known |= {item.id: digest(item) for item in catalogue.publications if item.id not in known}
    return Site(
        publications=visible.publications,
        withheld=visible.withheld,
        failures=visible.failures,
        withdrawn=visible.withdrawn,
        full=lambda item: without_kept_back_drafts(full(item), settings),
        digest=lambda item: known[item.id],
        base=_sha(repr((version, settings))),
    )


def digest(publication: Publication) -> str:
    """A digest of all of a publication, its pictures with it, in hex."""
    return _sha(repr((publication, [hashlib.sha256(picture.data).digest() for picture in _pictures(publication)])))


def slim(publication: Publication, settings: Settings) -> Publication:
    """A publication without its texts: enough for lists, counts and addresses of all, little enough for thousands."""
    release = publication.release
    bare = Release(
        source=release.source,
        digest=release.digest,
        language=release.language,
        headline=release.headline,
        dateline=release.dateline,
        people=release.people,
        organisations=release.organisations,
        quotes=tuple(replace(quote, text="") for quote in release.quotes),
        tags=release.tags,
        warnings=release.warnings,
    )
    shown = without_kept_back_drafts(publication, settings)
    return replace(publication, release=bare, editions=tuple(map(_bare_edition, shown.editions)))


def _bare_edition(edition: Edition) -> Edition:
    return Edition(
        language=edition.language,
        status=edition.status,
        origin=edition.origin,
        headline=edition.headline if edition.status is not Status.PENDING else None,
        reason=edition.reason,
        until=edition.until,
        warnings=edition.warnings,
        revised=edition.revised,
    )


def _pictures(publication: Publication) -> Iterator[Picture]:
    release = publication.release
    yield from release.pictures
    yield from (person.picture for person in release.people if person.picture)
    yield from (body.picture for body in release.organisations if body.picture)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
