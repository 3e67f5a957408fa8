"""The words in which offices withhold a release, and those that may stand in such a line without changing it."""

# Any spelling of Sperrfrist: hyphenated, spaced out, mistyped; matched on text without hyphens and letter spacing.
STEM = (
    r"sp(?:er|eer|rer|rerr|err){1,4}e?\s?(?:f\s?r?ir?s+t|frsit|vermerk|zeit(?=\s*:))\w*|sperrfr\.|\bspf\.|embargo(?:ed|es|s)?\b"
    r"|(?:veröffentlichungs|nachrichten|informations)sperre|\bmit\s+sperre\s+bis"
)

# Words that tell an embargo or Sperrfrist of another kind; only these exempt a line.
OTHER_KINDS = (
    r"düng\w*|gülle\w*|grünland|ackerland|jauche|\w*dünger|ausbringung\w*|arbeitslosengeld\w*|alg|eigenbedarf\w*"
    r"|wohnung\w*|jagd\w*|fischerei\w*|aktien\w*"
)
OTHER_EMBARGO_AFTER = r"\s+(?:gegen|des|der)\b"
OTHER_EMBARGO_BEFORE = r"(?:öl|waffen|handels|gas|export|import|rüstungs|eu|us|wirtschafts|getreide)[-\s]?\Z"

# One of these makes a short line a note to editors, if it holds no word but those in NOTE_WORDS.
NOTE_TRIGGERS = frozenset(
    """
    frei pressefrei sendefrei freigabe pressefreigabe sendefreigabe freigegeben gesperrt sperre vertraulich intern
    entwurf draft confidential nicht not erst frühestens earliest release publish publikation hold keinesfalls
    vorläufig dürfen darf veröffentlichen veröffentlichung publication
    """.split()
)
# A heading such as 'Veröffentlichung: 10.12.2023' is a dateline; with a time of day it is an embargo.
WEAK_TRIGGERS = frozenset("veröffentlichung veröffentlichen publication release".split())

DENIALS = (
    r"(?:es\s+gilt\s+|die\s+meldung\s+hat\s+)?(?:keine|ohne)\s+(?:sperrfrist|embargo)",
    r"(?:sperrfrist|sperrvermerk|embargo)\s*[:–-]?\s*(?:keine|ohne|entfällt|none|no)",
    r"(?:no\s+embargo)",
    r"(?:zur\s+sofortigen\s+veröffentlichung|sofort\s+frei|ab\s+sofort\s+frei|frei\s+ab\s+sofort)"
    r"(?:\s+(?:frei|freigegeben|zur\s+(?:sofortigen\s+)?veröffentlichung))?",
    r"(?:frei|freigegeben)\s+zur\s+sofortigen\s+veröffentlichung",
    r"for\s+immediate\s+(?:release|publication)",
)

# What may stand beside a denial; a date or any other word makes it doubtful.
LABEL_WORDS = frozenset(
    """
    einladung an die der das medien presse journalisten redaktionen pressemitteilung presseinformation medieninformation
    medienmitteilung presseaussendung pressemeldung mitteilung information pressetermin medientermin nr zur
    veröffentlichung frei sofort sofortigen ab hinweis es gilt ist diese meldung achtung und
    """.split()
)

# All that may stand beside day and time in a line that is sure; anything else makes it unsure.
NEUTRAL_WORDS = frozenset(
    """
    sperrfrist sperrfristen sperrvermerk sendesperrfrist embargo embargoed bis zum zu ab am an den dem der die das um
    uhr h frei pressefrei sendefrei gesperrt freigabe freigegeben pressefreigabe sendefreigabe
    veröffentlichung zur bitte beachten sie es
    gilt eine einer erst nicht vor hinweis hinweise redaktion redaktionen presse medien mit versehen endet diese dieser
    meldung mitteilung pressemitteilung achtung wichtig veröffentlichen verwenden berichten frühestens until for release
    publication on at under strictly not before hold vorabmeldung vorab datum uhrzeit ist im für vertraulich
    confidential o clock local german time ortszeit
    """.split()
)

WEEKDAY_NUMBERS = {
    **{"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5},
    **{"sonntag": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6},
}

NOTE_WORDS = (
    NEUTRAL_WORDS
    | NOTE_TRIGGERS
    | frozenset(WEEKDAY_NUMBERS)
    | frozenset(
        """
        nach oder und noch streng strictly keine kein weitergabe weitergeben weiterzugeben verwendung berichterstattung
        berichtet berichten veröffentlicht publiziert verbreitet werden wird gestattet erlaubt bestimmt behandeln
        vertraulich stellen online termin veröffentlichungstermin date do publish released published earlier than be
        may must only internal use this press immediately embargo beginn pressekonferenz der ab gesetzt alle allen
        mesz mez utc gmt cet cest p a m am pm january february march april may june july august september october
        november december
        """.split()
    )
)

# What a remark in brackets beside day and time may hold without making it doubtful.
REMARK_WORDS = NEUTRAL_WORDS | frozenset(
    "beginn start der des eröffnung pressekonferenz pressegesprächs festakts rede".split()
)
