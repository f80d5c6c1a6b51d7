"""The look at all conditions."""

from dataclasses import replace

import pytest

from bot.alerts.conditions import ConditionsSeen
from bot.reports import IncidentKind
from tests.bot.alerts.conditions.plan_in_memory import Estimates, Plan, conditions
from tests.tws.questions.fake_master import NOW, job, minutes, stream
from tws.errors import TwsResponseError, TwsTimeoutError
from tws.models import Prompt, Workstation

TONIGHT = stream("FINAL", "HOLD", scheduled_at=NOW + minutes(600))
LOOKED_AT = frozenset(IncidentKind) - {IncidentKind.ABEND, IncidentKind.FAIL, IncidentKind.HWA}


async def test_a_plan_without_trouble_shows_nothing_and_says_that_it_looked() -> None:
    """Every kind is among those looked at, so that what stood before is known to be over."""
    assert ConditionsSeen(looked_at=LOOKED_AT) == await conditions(Plan(every_stream=[TONIGHT]))()


async def test_a_look_too_soon_asks_nothing_and_concludes_nothing() -> None:
    """Within the interval the plan is left alone."""
    plan = Plan()
    look = conditions(plan)
    await look()
    asked = len(plan.asked)
    plan.pass_time(seconds=59)
    assert (ConditionsSeen(), asked) == (await look(), len(plan.asked))


async def test_slower_kinds_are_looked_at_less_often() -> None:
    """A minute later what changes quickly is read again, the extension only after five."""
    plan = Plan(every_stream=[TONIGHT])
    look = conditions(plan)
    await look()
    plan.pass_time(minutes=1)
    soon = (await look()).looked_at
    plan.pass_time(minutes=4)
    assert (True, False) == (IncidentKind.WORKSTATION in soon, IncidentKind.PLAN in soon)
    assert IncidentKind.PLAN in (await look()).looked_at


async def test_a_clock_that_goes_back_holds_up_nothing() -> None:
    """After the engine's clock was set back by an hour the next look is not an hour away."""
    plan = Plan(every_stream=[TONIGHT])
    look = conditions(plan)
    await look()
    plan.pass_time(hours=-1)
    assert (await look()).looked_at == LOOKED_AT


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (IncidentKind.WORKSTATION, {"workstations"}),
        (IncidentKind.PROMPT, {"prompts"}),
        (IncidentKind.STUCK, {"job_streams"}),
        (IncidentKind.PLAN, {"plan", "job_streams"}),
        (IncidentKind.OVERRUN, {"jobs"}),
    ],
)
async def test_what_is_switched_off_is_not_asked(kind: IncidentKind, asked: set[str]) -> None:
    """With one kind on, only its questions reach the master."""
    plan = Plan()
    seen = await conditions(plan, kind)()
    assert asked == set(plan.calls())
    assert seen.looked_at <= {kind}


async def test_one_kind_that_cannot_be_asked_leaves_the_others_alone() -> None:
    """A release without prompts still tells of workstations, and nothing is concluded about prompts."""
    plan = Plan(
        every_workstation=[Workstation(id="1", name="WKS1", limit=0)],
        every_job=[job("A", "READY")],
        every_stream=[TONIGHT],
        broken={"prompts": TwsResponseError("no")},
    )
    seen = await conditions(plan)()
    assert ["WKS1"] == [one.subject for one in seen.conditions]
    assert LOOKED_AT - {IncidentKind.PROMPT} == seen.looked_at


async def test_a_kind_that_failed_is_asked_again_at_the_next_look() -> None:
    """It does not wait for the interval."""
    plan = Plan(broken={"prompts": TwsResponseError("no")})
    look = conditions(plan)
    await look()
    plan.broken.clear()
    plan.pass_time(seconds=1)
    assert frozenset({IncidentKind.PROMPT}) == (await look()).looked_at


async def test_a_master_that_answers_nothing_is_an_error() -> None:
    """Nothing seen is not the same as nothing there."""
    questions = ("jobs", "job_streams", "workstations", "prompts", "plan")
    plan = Plan(broken={question: TwsTimeoutError("no answer") for question in questions})
    with pytest.raises(TwsTimeoutError):
        await conditions(plan)()


async def test_at_risk_turns_into_late_under_the_same_key() -> None:
    """Before its deadline the job is at risk, after it late: one thing to a watcher."""
    plan = Plan(every_job=[job("A", deadline=NOW + minutes(10), estimated=minutes(30))])
    look = conditions(plan, IncidentKind.LATE, IncidentKind.AT_RISK, expected=Estimates(ends_at=NOW + minutes(30)))
    before = (await look()).conditions
    plan.pass_time(minutes=11)
    after = (await look()).conditions
    assert ([IncidentKind.AT_RISK], [IncidentKind.LATE]) == ([one.kind for one in before], [one.kind for one in after])
    assert [one.key for one in before] == [one.key for one in after]


async def test_without_the_late_jobs_no_job_is_called_out_of_danger() -> None:
    """A job that is no longer at risk may just have become late."""
    plan = Plan(every_stream=[], broken={"job_streams": TwsResponseError("no")})
    seen = await conditions(plan, IncidentKind.LATE, IncidentKind.AT_RISK)()
    assert frozenset() == seen.looked_at


async def test_keys_stay_the_same_over_a_plan_extension() -> None:
    """Ids change with the plan; names and scheduled times do not."""
    late = job("A", deadline=NOW - minutes(10))
    stuck = stream("S", "STUCK", deadline=None)
    asked = Prompt(id="1", name="GO", status="ASKED", asked_at=NOW - minutes(20), number=4)
    first = Plan(every_job=[late], every_stream=[stuck], every_prompt=[asked])
    second = Plan(
        every_job=[replace(late, id="other", job_stream_id="other")],
        every_stream=[replace(stuck, id="other")],
        every_prompt=[replace(asked, id="other", number=5)],
    )
    before, after = [(await conditions(plan)()).conditions for plan in (first, second)]
    assert 3 == len(before)
    assert [one.key for one in before] == [one.key for one in after]
    assert all(one.key.startswith("default|") for one in before)
