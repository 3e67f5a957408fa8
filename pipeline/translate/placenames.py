"""Names of places and parties that have another form in other languages than German.

Countries come from the Unicode CLDR by way of Babel; regions and towns, which it does not name, stand here, as
the style guides of the European Union (Interinstitutional Style Guide, annex A) and the countries' own maps have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

_EXONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "Athen": ("Athens",), "Basel": ("Basle",), "Bayern": ("Bavaria",), "Böhmen": ("Bohemia",),
        "Braunschweig": ("Brunswick",), "Brüssel": ("Brussels",), "Bukarest": ("Bucharest",), "Danzig": ("Gdańsk",),
        "EU": ("European Union",), "EuGH": ("ECJ", "CJEU"), "EZB": ("ECB",), "Europa": ("Europe",),
        "Florenz": ("Florence",), "Franken": ("Franconia",), "Genf": ("Geneva",), "Genua": ("Genoa",),
        "Grüne": ("Greens", "Green Party"), "Grünen": ("Greens", "Green Party"), "Hannover": ("Hanover",),
        "Hessen": ("Hesse",), "IWF": ("IMF",), "Kairo": ("Cairo",), "Kiew": ("Kyiv", "Kiev"), "Köln": ("Cologne",),
        "Kopenhagen": ("Copenhagen",), "Krakau": ("Kraków", "Krakow", "Cracow"), "Lissabon": ("Lisbon",),
        "Linke": ("Left", "Left Party"), "Linken": ("Left", "Left Party"), "Lüttich": ("Liège",),
        "Mailand": ("Milan",), "Mailänder": ("Milan",), "Moskau": ("Moscow",), "München": ("Munich",),
        "Münchner": ("Munich",), "Neapel": ("Naples", "Napoli"), "Niedersachsen": ("Lower Saxony",),
        "Nordrhein": ("North Rhine",), "Nürnberg": ("Nuremberg",), "Österreich": ("Austria",),
        "Peking": ("Beijing",), "Pfalz": ("Palatinate",), "Prag": ("Prague",), "Preußen": ("Prussia",),
        "Rheinland": ("Rhineland",), "Rom": ("Rome",), "Sachsen": ("Saxony",), "Schlesien": ("Silesia",),
        "Schwaben": ("Swabia",), "Steiermark": ("Styria",), "Straßburg": ("Strasbourg",), "Thüringen": ("Thuringia",),
        "Tirol": ("Tyrol",), "Turin": ("Torino",), "UNO": ("UN", "United Nations"), "Venedig": ("Venice",),
        "Vorpommern": ("Western Pomerania",), "Warschau": ("Warsaw",), "Westfalen": ("Westphalia",),
        "Wien": ("Vienna",), "Wiener": ("Vienna", "Viennese"), "Zürich": ("Zurich",),
    },
    "fr": {
        "Aachen": ("Aix-la-Chapelle",), "Basel": ("Bâle",), "Bayern": ("Bavière",), "Brüssel": ("Bruxelles",),
        "Dresden": ("Dresde",), "EU": ("UE",), "Europa": ("Europe",), "Frankfurt": ("Francfort",),
        "Freiburg": ("Fribourg",), "Genf": ("Genève",), "Hamburg": ("Hambourg",), "Hannover": ("Hanovre",),
        "Hessen": ("Hesse",), "Köln": ("Cologne",), "Koblenz": ("Coblence",), "Mainz": ("Mayence",),
        "München": ("Munich",), "Niedersachsen": ("Basse-Saxe",), "Nürnberg": ("Nuremberg",), "Prag": ("Prague",),
        "Regensburg": ("Ratisbonne",), "Rom": ("Rome",), "Sachsen": ("Saxe",), "Straßburg": ("Strasbourg",),
        "Thüringen": ("Thuringe",), "Trier": ("Trèves",), "Warschau": ("Varsovie",), "Wien": ("Vienne",),
        "Zürich": ("Zurich",),
    },
    "pl": {
        "Aachen": ("Akwizgran",), "Bayern": ("Bawaria", "Bawarii"), "Brüssel": ("Bruksela", "Brukseli"),
        "Dresden": ("Drezno", "Dreźnie", "Drezna"), "EU": ("UE",), "Köln": ("Kolonia", "Kolonii"),
        "Leipzig": ("Lipsk", "Lipsku", "Lipska"), "Mainz": ("Moguncja", "Moguncji"),
        "München": ("Monachium",), "Nürnberg": ("Norymberga", "Norymberdze", "Norymbergi"),
        "Prag": ("Praga", "Pradze", "Pragi"), "Sachsen": ("Saksonia", "Saksonii"),
        "Thüringen": ("Turyngia", "Turyngii"), "Warschau": ("Warszawa", "Warszawie", "Warszawy"),
        "Wien": ("Wiedeń", "Wiedniu", "Wiednia"), "Zürich": ("Zurych", "Zurychu"),
    },
    "cs": {
        "Aachen": ("Cáchy",), "Bayern": ("Bavorsko", "Bavorsku", "Bavorska"), "Brüssel": ("Brusel", "Bruselu"),
        "Chemnitz": ("Saská Kamenice",), "Dresden": ("Drážďany", "Drážďanech"), "Köln": ("Kolín",),
        "Leipzig": ("Lipsko", "Lipsku", "Lipska"), "Mainz": ("Mohuč", "Mohuči"), "München": ("Mnichov", "Mnichově"),
        "Nürnberg": ("Norimberk", "Norimberku"), "Prag": ("Praha", "Praze", "Prahy"),
        "Sachsen": ("Sasko", "Sasku", "Saska"), "Thüringen": ("Durynsko", "Durynsku", "Durynska"),
        "Warschau": ("Varšava", "Varšavě", "Varšavy"), "Wien": ("Vídeň", "Vídni", "Vídně"), "Zürich": ("Curych",),
    },
}  # fmt: skip


def other_forms(name: str, language: str) -> tuple[str, ...]:
    """What a German name may be called in a language (ISO 639-1) besides itself."""
    country = _countries(language).get(name)
    return (*_EXONYMS.get(language, {}).get(name, ()), *((country,) if country else ()))


@lru_cache(maxsize=32)
def _countries(language: str) -> Mapping[str, str]:
    try:
        theirs = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {name: theirs[code] for code, name in Locale("de").territories.items() if code in theirs}
