"""A job that keeps failing: said once, counted on its card, told again when it stays in error."""

from datetime import timedelta

from tests.fakes import fake_job


async def ends(night, *words, seconds=10):
    """The job ends so, one look after the other."""
    for word in words:
        night.plan.end("PAY_CALC", word)
        await night.poll(seconds=seconds)


async def flapping(night):
    """Three bad ends within a minute."""
    night.plan.put(fake_job())
    await night.poll()
    await ends(night, "SUCC", "ABEND", "SUCC", "ABEND")


ONCE = ["PAY_CALC recovered", "PAY_CALC reopened", "PAY_CALC recovered", "PAY_CALC flapping"]


async def test_the_third_bad_end_says_that_it_keeps_failing(quiet_night):
    """The second reopening is told as such, with how often and in what time, and calls."""
    await flapping(quiet_night)
    assert ONCE == quiet_night.replies()
    assert "3:40:300" == quiet_night.chat.told[0].replies[-1].card.blocks[0].text


async def test_what_comes_and_goes_after_that_is_not_told(quiet_night):
    """Four more bad ends and recoveries edit the card, and the thread stays as it was."""
    await flapping(quiet_night)
    edits = quiet_night.chat.told[0].edits
    await ends(quiet_night, *["SUCC", "ABEND"] * 4, "SUCC")
    assert (ONCE, edits + 9) == (quiet_night.replies(), quiet_night.chat.told[0].edits)


async def test_what_stays_in_error_is_told_and_so_is_its_good_end(quiet_night):
    """Five minutes in error are a message in the thread, once; the good end after it is one as well."""
    await flapping(quiet_night)
    await ends(quiet_night, "SUCC", "ABEND")
    await quiet_night.polls(4)
    assert ONCE == quiet_night.replies()
    await quiet_night.polls(10)
    assert [*ONCE, "PAY_CALC released"] == quiet_night.replies()
    await ends(quiet_night, "EXEC", "SUCC", "ABEND", "SUCC")
    assert [*ONCE, "PAY_CALC released", "PAY_CALC rerunning", "PAY_CALC recovered"] == quiet_night.replies()


async def test_the_bad_end_that_says_so_is_told_again_when_it_stays(quiet_night):
    """A job that keeps failing and then stays down is not forgotten, also over a restart."""
    await flapping(quiet_night)
    await quiet_night.restart()
    await quiet_night.polls(7)
    assert [*ONCE, "PAY_CALC released"] == quiet_night.replies()


async def test_a_snooze_is_not_cut_short(quiet_night):
    """Who put the alert off for an hour hears that it keeps failing, and nothing more before the hour is over."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    await quiet_night.alerts.snooze(incident.id, "ops", quiet_night.clock() + timedelta(hours=1))
    await ends(quiet_night, "ABEND", "ABEND")
    await quiet_night.polls(30)
    assert ["PAY_CALC snoozed", "PAY_CALC failed_again", "PAY_CALC flapping"] == quiet_night.replies()
    (incident,) = await quiet_night.alerts.book.open_incidents()
    assert "snooze:ops" == incident.held_why


async def test_one_that_never_ends_is_one_message_with_few_replies(quiet_night):
    """Forty bad ends in two hours: one card that is true, one word an hour that it keeps failing."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    await ends(quiet_night, *["SUCC", "ABEND"] * 40, seconds=90)
    (told,) = quiet_night.chat.told
    assert "ABEND PAY_CALC open" == told.message.card.title
    assert [*ONCE, "PAY_CALC flapping"] == quiet_night.replies()


async def test_the_next_day_is_told_as_ever(quiet_night):
    """After a quiet time a bad end is told as the first."""
    await flapping(quiet_night)
    await ends(quiet_night, "SUCC")
    await ends(quiet_night, "ABEND", seconds=2 * 3600)
    assert ["ABEND PAY_CALC recovered", "ABEND PAY_CALC open"] == quiet_night.chat.titles
