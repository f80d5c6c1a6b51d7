"""Weeks of nights in virtual time: what looks and turns see becomes the job's past."""

from __future__ import annotations

from datetime import timedelta

from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.past.past import past_of
from bot.past.recorder import Recorder
from tests.bot.past.conftest import EndedPlan, ran, run
from tests.fakes import FakeDiagnosis, PlainCards
from tws.errors import TwsNotFoundError

MINUTE = timedelta(minutes=1)


class Night(EndedPlan):
    """A plan that alerts can look at as well."""

    last_answer_at = None

    async def job(self, job_id):
        for job in self.jobs_in_it:
            if job.id == job_id:
                return job
        raise TwsNotFoundError("not in the plan")


async def test_a_job_that_recovers_by_itself_is_known_for_it(store):
    """Of fifteen bad ends, fourteen recovered with nobody taking them, in six minutes; the past says just that."""
    plan = Night()
    alerts = Alerts(
        master=plan, store=store, diagnose=FakeDiagnosis(), cards=PlainCards(), chats=[], clock=plan.clock,
        settings=AlertSettings(patience=0.0),
    )  # fmt: skip
    recorder = Recorder(plan, store, plan.clock)
    await alerts.look_once()
    await recorder.record()
    for night in range(15):
        plan.clock.advance(hours=24)
        bad = run("ABEND", plan.clock(), number=2 * night, took=3, rc=8)
        scheduled = plan.clock() - timedelta(minutes=5)
        plan.jobs_in_it = [ran("PAY_CALC", bad, scheduled_at=scheduled, id=f"plan-{night}")]
        await alerts.look_once()
        await recorder.record()
        if night == 7:
            (opened,) = await alerts.book.open_incidents()
            await alerts.take(opened.id, "night shift")
        plan.clock.advance(minutes=6)
        good = run("SUCC", plan.clock(), number=2 * night + 1, took=4)
        plan.jobs_in_it = [ran("PAY_CALC", bad, good, scheduled_at=scheduled, id=f"plan-{night}")]
        await alerts.look_once()
        await recorder.record()
    past = await past_of(store, "default", plan.jobs_in_it[0])
    await alerts.stop(0.1)
    assert (15, 14, 6 * MINUTE) == (past.incidents, past.alone, past.alone_after)
    assert (30, 15, 15, 4 * MINUTE) == (past.runs, past.successful, past.in_error, past.usual)
