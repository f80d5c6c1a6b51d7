"""What stood before Resync first looked: one card of it, and nothing new is hidden behind it."""

from datetime import timedelta

import pytest

from bot.alerts.conditions.records import Condition
from bot.reports import Evidence, IncidentKind
from bot.store.rows import Place
from tests.bot.alerts.test_standing import deadline, workstation_down
from tests.fakes import fake_job, lone_job


async def test_conditions_that_stood_before_are_rows_of_the_first_card(night):
    """A missed deadline that the first look finds, and an agent down since then, are rows; a later one has a card."""
    night.conditions.standing = [workstation_down(), deadline(IncidentKind.LATE)]
    await night.poll()
    await night.polls(6)
    assert ["standing 2"] == [message.message.card.title for message in night.chat.told]
    night.conditions.standing.append(workstation_down("FTA_02"))
    await night.polls(6)
    assert ["standing 2", "UNLINKED FTA_02 open"] == night.chat.titles


async def test_a_kind_that_is_looked_at_later_begins_with_what_stood(night):
    """A kind that could not be read at the first look is no news either when it first can be."""
    night.conditions.looked_at -= {IncidentKind.LATE}
    await night.poll()
    night.conditions.standing = [deadline(IncidentKind.LATE)]
    night.conditions.looked_at |= {IncidentKind.LATE}
    await night.polls(2)
    assert ["standing 1"] == night.chat.titles


@pytest.mark.parametrize(("asked_after", "told"), [(-1, ["standing 1"]), (1, [])])
async def test_what_stood_is_no_news_to_who_asked_for_alerts_later(night, asked_after, told):
    """A kind that is read after the first look: its rows go to a place that asked before that look, to none that asked
    after; what begins later goes to both."""
    night.routes.places = ()
    night.conditions.looked_at -= {IncidentKind.LATE}
    await night.poll()
    place = Place(chat="web", target="alerts", language="pt")
    night.routes.asked = ((place, night.clock() + timedelta(seconds=asked_after)),)
    night.conditions.standing = [deadline(IncidentKind.LATE)]
    night.conditions.looked_at |= {IncidentKind.LATE}
    await night.polls(2)
    assert told == night.chat.titles
    night.plan.put(lone_job("NEW"))
    await night.poll()
    assert [*told, "ABEND NEW open"] == night.chat.titles


async def test_after_a_restart_what_is_new_is_told(night):
    """Only the very first look of all takes what it finds for old."""
    await night.poll()
    await night.restart()
    night.conditions.standing = [deadline(IncidentKind.LATE)]
    await night.polls(2)
    assert ["LATE PAY_CALC open"] == night.chat.titles


async def test_a_new_bad_end_is_not_put_behind_one_that_stood_before(night):
    """It has the same error as a job of the first card, whose row nobody watches: it gets a card of its own."""
    night.plan.put(lone_job("OLD"))
    await night.poll()
    await night.polls(1)
    night.plan.put(lone_job("NEW"))
    await night.polls(2)
    assert ["standing 1", "ABEND NEW open"] == night.chat.titles


async def test_a_stream_that_is_stuck_behind_an_old_bad_end_is_a_row_too(night):
    """The job of the first card holds a job stream up: no card of its own, now or later."""
    old = lone_job("OLD")
    night.plan.put(old)
    await night.poll()
    night.conditions.standing = [
        Condition(
            kind=IncidentKind.STUCK,
            key="default|stuck|S",
            subject="MDM#S_OLD",
            word="STUCK",
            job_stream="S_OLD",
            evidence=Evidence(blocked_by=old.key),
        )
    ]
    await night.polls(10)
    assert ["standing 2"] == night.chat.titles


async def test_a_bad_end_from_before_a_workstation_went_down_is_not_its_effect(night):
    """It ended badly ten minutes before the agent was lost: both stand for themselves."""
    await night.poll()
    night.plan.put(lone_job("EARLY", workstation="FTA_01"))
    await night.polls(10)
    night.conditions.standing = [workstation_down()]
    await night.polls(6)
    assert [""] == [one.cause for one in await night.alerts.book.open_incidents() if one.job_name == "EARLY"]


async def test_what_is_closed_with_a_plan_that_is_no_more_is_shown_so(quiet_night):
    """Another master begins: the card of the one before is edited to say that its job is gone, and nothing is new."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    await quiet_night.restart()
    quiet_night.plan.rows.clear()
    await quiet_night.alerts.begin_anew()
    await quiet_night.poll()
    assert (["ABEND PAY_CALC gone"], 0) == (quiet_night.chat.titles, await quiet_night.alerts.book.count_open())
