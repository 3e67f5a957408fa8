"""The vocabulary of the press desk: frozen values that the stages hand to each other.

It does no work and imports no module of the package. Texts are plain, in Unicode NFC; offsets count characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """How grave a doubt is: an ``ERROR`` in a machine's draft holds the edition back."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class ReleaseWarning:
    """A doubt that a stage attaches to its result instead of guessing silently.

    ``code`` is stable, English and for programs (``date-missing``); ``message`` is German and for the
    officer; ``where`` names the field or quotes the place; ``paragraph`` is an index into the paragraphs. Warnings are
    published. What the file says that is no part of the release is quoted in ``private``, a German sentence.
    """

    code: str
    message: str
    where: str | None = None
    paragraph: int | None = None
    level: Level = Level.WARNING
    private: str | None = None

    @property
    def told(self) -> str:
        """All that there is to say, for the officer alone."""
        return f"{self.message} {self.private}" if self.private else self.message


class ReleaseError(Exception):
    """One release cannot be handled: which file below the releases folder, and in German why and what to do."""

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        super().__init__(f"{source}: {reason} {remedy}")
        self.source, self.reason, self.remedy = source, reason, remedy

    def __reduce__(self) -> tuple[type[ReleaseError], tuple[str, str, str]]:
        """Keep the three parts when the error crosses a process border."""
        return (ReleaseError, (self.source, self.reason, self.remedy))


# --- read ------------------------------------------------------------------------------------------------
class Role(StrEnum):
    """What the markup says a block is, whatever the file format."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    PICTURE = "picture"
    RULE = "rule"


class Emphasis(StrEnum):
    """How a whole block is set apart from running text."""

    NONE = "none"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Link:
    """A link's visible text and its target, or ``None`` where the source gives only the text."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that came with a release: inside its file or lying beside it under the same name.

    ``name`` is a file name without folders, ``media_type`` such as ``image/jpeg``, ``alt`` the alternative text
    that the source gives. ``caption``, ``credit`` and ``before`` (an index into the paragraphs) are found by parse.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One block of inline text with the role that its markup gives it.

    ``text`` has hard-wrapped lines joined; a ``"\\n"`` in it is a line break that the author meant (an
    address, a ``<br>``). ``level`` is 1 to 6 for headings, else 0. ``hints`` are the lower-case class or
    style names that the source put on the block (``article__kicker``); a ``RULE`` and a ``PICTURE`` have no text.
    """

    role: Role
    text: str
    level: int = 0
    emphasis: Emphasis = Emphasis.NONE
    hints: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A dropped file as blocks in reading order.

    ``source`` is the path relative to the releases folder with ``/``; ``digest`` the SHA-256 of the file's
    bytes in hex; ``metadata`` the file's own key–value pairs (front matter, ``<meta>``), keys in lower case
    as the file spells them; ``language`` a BCP 47 tag if the file names one; ``set_aside`` lines that stand
    around the content (a page's header, sidebar and footer) and are no part of it.
    """

    source: str
    digest: str
    blocks: tuple[Block, ...]
    metadata: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    warnings: tuple[ReleaseWarning, ...] = ()
    set_aside: tuple[str, ...] = ()


# --- parse -----------------------------------------------------------------------------------------------
class Field(StrEnum):
    """The text-bearing fields of a release, in the order in which a reader meets them."""

    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    BOILERPLATE_TITLE = "boilerplate-title"
    BOILERPLATE = "boilerplate"
    CONTACT = "contact"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a text stands: a field and, for repeated fields, the index in it (else 0)."""

    field: Field
    index: int = 0


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date as the text gives them; ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Embargo:
    """A Sperrfrist: ``until`` with offset, or ``None`` if the line ``text`` cannot be read for sure."""

    until: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Subhead:
    """A sub-head that stands before the paragraph with the index ``before``."""

    before: int
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption with its credit, standing before the paragraph with the index ``before``."""

    before: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch between an opening and its closing mark, from offset ``start`` of ``paragraph`` to ``end`` of
    ``end_paragraph``, marks excluded. ``speaker`` is a person's canonical name, or ``None`` if unknown.
    """

    text: str
    paragraph: int
    start: int
    end_paragraph: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A standing text about an organisation or person; paragraphs of ``text`` are parted by ``"\\n\\n"``."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The press contact: its lines as written, and the names, addresses and E.164 numbers in them."""

    lines: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the source that is part of no field, and why (``navigation``, ``repeated``, ``end-mark`` …)."""

    text: str
    reason: str


# --- extract ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Mention:
    """A surface form: ``text`` equals the slice ``start:end`` of the text at ``at``."""

    text: str
    at: Location
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the full name, as first given or as registered, without titles; ``organisation`` is a canonical name.

    ``english`` (the name to use in English), ``url`` and ``picture`` are what the officer has entered, if she has.
    """

    name: str
    titles: str | None = None
    role: str | None = None
    organisation: str | None = None
    mentions: tuple[Mention, ...] = ()
    english: str | None = None
    url: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation by the fullest form in the text, with its legal form, or as registered; see :class:`Person`."""

    name: str
    acronym: str | None = None
    mentions: tuple[Mention, ...] = ()
    english: str | None = None
    url: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its name in the text."""

    name: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One press release. ``parse`` fills the structure, ``extract`` people, organisations, places and speakers.

    ``list_items`` are indexes of paragraphs that are items of a list; ``tags`` the file's own keywords, ``withdrawn``
    its own mark, ``correction`` what it says was corrected, empty for a mark without words. ``mark`` is what a file
    that the desk laid out for a person says of itself (:mod:`pipeline.edition_mark`).
    """

    source: str
    digest: str
    language: str
    headline: str
    kicker: str | None = None
    subheadline: str | None = None
    dateline: Dateline = Dateline()
    embargo: Embargo | None = None
    paragraphs: tuple[str, ...] = ()
    list_items: tuple[int, ...] = ()
    subheads: tuple[Subhead, ...] = ()
    quotes: tuple[Quote, ...] = ()
    captions: tuple[Caption, ...] = ()
    boilerplates: tuple[Boilerplate, ...] = ()
    contact: Contact = Contact()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    withdrawn: bool = False
    correction: str | None = None
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[ReleaseWarning, ...] = ()
    mark: str | None = None

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Every text in which a mention can stand, with its location, in reading order."""
        if self.kicker:
            yield Location(Field.KICKER), self.kicker
        yield Location(Field.HEADLINE), self.headline
        if self.subheadline:
            yield Location(Field.SUBHEADLINE), self.subheadline
        if self.dateline.place:
            yield Location(Field.DATELINE), self.dateline.place
        for position in range(len(self.paragraphs) + 1):
            for index, caption in enumerate(self.captions):
                if caption.before == position:
                    yield Location(Field.CAPTION, index), caption.text
            for index, subhead in enumerate(self.subheads):
                if subhead.before == position:
                    yield Location(Field.SUBHEAD, index), subhead.text
            if position < len(self.paragraphs):
                yield Location(Field.PARAGRAPH, position), self.paragraphs[position]
        for index, boilerplate in enumerate(self.boilerplates):
            yield Location(Field.BOILERPLATE_TITLE, index), boilerplate.title
            yield Location(Field.BOILERPLATE, index), boilerplate.text
        yield from ((Location(Field.CONTACT, index), line) for index, line in enumerate(self.contact.lines))
        yield from ((Location(Field.LINK, index), link.text) for index, link in enumerate(self.links))


# --- translate -------------------------------------------------------------------------------------------
class Status(StrEnum):
    """How far an edition in a target language has come."""

    PENDING = "pending"
    DRAFT = "draft"
    APPROVED = "approved"
    OUTDATED = "outdated"


Texts = tuple[tuple[Location, str], ...]
"""Texts of a release with their places, in reading order."""

Remembered = tuple[tuple[Location, str | None], ...]
"""Such texts as far as they are known: ``None`` is one of which it is only known that it stood there."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the original is no longer what it was when a person wrote her edition, without a word of it.

    Texts of one ``field`` that stood ``was`` have become those that stand ``at`` (indexes); either may be none.
    """

    field: Field
    was: tuple[int, ...]
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A text of the original that is no longer what it was when a person wrote her edition; for her eyes alone.

    It stood ``was`` and stands ``at``; either is ``None``, with its text, where one was added or taken out; what it was
    ``before`` may be forgotten, too. ``hers`` is her text of what it was, if it is known which; ``draft`` a machine's
    of what it is now, if there is one without errors.
    """

    was: Location | None
    at: Location | None
    before: str | None
    after: str | None
    hers: str | None = None
    draft: str | None = None


TEXT_GONE = "edition-text-gone"
"""The code of the warning that a person's text is not there any more; ``digest`` is then that of her file."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The release in one language, aligned one to one with the source's paragraphs, sub-heads, captions …

    A ``PENDING`` edition has no text and says in German ``reason`` why; ``origin`` is a provider's name,
    several joined by ``+``, or ``human``. In a person's edition ``digest`` is the SHA-256 of her file in hex,
    ``contact`` the contact that she gives and ``correction`` what she says was corrected; if hers is pending because
    of an embargo of its own, ``until`` is when that ends. Of an ``OUTDATED`` one, ``revised`` says where the original
    has changed since, ``None`` if that is not known. Editions are public: what was corrected must not be read in them.
    """

    language: str
    status: Status
    origin: str | None = None
    kicker: str | None = None
    headline: str | None = None
    subheadline: str | None = None
    paragraphs: tuple[str, ...] = ()
    subheads: tuple[Subhead, ...] = ()
    captions: tuple[Caption, ...] = ()
    boilerplates: tuple[Boilerplate, ...] = ()
    reason: str | None = None
    warnings: tuple[ReleaseWarning, ...] = ()
    digest: str | None = None
    contact: Contact | None = None
    correction: str | None = None
    revised: tuple[Revision, ...] | None = None
    until: datetime | None = None
