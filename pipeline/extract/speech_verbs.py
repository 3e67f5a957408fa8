"""Verbs and phrases that lead a quotation in or out (compiled by hand from German press style)."""

from __future__ import annotations

import re

_WEAK = """
    sag erklär beton bericht mein ergänz erläuter unterstreich führ füg freu zeig resümier bilanzier bekräftig
    versicher erinner erzähl schilder beschreib begründ bedauer bedank dank lob mahn warn forder kündig
    kommentier räum glaub hoff wünsch schwärm scherz lach urteil antwort entgegn erwider frag äußer stell fass
    blick plädier appellier teil bestätig verdeutlich konstatier verkünd zitier laut prophezei begrüß würdig
    rechn argumentier informier präzisier staun jubel strahl gratulier motivier kritisier klag ermutig bekenn
    vermut schätz spür überzeug beobacht versteh verspür
""".split()
_STRONG = """
    weiß wusste weist wies findet fand hebt hob verspricht versprach verrät verriet gesteht gestand gibt gab
    ruft rief bringt brachte nennt nannte spricht sprach schreibt schrieb denkt dachte rät riet empfiehlt
    empfahl zieht zog schließt schloss sieht sah ist war wirbt warb bekannte lädt lud verweist verwies hält
    hielt unterstrich beschrieb unterstrichen heben finden wissen fanden sprachen sind waren geben versprechen
""".split()
_ENDINGS = ("t", "et", "te", "ete", "en", "ten", "eten", "n")

SPEECH_VERBS = frozenset([stem + ending for stem in _WEAK for ending in _ENDINGS] + _STRONG)
"""Finite forms; those that the endings make and nobody says do no harm."""

NOBODY = re.compile(r"\b(?:hei(?:ß|ss)t|hie(?:ß|ss)|lautet|steht|stand|liest|las)\s+(?:es|man|das|die|der)?\b")
"""„heißt es im Protokoll“: a quotation without a person."""

COLLECTIVE = re.compile(
    r"^(?:so|\w+)\s+(?:die|das|der|ihre?|unsere?)\s+(?:Jury|Kommission|Gutachter|Gutachterinnen|Prüfer|"
    r"Redaktion|Polizei|Feuerwehr|Stiftung|"
    r"Verein|Verband|Unternehmen|Ministerium|Behörde|Gericht|Staatsanwaltschaft|Team|Gremium|Beirat|"
    r"Verwaltung|Stadt)\b"
)
"""„urteilte die Jury, der X angehört“: said by many, whoever is named behind."""
