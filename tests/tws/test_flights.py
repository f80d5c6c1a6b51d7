"""Sharing of identical questions."""

from __future__ import annotations

import asyncio

import pytest

from tests.tws.fake_hwa import Ticks
from tws.errors import TwsAuthError, TwsConnectionError
from tws.flights import Flights


class Question:
    """Counts how often it is asked, and waits until it may answer."""

    def __init__(self) -> None:
        self.asked = 0
        self.cancelled = 0
        self.gate = asyncio.Event()

    async def __call__(self) -> int:
        self.asked += 1
        number = self.asked
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return number


async def started(flights: Flights, question: Question, count: int) -> list[asyncio.Task[int]]:
    tasks = [asyncio.create_task(flights.share("key", question)) for _ in range(count)]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_ten_people_make_one_query() -> None:
    """Identical questions in flight are asked once, and all get the answer."""
    flights, question = Flights(0, Ticks().monotonic), Question()
    tasks = await started(flights, question, 10)
    question.gate.set()
    assert [1] * 10 == await asyncio.gather(*tasks)


async def test_one_who_leaves_does_not_cancel_the_others() -> None:
    """The first asker's cancellation ends nobody else's question."""
    flights, question = Flights(0, Ticks().monotonic), Question()
    first, second = await started(flights, question, 2)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    question.gate.set()
    assert (1, 0) == (await second, question.cancelled)


async def test_the_last_to_leave_cancels_the_query() -> None:
    """Nothing is asked on for nobody."""
    flights, question = Flights(0, Ticks().monotonic), Question()
    tasks = await started(flights, question, 2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)
    assert (1, 1) == (question.asked, question.cancelled)


async def test_a_new_question_after_a_cancelled_one_is_asked() -> None:
    """A cancelled flight leaves nothing behind."""
    flights, question = Flights(0, Ticks().monotonic), Question()
    (task,) = await started(flights, question, 1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    question.gate.set()
    assert 2 == await flights.share("key", question)


async def test_an_answer_is_kept_for_a_moment() -> None:
    """Within two seconds the answer is given again, afterwards it is asked again."""
    ticks, question = Ticks(), Question()
    flights = Flights(2.0, ticks.monotonic)
    question.gate.set()
    answers = [await flights.share("key", question)]
    for seconds in (1.9, 2.1):
        ticks.seconds = seconds
        answers.append(await flights.share("key", question))
    assert [1, 1, 2] == answers


async def test_an_error_is_shared_and_never_kept() -> None:
    """All who wait hear the error; the next question is asked anew."""
    flights, calls = Flights(2.0, Ticks().monotonic), []

    async def fail() -> None:
        calls.append(1)
        await asyncio.sleep(0)
        raise TwsAuthError("no")

    results = await asyncio.gather(*(flights.share("key", fail) for _ in range(3)), return_exceptions=True)
    assert [TwsAuthError] * 3 == [type(result) for result in results]
    with pytest.raises(TwsAuthError):
        await flights.share("key", fail)
    assert 2 == len(calls)


async def test_few_answers_are_kept() -> None:
    """Memory does not grow with the number of different questions."""
    flights, question = Flights(100.0, Ticks().monotonic), Question()
    question.gate.set()
    for number in range(1000):
        await flights.share(number, question)
    assert len(flights._landed) <= 256


async def test_closing_ends_what_is_in_flight() -> None:
    """Who still waits hears that the connection was closed."""
    flights, question = Flights(0, Ticks().monotonic), Question()
    (task,) = await started(flights, question, 1)
    await flights.aclose()
    with pytest.raises(TwsConnectionError):
        await task
