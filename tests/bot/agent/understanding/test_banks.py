"""The banks of questions stay understood."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from bot.agent.understanding import Memory, next_memory, understand
from tests.bot.agent.understanding.made_up_plan import OTHER_PLACEHOLDERS, PLACEHOLDERS, names_in
from tests.bot.agent.understanding.questions import BANKS, NOW, conversations, faults

EVALUATION = Path(__file__).parents[5] / "shared" / "eval"
FLOORS = {
    "plain": 0.98,
    "rough": 0.98,
    "more": 0.97,
    "fresh": 0.96,
    "unseen": 0.9,
    "night": 0.97,
    "second_night": 0.97,
    "third_night": 0.97,
    "fourth_night": 0.97,
    "fifth_night": 0.97,
    "sixth_night": 0.96,
    "seventh_night": 0.97,
    "eighth_night": 0.95,
    "ninth_night": 0.97,
    "tenth_night": 0.95,
    "eleventh_night": 0.97,
    "twelfth_night": 0.95,
    "thirteenth_night": 0.95,
}


@pytest.mark.parametrize("bank", sorted(BANKS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_bank_is_understood(bank: Path) -> None:
    """The share of a bank's turns that are understood is above its floor."""
    talks = conversations(bank)
    wrong = [fault for talk in talks for fault in faults(talk)]
    turns = sum(len(talk) for talk in talks)
    assert len(wrong) <= (1 - FLOORS[bank.stem]) * turns, "\n".join(wrong)


@pytest.mark.parametrize("names", OTHER_PLACEHOLDERS.values(), ids=OTHER_PLACEHOLDERS)
def test_a_bank_is_understood_with_other_names(names: dict[str, str]) -> None:
    """What is understood does not hang on the look of the names: hyphens, digits, names that are words."""
    talks = [talk for bank in BANKS.glob("*night.txt") for talk in conversations(bank, names)]
    wrong = [fault for talk in talks for fault in faults(talk, names)]
    assert len(wrong) <= 0.02 * sum(len(talk) for talk in talks), "\n".join(wrong)


def test_the_development_set_is_understood() -> None:
    """At least 92 of 100 turns of the shared development set, where it is at hand, are understood."""
    wrong, turns = _shared() if EVALUATION.exists() else _own()
    assert len(wrong) <= 0.08 * turns, "\n".join(wrong)


def _own() -> tuple[list[str], int]:
    talks = [talk for bank in BANKS.glob("*.txt") for talk in conversations(bank)]
    return [fault for talk in talks for fault in faults(talk)], sum(len(talk) for talk in talks)


def _shared() -> tuple[list[str], int]:
    scorer = _module(EVALUATION / "score_questions.py")
    items, malformed = scorer.read_bank(EVALUATION / "questions.dev.jsonl")
    assert [] == malformed
    wrong, turns = [], 0
    for item in items:
        memory = Memory()
        for text, expected in zip(item["turns"], item["expect"], strict=True):
            said, wanted = scorer.fill(text, PLACEHOLDERS), scorer.fill(expected, PLACEHOLDERS)
            meant = understand(said, names=names_in(said), memory=memory, now=NOW)
            memory = next_memory(memory, meant)
            calls = [{"tool": call.tool, "args": call.args} for call in meant.calls]
            fault = scorer.turn_fault(wanted, {"calls": calls, "suggestions": list(meant.suggestions)}, NOW, False)
            turns += 1
            wrong += [f"{said!r}: {fault}"] if fault else []
    return wrong, turns


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
