"""The sheet's words, in order and with their place."""

from dataclasses import replace

import pytest

from bot.cards import Fact, Facts
from bot.presenters.knowledge import solution, steps
from bot.presenters.teller import Teller
from tests.bot.presenters.plan_samples import ENTRY, NOW, ZONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Restart the agent", ("Restart the agent",)),
        ("1. Stop it\n2) Start it\n\n3 - Look", ("Stop it", "Start it", "Look")),
        ("1) Stop it 2) Start it", ("Stop it", "Start it")),
        ("- Stop it\n• Start it", ("Stop it", "Start it")),
        ("Set limit to 10. Then rerun", ("Set limit to 10. Then rerun",)),
        ("10 GB must be free", ("10 GB must be free",)),
        ("  \n ", ()),
    ],
)
def test_a_solution_becomes_steps(text: str, expected: tuple[str, ...]) -> None:
    """Lines and numbered parts are steps; a number inside a sentence is not."""
    assert expected == steps(text)


@pytest.mark.parametrize(
    ("procedure", "link"),
    [
        ("https://wiki.example/PRC-0042", "https://wiki.example/PRC-0042"),
        ("PRC-0042", ""),
        ("javascript:alert(1)", ""),
        ("see https://wiki.example/a", ""),
        ("https://wiki.example/a b", ""),
    ],
)
def test_only_a_web_address_becomes_a_link(procedure: str, link: str) -> None:
    """Whatever else stands in the cell is shown as text."""
    blocks = solution(replace(ENTRY, procedure=procedure), Teller("en", ZONE, NOW))
    items = [item for block in blocks if isinstance(block, Facts) for item in block.items]
    assert Fact(label="Procedure", value=procedure, link=link) in items
