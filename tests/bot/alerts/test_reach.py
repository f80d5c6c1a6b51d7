"""HWA away and back: said once each."""

from tests.fakes import fake_job
from tws.errors import TwsAuthError, TwsConnectionError, TwsPlanError


async def away(night, looks=5, error=None):
    night.plan.broken = error or TwsConnectionError("refused", host="mdm")
    for _ in range(looks):
        await night.poll()
    night.plan.broken = None


async def test_an_outage_is_told_once_and_its_end_in_its_thread(quiet_night):
    """Five failed looks and three good ones make one message, turned green, with one reply."""
    await away(quiet_night)
    assert ["down TwsConnectionError"] == quiet_night.chat.titles
    for _ in range(3):
        await quiet_night.poll()
    (told,) = quiet_night.chat.told
    assert ("back", ["back"]) == (told.message.card.title, [reply.card.title for reply in told.replies])


async def test_one_lost_answer_is_no_outage(quiet_night):
    """A single failed look is logged and not told."""
    await away(quiet_night, looks=1)
    await quiet_night.poll()
    assert [] == quiet_night.chat.titles


async def test_a_restart_during_the_outage_does_not_repeat_it(quiet_night):
    """The outage that was told before the restart is told no second time, and its end is."""
    await away(quiet_night)
    await quiet_night.restart()
    await away(quiet_night)
    assert 1 == len(quiet_night.chat.told)
    await quiet_night.poll()
    assert ["back"] == quiet_night.chat.titles


async def test_a_second_outage_is_told_again(quiet_night):
    """Each outage has its own message."""
    for _ in range(2):
        await away(quiet_night)
        await quiet_night.poll()
    assert ["back", "back"] == quiet_night.chat.titles


async def test_refused_credentials_are_told_as_such(quiet_night):
    """Not being let in is trouble too, and named."""
    await away(quiet_night, error=TwsAuthError("401", status=401))
    assert ["down TwsAuthError"] == quiet_night.chat.titles


async def test_plan_extension_is_no_outage(quiet_night):
    """While the plan is being extended nothing is told, and what ABENDed meanwhile is told after."""
    await away(quiet_night, error=TwsPlanError("AWSJSY404E", status=500))
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    assert ["ABEND PAY_CALC open"] == quiet_night.chat.titles


async def test_an_outage_closes_no_incident(quiet_night):
    """A master that does not answer says nothing about the jobs in error."""
    quiet_night.plan.put(fake_job())
    await quiet_night.poll()
    await away(quiet_night)
    assert 1 == await quiet_night.alerts.book.count_open()


async def test_why_hwa_cannot_be_asked_is_there_to_be_read(quiet_night):
    """Readiness and screens see the trouble of the newest look, and nothing once a look was made."""
    quiet_night.plan.broken = TwsConnectionError("refused", host="mdm")
    await quiet_night.poll()
    assert ("TwsConnectionError", "mdm") == (quiet_night.alerts.trouble.error, quiet_night.alerts.trouble.host)
    quiet_night.plan.broken = None
    await quiet_night.poll()
    assert quiet_night.alerts.trouble is None
