"""Words for offices, functions, ranks and professions that stand beside a person's name (compiled by hand)."""

from __future__ import annotations

import re

_EXACT = """
    Chef Boss CEO CFO CTO COO CIO CSO CMO Gründer Mitgründer Mitbegründer Begründer Firmengründer Vorstand
    Vorständin Präses Präsident Vizepräsident Rektor Prorektor Kanzler Dekan Prodekan Direktor Intendant
    Kurator Kustos Dirigent Regisseur Dramaturg Schauspieler Musiker Sänger Komponist Autor Schriftsteller
    Künstler Bildhauer Maler Fotograf Kapellmeister Generalmusikdirektor Solist Kantor Organist Pianist Geiger
    Choreograf Choreograph Bischof Superintendent Pfarrer Pastor Dompropst Propst Diakon Kardinal Domkapitular
    Rabbiner Imam Abt Minister Senator Staatssekretär Landrat Bürgermeister Oberbürgermeister
    Ortsteilbürgermeister Abgeordneter Abgeordnete Bundestagsabgeordneter Bundestagsabgeordnete
    Landtagsabgeordneter Landtagsabgeordnete Beigeordneter Beigeordnete Dezernent Beauftragter Beauftragte
    Stadtrat Gemeinderat Ortsvorsteher Referent Sprecher Sekretär Schatzmeister Schriftführer Geschäftsführer
    Hauptgeschäftsführer Leiter Manager Koordinator Coach Trainer Cheftrainer Kapitän Berater Ingenieur
    Architekt Techniker Mechaniker Elektroniker Meister Geselle Gesellin Azubi Auszubildender Auszubildende
    Lehrling Praktikant Student Studierender Studierende Doktorand Postdoktorand Postdoc Stipendiat Schüler
    Lehrer Erzieher Pädagoge Pädagogin Wissenschaftler Forscher Physiker Chemiker Biologe Biologin Mediziner
    Arzt Ärztin Chefarzt Chefärztin Oberarzt Oberärztin Professor Dozent Lehrbeauftragter Kommissar Polizist
    Feuerwehrmann Wehrführer Stadtbrandmeister Einsatzleiter Richter Staatsanwalt Oberstaatsanwalt
    Staatsanwältin Oberstaatsanwältin Rechtsanwalt Rechtsanwältin Anwalt Anwältin Notar Apotheker Bäcker
    Metzger Tischler Winzer Landwirt Landwirtin Unternehmer Inhaber Eigentümer Gesellschafter Investor Händler
    Kaufmann Kauffrau Mitarbeiter Kollege Kollegin Ehrenamtlicher Ehrenamtliche Helfer Pate Patin Schirmherr
    Schirmherrin Moderator Journalist Redakteur Historiker Archäologe Archäologin Kunsthistoriker Germanist
    Soziologe Soziologin Psychologe Psychologin Ökonom Informatiker Mathematiker Geologe Geologin Astronom
    Botaniker Restaurator Bibliothekar Archivar Pfleger Hebamme Therapeut Betreuer Preisträger Gewinner Sieger
    Absolvent Bewohner Mieter Nachbar Anwohner Patient Zeuge Zeugin Besucher Vertreter Stellvertreter
    Obermeister Vorsitzender Vorsitzende Vorstandsvorsitzender Vorstandsvorsitzende Vorarbeiter Bauherr
    Bauherrin Bauleiter Förster Kurdirektor Hauptkommissar Oberkommissar Hauptmeister Polizeirat
    Polizeidirektor Kriminalrat Kriminaldirektor Amtsrat Assistent Assistentin Nachfolger Vorgänger
    Namensgeber Erfinder Entwickler Designer Gestalter Programmierer Prokurist Betriebsrat Aufsichtsrat
    Fachverkäufer Nobelpreisträger Ehrenbürger Ministerpräsident Bundeskanzler Bundespräsident
    Regierungssprecher Botschafter Konsul Pressereferent Ansprechpartner Ombudsfrau Ombudsmann Bariton Tenor
    Sopranist Sopranistin Altistin Hausherr Kellermeister Weinprinzessin Initiator Stifter Mäzen Kämmerer
    Kämmerin Amtsleiter Dachdecker Köchin Konditor Friseur Imker Optiker Augenoptiker Glaser Elektriker Klempner
    Steuerberater Makler Biobauer Ökonomin Illustrator Grafiker Kameramann Kamerafrau Choreografin Bassist
    Associate Bundestrainer Torhüter Torhüterin Kritiker Puppenbauer Anästhesist Juniorprofessor
    Fabrikant Enkel Enkelin Witwe Witwer Gründervater Lokomotivführer
    Schlagzeuger Trompeter Feuerwehrfrau Sanitäter Rettungssanitäter Pilot Kapitänin Lokführer Ruheständler
""".split()

_SUFFIXES = """
    leiter manager meister chef sprecher referent minister ministerin präsident direktor vorsitzender
    vorsitzende vorsitzenden vorstand vorständin sekretär berater beraterin beauftragter beauftragte
    beauftragten ingenieur entwickler führer gründer kommissar arzt ärztin pfleger lehrer forscher
    wissenschaftler techniker mechaniker elektroniker koordinator trainer anwalt anwältin bürgermeister rat
    rätin assistent assistentin partner inhaber verantwortlicher verantwortliche dezernent dezernentin
    abgeordneter abgeordnete betreuer pädagoge pädagogin redakteur historiker monteur verkäufer fahrer macher
    planer träger physiker chemiker biologe biologin informatiker therapeut psychologe psychologin prüfer
    schüler student auszubildende auszubildender kollege kollegin mitarbeiter vertreter architekt unternehmer
    winzer gärtner händler bäcker decker tischler künstler musiker mitglied beigeordnete beigeordneter obmann
    obfrau wart wartin bereichsleitung leitung geschäftsführung steward gesellin geselle kaufmann kauffrau
    moderator kurator kustos dramaturg intendant kantor pfarrer anwärter anwärterin arbeiter arbeiterin
    bischof bischöfin experte expertin halter züchter sammler sportler spieler sportlerin dirigent regisseur
    ologe ologin bariton tenor sopran sopranist geiger cellist prinzessin könig königin doktorand stipendiat
    lehrling azubi wirt wirtin
""".split()

_NO_ROLE = frozenset(
    """
    Rat Partner Projektpartner Kooperationspartner Industriepartner Sozialpartner Praxispartner Vorrat
    Apparat Elternrat Bundesrat Wissenschaftsrat Leitung Geschäftsleitung Geschäftsführung Büroleitung
    Rohrleitung Fernwärmeleitung Gasleitung Wasserleitung Stromleitung Hochspannungsleitung Mitglied
    Verkehrsträger Kostenträger Energieträger Datenträger Ladungsträger Bauträger Schulträger Halbleiter
    Lichtwellenleiter Wellenleiter Supraleiter Blitzableiter
    """.split()
)
"""End like roles and are none."""

EXACT_ROLES = frozenset(_EXACT)
ROLE_SUFFIX = re.compile(
    "(?:" + "|".join(sorted(_SUFFIXES, key=len, reverse=True)) + r")(?:in|s|n|en|innen)?$", re.IGNORECASE
)

ROLE_ADJECTIVES = re.compile(
    r"(?:technisch|kaufmännisch|wissenschaftlich|ärztlich|medizinisch|künstlerisch|pädagogisch|pflegerisch|politisch|"
    r"geschäftsführend|stellvertretend|leitend|parlamentarisch|erst|zweit|kommissarisch|regional|ehrenamtlich|hauptamtlich|"
    r"amtierend|ehemalig|früher|neu|langjährig|designiert|zuständig)(?:e|er|en|em|es)$",
    re.IGNORECASE,
)
"""Adjectives that belong to an office: „Technischer Geschäftsführer“."""

DROPPED_ADJECTIVES = re.compile(r"(?:zuständig|neu|früher|ehemalig|langjährig|designiert|amtierend)(?:e|er|en|em|es)$")
"""Adjectives that say something about a person, not the office; a role starts after them."""

TOWN_ROLES = re.compile(
    r"(?:bürgermeister|landrat|landrät|ortsvorsteher|stadtrat|stadträt|dezernent|beigeordnete|kämmerer)", re.IGNORECASE
)
"""Offices whose organisation is a town, which only the text can name."""

NEAREST_ROLES = re.compile(
    r"(?:auszubildende|azubi|lehrling|erzieher|praktikant|schüler|mitarbeiter|architekt|staatssekretär|minister|"
    r"geselle|gesellin|"
    r"bischof|bischöf|pfarrer|pfarrerin|pastor|bewohner|patient)",
    re.IGNORECASE,
)
"""Roles that mean the organisation named last rather than the one that writes."""

INNER_ROLES = re.compile(
    r"(?:leiter|leitung|führer|chef|sprecher|vorstand|vorständ|vorsitz|direktor|präsident|manager|referent|koordinator|\bC.O\b|gründer|"
    r"sekretär|rektor|kanzler|dekan|intendant|kurator|dramaturg|doktorand|postdoc|wissenschaftler|forscher|mitarbeiter|entwickler|"
    r"meister|beauftragte|trainer|kapitän|lehrer|arzt|ärzt|pfleger|betriebsr|prokurist|techniker|professor|dozent|assistent|wart|"
    r"inhaber|partner|richter|verantwortlich|obmann|obfrau|student|stipendiat|redakteur|berater)",
    re.IGNORECASE,
)
"""Functions that people have inside an organisation: without another one they mean the one that writes."""

PRIVATE_ROLES = re.compile(
    r"(?:anwohner|nachbar|zeug|besucher|patient|fotograf|preisträger|sieger|gewinner|abgeordnete|"
    r"schirmherr|autor|schriftsteller|historiker|"
    r"namensgeber|erfinder|jury|beirat|künstler|maler|bildhauer|mieter|kund|germanist|buchhändler|"
    r"kritiker|organist|hausherr|investor|bariton|tenor|sopran|moderator|komponist|pianist|solist|"
    r"stadtrat|"
    r"ministerpräsident|nobelpreis|ehrenbürger|journalist|gast|landwirt|winzer|unternehmer|stifter|"
    r"(?:bläser|bäcker|metzger|fleischer|dachdecker|maler|schreiner|tischler|elektro|schlosser|maurer|zimmerer|"
    r"friseur|konditor|glaser|optiker)meister)",
    re.IGNORECASE,
)
"""Roles that say nothing about an organisation."""


def is_role(word: str) -> bool:
    """Whether a word (with capital letter) names an office, a function, a rank or a profession."""
    if not word[:1].isupper() or word in _NO_ROLE:
        return False
    last = re.split(r"[-\u2010\u2011]", word)[-1]
    stems = {last, last.removesuffix("in"), last.removesuffix("s"), last.removesuffix("n"), last.removesuffix("en")}
    stems |= {last.removesuffix("r"), last.removesuffix("in").replace("ä", "a")}
    return bool(stems & EXACT_ROLES) or (
        len(last) > 6 and bool(ROLE_SUFFIX.search(last)) and not last.endswith("innen")
    )


def role_gender(role: str) -> str | None:
    """``"f"`` for „Leiterin“, ``"m"`` for „Leiter“; ``None`` where the word leaves it open („Vorsitzende“)."""
    words = [word for word in role.split() if is_role(word)]
    if not words:
        return None
    word = words[0]
    if word.endswith(("in", "frau", "ärztin", "gesellin")) and not word.endswith("Admin"):
        return "f"
    if word.endswith(("ende", "ete", "gte", "tin")) or word in {
        "Azubi",
        "CEO",
        "CTO",
        "CFO",
        "COO",
        "Postdoc",
        "Abgeordnete",
    }:
        return None
    return "m"
