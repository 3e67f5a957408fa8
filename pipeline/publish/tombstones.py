"""What stands in the place of a release that was taken back: its addresses go on working and say so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from pipeline.catalogue import Withdrawn
from pipeline.config import Settings
from pipeline.publish.data import withdrawn_bytes
from pipeline.publish.embeds import embed_of, embed_page
from pipeline.publish.engine import fill
from pipeline.publish.feeds import discoverable
from pipeline.publish.group import Files, Group
from pipeline.publish.languages import direction
from pipeline.publish.ninjs import canceled_record, ninjs_bytes, ninjs_of
from pipeline.publish.sanitise import fragment_html
from pipeline.publish.site import Site
from pipeline.publish.syndication import GENERATOR
from pipeline.publish.view import address, all_languages, data_of, fragment_of, page_of, site_name
from pipeline.publish.words import apart, withdrawn_notice


def render_tombstones(site: Site, settings: Settings) -> Iterator[Group]:
    """Record, fragment, pages and ninjs record of every release that was taken back, without a word of it.

    No list, feed or other page leads here: only who has the address learns that there was something.
    What editors ask for before they embed a page (``oembed/``) is gone.
    """
    for item in site.withdrawn:
        yield Group(f"withdrawn/{item.slug}", site.inputs(item), partial(_files, item, settings))


def _files(item: Withdrawn, settings: Settings) -> Files:
    yield data_of(item.slug), withdrawn_bytes(item)
    for language in item.languages:
        yield fragment_of(item.slug, language), _fragment(item, language).encode()
        yield page_of(item.slug, language), _page(item, language, settings).encode()
        yield embed_of(item.slug, language), _embed(item, language, settings).encode()
        yield ninjs_of(item.slug, language), ninjs_bytes(canceled_record(item, language, settings))


def _fragment(item: Withdrawn, language: str) -> str:
    made = fill(
        "withdrawn.html",
        language=language,
        direction=direction(language),
        apart=apart(language),
        notice=withdrawn_notice(item, language),
    )
    return fragment_html(made)


def _embed(item: Withdrawn, language: str, settings: Settings) -> str:
    link = address(page_of(item.slug, language), language, settings)
    return embed_page(_fragment(item, language), withdrawn_notice(item, language), language, link, settings)


def _page(item: Withdrawn, language: str, settings: Settings) -> str:
    feed_language = language if language in all_languages(settings) else settings.languages.source
    return fill(
        "withdrawn-page.html",
        language=language,
        direction=direction(language),
        apart=apart(language),
        generator=GENERATOR,
        site=site_name(language, settings),
        notice=withdrawn_notice(item, language),
        feeds=discoverable(feed_language, settings),
        article=Markup(_fragment(item, language)),
    )
