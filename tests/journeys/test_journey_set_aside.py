"""An embargo that stands where the release's own text is not: in a header, a subject, a cover note."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from desk import CONCERT, Desk

DATA = Path(__file__).parents[1] / "data" / "read"
RTF = (DATA / "wordpad-1252.rtf").read_bytes().rstrip()
LINE = "Sperrfrist: 10.12.2030, 10 Uhr"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(part: str) -> bytes:
    """A real Word file with one more part in it."""
    buffer = io.BytesIO((DATA / "layouttabellen.docx").read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(part, f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{LINE}</w:t></w:r></w:p></w:hdr>')
    return buffer.getvalue()


def mail(body: str, *, subject: str = "Neue Meldung", attached: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@haus.example", "b@haus.example", subject
    message.set_content(body)
    if attached is not None:
        message.add_attachment(CONCERT.encode(), maintype="text", subtype="plain", filename=attached)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kopfzeile.docx", docx("word/header7.xml")),
        ("fussnote.docx", docx("word/footnotes7.xml")),
        (
            "kopf.rtf",
            (DATA / "wordpad-1252.rtf").read_bytes().rstrip()[:-1] + b"{\\header " + LINE.encode() + b"\\par}}",
        ),
        ("betreff.eml", mail(CONCERT, subject=LINE)),
        ("anschreiben.eml", mail(f"Liebe Redaktion,\n\nanbei unsere Meldung mit {LINE}.\n", attached="konzert.txt")),
        ("anhang.eml", mail("Anbei die Meldung.", attached="PM_Sperrfrist_2030.txt")),
        ("ps.eml", mail(f"{CONCERT}\n\nMit freundlichen Grüßen\n\n-- \nAnna Vogt\n\nPS: {LINE}\n")),
        ("seite.html", f"<header><p>{LINE}</p></header><main><h1>Titel</h1><p>{CONCERT}</p></main>".encode()),
        ("kopfdaten.md", f"---\ntitel: Konzert\nstatus: draft\n---\n\n{CONCERT}".encode()),
        ("embargo bis 10.12.2030/konzert.txt", CONCERT.encode()),
        ("Entwürfe/konzert.txt", CONCERT.encode()),
    ],
)
def test_it_withholds_all_the_same(desk: Desk, name: str, content: bytes) -> None:
    desk.drop(name, content)
    outcome = desk.build()
    assert "1 zurückgehalten" in outcome.out, outcome.out
    assert desk.data() == {}


def test_her_text_that_is_not_english_stays_out_of_the_english_feed(desk: Desk) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.drop("konzert.en.md", "# Konzert\n\n" + "Der Verein lädt in die Werkstatt ein und das ist für alle. " * 4)
    desk.build()
    assert desk.feed("en").entries == []
    assert "nicht in der Sprache" in desk.data()["konzert.txt"]["editions"]["en"]["warnings"][0]["message"]


def test_a_rename_in_two_steps_forgets_nothing_of_her_text(desk: Desk) -> None:
    english = "# Concert\n\nKahla, 10 May 2024 – The club invites to a concert in the workshop on 24 May.\n"
    path = desk.drop("a.txt", CONCERT)
    hers = desk.drop("a.en.md", english)
    desk.build()
    path.write_text(CONCERT.replace("5 Euro", "6 Euro"), "utf-8")
    desk.build()
    path.rename(desk.releases / "b.txt")
    desk.build()
    hers.rename(desk.releases / "b.en.md")
    desk.build()
    assert desk.data()["b.txt"]["editions"]["en"]["status"] == "outdated"


def test_an_unclear_embargo_of_her_own_text_is_told_without_its_words(desk: Desk) -> None:
    desk.drop("konzert.txt", CONCERT)
    desk.drop("konzert.en.md", "Embargo: until the secret merger is signed\n\n# A concert\n\nJena. The club plays.\n")
    desk.build()
    edition = desk.data()["konzert.txt"]["editions"]["en"]
    assert edition["status"] == "pending"
    assert not any(b"merger" in content for content in desk.files().values())
