"""A look at conditions that is slow."""

import asyncio

import pytest

from bot.alerts.conditions import Beside, ConditionsSeen
from bot.reports import IncidentKind
from tws.errors import TwsTimeoutError

SEEN = ConditionsSeen(looked_at=frozenset({IncidentKind.STUCK}))


class Slow:
    """Answers when its gate is opened; counts how often it was asked."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.asked = 0

    async def __call__(self) -> ConditionsSeen:
        self.asked += 1
        await self.gate.wait()
        return SEEN


async def test_a_quick_look_is_given_at_once() -> None:
    """Nothing is put off that need not be."""
    look = Slow()
    look.gate.set()
    assert await Beside(look, patience=60)() is SEEN


async def test_a_slow_look_is_not_waited_for_and_not_lost() -> None:
    """Until it has ended nothing is concluded and no second one is begun; then its answer is given once."""
    look = Slow()
    beside = Beside(look, patience=0.0)
    early = [await beside() for _ in range(3)]
    look.gate.set()
    await asyncio.sleep(0)
    assert ([ConditionsSeen()] * 3, SEEN, 1) == (early, await beside(), look.asked)
    await beside.stop()


async def test_a_look_that_failed_is_told_and_tried_again() -> None:
    """An error is raised where the answer would be given."""

    async def fails() -> ConditionsSeen:
        raise TwsTimeoutError("no answer")

    beside = Beside(fails, patience=60)
    for _ in range(2):
        with pytest.raises(TwsTimeoutError):
            await beside()


async def test_stopping_ends_a_look_that_is_under_way() -> None:
    """Nothing is left running; stopping twice is no harm."""
    look = Slow()
    beside = Beside(look, patience=0.0)
    await beside()
    await beside.stop()
    await beside.stop()
    assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
