"""The tables of words, rules and utterances fit together."""

from pathlib import Path

import numpy as np

from bot.agent.understanding import classifier, tables
from bot.agent.understanding.handovers import PARTS_OF_HANDOVER
from bot.agent.understanding.lexicon import corrected, lexicon
from bot.agent.understanding.reading import read
from bot.agent.understanding.rules import rulebook
from tests.bot.agent.understanding.made_up_plan import names_in
from tests.bot.agent.understanding.questions import NOW

CORPUS = Path(classifier.__file__).parent / "data" / "corpus.txt"
FROM_THE_TEXT = tables.one_of(
    "COMING JOBN STREAMN WKSN UNKNOWNN PATTERN JOBREF CODE QMARK WINDOW PASTDAY UNTILED IN_WKS BYJOB CONTENT QUOTED ERRORTEXT RUNNING WAITING STUCK"
    " DEPENDBEFORE DEPENDAFTER WAITBEFORE WAITAFTER BLOCKBEFORE BLOCKAFTER INF GER PAST PRES SUBJ PART WILL"
)


def test_every_rule_names_a_tool() -> None:
    """No rule leads to a tool that does not exist, but for those that lead to a part of the handover."""
    assert {rule.tool for rule in rulebook().rules} - PARTS_OF_HANDOVER <= classifier.TOOLS


def test_every_tool_has_a_rule_and_utterances() -> None:
    """Each tool can be reached by rule and by resemblance."""
    labels = {line.partition(":")[0] for line in tables.lines("corpus")}
    assert classifier.TOOLS == {rule.tool for rule in rulebook().rules} - PARTS_OF_HANDOVER
    assert classifier.TOOLS <= labels


def test_every_concept_of_a_rule_can_be_said() -> None:
    """A rule asks for no concept that neither the lexicon nor the reading gives."""
    said = {concept for found in lexicon().entries.values() for concept in found}
    assert set() == set(rulebook().bits) - said - FROM_THE_TEXT


def test_the_shipped_weights_are_those_of_the_corpus() -> None:
    """What is loaded was trained on the corpus as it stands, to half precision."""
    with np.load(CORPUS.with_name("weights.npz")) as shipped:
        assert classifier.corpus_mark() == int(shipped["mark"])
    loaded, trained = classifier.prepare(), classifier.trained()
    assert trained.labels == loaded.labels
    assert np.allclose(trained.weights, loaded.weights, atol=2e-3)


def test_the_classifier_knows_its_own_utterances() -> None:
    """A text of the corpus resembles its own label most."""
    reading = read("por que o LEDGER_EOD falhou?", names_in("LEDGER_EOD"), NOW)
    assert "diagnose" == classifier.winner(classifier.resemblances(reading))[0]


def test_slips_are_forgiven_and_words_are_kept() -> None:
    """One slip of a known word is mended; a word that is known stays; a name is nothing near."""
    assert ["jobs", "termina", "status", "started", "xyzzyq"] == [
        corrected(word) for word in ("jbos", "temrina", "stauts", "strated", "xyzzyq")
    ]
