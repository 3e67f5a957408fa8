"""Words that make, precede or forbid an organisation's name (compiled by hand; small and open to additions)."""

from __future__ import annotations

import re

_HEADS = """
    Institut Institute Universität Hochschule Fachhochschule Uni Ministerium Staatskanzlei Senatskanzlei
    Kammer Amt Anstalt Behörde Agentur Klinik Kliniken Klinikum Krankenhaus Hospital Hospiz Spital Museum
    Museen Galerie Kunsthalle Kunsthaus Kunstsammlung Kunstsammlungen Archiv Bibliothek Bücherei Schule
    Gymnasium Lyzeum Kolleg Kindergarten Kita Kindertagesstätte Akademie Stadtwerke Werke Sparkasse Bank Kasse
    Volksbank Raiffeisenbank Verband Verein Vereinigung Gesellschaft Stiftung Genossenschaft Innung Polizei
    Inspektion Direktion Präsidium Handwerkerschaft Zentrum Zentrale Theater Schauspielhaus Oper Philharmonie
    Orchester Symphoniker Sinfoniker Staatskapelle Chor Kantorei Ensemble Puppentheater Verlag Zeitung
    Rundfunk Feuerwehr Diakonie Caritas Kirchenkreis Kirchengemeinde Pfarrei Bistum Erzbistum Landeskirche
    Gericht Staatsanwaltschaft Bundesamt Observatorium Sternwarte Planetarium Zoo Tierpark Betriebe
    Verkehrsbetriebe Nahverkehr Bund Union Initiative Bürgerinitiative Allianz Netzwerk Forum
    Konsortium Sekretariat Gewerkschaft Partei Fraktion Föderation Kommission Rat Gruppe Holding Konzern
    Manufaktur Brauerei Druckerei Molkerei Bäckerei Apotheke Reederei Weingut Gärtnerei Buchhandlung Autohaus
    Architekturbüro Ingenieurbüro Kanzlei Loge Orden Kloster Stift Gemeinschaft Kreis Lebenshilfe
    Volkshochschule Musikschule Kunsthochschule Berufsakademie Forschungszentrum Landratsamt Stadtverwaltung
    Gemeindeverwaltung Landesregierung Touristinformation Wirtschaftsförderung Turnverein
    Sportverein Sportbund Fußballclub Club Klub Zweckverband Wasserwerke Flughafen Freunde Förderkreis
    Antiquariat Tiergarten Wildpark Universitätsmedizin Hochschulmedizin Rechenzentrum
    Freundeskreis Kuratorium Arbeiterwohlfahrt Arbeitsgemeinschaft Labor Observatory
""".split()

_ENGLISH_HEADS = """
    University Institute Center Centre Association Society Council Foundation Agency Network Alliance Group
    School College Museum Hospital Department Office Laboratory Laboratories Consortium Federation
    Organization Organisation Company Secretariat Initiative Bank Committee Academy Corporation Instituto
    Istituto Uniwersytet Univerzita École Academia Université Università Universidad Technologies Systems
    Solutions Robotics Ventures Capital Partners Therapeutics Biosciences Consulting Photonics Optics Energy
    Industries
""".split()

PLAIN_HEADS = frozenset(_HEADS)
ENGLISH_HEADS = frozenset(_ENGLISH_HEADS)
COMPANY_WORDS = frozenset(
    """
    Technologies Systems Solutions Robotics Ventures Capital Partners Therapeutics Biosciences Consulting
    Photonics Optics Energy Industries
    """.split()
)
"""English words that end firms' names but, alone, prove nothing."""

_COMPOUND = """
    institut institute universität hochschule ministerium kanzlei kammer amt anstalt behörde agentur klinik
    kliniken klinikum krankenhaus museum museen galerie sammlung sammlungen archiv bibliothek schule gymnasium
    kolleg akademie werke sparkasse bank verband verein vereinigung gesellschaft stiftung genossenschaft
    innung polizei inspektion direktion präsidium handwerkerschaft schaft zentrum zentrale theater orchester
    symphoniker philharmonie kapelle chor verlag zeitung feuerwehr gericht staatsanwaltschaft bund kreis club
    rat gemeinschaft kirche gemeinde verwaltung betriebe anwaltschaft sternwarte hospiz regierung union
    netzwerk sekretariat kasse wacht wehr spital brauerei druckerei bäckerei molkerei apotheke stift
    kellerei börse quartett quintett ensemble gärtnerei spedition kunsthalle förderung konservatorium kita
""".split()
_COMPOUND_ENDING = re.compile(
    "(?:" + "|".join(sorted(_COMPOUND, key=len, reverse=True)) + r")(?:e?s|n|en)?$", re.IGNORECASE
)
_NO_COMPOUND = re.compile(
    r"(?:partnerschaft|wirtschaft|wissenschaft|mannschaft|eigenschaft|belegschaft|botschaft|landschaft|"
    r"mitgliedschaft|meisterschaft|nachbarschaft|"
    r"trägerschaft|bereitschaft|leidenschaft|freundschaft|patenschaft|errungenschaft|ortschaft|"
    r"gesellschafter|schirmherrschaft|führerschaft|bürgschaft|"
    r"^sammlung|schwangerschaft|bekanntschaft|bleistift|lippenstift|filzstift|buntstift|klebestift|eingabestift|"
    r"vorrat|kraftwerk|handwerk|bauwerk|kunstwerk|laufwerk|feuerwerk|"
    r"stockwerk|regelwerk|lebenswerk|hilfswerk|uhrwerk|mauerwerk|"
    r"wasserwerk|laubwerk|tragwerk|wirtschaftsförderung|projektförderung|nachwuchsförderung|"
    r"talentförderung|spitzenförderung|ausgründungsförderung|"
    r"datenbank|parkbank|werkbank|samenbank|gesamtschaft|ehrenamt|hauptamt|bürgeramt|festnetz|landkreis|"
    r"arbeitskreis|umkreis|stromkreis|regelkreis|lichtkreis|"
    r"fachschaft|rechenzentrum|stadtzentrum|einkaufszentrum|ortszentrum|gesellschaften|schulen|vorstand|"
    r"förderung|zusammenarbeit|beirat|stadtrat|aufsichtsrat|"
    r"betriebsrat|gemeinderat|partnernetzwerk|glasfasernetzwerk|industriegesellschaft|wissensgesellschaft|"
    r"netzgesellschaft|tochtergesellschaft|"
    r"muttergesellschaft|zivilgesellschaft|stadtgesellschaft|dozentenschaft|studierendenschaft|rathaus|"
    r"notaufnahme|abendschule|gehirn|blutbank|genbank|"
    r"hauptzentrale|leitzentrale|geschäftsstelle|wärmenetzwerk|werkschaft|wahlkreis|teilnehmerkreis|"
    r"personenkreis|saalkreis|altkreis|kollegenkreis|"
    r"verbund|hochschulverbund|heizkraftwerk|netzwerken|automat|mandat|format|klimarat|hausrat|apparat|"
    r"heimat|konkurrat|zitat|plakat|gemeinden)(?:e?s|n|en)?$",
    re.IGNORECASE,
)

LONE_GENERIC = re.compile(
    r"^(?:Landes|Bundes|Stadt|Kreis|Universitäts|Staats|Fach|Haupt|Industrie|Handwerks|Wirtschafts|Umwelt|"
    r"Sozial|Innen|Kultur|Bildungs|Forschungs|Berufs|"
    r"Grund|Regel|Gemeinschafts|Musik|Kunst|Volks|Heimat|Sport|Förder|Träger|Dach|Branchen|Spitzen|"
    r"Partner|Technologie|Gründer|Innovations)"
)

ABBREVIATIONS = {
    ("Max-Planck-Institut",): "MPI",
    ("Universität",): "Uni",
    ("Technische", "Universität"): "TU",
    ("Technische", "Hochschule"): "TH",
    ("Fachhochschule",): "FH",
    ("Handwerkskammer",): "HWK",
    ("Industrie-", "und", "Handelskammer"): "IHK",
    ("Volkshochschule",): "VHS",
    ("Berufsakademie",): "BA",
}
"""Abbreviated beginnings of names that need no introduction: „TU Ilmenau“."""

PLURAL_FIRMS = frozenset(
    "Architekten Architektinnen Ingenieure Rechtsanwälte Steuerberater Landschaftsarchitekten".split()
)
"""Professions that, in the plural behind names, make a firm."""

PROPER_ADJECTIVE = re.compile(
    r"^(?:Deutsch|Thüringisch|Sächsisch|Bayerisch|Hessisch|Fränkisch|Rheinisch|Westfälisch|Preußisch|"
    r"Technisch|Evangelisch|Katholisch|Städtisch|Staatlich|"
    r"Europäisch|International|National|Nordisch|Ostdeutsch|Mitteldeutsch|Norddeutsch|Süddeutsch|"
    r"Westdeutsch|Königlich|Fürstlich|Herzoglich|Freiwillig|Frei|Ökumenisch|"
    r"Klassisch|Allgemein|Österreichisch|Schweizerisch|Französisch|Britisch|Polnisch|Tschechisch|Römisch|"
    r"Optisch|Kassenärztlich|Kassenzahnärztlich|Statistisch|Medizinisch|"
    r"Polytechnisch|Gemeinnützig|Kommunal|Regional|Bischöflich|Jüdisch|Vereinigt|Naturwissenschaftlich|"
    r"Historisch|Soziologisch|Physikalisch|Landeskundlich)"
    r"(?:e|er|en|es|em)?$"
)
"""Adjectives that, with a capital, open an organisation's name."""

DEMONYM = re.compile(r"^[A-ZÄÖÜ][a-zäöüß]{2,}(?:er|aner|enser)$")
"""„Thüringer“, „Jenaer“: tells which one, and is part of a name before compounds („Thüringer Aufbaubank“)."""

NAMED_PREFIX = re.compile(
    r"^(?:Fraunhofer|Max-Planck|Leibniz|Helmholtz|Robert-Koch|Paul-Ehrlich|Goethe|Steinbeis|Carl-Zeiss|"
    r"Johanniter|Malteser)-"
)
"""Families of institutions: a compound with them is a name of its own."""

ABBREVIATED_HEADS = frozenset(
    """
    Hôpital Musée Théâtre Museo Teatro Teatr Szpital Ospedale
    TV TuS MTV ESV ASV VfL SpVgg HC EHC TC RC BC
    TU TH FH HS HTW HTWK HTWG HAW DHBW DHGE IHK HWK KHS LPI PI KPI LKA BKA AOK VHS MPI DRK AWO ASB THW
    LMU RWTH FSU EAH FC TSV SV VfB SC FSV HBK HfM LEG OLG LG AG VG StA BUND NABU GdP IG DGB ADAC VdK BDI
    BDA MDR NDR WDR EDEKA REWE ALDI LIDL OBI BG KV KZV SG EVG Tafel Mühle Hotel Gasthof Spedition
    Metzgerei Fleischerei Konditorei Tischlerei Zimmerei Autohaus
    """.split()
)
"""Abbreviations and trades that make a name with a place or a name behind them."""

KNOWN = frozenset(
    name.strip()
    for name in """
    Aktion Mensch | ifo Institut | ifo-Institut | Brot für die Welt | Ärzte ohne Grenzen | Stiftung Warentest |
    Jenoptik | Carl Zeiss | Zeiss | ZEISS | Schott | SCHOTT | Siemens | Bosch | Volkswagen | Continental
    | Infineon | Intershop | Telekom | Deutsche Telekom | Deutsche Bahn | Deutsche Post | Lufthansa |
    SAP | BASF | Bayer | Allianz | Thyssenkrupp | Airbus | Google | Microsoft | Amazon | Apple | Intel |
    IBM | Nvidia | Meta | OpenAI | Tesla | NASA | ESA | CERN | ESO | DLR | DFG | DAAD | KfW | BMBF |
    BMWK | BMWi | BMUV | BMFTR | BMG | BMAS | BMEL | BMDV | BMI | BMF | BMVg | BMJ | BMZ | BMFSFJ | DBU
    | VDI | VDE | VDMA | ZVEI | Bitkom | DIHK | BDI | DGB | IG Metall | ver.di | Greenpeace | NABU |
    UNESCO | WHO | UNICEF | Europäische Union | Europäische Kommission | EU-Kommission | Europäischer
    Forschungsrat | Deutscher Bundestag | Thüringer Landtag | Bundesnetzagentur | Bundeskartellamt |
    Umweltbundesamt | Statistisches Bundesamt | Bundesbank | Deutsche Bundesbank | Deutsche
    Bundesstiftung Umwelt | Robert Koch-Institut | Robert-Koch-Institut | Bundeswehr | Bundespolizei |
    Technisches Hilfswerk | Deutsches Rotes Kreuz | Rotes Kreuz | Arbeiterwohlfahrt | Caritas | Diakonie
    | Johanniter | Malteser | TÜV | TÜV Thüringen | TÜV Süd | TÜV Rheinland | DEKRA | Stiftung Warentest
    | Fraunhofer-Gesellschaft | Max-Planck-Gesellschaft | Leibniz-Gemeinschaft | Helmholtz-Gemeinschaft
    | Goethe-Institut | Deutsche Forschungsgemeinschaft | news aktuell | dpa | Deutsche Presse-Agentur |
    Kultusministerkonferenz | Hochschulrektorenkonferenz | Bundesagentur für Arbeit | Klassik Stiftung
    Weimar | Leopoldina | acatech | EDEKA | REWE | Techniker Krankenkasse | Barmer | Commerzbank |
    Deutsche Bank | Kulturstiftung der Länder | Kulturstiftung des Bundes | DRK | AWO | ADAC | THW | OBI
    | IKEA | ALDI | Lidl
    """.replace("\n    ", " ").split("|")
)
"""Names that need neither legal form nor head word."""

GENERIC_APPOSITION = re.compile(
    r"(?:^|(?<=\w))(?:netzwerk|verbund|unternehmen|firma|hersteller|spezialist|spezialistin|anbieter|"
    r"konzern|betrieb|start-?up|dienstleister|entwickler|"
    r"zulieferer|betreiber|betreiberin|veranstalter|tochter|mutter|kunde|bauer|büro|träger|ausrüster|"
    r"händler|arbeitgeber|bauherr|sponsor|ausrichter|"
    r"partner|förderer|gesellschafterin|marktführer|mittelständler|verlag|labor|investor|geldgeber|"
    r"energieversorger|versorger|familienunternehmen)s?$",
    re.IGNORECASE,
)
"""Common nouns that stand before a name and are no part of it: „beim Photoniknetzwerk Lichtwerk e.V.“."""

THING_CUE = re.compile(
    r"(?:projekt|vorhaben|programm|produkt|gerät|messe|system|software|app|plattform|modell|marke|serie|"
    r"label|siegel|preis|wettbewerb|festival|ausstellung|"
    r"veranstaltung|halle|gebäude|fertigung|linie|studie|buch|roman|zeitschrift|konferenz|kongress|tagung|"
    r"symposium|tagungsreihe|reihe|initiative|förderprogramm|"
    r"kampagne|aktion|fonds|richtlinie|gesetz|verordnung|award|auszeichnung|medaille|titel|stück|oper|"
    r"film|konzert|satellit|sonde|rakete|laser|kamera|sensor|"
    r"maschine|anlage|roboter|wirkstoff|medikament|impfstoff|verfahren|technologie|methode|datenbank|"
    r"portal|website|webseite|schau|index|segment|sparte|"
    r"geschäftsbereich|bereich|division|abteilung|pkw|lkw|auto|wagen|fahrzeug|transporter|kombi|"
    r"kleinwagen|motorrad|straße|ortsteil|stadtteil|haltestelle|stipendium|pilotprojekt|förderlinie|"
    r"quartier|gewerbegebiet|areal|schiff|zug|park|platz|turm|brücke|saal|bühne|kurs|workshop|lehrgang|"
    r"studiengang|modul|band|album|podcast|magazin|motto|name|thema|begriff|stichwort)"
    r"(?:e|s|es|en|er|n)?$",
    re.IGNORECASE,
)
"""Nouns before a name that tell that it is a thing."""

THING_END = re.compile(
    r"(?:straße|straßen|strasse|str\.|weg|platz|allee|gasse|ring|ufer|damm|preis|preises|award|awards|"
    r"medaille|halle|haus|turm|brücke|saal|days?|messe|kongress|"
    r"konferenz|symposium|festival|programm|projekt|team|stipendium|gesetz|label|tag|tage|tagen|woche|"
    r"wochen|night|nacht|cup|pokal|championship|meisterschaft|world|expo|"
    r"summit|forum|challenge|act|fonds|tower|campus|park|stadion|arena|schiff|stipendien|ausstellung|"
    r"methode|effekt|gleichung|theorie|zelle|kamera|sensor|reihe|"
    r"region|urkunde|buch|gymnasium|schule|denkmal|orden|ehrennadel|plakette|index|edition|linie|serie|"
    r"fest|lauf|markt|treffen|dialog|gespräch|gespräche|kolloquium|vertrag)$",
    re.IGNORECASE,
)
"""Words that end names of things: streets, prizes, events, buildings."""

NO_ORGANISATION = frozenset(
    """
    DAX MDAX SDAX TecDAX EU USA UK DDR BRD KI AI IT EDV PDF TV PC USB LED OLED LCD CO2 DNA RNA PCR MRT CT UV
    IR VR AR XR 3D 5G 6G GPS WLAN DSL FAQ URL RSS SMS
    UTC MEZ MESZ PLZ ISO DIN EN IEC CE FuE MINT BIP PS KW MW GW kWh MWh Corona Covid ots OTS Internet
    Pressemitteilung Presseinformation Medieninformation Person Sache
    MEDICA IFA CeBIT bauma drupa Anuga Automechanika Interpack Electronica Ambiente Paperworld ISPO LEARNTEC
    Pressekontakt Kontakt Presse Ansprechpartner Ansprechpartnerin Foto Bild Quelle Grafik Copyright Telefon
    Tel Fax Mobil Mail Website Twitter
    LinkedIn Instagram Facebook YouTube Mastodon Industrie Forschung Wirtschaft Wissenschaft Politik
    Pressestelle Redaktion Jury Europa Deutschland Thüringen Kommune
    NRW BW MwSt EUR USD OP ICE RE SUV E-Mail QR POL LOC Bundestag Landtag Bundesliga Vorstand Cluster
    Photonik Optik Hinweis Anmeldung Termin Ort Uhr WM EM GPU CPU API MBA DAX40
    """.split()
)
CAR_MAKES = frozenset(
    """
    VW BMW Audi Opel Ford Mercedes Mercedes-Benz Porsche Skoda Škoda Seat Cupra Toyota Renault Fiat Volvo
    Mazda Nissan Hyundai Kia Peugeot Citroën Honda Suzuki Dacia Tesla MAN Scania
    """.split()
)

EVENT_OR_AWARD = frozenset(
    """
    Days Day Award Awards World Week Summit Expo Festival Congress Conference Conferences Forum Night Cup
    Challenge Label Prize Fair
    """.split()
)


def is_head(word: str) -> bool:
    """Whether a word is or ends in a noun that names organisations, in any case: „Instituts“, „Aufbaubank“."""
    if not word[:1].isupper() or word in NO_ORGANISATION:
        return False
    if is_plain_head(word) or word in ENGLISH_HEADS - COMPANY_WORDS:
        return True
    return bool(_COMPOUND_ENDING.search(word)) and not _NO_COMPOUND.search(word)


def is_plain_head(word: str) -> bool:
    """Whether a word is nothing but a head („Verein“, „Instituts“, „Stadtwerken“; no other plural)."""
    bases = {word, word.removesuffix("s"), word.removesuffix("es")}
    if word.endswith(("werken", "betrieben")):
        bases.add(word.removesuffix("n"))
    return bool(bases & PLAIN_HEADS)
