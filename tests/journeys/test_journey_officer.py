"""What the communications officer does in a day."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import CONCERT, ENGLISH, SECRET, WORKSHOP, Desk
from loopback import Loopback, captcha, empty_body, late, never, proper, reset, status

ROOT = Path(__file__).parents[2]


def test_a_dropped_file_becomes_feed_fragment_page_data_and_preview(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.build()
    assert outcome.code == 0
    assert "output/index.html" in outcome.out
    assert {
        "feeds/de.rss",
        "feeds/en.rss",
        "fragments/werkstatt-in-kahla-oeffnet-fuer-alle.de.html",
        "pages/werkstatt-in-kahla-oeffnet-fuer-alle.de.html",
        "data/werkstatt-in-kahla-oeffnet-fuer-alle.json",
        "index.html",
    } <= set(desk.files())
    record = desk.data()["werkstatt.txt"]
    assert [person["name"] for person in record["people"]] == ["Karla Steinhäuser"]
    assert "Tüftlerverein Kahla e.V." in [body["name"] for body in record["organisations"]]
    assert {quote["speaker"] for quote in record["quotes"]} == {"Karla Steinhäuser"}
    assert [entry.title for entry in desk.feed("de").entries] == ["Werkstatt in Kahla öffnet für alle"]


def test_a_second_run_changes_not_a_byte_and_not_a_time(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    before = desk.files()
    times = {path: path.stat().st_mtime_ns for path in desk.output.rglob("*") if path.is_file()}
    desk.build(now="2024-07-01T12:00")
    assert desk.files() == before
    assert {path: path.stat().st_mtime_ns for path in desk.output.rglob("*") if path.is_file()} == times


def test_a_lost_state_folder_gives_the_same_output_again(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", ENGLISH)
    desk.drop("ohne-datum.txt", WORKSHOP.replace("Kahla, 3. Mai 2024 – ", "").replace("Werkstatt in", "Was in"))
    desk.build()
    (desk.releases / "werkstatt.txt").write_text(WORKSHOP.replace("14 Werkbänke", "15 Werkbänke"), "utf-8")
    desk.build(now="2024-06-02T12:00")
    before = desk.files()
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "outdated"
    for path in (desk.folder / ".press").iterdir():
        path.unlink()
    desk.build(now="2024-06-03T12:00")
    assert desk.files() == before


def test_nothing_under_embargo_gets_out_before_its_minute(desk: Desk, translator: Loopback) -> None:
    desk.drop("geheim.txt", SECRET)
    desk.drop("geheim.en.md", "# Club receives the Geheimpreis\n\nThe club gets the very confidential Geheimpreis.\n")
    desk.drop("geheim-2.txt", SECRET.replace("1. März 2031, 10 Uhr", "irgendwann im März"))
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.build(now="2031-03-01T09:59")
    assert outcome.code == 0
    assert "geheim.txt" in outcome.out
    for name, content in desk.files().items():
        assert b"eheim" not in content, name
        assert "eheim" not in name
    assert all("eheim" not in asked.path + asked.body for asked in translator.requests)
    desk.build(now="2031-03-01T10:00")
    assert desk.data()["geheim.txt"]["published"] == "2031-03-01T10:00:00+01:00"
    assert "geheim-2.txt" not in desk.data()


def test_a_published_release_that_gets_an_embargo_is_taken_back(desk: Desk) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    desk.drop("konzert.txt", "Sperrfrist: 1. März 2031, 10 Uhr\n\n" + CONCERT)
    desk.build()
    assert all(b"Hobelb" not in content for content in desk.files().values())


def test_her_own_english_text_wins_over_any_draft_and_is_never_written_to(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    hers = desk.drop("werkstatt.en.md", ENGLISH)
    before = (hers.read_bytes(), hers.stat().st_mtime_ns)
    desk.build()
    assert translator.requests == []
    assert (hers.read_bytes(), hers.stat().st_mtime_ns) == before
    english = desk.data()["werkstatt.txt"]["editions"]["en"]
    assert (english["status"], english["origin"]) == ("approved", "human")
    assert english["headline"] == "Workshop in Kahla opens its doors"
    assert english["warnings"] == []
    (entry,) = desk.feed("en").entries
    assert entry.title == "Workshop in Kahla opens its doors"
    assert entry.id == desk.feed("de").entries[0].id


def test_an_unreadable_english_text_is_not_replaced_by_a_machine(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.en.md", b"")
    outcome = desk.build()
    assert outcome.code == 1
    assert "werkstatt.en.md" in outcome.out
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "pending"
    assert translator.requests == []


def test_drafts_are_made_once_and_a_shared_boilerplate_is_asked_once(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("konzert.txt", CONCERT)
    outcome = desk.build()
    assert outcome.code == 0
    assert {record["editions"]["en"]["status"] for record in desk.data().values()} == {"draft"}
    about = "Der Tüftlerverein Kahla e.V. wurde 2011 gegründet und zählt 210 Mitglieder."
    assert translator.texts.count(about) == 1
    assert len(set(translator.texts)) == len(translator.texts)
    asked = len(translator.requests)
    desk.build()
    assert len(translator.requests) == asked
    assert len(desk.feed("en").entries) == 2


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(status(429), id="429"),
        pytest.param(status(500), id="500", marks=pytest.mark.slow),
        pytest.param(captcha, id="captcha"),
        pytest.param(empty_body, id="empty", marks=pytest.mark.slow),
        pytest.param(never, id="never"),
        pytest.param(late(2), id="late", marks=pytest.mark.slow),
        pytest.param(reset, id="reset", marks=pytest.mark.slow),
    ],
)
def test_a_failing_translator_leaves_the_german_published_and_the_next_run_resumes(
    desk: Desk, translator: Loopback, failure: object
) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    translator.always = failure  # type: ignore[assignment]
    outcome = desk.build()
    assert outcome.code == 0
    english = desk.data()["werkstatt.txt"]["editions"]["en"]
    assert (english["status"], english["paragraphs"]) == ("pending", [])
    assert [warning["code"] for warning in english["warnings"]] == ["translation-pending"]
    assert "wartet auf eine Übersetzung" in outcome.out
    assert "google" in outcome.out
    assert len(desk.feed("de").entries) == 1
    assert desk.feed("en").entries == []
    translator.always = proper
    desk.build()
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "draft"


@pytest.mark.slow
def test_a_run_that_broke_off_asks_only_for_what_is_missing(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    translator.then(proper, proper, proper)
    translator.always = status(500)
    desk.build()
    first = set(translator.texts[:3])
    translator.requests.clear()
    translator.always = proper
    desk.build()
    assert first.isdisjoint(translator.texts)
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["status"] == "draft"


def test_offline_asks_nobody_and_says_so(desk: Desk, translator: Loopback) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.build("--offline")
    assert translator.connections == 0
    assert "ohne Netz" in outcome.out


def test_one_bad_file_never_stops_the_others_and_is_named_with_a_remedy(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("leer.txt", "")
    desk.drop("bild.txt", bytes(range(256)) * 20)
    desk.drop("alt.doc", b"\xd0\xcf\x11\xe0" * 100)
    desk.drop("böse\u202etxt.md", "---\ntitel: [offen\n---\nText")
    outcome = desk.build()
    assert outcome.code == 1
    for name in ("leer.txt", "bild.txt", "alt.doc", "txt.md", "Bitte"):
        assert name in outcome.out
    assert "Traceback" not in outcome.out + outcome.err
    assert list(desk.data()) == ["werkstatt.txt"]


def test_a_removed_file_leaves_the_output_and_foreign_files_stay(desk: Desk) -> None:
    path = desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("konzert.txt", CONCERT)
    desk.build()
    foreign = desk.output / "fragments" / "von-hand.html"
    foreign.write_text("mine", "utf-8")
    path.unlink()
    desk.build()
    left = {name: content for name, content in desk.files().items() if "werkstatt-in-kahla" in name}
    assert {name.split("/")[0] for name in left} == {"data", "embed", "fragments", "ninjs", "pages"}
    assert not any(b"Steinh" in content for content in left.values())
    assert foreign.read_text("utf-8") == "mine"
    assert len(desk.feed("de").entries) == 1


def test_windows_1252_and_utf_16_files_keep_their_umlauts(desk: Desk) -> None:
    desk.drop("a.txt", WORKSHOP.replace("\n", "\r\n").encode("cp1252"))
    desk.drop("b.txt", CONCERT.encode("utf-16"))
    assert desk.build().code == 0
    assert {record["headline"] for record in desk.data().values()} == {
        "Werkstatt in Kahla öffnet für alle",
        "Konzert zwischen Hobelbänken",
    }


def test_check_shows_what_is_understood_and_publishes_nothing(desk: Desk) -> None:
    path = desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.press("check", str(path))
    assert outcome.code == 0
    for part in ("Kahla, 2024-05-03", "Dr. Karla Steinhäuser", "Tüftlerverein Kahla e.V.", "Wer hier etwas baut"):
        assert part in outcome.out
    assert not desk.output.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bild"], "bild"),
        (["build", "--releases", "fehlt"], "fehlt"),
        (["build", "--now", "gestern"], "gestern"),
        (["build", "--config", "fehlt.toml"], "fehlt.toml"),
        (["build", "--state", "output/.press"], "--state"),
        (["build", "--output", "releases/out"], "--output"),
        (["check", "fehlt.txt"], "fehlt.txt"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_message(desk: Desk, arguments: list[str], message: str) -> None:
    outcome = desk.press(*arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert not desk.output.exists()


def test_a_wrong_key_or_model_in_the_configuration_ends_with_2(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    (desk.folder / "config.toml").write_text('[site]\nbase_ulr = "x"\n', "utf-8")
    outcome = desk.build()
    assert (outcome.code, "Zeile 2" in outcome.err, "base_url" in outcome.err) == (2, True, True)
    (desk.folder / "config.toml").write_text('[extract]\nmodel = "gibt_es_nicht"\n', "utf-8")
    outcome = desk.build()
    assert (outcome.code, "gibt_es_nicht" in outcome.err) == (2, True)


def test_the_samples_of_this_project_are_all_published_but_the_embargoed_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "build", "--offline", "--now", "2026-11-23T12:00"]
    folders = ["--output", str(tmp_path / "output"), "--state", str(tmp_path / "state")]
    done = subprocess.run(
        [*command, *folders], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120,
        check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 zurückgehalten" in done.stdout
    dropped = [path for path in (ROOT / "releases").iterdir() if not {".en", ".toml"} & set(path.suffixes)]
    assert len(dropped) >= 6
    assert len(list((tmp_path / "output" / "fragments").glob("[!l]*.de.html"))) == len(dropped) - 1


def test_a_folder_of_misnamed_files_publishes_what_is_sure_and_tells_the_rest(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt_en.md", ENGLISH)
    desk.drop("konzert.txt", CONCERT)
    desk.drop("konzert.EN.md", ENGLISH)
    desk.drop("konzert.en.txt", ENGLISH)
    desk.drop("konzert.fr.md", ENGLISH)
    outcome = desk.build()
    shown = " ".join(outcome.out.split())
    assert outcome.code == 1
    assert sorted(desk.data()) == ["konzert.txt", "werkstatt.txt"]
    assert desk.data()["konzert.txt"]["editions"]["en"]["status"] == "approved"
    assert "Gemeint ist wohl „werkstatt.en.md“" in shown
    assert "Die Sprache fr ist nicht eingerichtet" in shown
    assert "es gilt „konzert.EN.md“" in shown


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode on this system")
def test_links_and_names_that_cannot_be_followed_stop_nothing(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    (desk.releases / "kreis.txt").symlink_to("kreis.txt")
    (desk.releases / "fort.txt").symlink_to("nirgends.txt")
    desk.drop(os.fsdecode(b"k\xe4se.txt"), CONCERT)
    outcome = desk.build()
    assert outcome.code == 1
    assert list(desk.data()) == ["werkstatt.txt"]
    for name in ("kreis.txt", "fort.txt", "k?se.txt"):
        assert name in outcome.out
    assert "Traceback" not in outcome.out + outcome.err


def test_the_report_names_what_left_and_says_when_nothing_is_there(desk: Desk) -> None:
    path = desk.drop("werkstatt.txt", WORKSHOP)
    assert "Nicht mehr" not in desk.build().out
    path.unlink()
    outcome = desk.build()
    assert "Keine Meldungen in releases/." in outcome.out
    assert "Zurückgezogen (unter der bisherigen Adresse steht jetzt ein Hinweis" in outcome.out
    assert "werkstatt.txt: die Datei liegt nicht mehr im Ordner" in outcome.out
    assert "Zurückgezogen" not in desk.build(now="2024-06-02T12:00").out
    assert outcome.code == 0


def test_check_knows_a_translation_by_its_name(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    path = desk.drop("werkstatt.en.md", ENGLISH)
    outcome = desk.press("check", str(path))
    assert outcome.code == 0
    assert outcome.out.startswith("Das ist die englische Fassung von „werkstatt“.")
    assert "Englisch" in outcome.out
    record = json.loads(desk.press("check", "--json", str(path)).out)
    assert (record["language"], record["headline"]) == ("en", "Workshop in Kahla opens its doors")
    assert "Fassung von" not in desk.press("check", "releases/werkstatt.txt").out


def test_check_shows_until_when_a_release_is_withheld(desk: Desk) -> None:
    path = desk.drop("geheim.txt", SECRET.replace("1. März 2031", "18. Januar 2099"))
    assert "Zurückgehalten bis Sonntag, 18.01.2099, 10:00 Uhr" in desk.press("check", str(path)).out


def test_libretranslate_steps_in_for_google_with_its_key_from_the_environment(
    desk: Desk, translator: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAUS_KEY", "s3cret")
    desk.configure(
        providers=["google", "libretranslate"],
        connect_timeout_s=1.0,
        answer_timeout_s=2.0,
        google={"url": "http://127.0.0.1:9/m"},
        libretranslate={"url": translator.libre_url, "api_key_env": "HAUS_KEY"},
    )
    desk.drop("werkstatt.txt", WORKSHOP)
    outcome = desk.build()
    english = desk.data()["werkstatt.txt"]["editions"]["en"]
    assert (english["status"], english["origin"]) == ("draft", "libretranslate")
    assert all("s3cret" in asked.body and "s3cret" not in asked.path for asked in translator.requests)
    assert "s3cret" not in outcome.out + outcome.err
    assert all(b"s3cret" not in content for content in desk.files().values())


def test_a_withheld_release_is_drafted_by_a_local_translator_only(desk: Desk, translator: Loopback) -> None:
    server = {"url": translator.libre_url}
    desk.drop("geheim.txt", SECRET)
    desk.configure(providers=["libretranslate"], libretranslate={**server, "local": False})
    desk.build()
    assert translator.connections == 0
    desk.configure(providers=["libretranslate"], libretranslate={**server, "local": True})
    desk.build()
    assert translator.connections > 0
    asked = len(translator.requests)
    desk.build(now="2031-03-01T10:00")
    assert desk.data()["geheim.txt"]["editions"]["en"]["status"] == "draft"
    assert len(translator.requests) == asked


def test_only_approved_text_is_published_if_the_settings_say_so(desk: Desk, translator: Loopback) -> None:
    desk.configure(providers=["google"], publish="approved", google={"url": translator.google_url})
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["headline"] is None
    assert desk.feed("en").entries == []
    assert not any(name.endswith(".en.html") and "latest" not in name for name in desk.files())
