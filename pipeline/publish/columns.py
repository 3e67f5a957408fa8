"""The preview's columns: a release and its editions, row by row beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.model import Edition, Field, Location, Quote, ReleaseWarning, Status
from pipeline.places import NOTHING_TRANSLATED, revised_places
from pipeline.publish.german import BADGES, FIELD_NAMES, Badge
from pipeline.publish.languages import direction, german_name
from pipeline.publish.markup import Marks, marks_of, names_in, preview_text
from pipeline.publish.remedies import remedy
from pipeline.publish.text import one_line, shortened
from pipeline.publish.view import Rendition, own_language, page_path, renditions
from pipeline.publish.words import spoken, translators


@dataclass(frozen=True, slots=True)
class Note:
    """A warning as the officer reads it; ``about`` says of what, if not plain from its place."""

    message: str
    about: str | None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One text in one language; ``html`` is ``None`` where this language has nothing in the row.

    A cell that is ``in_list`` is an item of the list that it makes with its neighbours; ``speakers`` are those of the
    quotations that begin in it, ``None`` for an unknown one.
    """

    kind: str
    html: Markup | None
    title: Markup | None = None
    notes: tuple[Note, ...] = ()
    in_list: bool = False
    speakers: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Outdated:
    """Where the original has changed: ``remark`` if in nothing that is translated, else which texts have, each with the
    beginning of what it is now, in ``language``. What it was is not for readers, and they can see the preview.
    """

    language: str
    remark: str | None
    places: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One language of a release; without ``cells`` there is no text yet, and ``reason`` says why.

    ``notice`` and ``correction`` are what readers of this language are told about how the text came about, in the
    language ``told_in``; ``outdated`` is what has changed under an edition that the original has left behind.
    """

    language: str
    direction: str
    name: str
    badge: Badge | None
    origin: str | None
    notice: str | None
    correction: str | None
    reason: str | None
    page: str | None
    notes: tuple[Note, ...]
    told_in: str
    cells: tuple[Cell, ...]
    outdated: Outdated | None = None

    @property
    def runs(self) -> list[tuple[bool, list[Cell]]]:
        """The cells in order, parted where a list begins or ends; the first value says whether it is one."""
        return [(in_list, list(run)) for in_list, run in groupby(self.cells, key=lambda cell: cell.in_list)]


_OFFICER = "de"
_EXCERPT_CHARACTERS = 90
_BOILERPLATES = Field.BOILERPLATE
_HEAD = (Field.KICKER, Field.HEADLINE, Field.SUBHEADLINE)


def columns(publication: Publication, settings: Settings) -> tuple[Column, ...]:
    """The release's own column first, then one for every target language, all with the same rows."""
    shown = {rendition.language: rendition for rendition in renditions(publication, settings)}
    own = own_language(publication, settings)
    texts = {language: _texts(rendition) for language, rendition in shown.items()}
    rows = _rows(texts, own)
    editions = {edition.language: edition for edition in publication.editions}
    targets = [language for language in settings.languages.targets if language != own]
    made = [_own_column(shown[own], rows, texts[own])]
    for language in targets:
        if language in shown:
            made.append(_edition_column(shown[language], rows, texts[language]))
        else:
            made.append(_empty_column(language, editions.get(language)))
    return tuple(made)


def general_notes(warnings: Iterable[ReleaseWarning], paragraphs: int) -> tuple[Note, ...]:
    """The warnings that belong to no paragraph of the ``paragraphs`` that there are."""
    return tuple(_note(warning) for warning in warnings if not _is_beside(warning, paragraphs))


def _texts(rendition: Rendition) -> dict[Location, tuple[str | None, str]]:
    """Title (boilerplates have one) and text of every row that the rendition fills, in reading order."""
    head = {
        Field.KICKER: rendition.kicker,
        Field.HEADLINE: rendition.headline,
        Field.SUBHEADLINE: rendition.subheadline,
    }
    found: dict[Location, tuple[str | None, str]] = {
        Location(field): (None, text) for field, text in head.items() if text
    }
    found.update({at: (None, text) for at, text in rendition.body()})
    for index, boilerplate in enumerate(rendition.boilerplates):
        found[Location(_BOILERPLATES, index)] = (boilerplate.title, boilerplate.text)
    return found


def _rows(texts: dict[str, dict[Location, tuple[str | None, str]]], own: str) -> list[Location]:
    """All rows: those of the own text in its order, what only an edition has after its like."""
    rows = list(texts[own])
    for found in texts.values():
        rows += [at for at in found if at not in rows]
    # Stable: the head first, the boilerplates last, everything else as it stands.
    rank = {field: position for position, field in enumerate(_HEAD)}
    last = len(rank) + 1
    return sorted(rows, key=lambda at: last if at.field is _BOILERPLATES else rank.get(at.field, len(rank)))


def _own_column(rendition: Rendition, rows: list[Location], texts: dict[Location, tuple[str | None, str]]) -> Column:
    release = rendition.publication.release
    return Column(
        language=rendition.language,
        direction=direction(rendition.language),
        name=german_name(rendition.language),
        badge=None,
        origin=None,
        notice=None,
        correction=rendition.correction,
        reason=None,
        page=page_path(rendition),
        notes=(),
        told_in=spoken(rendition.language),
        cells=_cells(rows, texts, marks_of(release), release.warnings, rendition.list_items, release.quotes),
    )


def _edition_column(
    rendition: Rendition, rows: list[Location], texts: dict[Location, tuple[str | None, str]]
) -> Column:
    edition = rendition.edition
    if edition is None:
        raise ValueError("the release's own text is no edition")
    return Column(
        language=edition.language,
        direction=direction(edition.language),
        name=german_name(edition.language),
        badge=BADGES[edition.status],
        origin=translators(edition.origin, _OFFICER),
        notice=rendition.notice,
        correction=rendition.correction,
        reason=None,
        page=page_path(rendition),
        notes=general_notes(edition.warnings, len(rendition.paragraphs)),
        told_in=spoken(edition.language),
        cells=_cells(rows, texts, names_in(rendition), edition.warnings, rendition.list_items),
        outdated=_outdated(edition, rendition),
    )


def _outdated(edition: Edition, rendition: Rendition) -> Outdated | None:
    if edition.revised is None:
        return None
    now = dict(rendition.publication.release.texts())
    places = tuple(
        (title, shortened(now[at], _EXCERPT_CHARACTERS) if at in now else None)
        for revision in edition.revised
        for title, at in revised_places(revision)
    )
    return Outdated(rendition.source_language, None if places else NOTHING_TRANSLATED, places)


def _empty_column(language: str, edition: Edition | None) -> Column:
    return Column(
        language=language,
        direction=direction(language),
        name=german_name(language),
        badge=BADGES[edition.status if edition else Status.PENDING],
        origin=None,
        notice=None,
        correction=None,
        reason=(edition.reason if edition else None) or BADGES[Status.PENDING].explanation,
        page=None,
        notes=general_notes(edition.warnings, 0) if edition else (),
        told_in=spoken(language),
        cells=(),
    )


def _cells(
    rows: list[Location],
    texts: dict[Location, tuple[str | None, str]],
    marks: Marks,
    warnings: tuple[ReleaseWarning, ...],
    list_items: frozenset[int],
    quotes: tuple[Quote, ...] = (),
) -> tuple[Cell, ...]:
    cells = []
    for at in rows:
        if at not in texts:
            cells.append(Cell(at.field.value, None))
            continue
        title, text = texts[at]
        beside = [w for w in warnings if at.field is Field.PARAGRAPH and w.paragraph == at.index]
        title_at = Location(Field.BOILERPLATE_TITLE, at.index)
        cells.append(
            Cell(
                kind=at.field.value,
                html=preview_text(text, at, marks),
                title=preview_text(title, title_at, marks) if title else None,
                notes=tuple(map(_note, beside)),
                in_list=at.field is Field.PARAGRAPH and at.index in list_items,
                speakers=_speakers(at, quotes),
            )
        )
    return tuple(cells)


def _speakers(at: Location, quotes: tuple[Quote, ...]) -> tuple[str | None, ...]:
    here = (quote.speaker for quote in quotes if at.field is Field.PARAGRAPH and quote.paragraph == at.index)
    return tuple(dict.fromkeys(here))


def _is_beside(warning: ReleaseWarning, paragraphs: int) -> bool:
    return warning.paragraph is not None and 0 <= warning.paragraph < paragraphs


def _note(warning: ReleaseWarning) -> Note:
    where = one_line(warning.where or "")
    about = FIELD_NAMES.get(where, f"„{where}“") if where else None
    return Note(warning.message, about, remedy(warning.code))
