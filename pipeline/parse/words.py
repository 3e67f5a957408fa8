"""The words by which German press offices (and their English editions) mark the parts of a release.

Collected from releases of universities, companies, authorities and associations; every list may grow.
Patterns are matched case-insensitively; they say what may stand there, not how it is weighed.
"""

MONTHS = {
    **dict.fromkeys(("januar", "jänner", "jan", "january"), 1),
    **dict.fromkeys(("februar", "feber", "feb", "february"), 2),
    **dict.fromkeys(("märz", "maerz", "mär", "mrz", "march", "mar"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("juni", "jun", "june"), 6),
    **dict.fromkeys(("juli", "jul", "july"), 7),
    **dict.fromkeys(("august", "aug"), 8),
    **dict.fromkeys(("september", "sept", "sep"), 9),
    **dict.fromkeys(("oktober", "okt", "october", "oct"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("dezember", "dez", "december", "dec"), 12),
}

WEEKDAYS = (
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mo", "di", "mi", "do", "fr", "sa", "so"),
)

# Before a colon these give a fact of an invitation; any other word there may open a sub-head.
FACT_LABELS = frozenset(
    """
    adresse anfahrt anmeldung anmeldeschluss ansprechpartner beginn datum dauer einlass eintritt ende kosten ort preis
    preise referent referentin termin termine treffpunkt uhrzeit veranstalter veranstaltungsort wann was wer wo zeit
    zeitpunkt teilnahme laufzeit öffnungszeiten hinweis isbn umfang format
    """.split()
)

# A line that only says what kind of paper this is.
DOCUMENT_LABELS = (
    r"(?:presse|medien)[-\s]?(?:mitteilung|information|meldung)\s+(?:der|des|von|aus|vom)\s+[^:.!?]{2,60}",
    r"(?:gemeinsame\s+)?(?:presse|medien)[-\s]?(?:mitteilung|information|info|meldung|einladung|erklärung|notiz|text|aussendung)"
    r"(?:en)?",
    r"einladung(?:\s+an\s+die)?(?:\s+(?:medien|presse))?(?:termin|vertreter\w*)?",
    r"(?:presse|medien)termin",
    r"press\s+(?:release|information|invitation)",
    r"media\s+(?:release|information|advisory)",
    r"news\s+release",
    r"mitteilung",
    r"zur\s+(?:sofortigen\s+)?veröffentlichung",
    r"for\s+immediate\s+release",
    r"zur\s+freien\s+verwendung",
    r"pm",
    r"(?:nr|nummer)\.?(?=\s*\d)",
)

# First crumbs of a breadcrumb trail, and names of list pages.
BREADCRUMB_WORDS = (
    *("startseite", "home", "start", "aktuelles", "aktuell", "news", "newsroom", "presse", "medien"),
    *("pressemitteilungen", "pressemitteilung", "meldungen", "nachrichten", "neuigkeiten", "presseportal"),
    *("presse & medien", "presse und medien", "service", "über uns", "archiv", "blog"),
)

NAVIGATION_LINES = (
    *(
        "impressum",
        "datenschutz",
        "datenschutzerklärung",
        "sitemap",
        "barrierefreiheit",
        "druckversion",
        "druckansicht",
    ),
    *("seite drucken", "drucken", "nach oben", "zurück", "zurück zur übersicht", "teilen", "weiterlesen"),
    *("mehr erfahren", "zum seitenanfang", "artikel teilen", "pdf herunterladen", "als pdf herunterladen"),
)

GREETINGS = (
    r"sehr\s+geehrte\b.*",
    r"(?:liebe|guten\s+tag|hallo)\b.{0,80},",
    r"dear\s+.{0,60},",
    r"mit\s+(?:den\s+)?(?:freundlichen|besten|herzlichen)\s+grüßen,?",
    r"(?:freundliche|beste|viele|herzliche)\s+grüße,?.*",
    r"(?:kind|best)\s+regards,?",
    r"anbei\s+(?:erhalten|finden)\s+sie\b.*",
)

END_MARKS = (
    r"[-–—*+#\s]*\(?\s*(?:ende|schluss|end)(?:\s+der\s+\w+)?\s*\)?[-–—*+#.\s]*",
    r"[#*+]{2}[#*+\s]*",
    r"[-–—]\s?30\s?[-–—]",
    r"\(?\s*(?:umfang|textlänge|länge)\b[^.\d]{0,30}\d[\d.\s]*(?:zeichen|anschläge|wörter)\b.{0,40}\)?",
    r"\(?\s*(?:zeichen(?:zahl)?|anschläge)\b[^.\d]{0,40}\d[\d.\s]*.{0,30}\)?",
    r"\(?\s*[\d.]{3,7}\s+(?:zeichen|anschläge)\b[^.]{0,50}\)?\.?",
    r"(?:der\s+)?(?:abdruck|nachdruck)\b.{0,40}(?:honorarfrei|frei|gestattet|kostenlos|kostenfrei).*",
    r"(?:beleg(?:exemplar)?|belegexemplar\s+erbeten)\b.{0,60}",
)

# Hint tokens (class and style names) that tell a part; whole tokens or their last part after - or _.
HINTS_KICKER = ("kicker", "dachzeile", "overline", "topline", "roofline", "eyebrow", "rubrik", "spitzmarke")
HINTS_HEADLINE = ("headline", "title", "titel", "ueberschrift", "überschrift", "schlagzeile", "hauptzeile")
HINTS_SUBHEADLINE = (
    *(
        "subtitle",
        "subline",
        "subheadline",
        "untertitel",
        "unterzeile",
        "subtitel",
        "deck",
        "dek",
        "unterueberschrift",
    ),
)
HINTS_LETTERHEAD = ("letterhead", "briefkopf")
HINTS_CAPTION = ("caption", "bildunterschrift", "bildtext", "bu", "bildlegende", "figcaption")

BOILERPLATE_TITLES = (
    r"über\s+(?:uns|(?:die|den|das|der)\s+\S.*|[A-ZÄÖÜ\"„»'].*)",
    r"about\s+(?:us|the\s+\S.*|[A-Z].*)",
    r"zur\s+person\b.*",
    r"zu(?:m|r)\s+(?:unternehmen|verein|verband|institut|projekt|stiftung|hochschule|universität|person|autor\w*)\b.*",
    r"(?:das|der|die)\s+(?:unternehmen|verein|verband|institut|stiftung)\s*(?:im\s+(?:überblick|profil))?",
    r"(?:unternehmens|firmen|vereins|kurz)[-\s]?(?:profil|porträt|portrait|information(?:en)?|darstellung)",
    r"hintergrund(?:information(?:en)?|e|wissen)?\b.{0,60}",
    r"kurzprofil\b.*",
    r"(?:background|company\s+profile|notes?\s+to\s+editors?)\b.*",
)

CONTACT_TITLES = (
    r"(?:ihr(?:e|en)?\s+)?(?:presse|medien)?[-\s]?(?:kontakt|ansprechpartner(?:[:*_/]?in(?:nen)?)?)(?:e|s|daten|adresse)?"
    r"(?:\s+(?:für|der|bei|zur|zum|am|an|im|und)\s+.{0,60})?",
    r"(?:für\s+|bei\s+)?(?:presse|medien)?[-\s]?(?:rück|an|nach)fragen\b.{0,70}",
    r"(?:weitere|nähere)\s+(?:informationen|auskünfte|infos?)\s+(?:bei|erteil\w+|gibt|geben|für\s+(?:die\s+)?"
    r"(?:presse|medien|journalist\w*))\b.{0,60}",
    r"presse(?:stelle|anfragen|referat|büro)(?:\s+.{0,50})?",
    r"kontakt\s+(?:für\s+)?(?:presse|medien|journalist\w*|redaktion\w*)\b.{0,40}",
    r"(?:wissenschaftlicher?|fachlicher?|redaktioneller?)\s+(?:kontakt|ansprechpartner(?:[:*]?in)?)\b.{0,40}",
    r"herausgeber(?:in)?",
    r"(?:press|media)\s+(?:contacts?|enquiries|inquiries|office)\b.{0,40}",
    r"contacts?(?:\s+for\s+.{0,40})?",
    r"impressum",
)

# Contact titles that name nobody: what is published has a title of its own.
BARE_CONTACT_TITLES = (
    r"(?:ihr(?:e|en)?\s+)?(?:presse|medien)?[-\s]?(?:kontakt|ansprechpartner(?:[:*_/]?in(?:nen)?)?)(?:e|s|daten|adresse)?"
    r"(?:\s+(?:für\s+)?(?:die\s+)?(?:presse|medien|journalist\w*|redaktion\w*))?",
    r"(?:für\s+|bei\s+)?(?:presse|medien)?[-\s]?(?:rück|an|nach)fragen(?:\s+(?:bitte\s+)?(?:an|bei|von\s+\w+))*",
    r"(?:press|media)\s+(?:contacts?|enquiries|inquiries)",
    r"contacts?",
)

LINK_TITLES = (
    r"(?:weiterführende|weitere|nützliche|externe)\s+(?:links?|informationen|infos?|materialien|artikel)\b.{0,40}",
    r"(?:mehr|nähere)\s+(?:informationen|infos?|zum\s+thema)\b.{0,40}",
    r"(?:links?|im\s+(?:internet|netz|web)|downloads?|linkliste|quellen|web(?:site|seite)?)\b(?:\s+zum\s+.{0,40})?",
    r"(?:further|more|related)\s+(?:links?|information|reading)\b.{0,40}",
)

CAPTION_PREFIXES = (
    r"(?:bild|foto|abb(?:ildung)?|grafik|bu|bildunterschrift|bildtext|fotounterschrift|bildzeile|picture|photo|caption"
    r"|image|figure)\s*\d{0,2}\s*[.:–-]\s*(?=\S)",
    r"(?:bild|foto)(?:nachweis|quelle|credit|rechte)\s*[:–-]",
    r"(?:auf\s+dem|im)\s+(?:bild|foto)\s*(?:\(|:|von\s+links|v\.)",
)

# Words of quoted speech that stand behind a comma and a closing mark but are no verbs.
NO_SPEECH_VERBS = (
    *(
        "mit",
        "seit",
        "statt",
        "samt",
        "nicht",
        "jetzt",
        "zuletzt",
        "zunächst",
        "damit",
        "somit",
        "sonst",
        "dort",
    ),
    *(
        "selbst",
        "erst",
        "fast",
        "oft",
        "gut",
        "meist",
        "bereits",
        "gesamt",
        "den",
        "denen",
        "dessen",
        "wenn",
        "denn",
    ),
    *(
        "gegen",
        "neben",
        "zwischen",
        "wegen",
        "einen",
        "deren",
        "dann",
        "schon",
        "wie",
        "und",
        "oder",
        "die",
        "der",
    ),
    *(
        "das",
        "dem",
        "des",
        "in",
        "im",
        "auf",
        "an",
        "am",
        "bei",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "für",
        "aus",
    ),
)
