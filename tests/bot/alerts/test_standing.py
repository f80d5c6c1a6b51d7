"""What stands badly although no job ended badly: told when it has stood for long enough, once, and until it is over."""

from dataclasses import replace
from datetime import timedelta

from bot.alerts.conditions.records import Condition
from bot.alerts.settings import KindSettings
from bot.reports import Evidence, IncidentKind
from tests.fakes import NIGHT, fake_job
from tws.errors import TwsConnectionError


def workstation_down(name="FTA_01", **evidence):
    return Condition(
        kind=IncidentKind.WORKSTATION,
        key=f"default|workstation|{name}",
        subject=name,
        word="UNLINKED",
        workstation=name,
        evidence=Evidence(**{"states": ("UNLINKED",), "waiting": 12, **evidence}),
    )


def deadline(kind=IncidentKind.AT_RISK, job=None, **evidence):
    job = job or fake_job(internal_status="EXEC")
    return Condition(
        kind=kind,
        key="default|deadline|PAY_CALC",
        subject=job.key,
        word=kind.name,
        job=job,
        job_name=job.name,
        job_stream=job.job_stream,
        workstation=job.workstation,
        evidence=Evidence(deadline=NIGHT + timedelta(hours=3), **evidence),
    )


async def test_a_condition_is_told_when_it_has_stood_for_long_enough(quiet_night):
    """An agent that is down for less than its time is not told; afterwards once, until it is back."""
    quiet_night.conditions.standing = [workstation_down()]
    await quiet_night.polls(3)
    assert [] == quiet_night.chat.titles
    await quiet_night.polls(5)
    assert ["UNLINKED FTA_01 open"] == quiet_night.chat.titles
    quiet_night.conditions.standing = []
    await quiet_night.polls(2)
    assert (["UNLINKED FTA_01 recovered"], ["FTA_01 recovered"]) == (quiet_night.chat.titles, quiet_night.replies())


async def test_what_passes_by_itself_is_never_told(quiet_night):
    """A condition that comes and goes within its time begins anew each time."""
    for _ in range(5):
        quiet_night.conditions.standing = [workstation_down()]
        await quiet_night.polls(2)
        quiet_night.conditions.standing = []
        await quiet_night.polls(1)
    assert [] == quiet_night.chat.titles


async def test_since_when_it_stands_counts_over_a_restart(quiet_night):
    """Where the engine says since when, a restart does not make it wait again."""
    quiet_night.conditions.standing = [workstation_down(since=NIGHT - timedelta(hours=1))]
    await quiet_night.poll()
    assert ["UNLINKED FTA_01 open"] == quiet_night.chat.titles


async def test_a_kind_that_is_off_is_not_told(night):
    """A kind that is switched off has no incidents."""
    kinds = {**night.settings.kinds, IncidentKind.WORKSTATION: KindSettings(on=False)}
    night.settings = replace(night.settings, kinds=kinds)
    await night.restart()
    night.conditions.standing = [workstation_down()]
    await night.polls(10)
    assert [] == night.chat.titles


async def test_only_news_edits_the_card(quiet_night):
    """Figures that wander by a little leave the card alone; one that means something else edits it."""
    quiet_night.conditions.standing = [workstation_down()]
    await quiet_night.polls(5)
    (told,) = quiet_night.chat.told
    quiet_night.conditions.standing = [workstation_down(waiting=13, lasting=timedelta(minutes=9))]
    await quiet_night.polls(3)
    assert 0 == told.edits
    quiet_night.conditions.standing = [workstation_down(waiting=40)]
    await quiet_night.polls(3)
    assert (1, []) == (told.edits, told.replies)


async def test_what_was_not_looked_at_is_not_over(quiet_night):
    """While a kind cannot be read, its incidents stand."""
    quiet_night.conditions.standing = [workstation_down()]
    await quiet_night.polls(5)
    quiet_night.conditions.looked_at = frozenset({IncidentKind.STUCK})
    await quiet_night.polls(5)
    assert 1 == await quiet_night.alerts.book.count_open()


async def test_conditions_that_cannot_be_asked_hold_up_no_bad_end(quiet_night):
    """An ABEND is told although every condition's query fails."""
    quiet_night.conditions.broken = TwsConnectionError("refused")
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_at_risk_that_turns_late_is_one_incident(quiet_night):
    """Before and after the deadline it is one thread, and its card changes its kind."""
    quiet_night.conditions.standing = [deadline()]
    await quiet_night.polls(2)
    quiet_night.conditions.standing = [deadline(IncidentKind.LATE)]
    await quiet_night.polls(2)
    assert (["LATE PAY_CALC open"], ["PAY_CALC late"]) == (quiet_night.chat.titles, quiet_night.replies())
    quiet_night.conditions.standing = []
    await quiet_night.polls(1)
    assert ["LATE PAY_CALC recovered"] == quiet_night.chat.titles


async def test_a_late_job_with_a_bad_end_is_that_bad_end(quiet_night):
    """LATE is no incident of its own while the job's bad end is open."""
    quiet_night.plan.put(fake_job())
    quiet_night.conditions.standing = [deadline(IncidentKind.LATE, job=fake_job())]
    await quiet_night.polls(3)
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_a_late_job_that_ends_badly_is_not_called_recovered(quiet_night):
    """When a late job ABENDs its lateness is not over; it is when the job ends well."""
    quiet_night.conditions.standing = [deadline(IncidentKind.LATE)]
    await quiet_night.polls(1)
    quiet_night.plan.put(fake_job())
    quiet_night.conditions.standing = []
    await quiet_night.polls(3)
    assert ["LATE PAY_CALC open", "ABEND PAY_CALC open"] == quiet_night.chat.titles
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.polls(2)
    assert ["LATE PAY_CALC recovered", "ABEND PAY_CALC recovered"] == quiet_night.chat.titles


async def test_a_condition_that_comes_back_is_the_same_incident(quiet_night):
    """An agent that is down again within the hour reopens its thread."""
    for standing in ([workstation_down()], [], [workstation_down()]):
        quiet_night.conditions.standing = standing
        await quiet_night.polls(6)
    assert (1, ["FTA_01 recovered", "FTA_01 reopened"]) == (len(quiet_night.chat.told), quiet_night.replies())


async def test_what_stands_at_the_first_look_is_one_quiet_message(night):
    """A fresh install lists what stood before in one card, bad ends and conditions alike."""
    night.plan.put(fake_job())
    night.conditions.standing = [workstation_down(since=NIGHT - timedelta(hours=1))]
    await night.poll()
    assert ["standing 2"] == night.chat.titles


async def test_a_standing_card_counts_what_ends(night):
    """The card of what stood before the first look is edited as its rows end."""
    night.plan.put(*(fake_job(f"OLD_{number}") for number in range(3)))
    await night.poll()
    night.plan.end("OLD_1", "SUCC")
    await night.poll()
    assert ["standing 3, 1 over"] == night.chat.titles
