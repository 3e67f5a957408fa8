"""What is descriptive German in an organisation's name and may be translated, and what must not be.

Collected from the names of authorities, schools, associations and companies as press releases use them.
"""

from __future__ import annotations

# A word that ends in one of these says what kind of institution it is (nominative, lower case). No endings
# that coined names have as well: „Lichtwerk“, „Glashaus“.
HEAD_ENDINGS = tuple(
    """
        akademie agentur allianz amt anstalt archiv arbeitskreis ausschuss bank behörde betriebsrat bibliothek
        bundesrat bundestag bündnis büro börse chor dezernat dienst direktion fakultät feuerwehr fonds
        förderkreis freundeskreis fraktion freistaat gemeinde gemeinderat gemeinschaft genossenschaft gericht
        gesellschaft gewerkschaft gymnasium handwerkskammer hilfswerk hochschule initiative innung inspektion
        institut jugendwerk kammer kanzlei kasse kirche klinik klinikum kolleg kommission konferenz
        krankenhaus kreistag labor landkreis landtag landwirtschaft ministerium museum nationalpark netzwerk
        orchester partei philharmonie polizei präsidium rathaus regierung schaft schule sekretariat senat
        staatsanwaltschaft staatsoper stadtrat stadtwerk stadtwerke stelle stiftung studentenwerk
        studierendenwerk technologiepark theater universität verband verein vereinigung verlag verwaltung
        zentrale zentrum
        """.split()
)

# The same as whole words, where the ending alone would catch coined names.
HEAD_WORDS = frozenset(
    """
    Bund Club FH Forum Gruppe HS HTW Klub Konzern Kreis LPI Land Messe Oper PI Park Rat Region Staat Stadt TH TU
    Uni Union
    """.split()
)

PREPOSITIONS = frozenset(
    "am an auf aus bei beim der des die das den dem für im in mit und u. von vom zu zum zur über".split()
)

# Words that go with a head without being a name.
DESCRIPTIVE = frozenset(
    """
    Angewandte Angewandten Alte Alten Anonyme Bundes Bundesrepublik Deutsch Deutsche Deutschen Deutscher
    Deutsches Duale Dualen Erste Ersten Europäische Europäischen Europäischer Europäisches Evangelische
    Evangelischen Evangelisches Freie Freien Freier Große Großen Internationale Internationalen
    Internationaler Internationales Junge Jungen Katholische Katholischen Katholisches Kommunale Kommunalen
    Neue Neuen Neues Nationale Nationalen Öffentliche Öffentlichen Städtische Städtischen Städtisches
    Staatliche Staatlichen Staatliches Technische Technischen Technisches Vereinigte Vereinigten
    """.split()
)

# Namesakes of German research and foundations: „Fraunhofer-Institut“ keeps its first part.
EPONYMS = frozenset(
    """
    Adenauer Alfred Bertelsmann Böckler Bosch Carl Ebert Fraunhofer Friedrich Goethe Haeckel Helmholtz
    Humboldt Konrad Leibniz Leopoldina Max Naumann Paul Planck Robert-Koch Schiller Thünen Volkswagen Zeiss
    """.split()
)

# A company's registered name must stay as it is; an association's may be descriptive.
COMPANY_FORMS = frozenset("AG eG GbR GmbH gGmbH gAG KG KGaA mbB mbH OHG SE UG Inc. Ltd. PLC SA SARL BV".split())
