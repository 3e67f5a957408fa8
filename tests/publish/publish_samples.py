"""Publications to publish in tests: the gold label of a photonics network, told in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.catalogue import Catalogue, Publication
from pipeline.config import Languages, Publish, Settings, Site, Translate
from pipeline.model import (
    Boilerplate,
    Caption,
    Contact,
    Dateline,
    Edition,
    Field,
    Link,
    Location,
    Mention,
    Organisation,
    Person,
    Picture,
    Place,
    Quote,
    Release,
    ReleaseWarning,
    Status,
    Subhead,
)
from pipeline.publish import SITE_OUTPUTS, site_of

BERLIN = ZoneInfo("Europe/Berlin")
SETTINGS = Settings(
    site=Site(
        base_url="https://presse.example.org/",
        name="OptoNet Presse",
        names={"en": "OptoNet Newsroom"},
        publisher="OptoNet e.V.",
    ),
    languages=Languages(source="de", targets=("en",)),
)
DRAFTS_KEPT_BACK = replace(SETTINGS, translate=Translate(publish="approved"))
SHORT_FEEDS = replace(SETTINGS, publish=Publish(feed_length=2))

# A PNG of one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55000000"
    "0a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)


def site_output(name: str, *publications: Publication, settings: Settings = SETTINGS) -> dict[str, bytes]:
    """The files of one output alone that all releases make together."""
    site = site_of(Catalogue(publications), settings)
    return dict(file for group in SITE_OUTPUTS[name](site, settings) for file in group.make())


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN)


def mentions(release: Release, *forms: str) -> tuple[Mention, ...]:
    """Every place in the release where one of the forms stands, in reading order."""

    def found() -> Iterator[Mention]:
        for where, text in release.texts():
            taken: list[tuple[int, int]] = []
            for form in sorted(forms, key=len, reverse=True):
                start = text.find(form)
                while start >= 0:
                    end = start + len(form)
                    if all(end <= a or b <= start for a, b in taken):
                        taken.append((start, end))
                    start = text.find(form, end)
            yield from (Mention(text[a:b], where, a, b) for a, b in sorted(taken))

    return tuple(found())


def quote(release: Release, text: str, speaker: str | None) -> Quote:
    for index, paragraph in enumerate(release.paragraphs):
        start = paragraph.find(text)
        if start >= 0:
            return Quote(text, index, start, index, start + len(text), speaker)
    raise ValueError(text)


def gold_label_release() -> Release:
    plain = Release(
        source="2023-03-gold-label.docx",
        digest="5f" * 32,
        language="de",
        kicker="Auszeichnung für Thüringer Photonik",
        headline="OptoNet e.V. holt als erster Thüringer Verbund das Gold-Label",
        subheadline="Zwei Prüfer, ein Jahr Vorbereitung: Das Netzwerk aus Jena gehört jetzt zur europäischen Spitze",
        dateline=Dateline("Jena", "2023-03"),
        paragraphs=(
            "Der Photonikverbund OptoNet e.V. in Jena darf sich seit diesem Monat mit dem Gold-Label der "
            "European Cluster Excellence Initiative (ECEI) schmücken. Kein anderes Netzwerk im Freistaat "
            "hat diese Stufe bisher erreicht.",
            "Zwei Tage lang haben Fachleute die Geschäftsstelle befragt und Unterlagen gesichtet: Wie wird "
            "das Netzwerk geführt, wie finanziert, wie werden die 115 Mitglieder an der Strategie beteiligt?",
            "„Dieses Ergebnis gehört allen, die hier seit Jahren mitarbeiten“, sagt der Vorsitzende "
            "Dr. Torsten Poßner. „Wir messen uns jetzt mit den Besten in Europa.“",
            "Die Urkunde gilt zwei Jahre. Danach wird ein Teil der Fragen noch einmal gestellt.",
            "„Das Label ist ein Ansporn, kein Ruhekissen“, meint Geschäftsführerin Anke Siegmeier, die mit "
            "ihrem fünfköpfigen Team das Verfahren vorbereitet hat. Poßner hatte es von Anfang an unterstützt.",
            "„Es war eine knappe Sache“, heißt es aus dem Umfeld der Prüfer.",
        ),
        subheads=(Subhead(3, "Wie es weitergeht"),),
        captions=(Caption(1, "Das Team von OptoNet mit der Urkunde. Foto: OptoNet/Archiv"),),
        boilerplates=(
            Boilerplate(
                "Über OptoNet e.V.",
                "OptoNet e.V. verbindet seit 1999 Firmen und Forschungseinrichtungen der Photonik in "
                "Thüringen.\n\nDie Geschäftsstelle in Jena leiten Anke Siegmeier und Nora Kirsten.",
            ),
        ),
        contact=Contact(
            lines=(
                "OptoNet e.V., Nora Kirsten",
                "Leutragraben 1, 07743 Jena",
                "Telefon: 03641 327-90, presse@optonet.example",
            ),
            names=("Nora Kirsten",),
            emails=("presse@optonet.example",),
            phones=("+49364132790",),
        ),
        links=(
            Link("Clusterverzeichnis der ESCA", "https://www.cluster-analysis.example/list?a=1&b=2"),
            Link("Liste der Mitglieder", None),
        ),
        warnings=(
            ReleaseWarning(
                "date-month-only",
                "Das Datum nennt nur den Monat; als Tag der Veröffentlichung gilt der erste.",
                "dateline",
            ),
            ReleaseWarning("quote-without-speaker", "Zu diesem Zitat ist niemand als Sprecher genannt.", None, 5),
        ),
    )
    named = replace(
        plain,
        people=(
            Person(
                "Torsten Poßner",
                "Dr.",
                "Vorsitzende",
                "OptoNet e.V.",
                mentions(plain, "Torsten Poßner", "Poßner"),
            ),
            Person(
                "Anke Siegmeier",
                None,
                "Geschäftsführerin",
                "OptoNet e.V.",
                mentions(plain, "Anke Siegmeier"),
            ),
            Person("Nora Kirsten", None, None, "OptoNet e.V.", mentions(plain, "Nora Kirsten")),
        ),
        organisations=(
            Organisation("OptoNet e.V.", None, mentions(plain, "OptoNet e.V.", "OptoNet")),
            Organisation(
                "European Cluster Excellence Initiative",
                "ECEI",
                mentions(plain, "European Cluster Excellence Initiative", "ECEI"),
            ),
        ),
        places=(Place("Jena", mentions(plain, "Jena")), Place("Thüringen", mentions(plain, "Thüringen"))),
    )
    return replace(
        named,
        quotes=(
            quote(named, "Dieses Ergebnis gehört allen, die hier seit Jahren mitarbeiten", "Torsten Poßner"),
            quote(named, "Wir messen uns jetzt mit den Besten in Europa.", "Torsten Poßner"),
            quote(named, "Das Label ist ein Ansporn, kein Ruhekissen", "Anke Siegmeier"),
            quote(named, "Es war eine knappe Sache", None),
        ),
    )


def gold_label_in_english(status: Status = Status.APPROVED) -> Edition:
    return Edition(
        language="en",
        status=status,
        origin="human" if status is Status.APPROVED else "google",
        kicker="Honour for photonics in Thuringia",
        headline="OptoNet e.V. is Thuringia’s first network to win the Gold Label",
        subheadline="Two auditors, a year of preparation: the Jena network now ranks among Europe’s best",
        paragraphs=(
            "As of this month, the photonics network OptoNet e.V. in Jena holds the Gold Label of the European "
            "Cluster Excellence Initiative (ECEI). No other network in the state has reached this level.",
            "For two days, experts questioned the office and looked through its files: how is the network run "
            "and funded, how do its 115 members take part in the strategy?",
            "“This result belongs to everyone who has worked here over the years,” says the chairman, "
            "Dr. Torsten Poßner. “We now measure ourselves against the best in Europe.”",
            "The certificate is valid for two years. Some of the questions will then be asked again.",
            "“The label spurs us on, it is no pillow to rest on,” says managing director Anke Siegmeier, who "
            "prepared the audit with her team of five. Poßner had supported it from the outset.",
            "“It was a close call,” people close to the auditors say.",
        ),
        subheads=(Subhead(3, "What comes next"),),
        captions=(Caption(1, "The OptoNet team with the certificate. Photo: OptoNet/Archive"),),
        boilerplates=(
            Boilerplate(
                "About OptoNet e.V.",
                "Since 1999 OptoNet e.V. has connected companies and research institutes in Thuringia’s "
                "photonics industry.\n\nThe office in Jena is headed by Anke Siegmeier and Nora Kirsten.",
            ),
        ),
        warnings=(
            ReleaseWarning(
                "number-changed", "Die Zahl „115“ steht im Entwurf an anderer Stelle; bitte prüfen.", None, 1
            ),
        )
        if status is Status.DRAFT
        else (),
    )


def publication(
    slug: str = "optonet-gold-label",
    *,
    release: Release | None = None,
    editions: tuple[Edition, ...] | None = None,
    published: datetime | None = None,
    updated: datetime | None = None,
) -> Publication:
    when = published or at(2023, 3, 1, 0)
    return Publication(
        id=f"tag:presse.example.org,2023:{slug}",
        slug=slug,
        published=when,
        updated=updated or when,
        release=release or gold_label_release(),
        editions=(gold_label_in_english(),) if editions is None else editions,
    )


def with_picture() -> Publication:
    """The gold label with a picture for its caption and a paragraph that is a quotation as a whole."""
    release = gold_label_release()
    said = "„Wir machen weiter.“"
    release = replace(
        release,
        paragraphs=(*release.paragraphs, said),
        quotes=(*release.quotes, Quote(said[1:-1], 6, 1, 6, len(said) - 1, "Anke Siegmeier")),
        pictures=(Picture("team.png", "image/png", PIXEL, "Das Team", release.captions[0].text),),
    )
    edition = gold_label_in_english()
    return publication(
        release=release, editions=(replace(edition, paragraphs=(*edition.paragraphs, "“We carry on.”")),)
    )


def small_release(headline: str, *paragraphs: str, source: str = "kurz.md") -> Release:
    return Release(
        source=source,
        digest="00" * 32,
        language="de",
        headline=headline,
        dateline=Dateline("Erfurt", "2023-05-02"),
        paragraphs=paragraphs,
    )


def small_edition(headline: str | None, *paragraphs: str, status: Status) -> Edition:
    return Edition("en", status, "google", headline=headline, paragraphs=paragraphs)


GERMAN_CONTACT = Contact(
    lines=("Nora Kirsten", "nora@optonet.example"), names=("Nora Kirsten",), emails=("nora@optonet.example",)
)
ENGLISH_CONTACT = Contact(
    lines=("Media enquiries: Ada Marsh", "ada@optonet.example"), names=("Ada Marsh",), emails=("ada@optonet.example",)
)


def with_lists() -> Publication:
    """Two lists, parted by a paragraph, the second by a sub-head as well; an edition that pairs up."""
    release = replace(
        small_release("Drei Preise", "Es gibt:", "Gold", "Silber", "Dazu:", "Bronze", "Blech"),
        list_items=(1, 2, 4, 5),
        subheads=(Subhead(5, "Trost"),),
        contact=GERMAN_CONTACT,
    )
    edition = small_edition(
        "Three prizes", "There are:", "Gold", "Silver", "Also:", "Bronze", "Tin", status=Status.APPROVED
    )
    return publication("preise", release=release, editions=(replace(edition, subheads=(Subhead(5, "Comfort"),)),))


def everywhere(text: str) -> Publication:
    """A publication with the same text in every field that a file can fill, in both languages."""
    release = Release(
        source="überall.txt",
        digest="11" * 32,
        language="de",
        kicker=text,
        headline=text,
        subheadline=text,
        dateline=Dateline(text, "2023-05-02"),
        paragraphs=(text, text),
        list_items=(1,),
        subheads=(Subhead(1, text),),
        captions=(Caption(1, text),),
        boilerplates=(Boilerplate(text, text),),
        contact=Contact(lines=(text,), names=(text,), emails=(text,), phones=(text,)),
        links=(Link(text, text), Link(text, "javascript:" + text), Link(text, "https://example.org/" + text)),
        tags=(text,),
        correction=text,
        warnings=(ReleaseWarning("odd", text, text), ReleaseWarning("odd", text, text, 0)),
    )
    release = replace(
        release,
        people=(Person(text, text, text, text, _whole(text, Field.PARAGRAPH)),),
        organisations=(Organisation(text, text, _whole(text, Field.HEADLINE)),),
        places=(Place(text, _whole(text, Field.CAPTION)),),
        quotes=(Quote(text, 0, 0, 0, len(text), text),),
    )
    edition = Edition(
        "en",
        Status.DRAFT,
        origin=text,
        kicker=text,
        headline=text,
        subheadline=text,
        paragraphs=(text, text),
        subheads=(Subhead(1, text),),
        captions=(Caption(1, text),),
        boilerplates=(Boilerplate(text, text),),
        reason=text,
        warnings=(ReleaseWarning("odd", text, text, 1),),
        contact=Contact(lines=(text,), names=(text,), emails=(text,), phones=(text,)),
        correction=text,
    )
    return publication("ueberall", release=release, editions=(edition,))


def _whole(text: str, field: Field) -> tuple[Mention, ...]:
    return (Mention(text, Location(field), 0, len(text)),)
