"""The timed work: a look at once, on time and when poked; one at a time; errors do not end it."""

import asyncio

import pytest

from bot.scheduler import Scheduler


class Work:
    """Counts its calls; `came` is set at each, `gate` holds it up, `trouble` is raised."""

    def __init__(self):
        self.calls = 0
        self.at_once = 0
        self.most_at_once = 0
        self.came = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.trouble = None
        self.finished = 0

    async def __call__(self):
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.came.set()
        try:
            await self.gate.wait()
            if self.trouble:
                raise self.trouble
            self.finished += 1
        finally:
            self.at_once -= 1

    async def next(self):
        await asyncio.wait_for(self.came.wait(), 5)
        self.came.clear()


@pytest.fixture
async def look():
    return Work()


@pytest.fixture
async def deliver():
    return Work()


@pytest.fixture
async def scheduler(look, deliver):
    scheduler = Scheduler(look=look, deliver=deliver, poll_seconds=3600)
    await scheduler.start()
    yield scheduler
    look.gate.set()
    await scheduler.stop()


async def test_it_looks_at_once_and_delivers_after(scheduler, look, deliver):
    """The first look does not wait for the poll interval, and its messages are delivered right after."""
    await look.next()
    await deliver.next()
    assert 1 == look.calls


async def test_a_poke_is_a_look(scheduler, look):
    """A poke looks now, an hour before the next poll."""
    await look.next()
    scheduler.poke()
    await look.next()
    assert 2 == look.calls


async def test_a_poke_during_a_look_is_a_look_after_it(scheduler, look):
    """A poke while a look is under way is neither lost nor a second look beside it."""
    look.gate.clear()
    await look.next()
    scheduler.poke()
    look.gate.set()
    await look.next()
    assert (2, 1) == (look.calls, look.most_at_once)


async def test_an_error_does_not_end_the_looks(scheduler, look, deliver):
    """A look that raises is logged, its delivery still happens, and the next poke looks again."""
    look.trouble = ValueError("a defect")
    await look.next()
    await deliver.next()
    scheduler.poke()
    await look.next()
    assert 2 == look.calls


async def test_stopping_lets_a_look_finish(look, deliver):
    """A look under way ends by itself before the scheduler is gone."""
    scheduler = Scheduler(look=look, deliver=deliver, poll_seconds=3600)
    look.gate.clear()
    await scheduler.start()
    await look.next()
    stopping = asyncio.create_task(scheduler.stop())
    await asyncio.sleep(0)
    look.gate.set()
    await stopping
    assert 1 == look.finished


async def test_stopping_does_not_wait_for_ever(look, deliver):
    """A look that hangs is cancelled when the patience is over."""
    scheduler = Scheduler(look=look, deliver=deliver, poll_seconds=3600)
    look.gate.clear()
    await scheduler.start()
    await look.next()
    await scheduler.stop(seconds=0.01)
    assert (0, 0) == (look.finished, look.at_once)


async def test_a_poke_before_the_start_or_after_the_end_does_nothing(look, deliver):
    """The hook may be called at any time."""
    scheduler = Scheduler(look=look, deliver=deliver, poll_seconds=3600)
    scheduler.poke()
    await scheduler.start()
    await look.next()
    await scheduler.stop()
    scheduler.poke()
    await scheduler.stop()
    assert 1 == look.calls
