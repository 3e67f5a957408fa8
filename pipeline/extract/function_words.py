"""Small words that are never part of a name's edge, and calendar words."""

from __future__ import annotations

DETERMINERS = frozenset(
    """
    der die das den dem des ein eine einer eines einem einen kein keine keiner keinem keinen dieser diese
    dieses diesem diesen
    jeder jede jedes jedem jeden mein meine dein sein seine seiner seinem seinen seines ihr ihre ihrer ihrem
    ihren ihres unser unsere
    unserer unserem unseren unseres euer eure welche welcher welches mancher manche viele einige mehrere
    alle allen aller beide beiden
    zum zur beim vom im am ins ans aufs fürs übers unterm zwei drei vier fünf sechs sieben acht neun zehn
    elf zwölf hundert tausend
    jene jener jenes
    """.split()
)

INDEFINITE = frozenset("ein eine einer eines einem einen kein keine keinem keinen jeder jede jedes".split())

FUNCTION_WORDS = DETERMINERS | frozenset(
    """
    und oder aber denn sondern sowie wie als auch nur noch schon so da dann dort hier heute gestern morgen
    jetzt nun nach vor bei mit
    von zu aus auf an in für gegen ohne um durch über unter zwischen neben hinter seit bis während wegen
    trotz dank laut gemäß entlang
    innerhalb außerhalb anlässlich gemeinsam zusammen er sie es wir ihr ich du man wer was wo wann warum
    weil dass damit wenn ob obwohl nachdem bevor
    nicht sehr mehr weniger rund etwa circa knapp gut bereits erst erstmals zudem außerdem dabei dafür daran
    darauf dazu davon damit
    deshalb daher doch insgesamt ebenfalls ferner weitere weiterer neben seitdem allein beide hat haben ist
    sind war waren wird werden wurde wurden
    kann können soll sollen will wollen muss müssen darf dürfen möchte jedoch hierbei hierzu zuvor danach
    anschließend schließlich zuletzt
    eröffnet gefördert entwickelt vorgestellt unterstützt finanziert veranstaltet ausgezeichnet geplant ab
    je pro per via samt inklusive
    statt anstelle angesichts mithilfe aufgrund infolge zugunsten namens namentlich beispielsweise etwas
    viel alles nichts sich uns euch ihm ihn ihnen
    """.split()
)

CALENDAR = frozenset(
    """
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember Montag Dienstag
    Mittwoch Donnerstag Freitag
    Samstag Sonnabend Sonntag Anfang Mitte Ende Uhr Jahr Jahre Jahren Woche Monat Frühjahr Sommer Herbst
    Winter Euro Prozent Millionen Milliarden
    Heute Gestern Morgen Tag Tage Quartal
    """.split()
)


def is_function_word(word: str) -> bool:
    """Whether a word, capitalised at the start of a sentence or not, is a small word and no name."""
    return word in FUNCTION_WORDS or (word[:1].isupper() and word[:1].lower() + word[1:] in FUNCTION_WORDS)
