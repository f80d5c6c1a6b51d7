"""One incident from its ABEND to its end, as a channel sees it."""

from dataclasses import replace

from tests.fakes import NIGHT, fake_job


async def test_an_abend_becomes_one_message_with_its_diagnosis(quiet_night):
    """However often it is looked at, an ABEND is told once, with its diagnosis."""
    quiet_night.plan.put(fake_job())
    for _ in range(3):
        await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles
    assert 1 == len(quiet_night.chat.told[0].message.card.blocks)


async def test_the_incident_carries_what_the_diagnosis_says(quiet_night):
    """The open incident shows return code, error line, known solution and what is blocked."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    assert (8, "ORA-01555: snapshot too old", True, 4) == (
        incident.return_code,
        incident.error_line,
        incident.known,
        incident.blocked,
    )


async def test_a_rerun_that_ends_well_turns_the_card_green_in_its_thread(quiet_night):
    """The root card is edited to recovered and the thread tells of the rerun and of its end."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "EXEC")
    await quiet_night.poll()
    quiet_night.plan.put(replace(fake_job(internal_status="SUCC", number=2)))
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    assert ("ABEND PAY_CALC recovered", "recovered") == (told.message.card.title, told.message.state)
    assert ["PAY_CALC rerunning", "PAY_CALC recovered"] == [reply.card.title for reply in told.replies]


async def test_a_rerun_that_ended_between_two_looks_still_closes_the_incident(quiet_night):
    """A recovery whose rerun nobody saw closes the incident."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    assert () == await quiet_night.alerts.book.open_incidents()
    assert ["recovered"] == [i.state for i in await quiet_night.alerts.book.ended_since(NIGHT)]


async def test_a_rerun_that_ends_badly_stays_in_the_thread(quiet_night):
    """A second ABEND of the same job is a reply, not a second message."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "ABEND")
    await quiet_night.poll()
    (told,) = quiet_night.chat.told
    assert ["PAY_CALC failed_again"] == [reply.card.title for reply in told.replies]


async def test_an_abend_soon_after_recovery_reopens_the_incident(quiet_night):
    """Flapping within the hour is one incident; the thread says that it came back."""
    quiet_night.plan.put(fake_job())
    for state in ("ABEND", "SUCC", "ABEND"):
        quiet_night.plan.end("PAY_CALC", state)
        await quiet_night.poll()
    (told,) = quiet_night.chat.told
    assert ["PAY_CALC recovered", "PAY_CALC reopened"] == [reply.card.title for reply in told.replies]
    assert "open" == told.message.state


async def test_an_abend_long_after_recovery_is_a_new_incident(quiet_night):
    """After the hour, the same job's ABEND gets a message of its own."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "SUCC")
    await quiet_night.poll()
    quiet_night.plan.end("PAY_CALC", "ABEND")
    await quiet_night.poll(seconds=7200)
    assert ["ABEND PAY_CALC recovered", "ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_a_cancelled_job_ends_its_incident(quiet_night):
    """A cancelled job keeps ABEND as its status, and its incident is closed all the same."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.put(fake_job(canceled=True))
    await quiet_night.poll()
    assert ["cancelled"] == [told.message.state for told in quiet_night.chat.told]


async def test_a_job_that_left_the_plan_is_gone_only_when_missed_twice(quiet_night):
    """One look that does not find the job concludes nothing, the second closes the incident."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.remove("PAY_CALC")
    await quiet_night.poll()
    assert ["open"] == [told.message.state for told in quiet_night.chat.told]
    await quiet_night.poll()
    assert ["gone"] == [told.message.state for told in quiet_night.chat.told]


async def test_plan_extension_with_new_ids_is_the_same_incident(quiet_night):
    """A job that is carried forward under another id keeps its one message."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    quiet_night.plan.remove("PAY_CALC")
    quiet_night.plan.put(fake_job(id="id-of-the-next-plan", job_stream_id="other"))
    await quiet_night.poll()
    assert (1, 0, []) == (
        len(quiet_night.chat.told),
        quiet_night.chat.told[0].edits,
        quiet_night.chat.told[0].replies,
    )


async def test_who_takes_an_incident_is_shown(quiet_night):
    """Taking an incident edits its card and says so in the thread."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    taken = await quiet_night.alerts.take(incident.id, "night shift")
    await quiet_night.alerts.deliver_once()
    assert ("acknowledged", "night shift") == (taken.state, taken.taken_by)
    assert ["PAY_CALC taken"] == [reply.card.title for reply in quiet_night.chat.told[0].replies]


async def test_nobody_takes_what_is_not_open(quiet_night):
    """Taking an incident that does not exist gives None."""
    assert await quiet_night.alerts.take("nothing", "night shift") is None


async def test_fail_is_not_told_as_abend(quiet_night):
    """A job that could not be launched is told as FAIL."""
    quiet_night.plan.put(fake_job(internal_status="FAIL"))
    await quiet_night.poll()
    assert ["FAIL PAY_CALC open"] == quiet_night.chat.titles


async def test_what_stood_before_the_first_look_is_one_quiet_message(night):
    """A fresh install lists the standing errors in one card, diagnoses them in the background, and alerts for none."""
    night.plan.put(*(fake_job(f"OLD_{number}") for number in range(30)))
    await night.poll()
    assert ["standing 30"] == night.chat.titles
    assert 30 == len(await night.alerts.book.open_incidents())


async def test_a_standing_error_that_fails_again_gets_its_own_message(night):
    """A quiet incident becomes an alert when a new run of the job ends badly."""
    night.plan.put(fake_job())
    await night.poll()
    night.plan.end("PAY_CALC", "ABEND")
    await night.poll()
    assert ["standing 1", "ABEND PAY_CALC open"] == night.chat.titles


async def test_what_failed_while_resync_was_down_is_news(quiet_night):
    """After a restart, an ABEND that happened meanwhile is alerted, not counted as standing."""
    await quiet_night.kill()
    quiet_night.plan.put(fake_job())
    await quiet_night.start()
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_the_feed_shows_the_card_as_it_stands(quiet_night):
    """A screen that opens later sees the open incident with its diagnosis."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    ((incident, card),) = await quiet_night.alerts.feed.open_incidents()
    assert ("PAY_CALC", 1) == (incident.job_name, len(card.blocks))
