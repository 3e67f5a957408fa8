"""A desk with a hub: what it is told after a run, and that a deaf hub stops nothing."""

from __future__ import annotations

from desk import CONCERT, ENGLISH, WORKSHOP, Desk
from hub import Hub


def with_hub(desk: Desk, url: str) -> Desk:
    with (desk.folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[publish]\nwebsub_hub = "{url}"\n')
    return desk


def told(hub: Hub) -> list[str]:
    found = [address.removeprefix("https://presse.example/feeds/") for one in hub.told for address in one["hub.url"]]
    hub.told.clear()
    return sorted(found)


def test_the_hub_is_told_of_the_feeds_that_changed_and_of_no_other(desk: Desk, hub: Hub) -> None:
    with_hub(desk, hub.url)
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    assert told(hub) == ["de.atom", "de.json", "de.rss", "en.atom", "en.json", "en.rss"]
    desk.drop("konzert.txt", CONCERT)
    assert "Hub" not in desk.build().out
    assert told(hub) == ["de.atom", "de.json", "de.rss"]
    desk.build()
    assert told(hub) == []
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.build("--offline")
    assert told(hub) == []
    assert {link.rel: link.href for link in desk.feed("de").feed.links}["hub"] == hub.url


def test_a_hub_that_refuses_is_a_line_in_the_report_and_the_run_went_well(desk: Desk, hub: Hub) -> None:
    hub.status = 503
    with_hub(desk, hub.url)
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.build()
    assert outcome.code == 0
    assert "Dem WebSub-Hub nicht gemeldet:" in outcome.out
    assert "503" in outcome.out
    assert len(desk.feed("de").entries) == 1


def test_without_a_hub_in_the_settings_nobody_is_told(desk: Desk, hub: Hub) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    assert hub.told == []
    assert [link.rel for link in desk.feed("de").feed.links if link.rel == "hub"] == []
