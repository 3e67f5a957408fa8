"""Legal forms that close an organisation's name (HGB, GmbHG, AktG, BGB, PartGG, GenG and foreign ones)."""

from __future__ import annotations

import re

LEGAL_FORM = re.compile(
    r"""
    (?<![\w-])
    (?:
        (?: gGmbH | GmbH | UG\ \(haftungsbeschränkt\) | UG | AG | SE | GesmbH )
        \s? (?:&|\+|und) \s? (?:Co\.?|Cie\.?|Comp\.) \s? (?:KGaA|KG|OHG|oHG)
      | gemeinnützige[rn]?\s(?:GmbH|AG|UG) | gGmbH | GmbH | mbH | GesmbH | Ges\.m\.b\.H\.
      | gUG | UG\ \(haftungsbeschränkt\) | UG | gAG | AG | SE | KGaA | KG | OHG | oHG | eGbR | GbR | eGmbH
      | eG | e\.\s?G\. | e\.\s?V\. | eV
      | e\.\s?K\. | e\.\s?Kfr\.
      | PartG\s?mbB | PartGmbB | PartG | mbB | AöR | A\.\s?ö\.\s?R\. | KdöR | K\.\s?d\.\s?ö\.\s?R\. | VVaG | a\.\s?G\.
      | Co\.,\s?Ltd\.? | Ltd\.? | Limited | Inc\.? | LLC | PLC | plc | Corp\.? | Corporation | S\.A\.(?:S\.)? | SAS
      | S\.à\ r\.l\. | SARL | B\.V\. | BV | N\.V\. | s\.r\.o\. | a\.s\. | Sp\.\ z\ o\.\s?o\.
      | S\.p\.A\. | S\.r\.l\. | A/S | ApS | AB | Oyj?
      | Kft\.? | Zrt\.? | d\.o\.o\. | ASA
    )
    (?![\w-])
    """,
    re.VERBOSE,
)

JOINERS = frozenset({"&", "+"})
"""Join parts of a firm's name."""

AFTER_AND = frozenset(
    """
    Söhne Sohn Partner Partnerinnen Co Co. Cie Töchter Tochter Brüder Gebrüder Kollegen Kolleginnen
    Kompagnon Gesellen
    """.split()
)
"""Words that an „und“ in a firm's name leads to."""


def closes(name: str) -> bool:
    """Whether a legal form ends a name as written: „Optik Moos UG (haftungsbeschränkt)“."""
    return any(match.end() == len(name) for match in LEGAL_FORM.finditer(name))
