"""The words in which offices withhold a release, and those that may stand in such a line without changing it."""

# Any spelling of Sperrfrist: hyphenated, spaced out, mistyped; matched on text without hyphens and letter spacing.
STEM = r"sper+e?(?:f\s?r?ir?s?t|frsit|vermerk)\w*|embargo(?:ed|es|s)?\b"

# Behind or before the stem: then the text is about an embargo of another kind.
OTHER_EMBARGO_AFTER = r"\s+(?:für|bei|beim|nach|gegen|auf|wegen|von|des|der|im\s+(?!text|\w+\s+text))\b"
OTHER_EMBARGO_BEFORE = r"(?:\w-|(?:öl|waffen|handels|gas|export|import|rüstungs)\s?)\Z"

# How a line begins that tells editors what to do, and what it then says.
NOTE_OPENERS = (
    r"bitte|hinweis|achtung|wichtig|nicht|erst|frühestens|frei|freigabe|freigegeben|zur?m?\b|vorab\w*|veröffentlichung"
    r"|bis|vertraulich|streng|entwurf|gesperrt|pressefrei|ab|keinesfalls|not|under|hold|strictly|confidential|draft|for"
)
NOTE_PHRASES = (
    r"\bnicht\s+vor\b.*\b(?:veröffentlichen|verwenden|berichten|publizieren|verbreiten|weitergeben|online)",
    r"\b(?:veröffentlich|verwend|bericht|publizier|verbreit)\w*\b.*\bnicht\s+vor\b",
    r"\b(?:erst|frühestens)\s+(?:ab|am|nach|zum)\b.*\b(?:veröffentlich(?:en|ung)|freigegeben|berichten|verwenden|frei)\b",
    r"\b(?:veröffentlichung|freigabe|berichten|verwenden)\b.*\b(?:erst|frühestens)\s+(?:ab|am|nach|zum)\b",
    r"\bfrei\w*\b.*\b(?:ab|am)\s*:?\s+\S*\d",
    r"\A\W*(?:presse|sende)?freigabe\s*:",
    r"\A\W*(?:presse)?frei\s+(?:ab|am|für)\b",
    r"\A\W*(?:zur\s+)?veröffentlichung\s+(?:bitte\s+)?(?:erst\s+)?(?:frei\s+)?(?:ab|am)\b",
    r"\bnicht\s+(?:zur\s+)?veröffentlich(?:en|ung)\b",
    r"\bgesperrt\s+bis\b",
    r"\A\W*gesperrt\W*\Z",
    r"\A\W*(?:streng\s+)?vertraulich\b(?!\w)",
    r"\A\W*(?:strictly\s+)?confidential\b",
    r"\bnot\s+for\s+(?:release|publication)\b",
    r"\bhold\s+(?:for\s+release|until)\b",
)
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
    medienmitteilung mitteilung information pressetermin medientermin nr zur veröffentlichung frei sofort sofortigen ab
    hinweis es gilt ist diese meldung achtung und
    """.split()
)

# All that may stand beside day and time in a line that is sure; anything else makes it unsure.
NEUTRAL_WORDS = frozenset(
    """
    sperrfrist sperrfristen sperrvermerk sendesperrfrist embargo embargoed bis zum zu ab am an den dem der die das um
    uhr h frei gesperrt freigabe freigegeben pressefreigabe sendefreigabe veröffentlichung zur bitte beachten sie es
    gilt eine einer erst nicht vor hinweis hinweise redaktion redaktionen presse medien mit versehen endet diese dieser
    meldung mitteilung pressemitteilung achtung wichtig veröffentlichen verwenden berichten frühestens until for release
    publication on at under strictly not before hold vorabmeldung vorab datum uhrzeit ist im für vertraulich
    confidential o clock local german time ortszeit
    """.split()
)

# A remark in brackets beside day and time changes nothing, unless it holds one of these.
UNSETTLING_WORDS = frozenset(
    """
    oder nach voraussichtlich vermutlich ca circa etwa gegen zirka geplant vorläufig abends abend nachmittags nachmittag
    früh morgens morgen vormittags vormittag mittags mittag nachts nacht mitternacht zeit time ortszeit print online
    fernsehen radio tv hörfunk außer ausgenommen nur or after approximately expected evening morning est edt pt pst et
    """.split()
)

WEEKDAY_NUMBERS = {
    **{"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5},
    **{"sonntag": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6},
}
