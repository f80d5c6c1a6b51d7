"""What is not told at once: automatic recovery, holds, snoozes; and who hears when nobody comes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.routing.records import THREAD, Hold
from bot.store import mutes
from bot.store.rows import Mute, Place
from tests.fakes import NIGHT, FakeChat, fake_job, lone_job, own_line

RECOVERING = {"recovery": "RERUN"}


def recovery_run(job):
    return replace(job, runs=(*job.runs[:-1], replace(job.runs[-1], rerun_type="RECOVERY_RERUN")))


async def test_a_job_that_the_engine_mends_is_never_loud(quiet_night):
    """An ABEND under automatic recovery that ends well by itself is stored, counted as by itself, and not told."""
    quiet_night.plan.put(fake_job(**RECOVERING))
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "EXEC")
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    (ended,) = await quiet_night.alerts.book.ended_since(NIGHT)
    assert ([], "PAY_CALC", "recovered", "") == (quiet_night.chat.titles, ended.job_name, ended.state, ended.taken_by)


async def test_a_recovery_that_fails_is_told_at_once(quiet_night):
    """When the recovery's own rerun ends badly, nothing is waited for."""
    quiet_night.plan.put(fake_job(**RECOVERING))
    await quiet_night.poll()
    quiet_night.plan.put(recovery_run(quiet_night.plan.end("PAY_CALC", "ABEND")))
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_a_recovery_that_never_comes_is_told_after_the_wait(quiet_night):
    """A job whose rerun does not begin within the wait is told, once, and says why it was held."""
    quiet_night.plan.put(fake_job(**RECOVERING))
    await quiet_night.poll()
    await quiet_night.polls(4)
    assert [] == quiet_night.chat.titles
    await quiet_night.polls(3)
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles
    (incident,) = await quiet_night.alerts.book.open_incidents()
    life = await quiet_night.alerts.book.journal(incident.id)
    assert [("opened", ""), ("held", "recovery:RERUN"), ("released", "recovery:RERUN")] == [
        (one.what, one.text) for one in life
    ]


async def test_a_long_recovery_run_is_waited_for(quiet_night):
    """While the rerun of the recovery runs, its final state is not known, however long it takes."""
    quiet_night.plan.put(fake_job(**RECOVERING))
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "EXEC")
    await quiet_night.polls(20)
    assert [] == quiet_night.chat.titles


@pytest.mark.parametrize("values", [{"recovery": "STOP"}, {"recovery": "RERUN", "needs_reply": True}, {}])
async def test_what_needs_a_person_is_told_at_once(quiet_night, values):
    """STOP, and a recovery that waits for an answer to its prompt, are no automatic recovery."""
    quiet_night.plan.put(fake_job(**values))
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_waiting_for_recovery_can_be_switched_off(night):
    """With no wait, a job under automatic recovery is told like any other."""
    night.settings = replace(night.settings, recovery_wait=timedelta())
    await night.restart()
    await night.poll()
    night.plan.put(fake_job(**RECOVERING))
    await night.poll()
    assert ["ABEND PAY_CALC open"] == night.chat.titles


async def test_quiet_hours_hold_a_message_until_they_end(quiet_night):
    """A held incident is listed with its reason, survives a restart, and is told when the hold ends and it is open."""
    quiet_night.routes.hold = Hold(until=NIGHT + timedelta(minutes=10), why="quiet_hours:22:00-07:00")
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    assert ([], "quiet_hours:22:00-07:00") == (quiet_night.chat.titles, incident.held_why)
    await quiet_night.restart()
    await quiet_night.polls(10)
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles
    (incident,) = await quiet_night.alerts.book.open_incidents()
    assert (None, "") == (incident.held_until, incident.held_why)


async def test_what_recovers_while_it_is_held_is_never_told(quiet_night):
    """The end of the quiet hours tells nothing that is over."""
    quiet_night.routes.hold = Hold(until=NIGHT + timedelta(minutes=10), why="quiet_hours:")
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.polls(15)
    assert [] == quiet_night.chat.titles


async def test_a_critical_job_is_not_held_and_brings_its_cause(quiet_night):
    """A critical job that follows from a held incident is told at once, though the cause is not."""
    quiet_night.routes.hold = Hold(until=NIGHT + timedelta(hours=5), why="quiet_hours:")
    quiet_night.plan.put(fake_job("A"), fake_job("B", critical=True))
    await quiet_night.poll()
    assert ["ABEND B open"] == quiet_night.chat.titles


async def test_a_mute_that_is_taken_back_releases_at_once(quiet_night):
    """A mute holds a job's messages back; ended before its time, the next look tells what is open."""
    mute = Mute(id="m", environment="", pattern="PAY_CALC", until=NIGHT + timedelta(hours=9), reason="test",
                who="ops", created_at=NIGHT)  # fmt: skip
    async with quiet_night.store.writing() as connection:
        await mutes.add(connection, mute)
    quiet_night.plan.put(fake_job())
    await quiet_night.polls(3)
    assert [] == quiet_night.chat.titles
    async with quiet_night.store.writing() as connection:
        await mutes.end(connection, "m", quiet_night.clock())
    await quiet_night.polls(2)
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_many_that_are_released_at_once_are_a_storm(quiet_night):
    """The end of quiet hours does not flood the channel: as many cards as ever, and one for the others."""
    quiet_night.diagnose.lines = own_line
    quiet_night.routes.hold = Hold(until=NIGHT + timedelta(minutes=10), why="quiet_hours:")
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(50)))
    await quiet_night.polls(11)
    assert 21 == len(quiet_night.chat.told)
    assert "storm 30" in quiet_night.chat.titles


async def test_nobody_takes_it_and_the_next_place_hears(quiet_night):
    """After its minutes an untaken incident has a message in the next place, which calls; the first thread says so."""
    second = Place(chat="web", target="managers", language="en", mentions=("@boss",))
    quiet_night.routes.steps = [(10, second)]
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    await quiet_night.polls(30)
    assert ["alerts", "managers"] == [told.message.target for told in quiet_night.chat.told]
    assert (("@boss",), ["PAY_CALC escalated"]) == (quiet_night.chat.told[1].message.mentions, quiet_night.replies())
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    assert [["PAY_CALC escalated", "PAY_CALC recovered"], ["PAY_CALC recovered"]] == [
        quiet_night.replies(0),
        quiet_night.replies(1),
    ]


async def test_escalating_to_the_same_place_calls_in_the_thread(quiet_night):
    """A step that only calls more people is a reply that calls them, no second message."""
    quiet_night.routes.steps = [(10, replace(quiet_night.routes.places[0], mentions=("@second",)))]
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    await quiet_night.polls(30)
    (told,) = quiet_night.chat.told
    assert [("PAY_CALC escalated", ("@second",))] == [(one.card.title, one.mentions) for one in told.replies]


async def test_a_step_without_a_channel_calls_wherever_the_thread_stands(quiet_night):
    """Its people are called in the thread of each place that was told, and nowhere else."""
    quiet_night.routes.places = (Place(chat="web", target="alerts"), Place(chat="web", target="team", mentions=("@a",)))
    quiet_night.routes.steps = [(10, replace(THREAD, mentions=("@second",)))]
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    await quiet_night.polls(30)
    calls = [(told.message.target, [one.mentions for one in told.replies]) for told in quiet_night.chat.told]
    assert [("alerts", [("@second",)]), ("team", [("@second",)])] == calls


async def test_what_somebody_has_is_not_escalated(quiet_night):
    """Taking an incident ends its escalation."""
    quiet_night.routes.steps = [(10, Place(chat="web", target="managers"))]
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    await quiet_night.alerts.take(incident.id, "night shift")
    await quiet_night.polls(30)
    assert ["alerts"] == [told.message.target for told in quiet_night.chat.told]


async def test_a_snoozed_incident_comes_back(quiet_night):
    """A snooze stops the escalation until its time, and then the thread calls again."""
    quiet_night.routes.places = (Place(chat="web", target="alerts", mentions=("@oncall",)),)
    quiet_night.routes.steps = [(10, Place(chat="web", target="managers"))]
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    await quiet_night.alerts.snooze(incident.id, "ops", quiet_night.clock() + timedelta(minutes=20))
    await quiet_night.polls(19)
    assert ["PAY_CALC snoozed"] == quiet_night.replies()
    await quiet_night.polls(1)
    last = quiet_night.chat.told[0].replies[-1]
    assert ("PAY_CALC released", ("@oncall",)) == (last.card.title, last.mentions)
    await quiet_night.polls(2)
    assert 2 == len(quiet_night.chat.told)


async def test_a_mention_of_one_platform_is_called_there_alone(quiet_night):
    """A step's `slack:` mention calls nobody on the web, and is not shown there as text either."""
    slack = FakeChat("slack")
    quiet_night.chats.append((slack, "ops"))
    quiet_night.routes.places = (Place(chat="web", target="alerts"), Place(chat="slack", target="ops"))
    quiet_night.routes.steps = [(10, replace(THREAD, mentions=("slack:@boss",)))]
    await quiet_night.restart()
    quiet_night.plan.put(fake_job())
    await quiet_night.polls(15)
    told = [chat.told[0].replies[-1] for chat in (quiet_night.chat, slack)]
    assert [(), ("@boss",)] == [reply.mentions for reply in told]
    assert [] == [reply for reply in told if "boss" in reply.card.blocks[0].text]
