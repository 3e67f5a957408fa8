"""Pictures: their files, where they stand in the text, and what is said of them."""

from __future__ import annotations

import json
from dataclasses import replace

from bs4 import BeautifulSoup
from publish_samples import SETTINGS
from publish_samples import publication as published

from pipeline.catalogue import Catalogue, Publication
from pipeline.model import Caption, Picture
from pipeline.publish import render

PNG = b"\x89PNG\r\n\x1a\n picture"


def with_pictures(*pictures: Picture) -> Publication:
    publication = published()
    release = replace(publication.release, captions=(Caption(1, "Das Team. Foto: A. Roth"),), pictures=pictures)
    return replace(publication, release=release, editions=())


def files(publication: Publication) -> dict[str, bytes]:
    return render(Catalogue((publication,)), SETTINGS)


def test_a_picture_stands_with_its_caption_and_has_a_file_of_its_own() -> None:
    picture = Picture("Büro Foto.PNG", "image/png", PNG, alt='Team "Gold"', caption="Das Team. Foto: A. Roth", before=1)
    publication = with_pictures(picture)
    made = files(publication)
    path = f"media/{publication.slug}-1.png"
    assert made[path] == PNG
    fragment = BeautifulSoup(made[f"fragments/{publication.slug}.de.html"], "lxml")
    (figure,) = fragment.find_all("figure")
    assert figure.img["src"] == f"https://presse.example.org/{path}"
    assert figure.img["alt"] == 'Team "Gold"'
    assert figure.figcaption.get_text() == "Das Team. Foto: A. Roth"
    (attachment,) = json.loads(made[f"data/{publication.slug}.json"])["attachments"]
    assert (attachment["path"], attachment["bytes"], attachment["alt"]) == (path, len(PNG), 'Team "Gold"')
    assert (attachment["width"], attachment["height"]) == (None, None)


def test_size_of_a_picture_is_in_the_data_where_its_file_tells_it() -> None:
    picture = Picture("a.gif", "image/gif", b"GIF89a" + bytes((0x80, 0x02, 0xE0, 0x01)))
    publication = with_pictures(picture)
    (attachment,) = json.loads(files(publication)[f"data/{publication.slug}.json"])["attachments"]
    assert (attachment["width"], attachment["height"]) == (640, 480)


def test_a_picture_without_a_caption_stands_at_its_place() -> None:
    publication = with_pictures(Picture("a.jpg", "image/jpeg", b"jpg", before=1))
    body = BeautifulSoup(files(publication)[f"fragments/{publication.slug}.de.html"], "lxml").select_one(".press-body")
    assert body is not None
    names = [child.name for child in body.find_all(recursive=False) if child.name in ("p", "figure")]
    assert names.count("figure") == 2
    assert names.index("figure") == 1


def test_what_could_carry_script_is_left_out() -> None:
    publication = with_pictures(Picture("a.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"))
    made = files(publication)
    assert not any(path.startswith("media/") for path in made)
    assert all(b"onload" not in content for content in made.values())
