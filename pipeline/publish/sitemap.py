"""``sitemap.xml``: every page with its other languages, for search engines; and for Google News the newest.

After https://www.sitemaps.org/protocol.html, with alternates after
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap and news tags after
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. Google wants news tags for pages of
the last two days alone. The output knows no clock (the same releases make the same bytes), so the two days end with
the newest release instead of today; what by then is too old for Google it passes over by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from pipeline.config import Settings
from pipeline.publish.group import Files, Group
from pipeline.publish.site import Site
from pipeline.publish.syndication import GENERATOR
from pipeline.publish.text import one_line
from pipeline.publish.view import address, page_of, site_name
from pipeline.summary import Shown, Summary

SITEMAP_PATH = "sitemap.xml"
# The protocol's limits for a file, and Google's for pages with news tags in one.
MAX_ADDRESSES = 50_000
MAX_BYTES = 50 * 1024 * 1024
MAX_NEWS = 1_000
NEWS_AGE = timedelta(days=2)

_DECLARATION = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {GENERATOR} -->\n'
_PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SET = (
    f'{_DECLARATION}<urlset xmlns="{_PROTOCOL}" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
).encode()
_SET_END = b"</urlset>\n"


def render_sitemap(site: Site, settings: Settings) -> Iterator[Group]:
    """One sitemap, see :func:`sitemap`."""
    yield Group(SITEMAP_PATH, None, lambda: sitemap(site.publications, settings))


def sitemap(publications: Iterable[Summary], settings: Settings) -> Files:
    """One sitemap; or, beyond the protocol's limits, an index of several, ``sitemap-1.xml`` the oldest.

    Pages stand from the oldest to the newest, so that a new release changes the last file alone.
    """
    files = [_SET + b"".join(part) + _SET_END for part in _parts(_entries(list(publications), settings))]
    if len(files) <= 1:
        yield SITEMAP_PATH, files[0] if files else _SET + _SET_END
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    yield from zip(names, files, strict=True)
    places = "".join(
        f"<sitemap><loc>{escape(address(name, settings.languages.source, settings))}</loc></sitemap>\n"
        for name in names
    )
    yield SITEMAP_PATH, f'{_DECLARATION}<sitemapindex xmlns="{_PROTOCOL}">\n{places}</sitemapindex>\n'.encode()


def _parts(entries: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The entries in runs that each make one file within the limits."""
    part: list[bytes] = []
    size = room = MAX_BYTES - len(_SET) - len(_SET_END)
    for entry in entries:
        if part and (len(part) == MAX_ADDRESSES or len(entry) > room):
            yield part
            part, room = [], size
        part.append(entry)
        room -= len(entry)
    if part:
        yield part


def _entries(publications: Sequence[Summary], settings: Settings) -> Iterator[bytes]:
    newest = max((publication.published for publication in publications), default=None)
    pages = [
        (publication, shown)
        for publication in sorted(publications, key=lambda item: (item.published, item.slug))
        for shown in publication.shown
    ]
    first_news = len(pages) - MAX_NEWS
    for number, (publication, shown) in enumerate(pages):
        is_news = newest is not None and number >= first_news and _is_news(publication.published, newest)
        news = _news(publication, shown, settings) if is_news else ""
        yield _entry(publication, shown, settings, news=news).encode()


def _is_news(published: datetime, newest: datetime) -> bool:
    return newest - published < NEWS_AGE


def _entry(publication: Summary, shown: Shown, settings: Settings, *, news: str) -> str:
    places = {
        other.language: address(page_of(publication.slug, other.language), other.language, settings)
        for other in publication.shown
    }
    # A page names itself among its alternates, and the original for readers of any other language.
    alternates = [*places.items(), ("x-default", places[publication.shown[0].language])]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(place)}/>\n'
        for language, place in alternates
        if len(places) > 1
    )
    changed = publication.updated.isoformat(timespec="seconds")
    return f"<url>\n<loc>{escape(places[shown.language])}</loc>\n<lastmod>{changed}</lastmod>\n{links}{news}</url>\n"


def _news(publication: Summary, shown: Shown, settings: Settings) -> str:
    language = shown.language
    return (
        "<news:news>\n"
        f"<news:publication><news:name>{escape(site_name(language, settings))}</news:name>"
        f"<news:language>{escape(_news_language(language))}</news:language></news:publication>\n"
        f"<news:publication_date>{publication.published.isoformat(timespec='seconds')}"
        "</news:publication_date>\n"
        f"<news:title>{escape(one_line(shown.headline))}</news:title>\n"
        "</news:news>\n"
    )


def _news_language(language: str) -> str:
    """ISO 639, with Google's two exceptions for Chinese."""
    first = language.split("-")[0].lower()
    if first == "zh":
        return "zh-tw" if language.lower() in ("zh-tw", "zh-hk", "zh-hant") else "zh-cn"
    return first
