from __future__ import annotations

import re
import sys
from io import BytesIO

import pytest
from lxml import etree

from pipeline.editions.agency import edition_texts, offers_of, returned
from pipeline.exchange.contents import Contents, Languages
from pipeline.exchange.errors import ExchangeError, MissingExtraError
from pipeline.exchange.segments import Segment, Stage
from pipeline.exchange.xliff import read_translation, read_xliff
from pipeline.exchange.xliff_writing import write_xliff
from pipeline.memory import Entry
from pipeline.model import Boilerplate, Caption, Field, Location, Mention, Organisation, Release, Subhead
from pipeline.state.store import Store
from pipeline.translate import Translators, units_of

DESK = Languages("de", ("en", "fr"))
XLIFF = {"x": "urn:oasis:names:tc:xliff:document:2.0", "mtc": "urn:oasis:names:tc:xliff:matches:2.0"}
ALL_SAY = "„Das freut uns sehr.“ Die Stadt Kahla zahlt 3 Mio. Euro."
RELEASE = Release(
    "2024/orgel.txt",
    "d",
    "de",
    "Neue Orgel für Kahla",
    kicker="Musik & Kirche",
    paragraphs=(ALL_SAY, "* * *", "Die Orgel klingt wieder. Am 3. Mai spielt sie."),
    subheads=(Subhead(2, "Wie es weitergeht"),),
    captions=(Caption(1, "Die Orgel vor dem Umbau."),),
    boilerplates=(Boilerplate("Über den Verein", "Der Verein hat 83 Mitglieder.\n\nEr wächst."),),
    organisations=(
        Organisation("Kahla", mentions=(Mention("Kahla", Location(Field.HEADLINE), 15, 20),), english="Kahla Town"),
    ),
)
UNITS = units_of(RELEASE, target="en")


def entry(text: str, translation: str, origin: str = "google", **more: object) -> Entry:
    return Entry("de", "en", text, translation, origin, **more)  # type: ignore[arg-type]


def exported(store: Store, *entries: Entry, confidential: bool = False) -> bytes:
    store.memory.remember(entries)
    translators = Translators.offline(store.memory)
    translators = translators.local_only() if confidential else translators
    answers = translators.answer(UNITS, source="de", target="en")
    offers = offers_of(UNITS, answers, store.memory, source="de", target="en")
    return write_xliff(RELEASE, offers, target="en", confidential=confidential)


def segments(data: bytes) -> dict[str, etree._Element]:
    return {element.get("id"): element for element in etree.fromstring(data).iterfind(".//x:segment", XLIFF)}


def translated(data: bytes, *, state: str = "final") -> bytes:
    """The file as an agency sends it back: every segment translated, in its own words."""
    root = etree.fromstring(data)
    for number, segment in enumerate(root.iterfind(".//x:segment", XLIFF)):
        segment.set("state", state)
        segment.attrib.pop("subState", None)
        target = segment.find("x:target", XLIFF)
        if target is None:
            target = etree.SubElement(segment, f"{{{XLIFF['x']}}}target")
        target.text = f"Words {number}."
    return bytes(etree.tostring(root))


def test_whole_paragraphs_come_with_their_segments_and_what_stands_between(store: Store) -> None:
    data = exported(store)
    root = etree.fromstring(data)
    assert [unit.get("id") for unit in root.iterfind(".//x:unit", XLIFF)] == [
        "kicker-1",
        "headline-1",
        "paragraph-1",
        "caption-1",
        "subhead-1",
        "paragraph-3",
        "boilerplate-title-1",
        "boilerplate-1",
    ]
    paragraph = root.find(".//x:unit[@id='paragraph-1']", XLIFF)
    assert paragraph is not None
    sources = [(etree.QName(part.getparent()).localname, part.text) for part in paragraph.iterfind("*/x:source", XLIFF)]
    assert sources == [
        ("ignorable", "„"),
        ("segment", "Das freut uns sehr."),
        ("ignorable", "“ "),
        ("segment", "Die Stadt Kahla zahlt 3 Mio. Euro."),
    ]
    for unit in root.iterfind(".//x:unit", XLIFF):
        whole = "".join(part.text or "" for part in unit.iterfind("*/x:source", XLIFF))
        assert whole in [text for _, text in RELEASE.texts()]
    assert (root.get("srcLang"), root.get("trgLang")) == ("de", "en")
    assert exported(store) == data


def test_states_say_how_far_each_segment_is(store: Store) -> None:
    hers = entry("Die Orgel klingt wieder.", "The organ sounds again.", "human", context="Wie es weitergeht")
    data = exported(
        store,
        hers,
        entry("Am 3. Mai spielt sie.", "It plays on 3 May.", "human", context="Anderswo.", note="Hausstil"),
        entry("Das freut uns sehr.", "We are very pleased."),
    )
    found = segments(data)
    states = {place: (segment.get("state"), segment.get("subState")) for place, segment in found.items()}
    assert states["paragraph-3-1"] == ("final", None)
    assert states["paragraph-3-2"] == ("reviewed", None)
    assert states["paragraph-1-1"] == ("translated", "press:draft")
    assert states["headline-1-1"] == ("initial", None)
    assert found["headline-1-1"].find("x:target", XLIFF) is None
    notes = [note.text for note in etree.fromstring(data).iterfind(".//x:note", XLIFF)]
    assert "paragraph-3-2: Hausstil" in notes
    assert "paragraph-1-1: Entwurf von google" in notes


def test_terms_findings_and_what_resembles_a_segment_go_along(store: Store) -> None:
    data = exported(
        store,
        entry("Die Stadt Kahla zahlt 3 Mio. Euro.", "The town pays 4 million euros."),
        entry("Die Orgel klingt nicht wieder.", "The organ does not sound again.", "human", author="ada"),
        entry("Die Orgel klingt leise wieder.", "The organ sounds softly again."),
    )
    root = etree.fromstring(data)
    notes = " ".join(note.text or "" for note in root.iterfind(".//x:note", XLIFF))
    assert re.search(r"paragraph-1-2: (Fehler|Bitte prüfen): ", notes)
    glossary = root.findall(".//{urn:oasis:names:tc:xliff:glossary:2.0}glossEntry")
    assert [child.text for child in glossary[0]] == ["Kahla", "Kahla Town"]
    matches = root.findall(".//x:unit[@id='paragraph-3']/mtc:matches/mtc:match", XLIFF)
    found = [(match.get("ref"), match.get("type"), match.get("origin")) for match in matches]
    assert found == [("#paragraph-3-1", "tm", "ada"), ("#paragraph-3-1", "other", "google")]
    assert all(70 <= float(match.get("similarity", "0")) < 100 for match in matches)


def test_nothing_confidential_of_other_releases_is_offered(store: Store) -> None:
    secret = entry("Die Orgel klingt nie wieder.", "The organ is sold.", "human", confidential=True)
    for confidential in (False, True):
        assert b"sold" not in exported(store, secret, confidential=confidential)


def test_a_withheld_release_says_that_it_is_confidential_and_so_do_the_pairs_of_it(store: Store) -> None:
    data = exported(store, confidential=True)
    assert b"Vertraulich" in data
    assert all(entry.confidential for entry in read_xliff(translated(data), DESK).entries)
    assert not any(entry.confidential for entry in read_xliff(translated(exported(store)), DESK).entries)


def test_what_an_agency_translated_is_the_edition_and_known_from_then_on(store: Store) -> None:
    back = translated(exported(store, entry("Das freut uns sehr.", "We are very pleased.")))
    found = returned(read_translation(back), UNITS)
    assert (found.missing, found.changed) == ((), ())
    texts = edition_texts(RELEASE, found, target="en")
    assert texts[Location(Field.PARAGRAPH, 0)] == "“Words 2.” Words 3."
    assert texts[Location(Field.PARAGRAPH, 1)] == "* * *"
    assert texts[Location(Field.BOILERPLATE, 0)] == "Words 9.\n\nWords 10."
    contents = read_xliff(back, DESK)
    assert [(item.text, item.context) for item in contents.entries] == [(unit.text, unit.context) for unit in UNITS]
    assert {item.origin for item in contents.entries} == {"human"}


def test_quotation_marks_that_a_translator_adds_again_are_not_doubled(store: Store) -> None:
    back = translated(exported(store)).replace(b"Words 2.", "“We are delighted.”".encode())
    found = returned(read_translation(back), UNITS)
    assert edition_texts(RELEASE, found, target="en")[Location(Field.PARAGRAPH, 0)] == "“We are delighted.” Words 3."
    assert "We are delighted." in {item.translation for item in read_xliff(back, DESK).entries}


def test_an_untouched_draft_is_nobodys_translation(store: Store) -> None:
    draft = entry("Das freut uns sehr.", "We are very pleased.")
    data = exported(store, draft)
    contents = read_xliff(data, DESK)
    assert (contents.entries, contents.unconfirmed) == ((), 1)
    # A program that drops what it does not know leaves the subState, or the candidate, or neither word of it.
    without_matches = data.replace(b'type="mt"', b'type="other"')
    assert read_xliff(without_matches, DESK).entries == ()
    assert read_xliff(data.replace(b' subState="press:draft"', b""), DESK).entries == ()
    for touched in (
        data.replace(b'state="translated"', b'state="reviewed"'),
        data.replace(
            b"<target>We are very pleased.</target>\n      </segment>", b"<target>We are delighted.</target></segment>"
        ),
    ):
        assert touched != data
        assert [item.text for item in read_xliff(touched, DESK).entries] == ["Das freut uns sehr."]


def test_german_that_has_changed_since_is_told_and_not_taken(store: Store) -> None:
    back = translated(exported(store))
    texts = ("Neu davor.", ALL_SAY.replace("3 Mio.", "4 Mio."), "Die Orgel klingt wieder. Am 3. Mai spielt sie.")
    now = units_of(Release("orgel.txt", "d2", "de", "Neue Orgel für Kahla", paragraphs=texts), target="en")
    found = returned(read_translation(back), now)
    assert [unit.text for unit in found.missing] == ["Neu davor.", "Die Stadt Kahla zahlt 4 Mio. Euro."]
    # What has only moved is found by its words.
    assert {unit.text for unit in found.texts} == {unit.text for unit in now if unit not in found.missing}
    assert "Die Stadt Kahla zahlt 3 Mio. Euro." in [segment.source for segment in found.changed]


def test_another_program_reads_the_same_segments(store: Store) -> None:
    from translate.storage.xliff2 import Xliff2File

    data = exported(store, entry("Das freut uns sehr.", "We are very pleased."))
    other = Xliff2File.parsestring(data)
    assert [unit.source for unit in other.units] == [unit.text for unit in UNITS]
    first = next(unit for unit in other.units if unit.getid() == "paragraph-1::paragraph-1-1")
    assert (first.target, first.istranslated()) == ("We are very pleased.", True)
    # Nor does it lose anything when it saves the file.
    out = BytesIO()
    other.serialize(out)
    assert read_translation(out.getvalue()) == read_translation(data)


def unit2(content: str, attributes: str = "", notes: str = "") -> bytes:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="de-DE" trgLang="en-GB">'
        f'<file id="f"><group id="g"><unit id="u" {attributes}>{notes}{content}</unit></group></file></xliff>'
    ).encode()


def test_inline_codes_notes_and_locked_units_of_other_programs_are_understood() -> None:
    notes = '<notes><note category="comment">Bitte so lassen</note><note category="press-note">Von uns</note></notes>'
    content = (
        '<segment state="reviewed">'
        '<source>Das ist <pc id="1">neu</pc>,<ph id="2"/>sagt <mrk id="m">sie</mrk><cp hex="0021"/></source>'
        '<target>That is <pc id="1">new</pc>,<ph id="2"/>she says<cp hex="0021"/></target>'
        "</segment>"
        "<segment><source>Offen.</source><target>Open.</target></segment>"
    )
    contents = read_xliff(unit2(content, notes=notes), DESK)
    assert contents == Contents(
        (entry("Das ist neu, sagt sie!", "That is new, she says!", "human", note="Bitte so lassen"),), unconfirmed=1
    )
    assert read_xliff(unit2(content, 'translate="no"'), DESK).entries == ()
    assert read_xliff(unit2(content).replace(b'"en-GB"', b'"pl"'), DESK) == Contents(foreign=2)


VERSION_1 = """<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a.docx" source-language="de-DE" target-language="en-US" datatype="x">
  <body>
   <trans-unit id="1" approved="yes">
    <source>Eins.</source><target state="final">One.</target><note>Gut so</note></trans-unit>
   <trans-unit id="2"><source>Zwei <bpt id="1">&lt;b&gt;</bpt>fett<ept id="1">&lt;/b&gt;</ept>.</source>
    <target>Two <bpt id="1">&lt;b&gt;</bpt>bold<ept id="1">&lt;/b&gt;</ept>.</target></trans-unit>
   <trans-unit id="3"><source>Drei.</source><target state-qualifier="mt-suggestion">Three.</target></trans-unit>
   <trans-unit id="4"><source>Vier.</source><target state="needs-translation">Vier.</target></trans-unit>
   <trans-unit id="5"><source>Fünf. Sechs.</source>
    <seg-source><mrk mtype="seg" mid="0">Fünf.</mrk> <mrk mtype="seg" mid="1">Sechs.</mrk></seg-source>
    <target><mrk mtype="seg" mid="0">Five.</mrk> <mrk mtype="seg" mid="1"></mrk></target></trans-unit>
   <trans-unit id="6" translate="no"><source>Sieben.</source><target>Seven.</target></trans-unit>
  </body>
 </file>
</xliff>"""


def test_a_file_of_version_1_is_understood() -> None:
    translation = read_translation(VERSION_1.encode())
    assert translation.segments == (
        Segment("1", "Eins.", "One.", Stage.DONE, "Gut so"),
        Segment("2", "Zwei fett.", "Two bold.", Stage.DONE),
        Segment("3", "Drei.", "Three.", Stage.DRAFT),
        Segment("4", "Vier.", "Vier.", Stage.OPEN),
        Segment("5-0", "Fünf.", "Five.", Stage.DONE),
        Segment("5-1", "Sechs.", "", Stage.OPEN),
    )
    contents = read_xliff(
        VERSION_1.encode("utf-16").replace("utf-8".encode("utf-16")[2:], "utf-16".encode("utf-16")[2:]), DESK
    )
    assert [item.translation for item in contents.entries] == ["One.", "Two bold.", "Five."]
    assert contents.unconfirmed == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<tmx/>", "keine XLIFF-Datei"),
        (b'<xliff version="3.0"/>', "„3.0“"),
        (b"<xliff version='2.0'>\n<file>", "^Zeile 2: "),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff version='2.0'>&a;</xliff>", "Entität"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ExchangeError, match=told):
        read_xliff(data, DESK)


def test_version_2_needs_no_library_and_version_1_says_which(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setitem(sys.modules, "translate.storage.xliff", None)
    monkeypatch.setitem(sys.modules, "translate.storage.xliff2", None)
    assert len(read_xliff(translated(exported(store)), DESK).entries) == len(UNITS)
    with pytest.raises(MissingExtraError):
        read_xliff(VERSION_1.encode(), DESK)


def test_units_have_ids_of_their_own(store: Store) -> None:
    places = list(segments(exported(store)))
    assert len(places) == len(set(places)) == len(UNITS)
