"""What the renderers share: a publication as the renditions (one a language) that readers may see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from pipeline.catalogue import Publication
from pipeline.config import Settings
from pipeline.model import TEXT_GONE, Boilerplate, Caption, Contact, Edition, Field, Location, Release, Status, Subhead
from pipeline.publish.languages import primary, readable_date
from pipeline.publish.text import one_line
from pipeline.publish.words import gettext_for, spoken

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One publication in one language with all its text; ``edition`` is ``None`` for the release's own text.

    ``source_language`` is that of the release's own text; ``list_items`` are indexes into ``paragraphs``.
    """

    publication: Publication
    language: str
    source_language: str
    edition: Edition | None
    kicker: str | None
    headline: str
    subheadline: str | None
    paragraphs: tuple[str, ...]
    list_items: frozenset[int]
    subheads: tuple[Subhead, ...]
    captions: tuple[Caption, ...]
    boilerplates: tuple[Boilerplate, ...]

    @property
    def own_contact(self) -> Contact | None:
        """The contact that this text gives itself, in its language."""
        return self.edition.contact if self.edition is not None else self.publication.release.contact

    @property
    def contact(self) -> Contact:
        """The contact to show, the release's where an edition gives none."""
        return self.own_contact or self.publication.release.contact

    @property
    def contact_language(self) -> str:
        """The language in which :attr:`contact` is written."""
        return self.language if self.own_contact is not None else self.source_language

    @property
    def lead(self) -> str:
        """The first paragraph, or what comes nearest to one."""
        return self.paragraphs[0] if self.paragraphs else self.subheadline or self.headline

    @property
    def notice(self) -> str | None:
        """What a reader must know about how this text came about, in its language."""
        if self.edition is None:
            return None
        _ = gettext_for(self.language)
        if self.edition.status is Status.DRAFT:
            return _("Machine translation, not yet reviewed")
        if self.edition.status is not Status.OUTDATED:
            return None
        if primary(self.source_language) == "de":
            return _("The German original has changed since this translation was made")
        return _("The original has changed since this translation was made")

    @property
    def correction_text(self) -> str | None:
        """What the officer says of a correction, in this language."""
        return self.publication.release.correction if self.edition is None else self.edition.correction

    @property
    def correction(self) -> str | None:
        """What a reader is told of a correction, in its language: when, and in the officer's words if she gives any."""
        return self.corrected_as(self.correction_text)

    def corrected_as(self, text: str | None) -> str | None:
        """The same with another ``text``; markup where that is markup."""
        if self.publication.corrected is None:
            return None
        _ = gettext_for(self.language)
        day = readable_date(self.publication.corrected.date().isoformat(), spoken(self.language))
        if not text:
            return _("Correction ({date})").format(date=day)
        # Translators: {text} is a whole sentence
        pattern = _("Correction ({date}): {text}")
        return (escape(pattern) if isinstance(text, Markup) else pattern).format(date=day, text=text)

    @property
    def notices(self) -> tuple[str, ...]:
        """The sentences before the lead in lists and feeds: that it is a machine's draft, and a correction."""
        is_draft = self.edition is not None and self.edition.status is Status.DRAFT
        return tuple(_sentence(text) for text in (self.notice if is_draft else None, self.correction) if text)

    @property
    def description(self) -> str:
        """The lead for lists and feeds; a machine's draft and a correction say so first."""
        return " ".join([*self.notices, self.lead])

    def body(self) -> Iterator[tuple[Location, str]]:
        """Captions, sub-heads and paragraphs in reading order; a position past the end counts as the end."""
        last = len(self.paragraphs)
        for position in range(last + 1):
            for index, caption in enumerate(self.captions):
                if min(caption.before, last) == position:
                    yield Location(Field.CAPTION, index), caption.text
            for index, subhead in enumerate(self.subheads):
                if min(subhead.before, last) == position:
                    yield Location(Field.SUBHEAD, index), subhead.text
            if position < last:
                yield Location(Field.PARAGRAPH, position), self.paragraphs[position]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """The text of every field but dateline, contact and links, in reading order."""
        if self.kicker:
            yield Location(Field.KICKER), self.kicker
        yield Location(Field.HEADLINE), self.headline
        if self.subheadline:
            yield Location(Field.SUBHEADLINE), self.subheadline
        yield from self.body()
        for index, boilerplate in enumerate(self.boilerplates):
            yield Location(Field.BOILERPLATE_TITLE, index), boilerplate.title
            yield Location(Field.BOILERPLATE, index), boilerplate.text


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def may_show(edition: Edition) -> bool:
    """Whether an edition has text that a reader can be shown."""
    return edition.status is not Status.PENDING and bool(edition.headline)


def own_language(publication: Publication, settings: Settings) -> str:
    """The tag for the release's own text; the configured one where the file's is none or says the same."""
    language = publication.release.language
    source = settings.languages.source
    if not _LANGUAGE_TAG.match(language) or primary(language) == primary(source):
        return source
    return language.lower()


def renditions(publication: Publication, settings: Settings) -> tuple[Rendition, ...]:
    """The release's own text first, then every edition in a configured language that has text."""
    release = publication.release
    own = own_language(publication, settings)
    found = {
        own: Rendition(
            publication=publication,
            language=own,
            source_language=own,
            edition=None,
            kicker=release.kicker,
            headline=release.headline,
            subheadline=release.subheadline,
            paragraphs=release.paragraphs,
            list_items=frozenset(release.list_items),
            subheads=release.subheads,
            captions=release.captions,
            boilerplates=release.boilerplates,
        )
    }
    for edition in publication.editions:
        if edition.language in all_languages(settings) and edition.language not in found and may_show(edition):
            found[edition.language] = Rendition(
                publication=publication,
                language=edition.language,
                source_language=own,
                edition=edition,
                kicker=edition.kicker,
                headline=edition.headline or "",
                subheadline=edition.subheadline,
                paragraphs=edition.paragraphs,
                list_items=_list_items(edition, release),
                subheads=edition.subheads,
                captions=edition.captions,
                boilerplates=edition.boilerplates,
            )
    return tuple(found.values())


def _list_items(edition: Edition, release: Release) -> frozenset[int]:
    """The release's list items as the edition's; none where the paragraphs do not pair up."""
    paired = len(edition.paragraphs) == len(release.paragraphs)
    return frozenset(release.list_items) if paired else frozenset()


def all_languages(settings: Settings) -> tuple[str, ...]:
    """The languages that have a feed: the source language, then the targets."""
    return (settings.languages.source, *settings.languages.targets)


def in_language(publications: Iterable[Publication], language: str, settings: Settings) -> list[Rendition]:
    """What readers of a language get, in the given order.

    A release in a foreign language that has no edition in the source language appears there in its own words.
    """
    chosen = []
    for publication in publications:
        by_language = {rendition.language: rendition for rendition in renditions(publication, settings)}
        own = by_language[own_language(publication, settings)]
        fallback = own if language == settings.languages.source else None
        rendition = by_language.get(language, fallback)
        if rendition is not None:
            chosen.append(rendition)
    return chosen


def languages_of(publication: Publication, settings: Settings) -> tuple[str, ...]:
    """The languages in which readers see a publication, its own first."""
    visible = without_kept_back_drafts(publication, settings)
    return tuple(rendition.language for rendition in renditions(visible, settings))


def page_path(rendition: Rendition) -> str:
    """The path of a rendition's page within the output folder."""
    return page_of(rendition.publication.slug, rendition.language)


def page_of(slug: str, language: str) -> str:
    """The path of the page that a slug names in a language."""
    return f"pages/{slug}.{language}.html"


def fragment_path(rendition: Rendition) -> str:
    """The path of a rendition's fragment within the output folder."""
    return fragment_of(rendition.publication.slug, rendition.language)


def fragment_of(slug: str, language: str) -> str:
    """The path of the fragment that a slug names in a language."""
    return f"fragments/{slug}.{language}.html"


def data_of(slug: str) -> str:
    """The path of the record that a slug names."""
    return f"data/{slug}.json"


def feed_path(language: str) -> str:
    """The path of a language's feed within the output folder."""
    return f"feeds/{language}.rss"


def address(path: str, language: str, settings: Settings) -> str:
    """The public address of an output path for readers of a language."""
    return settings.site.base_url_for(language) + path


def origin(language: str, settings: Settings) -> str:
    """Scheme and host of what is published for readers of a language, as a Content Security Policy names them."""
    parts = urlsplit(settings.site.base_url_for(language))
    with suppress(UnicodeError):  # a policy knows ASCII alone; a host that has no such form stays as it is
        return f"{parts.scheme}://{parts.netloc.encode('idna').decode()}"
    return f"{parts.scheme}://{parts.netloc}"


def local(moment: datetime, settings: Settings) -> datetime:
    """A moment in the site's time zone."""
    return moment.astimezone(ZoneInfo(settings.site.timezone))


def shown_date(publication: Publication, settings: Settings) -> str:
    """The date as exact as the text gives it, else the day of publication; ``YYYY[-MM[-DD]]``."""
    return date_or_day(publication.release.dateline.date, publication.published, settings)


def date_or_day(date: str | None, published: datetime, settings: Settings) -> str:
    """A text's date, or where it gives none the day of its publication."""
    return date or local(published, settings).date().isoformat()


def site_name(language: str, settings: Settings) -> str:
    """The site's name on one line, never empty (RSS demands one)."""
    return one_line(settings.site.name_for(language)) or one_line(settings.site.publisher) or "Press"


def without_kept_back_drafts(publication: Publication, settings: Settings) -> Publication:
    """A publication without the text of drafts that the settings keep from the public."""
    if settings.translate.publish != "approved":
        return publication
    return replace(publication, editions=tuple(map(_without_draft, publication.editions)))


def _without_draft(edition: Edition) -> Edition:
    if edition.status is not Status.DRAFT:
        return edition
    return Edition(
        language=edition.language,
        status=Status.DRAFT,
        origin=edition.origin,
        reason="Der Entwurf ist noch nicht freigegeben; veröffentlicht wird nach den Einstellungen nur Freigegebenes.",
        # That a person's text is gone must be known from the output, too, if the state is lost.
        digest=edition.digest,
        warnings=tuple(warning for warning in edition.warnings if warning.code == TEXT_GONE),
    )
