"""Words in class names, ids and link texts by which web pages mark what is not their content.

Collected from the page templates of TYPO3, WordPress, Drupal, Joomla, Contao and Bootstrap and from the
consent tools in use on German pages. Each stands alone or as a part of a name (``site-nav``, ``navWrap``).
"""

from __future__ import annotations

import re

CONSENT = frozenset(
    "cookie cookies cookiebar cookiebanner cookiebot cookieconsent consent gdpr dsgvo cmp usercentrics "
    "onetrust borlabs klaro complianz".split()
)

NOISE = frozenset(
    "nav navi navbar navigation mainnav metanav subnav sidenav menu menue menubar menü submenu breadcrumb "
    "breadcrumbs brotkrumen krumen rootline share sharing shares shariff addthis addtoany social "
    "socialmedia sozial sharedaddy related relatedposts sidebar randspalte marginalspalte marginalie banner newsletter "
    "pagination pager paging paginator skip skiplink skiplinks skipnav toolbar ad ads adsense anzeige "
    "werbung search suche suchfeld searchbox login topbar sprachwahl langswitch tagcloud popup modal "
    "lightbox toast toc feedback comments kommentare totop backtotop scrolltop print-only "
    "screenreader offscreen".split()
)

PAIRS = frozenset({("sr", "only"), ("visually", "hidden"), ("screen", "reader"), ("d", "none")})
"""Two neighbouring parts of a class name that together hide an element or address a screen reader."""

FOOTER = frozenset("footer fusszeile fuss foot bottombar pagefooter".split())
"""Noise outside the article only: inside one, they may hold the press contact."""

TEASER = frozenset("teaser teasers teaserbox weitere more recommended recommendations".split())
"""Noise only around links: without one, a teaser is the article's own opening."""

CONTENT = frozenset(
    "content maincontent main inhalt hauptinhalt article artikel beitrag post entry news meldung "
    "pressemitteilung pressemeldung presse press release detail story".split()
)

CAPTION = frozenset("caption figcaption bildunterschrift bildtext bu bildlegende legende".split())

COPYRIGHT = re.compile(r"^\s*(?:©|\(c\)|copyright\b)|\balle rechte vorbehalten\b", re.IGNORECASE)
"""How a line at the foot of a page begins, or what it says."""

PAGE_FUNCTIONS = frozenset(
    (
        "seite drucken|drucken|druckversion|artikel drucken|nach oben|zum seitenanfang|seitenanfang|top|"
        "zurück|zurück zur übersicht|zur übersicht|übersicht|zurück zur liste|zur startseite|startseite|home|"
        "teilen|seite teilen|empfehlen|weiterempfehlen|seite empfehlen|per e-mail versenden|merken|"
        "facebook|twitter|x|xing|linkedin|mastodon|whatsapp|instagram|youtube|telegram|e-mail|mail|pdf|"
        "schließen|mehr|mehr erfahren|weiterlesen|vorherige meldung|nächste meldung|vorheriger artikel|"
        "nächster artikel|älter|neuer|als pdf speichern|link kopieren|vorlesen|kontakt|impressum|"
        "datenschutz|datenschutzerklärung|suche|sitemap|barrierefreiheit|leichte sprache"
    ).split("|")
)
"""Texts of links that work the page; a block of nothing but such links is no content."""
