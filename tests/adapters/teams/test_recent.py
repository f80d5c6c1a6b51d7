"""The same press within a few seconds is one press."""

import asyncio

import pytest

from adapters.teams.recent import Recent


async def test_within_the_time_it_is_done_once_and_after_it_again():
    """Both have the one result; later it is a press of its own."""
    now, done = [0.0], []

    async def work() -> int:
        done.append(now[0])
        return len(done)

    recent: Recent[int] = Recent(seconds=20, clock=lambda: now[0])
    assert [1, 1] == await asyncio.gather(recent.once("k", work), recent.once("k", work))
    now[0] = 21.0
    assert 2 == await recent.once("k", work)
    assert 3 == await recent.once("other", work)


async def test_what_went_wrong_may_be_pressed_again_at_once():
    """A defect is no result."""

    async def broken() -> int:
        raise RuntimeError("defect")

    async def works() -> int:
        return 7

    recent: Recent[int] = Recent()
    with pytest.raises(RuntimeError):
        await recent.once("k", broken)
    assert 7 == await recent.once("k", works)
