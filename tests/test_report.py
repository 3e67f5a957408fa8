"""What the command line prints, on values made here."""

import json
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import terminal
from pipeline.build import Job, Report
from pipeline.catalogue import Catalogue, Failure, Publication, Withheld
from pipeline.config import Languages, Settings
from pipeline.model import Dateline, Edition, Embargo, Organisation, Person, Release, ReleaseWarning, Status
from pipeline.publish import Written, site_of
from pipeline.reports import report

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 1, 12, tzinfo=BERLIN)
UNTIL = datetime(2038, 1, 18, 10, tzinfo=BERLIN)
UNREADABLE = ReleaseWarning("embargo-unreadable", "Die Sperrfrist „bald“ ist nicht eindeutig zu lesen. Bitte ändern.")
BRIDGE = Release(
    source="bruecke.md",
    digest="0" * 64,
    language="de",
    headline="Instandsetzung der Saaletalbrücke beginnt",
    dateline=Dateline("Kahla", "2026-02-27"),
    paragraphs=("Die Brücke wird gesperrt.",),
    people=(Person("Anneliese Bartholomäus-Wurmb"), Person("Tom Ru")),
    organisations=(Organisation("Tiefbaugesellschaft Orlatal mbH"), Organisation("Stadt Kahla")),
)


def publication(release: Release = BRIDGE, slug: str = "bruecke", *languages: str) -> Publication:
    editions = tuple(Edition(language, Status.APPROVED, headline="x") for language in languages or ("en",))
    return Publication(f"urn:x:{slug}", slug, NOW, NOW, release, editions)


def done(*, hidden: tuple[Release, ...] = (), removed: tuple[str, ...] = (), **catalogue: object) -> Report:
    return reported(Catalogue(**catalogue), hidden, Written(removed=removed))  # type: ignore[arg-type]


def reported(catalogue: Catalogue, hidden: tuple[Release, ...], written: Written) -> Report:
    return Report(catalogue, hidden, written, published=site_of(catalogue, Settings()).publications)


def printed(
    shown: Report,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    columns: int = 120,
    targets: tuple[str, ...] = ("en",),
) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    settings = Settings(languages=Languages(targets=targets))
    job = Job(settings, Path("releases"), Path("output"), Path(".press"), NOW, {})
    report.print_report(shown, job)
    return capsys.readouterr().out


@pytest.mark.parametrize("columns", [80, 99, 100, 120])
@pytest.mark.parametrize("targets", [("en",), ("en", "fr")])
def test_no_header_and_no_word_of_the_table_breaks(
    columns: int, targets: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = replace(BRIDGE, warnings=(ReleaseWarning("x", "Das Datum ist nur ein Monat und kein Tag."),) * 12)
    shown = done(publications=(publication(BRIDGE, "a", *targets), publication(doubtful, "b", *targets)))
    out = printed(shown, capsys, monkeypatch, columns=columns, targets=targets)
    assert max(len(line) for line in out.splitlines()) <= columns
    words = out.split()
    for word in ("Datum", "Meldung", "Englisch", "!", "2026-02-27", "freigegeben", "12", *BRIDGE.headline.split()):
        assert word in words
    for word in ("Bartholomäus-Wurmb", "Tiefbaugesellschaft", "Organisationen"):
        assert word in out
    assert ("Personen," in words) == (columns < 100)


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_many_languages_share_a_column_where_they_would_take_the_room_of_the_words(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = ("en-GB", "fr", "pl", "cs", "uk")
    statuses = (Status.APPROVED, Status.DRAFT, Status.DRAFT, Status.DRAFT, Status.PENDING)
    same = ReleaseWarning("x", "Diese Zahl fehlt.")
    editions = tuple(
        Edition(language, status, warnings=(same,) if status is Status.DRAFT else ())
        for language, status in zip(targets, statuses, strict=True)
    )
    shown = done(publications=(replace(publication(), editions=editions),))
    out = printed(shown, capsys, monkeypatch, columns=columns, targets=targets)
    assert max(len(line) for line in out.splitlines()) <= columns
    for word in (*BRIDGE.headline.split(), "Fassungen", "!", "2026-02-27", "3"):
        assert word in out.split()
    for line in ("freigegeben en-GB", "Entwurf fr, pl, cs", "wartet uk"):
        assert line in out
    assert out.count("Diese Zahl fehlt.") == 1
    assert "bruecke.md (fr, pl, cs): Diese Zahl fehlt." in out


def test_an_unreadable_embargo_is_told_once_with_its_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ReleaseWarning("date-missing", "Ein Datum fehlt.")
    hidden = replace(BRIDGE, embargo=Embargo(None, "bald"), warnings=(UNREADABLE, other))
    held = (Withheld("bruecke.md", None, "Die Sperrfrist „bald“ ist nicht eindeutig zu lesen."),)
    out = printed(done(withheld=held, hidden=(hidden,)), capsys, monkeypatch)
    assert out.count("Sperrfrist „bald“") == 1
    assert "Bitte ändern." in out
    assert "Ein Datum fehlt." in out


def test_a_withheld_release_is_told_with_weekday_and_local_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = (Withheld("geheim.md", UNTIL.astimezone(ZoneInfo("UTC")), "Sperrfrist"),)
    out = printed(done(withheld=held), capsys, monkeypatch)
    assert "geheim.md: bis Montag, 18.01.2038, 10:00 Uhr" in out


def test_sections_are_parted_by_one_blank_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = replace(BRIDGE, warnings=(ReleaseWarning("x", "Ein Datum fehlt.", private="Dort steht „bald“."),))
    shown = done(
        publications=(publication(doubtful),),
        withheld=(Withheld("geheim.md", UNTIL, "Sperrfrist"),),
        failures=(Failure("leer.txt", "Die Datei ist leer.", "Bitte füllen."),),
    )
    lines = [line.rstrip() for line in printed(shown, capsys, monkeypatch).splitlines()]
    assert any("Ein Datum fehlt. Dort steht „bald“." in line for line in lines)
    for title in ("Im Zweifel, bitte ansehen:", "Zurückgehalten:", "Nicht verarbeitet:"):
        assert lines[lines.index(title) - 1] == ""
        assert lines[lines.index(title) - 2] != ""
    assert lines[0].startswith("Datum")
    assert lines[-3:][0] == ""


def test_nothing_in_the_folder_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Keine Meldungen in releases/." in printed(done(), capsys, monkeypatch)
    failed = done(failures=(Failure("leer.txt", "Die Datei ist leer.", "Bitte füllen."),))
    assert "Keine Meldungen" not in printed(failed, capsys, monkeypatch)


def test_releases_that_left_the_output_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = ("fragments/alt.de.html", "fragments/alt.en.html", "fragments/bruecke.en.html", "pages/alt.de.html")
    removed += ("fragments/latest.fr.html",)
    out = printed(done(publications=(publication(),), removed=removed), capsys, monkeypatch)
    assert "Nicht mehr veröffentlicht: alt\n" in out
    many = tuple(f"fragments/meldung-{number:02}.de.html" for number in range(22))
    out = " ".join(printed(done(removed=many), capsys, monkeypatch).split())
    assert "meldung-09 … und 12 weitere" in out
    assert "meldung-10" not in out
    assert "Nicht mehr" not in printed(done(removed=("feeds/fr.rss",)), capsys, monkeypatch)


@given(st.text())
def test_what_is_shown_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = terminal.printable(text)
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for character in shown)
    assert terminal.printable(shown) == shown


def test_ordinary_german_is_shown_as_it_is() -> None:
    text = "Grüße aus „Jena“ – 5\u00a0% mehr …"
    assert terminal.printable(text) == text


def test_control_and_bidi_characters_are_never_sent_to_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "\x1b]0;böse\x07\u202e\x9b2J\udce4\nx"
    release = replace(
        BRIDGE,
        source=bad,
        headline=bad,
        people=(Person(bad),),
        organisations=(Organisation(bad),),
        warnings=(ReleaseWarning("x", bad),),
    )
    pending = replace(publication(release), editions=(Edition("en", Status.PENDING, reason=bad),))
    shown = reported(
        Catalogue((pending,), (Withheld(bad, None, bad),), (Failure(bad, bad, bad),)), (), Written(foreign=(bad,))
    )
    out = printed(shown, capsys, monkeypatch)
    report.print_check(release, settings=Settings(), now=NOW, translation=(bad, "en"))
    out += capsys.readouterr().out
    for character in "\x1b\x07\u202e\x9b\udce4":
        assert character not in out
    assert "\\x1b]0;böse\\x07\\u202e" in out


def test_the_record_is_escaped_and_means_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    report.print_record(replace(BRIDGE, source="a\u202e\U000e0001ä.md"), settings=Settings(), now=NOW)
    out = capsys.readouterr().out
    assert all(character == "\n" or character.isprintable() for character in out)
    assert json.loads(out)["source"] == "a\u202e\U000e0001ä.md"


def test_check_shows_the_moment_of_an_embargo(capsys: pytest.CaptureFixture[str]) -> None:
    release = replace(BRIDGE, embargo=Embargo(UNTIL, "18. Januar 2038, 10 Uhr"))
    report.print_check(release, settings=Settings(), now=NOW)
    assert "Zurückgehalten bis Montag, 18.01.2038, 10:00 Uhr" in capsys.readouterr().out
    report.print_check(release, settings=Settings(), now=UNTIL)
    assert "Zurückgehalten" not in capsys.readouterr().out


def test_check_tells_an_unreadable_embargo_once(capsys: pytest.CaptureFixture[str]) -> None:
    release = replace(BRIDGE, embargo=Embargo(None, "bald"), warnings=(UNREADABLE,))
    report.print_check(release, settings=Settings(), now=NOW)
    out = " ".join(capsys.readouterr().out.split())
    assert out.count("nicht eindeutig zu lesen") == 1
    assert "Zurückgehalten: Die Sperrfrist „bald“" in out
    assert "Im Zweifel" not in out


@pytest.mark.parametrize(
    ("language", "words"), [("en", "die englische Fassung"), ("pt-BR", "die portugiesische Fassung"), ("xx", "„xx“")]
)
def test_check_says_of_what_a_file_is_the_translation(
    language: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report.print_check(BRIDGE, settings=Settings(), now=NOW, translation=("bruecke", language))
    out = capsys.readouterr().out
    assert out.startswith("Das ist ")
    assert words in out
    assert "von „bruecke“." in out


def test_of_many_releases_the_table_shows_those_that_the_run_has_worked_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = ReleaseWarning("date-missing", "Kein Datum.")
    many = tuple(
        publication(
            replace(BRIDGE, source=f"{number}.md", headline=f"Brücke {number} gesperrt", warnings=(doubt,)),
            f"b-{number}",
        )
        for number in range(60)
    )
    out = printed(replace(done(publications=many), fresh=frozenset({"7.md"})), capsys, monkeypatch)
    assert "Brücke 7 gesperrt" in out
    assert "Brücke 8 gesperrt" not in out
    assert "… und 59 weitere; alle zeigt die Vorschau." in out
    assert "… und 10 weitere: press status" in out
    assert "60 veröffentlicht." in out
