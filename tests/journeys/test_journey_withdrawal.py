"""A release is taken back, by removing its file, by a mark or by an embargo; and perhaps comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk import CONCERT, ENGLISH, WORKSHOP, Desk
from jsonschema import Draft202012Validator

SLUG = "werkstatt-in-kahla-oeffnet-fuer-alle"
# Words of the workshop's text; none of them may be left anywhere.
WORDS = (b"Steinh", b"Werkb", b"workshop", "Tüftler".encode())
CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "release.schema.json"


def as_markdown(text: str, **front_matter: str) -> str:
    """The text of a file that is not Markdown as a Markdown file with front matter."""
    headline, _, rest = text.partition("\n")
    lines = [f"{key}: {value}" for key, value in {"titel": headline, **front_matter}.items()]
    return "---\n" + "\n".join(lines) + "\n---\n" + rest


def record(desk: Desk) -> dict[str, object]:
    found: dict[str, object] = json.loads((desk.output / "data" / f"{SLUG}.json").read_text("utf-8"))
    return found


def fragment(desk: Desk, language: str) -> BeautifulSoup:
    return BeautifulSoup((desk.output / "fragments" / f"{SLUG}.{language}.html").read_text("utf-8"), "html.parser")


def assert_taken_back(desk: Desk) -> None:
    for language in ("de", "en"):
        assert desk.feed(language).entries == []
    for name, content in desk.files().items():
        assert not [word for word in WORDS if word in content], name
    assert fragment(desk, "de").get_text().strip() == "Diese Pressemitteilung wurde am 2. Juni 2024 zurückgezogen."
    assert fragment(desk, "en").get_text().strip() == "This press release was withdrawn on 2 June 2024."
    assert fragment(desk, "en").find("article")["lang"] == "en"
    page = BeautifulSoup((desk.output / "pages" / f"{SLUG}.en.html").read_text("utf-8"), "html.parser")
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert "This press release was withdrawn" in page.find("main").get_text()
    assert record(desk)["status"] == "withdrawn"
    assert record(desk)["updated"] == "2024-06-02T12:00:00+02:00"
    assert json.loads((desk.output / "data" / "index.json").read_text("utf-8")) == []
    for name in ("index.html", "sitemap.xml", "feeds/press.opml", "data/entities.json"):
        assert SLUG not in (desk.output / name).read_text("utf-8"), name
    assert page.find("script") is None
    embed = BeautifulSoup((desk.output / "embed" / f"{SLUG}.en.html").read_text("utf-8"), "html.parser")
    assert "This press release was withdrawn" in embed.find("main").get_text()
    assert not (desk.output / "oembed").exists()
    news = json.loads((desk.output / "ninjs" / f"{SLUG}.en.json").read_text("utf-8"))
    assert (news["pubStatus"], news["uri"]) == ("canceled", f"{record(desk)['id']}#en")
    assert news["versionCreated"] == "2024-06-02T12:00:00+02:00"


@pytest.fixture
def published(desk: Desk) -> Desk:
    desk.drop("werkstatt.md", as_markdown(WORKSHOP))
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.drop("werkstatt.jpg", b"\xff\xd8\xff\xe0 a photograph")
    desk.build()
    assert len(desk.feed("en").entries) == 1
    return desk


def remove(desk: Desk) -> None:
    (desk.releases / "werkstatt.md").unlink()


def mark(desk: Desk) -> None:
    desk.drop("werkstatt.md", as_markdown(WORKSHOP, status="zurückgezogen"))


def mark_in_english(desk: Desk) -> None:
    desk.drop("werkstatt.md", as_markdown(WORKSHOP, status="Withdrawn"))


def mistype_the_mark(desk: Desk) -> None:
    desk.drop("werkstatt.md", as_markdown(WORKSHOP, status="zurückgezogn"))


def withhold(desk: Desk) -> None:
    desk.drop("werkstatt.md", as_markdown(WORKSHOP, sperrfrist="1.3.2031 10:00"))


def withhold_and_rename(desk: Desk) -> None:
    remove(desk)
    desk.drop("anders.md", as_markdown(WORKSHOP, sperrfrist="1.3.2031 10:00"))


WAYS = [remove, mark, mark_in_english, mistype_the_mark, withhold, withhold_and_rename]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_its_addresses_say_that_it_was_withdrawn_and_no_word_of_it_is_left(published: Desk, way: object) -> None:
    way(published)  # type: ignore[operator]
    outcome = published.build(now="2024-06-02T12:00")
    assert_taken_back(published)
    assert "Zurückgezogen (unter der bisherigen Adresse" in outcome.out
    before = published.files()
    published.build(now="2024-07-01T12:00")
    assert published.files() == before
    for path in (published.folder / ".press").iterdir():
        path.unlink()
    published.build(now="2024-07-02T12:00")
    assert published.files() == before


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS[:-1], ids=lambda way: way.__name__)
def test_it_comes_back_under_its_address_and_id(published: Desk, way: object) -> None:
    (before,) = published.feed("de").entries
    way(published)  # type: ignore[operator]
    published.build(now="2024-06-02T12:00")
    published.drop("werkstatt.md", as_markdown(WORKSHOP))
    outcome = published.build(now="2024-06-05T12:00")
    (after,) = published.feed("de").entries
    assert (after.id, after.link) == (before.id, before.link)
    assert record(published)["updated"] == "2024-06-05T12:00:00+02:00"
    assert "status" not in record(published)
    assert "Zurückgezogen" not in outcome.out
    assert "Karla Steinhäuser" in fragment(published, "de").get_text()


def test_the_same_file_comes_back_to_its_address_even_if_the_state_is_lost_meanwhile(published: Desk) -> None:
    (before,) = published.feed("de").entries
    remove(published)
    published.build(now="2024-06-02T12:00")
    for path in (published.folder / ".press").iterdir():
        path.unlink()
    published.drop("werkstatt.md", as_markdown(WORKSHOP))
    published.build(now="2024-06-05T12:00")
    (after,) = published.feed("de").entries
    assert (after.id, after.link) == (before.id, before.link)


@pytest.mark.skipif(not CONTRACT.exists(), reason="the project's shared data is not here")
def test_the_record_of_a_withdrawn_release_fits_the_contract(published: Desk) -> None:
    remove(published)
    published.build(now="2024-06-02T12:00")
    validator = Draft202012Validator(json.loads(CONTRACT.read_text("utf-8")))
    assert list(validator.iter_errors(record(published))) == []


def test_its_address_never_serves_another_release(published: Desk) -> None:
    (before,) = published.feed("de").entries
    mark(published)
    published.build(now="2024-06-02T12:00")
    # The corrected text is dropped as a release of its own, beside the one that is marked.
    published.drop("werkstatt-neu.md", as_markdown(WORKSHOP.replace("14 Werkbänke", "15 Werkbänke")))
    published.build(now="2024-06-03T12:00")
    (after,) = published.feed("de").entries
    assert after.id != before.id
    assert after.link != before.link
    assert record(published)["status"] == "withdrawn"


def test_a_renamed_or_moved_file_is_not_withdrawn(published: Desk) -> None:
    (before,) = published.feed("de").entries
    (published.releases / "2024").mkdir()
    (published.releases / "werkstatt.md").rename(published.releases / "2024" / "offen.md")
    outcome = published.build(now="2024-06-02T12:00")
    assert [entry.id for entry in published.feed("de").entries] == [before.id]
    assert "Zurückgezogen" not in outcome.out


def test_a_file_that_cannot_be_read_for_the_moment_withdraws_nothing(published: Desk) -> None:
    published.drop("werkstatt.md", "---\ntitel: [\n---\n")
    outcome = published.build(now="2024-06-02T12:00")
    assert outcome.code == 1
    assert "Zurückgezogen" not in outcome.out
    assert not [name for name, content in published.files().items() if b"zur\xc3\xbcckgezogen" in content]
    published.drop("werkstatt.md", as_markdown(WORKSHOP))
    published.build(now="2024-06-03T12:00")
    assert record(published)["updated"] == record(published)["published"]


def test_a_release_marked_from_the_start_appears_nowhere_and_the_report_says_so(desk: Desk) -> None:
    desk.drop("werkstatt.md", as_markdown(WORKSHOP, status="zurückgezogen"))
    outcome = desk.build()
    assert "Weiterhin zurückgezogen, weil so gekennzeichnet:" in outcome.out
    assert not [name for name in desk.files() if SLUG in name]


def numbered(number: int) -> str:
    words = ("Anlegesteg", "Beerenernte", "Chorprobe", "Dachgarten", "Eisbahn", "Filmabend", "Gartenschau", "Hofladen")
    name = words[number]
    sentences = f"{name} und {name.lower()}nahe Angebote. " * 3
    return f"{name} für alle Nachbarn\n\nKahla, {number + 1}. Mai 2024 – {sentences}\n"


def test_an_empty_folder_withdraws_nothing_until_she_says_so(desk: Desk) -> None:
    paths = [desk.drop(f"{number}.txt", numbered(number)) for number in range(6)]
    desk.build()
    before = desk.files()
    for path in paths:
        path.unlink()
    outcome = desk.build(now="2024-06-02T12:00")
    assert outcome.code == 2
    assert "Von 6 veröffentlichten Meldungen liegen 6 nicht mehr im Ordner" in outcome.err
    assert "--withdraw-missing" in outcome.err
    assert desk.files() == before
    outcome = desk.build("--withdraw-missing", now="2024-06-02T12:00")
    assert outcome.code == 0
    assert desk.feed("de").entries == []
    assert len(list((desk.output / "fragments").glob("[!l]*.de.html"))) == 6
    assert desk.build(now="2024-06-03T12:00").code == 0


@pytest.mark.slow
@pytest.mark.parametrize(("gone", "code"), [(3, 0), (4, 2), (5, 2)])
def test_a_few_may_go_without_a_question_and_more_than_half_may_not(desk: Desk, gone: int, code: int) -> None:
    paths = [desk.drop(f"{number}.txt", numbered(number)) for number in range(7)]
    desk.build()
    for path in paths[:gone]:
        path.unlink()
    assert desk.build(now="2024-06-02T12:00").code == code
    assert len(desk.feed("de").entries) == (7 if code else 7 - gone)


def test_her_text_that_is_marked_takes_back_the_english_alone(published: Desk) -> None:
    published.drop("werkstatt.en.md", f"---\nstatus: withdrawn\n---\n\n{ENGLISH}")
    published.build(now="2024-06-02T12:00")
    assert published.feed("en").entries == []
    assert len(published.feed("de").entries) == 1


def test_the_other_release_is_not_touched(published: Desk) -> None:
    published.drop("konzert.txt", CONCERT)
    published.build()
    remove(published)
    published.build(now="2024-06-02T12:00")
    assert [entry.title for entry in published.feed("de").entries] == ["Konzert zwischen Hobelbänken"]
