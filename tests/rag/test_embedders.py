"""Providers of embeddings: the default, any of LangChain's, their errors, and thresholds of their own."""

from __future__ import annotations

import json

import numpy as np
import pytest
import stamina
from langchain_core.embeddings import Embeddings
from sheets import row, workbook

from rag.calibration import HASHED, UNMEASURED, Calibration, calibration_for
from rag.embed import HashedNgrams
from rag.errors import StoreError
from rag.glossary import load_glossary
from rag.knowledge import SheetKnowledge
from rag.langchain_embedder import LangChainEmbedder, embedder_for
from rag.recalibrate import measure


class Scripted(Embeddings):
    """Hashed n-grams as a provider would give them: longer, not of unit length, and failing as told."""

    def __init__(self, failures: list[Exception] | None = None) -> None:
        self.calls: list[int] = []
        self.failures = failures or []
        self.hashed = HashedNgrams(load_glossary())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.calls.append(len(texts))
        if self.failures:
            raise self.failures.pop(0)
        return [[*(3 * vector), 0.0] for vector in self.hashed.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.fixture(autouse=True)
def _no_waiting():
    stamina.set_testing(True, attempts=3)
    yield
    stamina.set_testing(False)


def test_nothing_named_is_the_default_without_network():
    """An empty setting gives hashed n-grams, whose thresholds are those that were measured."""
    embedder = embedder_for("")
    assert (True, HASHED) == (isinstance(embedder, HashedNgrams), calibration_for(embedder.name))


@pytest.mark.parametrize(
    ("name", "sentence"), [("mistralai:mistral-embed", "not installed"), ("nobody:model", "cannot be used")]
)
def test_a_provider_that_is_not_there_is_a_sentence(name, sentence):
    """A missing package and an unknown provider are told with the setting's value."""
    with pytest.raises(StoreError, match=rf"{name}.*{sentence}"):
        embedder_for(name)


def test_vectors_have_length_one_and_come_in_batches():
    """What a provider gives is brought to unit length; 150 texts are three calls."""
    model = Scripted()
    vectors = LangChainEmbedder(model, "fake:one").embed([f"texto número {n}" for n in range(150)])
    assert ((150, 513), [64, 64, 22]) == (vectors.shape, model.calls)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_a_provider_that_stumbles_is_asked_again():
    """Two lost connections are no failure."""
    model = Scripted([ConnectionError("reset"), TimeoutError("slow")])
    assert (1, 513) == LangChainEmbedder(model, "fake:one").embed(["ORA-01555"]).shape
    assert [1, 1, 1] == model.calls


def test_a_provider_that_stays_away_is_a_sentence():
    """After three tries the error names the provider and its reason, not a traceback."""
    model = Scripted([ConnectionError("reset by peer")] * 3)
    with pytest.raises(StoreError, match="fake:one cannot be asked: reset by peer"):
        LangChainEmbedder(model, "fake:one").embed(["ORA-01555"])


def test_a_wrong_request_is_not_repeated():
    """What will not pass is asked once."""
    model = Scripted([ValueError("unknown model")])
    with pytest.raises(StoreError, match="unknown model"):
        LangChainEmbedder(model, "fake:one").embed(["ORA-01555"])
    assert [1] == model.calls


def test_a_vector_too_few_is_noticed():
    """A provider that answers for fewer texts than it was asked does not shift the rows."""

    class Short(Scripted):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return super().embed_documents(texts)[1:]

    with pytest.raises(StoreError, match="1 uneven vectors for 2 texts"):
        LangChainEmbedder(Short(), "fake:one").embed(["a", "b"])


async def test_another_provider_embeds_every_row_again(tmp_path):
    """The index belongs to one provider; changed back, the cached vectors of the other are not mixed in."""
    sheet = workbook(tmp_path / "s.xlsx", [row(error=f"ORA-0{n}", symptom=f"sintoma {n}") for n in range(2000, 2020)])
    model = Scripted()
    verdicts = []
    for embedder in (embedder_for(""), LangChainEmbedder(model, "fake:one"), LangChainEmbedder(model, "fake:two")):
        knowledge = await SheetKnowledge.open([sheet], tmp_path / "data", embedder=embedder)
        verdicts.append((await knowledge.search("ORA-02007")).verdict)
        await knowledge.close()
    assert (["known"] * 3, [20, 1, 20, 1]) == (verdicts, model.calls)


def test_thresholds_go_with_the_provider(monkeypatch):
    """The longest name that fits decides; nobody's provider has cautious numbers."""
    mine = Calibration(known=0.7)
    monkeypatch.setitem(calibration_for.__globals__["CALIBRATIONS"], "langchain-fake:one", mine)
    assert [mine, UNMEASURED, UNMEASURED] == [
        calibration_for(name) for name in ("langchain-fake:one", "langchain-fake:two", "another")
    ]


def test_a_cosine_counts_between_strangers_and_same():
    """What every two texts have in common is no evidence."""
    levels = Calibration(unrelated=0.4, same=0.8)
    assert [0.0, 0.0, 0.5, 1.0, 1.0] == [round(levels.nearness(cosine), 6) for cosine in (-1, 0.4, 0.6, 0.8, 1)]


async def test_recalibrating_tells_cosines_bands_and_proposals(tmp_path):
    """Whoever brings a provider sees how right each band of confidence is, and which numbers to write down."""
    sheet = workbook(tmp_path / "s.xlsx", [row(), row(error="S0C7", symptom="Dado inválido", link="https://k/2")])
    link = "https://wiki.example.com/proc/KB-1"
    questions = [json.loads(f'{{"text": "ORA-01555", "relevant": ["{link}"]}}'), {"text": "cardápio", "relevant": []}]
    lines = await measure(sheet, questions, LangChainEmbedder(Scripted(), "fake:one"))
    assert "langchain-fake:one: 2 questions" in lines[0]
    assert [line for line in lines if "1 of 1 right" in line or line.startswith("proposed")]
