"""Confidential means local: not a byte of what must not be seen yet reaches a translator outside the house."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import unquote_plus

import loopback
import pytest
from desk import Desk
from loopback import Behaviour, Loopback

# Each sentence has it, and its translation and what is hidden of it behind masks as well.
WORD = "Quendelprojekt"
SECRET = f"""{WORD} von Dr. Quendelprojekta Roth kommt

Kahla, 3. Mai 2024 – Der Verein plant das {WORD} im Tal. Das {WORD} kostet 40 Millionen Euro und bringt uns Licht.

„Das {WORD} ist ein Anfang“, sagt Dr. Quendelprojekta Roth.

Über das {WORD}

Das {WORD} ist neu.
"""
PUBLIC = """Neue Lampen am Fluss

Kahla, 3. Mai 2024 – Der Verein plant das Licht im Tal. Das Licht kostet 40 Millionen Euro und bringt uns Freude.
"""
EMBARGO = "Sperrfrist: 10.12.2030, 10 Uhr"
MARKED = {
    "zeile.txt": f"{EMBARGO}\n\n{SECRET}",
    "notiz.txt": f"Vertraulich – nicht veröffentlichen\n\n{SECRET}",
    "unklar.txt": f"Sperrfrist: bald\n\n{SECRET}",
    "kopf.md": f"---\nsperrfrist: 2030-12-10T10:00\n---\n\n{SECRET}",
    "vermerk.md": f"---\nvertraulich: ja\n---\n\n{SECRET}",
    "note.md": f"---\nconfidential: true\n---\n\n{SECRET}",
    "stand.md": f"---\nstatus: entwurf\n---\n\n{SECRET}",
    "klasse.md": f"---\nklasse: streng vertraulich\n---\n\n{SECRET}",
    "plan vertraulich.txt": SECRET,
    "2024_confidential.txt": SECRET,
    "sperrfrist_2030.txt": SECRET,
    "vertraulich/plan.txt": SECRET,
    "Entwürfe/plan.txt": SECRET,
}
AFTER = "2030-12-11T10:00"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Recording servers: two outside the house, one in it, and a proxy that is on everybody's way."""

    google: Loopback
    outside: Loopback
    local: Loopback
    proxy: Loopback

    def told(self) -> list[str]:
        """All that left the house, as it can be read on the way."""
        servers = (self.google, self.outside, self.proxy)
        return [
            unquote_plus(f"{asked.path} {asked.headers} {asked.body} {_unescaped(asked.body)}")
            for server in servers
            for asked in server.requests
        ]

    def expect_nothing_told(self) -> None:
        assert [told for told in self.told() if "uendelprojekt" in told] == []


def _unescaped(body: str) -> str:
    return str(json.loads(body)) if body else ""


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> Iterator[Neighbourhood]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ExitStack() as stack:
        yield Neighbourhood(*(stack.enter_context(Loopback()) for _ in range(4)))


def configure(desk: Desk, near: Neighbourhood, providers: list[str], *, local: str = "in the house") -> None:
    """``libretranslate`` is the one in the house, or another ``outside`` of it."""
    server = near.local if local == "in the house" else near.outside
    desk.configure(
        providers=providers,
        requests_per_second={"google": 0.0},
        google={"url": near.google.google_url},
        libretranslate={"url": server.libre_url, "local": local == "in the house"},
    )


@pytest.mark.parametrize(
    ("providers", "local"),
    [
        (["google", "libretranslate"], "in the house"),
        pytest.param(["libretranslate", "google"], "in the house", marks=pytest.mark.slow),
        pytest.param(["libretranslate", "google"], "outside", marks=pytest.mark.slow),
        pytest.param(["google", "libretranslate"], "outside", marks=pytest.mark.slow),
        pytest.param(["google"], "outside", marks=pytest.mark.slow),
    ],
)
def test_however_it_is_marked_and_in_whatever_order_they_are_asked_nobody_outside_sees_it(
    desk: Desk, near: Neighbourhood, providers: list[str], local: str
) -> None:
    configure(desk, near, providers, local=local)
    for name, text in MARKED.items():
        # Different words each time, so that one file's draft is no other's.
        desk.drop(name, text.replace("Tal", f"Tal {name.replace('.', ' ')}"))
    desk.drop("lampen.txt", PUBLIC)
    outcome = desk.build("--debug")
    assert desk.data().keys() == {"lampen.txt"}
    near.expect_nothing_told()
    assert any("Neue Lampen" in told for told in near.told()) is (providers[0] == "google" or local == "outside")
    seen = sum(WORD in text for text in near.local.texts)
    assert (seen >= len(MARKED)) is ("libretranslate" in providers and local == "in the house")
    assert WORD not in outcome.err
    assert not any(WORD.encode() in content for content in desk.files().values())


@pytest.mark.parametrize(
    "behaviour",
    [
        loopback.status(429),
        pytest.param(loopback.status(429, Retry_After="0"), marks=pytest.mark.slow),
        pytest.param(loopback.status(503, Retry_After="0"), marks=pytest.mark.slow),
        pytest.param(loopback.status(403), marks=pytest.mark.slow),
        pytest.param(loopback.captcha, marks=pytest.mark.slow),
        pytest.param(loopback.reset, marks=pytest.mark.slow),
        pytest.param(loopback.bad_json, marks=pytest.mark.slow),
        loopback.translates_as("Der Verein plant das wohl doch nicht und sie ist von dem zu der."),
        loopback.translates_as("The association plans it."),
    ],
    ids=["429", "429-0", "503-0", "403", "captcha", "reset", "garbled", "german", "names-lost"],
)
def test_no_failure_in_the_house_sends_it_outside(desk: Desk, near: Neighbourhood, behaviour: Behaviour) -> None:
    configure(desk, near, ["libretranslate", "google"])
    near.local.always = behaviour
    desk.drop("geheim.txt", MARKED["zeile.txt"])
    desk.drop("lampen.txt", PUBLIC)
    desk.build()
    near.expect_nothing_told()
    near.google.always = behaviour
    desk.build()
    near.expect_nothing_told()
    assert any(WORD in text for text in near.local.texts)


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_server_in_the_house_that_redirects_leads_nowhere(desk: Desk, near: Neighbourhood, code: int) -> None:
    configure(desk, near, ["libretranslate"])
    near.local.always = loopback.redirect(near.outside.libre_url + "translate", code=code)
    desk.drop("geheim.txt", MARKED["zeile.txt"])
    desk.build()
    assert near.local.connections > 0
    assert near.outside.connections == 0


def test_a_proxy_of_the_environment_is_not_shown_it(
    desk: Desk, near: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(desk, near, ["google", "libretranslate"])
    monkeypatch.delenv("NO_PROXY")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, near.proxy.base_url)
    desk.drop("geheim.txt", MARKED["zeile.txt"])
    desk.drop("lampen.txt", PUBLIC)
    desk.build()
    assert "Neue Lampen am Fluss" in near.proxy.texts
    assert any(WORD in text for text in near.local.texts)
    near.expect_nothing_told()


def test_whatever_is_configured_from_run_to_run_it_stays_in_the_house(desk: Desk, near: Neighbourhood) -> None:
    desk.drop("geheim.txt", MARKED["zeile.txt"])
    desk.drop("lampen.txt", PUBLIC)
    near.local.then(loopback.proper, loopback.proper)
    near.local.always = loopback.status(403)
    for providers, local in [
        (["libretranslate", "google"], "in the house"),
        (["google"], "outside"),
        (["libretranslate", "google"], "outside"),
        (["google", "libretranslate"], "in the house"),
        ([], "outside"),
        (["libretranslate"], "outside"),
    ]:
        configure(desk, near, providers, local=local)
        desk.build()
        desk.build("--offline")
        near.expect_nothing_told()
    assert any(WORD in text for text in near.local.texts)


def test_once_the_embargo_is_over_it_may_be_seen_and_what_is_known_is_not_asked_again(
    desk: Desk, near: Neighbourhood
) -> None:
    configure(desk, near, ["google", "libretranslate"])
    # More than one request carries, so that some of it is known and some is not.
    more = " ".join(f"Die {number} Lampen der Reihe leuchten im Hof." for number in range(2, 40))
    desk.drop("geheim.txt", f"{MARKED['zeile.txt']}\n\n{more}\n")
    near.local.then(loopback.proper)
    near.local.always = loopback.status(403)
    desk.build()
    near.expect_nothing_told()
    (known,) = (asked.text for asked in near.local.requests[:1])
    desk.build(now=AFTER)
    assert any("der Reihe" in text for text in near.google.texts)
    assert known not in near.google.texts
    assert desk.data()["geheim.txt"]["editions"]["en"]["origin"] in ("google+libretranslate", "libretranslate+google")


def test_what_becomes_confidential_is_told_to_nobody_from_then_on(desk: Desk, near: Neighbourhood) -> None:
    configure(desk, near, ["google"])
    near.google.always = loopback.status(429)
    desk.drop("plan.md", SECRET)
    desk.build()
    (told,) = near.google.texts[:1]
    near.google.requests.clear()
    near.google.always = loopback.proper
    desk.drop("plan.md", MARKED["vermerk.md"])
    desk.build()
    assert near.google.requests == []
    assert WORD in told
