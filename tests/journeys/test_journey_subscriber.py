"""What a subscriber's feed reader sees over the life of a release."""

from datetime import UTC, datetime

from desk import CONCERT, ENGLISH, WORKSHOP, Desk


def test_an_edited_or_renamed_release_is_the_same_entry(desk: Desk) -> None:
    path = desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    (first,) = desk.feed("de").entries
    path.write_text(WORKSHOP.replace("öffnet für alle", "steht allen offen"), "utf-8")
    desk.build(now="2024-06-02T12:00")
    (edited,) = desk.feed("de").entries
    path.rename(desk.releases / "2024-05-werkstatt.txt")
    desk.build(now="2024-06-03T12:00")
    (renamed,) = desk.feed("de").entries
    assert first.id == edited.id == renamed.id
    assert first.link == edited.link == renamed.link
    assert edited.title == "Werkstatt in Kahla steht allen offen"
    assert desk.data()["2024-05-werkstatt.txt"]["updated"] == "2024-06-02T12:00:00+02:00"


def test_entries_come_newest_first_with_the_dates_of_the_text(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    feed = desk.feed("de")
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [
        "Konzert zwischen Hobelbänken",
        "Werkstatt in Kahla öffnet für alle",
    ]
    assert datetime(*feed.entries[0].published_parsed[:6], tzinfo=UTC) == datetime(2024, 5, 9, 22, tzinfo=UTC)
    assert feed.feed.language == "de"


def test_the_english_feed_holds_what_is_english(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    feed = desk.feed("en")
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Workshop in Kahla opens its doors"]
    assert feed.feed.language == "en"
