"""Words by which German is told from other languages."""

from __future__ import annotations

from collections.abc import Mapping

# In lower case only. English has as well, and so they are left out: die, war, in, was, man, will, am, an, so, den.
GERMAN = frozenset(
    """
    aber alle allem allen aller alles als also andere anderen auch auf aus bei beim bereits bis bisher dabei dadurch
    dafür daher damit danach dann darauf darüber das dass dem denn der deren derzeit des deshalb dessen diese diesem
    diesen dieser dieses doch dort durch ein eine einem einen einer eines einige erst es etwa für gegen gibt habe haben
    hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer ist jede jeden jeder jedoch kann kein
    keine keinen konnte können mehr mehrere mit muss müssen nach nachdem neben nicht noch nun nur ob oder ohne rund
    sagt sagte schon sehr sei sein seine seinem seinen seiner seit sich sie sind sollen sollte sowie statt trotz über
    um und uns unser unsere unter viele vom von vor wegen weil weiter weitere weiteren welche wenn werden wie wieder
    wird wir wurde wurden würde würden zu zum zur zwar zwei zwischen
    """.split()
)
# Other words in German and elsewhere; German if the word after them is the same as in the source as well.
AMBIGUOUS = frozenset("die am an des den war man hat als also".split())
# German words that another language has, with whatever meaning.
FOREIGN_TOO: Mapping[str, frozenset[str]] = {
    "en": frozenset({"als", "des", "hatte", "ob", "rang", "rund", "sie", "wie", "also", "bis", "gibt"}),
    "fr": frozenset("des es mit ob on sein est non dort vient plus sort son dû du sur".split()),
    "pl": frozenset("im ich dem bis den man nie do to od za ten tu ty my by się ale po mu ob".split()),
    "cs": frozenset("dem den bis im by je se to na do od za tu ten on ona sie mu ob des".split()),
}
ENGLISH = frozenset("a and are as at be by for from has in is it of on that the they this to was we were with".split())
# Words of the same spelling in German and in English or other languages.
INTERNATIONAL = frozenset(
    """
    alternative arm bald ball band bank best blind blond board boom boss bunker bus butter campus center chance
    charter club code computer content cool deal deep design digital dollar drama euro euros extra fair fan fast
    film finale finger fit form format fort forum fund gang garage gas global gold golf grand hand handy hard
    hell hit hotel hunger ideal import index info intern interview investor job joint junior jury kilometer
    kindergarten land laser last legal level liberal lift link live lust mall manager marathon meter mild
    minister minute mode modern monitor motor museum musical name native neon nest normal offer online open
    orange original oval parade park partner party patent per person photo pilot pizza plan plaza plus poet
    poker police pop post prime pro problem quiz radio real reform region reporter resort respect rest
    restaurant revolver ring ritual robust rock roman rose route ruin salon sand sauce sauna secret self senator
    senior sensor serum service sex shop show signal silver situation slogan social sofa software solo song
    sponsor sport spring stand star start status still stock stop story stress student super system tag taxi
    team teenager tempo tennis terror test text theater thriller tiger tipp toilet ton total tour trailer
    trainer training transparent transport trend trio tunnel turban uniform union update urban via village virus
    visa vision vital wall warm web wild wind winter wolf yoga zebra zone zoo
    """.split()
)
