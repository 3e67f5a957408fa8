"""Mails: the release comes out of the text, the attachment or the forwarded mail, with its contact and pictures."""

import base64
import hashlib
import json
import quopri
import struct
import time
from collections.abc import Mapping
from email.message import EmailMessage
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Release, Role
from pipeline.parse import parse
from pipeline.read import READERS
from pipeline.read.content import Content, Reader, UnreadableError
from pipeline.read.mail import make_mail_reader
from pipeline.read.mail_flowed import unflowed
from pipeline.read.mail_trim import Line, release_lines

DATA = Path(__file__).parent.parent / "data" / "read"
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "releases" / "WG_Pressemitteilung_Aufbaubank.eml"
SAMPLES = sorted(DATA.glob("*.eml"))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 300) + b"\x08\x02\0\0\0"
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)
LONG = "Der Verein hat am Donnerstag beschlossen, die alte Mühle zu kaufen und bis zum Sommer herzurichten. "
RELEASE = f"Verein kauft die Mühle\n\nBrauna, 3. Mai 2024 – {LONG * 3}\n\n{LONG * 4}\n"
SIGNATURE = "Mit freundlichen Grüßen\nJost Albers\nTel. 030 23125 117\npresse@museum-brauna.example\n"


def _readers() -> Mapping[str, Reader]:
    return {**READERS, ".eml": read_mail}


read_mail = make_mail_reader(_readers)


def released(data: bytes, name: str = "meldung.eml") -> Release:
    content = read_mail(data)
    digest = hashlib.sha256(data).hexdigest()
    return parse(Document(name, digest, content.blocks, content.metadata, content.language, content.warnings))


def sample(name: str) -> Release:
    return released((DATA / name).read_bytes(), name)


def mail(text: str, *, html: str | None = None, subject: str = "Mühle", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "presse@museum-brauna.example"
    message["Subject"] = subject
    for key, value in headers.items():
        message[key.replace("_", "-")] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def attach(message: EmailMessage, data: bytes, name: str, kind: str = "application/octet-stream") -> None:
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)


def content(message: EmailMessage) -> Content:
    return read_mail(message.as_bytes())


def text_of(got: Content) -> str:
    return "\n".join(block.text for block in got.blocks)


def codes(got: Content) -> list[str]:
    return [warning.code for warning in got.warnings]


# --- whole mails, from their bytes to the release ---------------------------------------------------------------


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold releases are not on this machine")
def test_the_gold_mail_comes_out_right() -> None:
    truth = json.loads(GOLD.with_suffix(".gold.json").read_text("utf-8"))
    release = released(GOLD.read_bytes(), GOLD.name)
    assert (release.headline, release.kicker, release.subheadline) == (truth["headline"], None, None)
    assert (release.dateline.place, release.dateline.date) == ("Erfurt", truth["dateline"]["date"])
    assert release.paragraphs[0].startswith(truth["lead"])
    assert len(release.paragraphs) == truth["paragraphs"]
    assert list(release.contact.emails) == truth["contact"]["emails"]
    assert list(release.contact.phones) == truth["contact"]["phones"]
    assert release.contact.lines[0] == "Regina Tanner"
    assert (release.boilerplates, release.captions, release.warnings) == ((), (), ())


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold releases are not on this machine")
def test_the_plain_form_of_the_gold_mail_gives_the_same_release() -> None:
    only_plain = GOLD.read_bytes().replace(b"Content-Type: text/html", b"Content-Type: application/x-none")
    plain, both = released(only_plain), released(GOLD.read_bytes())
    assert (plain.headline, plain.dateline, plain.paragraphs) == (both.headline, both.dateline, both.paragraphs)
    assert plain.contact == both.contact


@pytest.mark.parametrize(
    ("name", "headline", "place", "date", "paragraphs", "email", "phone"),
    [
        ("flowed", "Turmuhr am Markt schlägt nach elf Jahren wieder", "Grauenstein", "2025-03-13", 3, "merkel", "344"),
        ("rundbrief", "Radhaus am Bahnhof nimmt 640 Fahrräder auf", "Lindenau", "2024-06-04", 5, "presse", "77"),
        (
            *("zwei-fassungen", "Bibliothek verleiht jetzt auch Bohrmaschinen", "Werdau am See", "2024-10-21", 3),
            *("bibliothek", "590"),
        ),
        ("anschreiben", "Gärtnerei Holm züchtet Tomate für kalte Nächte", "Ottersleben", "2025-04-02", 3, "holm", "61"),
        (
            *("weitergeleitet", "Kreis Ahlborn baut 14 Kilometer Radweg in einem Jahr", "Ahlborn", "2025-01-17", 3),
            *("petersen", "410"),
        ),
        (
            *("falscher-zeichensatz", "Hafen Kolbeck öffnet die Schleuse auch nachts", "Kolbeck", "2025-02-03", 2),
            *("weiss", "18"),
        ),
        ("bild-im-text", "Feuerwehr Brunnau bekommt ihre erste Drehleiter", "Brunnau", "2025-05-09", 2, "wehr", "112"),
    ],
)
def test_a_mail_becomes_its_release(
    name: str, headline: str, place: str, date: str, paragraphs: int, email: str, phone: str
) -> None:
    release = sample(f"{name}.eml")
    assert (release.headline, release.kicker) == (headline, None)
    assert (release.dateline.place, release.dateline.date) == (place, date)
    assert len(release.paragraphs) == paragraphs
    assert [address.split("@")[0] for address in release.contact.emails] == [email]
    assert [number.endswith(phone) for number in release.contact.phones] == [True]
    assert release.boilerplates == ()
    assert release.warnings == ()


def test_a_newsletter_keeps_its_contact_and_loses_its_furniture() -> None:
    got = text_of(read_mail((DATA / "rundbrief.eml").read_bytes()))
    assert "Swantje Ohm" in got
    for noise in ("Browser", "Mehr Platz", "Presseverteiler", "Abmelden", "HRB", "©"):
        assert noise not in got


def test_a_picture_by_cid_stands_before_its_caption_and_the_logo_of_the_signature_goes() -> None:
    blocks = read_mail((DATA / "bild-im-text.eml").read_bytes()).blocks
    (at,) = [at for at, block in enumerate(blocks) if block.picture]
    picture = blocks[at].picture
    assert picture is not None
    assert (picture.name, picture.media_type) == ("drehleiter.png", "image/png")
    assert picture.alt == "Drehleiter vor dem Rathaus"
    assert picture.data.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture.data[16:24]) == (160, 90)
    assert blocks[at + 1].role is Role.CAPTION


def test_the_attached_release_brings_its_metadata_and_the_mails_picture_comes_last() -> None:
    got = read_mail((DATA / "anschreiben.eml").read_bytes())
    assert got.blocks[-1].picture is not None
    assert got.blocks[-1].picture.name == "tomate.png"
    assert "Liebe Redaktion" not in text_of(got)
    assert dict(got.metadata) == {"page-title": "Tomate für kalte Nächte", "mail-date": "2025-04-02T07:15:00+02:00"}


# --- which form, which part -------------------------------------------------------------------------------------


def test_html_with_structure_wins_and_a_mere_wrapper_loses() -> None:
    plain = "Titel\n\nEin Satz nur im Klartext, sonst gleich. Und noch einer dazu.\n"
    body = "Ein Satz nur im Klartext, sonst gleich. Und noch einer."
    assert content(mail(plain, html=f"<h1>Titel</h1><p>{body}</p>")).blocks[0].role is Role.HEADING
    assert "dazu" in text_of(content(mail(plain, html=f"<div>Titel</div><div>{body}</div>")))


def test_html_that_lost_most_of_the_text_loses_and_a_stub_of_plain_text_too() -> None:
    assert text_of(content(mail(RELEASE, html=f"<h1>Kurzfassung</h1><p>{LONG * 5}</p>"))).count("Donnerstag") == 7
    stub = "Ihr Programm zeigt kein HTML an.\n"
    assert text_of(content(mail(stub, html=f"<div>{LONG}</div><div>{LONG}</div>"))).count("Donnerstag") == 2


@pytest.mark.parametrize(
    ("declared", "actual"),
    [("us-ascii", "cp1252"), ("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("x-unbekannt", "cp1252"), ("", "utf-8")],
)
def test_a_wrong_charset_does_no_harm(declared: str, actual: str) -> None:
    kind = f"Content-Type: text/plain; charset={declared}\r\n" if declared else ""
    raw = (
        f"From: a@b.example\r\nSubject: Größe „neu“\r\n{kind}Content-Transfer-Encoding: 8bit\r\n\r\nGröße „neu“".encode(
            actual
        )
    )
    got = read_mail(raw)
    assert text_of(got) == "Größe „neu“"
    assert dict(got.metadata)["page-title"] == "Größe „neu“"
    assert got.warnings == ()


def test_quoted_printable_with_soft_breaks_and_a_broken_base64() -> None:
    body = quopri.encodestring((LONG * 2).encode())
    raw = b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + body
    assert text_of(read_mail(raw)) == (LONG * 2).strip()
    broken = base64.encodebytes(LONG.encode()).replace(b"=", b"")[:-3]
    raw = b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + broken
    got = read_mail(raw)
    assert text_of(got).startswith("Der Verein hat am Donnerstag")
    assert codes(got) == ["mail-damaged"]


def test_flowed_text_is_joined_but_not_across_quoting_and_not_at_the_signature() -> None:
    assert unflowed("Ein \nSatz.\n eingerückt\n>> a \n>> b\n-- \nName") == "Ein Satz.\neingerückt\n>> a b\n-- \nName"
    assert unflowed(">> a \n> b \nc") == ">> a \n> b \nc"
    assert unflowed("Donau \ndampf", joint="") == "Donaudampf"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("WG: AW: Pressemitteilung: Mühle gekauft", "Mühle gekauft"),
        ("=?utf-8?B?TcO8aGxl?= =?utf-8?Q?_gekauft?=", "Mühle gekauft"),
        ("=?iso-8859-1?Q?M=FChle?= gekauft", "Mühle gekauft"),
        ("Fwd: [EXTERN]: PM | Mühle gekauft", "Mühle gekauft"),
        ("=?kaputt?Q?M=FChle?=", "Mühle"),
        ("=?utf-8?B?%%%?=", ""),
    ],
)
def test_the_subject_is_read_and_loses_its_prefixes(subject: str, title: str) -> None:
    raw = f"Subject: {subject}\r\nDate: irgendwann\r\nContent-Language: de-AT, en\r\n\r\n{LONG}"
    got = read_mail(raw.encode())
    assert dict(got.metadata).get("page-title", "") == title
    assert "mail-date" not in dict(got.metadata)
    assert got.language == "de-AT"


# --- attachments ------------------------------------------------------------------------------------------------


def test_the_text_counts_when_it_is_a_release_and_what_is_attached_is_named() -> None:
    message = mail(RELEASE + SIGNATURE)
    attach(message, b"%PDF-1.7", "Hintergrund.pdf", "application/pdf")
    attach(message, RELEASE.encode(), "PM.txt")
    attach(message, JPEG, "../../Mühle am Bach.jpg", "image/jpeg")
    attach(message, b"II*\0", "scan.tif", "image/tiff")
    got = content(message)
    assert [block.picture.name for block in got.blocks if block.picture] == ["Mühle am Bach.jpg"]
    assert got.blocks[-1].role is Role.PICTURE
    # How they are called is the office's business: a warning's message is published.
    assert [(warning.message, warning.private) for warning in got.warnings] == [
        ("3 Anhänge der E-Mail wurden nicht übernommen.", "Weggelassen: „Hintergrund.pdf“, „PM.txt“, „scan.tif“.")
    ]


def test_one_release_in_two_formats_is_one_attachment() -> None:
    message = mail("Guten Tag,\n\nim Anhang unsere Meldung.\n\n" + SIGNATURE)
    attach(message, f"<h1>Aus HTML</h1><p>{LONG}</p>".encode(), "PM Mühle.html")
    attach(message, f"Aus Text\n\n{LONG}".encode(), "PM Mühle.txt")
    attach(message, b"%PDF-1.7", "PM Mühle.xyz")
    got = content(message)
    assert got.blocks[0].text == "Aus Text"
    assert got.warnings == ()


def test_a_short_text_gives_way_to_the_attachment_with_a_doubt() -> None:
    message = mail("Viel Freude beim Lesen!\n")
    attach(message, RELEASE.encode(), "PM.txt")
    assert codes(content(message)) == ["attachment-taken"]
    attach(message, RELEASE.encode(), "PM2.txt")
    got = content(message)
    assert (got.blocks[0].text, codes(got)) == ("Viel Freude beim Lesen!", ["attachments-ignored"])


@pytest.mark.parametrize("names", [["PM.doc"], ["PM 1.txt", "PM 2.txt"]])
def test_a_note_whose_attachment_is_unclear_is_refused(names: list[str]) -> None:
    message = mail("Anbei unsere Pressemitteilung.\n")
    for name in names:
        attach(message, RELEASE.encode(), name)
    with pytest.raises(UnreadableError, match="nur ein Anschreiben") as caught:
        content(message)
    assert names[0] in caught.value.reason


def test_a_damaged_attachment_is_named() -> None:
    message = mail("Anbei unsere Pressemitteilung.\n")
    attach(message, b"%PDF-1.7", "PM.txt")
    with pytest.raises(UnreadableError, match=r"Anhang „PM\.txt“: Der Inhalt ist kein Text"):
        content(message)


def test_a_mail_in_a_mail_is_read_but_not_without_end() -> None:
    message = mail(RELEASE)
    for depth in range(4):
        outer = mail("Zur Kenntnis im Anhang.\n")
        outer.add_attachment(message)
        message = outer
        if depth < 2:
            assert content(message).blocks[0].text == "Verein kauft die Mühle"
    with pytest.raises(UnreadableError, match="E-Mails enthalten"):
        content(message)


def test_a_mail_without_text_is_refused() -> None:
    message = EmailMessage()
    message["Subject"] = "Bild"
    message.set_content(PNG, maintype="image", subtype="png", filename="a.png")
    with pytest.raises(UnreadableError, match="keinen lesbaren Text"):
        content(message)


# --- what goes and what stays -----------------------------------------------------------------------------------


def trimmed(text: str, *, is_reply: bool = False) -> str:
    return "\n".join(line.text for line in release_lines([Line(row) for row in text.split("\n")], is_reply=is_reply))


@pytest.mark.parametrize(
    "footer",
    [
        "Diese E-Mail kann vertrauliche Informationen enthalten. Wer sie\nirrtümlich erhält, löscht sie bitte.",
        "Diese Nachricht ist ausschließlich\nfür den Adressaten bestimmt.",
        "This e-mail is confidential and intended for the addressee only.",
        "Bitte prüfen Sie, ob diese E-Mail wirklich ausgedruckt werden muss.",
        "Denken Sie an die Umwelt",
        "Sitz der Gesellschaft: Brauna, Amtsgericht Brauna, HRB 1234",
        "Geschäftsführerin: Wilma Sandrock",
        "Registergericht: Brauna VR 77",
        "Sie erhalten diese E-Mail, weil Sie in unserem Verteiler stehen.",
        "Wenn Sie künftig keine Pressemitteilungen erhalten möchten, schreiben Sie uns.",
        "Vertraulichkeitshinweis:",
        "Von meinem iPhone gesendet",
        "Am Mo., 6. Mai 2024 um 09:12 Uhr schrieb Uwe Kern <kern@zeitung.example>:\n\nHallo, wann kommt der Text?",
        "Am 06.05.2024 um 09:12\nschrieb Uwe Kern:\n> Hallo,\n> wann kommt der Text?",
        "-----Ursprüngliche Nachricht-----\nVon: Uwe Kern\nGesendet: Montag\n\nWann kommt der Text?",
        "*Von:* Uwe Kern <kern@zeitung.example>\n*Gesendet:* Montag\n*An:* Presse\n*Betreff:* AW: x\n\nWann denn?",
        "________________________________\nFrom: Uwe Kern\nSent: Monday\nTo: Presse\nSubject: x\n\nWhen?",
    ],
)
@pytest.mark.parametrize("form", ["plain", "html"])
def test_what_is_no_part_of_the_release_goes_and_the_contact_stays(footer: str, form: str) -> None:
    text = f"{RELEASE}\n{SIGNATURE}\n{footer}\n"
    if form == "plain":
        got = text_of(content(mail(text)))
    else:
        rows = (f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in text.split("\n\n"))
        got = text_of(read_mail(f"Subject: x\nContent-Type: text/html\n\n<html>{''.join(rows)}</html>".encode()))
    assert got.count("Donnerstag") == 7
    assert got.rstrip("-_ \n").endswith("Jost Albers\nTel. 030 23125 117\npresse@museum-brauna.example")


@pytest.mark.parametrize(
    "sentence",
    [
        "Diese Nachricht ist für die Fans eine gute.",
        "Die Geschäftsführerin freut sich.",
        "© Museum Brauna / W. Sandrock",
        "Am Montag schrieb Schiller an Goethe.",
        "Von: Brauna bis Lohra",
        "Schützen Sie die Umwelt!",
        "Liebe auf den ersten Blick!",
    ],
)
def test_sentences_of_a_release_stay(sentence: str) -> None:
    assert trimmed(f"{sentence}\n\n{RELEASE}") == f"{sentence}\n\n{RELEASE}"
    assert trimmed(f"{RELEASE}\n{sentence}\n") == f"{RELEASE}\n{sentence}\n"


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Weitergeleitete Nachricht ---------\nVon: A <a@b.example>\nDate: Mo.\nSubject: x\nTo: <c@d.ex>\n",
        "-------- Weitergeleitete Nachricht --------\nBetreff: \tx\nDatum: \tMon, 6 May\nVon: \tA\nAn: \tB\n",
        "Anfang der weitergeleiteten Nachricht:\n\nVon: A\nBetreff: x\nDatum: 6. Mai\nAn: B\n",
        "Von: A\nGesendet: Montag\nAn: B\nBetreff: x\n",
    ],
)
@pytest.mark.parametrize("quote", ["", "> "])
def test_a_forwarded_release_is_the_release(mark: str, quote: str) -> None:
    inner = f"{mark}\n{RELEASE}" if not quote else f"{mark}\n" + "\n".join(quote + row for row in RELEASE.split("\n"))
    got = trimmed(f"Hallo,\n\nbitte mit aufnehmen.\n\nGruß\nInge\nTel. 1\n\n{inner}")
    assert got.strip() == RELEASE.strip()


def test_in_an_answer_the_answer_counts() -> None:
    asked = "-----Ursprüngliche Nachricht-----\nVon: Uwe\nGesendet: Montag\n\n" + LONG * 10
    assert "Donnerstag" not in trimmed(f"Die Mühle öffnet am Sonntag.\n\n{asked}", is_reply=True)
    assert "Donnerstag" in trimmed(asked, is_reply=True)


def test_a_note_above_the_release_goes_and_its_signature_moves_below() -> None:
    note = "Sehr geehrte Damen und Herren,\n\nanbei unsere Meldung mit der Bitte um Veröffentlichung.\n\n"
    assert trimmed(note + RELEASE) == RELEASE
    got = trimmed(f"{note}{SIGNATURE}\n--------\n{RELEASE}").split("\n")
    assert got[1] == "Verein kauft die Mühle"
    assert got[-2] == "presse@museum-brauna.example" or got[-1] == "presse@museum-brauna.example"
    assert trimmed(note) == note


def test_a_slogan_below_the_separator_goes_and_an_address_stays() -> None:
    assert trimmed(f"{RELEASE}\n-- \nBesuchen Sie uns auf der Messe!") == f"{RELEASE}"
    assert trimmed(f"{RELEASE}\n-- \nJ. Albers, Tel. 030 1").endswith("Tel. 030 1")


# --- hostile input ----------------------------------------------------------------------------------------------


def outcome(data: bytes) -> str:
    """Read or refuse within seconds; anything else that is raised fails the test."""
    start = time.perf_counter()
    try:
        said = text_of(read_mail(data))
    except UnreadableError as error:
        said = f"refused: {error.reason}" if error.reason and error.remedy else ""
    assert time.perf_counter() - start < 5
    assert said
    return said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Nur ein Text ohne Kopf.", "keine E-Mail"),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nText\n" * 3_000, "200 Teile"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (n, n) for n in range(400)),
            "zu tief verschachtelt",
        ),
        (b"Subject: x\nContent-Type: text/plain" + b"; a=b" * 100_000 + b"\n\nText", "beschädigt"),
        (b"Subject: x\n\n" + b"\n" * 3_000_000, "viel zu umfangreich"),
        (b"Subject: x\n\n" + b"Wort\n" * 40_000, "zu viele Zeilen"),
        (b"Subject: x\nContent-Type: text/html\n\n" + b"<br>" * 100_001, "zu viele Elemente"),
    ],
)
def test_absurd_mails_are_refused_quickly(data: bytes, said: str) -> None:
    assert outcome(data).startswith("refused")
    assert said in outcome(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"Subject: " + b"=?a?q?" * 100_000 + b"\n\nText",
        b"Subject: x\n\n" + b"a" * 900_000,
        b"Subject: x\n\n" + b"Von: a\n" * 15_000,
        b"Subject: x\n\n" + b"Am a schrieb\n" * 15_000,
        b"Subject: x\n\n" + b"> a\n\n" * 9_000,
        b"Subject: x\nContent-Type: text/plain; charset*=''%FF; format=\n\nText",
        b'Subject: x\nContent-Type: text/plain; charset="\xff"\nContent-Disposition: attachment; filename*0*=x\n\nText',
        b"Subject: x\nContent-Type: ;;;=\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n\xff",
    ],
)
def test_odd_mails_come_to_an_end(data: bytes) -> None:
    outcome(data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.one_of(st.binary(max_size=400), st.binary(max_size=300).map(lambda tail: b"Subject: x\n" + tail)))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    outcome(data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(SAMPLES), data=st.data())
def test_no_cut_or_changed_mail_brings_the_reader_down(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    outcome(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
