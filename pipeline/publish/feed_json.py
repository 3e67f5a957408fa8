"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json

from pipeline.publish.syndication import GENERATOR, Entry, Feed

JSON_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_bytes(feed: Feed) -> bytes:
    """The feed as JSON in UTF-8, two-space indent, a newline at the end.

    Archives are reached by ``next_url``. What the format has no word for stands under ``_press``: in the feed
    the generator, in an item the same release in other languages.
    """
    made: dict[str, object] = {
        "version": VERSION,
        "_press": {"generator": GENERATOR},
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address("json"),
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.publisher}],
    }
    if previous := feed.previous_address("json"):
        made["next_url"] = previous
    if feed.hub:
        made["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    made["items"] = [_item(entry) for entry in feed.entries]
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "language": entry.language,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
    }
    if entry.categories:
        item["tags"] = list(entry.categories)
    if entry.pictures:
        item["image"] = entry.pictures[0].address
        item["attachments"] = [
            {"url": picture.address, "mime_type": picture.media_type, "size_in_bytes": picture.length}
            for picture in entry.pictures
        ]
    if entry.translations:
        item["_press"] = {
            "translations": [{"language": other.language, "url": other.address} for other in entry.translations]
        }
    return item
