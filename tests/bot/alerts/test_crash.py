"""Dying at any point: nothing is lost, and nothing is told twice that the platform lets us know of."""

import asyncio
import contextlib
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.alerts.settings import AlertSettings
from bot.store import deliveries
from tests.bot.alerts.conftest import Night
from tests.fakes import NIGHT, REFUSED, FakeChat, FindingChat, PowerCutError, fake_job, lone_job, own_line


async def die(work):
    with pytest.raises(PowerCutError):
        await work


async def test_dying_before_anything_is_stored_loses_nothing(quiet_night):
    """A look that dies while it decides is made again after the restart."""
    quiet_night.plan.put(fake_job())
    quiet_night.cards.alert_card = _power_cut
    await die(quiet_night.alerts.look_once())
    del quiet_night.cards.alert_card
    await quiet_night.restart()
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_dying_between_decision_and_delivery_delivers_once(quiet_night):
    """What was stored and never sent is sent after the restart, once."""
    quiet_night.plan.put(fake_job())
    await quiet_night.alerts.look_once()
    await quiet_night.restart()
    await quiet_night.poll()
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_dying_before_the_platform_took_it_delivers_once(quiet_night):
    """A message whose hand-over never reached the platform is sent after the restart."""
    quiet_night.plan.put(fake_job())
    quiet_night.chat.faults.append(PowerCutError())
    await quiet_night.alerts.look_once()
    await die(quiet_night.alerts.deliver_once())
    await quiet_night.restart()
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_dying_after_the_platform_took_it_repeats_at_most_that_one(quiet_night):
    """A platform that cannot be asked shows one message twice, and the thread goes on in the second."""
    quiet_night.diagnose.lines = own_line
    quiet_night.plan.put(lone_job(), lone_job("OTHER"))
    quiet_night.chat.after.append(PowerCutError())
    await quiet_night.alerts.look_once()
    await die(quiet_night.alerts.deliver_once())
    await quiet_night.restart()
    await quiet_night.poll()
    assert ["ABEND OTHER open", "ABEND PAY_CALC open", "ABEND PAY_CALC open"] == sorted(quiet_night.chat.titles)


async def test_a_platform_that_can_be_asked_shows_nothing_twice(quiet_night):
    """After a restart, a chat that finds the message is not sent it again."""
    quiet_night.chat = FindingChat()
    quiet_night.chats = [(quiet_night.chat, "alerts")]
    await quiet_night.restart()
    quiet_night.plan.put(fake_job())
    quiet_night.chat.after.append(PowerCutError())
    await quiet_night.alerts.look_once()
    await die(quiet_night.alerts.deliver_once())
    await quiet_night.restart()
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_a_diagnosis_lost_in_a_crash_is_made_up_for(quiet_night):
    """An incident that was stored without its diagnosis gets it after the restart."""
    quiet_night.plan.put(fake_job())
    quiet_night.diagnose.trouble = ValueError("a defect")
    await quiet_night.poll()
    quiet_night.diagnose.trouble = None
    await quiet_night.restart()
    await quiet_night.poll()
    await quiet_night.alerts.stop()
    assert ["PAY_CALC", "PAY_CALC"] == quiet_night.diagnose.asked
    assert 1 == len(quiet_night.chat.told[0].message.card.blocks)


async def test_a_decision_is_stored_once(quiet_night):
    """The same draft, stored again, does not become a second delivery."""
    quiet_night.plan.put(fake_job())
    await quiet_night.alerts.look_once()
    async with quiet_night.store.writing() as connection:
        (waiting,) = await deliveries.waiting(connection, "web", 10)
        await deliveries.add(connection, [waiting.draft], quiet_night.clock())
    assert 1 == await quiet_night.alerts.outbox.waiting()


EVENTS = st.lists(
    st.sampled_from(
        [
            "abend A",
            "abend B",
            "abend C",
            "exec A",
            "exec B",
            "succ A",
            "succ B",
            "look",
            "poll",
            "die before",
            "die after",
            "refuse",
            "kill",
        ]
    ),
    min_size=3,
    max_size=25,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_whatever_happens_each_job_has_one_thread_that_ends_true(events):
    """After any order of ABENDs, reruns, refusals and deaths, each job that was seen in error has one thread, and its
    card says how the job stands."""
    with TemporaryDirectory() as folder:
        asyncio.run(_live_through(Path(folder), events))


async def _live_through(folder, events):
    night = Night(folder / "resync.db", AlertSettings(patience=0.2))
    night.chat = FindingChat()
    night.chats = [(night.chat, "alerts")]
    night.plan.put(*(lone_job(name, "SUCC") for name in "ABC"))
    night.diagnose.lines = own_line
    await night.start()
    await night.poll()
    for event in events:
        await _happen(night, event)
    night.chat.faults.clear()
    night.chat.after.clear()
    await night.restart()
    for _ in range(3):
        await night.poll(seconds=600)
    told = {told.message.incident: told.message.state for told in night.chat.told}
    book = night.alerts.book
    incidents = [*await book.open_incidents(), *await book.ended_since(NIGHT - timedelta(days=1))]
    waiting = await night.alerts.outbox.waiting()
    await night.kill()
    assert 0 == waiting
    assert len(night.chat.told) == len(told)
    assert {incident.id: incident.state for incident in incidents} == told
    for incident in incidents:
        assert (night.plan.rows[f"id-{incident.job_name}"].status == "ERROR") == (incident.state == "open")


async def _happen(night, event):
    what, _, which = event.partition(" ")
    if what in {"abend", "exec", "succ"}:
        night.plan.end(which, what.upper())
    elif what == "refuse":
        night.chat.faults.append(REFUSED)
    elif what == "look":
        await night.alerts.look_once()
    elif what == "kill":
        await night.restart()
    elif what == "poll":
        with contextlib.suppress(PowerCutError):
            await night.poll()
    else:
        (night.chat.faults if which == "before" else night.chat.after).append(PowerCutError())
        with contextlib.suppress(PowerCutError):
            await night.poll()
        await night.restart()


def _power_cut(*_, **__):
    raise PowerCutError


def test_the_fake_chat_has_no_find():
    """The plain fake is a chat that cannot be asked, so that both kinds are tested."""
    assert not hasattr(FakeChat(), "find")
