"""Mutes in the database: set and ended by one process, seen by another."""

from datetime import timedelta

import pytest

from bot.alerts.routing.mute_desk import MuteDesk
from bot.store import mutes
from tests.databases import opened
from tests.fakes import NIGHT, FixedClock

HOUR = timedelta(hours=1)


@pytest.fixture
async def serving(tmp_path):
    """The store of the Resync that serves."""
    store = await opened(tmp_path / "resync.db")
    yield store
    await store.close()


@pytest.fixture
async def desk(tmp_path, serving):
    """A desk on the same file, as a command has it, while the other is open."""
    store = await opened(tmp_path / "resync.db")
    yield MuteDesk(store, FixedClock())
    await store.close()


async def in_force(store, now=NIGHT):
    """The patterns that the serving process sees."""
    async with store.reading() as connection:
        return [one.pattern for one in await mutes.active(connection, now)]


async def test_a_mute_that_a_command_set_is_seen_by_who_serves(desk, serving):
    """From the next reading on, until its time, and no longer."""
    await desk.mute(" PAY_* ", NIGHT + HOUR, "disk", "someone")
    found = [await in_force(serving, now) for now in (NIGHT, NIGHT + HOUR)]
    assert found == [["PAY_*"], []]


async def test_a_mute_keeps_what_was_said(desk):
    """Reason, person, environment and times come back as they were given."""
    given = await desk.mute("PAY_*", NIGHT + HOUR, "disk swap", "someone", "prod")
    assert await desk.active() == (given,)
    assert (given.reason, given.who, given.environment, given.created_at) == ("disk swap", "someone", "prod", NIGHT)


@pytest.mark.parametrize("by", ["id", "pattern"])
async def test_a_mute_is_ended_by_its_id_or_pattern(desk, serving, by):
    """Upper and lower case are the same; it is over at once, and only once."""
    mute = await desk.mute("PAY_*", NIGHT + HOUR, "disk", "")
    await desk.mute("LED_*", NIGHT + HOUR, "disk", "")
    named = mute.id.upper() if by == "id" else "pay_*"
    ended, again = await desk.unmute(named), await desk.unmute(named)
    assert ([one.id for one in ended], again, await in_force(serving)) == ([mute.id], (), ["LED_*"])


async def test_a_pattern_ends_all_its_mutes(desk):
    """Two people muted the same; neither is left."""
    for person in ("a", "b"):
        await desk.mute("PAY_*", NIGHT + HOUR, "disk", person)
    assert (len(await desk.unmute("PAY_*")), await desk.active()) == (2, ())


@pytest.mark.parametrize(("pattern", "hours"), [("", 1), ("   ", 1), ("A" * 301, 1), ("PAY_*", 0), ("PAY_*", -1)])
async def test_a_mute_that_makes_no_sense_is_refused(desk, pattern, hours):
    """No pattern, one too long for the database, or a time that has passed."""
    with pytest.raises(ValueError, match=r"characters|passed"):
        await desk.mute(pattern, NIGHT + hours * HOUR, "disk", "")
    assert await desk.active() == ()


async def test_a_mute_that_ran_out_cannot_be_ended(desk, serving):
    """Its end is no news."""
    mute = await desk.mute("PAY_*", NIGHT + HOUR, "disk", "")
    async with serving.writing() as connection:
        assert not await mutes.end(connection, mute.id, NIGHT + HOUR)


async def test_what_ran_out_long_ago_is_forgotten(desk, serving):
    """Those in force stay."""
    await desk.mute("OLD", NIGHT + HOUR, "disk", "")
    await desk.mute("NEW", NIGHT + 3 * HOUR, "disk", "")
    async with serving.writing() as connection:
        gone = await mutes.forget(connection, NIGHT + 2 * HOUR)
    assert (gone, await in_force(serving)) == (1, ["NEW"])
