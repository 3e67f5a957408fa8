"""Words of e-mails: what mail programs write around a text, and the notes and footers that people add.

Collected from Outlook, Thunderbird, Apple Mail, Gmail, GMX and Lotus Notes in German and English, and from the
footers of German houses. Patterns are matched case-insensitively against one line without outer spaces.
"""

from __future__ import annotations

# Above a mail that is passed on.
FORWARD_MARKS = (
    r"-{2,}\s*(?:weitergeleitete\s+(?:nachricht|e-?mail)|forwarded\s+message)\b.{0,60}",
    r"(?:anfang\s+der\s+weitergeleiteten\s+(?:nachricht|e-?mail)|begin\s+forwarded\s+message)\s*:?",
    r"-+\s*(?:weitergeleitet\s+von|forwarded\s+by)\b.{0,160}",
)

# Above a mail that is passed on or answered: the mark does not tell.
ORIGINAL_MARKS = (r"-{2,}\s*(?:ursprüngliche\s+nachricht|original(?:-?nachricht|\s+message)?)\s*-{2,}",)

# The line above a quoted mail; it may be broken once.
REPLY_INTROS = (
    r"(?:am|on)\s.{5,160}\s(?:schrieb|wrote)\b.{0,160}:",
    r".{2,120}\s(?:schrieb|wrote)\s+(?:am|on)\s.{5,120}:",
)

SENDER_KEYS = frozenset("von from absender".split())
HEADER_KEYS = frozenset(
    "von from absender gesendet sent datum date an to cc bcc kopie betreff subject antwort-an antwort reply-to "
    "wichtigkeit importance priorität anlagen anlage attachments vertraulichkeit".split()
)
"""The names of header lines at the top of a quoted mail, in lower case with ``-`` for spaces."""

SUBJECT_PREFIXES = r"(?:wg|fwd?|aw|re|antwort|wtrlt|weitergeleitet|\[?extern(?:al)?\]?)"
REPLY_PREFIXES = r"(?:aw|re|antwort)"
DOCUMENT_PREFIXES = r"(?:(?:presse|medien)[-\s]?(?:mitteilung|information|info|meldung)|pm|press\s+release)"

GREETINGS = (
    r"sehr\s+(?:geehrte|verehrte)\b.{0,160}",
    r"(?:liebe[rs]?|werte)\s+.{0,120}[,!]",
    r"(?:guten\s+(?:tag|morgen|abend)|hallo|moin)(?:\s+.{1,80}[,!]|[,!]?)",
    r"dear\s+.{0,80},",
)

SIGN_OFFS = (
    r"mit\s+(?:den\s+)?(?:freundlichen?|besten?|herzlichen?|vielen|kollegialen)\s+gr(?:ü|ue)(?:ß|ss)(?:en)?\b.{0,40}",
    r"(?:freundliche|beste|viele|herzliche|liebe|schöne)\s+gr(?:ü|ue)(?:ß|ss)e\b.{0,40}",
    r"(?:mfg|vg|lg)[,.]?",
    r"(?:kind|best|with\s+kind)\s+regards\b.{0,20}",
)

# What a note to an editor says instead of news.
NOTES = (
    r"\b(?:anbei|anhängend|beiliegend|beigefügt\w*|angehängt\w*|nachfolgend\w*|nachstehend\w*|unten\s?stehend\w*|im\s+"
    r"folgenden|im\s+anhang|in\s+der\s+anlage|als\s+anhang|please\s+find\s+(?:attached|below))\b",
    r"\bmit\s+der\s+bitte\s+um\s+\w*\s*(?:veröffentlichung|beachtung|berücksichtigung|berichterstattung|abdruck|kenntnis)",
    r"\b(?:über|um)\s+(?:eine\s+|die\s+|ihre\s+)?(?:veröffentlichung|berichterstattung|berücksichtigung|beachtung)\b",
    r"\b(?:sende|senden|schicke|schicken|übersende|übersenden|übermittle|übermitteln|erhalten)\s+(?:ich|wir|sie)\b.{0,120}"
    r"\b(?:presse|medien|meldung|mitteilung|text|einladung|bild|foto)",
    r"\bzur\s+(?:freien\s+|redaktionellen\s+)(?:verwendung|verfügung)\b",
)

# A note that says so: the release is in an attachment.
ATTACHMENT_NOTES = (
    r"\b(?:anbei|anhängend|beiliegend\w*|beigefügt\w*|angehängt\w*|anhang|(?:in\s+der|als)\s+anlage|attach(?:ed|ment)s?)\b",
)

NOTE_CLOSINGS = (
    r"(?:bei|für)\s+(?:\w+\s+)?(?:rück)?fragen\b.{0,160}",
    r"(?:vielen|herzlichen|besten)\s+dank\b.{0,120}",
    r"(?:wir|ich)\s+(?:freue|freuen|würde|würden)\b.{0,200}",
)
"""Sentences that close a note; below a note only, since they may open a contact elsewhere."""

# A whole line of law or housekeeping, with nothing of the release in it.
LEGAL_LINES = (
    r"(?:sitz(?:\s+der\s+(?:gesellschaft|stiftung))?|registergericht|handelsregister|register(?:nummer)?|amtsgericht|"
    r"geschäftsführ(?:er|ung|erin|erinnen)|geschäftsführende\s+gesellschafter|vorstand|vorsitzende[rn]?\s+des\s+"
    r"(?:aufsichtsrat(?:e?s)|vorstand(?:e?s)|kuratoriums|verwaltungsrat(?:e?s))|aufsichtsrat(?:svorsitzende[r]?)?|"
    r"aufsichtsratsvorsitz|ust[-.\s]*id(?:ent)?[-.\s]*(?:nr|nummer)?\.?|umsatzsteuer\S*|steuer(?:nummer|-?nr\.?)|"
    r"vereinsregister|gläubiger-?id|iban|bankverbindung)\s*:.{0,300}",
    r".{0,160}\b(?:HR[AB]|VR)\s?-?\s?(?:Nr\.?:?\s*)?\d{2,7}\b.{0,160}",
    r".{0,80}\bamtsgericht\s+\S+(?:\s+\S+)?\s*[,|:]?\s*(?:hr[ab]|vr)\b.{0,160}",
    r"(?:von|mit)\s+mein\w+\s+\S+(?:\s\S+)?\s+(?:gesendet|verschickt)\.?",
    r"(?:gesendet|sent)\s+(?:von|mit|from|via)\s+.{0,60}",
    r"(?:get|holen\s+sie\s+sich)\s+outlook\b.{0,40}",
    r"virenfrei\.?.{0,60}",
    r"(?:wird|werden)\s+(?:diese|dieser)\s+(?:e-?mail|newsletter|nachricht)\b.{0,80}\b(?:dargestellt|angezeigt)\b.{0,120}",
    r".{0,80}\bim\s+browser\s+(?:ansehen|anzeigen|öffnen|lesen|betrachten)\b.{0,40}",
    r"(?:view\s+(?:this\s+email\s+)?in\s+(?:your\s+)?browser|webversion|online-?version)\b.{0,40}",
    r".{0,60}\b(?:newsletter|verteiler|presseverteiler|abonnement)\s+(?:abbestellen|abmelden|verlassen|kündigen)\b.{0,80}",
    r"(?:abmelden|abbestellen|unsubscribe|austragen|profil\s+(?:ändern|bearbeiten))(?:\s*[|·•]\s*.{0,80})?",
    r"(?:©|\(c\)|copyright\b)\s*(?:©|\(c\))?\s*(?:19|20)\d\d\b.{0,120}",
    r"(?:\[?extern(?:e|al)?\s*(?:e-?mail|mail)?\]?\s*[:!]?|\[extern(?:al)?\])",
)

# The beginning of a notice that runs to the end of its paragraph.
NOTICES = (
    r"(?:diese|dieses|der\s+inhalt\s+dieser|die\s+in\s+dieser)\s+(?:e-?mail|mail|nachricht)\b.{0,160}"
    r"\b(?:vertraulich\w*|(?:rechtlich|gesetzlich)\s+geschützt\w*|ausschließlich|nur\s+für|adressat\w*|viren|virus\w*)\b.*",
    r"(?:der\s+)?(?:inhalt\s+)?dies(?:e|er)\s+(?:mitteilung|information)\s.{0,60}\bvertraulich\w*.*",
    r"(?:falls|sollten|wenn)\s+sie\s+(?:nicht\s+der\s+(?:richtige|beabsichtigte|vorgesehene)|diese\s+(?:e-?mail|nachricht)"
    r"\s+(?:irrtümlich|versehentlich))\b.*",
    r"(?:this|the\s+information\s+in\s+this)\s+(?:e-?mail|message|communication)\b.{0,160}"
    r"\b(?:confidential|privileged|intended|viruses|scanned)\b.*",
    r"(?:bitte\s+)?(?:denken|prüfen|überlegen)\s+sie\b.{0,160}\b(?:(?:aus)?drucken|ausdruck\w*|e-?mail)\b.*",
    r"(?:bitte\s+)?(?:denken\s+sie|denke)\s+an\s+(?:die|unsere)\s+umwelt\b.{0,60}",
    r"(?:please\s+)?consider\s+the\s+environment\b.*",
    r".{0,60}\b(?:bevor|ob)\s+sie\s+diese\s+(?:e-?mail|nachricht)\s.{0,30}drucken\b.*",
    r"sie\s+(?:erhalten|bekommen)\s+(?:diese[nr]?|unsere[nr]?)\s+(?:e-?mail|mail|newsletter|nachricht|pressemitteilung)\w*"
    r"\s*,?\s*(?:weil|da|als|aufgrund)\b.*",
    r"(?:wenn|falls|möchten|sollten|wollen)\s+sie\s.{0,80}\b(?:keine|nicht\s+(?:mehr|länger)|künftig|abmelden|abbestellen)\b"
    r".{0,120}\b(?:newsletter|e-?mails?|verteiler|presseverteiler|pressemitteilungen|erhalten|abbestellen|abmelden)\b.*",
    r"(?:hinweise?|informationen?)\s+(?:zum|zur)\s+(?:datenschutz|verarbeitung\s+(?:ihrer|personenbezogener))\b.*",
    r"(?:unsere\s+)?datenschutz(?:hinweise|erklärung|informationen)\s*(?::|finden|unter|\|).*",
    r"(?:achtung|vorsicht|caution|hinweis|warnung)\s*:?\s*(?:diese|this)\s+(?:e-?mail|nachricht|message)\b.*",
    r"diese\s+(?:e-?mail|nachricht)\s+(?:stammt|kommt|wurde)\b.{0,60}\b(?:extern\w*|außerhalb|viren|avast|avg)\b.*",
)

NOTICE_TITLES = (
    r"(?:vertraulichkeitshinweis|vertraulichkeitserklärung|rechtliche[r]?\s+hinweise?|haftungsausschluss|disclaimer|"
    r"confidentiality\s+notice|legal\s+notice|pflichtangaben)\s*:?",
)
