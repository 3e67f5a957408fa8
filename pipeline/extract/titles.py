"""Academic titles, forms of address and particles of nobility (after Duden, „Titel und akademische Grade“)."""

from __future__ import annotations

import re

TITLE = re.compile(
    r"""
    (?: (?:Univ|Jun|Hon|Ass|Assoz)\.-Prof\.(?:in)? | JProf\.? | Prof(?:in)?\. | Prof\.in | Prof | Professor
      | Professorin
      | Dr\.in | M?Mag\.(?:a|in)? | DI(?:in)? | lic\. | E\.h\. | \(FH\)
      | Dr\.?(?:-[A-Za-zäöü]+\.?)* | Drs?\. | PD | Priv\.-Doz\. | Privatdozentin | Privatdozent
      | Dipl\.-[A-Za-zäöü]+\.?(?:-[A-Za-zäöü]+\.?)* | Ing\.
      | habil\. | habil | em\. | Ass\. | rer\. | nat\. | med\. | phil\. | jur\. | iur\. | pol\. | oec\. | mult\. | vet\.
      | dent\. | theol\.
      | agr\. | sc\. | soc\. | apl\. | h\.c\. | publ\. | hum\. | biol\. | techn\. | utr\. )
    """,
    re.VERBOSE,
)
"""One token of a title, without spaces (``Token.key``)."""

AFTER_NAME = frozenset(
    {"M.A.", "B.A.", "M.Sc.", "B.Sc.", "M.Eng.", "B.Eng.", "MBA", "Ph.D.", "LL.M.", "MdB", "MdL", "MdEP"}
)
"""Stand after a name and are no part of it."""

FEMALE_ADDRESS = frozenset({"Frau"})
MALE_ADDRESS = frozenset({"Herr", "Herrn"})
ADDRESS = FEMALE_ADDRESS | MALE_ADDRESS

PARTICLES = frozenset(
    """
    von vom van der den dem de del della da di do dos du la le zu zum zur und ten ter tom thor el al bin ibn af av
    """.split()
)
"""Small words inside a surname; „und“ only in „von und zu“."""

NOBILITY = frozenset(
    """
    Graf Gräfin Freiherr Freifrau Freiin Baron Baronin Baronesse Prinz Prinzessin Fürst Fürstin Herzog
    Herzogin Ritter Edler Edle
    """.split()
)
"""Part of the surname by law since 1919, not of the title."""
