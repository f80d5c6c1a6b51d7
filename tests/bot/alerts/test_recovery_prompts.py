"""A job in error that waits for the reply to its recovery prompt: one thread, which says what is asked."""

from dataclasses import replace

from bot.alerts.conditions.prompts import RESTART, condition
from bot.alerts.conditions.records import ConditionsSeen
from bot.alerts.recovery_prompts import recovery_prompts
from bot.reports import IncidentKind
from tests.fakes import fake_job, lone_job, own_line
from tws.models import Prompt

ASKING = {"recovery": "RERUN", "needs_reply": True}


def asks(job, number=12, **values):
    prompt = Prompt(
        id=str(number),
        name="",
        number=number,
        text="Restart?",
        status="ASKED",
        kind=RESTART,
        job=job.key if job else None,
    )
    return condition("default", replace(prompt, **values), None)


async def test_a_prompt_and_its_bad_end_are_one_thread(quiet_night):
    """However long the prompt waits, it has no card of its own: the ABEND's card and thread tell it, once."""
    job = fake_job(**ASKING)
    quiet_night.plan.put(job)
    await quiet_night.poll()
    quiet_night.conditions.standing = [asks(job)]
    await quiet_night.polls(30)
    (told,) = quiet_night.chat.told
    assert (["PAY_CALC asked"], "12:Restart?") == (quiet_night.replies(), told.replies[0].card.blocks[0].text)
    (incident,) = await quiet_night.alerts.book.open_incidents()
    assert ("12", "Restart?") == (incident.evidence.prompt, incident.evidence.text)


async def test_a_prompt_that_is_seen_with_its_bad_end_stands_on_the_first_card(quiet_night):
    """The card that opens the thread says it already, and the thread does not repeat it."""
    job = fake_job(**ASKING)
    quiet_night.plan.put(job)
    quiet_night.conditions.standing = [asks(job)]
    await quiet_night.polls(3)
    (incident,) = await quiet_night.alerts.book.open_incidents()
    assert (1, [], "12") == (len(quiet_night.chat.told), quiet_night.replies(), incident.evidence.prompt)


async def test_the_reply_is_told_and_the_rerun_too(quiet_night):
    """A reply of no is told in the thread; a rerun says it by itself, and leaves no prompt on the card."""
    job = fake_job(**ASKING)
    quiet_night.plan.put(job)
    quiet_night.conditions.standing = [asks(job)]
    await quiet_night.poll()
    quiet_night.conditions.standing = []
    await quiet_night.poll()
    assert ["PAY_CALC answered"] == quiet_night.replies()
    quiet_night.conditions.standing = [asks(job, 13)]
    await quiet_night.poll()
    quiet_night.conditions.standing = []
    quiet_night.plan.end("PAY_CALC", "EXEC")
    await quiet_night.poll()
    assert ["PAY_CALC answered", "PAY_CALC asked", "PAY_CALC rerunning"] == quiet_night.replies()
    assert [None] == [one.evidence for one in await quiet_night.alerts.book.open_incidents()]


async def test_a_run_that_asks_again_says_so(quiet_night):
    """The rerun ends badly and asks anew: both are told, the newer prompt stands on the card."""
    job = fake_job(**ASKING)
    quiet_night.plan.put(job)
    quiet_night.conditions.standing = [asks(job)]
    await quiet_night.poll()
    quiet_night.conditions.standing = [asks(job, 13)]
    quiet_night.plan.end("PAY_CALC", "ABEND")
    await quiet_night.poll()
    assert ["PAY_CALC failed_again", "PAY_CALC asked"] == quiet_night.replies()
    assert ["13"] == [one.evidence.prompt for one in await quiet_night.alerts.book.open_incidents()]


async def test_prompts_that_cannot_be_read_are_not_answered(quiet_night):
    """While the prompts cannot be asked for, the card keeps what it says."""
    job = fake_job(**ASKING)
    quiet_night.plan.put(job)
    quiet_night.conditions.standing = [asks(job)]
    await quiet_night.poll()
    quiet_night.conditions.looked_at -= {IncidentKind.PROMPT}
    await quiet_night.polls(3)
    assert ([], 0) == (quiet_night.replies(), quiet_night.chat.told[0].edits)


async def test_an_effect_that_asks_is_seen_on_its_causes_card(quiet_night):
    """A job behind another's card that waits for a reply edits that card, and has none of its own."""
    other = lone_job("B", **ASKING)
    quiet_night.plan.put(lone_job("A"), other)
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    before = told.edits
    effects = await quiet_night.alerts.feed.behind(told.message.incident)
    job = other if effects[0].job_name == "B" else quiet_night.plan.rows["id-A"]
    quiet_night.conditions.standing = [asks(job)]
    await quiet_night.polls(15)
    assert (1, before + 1) == (len(quiet_night.chat.told), told.edits)


async def test_a_prompt_that_a_job_waits_for_before_it_starts_has_its_own_card(quiet_night):
    """A prompt of a job that has not ended badly is told as before."""
    quiet_night.diagnose.lines = own_line
    job = fake_job("B", "HOLD")
    quiet_night.plan.put(job, lone_job("A"))
    quiet_night.conditions.standing = [asks(job, kind="Predefined Prompt")]
    await quiet_night.polls(15)
    assert ["ABEND A open", "ASKED B open"] == quiet_night.chat.titles


def test_without_an_owner_only_a_lone_prompt_is_told_with_a_lone_job() -> None:
    """API v1 names no owner: one recovery prompt and one job that needs a reply belong together, two are not guessed."""
    jobs = {name: fake_job(name, **ASKING) for name in "AB"}
    seen = ConditionsSeen(conditions=(asks(None),), looked_at=frozenset({IncidentKind.PROMPT}))
    assert ["A"] == list(recovery_prompts(seen, {"A": jobs["A"], "C": fake_job("C")}).of_job)
    assert [] == list(recovery_prompts(seen, jobs).of_job)


def test_two_instances_of_a_job_have_a_prompt_each() -> None:
    """Two runs of one job in error, asking two prompts, are not given the same one."""
    job = fake_job(**ASKING)
    seen = ConditionsSeen(conditions=(asks(job, 12), asks(job, 13)))
    found = recovery_prompts(seen, {"one": job, "two": job}).of_job
    assert ["12", "13"] == sorted(evidence.prompt for evidence in found.values())
