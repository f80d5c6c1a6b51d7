"""Tell me when it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ToolError
from tests.fakes import NIGHT, fake_job


async def watch(night, job, **values):
    night.plan.put(job)
    await night.alerts.watches.add([job], conversation="web:::me", language="en", **values)


async def test_an_end_is_told_once_to_who_asked(quiet_night):
    """The conversation that asked hears of the end, once, in its language."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    await quiet_night.poll()
    assert [] == quiet_night.chat.titles
    quiet_night.plan.end("PAY_CALC", "SUCC")
    for _ in range(3):
        await quiet_night.poll()
    (told,) = quiet_night.chat.told
    assert ("PAY_WKS#PAYROLL.PAY_CALC ended en", "web:::me") == (told.message.card.title, told.message.target)


async def test_a_watch_survives_a_restart(quiet_night):
    """What was asked before the restart is told after it."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    await quiet_night.restart()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    assert 1 == len(quiet_night.chat.told)


async def test_an_abend_is_an_end(quiet_night):
    """A watched job that ABENDs is told to who asked, beside the alert."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    quiet_night.plan.end("PAY_CALC", "ABEND")
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open", "PAY_WKS#PAYROLL.PAY_CALC ended en"] == sorted(quiet_night.chat.titles)


async def test_lateness_is_told_once_and_the_end_after_it(quiet_night):
    """A watched job that becomes late is told as late, and its end still comes."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    quiet_night.plan.put(fake_job(internal_status="EXEC", late=True))
    await quiet_night.poll()
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    assert ["late", "ended"] == [title.split()[1] for title in quiet_night.chat.titles]


async def test_time_is_up(quiet_night):
    """At the time given, a job that has not ended is told so, and the watch is over."""
    await watch(quiet_night, fake_job(internal_status="EXEC"), until=NIGHT + timedelta(minutes=10))
    await quiet_night.poll(seconds=900)
    assert ["until"] == [title.split()[1] for title in quiet_night.chat.titles]
    assert () == await quiet_night.alerts.watches.opened()


async def test_a_job_that_left_the_plan_is_told(quiet_night):
    """A watch of a job that two looks in a row do not find ends with that news."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    quiet_night.plan.remove("PAY_CALC")
    await quiet_night.poll()
    assert [] == quiet_night.chat.titles
    await quiet_night.poll()
    assert ["gone"] == [title.split()[1] for title in quiet_night.chat.titles]


async def test_new_ids_after_plan_extension_do_not_end_a_watch(quiet_night):
    """The watched job is found again by its names."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    job = quiet_night.plan.rows["id-PAY_CALC"]
    quiet_night.plan.remove("PAY_CALC")
    quiet_night.plan.put(replace(job, id="other"))
    await quiet_night.poll()
    assert (1, []) == (len(await quiet_night.alerts.watches.opened()), quiet_night.chat.titles)


async def test_asking_twice_is_one_watch(quiet_night):
    """The same conversation asking again for the same job replaces its watch."""
    for _ in range(2):
        await watch(quiet_night, fake_job(internal_status="EXEC"))
    assert 1 == len(await quiet_night.alerts.watches.opened())


async def test_a_conversation_without_a_channel_is_refused(quiet_night):
    """Where nothing can be told later, asking for it is an error rather than silence."""
    with pytest.raises(ToolError):
        await quiet_night.alerts.watches.add([fake_job()], conversation="ask:1", language="pt")


async def test_a_conversation_sees_its_own_watches_only(quiet_night):
    """What one conversation watches is listed there, and in no other."""
    await watch(quiet_night, fake_job(internal_status="EXEC"), until=NIGHT + timedelta(hours=1))
    kept = await quiet_night.alerts.watches.list("web:::me")
    assert [("PAY_WKS#PAYROLL.PAY_CALC", NIGHT + timedelta(hours=1))] == [(one.job, one.until) for one in kept]
    assert () == await quiet_night.alerts.watches.list("web:::you")


async def test_a_watch_that_was_taken_back_tells_nothing(quiet_night):
    """After it was dropped, the end of the job is nobody's news, and it is listed no more."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    dropped = await quiet_night.alerts.watches.drop("web:::me", ["PAY_WKS#PAYROLL.PAY_CALC"])
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    assert (["PAY_CALC"], []) == ([one.job_name for one in dropped], quiet_night.chat.told)
    assert () == await quiet_night.alerts.watches.list("web:::me")


async def test_nobody_drops_a_watch_of_another(quiet_night):
    """Dropping all is dropping all of one's own."""
    await watch(quiet_night, fake_job(internal_status="EXEC"))
    assert () == await quiet_night.alerts.watches.drop("web:::you")
    assert 1 == len(await quiet_night.alerts.watches.opened())


async def test_dropping_all_leaves_none(quiet_night):
    """Without a job named, every watch of the conversation goes."""
    for name in ("PAY_CALC", "PAY_LOAD"):
        await watch(quiet_night, fake_job(name, internal_status="EXEC"))
    dropped = await quiet_night.alerts.watches.drop("web:::me")
    assert (["PAY_CALC", "PAY_LOAD"], ()) == (
        sorted(one.job_name for one in dropped),
        await quiet_night.alerts.watches.opened(),
    )
