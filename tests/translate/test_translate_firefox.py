"""Firefox's models: the engine's thread, and what is told if something is missing.

The real engine is tried where it is installed, without a model: Mozilla's lie where no test asks. What it does
with its threads, namely to refuse all but the one that made it, a stand-in does the same way.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.translate.errors import Kind, TranslatorError
from pipeline.translate.firefox import FirefoxProvider
from pipeline.translate.firefox_models import kept_models
from pipeline.translate.provider import Question

ENGINE = '''
import threading


class Panic(BaseException):
    """As an extension in Rust raises it."""


class Translator:
    made = []

    def __init__(self, model, src_vocab, trg_vocab, shortlist=None):
        if model == b"damaged":
            raise ValueError("trace ended mid-record (truncated)")
        self.word = model.decode()
        self.thread = threading.get_ident()
        self.made.append(self)

    def translate(self, text):
        if threading.get_ident() != self.thread:
            raise Panic("is unsendable, but sent to another thread")
        if "Absturz" in text:
            raise Panic("index out of bounds")
        assert len(text) <= 300, "would be cut without a word"
        return f"{self.word}:{text}"
'''


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "packages" / "fxtranslate"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(ENGINE, "utf-8")
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.delitem(sys.modules, "fxtranslate", raising=False)
    yield
    sys.modules.pop("fxtranslate", None)


def keep(folder: Path, pair: str, word: str, *, files: tuple[str, ...] = ("model.bin", "vocab.spm", "lex.bin")) -> None:
    (folder / pair).mkdir(parents=True)
    for name in files:
        (folder / pair / name).write_bytes(word.encode() if name.startswith("model") else b"")


def translated(provider: FirefoxProvider, *texts: str, source: str = "de", target: str = "en") -> tuple[str, ...]:
    return provider.translate([Question(text) for text in texts], source=source, target=target)


@pytest.mark.usefixtures("engine")
def test_one_engine_does_all_sentences_of_all_threads(tmp_path: Path) -> None:
    keep(tmp_path, "de-en", "en")
    provider = FirefoxProvider(folder=tmp_path)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda number: translated(provider, f" Satz {number}\n"), range(40)))
    assert answers == [(f" en:Satz {number}\n",) for number in range(40)]
    from fxtranslate import Translator  # type: ignore[attr-defined]  # the stand-in

    assert len(Translator.made) == 1
    assert provider.local


@pytest.mark.usefixtures("engine")
def test_a_pair_without_a_model_goes_over_english_and_a_region_is_left_out(tmp_path: Path) -> None:
    keep(tmp_path, "de-en", "en")
    keep(tmp_path, "en-pl", "pl", files=("model.bin", "srcvocab.spm", "trgvocab.spm"))
    provider = FirefoxProvider(folder=tmp_path)
    assert translated(provider, "Licht", source="de-AT", target="pl") == ("pl:en:Licht",)
    assert translated(provider, "Licht", target="en-GB") == ("en:Licht",)


@pytest.mark.usefixtures("engine")
def test_a_long_text_is_cut_before_the_engine_would_cut_it(tmp_path: Path) -> None:
    keep(tmp_path, "de-en", "en")
    text = "Im 19. Jahrhundert war das Haus ein Speicher; " * 20
    (answer,) = translated(FirefoxProvider(folder=tmp_path), text)
    assert answer.replace("en:", "") == text


@pytest.mark.usefixtures("engine")
def test_a_sentence_that_the_engine_does_not_survive_is_a_failure_and_the_next_goes_on(tmp_path: Path) -> None:
    keep(tmp_path, "de-en", "en")
    provider = FirefoxProvider(folder=tmp_path)
    with pytest.raises(TranslatorError, match="ist an einem Satz gescheitert") as raised:
        translated(provider, "Absturz")
    assert raised.value.kind is Kind.GARBLED
    assert translated(provider, "Licht") == ("en:Licht",)


@pytest.mark.usefixtures("engine")
def test_a_missing_and_a_damaged_model_are_told_with_the_command_that_helps(tmp_path: Path) -> None:
    keep(tmp_path, "de-en", "damaged")
    keep(tmp_path, "de-fr", "fr", files=("model.bin",))
    for target, reason in (("en", "kann das Modell de-en nicht laden"), ("fr", "braucht ein Modell für de-fr")):
        with pytest.raises(TranslatorError, match=f"{reason}.*press models fetch de-{target}") as raised:
            translated(FirefoxProvider(folder=tmp_path), "Licht", target=target)
        assert raised.value.kind is Kind.BLOCKED


def test_a_missing_package_is_told_with_the_command_that_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, "de-en", "en")
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    monkeypatch.setattr("pipeline.translate.firefox.find_spec", lambda name: None)
    with pytest.raises(TranslatorError, match=r"pip install fxtranslate") as raised:
        translated(FirefoxProvider(folder=tmp_path), "Licht")
    assert raised.value.kind is Kind.BLOCKED


@pytest.mark.usefixtures("engine")
def test_the_thread_ends_with_its_provider(tmp_path: Path) -> None:
    keep(tmp_path, "de-en", "en")
    provider = FirefoxProvider(folder=tmp_path)
    translated(provider, "Licht")
    thread = provider._thread
    assert thread.is_alive()
    del provider
    thread.join(5)
    assert not thread.is_alive()


def test_what_is_kept_is_listed_with_size_and_what_is_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out.startswith(".press/models: Hier liegt kein Modell.")
    folder = tmp_path / ".press" / "models"
    keep(folder, "de-en", "x" * 2_340_000)
    keep(folder, "de-fr", "x", files=("model.bin",))
    (folder / ".de-pl.part").mkdir()
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == ["de-en  2,3 MB", "de-fr  0,0 MB  unvollständig; bitte neu laden"]
    assert [kept.pair for kept in kept_models(folder)] == ["de-en", "de-fr"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fetsch"], "press models fetsch: Das gibt es nicht – gemeint ist wohl „fetch“."),
        (["fetch"], "Welches Sprachenpaar? Gemeint ist etwa: press models fetch de-en"),
        (["fetch", "../x"], "Welches Sprachenpaar?"),
    ],
)
def test_a_wrong_call_is_explained(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["models", *arguments]) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_fetching_without_the_package_is_explained_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.translate.firefox_fetch.find_spec", lambda name: None)
    assert main(["models", "fetch", "de-en"]) == 1
    assert capsys.readouterr().err == "Dazu fehlt das Paket fxtranslate. Bitte installieren: pip install fxtranslate\n"
