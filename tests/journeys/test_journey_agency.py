"""A release goes to a translation agency as XLIFF, and what comes back is the edition."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from desk import SECRET, WORKSHOP, Desk
from loopback import Loopback
from lxml import etree

from pipeline.state.store import Store

XLIFF = {"x": "urn:oasis:names:tc:xliff:document:2.0"}


def translate(path: Path, *, leave: int = 0) -> list[str]:
    """What an agency does: translate every segment but the last ``leave``, and save; what it wrote."""
    root = etree.fromstring(path.read_bytes())
    segments = root.findall(".//x:segment", XLIFF)
    words = [f"Agency words {number}." for number in range(len(segments) - leave)]
    for segment, text in zip(segments, words, strict=False):
        segment.set("state", "final")
        segment.attrib.pop("subState", None)
        target = segment.find("x:target", XLIFF)
        if target is None:
            target = etree.SubElement(segment, f"{{{XLIFF['x']}}}target")
        target.text = text
    path.write_bytes(etree.tostring(root))
    return words


def test_a_release_goes_out_as_a_draft_and_comes_back_as_the_edition(translator: Loopback, desk: Desk) -> None:
    desk.drop("2024/werkstatt.txt", WORKSHOP)
    assert desk.build().code == 0
    out = desk.press("translate", "werkstatt", "--export-xliff", "buero.xlf")
    assert out.code == 0, out.err
    assert re.fullmatch(
        r"buero\.xlf: (\d+) Segmente, 0 schon von Menschen übersetzt, \1 als Entwurf, 0 offen\.\n", out.out
    )
    words = translate(desk.folder / "buero.xlf")
    back = desk.press("translate", "2024/werkstatt.txt", "--import-xliff", "buero.xlf")
    assert back.code == 0, back.err
    assert f"{len(words)} Segmente übernommen" in back.out
    sidecar = desk.releases / "2024" / "werkstatt.en.md"
    assert all(text in sidecar.read_text("utf-8") for text in words)
    asked = len(translator.requests)
    assert desk.build().code == 0
    record = desk.data()["2024/werkstatt.txt"]
    assert record["editions"]["en"]["status"] == "approved"
    assert record["editions"]["en"]["headline"] in words
    assert len(translator.requests) == asked
    # All that was translated outlives a lost state, and the next agency gets it as it is.
    shutil.rmtree(desk.folder / ".press")
    again = desk.press("translate", "werkstatt", "--export-xliff", "noch-einmal.xlf")
    assert f"{len(words)} schon von Menschen übersetzt, 0 als Entwurf, 0 offen" in again.out


def test_half_a_translation_is_kept_and_waits_for_the_rest(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    assert desk.press("translate", "werkstatt", "--export-xliff", "buero.xlf").code == 0
    translate(desk.folder / "buero.xlf", leave=2)
    back = desk.press("translate", "werkstatt", "--import-xliff", "buero.xlf")
    assert back.code == 1
    assert "gekennzeichnet: 2 Segmente" in back.out
    assert not (desk.releases / "werkstatt.en.md").exists()
    assert (desk.releases / "memory" / "buero.xlf").exists()
    again = desk.press("translate", "werkstatt", "--export-xliff", "rest.xlf")
    assert "0 als Entwurf, 2 offen" in again.out
    translate(desk.folder / "rest.xlf")
    assert desk.press("translate", "werkstatt", "--import-xliff", "rest.xlf").code == 0
    assert (desk.releases / "werkstatt.en.md").exists()


def test_german_that_has_changed_meanwhile_is_told(desk: Desk) -> None:
    path = desk.drop("werkstatt.txt", WORKSHOP)
    desk.press("translate", "werkstatt", "--export-xliff", "buero.xlf")
    translate(desk.folder / "buero.xlf")
    headline = WORKSHOP.splitlines()[0]
    path.write_text(WORKSHOP.replace(headline, "Alles ist anders"), "utf-8")
    back = desk.press("translate", "werkstatt", "--import-xliff", "buero.xlf")
    assert back.code == 1
    assert "geändert hat: 1 Segment" in back.out
    assert f"• {headline}" in back.out
    assert "• Alles ist anders" in back.out
    assert not (desk.releases / "werkstatt.en.md").exists()


def test_a_text_of_hers_stays_as_it_is_and_the_other_lies_beside(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    hers = desk.drop("werkstatt.en.txt", "My own headline\n\nJena, 3 May 2024 – My own words.\n")
    before = hers.read_bytes()
    desk.press("translate", "werkstatt", "--export-xliff", "buero.xlf")
    words = translate(desk.folder / "buero.xlf")
    for name in ("werkstatt.en.txt.neu", "werkstatt.en.txt.2.neu"):
        back = desk.press("translate", "werkstatt.en.txt", "--import-xliff", "buero.xlf")
        assert back.code == 0, back.err
        assert name in back.out
        assert words[0] in (desk.releases / name).read_text("utf-8")
    assert hers.read_bytes() == before
    assert desk.build().code == 0
    assert desk.data()["werkstatt.txt"]["editions"]["en"]["headline"] == "My own headline"


def test_a_withheld_release_goes_out_with_a_warning_and_nothing_of_it_gets_into_the_output(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("geheim.txt", SECRET)
    out = desk.press("translate", "geheim", "--export-xliff", "geheim.xlf")
    assert out.code == 0
    assert "die Datei ist vertraulich" in out.out
    words = translate(desk.folder / "geheim.xlf")
    assert desk.press("translate", "geheim", "--import-xliff", "geheim.xlf").code == 0
    with Store.open(desk.folder / ".press" / "press.sqlite") as store:
        assert {entry.confidential for entry in store.memory.entries(source="de", target="en")} == {True}
    desk.build()
    published = b"".join(desk.files().values())
    assert not any(text.encode() in published for text in words)
    assert b"geheim" not in published
    plain = desk.press("memory", "export", "alles.tmx")
    assert (plain.code, (desk.folder / "alles.tmx").exists()) == (1, False)


def test_what_cannot_be_done_is_said_in_german(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.drop("werkstatt.md", WORKSHOP)
    desk.drop("geheim.txt", SECRET)
    desk.press("translate", "geheim", "--export-xliff", "geheim.xlf")

    def told(*arguments: str) -> str:
        outcome = desk.press("translate", *arguments)
        assert (outcome.code, outcome.out) == (2, "")
        return outcome.err

    assert "  werkstatt.md\n  werkstatt.txt" in told("werkstatt", "--export-xliff", "x.xlf")
    assert "wird nicht überschrieben" in told("geheim", "--export-xliff", "geheim.xlf")
    assert "Nichts in der Datei stammt aus „werkstatt.txt“" in told("werkstatt.txt", "--import-xliff", "geheim.xlf")
    assert "liegen nur Meldungen" in told("geheim", "--export-xliff", "releases/x.xlf")
    desk.build()
    assert "ist öffentlich" in told("geheim", "--export-xliff", "output/data/x.xlf")
    assert "nicht eingerichtet" in told("geheim", "--export-xliff", "x.xlf", "--lang", "pl")
    assert "fehlt noch eines von: --export-xliff --import-xliff" in told("geheim")
    (desk.folder / "kaputt.xlf").write_text("<xliff version='2.0'>\n<", "utf-8")
    assert told("geheim", "--import-xliff", "kaputt.xlf").startswith("kaputt.xlf: Zeile 2: ")
    assert not (desk.releases / "memory").exists()


def test_a_release_is_known_by_its_address_as_well(desk: Desk) -> None:
    desk.drop("werkstatt.txt", WORKSHOP)
    desk.build()
    (slug,) = (path.stem for path in (desk.output / "data").glob("*.json") if path.stem not in ("index", "entities"))
    assert desk.press("translate", slug, "--export-xliff", "x.xlf").code == 0
