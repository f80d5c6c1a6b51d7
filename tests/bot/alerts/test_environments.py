"""Two environments in one database and one channel: the same names in both, and nothing mixed up."""

from collections.abc import AsyncIterator

import pytest

from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from tests.bot.alerts.conftest import Night
from tests.fakes import FakePlan, lone_job, own_line


@pytest.fixture
async def other(quiet_night: Night) -> AsyncIterator[Alerts]:
    """The alerts of a second environment, beside those of the night; its plan is empty, and was looked at."""
    plan = FakePlan(clock=quiet_night.clock)
    plan.environment = "test"
    alerts = Alerts(
        master=plan,
        store=quiet_night.store,
        diagnose=quiet_night.diagnose,
        cards=quiet_night.cards,
        chats=quiet_night.chats,
        clock=quiet_night.clock,
        settings=AlertSettings(patience=0.2),
        routes=quiet_night.routes,
    )
    await alerts.look_once()
    alerts.plan = plan
    yield alerts
    await alerts.stop(0)


async def test_the_same_job_and_error_in_two_environments_are_two_threads(quiet_night, other):
    """One name, one time, one message id: neither follows from the other, and mending one leaves the other open."""
    quiet_night.plan.put(lone_job("LOAD"))
    other.plan.put(lone_job("LOAD"))
    await other.look_once()
    await quiet_night.poll()
    assert ["ABEND LOAD open"] * 2 == quiet_night.chat.titles
    (mine,), (theirs,) = await quiet_night.alerts.book.open_incidents(), await other.book.open_incidents()
    assert ({""}, True) == ({mine.cause, theirs.cause}, mine.id != theirs.id)
    other.plan.end("LOAD", "SUCC")
    await other.look_once()
    assert (1, 0) == (await quiet_night.alerts.book.count_open(), await other.book.count_open())


async def test_a_storm_in_one_environment_takes_no_card_from_another(quiet_night, other):
    """While a test system throws fifty alerts, the one of production still has its own card."""
    quiet_night.diagnose.lines = own_line
    other.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(50)))
    await other.look_once()
    quiet_night.plan.put(lone_job("PAYROLL"))
    await quiet_night.poll()
    assert ("ABEND PAYROLL open" in quiet_night.chat.titles, "storm 30" in quiet_night.chat.titles) == (True, True)


async def test_a_rerun_while_the_card_is_written_is_not_explained_by_the_run_before(quiet_night):
    """The diagnosis of the first run comes when the second has ended badly: the card has the newer one's."""
    job = lone_job("LOAD")
    quiet_night.plan.put(job)
    await quiet_night.alerts.look_once()
    again = quiet_night.plan.end("LOAD", "ABEND")
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    old = await quiet_night.diagnose(job)
    await quiet_night.alerts._desk.explain(incident.key, job, old)
    (after,) = await quiet_night.alerts.book.open_incidents()
    assert (again.run.number, incident.updated_at) == (after.run_number, after.updated_at)
