from __future__ import annotations

import sys
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exchange.contents import Contents, Languages
from pipeline.exchange.errors import ExchangeError, MissingExtraError
from pipeline.exchange.tmx import read_tmx
from pipeline.exchange.tmx_writing import write_tmx
from pipeline.memory import Entry

DESK = Languages("de", ("en", "fr"))
FULL = Entry(
    "de",
    "en",
    "Die „Orgel“ klingt & klingt <wieder>.",
    "The “organ” sounds & sounds <again>.",
    "human",
    context="Der Rat & die Stadt sagen: 3 < 4.",
    date="2026-02-03T04:05:06+00:00",
    confidential=True,
    author="anna.lind",
    created="2025-12-01T00:00:00+00:00",
    creator="Übersetzungsbüro Öz",
    note="Name der Orgel bleibt.\nZweite Zeile.",
)

# In the manner of OmegaT: attributes on the variant, alternatives by the segment before.
OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0"
    segtype="sentence" srclang="de-DE"/>
  <body>
<!-- Default translations -->
    <tu>
      <note>Hausstil: ohne Punkt</note>
      <tuv lang="de-DE"><seg>Der Saal ist voll.</seg></tuv>
      <tuv lang="en-GB" changeid="mo" changedate="20260201T101500Z" creationid="ada" creationdate="20260115T080000Z">
        <seg>The hall is full</seg>
      </tuv>
    </tu>
<!-- Alternative translations -->
    <tu>
      <prop type="file">messe.txt</prop>
      <prop type="prev">Alle sind da.</prop>
      <prop type="next">Es wird laut.</prop>
      <tuv lang="de-DE"><seg>Der Saal ist voll.</seg></tuv>
      <tuv lang="en-GB" creationid="ada" creationdate="20260116T080000Z"><seg>It is a full house.</seg></tuv>
    </tu>
  </body>
</tmx>"""

# In the manner of memoQ: context as escaped XML, inline codes, no dates on one unit.
MEMOQ = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
  <header creationtool="MemoQ" creationtoolversion="10" segtype="sentence" adminlang="en-us" creationid="x"
    srclang="de-de" o-tmf="MemoQTM" datatype="unknown">
    <prop type="defclient">Werk</prop>
  </header>
  <body>
    <tu changedate="20260105T000000Z" creationdate="20260105T000000Z" creationid="pm" changeid="pm">
      <prop type="client">Werk</prop>
      <prop type="x-context-pre">&lt;seg&gt;Es folgt: &lt;bpt i='1'&gt;{}&lt;/bpt&gt;A &amp;amp; B.&lt;/seg&gt;</prop>
      <tuv xml:lang="de-de">
        <prop type="x-context-post">&lt;seg&gt;Ende.&lt;/seg&gt;</prop>
        <seg>Das ist <bpt i="1">&lt;b&gt;</bpt>neu<ept i="1">&lt;/b&gt;</ept>,<ph>&lt;br/&gt;</ph>sagt sie.</seg>
      </tuv>
      <tuv xml:lang="en-us">
        <seg>That is <bpt i="1">&lt;b&gt;</bpt>new<ept i="1">&lt;/b&gt;</ept>,<ph>&lt;br/&gt;</ph>she says.</seg>
      </tuv>
    </tu>
    <tu>
      <tuv xml:lang="de-de"><seg>„Wir <hi type="x">freuen</hi> uns.“</seg></tuv>
      <tuv xml:lang="en-us"><seg>“We are delighted.”</seg></tuv>
      <tuv xml:lang="fr-fr"><seg>« Nous sommes ravis. »</seg></tuv>
    </tu>
    <tu>
      <tuv xml:lang="de-de"><seg>Nur polnisch.</seg></tuv>
      <tuv xml:lang="pl-pl"><seg>Tylko po polsku.</seg></tuv>
    </tu>
  </body>
</tmx>"""

# In the manner of Trados: where it comes from and whether anyone agrees, two variants of the target language.
TRADOS = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
  <header creationtool="SDL Language Platform" creationtoolversion="8.1" o-tmf="SDL TM8 Format" datatype="xml"
    segtype="sentence" adminlang="de-DE" srclang="de-DE" creationdate="20260101T000000Z" creationid="NET\\pm"/>
  <body>
    <tu creationdate="20260101T000000Z" creationid="NET\\pm" changedate="20260102T000000Z" changeid="NET\\lek">
      <prop type="x-Origin">TM</prop>
      <prop type="x-ConfirmationLevel">ApprovedTranslation</prop>
      <tuv xml:lang="de-DE"><seg>Eins.</seg></tuv>
      <tuv xml:lang="en-US"><seg>One, American.</seg></tuv>
      <tuv xml:lang="EN"><seg>One.</seg></tuv>
    </tu>
    <tu creationdate="20260101T000000Z" creationid="NET\\pm">
      <prop type="x-Origin:SingleString">NeuralMachineTranslation</prop>
      <tuv xml:lang="de-DE"><seg>Zwei.</seg></tuv>
      <tuv xml:lang="en-GB"><seg>Two.</seg></tuv>
    </tu>
    <tu creationdate="20260101T000000Z" creationid="MT!">
      <tuv xml:lang="de-DE"><seg>Drei.</seg></tuv>
      <tuv xml:lang="en-GB"><seg>Three.</seg></tuv>
    </tu>
    <tu creationdate="20260101T000000Z" creationid="MT!" changedate="20260103T000000Z" changeid="NET\\lek">
      <tuv xml:lang="de-DE"><seg>Vier.</seg></tuv>
      <tuv xml:lang="en-GB"><seg>Four.</seg></tuv>
    </tu>
    <tu>
      <prop type="x-ConfirmationLevel">RejectedTranslation</prop>
      <tuv xml:lang="de-DE"><seg>Fünf.</seg></tuv>
      <tuv xml:lang="en-GB"><seg>Fivve.</seg></tuv>
    </tu>
    <tu>
      <tuv xml:lang="de-DE"><seg>Leer.</seg></tuv>
      <tuv xml:lang="en-GB"><seg></seg></tuv>
    </tu>
  </body>
</tmx>"""


def read(text: str, encoding: str = "utf-8") -> Contents:
    return read_tmx(text.encode(encoding), DESK)


def test_all_that_is_known_of_an_entry_comes_back() -> None:
    machine = Entry("de", "fr", "Guten Tag", "Bonjour", "google", date="2026-01-05T00:00:00+00:00")
    bare = Entry("de", "en", "„Ja“ und „Nein“", "“Yes” and “No”", "human")
    written = write_tmx([FULL, machine, bare])
    assert read_tmx(written, DESK) == Contents((FULL, machine, bare))
    assert write_tmx([FULL, machine, bare]) == written


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" &<>\u00a0„“"), min_size=1).filter(
    lambda text: text == unicodedata.normalize("NFC", text.strip())
)


@given(text=WORDS, translation=WORDS, context=WORDS, note=WORDS, author=WORDS)
def test_any_words_come_back(text: str, translation: str, context: str, note: str, author: str) -> None:
    entry = replace(FULL, text=text, translation=translation, note=note, author=author, context="")
    assert read_tmx(write_tmx([entry]), DESK).entries == (entry,)
    with_context = read_tmx(write_tmx([replace(entry, context=context)]), DESK).entries[0].context
    assert with_context in context


def test_a_file_of_omegat_is_understood() -> None:
    assert read(OMEGAT).entries == (
        Entry(
            "de",
            "en",
            "Der Saal ist voll.",
            "The hall is full",
            "human",
            date="2026-02-01T10:15:00+00:00",
            author="mo",
            created="2026-01-15T08:00:00+00:00",
            creator="ada",
            note="Hausstil: ohne Punkt",
        ),
        Entry(
            "de",
            "en",
            "Der Saal ist voll.",
            "It is a full house.",
            "human",
            context="Alle sind da.",
            date="2026-01-16T08:00:00+00:00",
            author="ada",
        ),
    )


def test_a_file_of_memoq_is_understood() -> None:
    contents = read(MEMOQ)
    assert contents.foreign == 1
    assert contents.entries == (
        Entry(
            "de",
            "en",
            "Das ist neu, sagt sie.",
            "That is new, she says.",
            "human",
            context="Es folgt: A & B.",
            date="2026-01-05T00:00:00+00:00",
            author="pm",
        ),
        Entry("de", "en", "Wir freuen uns.", "We are delighted.", "human"),
        Entry("de", "fr", "Wir freuen uns.", "Nous sommes ravis.", "human"),
    )


def test_a_file_of_trados_is_understood() -> None:
    contents = read(TRADOS)
    assert (contents.foreign, contents.unconfirmed) == (1, 1)
    found = [(entry.text, entry.translation, entry.origin, entry.author) for entry in contents.entries]
    assert found == [
        ("Eins.", "One.", "human", "NET\\lek"),
        ("Zwei.", "Two.", "mt", "NET\\pm"),
        ("Drei.", "Three.", "mt", ""),
        ("Vier.", "Four.", "human", "NET\\lek"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_a_file_may_be_in_other_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = OMEGAT.replace('encoding="UTF-8"', f'encoding="{declared}"').replace("Saal", "Säal")
    assert [entry.text for entry in read(text, encoding).entries] == ["Der Säal ist voll."] * 2


def test_the_segments_of_a_file_written_by_hand_may_go_over_lines() -> None:
    text = TRADOS.replace("<seg>Eins.</seg>", "<seg>\n   Eins\n   und eins.\n </seg>")
    assert read(text).entries[0].text == "Eins und eins."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MEMOQ.replace("</seg>", "", 1), r"^Zeile 14: .*kein gültiges XML"),
        (MEMOQ[: len(MEMOQ) // 2], r"^Zeile 1\d: .*kein gültiges XML"),
        ("", "leer"),
        ("Guten Tag", "^Zeile 1: "),
        ("<html><body/></html>", "keine TMX-Datei"),
        ('<!DOCTYPE tmx [\n<!ENTITY a "b">]><tmx version="1.4"/>', "^Zeile 2: .*Entität .„a“"),
        ('<!DOCTYPE t [\n<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><tmx/>', "^Zeile 2: .*Entität"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_broken_file_is_told_with_its_line(text: str, told: str, encoding: str) -> None:
    if encoding == "utf-16":
        text = text.replace('encoding="utf-8"', 'encoding="utf-16"')
    with pytest.raises(ExchangeError, match=told):
        read(text, encoding)


def test_a_few_lines_cannot_stand_for_gigabytes() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    started = time.perf_counter()
    with pytest.raises(ExchangeError, match="Entität"):
        read(f'<!DOCTYPE tmx [<!ENTITY a0 "ha">{laughs}]><tmx version="&a12;"><body>&a12;</body></tmx>')
    assert time.perf_counter() - started < 1


def test_a_file_that_is_too_big_is_told() -> None:
    with pytest.raises(ExchangeError, match="50 MB"):
        read_tmx(b" " * 50_000_001, DESK)


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "translate.storage.tmx", None)
    for call in (lambda: read(OMEGAT), lambda: write_tmx([FULL])):
        with pytest.raises(MissingExtraError, match=r'pip install "press-pipeline\[exchange\]"'):
            call()
