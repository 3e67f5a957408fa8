"""The preview that the officer opens after a run."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from publish_samples import (
    DRAFTS_KEPT_BACK,
    ENGLISH_CONTACT,
    SETTINGS,
    at,
    gold_label_in_english,
    publication,
    small_edition,
    small_release,
    with_lists,
)

from pipeline.catalogue import Catalogue, Failure, Withheld
from pipeline.config import Settings
from pipeline.model import Edition, Field, ReleaseWarning, Revision, Status
from pipeline.publish import render

PENDING = Edition("en", Status.PENDING, reason="Google war nicht erreichbar; es wird wieder versucht.")
CATALOGUE = Catalogue(
    publications=(
        publication(),
        publication("entwurf", editions=(gold_label_in_english(Status.DRAFT),), published=at(2023, 5, 3)),
        publication("wartet", editions=(PENDING,), published=at(2023, 5, 2)),
        publication("veraltet", editions=(gold_label_in_english(Status.OUTDATED),), published=at(2022, 11, 2)),
    ),
    withheld=(
        Withheld("geheimsache.docx", at(2023, 6, 1, 6), "Sperrfrist Geheimsache"),
        Withheld("verschluss.docx", None, "Sperrfrist Verschluss"),
        Withheld("geheim2.docx", at(2023, 6, 1, 6), "Sperrfrist Geheimsache zwei"),
    ),
    failures=(Failure("kaputt-geheim.pdf", "Grund Geheim", "Abhilfe Geheim"),),
)


def soup(catalogue: Catalogue = CATALOGUE, settings: Settings = SETTINGS) -> BeautifulSoup:
    return BeautifulSoup(render(catalogue, settings)["index.html"].decode(), "html.parser")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def test_head_counts_what_there_is() -> None:
    head = soup().select_one(".masthead")

    assert words(head.select_one(".counts")) == (
        "4 Meldungen 1 freigegeben 1 im Entwurf 1 veraltet 1 ohne Übersetzung 9 Hinweise"
    )
    assert words(head.select_one(".byline")) == "OptoNet e.V. · Letzte Änderung: 3. Mai 2023, 10:00 Uhr"


def test_withheld_and_failed_releases_are_only_numbers_and_dates() -> None:
    assert words(soup().select_one(".kept-back")) == (
        "Noch zurückgehalten: 2 Meldungen bis 1. Juni 2023, 06:00 Uhr; eine Meldung mit einer Sperrfrist, "
        "die sich nicht lesen lässt. Nicht verarbeitet: eine Datei. Grund und Abhilfe stehen im Bericht des "
        "letzten Laufs."
    )


def test_nothing_of_withheld_and_failed_releases_is_in_any_output() -> None:
    for path, content in render(CATALOGUE, SETTINGS).items():
        text = (path + content.decode()).lower()
        assert "geheim" not in text
        assert "verschluss" not in text


def test_contents_lead_to_every_release_and_the_archive_to_its_place() -> None:
    found = soup()

    links = [link["href"] for link in found.select(".contents a")]
    assert links == ["#m-entwurf", "#m-wartet", "#m-optonet-gold-label", "#m-veraltet"]
    assert [article["id"] for article in found.select("article.release")] == [link[1:] for link in links]
    rows = {words(row.th): words(row.select_one(".sum")) for row in found.select(".calendar tbody tr")}
    assert rows == {"2023": "3", "2022": "1"}
    assert [(words(link), link["href"]) for link in found.select(".calendar a")] == [
        ("1", "preview/2023-1.html#m-optonet-gold-label"),
        ("2", "preview/2023-1.html#m-entwurf"),
        ("1", "preview/2022-1.html#m-veraltet"),
    ]


def test_badge_names_the_state_of_the_edition() -> None:
    found = soup()

    badges = {
        article["id"]: words(article.select_one(".column-head .badge")) for article in found.select("article.release")
    }
    assert badges == {
        "m-entwurf": "Maschinenentwurf",
        "m-wartet": "Wartet auf Übersetzung",
        "m-optonet-gold-label": "Freigegeben",
        "m-veraltet": "Veraltet",
    }
    assert "Google war nicht erreichbar" in words(found.select_one("#m-wartet .no-text"))
    assert "Übersetzt mit Google Übersetzer." in words(found.select_one("#m-entwurf"))


def test_languages_stand_row_by_row_beside_each_other() -> None:
    left, right = soup().select("#m-optonet-gold-label .column")

    rows = list(zip(left.select(".cell"), right.select(".cell"), strict=True))
    assert [(a["class"], a["lang"], b["lang"]) for a, b in rows] == [(b["class"], "de", "en") for _, b in rows]
    assert [a["class"][1] for a, _ in rows][:6] == [
        *("kicker", "headline", "subheadline", "paragraph", "caption", "paragraph"),
    ]


def test_rows_stay_aligned_where_one_language_lacks_a_part() -> None:
    sparse = replace(gold_label_in_english(), kicker=None, subheads=(), captions=(), boilerplates=())
    extra = replace(gold_label_in_english(), paragraphs=(*gold_label_in_english().paragraphs, "One more."))

    for edition in (sparse, extra):
        left, right = soup(Catalogue((publication(editions=(edition,)),))).select(".column")
        for ours, theirs in zip(left.select(".cell"), right.select(".cell"), strict=True):
            kinds = {ours["class"][1], theirs["class"][1]} - {"gap"}
            assert len(kinds) == 1
    assert "One more." in words(right)


def test_names_and_quotations_are_marked_by_kind() -> None:
    release = soup().select_one("#m-optonet-gold-label")

    people = {mark["title"] for mark in release.select("mark.person")}
    assert people == {"Person: Torsten Poßner", "Person: Anke Siegmeier", "Person: Nora Kirsten"}
    assert "ECEI" in [words(mark) for mark in release.select("mark.organisation")]
    assert {words(mark) for mark in release.select("mark.place")} == {"Jena", "Thüringen"}
    assert len(release.select(".quotation")) == 4
    assert [words(mark) for mark in soup().select(".legend mark")] == ["Person", "Organisation", "Ort"]


def test_facts_name_people_quotes_contact_and_links() -> None:
    facts = words(soup().select_one("#m-optonet-gold-label .facts"))

    assert "Dr. Torsten Poßner Vorsitzende, OptoNet e.V." in facts
    assert "European Cluster Excellence Initiative (ECEI)" in facts
    assert "„Das Label ist ein Ansporn, kein Ruhekissen“ Anke Siegmeier" in facts
    assert "„Es war eine knappe Sache“ Wer spricht, ist nicht erkannt" in facts
    assert "Liste der Mitglieder ohne Adresse" in facts


def test_contact_of_an_edition_stands_beside_the_release_s() -> None:
    subject = with_lists()
    hers = replace(subject, editions=(replace(subject.editions[0], contact=ENGLISH_CONTACT),))

    facts = soup(Catalogue((hers,))).select_one(".facts")
    assert [words(title) for title in facts.select("h4")] == ["Pressekontakt", "Pressekontakt, Englisch"]
    assert [(found["lang"], words(found)) for found in facts.select("address")] == [
        ("de", "Nora Kirsten nora@optonet.example"),
        ("en", "Media enquiries: Ada Marsh ada@optonet.example"),
    ]
    alone = soup(Catalogue((subject,))).select(".facts address")
    assert [found["lang"] for found in alone] == ["de"]


def test_list_items_stand_in_lists_and_in_the_rows_of_the_columns() -> None:
    left, right = soup(Catalogue((with_lists(),))).select(".column")

    for column, items in ((left, ["Gold", "Silber"]), (right, ["Gold", "Silver"])):
        lists = column.select("ul.items")
        assert [words(item) for item in lists[0].select("li.cell")] == items
        assert [len(found.select("li")) for found in lists] == [2, 1, 1]
    cells = list(zip(left.select(".cell"), right.select(".cell"), strict=True))
    assert all((a.name, a["class"]) == (b.name, b["class"]) for a, b in cells)
    shorter = replace(with_lists().editions[0], paragraphs=("All prizes at once.",))
    _, plain = soup(Catalogue((replace(with_lists(), editions=(shorter,)),))).select(".column")
    assert plain.select("ul.items") == []


def test_outdated_edition_says_what_its_readers_are_told() -> None:
    head = soup().select_one("#m-veraltet .column:nth-of-type(2) .column-head")

    assert words(head.select_one(".badge")) == "Veraltet"
    assert "der Ausgangstext hat sich seither geändert" in words(head)
    assert words(head.select_one("[lang=en]")) == "The German original has changed since this translation was made"


def test_outdated_edition_says_where_the_original_has_changed_and_what_stands_there_now() -> None:
    revised = (Revision(Field.HEADLINE, (0,), (0,)), Revision(Field.PARAGRAPH, (4,), ()))
    edition = replace(gold_label_in_english(Status.OUTDATED), revised=revised)
    told = soup(Catalogue((publication(editions=(edition,)),))).select_one(".changes")

    assert words(told.select_one("summary")) == "Wo sich der Ausgangstext geändert hat (2)"
    headline = publication().release.headline
    assert [words(item) for item in told.select("li")] == [
        f"Überschrift ist geändert: „ {headline} “",
        "Absatz 5 ist weggefallen",
    ]
    assert [item["lang"] for item in told.select("[lang]")] == ["de"]
    only_the_date = soup(Catalogue((publication(editions=(replace(edition, revised=()),)),))).select_one(".changes")
    assert "nur, was nicht übersetzt wird" in words(only_the_date)
    assert soup(Catalogue((publication(editions=(replace(edition, revised=None),)),))).select_one(".changes") is None


def test_warnings_stand_where_they_belong() -> None:
    found = soup()

    general = words(found.select_one("#m-optonet-gold-label > .notes"))
    assert general == (
        "! Hinweis: Das Datum nennt nur den Monat; als Tag der Veröffentlichung gilt der erste. (Ort und Datum)"
    )
    left, right = found.select("#m-entwurf .column")
    beside = left.select(".cell:has(.beside)")
    assert [words(cell.select_one("p")) for cell in beside] == [
        "„ Es war eine knappe Sache “, heißt es aus dem Umfeld der Prüfer."
    ]
    assert words(right.select_one(".cell:has(.beside) p")).startswith("For two days")


def test_warning_of_a_paragraph_that_does_not_exist_is_still_shown() -> None:
    release = replace(
        small_release("Kurz", "Ein Absatz."),
        warnings=(ReleaseWarning("odd", "Etwas stimmt nicht.", "„Ein Absatz“", 7),),
    )

    assert "Etwas stimmt nicht." in words(soup(Catalogue((publication(release=release),))).select_one(".notes"))


def test_lines_to_paste_are_offered_for_both_languages() -> None:
    lines = [code.get_text() for code in soup().select("#m-optonet-gold-label .embed code")]

    assert len(lines) == 6
    assert lines[2] == "https://presse.example.org/fragments/optonet-gold-label.de.html"
    assert lines[3] == (
        '<script src="https://presse.example.org/press.js" async></script>'
        '<press-release src="https://presse.example.org/fragments/optonet-gold-label.en.html">'
        '<a href="https://presse.example.org/pages/optonet-gold-label.en.html">'
        "OptoNet e.V. is Thuringia’s first network to win the Gold Label</a></press-release>"
    )
    assert lines[4] == (
        '<iframe src="https://presse.example.org/embed/optonet-gold-label.en.html" '
        'title="OptoNet e.V. is Thuringia’s first network to win the Gold Label" '
        'loading="lazy" width="100%" height="720"></iframe>'
    )


def test_title_in_the_line_to_paste_cannot_break_out_of_it() -> None:
    release = small_release('Ein "Titel" & <script>alert(1)</script>')

    lines = soup(Catalogue((publication("x", release=release, editions=()),))).select(".embed code")

    element, frame = (BeautifulSoup(line.get_text(), "html.parser") for line in lines[:2])
    assert [tag.name for tag in element.find_all()] == ["script", "press-release", "a"]
    assert element.script.get_text() == ""
    assert element.a.get_text() == 'Ein "Titel" & <script>alert(1)</script>'
    assert [tag.name for tag in frame.find_all()] == ["iframe"]
    assert frame.iframe["title"] == 'Ein "Titel" & <script>alert(1)</script>'


def test_draft_that_is_kept_back_says_why() -> None:
    found = soup(Catalogue((CATALOGUE.publications[1],)), DRAFTS_KEPT_BACK)

    assert words(found.select_one(".column-head .badge")) == "Maschinenentwurf"
    assert "noch nicht freigegeben" in words(found.select_one(".no-text"))


def test_target_language_without_any_edition_is_waiting() -> None:
    found = soup(Catalogue((publication(editions=()),)))

    assert words(found.select_one(".column-head .badge")) == "Wartet auf Übersetzung"


def test_preview_of_nothing_is_a_page_too() -> None:
    found = soup(Catalogue())

    assert "Noch keine Meldungen veröffentlicht." in words(found.body)
    assert words(found.select_one(".counts")) == "0 Meldungen"
    assert found.select(".kept-back") == []


def test_page_has_all_in_it_without_the_script_and_allows_no_other() -> None:
    found = soup()

    (script,) = found.select("script")
    assert script.attrs == {"src": "preview.js", "defer": ""}
    assert found.select("img, iframe, style, [onclick], input, button, form") == []
    policy = found.select_one("meta[http-equiv]")["content"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src 'self' file:;" in policy
    ids = [tag["id"] for tag in found.select("[id]")]
    assert len(ids) == len(set(ids))


def test_edition_with_its_own_headline_only_is_shown() -> None:
    edition = small_edition("Just one line", status=Status.APPROVED)

    found = soup(Catalogue((publication("x", release=small_release("Nur eine Zeile"), editions=(edition,)),)))

    assert "Just one line" in words(found.select(".column")[1])
