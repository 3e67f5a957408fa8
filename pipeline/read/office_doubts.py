"""What an officer should know about how an office file was read."""

from __future__ import annotations

from pipeline.model import ReleaseWarning

FOOTNOTES = ReleaseWarning(
    "footnotes-left-out", "Die Datei hat Fuß- oder Endnoten; sie werden in der Mitteilung weggelassen."
)
CHANGES = ReleaseWarning(
    "tracked-changes",
    "Die Datei enthält noch nicht angenommene Änderungen; gelesen wurde sie so, als wären alle angenommen.",
)
DIAGRAM = ReleaseWarning("diagram-left-out", "Ein Diagramm der Datei wurde weggelassen; bitte als Bild einfügen.")


def picture_left_out(name: str) -> ReleaseWarning:
    """The doubt about a picture that browsers cannot show or that is not in the file."""
    return ReleaseWarning(
        "picture-left-out",
        f"Das Bild „{name}“ wurde weggelassen: Es ist kein JPEG, PNG, GIF oder WebP oder liegt nicht in der Datei.",
        where=name,
    )
