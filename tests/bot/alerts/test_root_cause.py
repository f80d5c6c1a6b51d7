"""One root card for what follows from one: quiet effects, a complete list, and nothing lost."""

from dataclasses import replace

import pytest

from bot.reports import IncidentKind
from bot.store.rows import Place
from tests.bot.alerts.test_standing import deadline, workstation_down
from tests.fakes import fake_job, lone_job, own_line
from tws.errors import TwsTimeoutError
from tws.models import Dependency, DependencyKind


async def test_the_same_error_is_one_card_with_a_count(quiet_night):
    """Five jobs of five streams with one error are one card that counts four and lists them all, with the reason."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number}") for number in range(5)))
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    listed = await quiet_night.alerts.feed.behind(told.message.incident)
    assert ("effects 4", 4) == (told.message.card.blocks[-1].text, len(listed))
    assert {"same_error:ORA-01555: snapshot too old"} == {incident.because for incident in listed}


def after(name, *before):
    """A job of one job stream that follows others; ended badly as all."""
    waits = tuple(Dependency(kind=DependencyKind.JOB, name=one, job_id=f"id-{one}", satisfied=False) for one in before)
    return fake_job(name, dependencies=waits)


async def test_the_first_in_the_plan_is_the_cause(quiet_night):
    """LOAD → SUM → SEND end badly in one look, listed the other way round: LOAD has the card, by what the plan says."""
    quiet_night.diagnose.trouble = ValueError("nothing is known of the errors")
    quiet_night.plan.put(after("SEND", "SUM"), after("SUM", "LOAD"), after("LOAD"))
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    listed = await quiet_night.alerts.feed.behind(told.message.incident)
    assert "ABEND LOAD open" == told.message.card.title
    assert {"follows:PAY_WKS#PAYROLL.LOAD"} == {incident.because for incident in listed}


async def test_a_plan_that_does_not_say_leaves_a_guess(quiet_night):
    """Where the dependencies cannot be read, sharing the stream is the reason that is given."""
    quiet_night.diagnose.trouble = ValueError("nothing is known of the errors")
    quiet_night.plan.put(after("SUM", "LOAD"), after("LOAD"))
    quiet_night.plan.job = unread
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    listed = await quiet_night.alerts.feed.behind(told.message.incident)
    assert ["same_stream:PAYROLL"] == [incident.because for incident in listed]


async def unread(job_id):
    raise TwsTimeoutError(f"{job_id} was not read in time")


async def test_effects_recover_without_a_message_and_the_card_says_so(quiet_night):
    """Each effect that ends well edits the root card, once a look, and posts nothing."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number}") for number in range(5)))
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    before = told.edits
    for number in range(1, 5):
        quiet_night.plan.end(f"JOB_{number}", "SUCC", job_stream=f"S_JOB_{number}")
    await quiet_night.poll()
    assert (before + 1, [], 1) == (told.edits, told.replies, len(quiet_night.chat.told))
    assert 1 == await quiet_night.alerts.book.count_open()


async def test_an_effect_that_outlives_its_cause_is_told(quiet_night):
    """When the cause has been over for a while and an effect still stands, it gets a message of its own, once."""
    quiet_night.plan.put(lone_job("A"), lone_job("B"))
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    (effect,) = [incident.job_name for incident in await quiet_night.alerts.feed.behind(told.message.incident)]
    quiet_night.plan.end("B" if effect == "A" else "A", "SUCC")
    await quiet_night.polls(4)
    assert 1 == len(quiet_night.chat.told)
    await quiet_night.polls(15)
    assert [f"ABEND {effect} open"] == quiet_night.chat.titles[1:]


async def test_a_moved_alert_comes_back_when_its_cause_is_over(quiet_night):
    """An alert that moved to a workstation's card names it; when that is back and the job still in error, its own
    thread hears so, calls, and escalates from there on."""
    quiet_night.diagnose.lines = own_line
    quiet_night.routes.places = (Place(chat="web", target="alerts", mentions=("@oncall",)),)
    quiet_night.routes.steps = [(10, Place(chat="web", target="managers"))]
    quiet_night.plan.put(lone_job("A", workstation="FTA_01"))
    await quiet_night.poll()
    quiet_night.conditions.standing = [workstation_down("FTA_01")]
    await quiet_night.polls(5)
    moved = quiet_night.chat.told[0]
    assert "part of FTA_01" in [block.text for block in moved.message.card.blocks]
    quiet_night.conditions.standing = []
    await quiet_night.polls(8)
    assert (["A grouped", "A released"], ("@oncall",)) == (quiet_night.replies(0), moved.replies[-1].mentions)
    assert "part of FTA_01" not in [block.text for block in moved.message.card.blocks]
    assert ["ABEND A open", "UNLINKED FTA_01 recovered"] == quiet_night.chat.titles
    await quiet_night.polls(10)
    assert "managers" == quiet_night.chat.told[-1].message.target


async def test_a_moved_alert_that_ended_well_is_left_alone(quiet_night):
    """When the cause is over and its follower too, nothing more is said."""
    quiet_night.diagnose.lines = own_line
    quiet_night.plan.put(lone_job("A", workstation="FTA_01"))
    await quiet_night.poll()
    quiet_night.conditions.standing = [workstation_down("FTA_01")]
    await quiet_night.polls(5)
    quiet_night.conditions.standing = []
    quiet_night.plan.put(lone_job("A", "SUCC", number=2, workstation="FTA_01"))
    await quiet_night.polls(10)
    assert ["A grouped", "A recovered"] == quiet_night.replies(0)


async def test_a_later_job_with_the_error_joins_the_card(quiet_night):
    """A job that fails ten minutes later with the same error is counted on the card that stands."""
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.polls(10)
    quiet_night.plan.put(lone_job("B"))
    await quiet_night.poll()
    assert 1 == len(quiet_night.chat.told)
    assert "effects 1" == quiet_night.chat.told[0].message.card.blocks[-1].text


async def test_critical_jobs_stand_first_in_the_list(quiet_night):
    """Of what follows from a lesser cause, a critical job is listed first, calls for itself, and makes the cause
    critical, so that the next one is only listed."""
    quiet_night.plan.put(*(lone_job(f"JOB_{number}") for number in range(5)), lone_job("ZZZ"))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("CRIT", critical=True))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("CRIT2", critical=True))
    await quiet_night.poll()
    root = quiet_night.chat.told[0].message.incident
    assert "ABEND CRIT open" in quiet_night.chat.titles
    assert "ABEND CRIT2 open" not in quiet_night.chat.titles
    assert "CRIT" == (await quiet_night.alerts.feed.behind(root))[0].job_name
    (cause,) = [one for one in await quiet_night.alerts.book.open_incidents() if one.id == root]
    assert "critical" == cause.severity


async def test_an_effect_of_another_team_is_told_there_too(quiet_night):
    """The root card also stands in the channel that an effect would have been told in."""
    quiet_night.routes.by_stream["S_B"] = (Place(chat="web", target="team-b", language="en"),)
    quiet_night.plan.put(lone_job("A"))
    await quiet_night.poll()
    quiet_night.plan.put(lone_job("B"))
    await quiet_night.poll()
    assert [("alerts", "ABEND A open"), ("team-b", "ABEND A open")] == [
        (told.message.target, told.message.card.title) for told in quiet_night.chat.told
    ]


async def test_300_jobs_of_an_agent_that_is_down_are_one_card(quiet_night):
    """An agent that is down and takes 300 jobs with it is one message, and all 300 stand behind it."""
    quiet_night.diagnose.lines = own_line
    quiet_night.conditions.standing = [workstation_down("FTA_01")]
    await quiet_night.polls(5)
    quiet_night.plan.put(*(lone_job(f"JOB_{n:03}", workstation="FTA_01") for n in range(300)))
    await quiet_night.polls(3)
    (told,) = quiet_night.chat.told
    assert 300 == len(await quiet_night.alerts.feed.behind(told.message.incident, 500))


async def test_what_was_told_before_the_agent_was_seen_down_joins_it(quiet_night):
    """Jobs told for themselves become effects when their workstation turns out to be down; their threads stay."""
    quiet_night.diagnose.lines = own_line
    quiet_night.plan.put(lone_job("A", workstation="FTA_01"))
    await quiet_night.poll()
    quiet_night.conditions.standing = [workstation_down("FTA_01")]
    await quiet_night.polls(5)
    assert ["ABEND A open", "UNLINKED FTA_01 open"] == quiet_night.chat.titles
    assert ["A grouped"] == quiet_night.replies(0)


async def test_what_only_shared_a_stream_is_let_go_when_its_error_is_known(quiet_night):
    """Merged for the stream's sake while nothing was known; when the diagnoses differ, both have their message."""
    quiet_night.diagnose.trouble = ValueError("a defect")
    quiet_night.plan.put(fake_job("A"), fake_job("B"))
    await quiet_night.poll()
    assert 1 == len(quiet_night.chat.told)
    quiet_night.diagnose.trouble = None
    quiet_night.diagnose.lines = own_line
    for _ in range(3):
        await quiet_night.poll()
        await quiet_night.alerts.stop()
    assert ["ABEND A open", "ABEND B open"] == sorted(quiet_night.chat.titles)
    assert [""] == list({one.cause for one in await quiet_night.alerts.book.open_incidents()})


async def test_a_storm_of_one_error_is_a_card_and_a_storm(quiet_night):
    """Of 200 jobs with one error, the first twenty are one card; the others are rows, and join it once diagnosed."""
    quiet_night.settings = replace(quiet_night.settings, patience=60)
    await quiet_night.restart()
    quiet_night.plan.put(*(lone_job(f"JOB_{number:03}") for number in range(200)))
    await quiet_night.poll()
    assert ["ABEND JOB_000 open", "storm 180"] == quiet_night.chat.titles
    for _ in range(3):
        await quiet_night.poll()
        await quiet_night.alerts.stop()
    root = quiet_night.chat.told[0].message.incident
    assert 19 + 2 * quiet_night.settings.catch_up <= len(await quiet_night.alerts.feed.behind(root, 500))
    assert 2 == len(quiet_night.chat.told)


def endangered(night, kind=IncidentKind.AT_RISK):
    """A critical job that waits for CALC and may miss its deadline, or has."""
    final = lone_job("FINAL", "HOLD", critical=True)
    one = deadline(kind, final, blocked_by=lone_job("CALC").key)
    night.conditions.standing = [replace(one, key="default|deadline|FINAL", critical=True)]


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_endangers_a_critical_job_is_told_so_in_its_own_thread(quiet_night, restarts):
    """A critical job may miss its deadline because of an ABEND that has a card: no second root message, with a restart
    between or without, but a reply there, once, that calls; the card is critical."""
    quiet_night.routes.places = (Place(chat="web", target="alerts", mentions=("@oncall",)),)
    quiet_night.plan.put(lone_job("CALC"))
    await quiet_night.polls(2)
    if restarts:
        await quiet_night.restart()
    endangered(quiet_night)
    await quiet_night.polls(5)
    (told,) = quiet_night.chat.told
    assert (["CALC pressed"], ("@oncall",)) == (quiet_night.replies(), told.replies[0].mentions)
    (open_one,) = [one for one in await quiet_night.alerts.book.open_incidents() if not one.cause]
    assert "critical" == open_one.severity


async def test_a_critical_deadline_that_is_missed_is_told_where_its_cause_stands(quiet_night):
    """The critical job behind an ABEND was in danger and is late now: its cause's thread says so once more."""
    quiet_night.plan.put(lone_job("CALC"))
    await quiet_night.polls(2)
    endangered(quiet_night)
    await quiet_night.polls(2)
    endangered(quiet_night, IncidentKind.LATE)
    await quiet_night.polls(3)
    (told,) = quiet_night.chat.told
    assert ["CALC pressed", "CALC overdue"] == quiet_night.replies()
    assert {"FINAL"} == {reply.card.blocks[0].text for reply in told.replies}


async def test_what_endangers_a_critical_job_and_ends_lets_it_speak_for_itself(quiet_night):
    """The ABEND is mended, and the critical job is in danger still: after a while it has a message of its own."""
    quiet_night.plan.put(lone_job("CALC"))
    await quiet_night.polls(2)
    endangered(quiet_night)
    await quiet_night.polls(2)
    quiet_night.plan.put(lone_job("CALC", "SUCC", number=2))
    await quiet_night.polls(10)
    assert ["ABEND CALC recovered", "AT_RISK FINAL open"] == quiet_night.chat.titles
