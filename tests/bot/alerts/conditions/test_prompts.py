"""Prompts without a reply."""

import pytest

from bot.alerts.conditions.prompts import asked_prompts, stream_and_job
from tests.bot.alerts.conditions.plan_in_memory import Plan
from tests.tws.questions.fake_master import NOW, job, minutes
from tws.models import Prompt

ASKED = Prompt(
    id="1", name="GO", number=7, text="Go on?", status="ASKED", asked_at=NOW - minutes(30), job_stream="WKS1#PAYROLL"
)


async def test_a_prompt_says_since_when_it_waits_and_what_waits_behind_it() -> None:
    """Its question, when it was asked, and the jobs of its job stream that have not started."""
    plan = Plan(every_prompt=[ASKED], every_job=[job("A"), job("B"), job("C", "SUCC"), job("D", stream="OTHER")])
    (one,) = (await asked_prompts(plan)).conditions
    said = one.evidence
    assert ("GO", NOW - minutes(30), 2, "Go on?") == (one.subject, said.since, said.waiting, said.text)
    assert ("PAYROLL", "WKS1") == (one.job_stream, one.workstation)


async def test_a_prompt_without_an_owner_is_told_without_a_count() -> None:
    """API v1 does not say what waits for a prompt."""
    plan = Plan(every_prompt=[Prompt(id="1", name="", number=7, status="ASKED")])
    (one,) = (await asked_prompts(plan)).conditions
    assert ("#7", None, "") == (one.subject, one.evidence.waiting, one.job_stream)


async def test_answered_prompts_need_nobody() -> None:
    """Nor do those not yet asked."""
    others = [Prompt(id=status, name="GO", status=status) for status in ("ANSWERED_YES", "ANSWERED_NO", "NOT_ASKED")]
    assert () == (await asked_prompts(Plan(every_prompt=others))).conditions


@pytest.mark.parametrize(
    ("job_key", "stream_key", "expected"),
    [
        ("W#S.J", "W#S", ("S", "J")),
        ("W#A.B.J", None, ("A.B", "J")),
        (None, "W#S", ("S", "")),
        ("J", None, ("", "")),
        (None, None, ("", "")),
    ],
)
def test_owners_are_read_from_their_keys(job_key, stream_key, expected) -> None:
    """Job stream and job by their names; a text of another form gives none."""
    assert expected == stream_and_job(Prompt(id="1", name="P", job=job_key, job_stream=stream_key))


async def test_a_prompt_asked_again_is_another_one() -> None:
    """The time at which it was asked belongs to its key."""
    keys = []
    for asked_at in (NOW - minutes(30), NOW - minutes(3)):
        prompt = Prompt(id="1", name="GO", status="ASKED", asked_at=asked_at)
        keys += [one.key for one in (await asked_prompts(Plan(every_prompt=[prompt]))).conditions]
    assert 2 == len(set(keys))
